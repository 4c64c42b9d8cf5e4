import { attr, setAttr } from "./dom.js"

const STATES = {
  loading: ["loading"],
  connected: ["connected"],
  server: ["loading", "error", "server-error"],
  client: ["loading", "error", "client-error"]
}

/**
 * @param {Element} el
 * @param {keyof typeof STATES} state shown as classes of the container; the last two are errors, of whom
 */
export function showState(el, state) {
  for (const name of new Set(Object.values(STATES).flat())) el.classList.toggle(`phx-${name}`, STATES[state].includes(name))
  setAttr(el, "aria-busy", state === "connected" ? null : "true")
}

/**
 * Gives a container the tag and attributes of the view that is about to be shown in it. Its identity stays.
 *
 * @param {Element} el
 * @param {[string, Record<string, string>]} wanted
 * @returns {Element} another one, holding the same children, if the tag differs
 */
export function renewContainer(el, [tag, attributes]) {
  const isIdentity = (name) => name === "id" || name.startsWith("data-phx-")
  const renewed = el.tagName.toLowerCase() === tag ? el : document.createElement(tag)
  for (const { name } of [...el.attributes]) setAttr(renewed, name, isIdentity(name) ? attr(el, name) : null)
  for (const name in attributes) if (!isIdentity(name)) setAttr(renewed, name, attributes[name])
  if (renewed !== el) {
    renewed.append(...el.childNodes)
    el.replaceWith(renewed)
  }
  return renewed
}
