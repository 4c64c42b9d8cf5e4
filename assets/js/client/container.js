/** @param {Element} el @param {"loading" | "connected" | "error"} state shown as a class of the container */
export function showState(el, state) {
  for (const name of ["connected", "loading", "error"]) el.classList.toggle(`phx-${name}`, name === state)
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
  for (const { name, value } of [...el.attributes]) {
    if (isIdentity(name)) renewed.setAttribute(name, value)
    else renewed.removeAttribute(name)
  }
  for (const [name, value] of Object.entries(attributes)) if (!isIdentity(name)) renewed.setAttribute(name, value)
  if (renewed !== el) {
    renewed.append(...el.childNodes)
    el.replaceWith(renewed)
  }
  return renewed
}
