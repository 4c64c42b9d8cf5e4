import { within } from "./deadline.js"
import { warn } from "./report.js"

/** How long a sign-out waits for Clerk after the server has already revoked the session. */
export const CLERK_PATIENCE_MS = 3000

/**
 * Signs out: first at our server, which revokes the session and ends its live sockets; then in Clerk.js; then moves.
 *
 * @param {{signOutUrl: string, redirectUrl?: string}} urls our endpoint, and where to go afterwards
 * @param {string} csrfToken
 * @param {() => Promise<any>} clerk gives the loaded Clerk object; may reject
 * @param {(url: string) => void} load loads a page
 * @returns {Promise<void>} rejects when the server did not confirm: the person is still signed in. Clerk being
 *   unreachable is no failure.
 */
export async function signOut({ signOutUrl, redirectUrl = "/" }, csrfToken, clerk, load) {
  const headers = { accept: "application/json", "x-csrf-token": csrfToken }
  const response = await fetch(signOutUrl, { method: "POST", headers })
  if (!response.ok) throw new Error(response.status)
  const inBrowser = clerk().then((loaded) => loaded.signOut({ redirectUrl }))
  await within(CLERK_PATIENCE_MS, inBrowser).catch(warn)
  load(redirectUrl)
}
