import { attr, byId } from "../client/dom.js"

const INTERVAL_MS = 500

/** Pushes `phx-viewport-top` and `phx-viewport-bottom` when the first or last child comes into view. */
export const InfiniteScroll = {
  mounted() {
    const { el, liveSocket } = this
    const box = scrollBox(el)
    const name = (binding) => liveSocket.binding(`viewport-${binding}`)
    let before = scrollOf(box)
    let hasOverrun = false
    /** While the server answers, the child that was last seen stays where it is. @type {(() => void) | null} */
    let keep = null

    const push = throttle((edge, child, value, block) => {
      keep = () => { if (block) child.scrollIntoView({ block }) }
      const callback = () => {
        keep = null
        requestAnimationFrame(() => { if (block && !isIn(box, child, "top")) child.scrollIntoView({ block }) })
      }
      liveSocket.js().push(el, attr(el, name(edge)), { value: { id: child.id, ...value }, callback })
    })

    const scrolled = () => {
      const now = scrollOf(box)
      const isUp = now < before
      const isDown = now > before
      before = now
      if (keep) return keep()
      const { top } = (byId(attr(el, name("overrun-target"))) ?? el).getBoundingClientRect()
      const { firstElementChild: first, lastElementChild: last } = el
      if (isDown && top <= 0) hasOverrun = false
      if (isUp && !hasOverrun && top >= 0 && attr(el, name("top"))) {
        hasOverrun = true
        push("overrun", () => ["top", first, { _overran: true }])
      }
      if (isUp && attr(el, name("top")) && first && isIn(box, first, "top")) push("top", () => ["top", first, {}, "start"])
      else if (isDown && attr(el, name("bottom")) && last && isIn(box, last, "bottom")) push("bottom", () => ["bottom", last, {}, "end"])
    }
    const target = box ?? window
    target.addEventListener("scroll", scrolled)
    this.box = box
    this.release = () => {
      push.cancel()
      target.removeEventListener("scroll", scrolled)
    }
  },

  updated() {
    if (!this.box || this.box.isConnected) return
    this.release()
    this.mounted()
  },

  destroyed() {
    this.release()
  }
}

/** The element that scrolls; null: the page does. */
function scrollBox(el) {
  if (/^(HTML|BODY)$/.test(el.nodeName)) return null
  return /scroll|auto/.test(getComputedStyle(el).overflowY) ? el : scrollBox(el.parentElement)
}

const scrollOf = (box) => (box ?? document.scrollingElement).scrollTop

function isIn(box, el, edge) {
  const { top, bottom } = box?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight }
  const place = el.getBoundingClientRect()[edge]
  return Math.ceil(place) >= top && Math.floor(place) <= bottom
}

/** At most one per kind and interval; one that comes too early is made up for, with what is true then. */
function throttle(action) {
  const timers = new Map()
  const run = (kind, values) => {
    if (timers.has(kind)) return timers.get(kind).next = values
    action(...values())
    const timer = { id: setTimeout(() => {
      timers.delete(kind)
      if (timer.next) run(kind, timer.next)
    }, INTERVAL_MS), next: null }
    timers.set(kind, timer)
  }
  run.cancel = () => { for (const { id } of timers.values()) clearTimeout(id) }
  return run
}
