import assert from "node:assert/strict"
import { suite, test } from "node:test"
import { createSocket, endpointURL } from "../js/client/socket.js"
import { FakeClock, fakeWebSocket, recorder } from "./fakes.js"

globalThis.location = { href: "https://example.org/page" }

function start(options = {}) {
  const clock = new FakeClock()
  const WebSocket = fakeWebSocket()
  const { log, record } = recorder()
  const socket = createSocket("/live", {
    transport: WebSocket, clock, closed: record("closed"), reconnectAfterMs: (tries) => 100 * 2 ** tries, ...options
  })
  socket.connect()
  return { clock, connections: WebSocket.all, log, socket }
}

suite("Socket: one connection, kept", () => {
  test("the URL carries version and parameters, and the scheme follows the page's", () => {
    const { connections } = start({ params: () => ({ _csrf_token: "t/+" }) })
    assert.equal(connections[0].url, "wss://example.org/live/websocket?_csrf_token=t%2F%2B&vsn=2.0.0")
  })

  test("nested parameters use brackets, undefined ones are left out", () => {
    const url = endpointURL("/live", { a: { b: 1, c: ["x"] }, none: undefined }, "websocket", "http://localhost:4000/")
    assert.equal(decodeURIComponent(url), "ws://localhost:4000/live/websocket?a[b]=1&a[c][0]=x&vsn=2.0.0")
  })

  test("refs are strings that count up", () => {
    const { socket } = start()
    assert.deepEqual([socket.makeRef(), socket.makeRef()], ["1", "2"])
  })

  test("a heartbeat is sent every interval while it is answered", () => {
    const { clock, connections: [connection], socket } = start()
    connection.accept()
    clock.advance(30000)
    assert.deepEqual(connection.sent, [[null, "1", "phoenix", "heartbeat", {}]])
    connection.reply(connection.sent[0], "ok")
    clock.advance(30000)
    assert.equal(connection.sent.length, 2)
    assert.equal(socket.isConnected(), true)
  })

  test("an unanswered heartbeat ends the connection and opens another", () => {
    const { clock, connections, log } = start()
    connections[0].accept()
    clock.advance(60000)
    assert.equal(connections[0].readyState, 3)
    assert.deepEqual(log, [["closed", { code: 0, isOurs: false }]])
    clock.advance(100)
    assert.equal(connections.length, 2)
  })

  test("it reconnects ever later, until a server talks", () => {
    const { clock, connections } = start()
    connections[0].end(1006)
    clock.advance(100)
    connections[1].end(1006)
    clock.advance(199)
    assert.equal(connections.length, 2)
    clock.advance(1)
    connections[2].accept()
    connections[2].end(1012)
    clock.advance(399)
    assert.equal(connections.length, 3, "accepting alone is not talking")
    clock.advance(1)
    connections[3].accept()
    connections[3].deliver(null, null, "phoenix", "anything", {})
    connections[3].end(1012)
    clock.advance(100)
    assert.equal(connections.length, 5)
  })

  test("close code 1000 from the server is final until somebody connects", () => {
    const { clock, connections, log, socket } = start()
    connections[0].accept()
    connections[0].end(1000)
    clock.advance(60000)
    socket.wake()
    assert.equal(connections.length, 1)
    assert.deepEqual(log, [["closed", { code: 1000, isOurs: false }]])
    socket.connect()
    assert.equal(connections.length, 2)
  })

  test("disconnecting says that it was ours, and stays disconnected", () => {
    const { clock, connections, log, socket } = start()
    connections[0].accept()
    socket.disconnect()
    clock.advance(60000)
    assert.equal(connections.length, 1)
    assert.deepEqual(log, [["closed", { code: 1000, isOurs: true }]])
  })

  test("waking does not wait for the timer, and does nothing to a living connection", () => {
    const { connections, socket } = start()
    connections[0].end(1006)
    socket.wake()
    assert.equal(connections.length, 2)
    socket.wake()
    assert.equal(connections.length, 2)
  })

  test("a suspended page reconnects when it is woken", () => {
    const { clock, connections, socket } = start({ isSuspended: () => true })
    connections[0].end(1006)
    clock.advance(60000)
    assert.equal(connections.length, 1)
    socket.wake()
    assert.equal(connections.length, 2)
  })
})
