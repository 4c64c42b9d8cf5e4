/**
 * Every name that crosses the border between the page, the server and Clerk.js, written once.
 */

/** Events the browser pushes to the live view. */
export const SIGNED_IN = "clerk:signed-in"
export const ERROR = "clerk:error"
export const SESSION_EXPIRED = "clerk:session-expired"
export const TOKEN = "clerk:token"

/** Events the live view pushes to the browser. */
export const RENEW = "clerk:renew"
export const SIGNED_OUT = "clerk:signed-out"

/** The `code` of a `clerk:error` event. */
export const CLERK_UNAVAILABLE = "clerk_unavailable" // `message` says why, often one of the two below
export const CALLBACK_REFUSED = "callback_refused" // the callback was tried and led back here

/** Why Clerk.js could not be loaded. */
export const CLERK_MISSING = "clerk_missing" // no Clerk script on the page, or it could not be fetched
export const CLERK_TIMEOUT = "clerk_timeout" // nothing within the deadline

/** Ids of the two script elements the server renders. */
export const CLERK_SCRIPT_ID = "clerk-script"
export const CLERK_CONFIG_ID = "clerk-config"

/** The key under which a token travels in the join parameters; never in a URL. */
export const TOKEN_PARAM = "clerk_token"

/** BroadcastChannel by which the tabs of one browser tell each other about a sign-out. */
export const TABS_CHANNEL = "clerk-live"

/** Keys in sessionStorage; a session id or a path follows. */
export const CALLBACKS_KEY = "clerk-live:callbacks:"
export const LOADS_KEY = "clerk-live:loads:"
