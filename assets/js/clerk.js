import { CLERK_CONFIG_ID, CLERK_MISSING, CLERK_SCRIPT_ID } from "./constants.js"
import { within } from "./deadline.js"

/** How long the scripts and `Clerk.load` may take together before the failure is shown. */
export const DEADLINE_MS = 15000

/** Where Clerk's separate UI bundle, which version 6 needs, leaves its constructor. */
const UI = "__internal_ClerkUICtor"

/**
 * @typedef {object} ClerkLoader
 * @property {() => Promise<any>} load gives the loaded Clerk object; rejects with a constant of `constants.js` as the
 *   message, or with Clerk's own error
 * @property {() => Record<string, string>} config what the server wrote into `#clerk-config`; empty without it
 */

/**
 * Loads Clerk.js once per page.
 *
 * The server renders the script element; this waits for its events, calls `Clerk.load` a single time and shares the
 * promise, also when it fails: two concurrent loads would both run. Another try is another page load.
 *
 * @param {Window} window
 * @returns {ClerkLoader}
 */
export function createLoader(window) {
  const { document } = window
  const script = () => document.getElementById(CLERK_SCRIPT_ID)
  const config = () => JSON.parse(document.getElementById(CLERK_CONFIG_ID)?.textContent ?? "{}")
  let loading

  const load = () => {
    loading = loading ?? within(DEADLINE_MS, start())
    return loading
  }

  const start = async () => {
    const settings = config()
    const { uiScript } = settings
    await Promise.all([window.Clerk ?? arrival("Clerk", script(), window), uiScript && loadUI(uiScript)])
    const clerk = window.Clerk
    if (!clerk.loaded) await clerk.load(loadOptions(settings, window[UI]))
    // Not loaded after `load`: Clerk is moving the page elsewhere, so only the deadline is left to wait for.
    return clerk.loaded === false ? new Promise(() => {}) : clerk
  }

  /** A script may have failed before anybody listened; but the page's own `load` waits for those it was rendered with. */
  const arrival = (name, element, page) => new Promise((resolve, reject) => {
    const settle = () => (window[name] ? resolve() : reject(new Error(CLERK_MISSING)))
    element?.addEventListener("load", settle)
    element?.addEventListener("error", settle)
    page?.addEventListener("load", settle)
    if (page && document.readyState === "complete") settle()
  })

  const loadUI = (src) => {
    if (window[UI]) return
    const added = document.createElement("script")
    document.head.append(Object.assign(added, { src, crossOrigin: "anonymous", nonce: script()?.nonce }))
    return arrival(UI, added)
  }

  return { load, config }
}

/**
 * @param {any} session a Clerk session, or null
 * @returns {string | undefined} the raw token it has now
 */
export function rawToken(session) {
  return session?.lastActiveToken?.getRawString()
}

/**
 * Options for `Clerk.load`, from the page's configuration.
 *
 * The callback is forced: it is where the server reads Clerk's cookies, and decides where a person goes then.
 *
 * @param {Record<string, string>} config
 * @param {Function} [ui] the UI bundle's constructor; Clerk.js 6 needs it, Clerk.js 5 does not know it
 * @returns {Record<string, unknown>}
 */
export function loadOptions({ signInURL, signUpURL, callbackURL, afterSignOutURL }, ui) {
  return {
    signInUrl: signInURL,
    signUpUrl: signUpURL,
    signInForceRedirectUrl: callbackURL,
    signUpForceRedirectUrl: callbackURL,
    afterSignOutUrl: afterSignOutURL,
    ui: ui && { ClerkUI: ui }
  }
}

let shared

/** @returns {ClerkLoader} the page's one loader */
export function sharedLoader() {
  shared = shared ?? createLoader(window)
  return shared
}
