import assert from "node:assert/strict"
import { suite, test } from "node:test"
import { createSessionMonitor } from "../js/session_monitor.js"
import { fakeClerk, recorder, settled } from "./fakes.js"

function start({ page = { authenticated: "true", userId: "user_1" }, push } = {}) {
  const { log, record } = recorder()
  const recordPush = record("push")
  const monitor = createSessionMonitor(page, async (...event) => { recordPush(...event); await push?.() }, record("reload"))
  return { log, monitor }
}

const tokens = (log) => log.filter(([, event]) => event === "clerk:token").map(([, , payload]) => payload.token)

suite("Session monitor: what Clerk says against what the server believes", () => {
  test("a new token is offered, the same one not twice", () => {
    const { log, monitor } = start()
    const clerk = fakeClerk({ token: "a" })
    monitor.changed(clerk)
    monitor.changed(clerk)
    clerk.signIn("user_1", "b")
    monitor.changed(clerk)
    assert.deepEqual(tokens(log), ["a", "b"])
  })

  test("when the server asks, a fresh token is fetched past the cache", async () => {
    const { log, monitor } = start()
    const clerk = fakeClerk({ token: "fresh" })
    await monitor.renew(clerk)
    assert.deepEqual(clerk.asked, [{ skipCache: true }])
    assert.deepEqual(tokens(log), ["fresh"])
  })

  test("a token that was not delivered is offered again", async () => {
    const failing = { push: async () => { throw new Error("not connected") } }
    const { log, monitor } = start(failing)
    monitor.changed(fakeClerk({ token: "a" }))
    await settled()
    monitor.changed(fakeClerk({ token: "a" }))
    assert.deepEqual(tokens(log), ["a", "a"])
  })

  test("a view that was mounted anew gets the token, however often it reconnects", () => {
    const { log, monitor } = start()
    const clerk = fakeClerk({ token: "a" })
    monitor.changed(clerk)
    monitor.reconnected(clerk)
    monitor.reconnected(clerk)
    assert.deepEqual(tokens(log), ["a", "a", "a"])
  })

  test("an ended session is reported once", () => {
    const { log, monitor } = start()
    const clerk = fakeClerk({ userId: null })
    monitor.changed(clerk)
    monitor.changed(clerk)
    assert.deepEqual(log, [["push", "clerk:session-expired", {}]])
  })

  test("nobody to report it to: the page is loaded again", async () => {
    const { log, monitor } = start({ push: async () => { throw new Error("not connected") } })
    monitor.changed(fakeClerk({ userId: null }))
    await settled()
    assert.deepEqual(log.at(-1)[0], "reload")
  })

  test("a switch under way is not a sign-out", () => {
    const { log, monitor } = start()
    monitor.changed({ session: undefined, user: undefined })
    assert.deepEqual(log, [])
  })

  test("another person's token never reaches this page's server", async () => {
    const { log, monitor } = start()
    const clerk = fakeClerk({ userId: "user_2", token: "theirs" })
    monitor.changed(clerk)
    await monitor.renew(clerk)
    assert.deepEqual(log.map(([name]) => name), ["reload", "reload"])
  })

  test("a page rendered signed out is left alone", () => {
    const { log, monitor } = start({ page: { authenticated: "false" } })
    monitor.changed(fakeClerk())
    monitor.changed(fakeClerk({ userId: null }))
    assert.deepEqual(log, [])
  })
})
