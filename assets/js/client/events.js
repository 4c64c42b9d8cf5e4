import { isVisible } from "./dom.js"
import { touch, touchAll } from "./forms.js"
import { exec, isCommands } from "./js_commands.js"
import { isLoading } from "./loading.js"
import { createPacer } from "./pacer.js"

/**
 * Turns the page's events into bindings: `phx-click` and its like. One listener per kind of event, for all views.
 *
 * @param {import("./live_socket.js").LiveSocket} liveSocket
 * @param {AbortSignal} signal ends it
 */
export function bindEvents(liveSocket, signal) {
  const name = (binding) => liveSocket.prefix + binding
  const all = (binding) => [...document.querySelectorAll(`[${name(binding)}]`)]
  const nearest = (target, binding) => target.closest?.(`[${name(binding)}]`)
  const pacer = createPacer(name, liveSocket.defaults)
  const sent = new WeakSet()
  let pressed = null

  const trigger = (binding, type, el, event, details = {}) => {
    const view = liveSocket.owner(el)
    const value = el.getAttribute(name(binding))
    if (!view || !value) return
    const options = { ...details, data: { ...details.data, ...liveSocket.metadata[type]?.(event, el) } }
    if (isCommands(value)) exec(value, { view, el, type, ...options })
    else view.pushBinding(type, el, value, options)
  }

  const clicked = (event) => {
    // A click of the keyboard, or of a script, was never pressed.
    const started = event.detail > 0 && pressed ? pressed : event.target
    pressed = null
    for (const el of all("click-away")) {
      if (!el.contains(started) && isVisible(el)) trigger("click-away", "click", el, event)
    }
    const el = nearest(event.target, "click")
    if (!el) return
    if (el.getAttribute("href") === "#") event.preventDefault()
    if (!isLoading(el, "click")) pacer.run(el, "click", () => trigger("click", "click", el, event))
  }

  const submitted = (event) => {
    const form = event.target
    if (!form.hasAttribute(name("submit"))) return
    event.preventDefault()
    for (const field of [form, ...form.elements]) pacer.cancel(field)
    touchAll(form)
    if (!isLoading(form, "submit")) trigger("submit", "submit", form, event, { submitter: event.submitter })
  }

  /** Most fields fire `input` and then `change`; whichever is first counts. */
  const edited = (event) => {
    const input = event.target
    if (event.type === "input") sent.add(input)
    else if (sent.delete(input)) return
    const el = input.hasAttribute(name("change")) ? input : input.form
    if (!el?.hasAttribute(name("change"))) return
    pacer.run(input, "change", () => {
      touch(input)
      trigger("change", "change", el, event, { input })
    })
  }

  const keyed = (event) => {
    const { type, key, target } = event
    const run = (binding, el) => {
      const wanted = el.getAttribute(name("key"))
      if (wanted && wanted.toLowerCase() !== key?.toLowerCase()) return
      pacer.run(el, type + key, () => trigger(binding, type, el, event, { data: { key } }))
    }
    const el = nearest(target, type)
    if (el) run(type, el)
    for (const listener of all(`window-${type}`)) run(`window-${type}`, listener)
  }

  const focused = (event) => {
    const { type, target } = event
    if (target === window) for (const el of all(`window-${type}`)) trigger(`window-${type}`, type, el, event)
    if (!target.hasAttribute) return
    if (type === "blur") pacer.flush(target)
    if (target.hasAttribute(name(type))) trigger(type, type, target, event)
  }

  const on = (handler, ...types) => {
    for (const type of types) window.addEventListener(type, handler, { signal, capture: handler === focused })
  }
  on(({ target }) => { pressed = target }, "pointerdown")
  on(clicked, "click")
  on(submitted, "submit")
  on(edited, "input", "change")
  on(keyed, "keydown", "keyup")
  on(focused, "focus", "blur")
}
