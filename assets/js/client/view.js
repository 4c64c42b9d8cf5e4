import { guardedLoad } from "../page_load.js"
import { warn } from "../report.js"
import { createChannel } from "./channel.js"
import { componentSelector } from "./components.js"
import { renewContainer, showState } from "./container.js"
import { COMPONENT, SESSION, SOURCE, TELEPORTED, all, attr, byId, dispatch, matching, parse, setTitle } from "./dom.js"
import { recoverable } from "./forms.js"
import { call, destroy } from "./hooks.js"
import { exec, isCommands } from "./js_commands.js"
import { LOCK, disable, lock } from "./locks.js"
import { morphChildren, morphElement } from "./morph.js"
import { applyPatch, clear } from "./patch.js"
import { eventPayload } from "./payloads.js"
import { extract, Rendered } from "./rendered.js"

const PUSH_TIMEOUT = 30000
const MAX_JOINS = 3
const CLOSE_GRACE = 1000
const HOPELESS = ["stale", "unauthorized", "reload"]
const UPLOAD = "input[data-phx-upload-ref]"

/**
 * One live view on the page: its channel, its tree, its hooks.
 *
 * Without a channel it is the page itself: hooks and JS commands outside every live view.
 */
export class View {
  /**
   * @param {any} el the container
   * @param {import("./live_socket.js").LiveSocket} liveSocket
   * @param {{redirect?: string, flash?: string, referer?: string, replaces?: View, shown?: () => void, joins?: number}}
   *   [how] a live navigation came here: `replaces` lives until this one is shown; `joins` were there before
   */
  constructor(el, liveSocket, { redirect, flash, referer, replaces, shown, joins = 0 } = {}) {
    Object.assign(this, { el, liveSocket, redirect, flash, referer, replaces, shown, joins })
    this.id = el.id
    this.isMain = el.hasAttribute("data-phx-main")
    this.isSticky = el.hasAttribute("data-phx-sticky")
    this.parentId = attr(el, "data-phx-parent-id")
    this.href = redirect ?? location.href
    this.attempts = this.refs = 0
    /** @type {Map<Element, {name: string, hook?: any}>} */
    this.hooks = new Map()
    this.submitters = new WeakMap()
  }

  /** @returns {boolean} whether events reach the server */
  isConnected() {
    return Boolean(this.channel?.isJoined())
  }

  /** @returns {any[]} what the view consists of: its container, and what its portals have put elsewhere */
  roots() {
    return [this.el, ...all(document, `[${TELEPORTED}="${this.id}"]`)]
  }

  // Joining

  join() {
    showState(this.el, "loading")
    this.channel = createChannel(`lv:${this.id}`, () => this.joinParams(), this.liveSocket.socket, {
      joined: (response) => this.liveSocket.queue.run(() => this.joined(response)),
      refused: (response, attempts) => this.refused(response, attempts),
      lost: () => this.lost(),
      closed: () => this.closed(),
      pushed: (event, payload) => this.liveSocket.queue.run(() => this.pushed(event, payload))
    })
    this.channel.join()
  }

  joinParams() {
    const { el, liveSocket, isSticky, flash } = this
    const tracked = all(document, `[${liveSocket.prefix}track-static]`)
    return {
      [this.redirect ? "redirect" : "url"]: this.parentId || isSticky ? undefined : this.href,
      params: {
        ...liveSocket.params(el),
        _track_static: tracked.length ? tracked.map(({ src, href }) => src || href) : undefined,
        _mounts: this.joins,
        _mount_attempts: this.attempts++,
        _live_referer: this.referer
      },
      session: attr(el, SESSION),
      static: attr(el, "data-phx-static") || null,
      flash,
      sticky: isSticky
    }
  }

  joined({ rendered, container, live_patch: livePatch }) {
    const { liveSocket, replaces, shown } = this
    const { diff, events, title } = extract(rendered)
    const isRejoin = this.joins++ > 0
    const recovery = isRejoin ? recoverable(this.roots(), liveSocket.prefix) : []
    this.attempts = 0
    this.flash = this.replaces = this.shown = undefined
    liveSocket.releaseChildren(this.id)
    if (replaces) {
      replaces.destroy()
      clear(this.el)
    }
    if (container) this.el = renewContainer(this.el, container)
    this.rendered = new Rendered(this.id, diff)
    this.patchAll(true)
    if (this.isMain) setTitle(title)
    dispatchEvents(events)
    clearTimeout(this.disconnecting)
    showState(this.el, "connected")
    this.runBinding("connected")
    if (isRejoin) for (const { hook } of this.hooks.values()) call(hook, "reconnected")
    shown?.()
    if (this.isMain) liveSocket.mainShown(this, livePatch)
    this.recover(recovery)
  }

  /** Gives a fresh view what people had entered into the forms of the one before. */
  recover(recovery) {
    const name = `${this.liveSocket.prefix}change`
    for (const { form, change, event, ...details } of recovery) {
      if (form.isConnected && attr(form, name) === change) this.runEvent(event, form, "change", details)
    }
  }

  refused(response, attempts) {
    const { redirect, live_redirect: liveRedirect, events = [], reason, token } = response
    const { channel, liveSocket } = this
    if (redirect || liveRedirect) {
      dispatchEvents(events)
      channel.leave()
      return redirect ? liveSocket.redirect(redirect, guardedLoad) : this.follow(response)
    }
    this.showError("server", response)
    if (reason === "reload") document.cookie = `__phoenix_reload_status__=${token}; max-age=60; path=/`
    if (!HOPELESS.includes(reason) && attempts < MAX_JOINS) return
    channel.leave()
    // Only the page as a whole can be had anew; a part of it stays as it is.
    if (!this.parentId) liveSocket.pageLoad(this.redirect && this.href)
  }

  lost() {
    const { liveSocket } = this
    for (const { hook } of this.hooks.values()) call(hook, "disconnected")
    if (!liveSocket.isUnloading) this.showError(liveSocket.isConnected() ? "server" : "client")
  }

  showError(errorKind, unstructuredError) {
    const { liveSocket, href } = this
    showState(this.el, errorKind)
    clearTimeout(this.disconnecting)
    this.disconnecting = setTimeout(() => this.runBinding("disconnected"), liveSocket.disconnectedTimeout)
    if (this.isMain) dispatch(window, "phx:page-loading-start", { to: href, kind: "error", errorKind, unstructuredError })
  }

  closed() {
    const { liveSocket } = this
    if (!this.isMain || liveSocket.isUnloading) return
    // A view that may not be joined again is dead to whoever looks at it.
    showState(this.el, "server")
    setTimeout(() => { if (liveSocket.main === this) liveSocket.pageLoad() }, CLOSE_GRACE)
  }

  /** Leaves and lets go of everything; the container stays. */
  destroy() {
    clearTimeout(this.disconnecting)
    this.channel.leave()
    for (const { hook } of this.hooks.values()) destroy(hook)
    this.hooks.clear()
    for (const el of this.roots().slice(1)) el.remove()
    this.liveSocket.forget(this)
  }

  // What the server sends

  pushed(event, payload) {
    const { liveSocket } = this
    if (event === "diff") this.update(payload)
    else if (event === "live_patch") liveSocket.patched(payload)
    else this.follow({ [event]: payload })
  }

  /** Goes where a reply or a push leads to. */
  follow({ redirect, live_redirect: liveRedirect }) {
    if (redirect) this.liveSocket.redirect(redirect)
    if (liveRedirect) this.liveSocket.navigate(liveRedirect.to, liveRedirect.kind, liveRedirect)
  }

  /** @param {object} message a diff @returns {any} the reply it carries, or null */
  update(message) {
    const { diff, events, reply, title } = extract(message)
    const apply = () => {
      if (Object.keys(diff).length) this.patchChanges(diff)
      if (title !== undefined && this.isMain) setTitle(title)
      dispatchEvents(events.filter(([, , isBefore]) => !isBefore))
    }
    dispatchEvents(events.filter(([, , isBefore]) => isBefore))
    if (this.liveSocket.dom.onDocumentPatch) this.liveSocket.dom.onDocumentPatch(apply)
    else apply()
    return reply
  }

  // Patching

  patchChanges(diff) {
    const { c: changes = {}, ...rest } = diff
    this.rendered.merge(diff)
    const elements = all(document, componentSelector(this)).filter((el) => attr(el, COMPONENT) in changes)
    // In a part that waits for a reply only the whole may be kept for later.
    const isHeld = elements.some((el) => el.parentNode.closest(`[${LOCK}]`))
    if (Object.keys(rest).length || !elements.length || isHeld) return this.patchAll()
    let outer
    for (const el of elements) {
      if (outer?.contains(el) || !el.isConnected) continue
      outer = el
      this.patchComponent(el, Number(attr(el, COMPONENT)))
    }
  }

  patchAll(isJoin) {
    const { html, streams } = this.rendered.toHTML()
    applyPatch(this, (patch) => morphChildren(this.el, parse(html, this.el), patch), streams, isJoin)
  }

  patchComponent(el, cid) {
    const { html, streams } = this.rendered.toHTML(cid)
    const [fresh] = parse(html, el).children
    applyPatch(this, (patch) => {
      if (el.tagName === fresh.tagName) return morphElement(el, fresh, patch)
      el.replaceWith(fresh)
      patch.added.push(fresh)
    }, streams)
  }

  // What the page sends

  /**
   * @param {string} event of the channel
   * @param {object} payload
   * @param {() => void} [lift] what to undo when it is answered
   * @returns {Promise<{response: any, reply: any}>} after the answer's diff is applied
   */
  push(event, payload, lift = () => {}) {
    const { liveSocket } = this
    return new Promise((resolve, reject) => {
      const failed = (reason) => {
        lift()
        reject(new Error(reason))
      }
      if (!this.isConnected()) return failed("not connected")
      this.channel.push(event, payload, {
        ok: (response) => liveSocket.queue.run(() => {
          lift()
          const reply = response.diff ? this.update(response.diff) : null
          this.answered = null
          this.follow(response)
          resolve({ response, reply })
        }),
        error: (response) => failed(response.reason),
        timeout: () => {
          liveSocket.pageLoad()
          failed("timeout")
        }
      }, PUSH_TIMEOUT)
    })
  }

  /**
   * Sends an event, and shows that it is under way.
   *
   * @param {string | null} type
   * @param {any[]} elements that wait for the reply
   * @param {any} payload
   * @param {any} [options] `loading` selects others that wait, too
   * @param {string} [message] of the channel
   * @returns {Promise<{response: any, reply: any, ref: number}>}
   */
  async pushEvent(type, elements, payload, { loading, page_loading: isPage, ...options } = {}, message = "event") {
    if (!this.isConnected()) throw new Error("not connected")
    const stop = isPage && this.liveSocket.showLoading({ kind: "element", target: elements[0] })
    const ref = this.refs
    const unlock = this.wait(type, [...elements, ...loading ? all(document, loading) : []], { ...options, payload })
    return { ref, ...await this.push(message, payload, () => {
      this.answered = options.form
      unlock()
      stop?.()
    }) }
  }

  /**
   * Shows that elements wait for the server, and keeps patches away from them.
   *
   * @param {string | null} type of event
   * @param {any[]} elements
   * @param {any} options those of `lock`
   * @returns {() => void} ends it, and gives them what they have missed
   */
  wait(type, elements, { form, submitter, payload, target, originalEvent }) {
    const details = { event: payload?.event, payload, target, originalEvent }
    return lock(this.el, this.refs++, type, elements, { form, submitter }, this.liveSocket.prefix, details, (freed) => {
      if (freed.length) applyPatch(this, (patch) => freed.forEach(([el, wanted]) => morphElement(el, wanted, patch)))
    })
  }

  /** @param {Element} el the hook's @param {number | undefined} cid */
  async pushHook(el, cid, event, value, target) {
    const { reply, ref } = await this.pushEvent("hook", [el], { type: "hook", event, value, cid }, { target })
    return { reply, ref }
  }

  /**
   * Sends the event of a binding.
   *
   * @param {string | null} type of event: click, change, submit, …
   * @param {any} el which carries the binding
   * @param {string} event
   * @param {any} options of `payloads.js`, and of the JS command: `target` wins over the element's, `loading` are others that
   *   show it, `callback` gets the reply
   */
  pushBinding(type, el, event, options = {}) {
    const { prefix } = this.liveSocket
    const isForm = type === "change" || type === "submit"
    const form = isForm ? options.input?.form ?? el : null
    const send = (extra) => Promise.all(this.targets(options.target ?? attr(el, `${prefix}target`)).map(({ view, cid, target }) => {
      const payload = { event, cid, ...eventPayload(type, el, options, prefix), ...extra }
      const elements = type === "submit" ? disable(form, prefix) : isForm ? [options.input, form] : [el]
      if (type === "submit") view.submitters.set(form, options.submitter)
      return view.pushEvent(type, elements, payload, { ...options, target, form: type === "submit" && form })
    }))
    const isUpload = form && all(form, UPLOAD).concat(all(document, `${UPLOAD}[form="${form.id}"]`)).length
    const sent = isUpload ? this.liveSocket.more().then(({ pushForm }) => pushForm(this, type, form, options, send)) : send()
    sent.then((answers) => options.callback?.(answers?.[0].reply)).catch(warn)
  }

  /** @param {any} target an element, a selector, the number of a component, or nothing @returns {Array<{view: View, cid?: number, target?: any}>} */
  targets(target) {
    if (target == null) return [{ view: this }]
    if (/^\d+$/.test(target)) return [{ view: this, cid: Number(target), target }]
    return (target.closest ? [target] : all(document, target)).flatMap((el) => {
      const view = this.liveSocket.owner(el)
      return view ? [{ view, cid: view.componentOf(el), target: el }] : []
    })
  }

  /** @returns {number | undefined} the component around an element, or around the template of its portal */
  componentOf(el) {
    const found = el?.closest(`${componentSelector(this)},[${SOURCE}]`)
    if (!found) return undefined
    return found.hasAttribute(COMPONENT) ? Number(attr(found, COMPONENT)) : this.componentOf(byId(attr(found, SOURCE)))
  }

  /** Uploads files through the file input of that name, as if a person had chosen them. */
  injectFiles(target, name, files) {
    for (const { target: el } of this.targets(target)) {
      const input = all(el, UPLOAD).find((candidate) => candidate.name === name)
      this.liveSocket.more().then(({ trackFiles }) => trackFiles(input, files)).catch(warn)
    }
  }

  /** Runs what `phx-connected` or `phx-disconnected` say. */
  runBinding(name) {
    const attribute = this.liveSocket.prefix + name
    for (const el of this.roots().flatMap((root) => matching(root, `[${attribute}]`))) {
      if (this.liveSocket.owner(el) === this) this.runEvent(attr(el, attribute), el, null)
    }
  }

  runEvent(binding, el, type, options) {
    if (!binding) return
    if (isCommands(binding)) exec(binding, { view: this, el, type, ...options })
    else this.pushBinding(type, el, binding, options)
  }
}

function dispatchEvents(events) {
  for (const [name, payload] of events) dispatch(window, `phx:${name}`, payload)
}
