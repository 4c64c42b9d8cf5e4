import { SESSION, all, attr, dispatch } from "./dom.js"
import { touch, touchAll } from "./forms.js"
import { WAITING } from "./locks.js"
import { createPacer } from "./pacer.js"

/**
 * Turns the page's events into bindings: `phx-click` and its like. One listener per kind of event, for all views.
 *
 * @typedef {object} Events
 * @property {(handler: (event: any) => void, types: string[], capture?: boolean) => void} on
 * @property {(binding: string, type: string, el: any, event: Event, details?: any) => void} trigger runs what the binding
 *   of an element says
 * @property {(binding: string) => string} name of the attribute
 * @property {ReturnType<typeof createPacer>} pacer
 *
 * @param {import("./live_socket.js").LiveSocket} liveSocket
 * @param {AbortSignal} signal ends it
 * @returns {Events}
 */
export function bindEvents(liveSocket, signal) {
  const name = (binding) => liveSocket.prefix + binding
  const pacer = createPacer(name, liveSocket.defaults)
  const sent = new WeakSet()
  let pressed = null

  const trigger = (binding, type, el, originalEvent, { data, ...details } = /** @type {any} */ ({})) => {
    const value = attr(el, name(binding))
    if (!value) return
    const metadata = liveSocket.metadata[type]?.(originalEvent, el)
    liveSocket.owner(el)?.runEvent(value, el, type, { ...details, originalEvent, data: { ...data, ...metadata } })
  }

  const clicked = (event) => {
    const { target, detail } = event
    const { rest } = liveSocket
    // A click of the keyboard, or of a script, was never pressed.
    const started = (detail && pressed) || target
    pressed = null
    if (!target.closest || rest?.followLink(event)) return
    rest?.clickAway(event, started)
    const el = target.closest(`[${name("click")}]:not(:disabled),[${SESSION}]`)
    if (!el || el.hasAttribute(SESSION)) return
    if (attr(el, "href") === "#") event.preventDefault()
    if (!el.hasAttribute(WAITING)) pacer.run(el, "click", () => trigger("click", "click", el, event))
  }

  const submitted = (event) => {
    const { target: form, submitter } = event
    if (!form.hasAttribute(name("submit"))) return
    event.preventDefault()
    for (const field of form.elements) pacer.cancel(field)
    touchAll(form)
    if (!form.matches(`[${WAITING}].phx-submit-loading`)) trigger("submit", "submit", form, event, { submitter })
  }

  /** Most fields fire `input` and then `change`; whichever is first counts. */
  const edited = (event) => {
    const { target: input, type } = event
    if (liveSocket.blockPhxChangeWhileComposing && event.isComposing) {
      return input.addEventListener("compositionend", () => dispatch(input, type), { once: true })
    }
    if (type === "input") sent.add(input)
    else if (sent.delete(input)) return
    const el = attr(input, name("change")) ? input : input.form
    if (!el?.hasAttribute(name("change")) || input.validity?.badInput) return
    pacer.run(input, "change", () => {
      touch(input)
      trigger("change", "change", el, event, { input })
    })
  }

  const focused = (event) => {
    const { type, target } = event
    if (target === window) for (const el of all(document, `[${name(`window-${type}`)}]`)) trigger(`window-${type}`, type, el, event)
    if (!target.hasAttribute) return
    if (type === "blur") pacer.flush(target)
    trigger(type, type, target, event)
  }

  const on = (handler, types, capture) => {
    for (const type of types) {
      const handle = (event) => {
        if (!liveSocket.isPatching) handler(event)
      }
      window.addEventListener(type, handle, { signal, capture })
    }
  }
  on(({ target }) => { pressed = target }, ["mousedown"])
  on(clicked, ["click"])
  on(submitted, ["submit"])
  on(edited, ["input", "change"])
  on(focused, ["focus", "blur"], true)
  return { on, trigger, name, pacer }
}
