import { createTimer, fullJitter } from "./timing.js"

const JOIN_TIMEOUT = 10000

/**
 * @typedef {object} Channel
 * @property {string} topic
 * @property {() => void} join
 * @property {() => void} leave
 * @property {() => boolean} isJoined
 * @property {(event: string, payload: object, handlers: PushHandlers, milliseconds: number) => void} push on a joined
 *   channel
 *
 * @typedef {object} PushHandlers exactly one is called, unless the channel is left
 * @property {(response: any) => void} ok
 * @property {(response: any) => void} error refused, or lost with the channel
 * @property {() => void} timeout
 */

/**
 * One topic. Joins when the socket opens, and again after an error, until it is told to leave or the server closes it.
 *
 *     waiting ─▶ joining ─▶ joined ─ error, socket closed ─▶ waiting
 *          any ─ leave, phx_close ─▶ closed
 *
 * @param {string} topic
 * @param {() => object} params of the join, asked at each one
 * @param {import("./socket.js").Socket} socket
 * @param {object} handlers
 * @param {(response: object) => void} handlers.joined
 * @param {(response: object, attempts: number) => void} handlers.refused the join failed for the `attempts`th time in a
 *   row; it is tried again unless this leaves the channel
 * @param {() => void} handlers.lost was joined, and is no longer; will join again
 * @param {() => void} handlers.closed by the server; will not join again
 * @param {(event: string, payload: object) => void} handlers.pushed
 * @param {(tries: number) => number} [rejoinAfter]
 * @returns {Channel}
 */
export function createChannel(topic, params, socket, handlers, rejoinAfter = fullJitter(1000, 10000)) {
  const pushes = new Map()
  let state = "waiting"
  let joinRef = null
  let attempts = 0

  const isJoined = () => state === "joined"
  const sendLeave = () => socket.send(joinRef, socket.makeRef(), topic, "phx_leave", {})

  const send = (ref, event, payload, answers, milliseconds) => {
    const deadline = createTimer(() => {
      pushes.delete(ref)
      answers.timeout()
    }, socket.clock)
    pushes.set(ref, { answers, deadline })
    deadline.arm(milliseconds)
    socket.send(joinRef, ref, topic, event, payload)
  }

  const join = () => {
    if (state !== "waiting" || !socket.isConnected()) return
    state = "joining"
    joinRef = socket.makeRef()
    send(joinRef, "phx_join", params(), { ok: accepted, error: refused, timeout: abandoned }, JOIN_TIMEOUT)
  }

  const rejoin = createTimer(join, socket.clock)

  const accepted = (response) => {
    state = "joined"
    attempts = 0
    handlers.joined(response)
  }

  const refused = (response) => {
    state = "waiting"
    handlers.refused(response, ++attempts)
    retry()
  }

  const abandoned = () => {
    // The server may still be working on it.
    sendLeave()
    refused({ reason: "timeout" })
  }

  const retry = () => {
    if (state === "waiting") rejoin.arm(rejoinAfter(attempts))
  }

  const replied = (ref, { status, response }) => {
    const push = pushes.get(ref)
    if (!push) return
    pushes.delete(ref)
    push.deadline.clear()
    push.answers[status === "ok" ? "ok" : "error"](response)
  }

  const lose = () => {
    const wasJoined = isJoined()
    state = "waiting"
    failPushes()
    if (wasJoined) handlers.lost()
  }

  const failPushes = () => {
    const pending = [...pushes]
    pushes.clear()
    for (const [ref, { answers, deadline }] of pending) {
      deadline.clear()
      // A lost join is not a refused one.
      if (ref !== joinRef) answers.error({ reason: "disconnected" })
    }
  }

  const close = () => {
    state = "closed"
    rejoin.clear()
    socket.channels.delete(channel)
    failPushes()
  }

  const channel = {
    topic,
    join,
    isJoined,
    push: (event, payload, answers, milliseconds) => send(socket.makeRef(), event, payload, answers, milliseconds),
    leave() {
      if (state === "closed") return
      if (state !== "waiting") sendLeave()
      close()
    },
    received(ofJoin, ref, event, payload) {
      // Frames of an earlier join of the same topic.
      if (ofJoin !== null && ofJoin !== joinRef) return
      if (event === "phx_reply") replied(ref, payload)
      else if (event === "phx_error") {
        lose()
        retry()
      } else if (event === "phx_close") {
        close()
        handlers.closed()
      } else handlers.pushed(event, payload)
    },
    socketOpened() {
      attempts = 0
      rejoin.clear()
      join()
    },
    socketClosed() {
      rejoin.clear()
      lose()
    }
  }
  socket.channels.add(channel)
  return channel
}
