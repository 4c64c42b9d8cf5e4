import { SOURCE, TELEPORTED, attr, byId } from "../client/dom.js"

/**
 * Puts the content of a portal's template where the template says.
 *
 * @param {string} viewId
 * @param {Element} template
 * @param {any} content its root
 * @param {import("../client/morph.js").Patch} patch
 * @param {typeof import("../client/morph.js").morphElement} morphElement
 */
export function teleport(viewId, template, content, patch, morphElement) {
  const target = document.querySelector(attr(template, "data-phx-portal"))
  if (!target || !content?.id) throw new Error("a portal needs its target on the page, and one root element with an id")
  const copy = content.cloneNode(true)
  copy.setAttribute(TELEPORTED, viewId)
  copy.setAttribute(SOURCE, template.id)
  const present = byId(content.id)
  if (!target.contains(present)) target.append(present ?? copy)
  if (present) morphElement(present, copy, patch)
  else patch.added.push(copy)
}
