import { showNotice } from "../notice.js"
import { createTimer } from "./timing.js"

const PATIENCE_MS = 3000

/**
 * A quiet line at the bottom of the page once the connection has been away for some seconds.
 *
 * @returns {{away: () => void, back: () => void}}
 */
export function createBanner() {
  let notice
  let isAway = false
  const timer = createTimer(() => { notice = showNotice("status", "Connection lost. Reconnecting…") })
  return {
    away() {
      if (!isAway) timer.arm(PATIENCE_MS)
      isAway = true
    },
    back() {
      isAway = false
      timer.clear()
      notice?.remove()
    }
  }
}
