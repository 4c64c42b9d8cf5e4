import { sharedLoader } from "./clerk.js"
import { CLERK_UNAVAILABLE, ERROR } from "./constants.js"
import { showNotice } from "./notice.js"
import { report } from "./report.js"

/**
 * What the hooks with one of Clerk's prebuilt widgets share: a node of their own that patches leave alone, a visible
 * failure, and giving back exactly what was taken.
 *
 * @param {any} hook the hook it lives in
 * @param {string} name Clerk's name of the widget, as in `mountSignIn`
 * @param {object} [properties] for Clerk's `mount…`
 * @returns {{start: (ready: (clerk: any) => void) => Promise<void>, mount: () => void, stop: () => void,
 *   show: (text: string, actions: Array<[string, string | (() => void)]>) => void}} `start` loads Clerk and hands it
 *   over, unless the hook is gone by then; `show` replaces the message in the hook's element
 */
export function createWidget(hook, name, properties) {
  const { el } = hook
  const loader = sharedLoader()
  let clerk
  let node
  let failure
  let isGone = false

  const show = (text, actions) => {
    failure?.remove()
    failure = showNotice("alert", text, actions, el)
  }

  const start = async (ready) => {
    try {
      clerk = await loader.load()
    } catch ({ message }) {
      return isGone || fail(message)
    }
    if (!isGone) ready(clerk)
  }

  const fail = (message) => {
    // A script element runs once; another try is another page load.
    const retry = () => location.reload()
    show("Sign-in failed to load.", [["Try again", retry], ["Sign in", loader.config().signInURL]])
    report(hook, ERROR, { code: CLERK_UNAVAILABLE, message })
  }

  const mount = () => {
    el.setAttribute("phx-update", "ignore")
    node = document.createElement("div")
    el.append(node)
    clerk["mount" + name](node, properties)
  }

  const stop = () => {
    isGone = true
    failure?.remove()
    if (!node) return
    clerk["unmount" + name](node)
    node.remove()
  }

  return { start, mount, show, stop }
}
