import assert from "node:assert/strict"
import { suite, test } from "node:test"
import { CLERK_PATIENCE_MS, signOut } from "../js/sign_out.js"
import { recorder, settled, stopTime } from "./fakes.js"

function start(context, { status = 200, clerk = async () => ({ signOut: async () => {} }) } = {}) {
  const { log, record } = recorder()
  context.mock.method(console, "warn", () => {})
  context.mock.method(globalThis, "fetch", async (...request) => {
    record("fetch")(...request)
    return { ok: status < 300, status }
  })
  const loadClerk = () => {
    record("clerk")()
    return clerk()
  }
  const done = signOut({ signOutUrl: "/auth/sign-out", redirectUrl: "/bye" }, "csrf", loadClerk, record("load"))
  return { done, log, order: () => log.map(([name]) => name).join() }
}

suite("Sign-out: the server first", () => {
  test("it posts with the CSRF token, then signs out in Clerk, then moves", async (context) => {
    const { done, log, order } = start(context)
    await done
    assert.equal(order(), "fetch,clerk,load")
    assert.deepEqual(log[0].slice(1), [
      "/auth/sign-out", { method: "POST", headers: { accept: "application/json", "x-csrf-token": "csrf" } }
    ])
    assert.equal(log[2][1], "/bye")
  })

  test("Clerk is told where to go", async (context) => {
    let options
    await start(context, { clerk: async () => ({ signOut: async (given) => { options = given } }) }).done
    assert.deepEqual(options, { redirectUrl: "/bye" })
  })

  test("a refusal by the server is a failure, and nothing else happens", async (context) => {
    const { done, order } = start(context, { status: 403 })
    await assert.rejects(done, { message: "403" })
    assert.equal(order(), "fetch")
  })

  test("Clerk being unreachable is none", async (context) => {
    const { done, order } = start(context, { clerk: async () => { throw new Error("clerk_missing") } })
    await done
    assert.equal(order(), "fetch,clerk,load")
  })

  test("nor is a Clerk that never answers, after a while", async (context) => {
    const clock = stopTime(context)
    const { done, order } = start(context, { clerk: () => new Promise(() => {}) })
    await settled()
    clock.advance(CLERK_PATIENCE_MS)
    await done
    assert.equal(order(), "fetch,clerk,load")
  })
})
