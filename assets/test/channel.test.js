import assert from "node:assert/strict"
import { suite, test } from "node:test"
import { createChannel } from "../js/client/channel.js"
import { createSocket } from "../js/client/socket.js"
import { FakeClock, fakeWebSocket, recorder } from "./fakes.js"

globalThis.location = { href: "http://localhost/" }

function start({ refused } = {}) {
  const clock = new FakeClock()
  const WebSocket = fakeWebSocket()
  const { log, record } = recorder()
  const socket = createSocket("/live", { transport: WebSocket, clock, reconnectAfterMs: () => 50 })
  const handlers = Object.fromEntries(["joined", "refused", "lost", "closed", "pushed"].map((name) => [name, record(name)]))
  let joins = 0
  const channel = createChannel("lv:a", () => ({ joins: joins++ }), socket, { ...handlers, ...(refused && { refused }) }, () => 1000)
  socket.connect()
  return { channel, clock, connections: WebSocket.all, log, record, socket }
}

function startJoined() {
  const started = start()
  const [connection] = started.connections
  connection.accept()
  connection.reply(connection.sent[0], "ok", { rendered: {} })
  started.log.length = 0
  return { ...started, connection }
}

suite("Channel: joins", () => {
  test("it joins when the socket opens, with its own ref as the join's", () => {
    const { connections: [connection], log } = start()
    connection.accept()
    assert.deepEqual(connection.sent, [["1", "1", "lv:a", "phx_join", { joins: 0 }]])
    connection.reply(connection.sent[0], "ok", { rendered: { s: [""] } })
    assert.deepEqual(log, [["joined", { rendered: { s: [""] } }]])
  })

  test("a refused join is tried again after a while, with fresh parameters and a fresh ref", () => {
    const { clock, connections: [connection], log } = start()
    connection.accept()
    connection.reply(connection.sent[0], "error", { reason: "join crashed" })
    assert.deepEqual(log, [["refused", { reason: "join crashed" }, 1]])
    clock.advance(1000)
    assert.deepEqual(connection.sent[1], ["2", "2", "lv:a", "phx_join", { joins: 1 }])
    connection.reply(connection.sent[1], "error", {})
    assert.equal(log[1][2], 2)
  })

  test("it is not tried again once it was left", () => {
    const started = start({ refused: () => started.channel.leave() })
    const { clock, connections: [connection] } = started
    connection.accept()
    connection.reply(connection.sent[0], "error", { reason: "stale" })
    clock.advance(60000 - 30001)
    assert.equal(connection.sent.length, 1)
  })

  test("a join nobody answers is left, then refused", () => {
    const { clock, connections: [connection], log } = start()
    connection.accept()
    clock.advance(10000)
    assert.deepEqual(connection.sent[1].slice(2), ["lv:a", "phx_leave", {}])
    assert.deepEqual(log, [["refused", { reason: "timeout" }, 1]])
  })

  test("a new connection joins at once", () => {
    const { clock, connections, connection, log } = startJoined()
    connection.end(1012)
    assert.deepEqual(log, [["lost"]])
    clock.advance(50)
    connections[1].accept()
    assert.deepEqual(connections[1].sent[0].slice(2), ["lv:a", "phx_join", { joins: 1 }])
  })

  test("a connection lost during the join is no refusal", () => {
    const { connections: [connection], log } = start()
    connection.accept()
    connection.end(1006)
    assert.deepEqual(log, [])
  })
})

suite("Channel: messages", () => {
  test("frames of an earlier join are dropped, frames without a join are not", () => {
    const { connection, log } = startJoined()
    connection.deliver("0", null, "lv:a", "diff", { 0: "old" })
    connection.deliver("1", null, "lv:other", "diff", { 0: "other" })
    connection.deliver(null, null, "lv:a", "diff", { 0: "all" })
    connection.deliver("1", null, "lv:a", "diff", { 0: "new" })
    assert.deepEqual(log, [["pushed", "diff", { 0: "all" }], ["pushed", "diff", { 0: "new" }]])
  })

  test("a reply reaches the push it names, by its status, once", () => {
    const { channel, connection, log, record } = startJoined()
    const answers = { ok: record("ok"), error: record("error"), timeout: record("timeout") }
    channel.push("event", { a: 1 }, answers, 30000)
    channel.push("event", { a: 2 }, answers, 30000)
    assert.deepEqual(connection.sent[1], ["1", "2", "lv:a", "event", { a: 1 }])
    connection.reply(connection.sent[2], "error", { reason: "no" })
    connection.reply(connection.sent[1], "ok", { diff: {} })
    connection.reply(connection.sent[1], "ok", { diff: {} })
    assert.deepEqual(log, [["error", { reason: "no" }], ["ok", { diff: {} }]])
  })

  test("a push nobody answers times out", () => {
    const { channel, clock, log, record } = startJoined()
    channel.push("event", {}, { timeout: record("timeout"), error: record("error") }, 5000)
    clock.advance(5000)
    assert.deepEqual(log, [["timeout"]])
  })

  test("pushes are lost with the channel", () => {
    const { channel, connection, log, record } = startJoined()
    channel.push("event", {}, { error: record("error") }, 30000)
    connection.end(1006)
    assert.deepEqual(log, [["error", { reason: "disconnected" }], ["lost"]])
  })
})

suite("Channel: ends", () => {
  test("an error is followed by another join on the same socket", () => {
    const { clock, connection, log } = startJoined()
    connection.deliver("1", "1", "lv:a", "phx_error", { reason: "channel_crash" })
    assert.deepEqual(log, [["lost"]])
    clock.advance(1000)
    assert.deepEqual(connection.sent[1], ["2", "2", "lv:a", "phx_join", { joins: 1 }])
  })

  test("after a close there is no other join", () => {
    const { clock, connections, connection, log } = startJoined()
    connection.deliver("1", "1", "lv:a", "phx_close", {})
    connection.end(1006)
    clock.advance(50)
    connections[1].accept()
    assert.deepEqual(connections[1].sent, [])
    assert.deepEqual(log, [["closed"]])
  })

  test("leaving tells the server, and is silent afterwards", () => {
    const { channel, connection, log, socket } = startJoined()
    channel.leave()
    channel.leave()
    assert.deepEqual(connection.sent.slice(1), [["1", "2", "lv:a", "phx_leave", {}]])
    connection.deliver("1", "1", "lv:a", "phx_close", {})
    assert.deepEqual(log, [])
    assert.equal(socket.channels.size, 0)
  })
})
