import assert from "node:assert/strict"
import { suite, test } from "node:test"
import { createAttempts } from "../js/attempts.js"
import { createSignIn } from "../js/sign_in.js"
import { fakeClerk, fakeStorage, recorder, settled } from "./fakes.js"

/** A page load: fresh code, the same storage. */
function loadPage(storage, { now = () => 0 } = {}) {
  const { log, record } = recorder()
  const attempts = (id) => createAttempts(`attempts:${id}`, 2, 60000, storage, now)
  const signIn = createSignIn(attempts, record("go"), record("refuse"))
  return { log, signIn }
}

const whatHappened = ({ log }) => log.map(([name]) => name)

async function arrive(storage, clerk, options) {
  const page = loadPage(storage, options)
  await page.signIn(clerk)
  return whatHappened(page).join()
}

suite("Sign-in: to the callback, once per token", () => {
  test("a signed-in browser goes to the callback", async () => {
    assert.equal(await arrive(fakeStorage(), fakeClerk()), "go")
  })

  test("many emissions go once", async () => {
    const page = loadPage(fakeStorage())
    const clerk = fakeClerk()
    page.signIn(clerk)
    page.signIn(clerk)
    await settled()
    await page.signIn(clerk)
    assert.deepEqual(whatHappened(page), ["go"])
  })

  test("a token that led back here is not tried again", async () => {
    const storage = fakeStorage()
    await arrive(storage, fakeClerk())
    assert.equal(await arrive(storage, fakeClerk()), "refuse")
  })

  test("a session that keeps coming back with new tokens is stopped", async () => {
    const storage = fakeStorage()
    const results = []
    for (const token of ["a", "b", "c"]) results.push(await arrive(storage, fakeClerk({ token })))
    assert.deepEqual(results, ["go", "go", "refuse"])
  })

  test("another session, or the same one a minute later, may go", async () => {
    const storage = fakeStorage()
    for (const token of ["a", "b"]) await arrive(storage, fakeClerk({ token }))
    assert.equal(await arrive(storage, fakeClerk({ userId: "user_2", token: "c" })), "go")
    assert.equal(await arrive(storage, fakeClerk({ token: "d" }), { now: () => 60000 }), "go")
  })

  test("a person may try again", async () => {
    const storage = fakeStorage()
    await arrive(storage, fakeClerk())
    const page = loadPage(storage)
    await page.signIn(fakeClerk())
    const [[, again]] = page.log
    again()
    assert.deepEqual(whatHappened(page), ["refuse", "go"])
  })

  test("signed out, in transition, or with tasks to do, it stays", async () => {
    const pending = fakeClerk()
    pending.session.status = "pending"
    for (const state of [fakeClerk({ userId: null }), { session: undefined }, pending]) {
      assert.equal(await arrive(fakeStorage(), state), "")
    }
  })

  test("without a token, as offline, the next emission decides", async (context) => {
    context.mock.method(console, "warn", () => {})
    const page = loadPage(fakeStorage())
    const offline = fakeClerk()
    offline.session.getToken = async () => { throw new Error("offline") }
    await page.signIn(offline)
    await page.signIn(fakeClerk())
    assert.deepEqual(whatHappened(page), ["go"])
  })

  test("where nothing can be stored, nothing happens by itself", async () => {
    assert.equal(await arrive(null, fakeClerk()), "refuse")
  })

  test("the token itself is not stored", async () => {
    const storage = fakeStorage()
    await arrive(storage, fakeClerk({ token: "secret-token" }))
    assert.equal([...storage.items.values()].some((value) => value.includes("secret")), false)
  })
})
