import { SOURCE, all, attr, byId, dispatch, isVisible } from "../client/dom.js"

/**
 * Bindings that wait for no press of a button: keys, clicks elsewhere, forms that are reset.
 *
 * @param {import("../client/events.js").Events} events
 * @param {typeof import("../client/forms.js").touchAll} touchAll
 * @returns {(event: MouseEvent, started: Element) => void} to be told of every click
 */
export function bindMoreEvents({ on, trigger, name, pacer }, touchAll) {
  const everywhere = (binding) => all(document, `[${name(binding)}]`)

  const keyed = (event) => {
    const { type, key, target } = event
    const isBound = target.hasAttribute?.(name(type))
    for (const el of isBound ? [target] : everywhere(`window-${type}`)) {
      const wanted = attr(el, name("key"))?.toLowerCase()
      if (wanted && wanted !== key?.toLowerCase()) continue
      pacer.run(el, type + key, () => trigger(isBound ? type : `window-${type}`, type, el, event, { data: { key } }))
    }
  }

  const reset = ({ target: form }) => {
    touchAll(form, false)
    const button = [...form.elements].find(({ type }) => type === "reset")
    // The fields are reset after their event.
    if (button) requestAnimationFrame(() => dispatch(button, "input"))
  }

  on(keyed, ["keydown", "keyup"])
  on(reset, ["reset"])

  return (event, started) => {
    // Some scripts submit a hidden form on behalf of a link.
    if (!isVisible(started)) return
    const portal = started.closest(`[${SOURCE}]`)
    for (const el of everywhere("click-away")) {
      // What is in a portal belongs where the portal's template is.
      const place = portal && !portal.contains(el) ? byId(attr(portal, SOURCE)) : started
      if (!el.contains(place) && isInViewport(el)) trigger("click-away", "click", el, event)
    }
  }
}

function isInViewport(el) {
  const { top, right, bottom, left } = el.getBoundingClientRect()
  return isVisible(el) && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight
}
