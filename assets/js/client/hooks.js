import { matching } from "./dom.js"

/**
 * A hook living on an element. Callbacks are `mounted`, `beforeUpdate(toEl)`, `updated`, `destroyed`, `disconnected`,
 * `reconnected`; the interface is that of phoenix_live_view.
 *
 * Define one as an object of callbacks, or as a class that extends this one.
 */
export class ViewHook {
  /**
   * @param {import("./view.js").View} view
   * @param {Element} el
   * @param {object} [callbacks]
   */
  constructor(view, el, callbacks = {}) {
    this.el = el
    this.liveSocket = view.liveSocket
    this.__view = view
    this.__name = hookName(el, view)
    this.__listeners = new Set()
    Object.assign(this, callbacks)
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
    const pushes = this.__view.targets(target).map(({ view, cid }) => view.pushHook(this.el, cid, event, payload))
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

  /** @param {object} listener */
  removeHandleEvent(listener) {
    window.removeEventListener(listener.name, listener.handle)
    this.__listeners.delete(listener)
  }
}

/**
 * After a patch: ends hooks whose element is gone, tells those that were `updated`, starts new ones.
 *
 * @param {import("./view.js").View} view
 * @param {Element[]} [updated]
 */
export function syncHooks(view, updated = []) {
  const { hooks, liveSocket, el: root } = view
  for (const [el, hook] of [...hooks]) {
    if (el.isConnected && hookName(el, view) === hook.__name) continue
    hooks.delete(el)
    destroy(hook)
  }
  for (const el of updated) call(hooks.get(el), "updated")
  for (const el of matching(root, `[${liveSocket.prefix}hook],[data-phx-hook]`)) {
    if (!hooks.has(el) && !refused.has(el) && liveSocket.owner(el) === view) mountHook(view, el)
  }
}

const refused = new WeakSet()

function mountHook(view, el) {
  const definition = view.liveSocket.hooks[hookName(el, view)]
  if (!el.id || !definition) {
    refused.add(el)
    console.error("a hook needs an id on its element, and a definition", el)
    return
  }
  const isClass = definition.prototype instanceof ViewHook
  const hook = isClass ? new definition(view, el) : new ViewHook(view, el, definition)
  view.hooks.set(el, hook)
  call(hook, "mounted")
}

function hookName(el, { liveSocket }) {
  return el.getAttribute(`${liveSocket.prefix}hook`) ?? el.getAttribute("data-phx-hook")
}

/** Calls a callback the hook may not have. A hook that throws must not take the view with it. */
export function call(hook, callback, ...values) {
  try {
    hook?.[callback]?.(...values)
  } catch (error) {
    console.error(callback, hook.el, error)
  }
}

/** The hook is over: its last callback, then its listeners. @param {ViewHook} hook */
export function destroy(hook) {
  call(hook, "destroyed")
  for (const listener of [...hook.__listeners]) hook.removeHandleEvent(listener)
}
