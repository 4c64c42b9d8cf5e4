import { createAttempts } from "./attempts.js"
import { LOADS_KEY } from "./constants.js"
import { showNotice } from "./notice.js"

let isHeld = false

/**
 * While somebody decides where the page goes, nobody else may load it.
 *
 * @param {boolean} held
 */
export function holdAutomaticLoads(held) {
  isHeld = held
}

/** @param {string | false} [href] falsy: this page again */
export function load(href) {
  if (href) location.assign(href)
  else location.reload()
}

/**
 * Loads a page over HTTP, so that the server decides anew. Nobody clicked for it: after three such loads of a path within
 * half a minute the page and the server disagree, and a message with a button takes the place of another.
 *
 * @param {string} [href] default: this page again
 */
export function guardedLoad(href) {
  if (isHeld) return
  const loads = createAttempts(LOADS_KEY + location.pathname, 3, 30000)
  const again = () => {
    loads.reset()
    load(href)
  }
  if (loads.admit()) load(href)
  else showNotice("alert", "This page failed to connect.", [["Try again", again]])
}
