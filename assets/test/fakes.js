/** A clock that moves only when told to. */
export class FakeClock {
  constructor() {
    this.now = 0
    this.timers = new Map()
    this.ids = 0
    this.setTimeout = (action, milliseconds, ...values) => {
      this.timers.set(++this.ids, { action: () => action(...values), at: this.now + Number(milliseconds) })
      return this.ids
    }
    this.clearTimeout = (id) => this.timers.delete(id)
  }

  advance(milliseconds) {
    const end = this.now + milliseconds
    for (;;) {
      const [next] = [...this.timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)
      if (!next) break
      const [id, { action, at }] = next
      this.timers.delete(id)
      this.now = at
      action()
    }
    this.now = end
  }
}

/** Puts a {@link FakeClock} in the place of the real one, for the length of a test. */
export function stopTime(context) {
  const { setTimeout, clearTimeout } = globalThis
  const clock = new FakeClock()
  Object.assign(globalThis, { setTimeout: clock.setTimeout, clearTimeout: clock.clearTimeout })
  context.after(() => Object.assign(globalThis, { setTimeout, clearTimeout }))
  return clock
}

/** A WebSocket whose server is the test. `FakeWebSocket.all` lists them in order. */
export function fakeWebSocket() {
  return class FakeWebSocket {
    static all = []

    constructor(url) {
      this.url = url
      this.readyState = 0
      this.sent = []
      this.constructor.all.push(this)
    }

    send(text) {
      this.sent.push(JSON.parse(text))
    }

    close() {
      this.readyState = 3
    }

    accept() {
      this.readyState = 1
      this.onopen()
    }

    deliver(...message) {
      this.onmessage?.({ data: JSON.stringify(message) })
    }

    reply([joinRef, ref, topic], status, response = {}) {
      this.deliver(joinRef, ref, topic, "phx_reply", { status, response })
    }

    end(code) {
      this.readyState = 3
      this.onclose({ code })
    }
  }
}

/** What an action logs under a name, in order. */
export function recorder() {
  const log = []
  return { log, record: (name) => (...values) => { log.push([name, ...values]) } }
}

/** Sessions and users as Clerk.js has them. */
export function fakeClerk({ userId = "user_1", token = "token-1" } = {}) {
  const listeners = new Set()
  const clerk = {
    listeners,
    loaded: true,
    asked: [],
    addListener(listener) {
      listeners.add(listener)
      listener({ session: clerk.session, user: clerk.user })
      return () => listeners.delete(listener)
    },
    emit() {
      for (const listener of listeners) listener({ session: clerk.session, user: clerk.user })
    },
    signIn(id, raw) {
      clerk.user = { id }
      clerk.session = {
        id: `sess_${id}`,
        status: "active",
        user: clerk.user,
        lastActiveToken: raw ? { getRawString: () => raw } : null,
        async getToken(options) {
          clerk.asked.push(options)
          return raw
        }
      }
    },
    signOutLocally() {
      clerk.user = clerk.session = null
    }
  }
  if (userId) clerk.signIn(userId, token)
  else clerk.signOutLocally()
  return clerk
}

/** sessionStorage. */
export function fakeStorage() {
  const items = new Map()
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => items.set(key, value),
    removeItem: (key) => items.delete(key)
  }
}

/** Lets every promise that can settle do so. */
export const settled = () => new Promise((resolve) => setImmediate(resolve))
