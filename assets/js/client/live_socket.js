import { guardedLoad } from "../page_load.js"
import { warn } from "../report.js"
import { createChannel } from "./channel.js"
import { SESSION, TELEPORTED, absolute, all, attr, dispatch } from "./dom.js"
import { bindEvents } from "./events.js"
import { chosenFiles } from "./files.js"
import { touchAll } from "./forms.js"
import { syncHooks } from "./hooks.js"
import { exec, operations } from "./js_commands.js"
import { loadMore } from "./load_more.js"
import { mark } from "./marks.js"
import { morphElement } from "./morph.js"
import { createQueue } from "./queue.js"
import { createSocket } from "./socket.js"
import { View } from "./view.js"

const VERSION = "0.1.0"
const FLASH_COOKIE = "__phoenix_flash__"
const LATENCY = "phx:live-socket:latency-sim"
const DEBUG = "phx:live-socket:debug"
const FALLBACK = "phx:fallback:LongPoll"

/**
 * The page's live views over one socket. Constructor, options, window events and hooks are those of phoenix_live_view.
 */
export class LiveSocket {
  /**
   * @param {string} path base path of the socket, as in "/live"
   * @param {Function | object} [socketOrOptions] Phoenix's `Socket` is accepted and ignored
   * @param {object} [options] those not named here go to the socket: `longPollFallbackMs`, `transport`, `authToken`,
   *   `heartbeatIntervalMs`, `reconnectAfterMs`
   * @param {object | ((el?: Element) => object)} [options.params] of each join, called with the view's element; called
   *   without one, of the socket's URL
   * @param {Record<string, any>} [options.hooks] by the name in `phx-hook`
   * @param {Record<string, Function>} [options.uploaders] by the name in an entry's meta data
   * @param {Record<string, (event: Event, el: Element) => object>} [options.metadata] by event type
   * @param {string} [options.bindingPrefix]
   * @param {{debounce?: number, throttle?: number}} [options.defaults] milliseconds
   * @param {Record<string, Function>} [options.dom] callbacks around patches
   * @param {number} [options.disconnectedTimeout] milliseconds before `phx-disconnected` runs
   * @param {boolean} [options.blockPhxChangeWhileComposing]
   * @param {boolean} [options.cascadePhxRemoveOnNavigation]
   * @param {boolean} [options.signs] false: no banner, progress bar or announcement of ours
   */
  constructor(path, socketOrOptions = {}, options) {
    const {
      params = {}, hooks = {}, uploaders = {}, metadata = {}, bindingPrefix = "phx-", defaults, dom = {}, signs = true,
      disconnectedTimeout = 500, blockPhxChangeWhileComposing, cascadePhxRemoveOnNavigation = true, ...socketOptions
    } = options ?? (typeof socketOrOptions === "function" ? {} : /** @type {any} */ (socketOrOptions))
    Object.assign(this, {
      hooks, uploaders, metadata, dom, signs, disconnectedTimeout, blockPhxChangeWhileComposing, cascadePhxRemoveOnNavigation
    })
    this.params = typeof params === "function" ? params : () => params
    this.prefix = bindingPrefix
    this.defaults = { debounce: 300, throttle: 300, ...defaults }
    this.socket = createSocket(path, {
      isSuspended: () => document.hidden,
      latency: () => this.getLatencySim(),
      fallback: () => this.pollInstead(),
      ...socketOptions,
      params: () => this.params(),
      closed: (closure) => this.socketClosed(closure)
    })
    this.queue = createQueue()
    /** @type {Map<string, View>} */
    this.views = new Map()
    /** How often children were joined whose parent was joined anew. @type {Map<string, number>} */
    this.released = new Map()
  }

  // For applications

  /** Starts once the document is parsed. A page without live views gets hooks and JS commands, and no socket. */
  connect() {
    if (document.readyState !== "loading") return this.start()
    document.addEventListener("DOMContentLoaded", () => this.start(), { once: true })
  }

  /** @param {() => void} [done] */
  disconnect(done) {
    this.isUnloading = true
    this.socket.disconnect()
    done?.()
  }

  /** @returns {boolean} */
  isConnected() {
    return this.socket.isConnected()
  }

  getSocket() {
    return this.socket
  }

  /** @param {any} transport a class with the interface of WebSocket */
  replaceTransport(transport) {
    this.socket.replaceTransport(transport)
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

  /**
   * JS commands for scripts.
   *
   * @param {string} [type] of the events they push
   * @param {Element} [el] for `exec`, which then needs none
   * @returns {any}
   */
  js(type = "js", el) {
    const later = new Proxy({}, { get: (_, name) => (...args) => this.more().then(() => this.js(type, el)[name](...args)) })
    const commands = this.rest?.commands(type) ?? later
    return el && this.rest ? { ...commands, exec: (list) => commands.exec(el, list) } : commands
  }

  /** @param {number} milliseconds each way, for this tab until it is closed */
  enableLatencySim(milliseconds) {
    sessionStorage.setItem(LATENCY, String(milliseconds))
  }

  disableLatencySim() {
    sessionStorage.removeItem(LATENCY)
  }

  /** @returns {number} */
  getLatencySim() {
    return Number(sessionStorage.getItem(LATENCY))
  }

  enableDebug() {
    sessionStorage.setItem(DEBUG, "true")
  }

  disableDebug() {
    sessionStorage.setItem(DEBUG, "false")
  }

  /** @returns {boolean} */
  isDebugEnabled() {
    return sessionStorage.getItem(DEBUG) === "true"
  }

  /** @param {string} name @returns {string} of the attribute */
  binding(name) {
    return this.prefix + name
  }

  // The page's life

  start() {
    this.isUnloading = false
    document.cookie = "__phoenix_reload_status__=; max-age=-1; path=/"
    if (!this.listening) this.listen()
    this.page ??= new View(document.body, this)
    syncHooks(this.page)
    if (all(document, `[${SESSION}]`).length) {
      dispatch(window, "phx:page-loading-start", { to: location.href, kind: "initial" })
      if (sessionStorage.getItem(FALLBACK)) this.pollInstead()
      else this.socket.connect()
    }
    this.syncViews()
    // What is needed later is better here before.
    const idle = window.requestIdleCallback ?? setTimeout
    idle(() => this.more().catch(warn))
  }

  listen() {
    this.listening = new AbortController()
    const { signal } = this.listening
    this.events = bindEvents(this, signal)
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

  /** The rest of the client, fetched when it is first needed, or when there is time. @returns {Promise<any>} */
  more() {
    this.fetching ??= loadMore().then(({ createMore }) => {
      const core = { chosenFiles, createChannel, exec, mark, morphElement, operations, touchAll, View }
      this.rest = createMore(this, core, this.events, this.listening.signal)
      return this.rest
    })
    // A network that was away is no reason never to try again.
    this.fetching.catch(() => { this.fetching = null })
    return this.fetching
  }

  async pollInstead() {
    const { LongPoll } = await this.more()
    sessionStorage.setItem(FALLBACK, "true")
    this.replaceTransport(LongPoll)
  }

  // Views

  /** @param {Element} el @returns {View | null | undefined} whose container is around it; null: not yet; undefined: none */
  viewOf(el) {
    const container = el.closest(`[${TELEPORTED}],[${SESSION}]`)
    return container ? this.views.get(attr(container, TELEPORTED) ?? container.id) ?? null : undefined
  }

  /** @param {Element} el @returns {View | null} who takes its events; outside of all views that is the main one, or the page */
  owner(el) {
    const view = this.viewOf(el)
    return view === undefined ? this.main ?? this.page : view
  }

  /** Children joined through an earlier mount of their parent start anew. @param {string} parentId */
  releaseChildren(parentId) {
    for (const child of [...this.views.values()]) {
      if (child.parentId !== parentId) continue
      child.destroy()
      child.el.setAttribute(SESSION, "")
      this.released.set(child.id, child.joins)
    }
  }

  /** Joins containers that appeared, leaves those that are gone. */
  syncViews() {
    for (const view of [...this.views.values()]) if (!view.el.isConnected) view.destroy()
    for (const el of all(document, `[${SESSION}]`)) {
      if (el.id && attr(el, SESSION) && !this.views.has(el.id)) this.add(new View(el, this, { joins: this.released.get(el.id) }))
      this.released.delete(el.id)
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

  mainShown({ href }, livePatch) {
    if (livePatch) this.patched(livePatch)
    dispatch(window, "phx:page-loading-stop", { to: href, kind: "initial" })
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
    const href = absolute(to)
    if (!/^https?:/.test(href)) throw new Error("not a page")
    if (flash) document.cookie = `${FLASH_COOKIE}=${flash}; max-age=60; path=/`
    this.disconnect()
    load(href)
  }

  /** The main view shows another URL. */
  patched({ to, kind }) {
    this.main.href = absolute(to)
    this.more().then(({ arrived }) => arrived(kind, to, true))
  }

  /** Asks the main view to show another URL. @param {string} to @param {"push" | "replace"} kind */
  patch(to, kind) {
    this.more().then(({ patch }) => patch(to, kind))
  }

  /** Shows another view in the place of the main one. @param {string} to @param {"push" | "replace"} kind @param {{flash?: string}} [how] */
  navigate(to, kind, how) {
    this.more().then(({ navigate }) => navigate(to, kind, how))
  }

  showLoading(detail) {
    dispatch(window, "phx:page-loading-start", detail)
    return () => dispatch(window, "phx:page-loading-stop", detail)
  }
}
