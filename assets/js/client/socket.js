import { createTimer, fullJitter } from "./timing.js"

const VERSION = "2.0.0"
const NORMAL_CLOSURE = 1000

/**
 * @typedef {object} Socket one connection of Phoenix channels, serializer 2.0.0, carrying many topics
 * @property {() => void} connect
 * @property {() => void} disconnect closes for good; `connect` opens again
 * @property {() => void} wake the network or the tab came back: reconnect now rather than when the timer says
 * @property {() => boolean} isConnected
 * @property {() => string} makeRef unique on this socket, for messages and joins alike
 * @property {(joinRef: string | null, ref: string | null, topic: string, event: string, payload: object) => void} send
 *   drops the message when there is no connection: a channel asks before it pushes
 * @property {Set<import("./channel.js").Channel>} channels hear of openings, closures and messages
 * @property {Pick<typeof globalThis, "setTimeout" | "clearTimeout">} clock
 */

/**
 * Reconnects by itself, except after close code 1000: with it the server says that the page has no business here any
 * more.
 *
 * @param {string} path base path, as in "/live"
 * @param {object} [options]
 * @param {() => object} [options.params] for the URL, asked at each connection; ends up in logs
 * @param {(closure: {code: number, isOurs: boolean}) => void} [options.closed] once per connection
 * @param {typeof WebSocket} [options.WebSocket]
 * @param {Pick<typeof globalThis, "setTimeout" | "clearTimeout">} [options.clock]
 * @param {(tries: number) => number} [options.reconnectAfterMs]
 * @param {number} [options.heartbeatIntervalMs] also how long its reply may take
 * @param {() => boolean} [options.isSuspended] true while reconnecting is not worth it; call `wake` when that changes
 * @returns {Socket}
 */
export function createSocket(path, {
  params = () => ({}),
  closed = () => {},
  WebSocket = globalThis.WebSocket,
  clock = globalThis,
  reconnectAfterMs = fullJitter(250, 10000),
  heartbeatIntervalMs = 30000,
  isSuspended = () => false
} = {}) {
  const channels = new Set()
  let connection = null
  let isWanted = false
  let refs = 0
  let tries = 0
  let heartbeatRef = null

  const isConnected = () => connection?.readyState === 1
  const makeRef = () => String(++refs)

  const send = (...message) => {
    if (isConnected()) connection.send(JSON.stringify(message))
  }

  const open = () => {
    if (connection || !isWanted) return
    connection = new WebSocket(endpointURL(path, params()))
    connection.onopen = opened
    connection.onmessage = ({ data }) => received(JSON.parse(data))
    connection.onclose = ({ code }) => drop(code)
  }

  const opened = () => {
    heartbeatRef = null
    heartbeat.arm(heartbeatIntervalMs)
    for (const channel of [...channels]) channel.socketOpened()
  }

  const received = ([joinRef, ref, topic, event, payload]) => {
    // Only a server that talks is a server that works: one that accepts and closes must not be hammered.
    tries = 0
    if (ref === heartbeatRef) heartbeatRef = null
    for (const channel of [...channels]) if (channel.topic === topic) channel.received(joinRef, ref, event, payload)
  }

  const heartbeat = createTimer(() => {
    // A dead network reports nothing: the browser may keep such a connection open for minutes.
    if (heartbeatRef) return drop(0)
    heartbeatRef = makeRef()
    send(null, heartbeatRef, "phoenix", "heartbeat", {})
    heartbeat.arm(heartbeatIntervalMs)
  }, clock)

  const reconnect = createTimer(() => { if (!isSuspended()) open() }, clock)

  /** The connection is over: closed by a side, or given up. */
  const drop = (code) => {
    if (!connection) return
    const isOurs = !isWanted
    connection.onopen = connection.onmessage = connection.onclose = null
    connection.close()
    connection = null
    heartbeat.clear()
    for (const channel of [...channels]) channel.socketClosed()
    if (code === NORMAL_CLOSURE) isWanted = false
    if (isWanted) reconnect.arm(reconnectAfterMs(tries++))
    closed({ code, isOurs })
  }

  return {
    channels,
    clock,
    isConnected,
    makeRef,
    send,
    connect() {
      isWanted = true
      open()
    },
    disconnect() {
      isWanted = false
      reconnect.clear()
      drop(NORMAL_CLOSURE)
    },
    wake() {
      reconnect.clear()
      open()
    }
  }
}

/**
 * @param {string} path
 * @param {object} params nested objects become `a[b]=c`; undefined values are left out
 * @param {string} [base]
 * @returns {string} absolute WebSocket URL
 */
export function endpointURL(path, params, base = location.href) {
  const url = new URL(`${path}/websocket`, base)
  url.protocol = url.protocol.replace("http", "ws")
  url.search = new URLSearchParams([...flatten({ ...params, vsn: VERSION })])
  return url.href
}

function* flatten(object, prefix) {
  for (const [key, value] of Object.entries(object)) {
    const name = prefix ? `${prefix}[${key}]` : key
    if (value !== null && typeof value === "object") yield* flatten(value, name)
    else if (value !== undefined) yield [name, value]
  }
}
