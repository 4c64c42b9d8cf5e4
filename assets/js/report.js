/**
 * Pushes an event through whichever client runs the hook.
 *
 * @param {any} hook
 * @param {string} event
 * @param {object} payload
 * @returns {Promise<unknown>} rejects when the page is not connected: `pushEvent` may throw, reject or return nothing
 */
export async function push(hook, event, payload) {
  return hook.pushEvent(event, payload)
}

/** Like {@link push}, for events that are only a courtesy to the server. */
export function report(hook, event, payload) {
  push(hook, event, payload).catch(warn)
}

/** For what the page survives without. @param {unknown} error never holds a token */
export function warn(error) {
  console.warn("clerk_live", error)
}
