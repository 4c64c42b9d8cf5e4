import { warn } from "../report.js"
import { SESSION, absolute, all, attr, byId, dispatch } from "../client/dom.js"

const page = Math.random().toString(36)

/**
 * Live links, the address bar, and the browser's history.
 *
 * Each entry remembers which mounted view it belongs to: going back within one view is a patch, to another one a
 * navigation. And how far it was scrolled: the browser cannot know when the page is there.
 *
 * @param {import("../client/live_socket.js").LiveSocket} liveSocket
 * @param {(el: Element, how: object) => void} addView joins another view in the place of the main one
 * @param {AbortSignal} signal ends it
 *
 * @typedef {{isPop?: boolean, scroll?: number, isForward?: boolean, link?: Element, flash?: string}} How
 */
export function createNavigation(liveSocket, addView, signal) {
  let current = location.href
  let position = history.state?.position ?? 0
  let mounts = 0
  let links = 0
  let scrolled

  const view = () => `${page}:${mounts}`
  const write = (kind, href, state) => history[`${kind}State`]({ ...state, position, view: view() }, "", href)
  const isNew = () => withoutHash(location.href) !== withoutHash(current)
  const show = (name, href, patch, isPop, isForward = true) => (
    dispatch(window, name, { href, patch, pop: isPop, direction: isForward ? "forward" : "backward" })
  )

  /** The page shows `href` now. @param {"push" | "replace"} kind @param {string} href @param {boolean} isPatch @param {How} how */
  const arrived = (kind, href, isPatch, { isPop = false, scroll, isForward } = {}) => {
    clearTimeout(scrolled)
    if (!isPatch) mounts += 1
    if (!isPop && kind === "push") position += 1
    write(kind, href, isPop && history.state)
    current = location.href
    requestAnimationFrame(() => scrollTo(isPatch, scroll))
    if (!isPatch) focusNew(liveSocket.main.el)
    show("phx:navigate", current, isPatch, isPop, isForward)
  }

  /**
   * Asks the main view to show another URL.
   *
   * @param {string} to
   * @param {"push" | "replace"} kind
   * @param {How} [how]
   */
  const patch = async (to, kind, how = {}) => {
    const href = absolute(to)
    const { main } = liveSocket
    if (!main?.isConnected()) return liveSocket.redirect({ to: href })
    const link = ++links
    const stop = liveSocket.showLoading({ to: href, kind: "patch" })
    try {
      const { response } = await main.pushEvent("click", how.link ? [how.link] : [], { url: href }, {}, "live_patch")
      // Another link was followed meanwhile, or the server has a better idea.
      if (link !== links || response.redirect || response.live_redirect) return
      if (response.link_redirect) return navigate(href, kind, how)
      main.href = href
      arrived(kind, href, true, how)
    } catch (error) {
      warn(error)
      if (!liveSocket.isUnloading && liveSocket.main === main) liveSocket.redirect({ to: href })
    } finally {
      stop()
    }
  }

  /**
   * Mounts another view in the place of the main one, without a page load. The old one stays until the new one is there.
   *
   * @param {string} to
   * @param {"push" | "replace"} kind
   * @param {How} [how]
   */
  const navigate = (to, kind, how = {}) => {
    const href = absolute(to)
    const { flash, link } = how
    const old = liveSocket.main
    const isPossible = old && liveSocket.isConnected() && new URL(href).origin === location.origin
    if (!isPossible) return liveSocket.redirect({ to: href, flash })
    const stop = liveSocket.showLoading({ to: href, kind: "redirect" })
    if (!how.isPop) keepScroll()
    links += 1
    link?.classList.add("phx-click-loading")
    runRemovals(old)
    old.channel.leave()
    addView(old.el, {
      redirect: href,
      flash,
      referer: old.href,
      replaces: old.joins > 0 ? old : old.replaces,
      shown: () => {
        link?.classList.remove("phx-click-loading")
        arrived(kind, href, false, how)
        stop()
      }
    })
  }

  const runRemovals = (old) => {
    const attribute = liveSocket.binding("remove")
    const elements = liveSocket.cascadePhxRemoveOnNavigation ? all(old.el, `[${attribute}]`) : []
    for (const el of elements) if (!el.closest("[data-phx-sticky]")) old.runEvent(attr(el, attribute), el, "remove")
  }

  /** @param {any} event a click @returns {boolean} whether it was one on a live link, and is dealt with */
  const followLink = (event) => {
    const { target, button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented } = event
    const link = target.closest("a[data-phx-link]")
    const isOurs = link && link.origin === location.origin && !link.target && !link.hasAttribute("download")
    if (!isOurs || button || metaKey || ctrlKey || shiftKey || altKey || defaultPrevented || !liveSocket.isConnected()) return false
    const { href, dataset: { phxLink, phxLinkState } } = link
    event.preventDefault()
    const go = phxLink === "patch" ? patch : navigate
    if (show("phx:before-navigate", href, go === patch, false)) go(href, phxLinkState, { link })
    liveSocket.owner(link)?.runEvent(attr(link, liveSocket.binding("click")), link, "click")
    return true
  }

  const popped = ({ state }) => {
    const { href } = location
    if (!isNew()) return
    const isForward = state?.position > position
    const go = state?.view === view() ? patch : navigate
    if (!show("phx:before-navigate", href, go === patch, true, isForward)) return history.go(isForward ? -1 : 1)
    current = href
    position = state?.position ?? 0
    go(href, "replace", { isPop: true, scroll: state?.scroll ?? 0, isForward })
  }

  const keepScroll = () => {
    clearTimeout(scrolled)
    if (!isNew()) history.replaceState({ ...history.state, scroll: scrollY }, "")
  }
  const scrolling = () => {
    clearTimeout(scrolled)
    scrolled = setTimeout(keepScroll, 100)
  }

  const on = (type, handler) => window.addEventListener(type, handler, { signal })
  on("popstate", popped)
  on("scroll", scrolling)
  // Whatever comes after this page, the browser itself knows how to scroll it.
  on("pagehide", () => { history.scrollRestoration = "auto" })
  history.scrollRestoration = "manual"
  write("replace", current, history.state)

  return { arrived, patch, navigate, followLink }
}

function scrollTo(isPatch, scroll) {
  const name = decodeURIComponent(location.hash.slice(1))
  const anchor = name && (byId(name) ?? all(document, `a[name="${CSS.escape(name)}"]`)[0])
  if (scroll !== undefined) window.scrollTo(0, scroll)
  else if (anchor) anchor.scrollIntoView()
  else if (!isPatch) window.scrollTo(0, 0)
}

/** After a page load focus starts at the top, and so it shall after what looks like one, unless it is in what has stayed. */
function focusNew(main) {
  if (document.activeElement?.closest(`[${SESSION}]`)) return
  const first = all(main, "[autofocus]")[0] ?? main
  if (first === main) main.tabIndex = -1
  if (first === main) main.style.outline = "none"
  first.focus({ preventScroll: true })
}

function withoutHash(href) {
  return href.split("#")[0]
}
