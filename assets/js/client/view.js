import { guardedLoad } from "../page_load.js"
import { warn } from "../report.js"
import { createChannel } from "./channel.js"
import { componentElement, componentIds, destroyComponents } from "./components.js"
import { renewContainer, showState } from "./container.js"
import { dispatch, isTyped, keepFocus, matching, parse, setTitle } from "./dom.js"
import { encodeChange, recoverable } from "./forms.js"
import { call, destroy, syncHooks } from "./hooks.js"
import { exec, isCommands } from "./js_commands.js"
import { isAnswered, showLoading, showSubmitting } from "./loading.js"
import { morphChildren, morphElement } from "./morph.js"
import { eventPayload, formPayload } from "./payloads.js"
import { extract, Rendered } from "./rendered.js"
import { dropStreamed, indexStreams } from "./streams.js"

const PUSH_TIMEOUT = 30000
const MAX_JOINS = 3
const CLOSE_GRACE = 1000
const HOPELESS = ["stale", "unauthorized", "reload"]

/**
 * One live view on the page: its channel, its tree, its hooks.
 *
 * Without a channel it is the page itself: hooks and JS commands outside every live view.
 */
export class View {
  /**
   * @param {Element} el the container
   * @param {import("./live_socket.js").LiveSocket} liveSocket
   * @param {{redirect?: string, flash?: string, referer?: string, replaces?: View, shown?: () => void}} [navigation]
   *   how a live navigation came here; `replaces` lives until this one is shown
   */
  constructor(el, liveSocket, { redirect, flash, referer, replaces, shown } = {}) {
    Object.assign(this, { el, liveSocket, redirect, flash, referer, replaces, shown })
    this.id = el.id
    this.isMain = el.hasAttribute("data-phx-main")
    this.isSticky = el.hasAttribute("data-phx-sticky")
    this.parentId = el.getAttribute("data-phx-parent-id")
    this.href = redirect ?? location.href
    this.channel = null
    this.rendered = null
    this.hooks = new Map()
    this.joins = 0
    this.attempts = 0
    this.refs = 0
  }

  /** @returns {boolean} whether events reach the server */
  isConnected() {
    return Boolean(this.channel?.isJoined())
  }

  // Joining

  join() {
    const { el, liveSocket } = this
    showState(el, "loading")
    this.channel = createChannel(`lv:${this.id}`, () => this.joinParams(), liveSocket.socket, {
      joined: (response) => this.joined(response),
      refused: (response, attempts) => this.refused(response, attempts),
      lost: () => this.lost(),
      closed: () => this.closed(),
      pushed: (event, payload) => this.pushed(event, payload)
    })
    this.channel.join()
  }

  joinParams() {
    const { el, liveSocket, isSticky, flash } = this
    const isRouted = !this.parentId && !isSticky
    const tracked = [...document.querySelectorAll(`[${liveSocket.prefix}track-static]`)]
    return {
      [this.redirect ? "redirect" : "url"]: isRouted ? this.href : undefined,
      params: {
        ...liveSocket.params(el),
        _track_static: tracked.length > 0 ? tracked.map(({ src, href }) => src || href) : undefined,
        _mounts: this.joins,
        _mount_attempts: this.attempts++,
        _live_referer: this.referer
      },
      session: el.getAttribute("data-phx-session"),
      static: el.getAttribute("data-phx-static") || null,
      flash,
      sticky: isSticky
    }
  }

  joined({ rendered, container, live_patch: livePatch }) {
    const { liveSocket, shown } = this
    const isRejoin = this.joins++ > 0
    const { diff, events, title } = extract(rendered)
    liveSocket.releaseChildren(this.id)
    this.replaces?.destroy()
    if (container) this.el = renewContainer(this.el, container)
    this.rendered = new Rendered(this.id, diff)
    const recovery = isRejoin ? rememberForms(this) : []
    this.patchAll({ isJoin: true, held: new Set(recovery.map(({ form }) => form)) })
    if (this.isMain) setTitle(title)
    dispatchEvents(events)
    showState(this.el, "connected")
    this.runBinding("connected")
    if (isRejoin) for (const hook of this.hooks.values()) call(hook, "reconnected")
    this.attempts = 0
    this.flash = this.replaces = this.shown = undefined
    shown?.()
    if (this.isMain) liveSocket.mainShown(livePatch)
    recoverForms(this, recovery)
  }

  refused({ redirect, live_redirect: liveRedirect, events = [], reason, token }, attempts) {
    const { channel, liveSocket } = this
    if (redirect || liveRedirect) {
      dispatchEvents(events)
      channel.leave()
      return redirect ? liveSocket.redirect(redirect, guardedLoad) : liveSocket.serverNavigate(liveRedirect)
    }
    showState(this.el, "error")
    if (reason === "reload") document.cookie = `__phoenix_reload_status__=${token}; max-age=60; path=/`
    if (!HOPELESS.includes(reason) && attempts < MAX_JOINS) return
    channel.leave()
    // Only the page as a whole can be had anew; a part of it stays as it is.
    if (!this.parentId) liveSocket.pageLoad(this.redirect && this.href)
  }

  lost() {
    showState(this.el, "error")
    for (const hook of this.hooks.values()) call(hook, "disconnected")
    this.runBinding("disconnected")
    if (this.isMain) this.liveSocket.mainLost()
  }

  closed() {
    const { liveSocket } = this
    if (!this.isMain || liveSocket.isUnloading) return
    // A view that may not be joined again is dead to whoever looks at it.
    showState(this.el, "error")
    setTimeout(() => { if (liveSocket.main === this) liveSocket.pageLoad() }, CLOSE_GRACE)
  }

  /** Leaves and lets go of everything; the container stays. */
  destroy() {
    this.channel.leave()
    for (const hook of this.hooks.values()) destroy(hook)
    this.hooks.clear()
    this.liveSocket.forget(this)
  }

  // What the server sends

  pushed(event, payload) {
    const { liveSocket } = this
    if (event === "diff") this.update(payload)
    else if (event === "redirect") liveSocket.redirect(payload)
    else if (event === "live_redirect") liveSocket.serverNavigate(payload)
    else if (event === "live_patch") liveSocket.serverPatch(payload)
  }

  /** @param {object} message a diff @returns {any} the reply it carries, or null */
  update(message) {
    const { diff, events, reply, title } = extract(message)
    dispatchEvents(events.filter(([, , isBefore]) => isBefore))
    if (Object.keys(diff).length > 0) {
      this.rendered.merge(diff)
      this.patchChanges(diff)
    }
    if (title !== undefined && this.isMain) setTitle(title)
    dispatchEvents(events.filter(([, , isBefore]) => !isBefore))
    return reply
  }

  // Patching

  patchChanges({ c: components = {}, p: templates, ...rest }) {
    const elements = new Map(Object.keys(components).map((cid) => [componentElement(this, cid), cid]))
    elements.delete(null)
    if (Object.keys(rest).length > 0 || elements.size === 0) return this.patchAll()
    for (const [el, cid] of elements) {
      const isInside = [...elements.keys()].some((other) => other !== el && other.contains(el))
      if (!isInside) this.patchComponent(el, cid)
    }
  }

  patchAll(options) {
    const { html, streams } = this.rendered.toHTML()
    this.patch(streams, (patch) => morphChildren(this.el, parse(html, this.el), patch), options)
  }

  patchComponent(el, cid) {
    const { html, streams } = this.rendered.componentHTML(cid)
    const [fresh] = parse(html, el).children
    this.patch(streams, (patch) => {
      if (el.tagName === fresh.tagName) morphElement(el, fresh, patch)
      else {
        el.replaceWith(fresh)
        patch.added(fresh)
      }
    })
  }

  patch(streams, morph, { isJoin = false, held = new Set() } = {}) {
    const { el: root, liveSocket: { prefix } } = this
    const cids = isJoin ? [] : componentIds(this)
    const restoreFocus = keepFocus()
    const updated = []
    const added = []
    dropStreamed(root, streams)
    morph({
      prefix,
      isJoin,
      streamed: indexStreams(streams),
      keepsValue: (input) => held.has(input.form) || isEdited(input, prefix),
      willUpdate: (from, to) => {
        const hook = this.hooks.get(from)
        if (!hook || from.isEqualNode(to)) return false
        call(hook, "beforeUpdate", to)
        return true
      },
      updated: (el) => updated.push(el),
      added: (el) => added.push(el)
    })
    restoreFocus()
    dispatch(document, "phx:update")
    syncHooks(this, updated)
    for (const el of added) this.runBinding("mounted", el)
    submitTriggered(this)
    this.liveSocket.syncViews()
    destroyComponents(this, cids).catch(warn)
  }

  // What the page sends

  /**
   * @param {string} event of the channel
   * @param {object} payload
   * @param {() => void} [lift] what to undo when it is answered
   * @returns {Promise<{response: any, reply: any, ref: number}>} after the answer's diff is applied
   */
  push(event, payload, lift = () => {}) {
    const ref = this.refs++
    return new Promise((resolve, reject) => {
      const failed = (reason) => {
        lift()
        reject(new Error(reason))
      }
      if (!this.isConnected()) return failed("not connected")
      this.channel.push(event, payload, {
        ok: (response) => {
          lift()
          resolve({ response, reply: this.settle(response), ref })
        },
        error: (response) => failed(response.reason),
        timeout: () => {
          this.liveSocket.pageLoad()
          failed("timeout")
        }
      }, PUSH_TIMEOUT)
    })
  }

  settle({ redirect, live_redirect: liveRedirect, diff }) {
    if (redirect) this.liveSocket.redirect(redirect)
    else if (liveRedirect) this.liveSocket.serverNavigate(liveRedirect)
    return diff ? this.update(diff) : null
  }

  /** @param {Element} el the hook's @param {number | undefined} cid */
  pushHook(el, cid, event, value) {
    const lift = showLoading([el], "hook", this.liveSocket.prefix)
    return this.push("event", { type: "hook", event, value, cid }, lift)
  }

  /**
   * Sends the event of a binding.
   *
   * @param {string | null} type of event: click, change, submit, …
   * @param {Element} el which carries the binding
   * @param {string} event
   * @param {object} options also those of `payloads.js`
   * @param {string | number} [options.target] wins over the element's
   * @param {string} [options.loading] selector of elements that show the loading class, too
   */
  pushBinding(type, el, event, options = {}) {
    const { prefix } = this.liveSocket
    const isForm = type === "change" || type === "submit"
    const payload = isForm ? formPayload(type, el, options, prefix) : eventPayload(el, options, prefix)
    for (const { view, cid } of this.targets(options.target ?? el.getAttribute(`${prefix}target`))) {
      const others = options.loading ? document.querySelectorAll(options.loading) : []
      const parts = new Set([el, options.input ?? el, ...others])
      const lift = type === "submit" ? showSubmitting(el, parts, prefix) : showLoading(parts, type, prefix)
      view.push("event", { type: isForm ? "form" : type, event, ...payload, cid }, lift).catch(warn)
    }
  }

  /** @param {Element | string | number | null} target @returns {Array<{view: View, cid?: number}>} */
  targets(target) {
    if (target === null || target === undefined) return [{ view: this }]
    if (/^\d+$/.test(target)) return [{ view: this, cid: Number(target) }]
    const elements = typeof target === "string" ? [...document.querySelectorAll(target)] : [target]
    return elements.flatMap((el) => {
      const view = this.liveSocket.owner(el)
      if (!view) return []
      const component = el.closest(`[data-phx-component][data-phx-view="${view.id}"]`)
      return [{ view, cid: component ? Number(component.dataset.phxComponent) : undefined }]
    })
  }

  /** Runs what `phx-mounted`, `phx-connected` or `phx-disconnected` say, in `root` and below. */
  runBinding(name, root = this.el) {
    const attribute = this.liveSocket.prefix + name
    for (const el of matching(root, `[${attribute}]`)) {
      if (this.liveSocket.owner(el) === this) this.runEvent(el.getAttribute(attribute), el, null)
    }
  }

  runEvent(binding, el, type, options) {
    if (isCommands(binding)) exec(binding, { view: this, el, type, ...options })
    else this.pushBinding(type, el, binding, options)
  }
}

function dispatchEvents(events) {
  for (const [name, payload] of events) dispatch(window, `phx:${name}`, payload)
}

/** A person's input is theirs until the form is submitted; then the answer may change even the field that has focus. */
function isEdited(input, prefix) {
  return input === document.activeElement && isTyped(input) && !input.hasAttribute(`${prefix}patch-focused`)
    && !isAnswered(input.form)
}

function submitTriggered({ el, liveSocket }) {
  const form = el.querySelector(`form[${liveSocket.prefix}trigger-action]`)
  if (!form) return
  liveSocket.disconnect()
  // Not the form's own method: a field may be named "submit".
  HTMLFormElement.prototype.submit.call(form)
}

function rememberForms({ el, liveSocket: { prefix } }) {
  return recoverable(el, prefix).map((found) => ({ ...found, formValue: encodeChange(found.form, prefix) }))
}

function recoverForms(view, recovery) {
  const name = `${view.liveSocket.prefix}change`
  for (const { form, change, event, input, formValue } of recovery) {
    const isStillThere = form.isConnected && form.getAttribute(name) === change
    if (isStillThere) view.runEvent(event, form, "change", { input, formValue })
  }
}
