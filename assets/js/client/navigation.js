import { dispatch } from "./dom.js"

const page = Math.random().toString(36)

/**
 * Live links, the address bar, and the browser's history.
 *
 * Each entry remembers which mounted view it belongs to: going back within one view is a patch, to another one a
 * navigation.
 *
 * @param {import("./live_socket.js").LiveSocket} liveSocket
 * @param {AbortSignal} signal ends it
 * @returns {{viewMounted: () => void, arrived: (kind: "push" | "replace", href: string, how: Arrival) => void}}
 *   `viewMounted`: entries made before belong to an earlier view; `arrived`: the page shows `href` now
 *
 * @typedef {{isPatch: boolean, isPop?: boolean, scroll?: number}} Arrival
 */
export function createNavigation(liveSocket, signal) {
  let current = location.href
  let position = history.state?.position ?? 0
  let direction = "forward"
  let mounts = 0

  const view = () => `${page}:${mounts}`
  const write = (kind, href) => history[`${kind}State`]({ position, view: view() }, "", href)

  const clicked = (event) => {
    const link = event.target.closest?.("a[data-phx-link]")
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    const isOurs = link && link.origin === location.origin && !link.target && !link.hasAttribute("download")
    if (!isOurs || !isPlain || event.defaultPrevented) return
    event.preventDefault()
    direction = "forward"
    const { href, dataset } = link
    const patch = dataset.phxLink === "patch"
    const detail = { href, patch, pop: false, direction }
    const isAllowed = dispatch(window, "phx:before-navigate", detail, { cancelable: true })
    if (isAllowed) liveSocket[patch ? "patch" : "navigate"](href, dataset.phxLinkState)
  }

  const popped = ({ state }) => {
    const { href } = location
    const isSamePage = withoutHash(href) === withoutHash(current)
    current = href
    if (!state || isSamePage) return
    direction = state.position < position ? "backward" : "forward"
    position = state.position
    liveSocket[state.view === view() ? "patch" : "navigate"](href, "replace", { isPop: true, scroll: state.scroll })
  }

  const scrollTo = (isPatch, scroll) => {
    const anchor = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (scroll !== undefined) window.scrollTo(0, scroll)
    else if (anchor) anchor.scrollIntoView()
    else if (!isPatch) window.scrollTo(0, 0)
  }

  window.addEventListener("click", clicked, { signal })
  window.addEventListener("popstate", popped, { signal })
  window.addEventListener("pagehide", () => { history.scrollRestoration = "auto" }, { signal })

  return {
    viewMounted() {
      mounts += 1
      write("replace", location.href)
    },

    arrived(kind, href, { isPatch, isPop = false, scroll }) {
      if (!isPop) {
        // From here on only we know what was on the page left behind.
        history.scrollRestoration = "manual"
        history.replaceState({ ...history.state, scroll: window.scrollY }, "")
        if (kind === "push") position += 1
        write(kind, href)
      }
      current = location.href
      scrollTo(isPatch, scroll)
      dispatch(window, "phx:navigate", { href: current, patch: isPatch, pop: isPop, direction })
    }
  }
}

function withoutHash(href) {
  return href.split("#")[0]
}
