import { rawToken } from "./clerk.js"
import { SESSION_EXPIRED, TOKEN } from "./constants.js"

/**
 * Compares what Clerk says about the browser with what the server believes about the page.
 *
 * It reports; the server verifies. It never hands the server another person's token: the page's HTML belongs to the
 * first one, so a different person means a page load.
 *
 * @param {{authenticated?: string, userId?: string}} page what the server rendered, current at any time
 * @param {(event: string, payload: object) => Promise<unknown>} push rejects when nobody took the event
 * @param {() => void} reload
 * @returns {{changed(clerk: any): void, renew(clerk: any): Promise<void>, reconnected(clerk?: any): void}}
 */
export function createSessionMonitor(page, push, reload) {
  let offered
  let hasExpired

  /** Clerk emitted; it does so on every token renewal, with the same objects. */
  const changed = ({ session, user }) => {
    // `undefined`: Clerk is between two sessions; the next emission says which.
    if (session === undefined || page.authenticated !== "true") return
    if (session) offer(rawToken(session), user)
    // A page without a live view, or cut off from it, must not keep showing what belongs to somebody.
    else if (!hasExpired) push(SESSION_EXPIRED, {}).catch(reload)
    hasExpired = !session
  }

  const offer = (token, user) => {
    if (page.userId && user && user.id !== page.userId) return reload()
    if (!token || token === offered) return
    offered = token
    // Not delivered, so not offered: the next emission or reconnection brings it again.
    push(TOKEN, { token }).catch(() => { offered = null })
  }

  return {
    changed,

    /** The server asked for a fresh token. */
    async renew(clerk) {
      const token = await clerk.session?.getToken({ skipCache: true })
      offer(token, clerk.user)
    },

    /** The view was mounted anew and knows nothing of earlier events. Safe to call twice. */
    reconnected(clerk) {
      offered = hasExpired = null
      if (clerk) changed(clerk)
    }
  }
}
