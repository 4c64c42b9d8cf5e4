import { rawToken, sharedLoader } from "./clerk.js"
import { TOKEN_PARAM } from "./constants.js"
import { within } from "./deadline.js"
import { warn } from "./report.js"

/** How long {@link connect} waits for Clerk before it connects without a token. */
export const WARM_UP_MS = 2000

/**
 * Join parameters that carry the newest session token: `params: (el) => ({_csrf_token, ...clerkParams(el)})`.
 *
 * Phoenix's clients ask for them synchronously, Clerk's `getToken` is a promise; but a loaded Clerk renews the token by
 * itself, and its session holds the newest one. Any hook, or {@link connect}, loads Clerk.
 *
 * @param {Element} [el] the element LiveSocket passes when it joins a view. Without it the caller is building the
 *   socket's URL, which ends up in logs, so the answer is empty.
 * @returns {{clerk_token?: string}}
 */
export function clerkParams(el) {
  const token = el && rawToken(window.Clerk?.session)
  return token ? { [TOKEN_PARAM]: token } : {}
}

/**
 * Connects once Clerk holds a token or knows there is none, at the latest after two seconds: the server also accepts the
 * cookie.
 *
 * @param {{connect: () => void}} liveSocket
 * @returns {Promise<void>}
 */
export async function connect(liveSocket) {
  const warm = sharedLoader().load().then((clerk) => clerk.session?.getToken())
  await within(WARM_UP_MS, warm).catch(warn)
  liveSocket.connect()
}
