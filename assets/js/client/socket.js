import { createTimer, fullJitter } from "./timing.js"

const VERSION = "2.0.0"
const NORMAL_CLOSURE = 1000
/** How long a connection may take to prove that it has survived a sleep. */
const PROBE_MS = 5000

/**
 * @typedef {object} Socket one connection of Phoenix channels, serializer 2.0.0, carrying many topics
 * @property {() => void} connect
 * @property {() => void} disconnect closes for good; `connect` opens again
 * @property {() => void} wake the network or the tab came back: reconnect, or prove the connection, now rather than later
 * @property {() => boolean} isConnected
 * @property {() => string} makeRef unique on this socket, for messages and joins alike
 * @property {(joinRef: string | null, ref: string | null, topic: string, event: string, payload: any) => void} send
 *   drops the message when there is no connection: a channel asks before it pushes
 * @property {(transport: any) => void} replaceTransport connects by another one, with the interface of WebSocket
 * @property {(message: any[]) => any} encode gives what is sent
 * @property {(data: any) => any[]} decode
 * @property {Set<any>} channels hear of openings, closures and messages
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
 * @param {any} [options.transport]
 * @param {string} [options.authToken] of the user, sent beside the protocol's name
 * @param {number} [options.longPollFallbackMs] after so long without a word from the server, `fallback` is called
 * @param {() => void} [options.fallback]
 * @param {() => number} [options.latency] milliseconds to add each way
 * @param {any} [options.clock]
 * @param {(tries: number) => number} [options.reconnectAfterMs]
 * @param {number} [options.heartbeatIntervalMs] also how long its reply may take
 * @param {() => boolean} [options.isSuspended] true while reconnecting is not worth it; call `wake` when that changes
 * @returns {Socket}
 */
export function createSocket(path, {
  params = () => ({}),
  closed = () => {},
  transport = globalThis.WebSocket,
  authToken,
  longPollFallbackMs,
  fallback,
  latency = () => 0,
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
  const later = (action) => (latency() ? clock.setTimeout(action, latency()) : action())

  const send = (...message) => later(() => {
    if (isConnected()) connection.send(socket.encode(message))
  })

  const open = () => {
    if (connection || !isWanted) return
    const protocols = authToken && ["phoenix", `base64url.bearer.phx.${btoa(authToken).replace(/=/g, "")}`]
    connection = new transport(endpointURL(path, params(), transport.segment), protocols)
    connection.binaryType = "arraybuffer"
    connection.onopen = opened
    connection.onmessage = ({ data }) => later(() => received(socket.decode(data)))
    connection.onclose = ({ code }) => drop(code)
    if (longPollFallbackMs) giveUp.arm(longPollFallbackMs)
  }

  const opened = () => {
    heartbeatRef = null
    // Where there is something to fall back to, a connection is worth what its first answer says.
    if (longPollFallbackMs) beat()
    else heartbeat.arm(heartbeatIntervalMs)
    for (const channel of [...channels]) channel.socketOpened()
  }

  const received = ([joinRef, ref, topic, event, payload]) => {
    // Only a server that talks is a server that works: one that accepts and closes must not be hammered.
    tries = 0
    giveUp.clear()
    if (ref === heartbeatRef) {
      heartbeatRef = null
      heartbeat.arm(heartbeatIntervalMs)
    }
    for (const channel of [...channels]) if (channel.topic === topic) channel.received(joinRef, ref, event, payload)
  }

  const beat = (patience = heartbeatIntervalMs) => {
    // A dead network reports nothing: the browser may keep such a connection open for minutes.
    if (heartbeatRef) return drop(0)
    heartbeatRef = makeRef()
    send(null, heartbeatRef, "phoenix", "heartbeat", {})
    heartbeat.arm(patience)
  }

  const heartbeat = createTimer(() => beat(), clock)
  const reconnect = createTimer(() => { if (!isSuspended()) open() }, clock)
  const giveUp = createTimer(() => fallback?.(), clock)

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

  const socket = {
    channels,
    clock,
    isConnected,
    makeRef,
    send,
    encode: JSON.stringify,
    decode: JSON.parse,
    connect() {
      isWanted = true
      open()
    },
    disconnect() {
      isWanted = false
      giveUp.clear()
      reconnect.clear()
      drop(NORMAL_CLOSURE)
    },
    replaceTransport(other) {
      socket.disconnect()
      transport = other
      longPollFallbackMs = 0
      socket.connect()
    },
    wake() {
      if (isConnected()) return heartbeatRef || beat(PROBE_MS)
      reconnect.clear()
      open()
    }
  }
  return socket
}

/**
 * @param {string} path
 * @param {object} params nested objects become `a[b]=c`; undefined values are left out
 * @param {string} [segment] of the transport
 * @param {string} [base]
 * @returns {string} absolute URL
 */
export function endpointURL(path, params, segment = "websocket", base = location.href) {
  const url = new URL(`${path}/${segment}`, base)
  if (segment === "websocket") url.protocol = url.protocol.replace("http", "ws")
  url.search = String(new URLSearchParams([...flatten({ ...params, vsn: VERSION })]))
  return url.href
}

function* flatten(object, prefix) {
  for (const [key, value] of Object.entries(object)) {
    const name = prefix ? `${prefix}[${key}]` : key
    if (value !== null && typeof value === "object") yield* flatten(value, name)
    else if (value !== undefined) yield [name, value]
  }
}
