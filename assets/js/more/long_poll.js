const ABORT_MS = 20000
const RETRY_MS = 1000
const BATCH = 100

/**
 * Phoenix's long-poll transport in the clothes of a WebSocket: GET waits for frames, POST sends some.
 *
 * Every answer is JSON with a status of its own: 200 with messages, 204 without, 410 for a session that is new or gone.
 */
export class LongPoll {
  static segment = "longpoll"

  /** @param {string} url @param {string[]} [protocols] the second holds the user's token, in base64 */
  constructor(url, protocols) {
    this.url = url
    this.authToken = protocols && atob(protocols[1].split(".").pop())
    this.readyState = 0
    this.outbox = []
    this.aborter = new AbortController()
    this.poll()
  }

  async request(method, headers = {}, body = undefined) {
    const sent = { ...headers }
    if (this.token) sent["x-phoenix-longpoll-token"] = this.token
    if (this.authToken) sent["x-phoenix-authtoken"] = this.authToken
    const signal = AbortSignal.any?.([this.aborter.signal, AbortSignal.timeout(ABORT_MS)]) ?? this.aborter.signal
    const response = await fetch(this.url, { method, headers: sent, body, signal, cache: "no-store" })
    return response.json()
  }

  async poll() {
    while (this.readyState < 2) {
      try {
        this.accept(await this.request("GET"))
      } catch (error) {
        // A wait that was cut short is followed by another; a server that is away is not.
        if (error.name !== "TimeoutError") this.end(1006)
      }
    }
  }

  accept({ status, token, messages = [] }) {
    if (this.readyState > 1) return
    const isNew = !this.token
    if (status === 410 && !isNew) return this.end(3410)
    if (![200, 204, 410].includes(status)) return this.end(1008)
    this.token = token
    if (isNew) {
      this.readyState = 1
      this.onopen()
    }
    for (const data of messages) this.onmessage?.({ data })
  }

  /** @param {string | Uint8Array} frame */
  send(frame) {
    this.outbox.push(typeof frame === "string" ? frame : btoa(String.fromCharCode(...frame)))
    // What is said in one breath travels together.
    if (this.outbox.length === 1 && !this.isSending) queueMicrotask(() => this.flush())
  }

  async flush() {
    this.isSending = true
    try {
      while (this.outbox.length && this.readyState === 1) {
        const body = this.outbox.splice(0, BATCH).join("\n")
        const { status } = await this.request("POST", { "content-type": "application/x-ndjson" }, body)
        if (status !== 200) this.end(status === 410 ? 3410 : 1006)
      }
    } catch {
      this.end(1006)
    }
    this.isSending = false
  }

  /** Like a broken connection: whoever listens may open another one. */
  end(code) {
    if (this.readyState > 1) return
    this.close()
    setTimeout(() => this.onclose?.({ code }), code === 1006 ? RETRY_MS : 0)
  }

  close() {
    this.readyState = 3
    this.aborter.abort()
  }
}
