import { attr, matching } from "./dom.js"
import { complain } from "./report.js"

/**
 * A hook living on an element. Callbacks are `mounted`, `beforeUpdate(toEl)`, `updated`, `destroyed`, `disconnected`,
 * `reconnected`; the interface is that of phoenix_live_view.
 *
 * Define one as an object of callbacks, or as a class that extends this one.
 */
export class ViewHook {
  /**
   * @param {import("./view.js").View | null} view null: not attached yet
   * @param {any} el
   * @param {object} [callbacks]
   */
  constructor(view, el, callbacks) {
    this.el = el
    this.__listeners = new Set()
    this.__attach(view)
    Object.assign(this, callbacks)
  }

  __attach(view) {
    this.__view = view
    this.liveSocket = view?.liveSocket
  }

  /**
   * Sends an event to the view that owns the element.
   *
   * @param {string} event
   * @param {any} [payload]
   * @param {(reply: any, ref: number) => void} [onReply]
   * @returns {Promise<any> | undefined} the reply, once its diff is applied; rejects when not connected or refused.
   *   With `onReply`, nothing: failures then pass unnoticed.
   */
  pushEvent(event, payload = {}, onReply) {
    const pushed = this.__view.pushHook(this.el, undefined, event, payload)
    if (!onReply) return pushed.then(({ reply }) => reply)
    pushed.then(({ reply, ref }) => onReply(reply, ref), () => undefined)
  }

  /**
   * Sends an event to the view or component owning each target.
   *
   * @param {Element | string | number} target an element, a selector, or a component id
   * @param {string} event
   * @param {any} [payload]
   * @param {(reply: any, ref: number) => void} [onReply]
   * @returns {Promise<Array<PromiseSettledResult<{reply: any, ref: number}>>> | undefined}
   */
  pushEventTo(target, event, payload = {}, onReply) {
    const pushes = this.__view.targets(target).map(({ view, cid }) => view.pushHook(this.el, cid, event, payload, target))
    if (!onReply) return Promise.allSettled(pushes)
    for (const pushed of pushes) pushed.then(({ reply, ref }) => onReply(reply, ref), () => undefined)
  }

  /**
   * Listens to an event the server pushes, to this or any view.
   *
   * @param {string} event
   * @param {(payload: any) => void} callback
   * @returns {object} for {@link ViewHook#removeHandleEvent}; gone by itself when the hook is destroyed
   */
  handleEvent(event, callback) {
    const listener = { name: `phx:${event}`, handle: ({ detail }) => callback(detail) }
    window.addEventListener(listener.name, listener.handle)
    this.__listeners.add(listener)
    return listener
  }

  /** @param {any} listener */
  removeHandleEvent(listener) {
    window.removeEventListener(listener.name, listener.handle)
    this.__listeners.delete(listener)
  }

  /** @param {string} name of a file input of the view @param {Iterable<File | Blob>} files to upload through it */
  upload(name, files) {
    this.uploadTo(this.__view.el, name, files)
  }

  /** Like {@link ViewHook#upload}, for a file input within each target. */
  uploadTo(target, name, files) {
    this.__view.injectFiles(target, name, files)
  }

  /** JS commands for scripts. */
  js() {
    return this.liveSocket.js("hook", this.el)
  }
}

/** Hooks that elements made for themselves. @type {WeakMap<Element, ViewHook>} */
const own = new WeakMap()
const refused = new WeakSet()

/**
 * Gives a custom element a hook without `phx-hook`; to be called in its `connectedCallback`.
 *
 * @param {any} el with an id
 * @param {object} callbacks
 * @returns {ViewHook} usable once its view is joined
 */
export function createHook(el, callbacks) {
  if (!own.has(el)) {
    own.set(el, new ViewHook(null, el, callbacks))
    el.setAttribute("data-phx-hook", "")
  }
  return own.get(el)
}

/**
 * After a patch: ends hooks whose element is gone, tells those that were `updated`, starts new ones.
 *
 * @param {import("./view.js").View} view
 * @param {Element[]} [updated]
 */
export function syncHooks(view, updated = []) {
  const { hooks, liveSocket } = view
  const { prefix } = liveSocket
  for (const [el, { hook, name }] of [...hooks]) {
    if (el.isConnected && nameOf(el, prefix) === name) continue
    hooks.delete(el)
    destroy(hook)
  }
  for (const el of updated) call(hooks.get(el)?.hook, "updated")
  const selector = `[${prefix}hook],[data-phx-hook],[${prefix}viewport-top],[${prefix}viewport-bottom]`
  for (const el of view.roots().flatMap((root) => matching(root, selector))) {
    if (!hooks.has(el) && !refused.has(el) && liveSocket.viewOf(el) === (view.channel && view)) mount(view, el)
  }
}

async function mount(view, el) {
  const { hooks, liveSocket } = view
  const name = nameOf(el, liveSocket.prefix)
  let definition = liveSocket.hooks[name]
  const entry = { name, hook: own.get(el) }
  hooks.set(el, entry)
  if (name.startsWith("Phoenix.")) definition = (await liveSocket.more()).hooks[name.slice(8)]
  else definition ??= window[`phx_hook_${name}`]?.()
  if (!entry.hook && (!el.id || !definition)) {
    hooks.delete(el)
    refused.add(el)
    return complain("hook.unknown", `a hook needs an id on its element, and a definition: "${name}"`, { el }, view.id)
  }
  // It may have gone while its definition was fetched.
  if (hooks.get(el) !== entry) return
  entry.hook ??= definition.prototype instanceof ViewHook ? new definition(view, el) : new ViewHook(view, el, definition)
  entry.hook.__attach(view)
  call(entry.hook, "mounted")
}

function nameOf(el, prefix) {
  const isViewport = el.hasAttribute(`${prefix}viewport-top`) || el.hasAttribute(`${prefix}viewport-bottom`)
  return isViewport ? "Phoenix.InfiniteScroll" : attr(el, "data-phx-hook") ?? attr(el, `${prefix}hook`)
}

/** Calls a callback the hook may not have. A hook that throws must not take the view with it. */
export function call(hook, callback, ...values) {
  try {
    hook?.[callback]?.(...values)
  } catch (error) {
    complain("hook.failed", error, { el: hook.el, callback })
  }
}

/** The hook is over: its last callback, then its listeners. @param {ViewHook | undefined} hook */
export function destroy(hook) {
  call(hook, "destroyed")
  for (const listener of [...hook?.__listeners ?? []]) hook.removeHandleEvent(listener)
}
