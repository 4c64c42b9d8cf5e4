import { warn } from "./report.js"

/**
 * Takes the browser to the callback URL when Clerk says signed in.
 *
 * The server may say "no" and lead back here; going whenever Clerk says so would then loop. Each token is tried once,
 * each session twice within a minute: Clerk mints a new token with every page load.
 *
 * @param {(sessionId: string) => ReturnType<typeof import("./attempts.js").createAttempts>} attempts
 * @param {() => void} go to the callback
 * @param {(again: () => void) => void} refuse shows the failure; `again` goes nevertheless
 * @returns {(state: {session: any}) => Promise<void>} for `Clerk.addListener`
 */
export function createSignIn(attempts, go, refuse) {
  let isDecided = false
  return async ({ session }) => {
    if (isDecided || !isSignedIn(session)) return
    isDecided = true
    const token = await session.getToken().catch(warn)
    const tried = attempts(session.id)
    if (!token) isDecided = false
    else if (tried.admit(digest(token))) go()
    else refuse(() => { tried.reset(); go() })
  }
}

/**
 * @param {any} session a Clerk session, null or undefined
 * @returns {boolean | null | undefined} a pending session still has tasks to do in the widget
 */
export function isSignedIn(session) {
  return session && session.status !== "pending"
}

/** 32 bits, enough to tell a browser's tokens apart and useless for recovering one. */
function digest(text) {
  let hash = 0
  for (const character of text) hash = (Math.imul(hash, 31) + character.charCodeAt()) | 0
  return hash
}
