const SVG = "http://www.w3.org/2000/svg"

/** Marks the container of a live view. */
export const SESSION = "data-phx-session"
/** On the root of a component: its number, and the id of its view. */
export const COMPONENT = "data-phx-component"
export const VIEW = "data-phx-view"
/** On what a portal has put elsewhere: the id of its view, and of the template it came from. */
export const TELEPORTED = "data-phx-teleported"
export const SOURCE = "data-phx-teleported-src"

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {any[]}
 */
export const all = (root, selector) => [...root.querySelectorAll(selector)]

/** @param {Element} root @param {string} selector @returns {any[]} `root` itself too, if it matches */
export const matching = (root, selector) => (root.matches(selector) ? [root] : []).concat(all(root, selector))

/** @param {string} id @returns {any} */
export const byId = (id) => document.getElementById(id)

/** @param {any} el @param {string} name @returns {string | null} */
export const attr = (el, name) => el.getAttribute(name)

/** @param {Element} el @param {string} name @param {string | null | undefined} value null or undefined: without it */
export function setAttr(el, name, value) {
  // A content security policy may forbid the attribute, never the property.
  if (name === "style") el.style.cssText = value ?? ""
  else if (value == null) el.removeAttribute(name)
  else el.setAttribute(name, value)
}

/** @param {string} path @returns {string} */
export const absolute = (path) => new URL(path, location.href).href

/**
 * Parses HTML into a fragment that is not part of any page: nothing in it loads or runs.
 *
 * @param {string} html
 * @param {Element} context where it will go
 * @returns {any} holds the parsed nodes
 */
export function parse(html, context) {
  const template = document.createElement("template")
  const isDrawing = context.namespaceURI === SVG && context.tagName !== "foreignObject"
  template.innerHTML = isDrawing ? `<svg>${html}</svg>` : html
  return isDrawing ? template.content.firstChild : template.content
}

/**
 * @param {EventTarget} target
 * @param {string} name
 * @param {any} [detail]
 * @param {boolean} [bubbles]
 * @returns {boolean} false when somebody prevented it
 */
export function dispatch(target, name, detail = {}, bubbles = true) {
  const options = { bubbles, cancelable: true, detail }
  return target.dispatchEvent(name === "click" ? new MouseEvent(name, options) : new CustomEvent(name, options))
}

/** @param {Element} el @returns {boolean} whether it takes up room on the page */
export const isVisible = (el) => el.getClientRects().length > 0

/** Remembers focus and selection; call the result after a patch to give them back if the patch took them. */
export function keepFocus() {
  const focused = /** @type {any} */ (document.activeElement)
  const { selectionStart, selectionEnd, selectionDirection } = focused ?? {}
  return () => {
    if (!focused?.isConnected || focused === document.activeElement || focused === document.body) return
    focused.focus({ preventScroll: true })
    if (typeof selectionStart === "number") focused.setSelectionRange(selectionStart, selectionEnd, selectionDirection)
  }
}

/** @param {any} el @returns {boolean} a field whose content a person edits */
export const isEditable = (el) => el.matches("input:not([type=button]),select,textarea")

/** Sets the page's title, dressed as the title element's data attributes say. */
export function setTitle(text) {
  const { prefix = "", suffix = "", default: fallback } = document.querySelector("title")?.dataset ?? {}
  const title = text?.trim() || fallback
  if (title !== undefined) document.title = prefix + title + suffix
}
