import { createTimer } from "../client/timing.js"
import { showNotice } from "../notice.js"

const BANNER_MS = 3000
const BAR_MS = 150

/**
 * What a person sees and hears of the connection: a quiet line at the bottom once it has been away for some seconds, a bar
 * at the top while a page takes its time, and the title of a new one, said by assistive technology.
 *
 * @param {boolean} isAway whether it is away already
 * @param {AbortSignal} signal ends it
 */
export function showSigns(isAway, signal) {
  let shown
  const show = (element) => {
    shown?.remove()
    shown = element
  }
  const banner = createTimer(() => show(showNotice("status", "Connection lost. Reconnecting…")))
  const bar = createTimer(() => show(showBar()))
  const on = (name, handler) => window.addEventListener(`phx:${name}`, handler, { signal })
  if (isAway) banner.arm(BANNER_MS)
  on("page-loading-start", ({ detail: { kind } }) => {
    if (kind !== "error") return bar.arm(BAR_MS)
    if (!isAway) banner.arm(BANNER_MS)
    isAway = true
  })
  on("page-loading-stop", () => {
    isAway = false
    banner.clear()
    bar.clear()
    show()
  })
  on("navigate", ({ detail: { patch } }) => { if (!patch) announce(document.title) })
}

function showBar() {
  const bar = document.createElement("div")
  bar.className = "clerk-live-progress"
  bar.setAttribute("role", "progressbar")
  bar.setAttribute("aria-label", "Loading")
  // The property, and an animation by script: a content security policy may forbid a stylesheet.
  bar.style.cssText = "position:fixed;inset:0 0 auto;height:3px;background:currentColor;transform-origin:0;z-index:9999"
  document.body.append(bar)
  bar.animate([{ transform: "scaleX(0)" }, { transform: "scaleX(.9)" }], {
    duration: 8000, easing: "cubic-bezier(0,.9,.2,1)", fill: "forwards"
  })
  return bar
}

let region

function announce(text) {
  if (!region?.isConnected) {
    region = document.createElement("div")
    region.setAttribute("aria-live", "polite")
    region.style.cssText = "position:fixed;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"
    document.body.append(region)
  }
  region.textContent = text
}
