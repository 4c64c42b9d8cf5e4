import assert from "node:assert/strict"
import { beforeEach, suite, test } from "node:test"
import { clerkParams, connect } from "../js/token.js"
import { fakeClerk } from "./fakes.js"

const element = {}

suite("Token: in join parameters, never in a URL", () => {
  beforeEach(() => {
    globalThis.window = { document: { getElementById: () => null }, Clerk: fakeClerk({ token: "raw" }) }
  })

  test("a join carries the newest token", () => {
    assert.deepEqual(clerkParams(element), { clerk_token: "raw" })
    window.Clerk.signIn("user_1", "newer")
    assert.deepEqual(clerkParams(element), { clerk_token: "newer" })
  })

  test("the socket's URL does not", () => {
    assert.deepEqual(clerkParams(), {})
  })

  test("without Clerk, signed out, or in transition there is none", () => {
    window.Clerk.signOutLocally()
    assert.deepEqual(clerkParams(element), {})
    window.Clerk.session = undefined
    assert.deepEqual(clerkParams(element), {})
    window.Clerk = undefined
    assert.deepEqual(clerkParams(element), {})
  })

  test("connecting waits for the token", async () => {
    let connections = 0
    await connect({ connect: () => { connections++ } })
    assert.equal(connections, 1)
    assert.deepEqual(window.Clerk.asked, [undefined])
  })
})
