import { warn } from "./report.js"

/**
 * Counts what the browser does by itself and might do for ever: going to the callback, loading a page again.
 *
 * @param {string} key in the storage; each key counts by itself
 * @param {number} limit so many within `milliseconds`
 * @param {number} milliseconds
 * @param {Storage | null} [storage] lasts across page loads; null, where the browser forbids it, admits nothing
 * @param {() => number} [now]
 * @returns {{admit: (mark?: unknown) => boolean, reset: () => void}} `admit` records an attempt, or answers false: stop,
 *   and say so. A `mark` is admitted once. `reset` is for success, and for a person who asks to try again.
 */
export function createAttempts(key, limit, milliseconds, storage = sessionStore(), now = Date.now) {
  const recent = () => JSON.parse(storage.getItem(key) ?? "[]").filter(([at]) => now() - at < milliseconds)
  return {
    admit(mark) {
      if (!storage) return false
      const attempts = recent()
      if (attempts.length >= limit || attempts.some((attempt) => attempt[1] === mark)) return false
      // Without a mark this stores null, which no later mark equals.
      storage.setItem(key, JSON.stringify([...attempts, [now(), mark]]))
      return true
    },
    reset: () => storage?.removeItem(key)
  }
}

/** Reading the property throws where the browser forbids it. */
function sessionStore() {
  try {
    return sessionStorage
  } catch (error) {
    warn(error)
    return null
  }
}
