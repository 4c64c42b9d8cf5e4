import { guardedLoad } from "../page_load.js"
import { warn } from "../report.js"
import { createBanner } from "./banner.js"
import { dispatch } from "./dom.js"
import { bindEvents } from "./events.js"
import { syncHooks } from "./hooks.js"
import { exec } from "./js_commands.js"
import { createNavigation } from "./navigation.js"
import { createSocket } from "./socket.js"
import { View } from "./view.js"

const VERSION = "0.1.0"
const FLASH_COOKIE = "__phoenix_flash__"

/**
 * The page's live views over one socket. Constructor, options, window events and hooks are those of phoenix_live_view.
 */
export class LiveSocket {
  /**
   * @param {string} path base path of the socket, as in "/live"
   * @param {Function | object} socketOrOptions Phoenix's `Socket` is accepted and ignored
   * @param {object} [options]
   * @param {object | ((el?: Element) => object)} [options.params] of each join, called with the view's element; called
   *   without one, of the socket's URL
   * @param {Record<string, object | Function>} [options.hooks] by the name in `phx-hook`
   * @param {Record<string, (event: Event, el: Element) => object>} [options.metadata] by event type
   * @param {string} [options.bindingPrefix]
   * @param {{debounce?: number, throttle?: number}} [options.defaults] milliseconds
   */
  constructor(path, socketOrOptions = {}, options) {
    const {
      params = {}, hooks = {}, metadata = {}, bindingPrefix = "phx-", defaults = {}, ...socketOptions
    } = options ?? (typeof socketOrOptions === "function" ? {} : socketOrOptions)
    this.params = typeof params === "function" ? params : () => params
    this.hooks = hooks
    this.metadata = metadata
    this.prefix = bindingPrefix
    this.defaults = { debounce: 300, throttle: 300, ...defaults }
    this.socket = createSocket(path, {
      isSuspended: () => document.hidden,
      ...socketOptions,
      params: () => this.params(),
      closed: (closure) => this.socketClosed(closure)
    })
    this.views = new Map()
    this.main = null
    this.page = null
    this.isUnloading = false
    this.banner = createBanner()
  }

  /** Starts once the document is parsed. A page without live views gets hooks and JS commands, and no socket. */
  connect() {
    if (document.readyState !== "loading") return this.start()
    document.addEventListener("DOMContentLoaded", () => this.start(), { once: true })
  }

  /** @param {() => void} [done] */
  disconnect(done = () => {}) {
    this.isUnloading = true
    this.banner.back()
    this.socket.disconnect()
    done()
  }

  /** @returns {boolean} */
  isConnected() {
    return this.socket.isConnected()
  }

  getSocket() {
    return this.socket
  }

  /** @returns {string} of this client */
  version() {
    return VERSION
  }

  /**
   * Runs encoded JS commands.
   *
   * @param {Element} el
   * @param {string} commands
   * @param {string | null} [type] of the events they push
   */
  execJS(el, commands, type = null) {
    exec(commands, { view: this.owner(el), el, type })
  }

  start() {
    this.isUnloading = false
    if (!this.listening) this.listen()
    this.page = this.page ?? new View(document.body, this)
    syncHooks(this.page)
    if (document.querySelector("[data-phx-session]")) {
      this.banner.away()
      dispatch(window, "phx:page-loading-start", { to: location.href, kind: "initial" })
      this.socket.connect()
    }
    this.syncViews()
  }

  listen() {
    this.listening = new AbortController()
    const { signal } = this.listening
    bindEvents(this, signal)
    this.navigation = createNavigation(this, signal)
    const wake = () => { if (!document.hidden) this.socket.wake() }
    window.addEventListener("online", wake, { signal })
    document.addEventListener("visibilitychange", wake, { signal })
    window.addEventListener("pagehide", () => this.leave(), { signal })
    // What the browser kept is what was true when the page was left.
    window.addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload() }, { signal })
  }

  leave() {
    for (const view of this.views.values()) view.channel.leave()
    this.disconnect()
  }

  // Views

  /** @param {Element} el @returns {View | undefined} whose container is around it; the page outside of them all */
  owner(el) {
    const container = el.closest("[data-phx-session]")
    return container ? this.views.get(container.id) : this.page
  }

  /** Children joined through an earlier mount of their parent start anew. @param {string} parentId */
  releaseChildren(parentId) {
    for (const child of [...this.views.values()]) {
      if (child.parentId !== parentId) continue
      child.destroy()
      child.el.setAttribute("data-phx-session", "")
    }
  }

  /** Joins containers that appeared, leaves those that are gone. */
  syncViews() {
    for (const view of [...this.views.values()]) if (!view.el.isConnected) view.destroy()
    for (const el of document.querySelectorAll("[data-phx-session]")) {
      const isJoinable = el.id && el.getAttribute("data-phx-session") && !this.views.has(el.id)
      if (isJoinable) this.add(new View(el, this))
    }
  }

  add(view) {
    this.views.set(view.id, view)
    if (view.isMain) this.main = view
    view.join()
  }

  forget(view) {
    if (this.views.get(view.id) === view) this.views.delete(view.id)
  }

  mainShown(livePatch) {
    this.banner.back()
    this.navigation.viewMounted()
    if (livePatch) this.serverPatch(livePatch)
    dispatch(window, "phx:page-loading-stop", { to: this.main.href, kind: "initial" })
  }

  mainLost() {
    if (this.isUnloading) return
    this.banner.away()
    dispatch(window, "phx:page-loading-start", { to: this.main.href, kind: "error" })
  }

  socketClosed({ code, isOurs }) {
    // The server has ended this page's business, and nothing will reconnect.
    const isDismissed = code === 1000 && !isOurs && !this.isUnloading
    if (isDismissed) setTimeout(() => { if (!this.isUnloading) this.pageLoad() }, 500 + 1500 * Math.random())
  }

  // Going places

  /** Loads a page because this one cannot live; stops when that loops. @param {string} [href] default: this page */
  pageLoad(href) {
    if (this.isUnloading) return
    this.disconnect()
    guardedLoad(href)
  }

  /**
   * The server wants another page over HTTP.
   *
   * @param {{to: string, flash?: string}} redirect a path or an absolute URL
   * @param {(href: string) => void} [load]
   */
  redirect({ to, flash }, load = (href) => location.assign(href)) {
    const { protocol, href } = new URL(to, location.href)
    if (protocol !== "http:" && protocol !== "https:") throw new Error("not a page")
    if (flash) document.cookie = `${FLASH_COOKIE}=${flash}; max-age=60; path=/`
    this.disconnect()
    load(href)
  }

  serverNavigate({ to, kind, flash }) {
    this.navigate(to, kind, { flash })
  }

  serverPatch({ to, kind }) {
    this.main.href = new URL(to, location.href).href
    this.navigation.arrived(kind, to, { isPatch: true })
  }

  /**
   * Asks the main view to show another URL.
   *
   * @param {string} to
   * @param {"push" | "replace"} kind
   * @param {{isPop?: boolean, scroll?: number}} [how]
   */
  async patch(to, kind, how) {
    const { href } = new URL(to, location.href)
    if (!this.main?.isConnected()) return this.redirect({ to: href })
    const view = this.main
    const stop = this.showLoading(href, "patch")
    try {
      const { response } = await view.push("live_patch", { url: href })
      if (response.link_redirect) this.navigate(href, kind, how)
      else if (!response.redirect && !response.live_redirect) {
        view.href = href
        this.navigation.arrived(kind, href, { isPatch: true, ...how })
      }
    } catch (error) {
      warn(error)
      if (!this.isUnloading && this.main === view) this.redirect({ to: href })
    } finally {
      stop()
    }
  }

  /**
   * Mounts another view in the place of the main one, without a page load. The old one stays until the new one is there.
   *
   * @param {string} to
   * @param {"push" | "replace"} kind
   * @param {{isPop?: boolean, scroll?: number, flash?: string}} [how]
   */
  navigate(to, kind, { flash, ...how } = {}) {
    const { href, origin } = new URL(to, location.href)
    const old = this.main
    if (!old || !this.isConnected() || origin !== location.origin) return this.redirect({ to: href, flash })
    const stop = this.showLoading(href, "redirect")
    old.channel.leave()
    this.add(new View(old.el, this, {
      redirect: href,
      flash,
      referer: old.href,
      replaces: old.joins > 0 ? old : old.replaces,
      shown: () => {
        this.navigation.arrived(kind, href, { isPatch: false, ...how })
        stop()
      }
    }))
  }

  showLoading(to, kind) {
    dispatch(window, "phx:page-loading-start", { to, kind })
    return () => dispatch(window, "phx:page-loading-stop", { to, kind })
  }
}
