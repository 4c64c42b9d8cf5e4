const SVG = "http://www.w3.org/2000/svg"

/**
 * Parses HTML into a fragment that is not part of any page: nothing in it loads or runs.
 *
 * @param {string} html
 * @param {Element} context where it will go
 * @returns {DocumentFragment | Element} holds the parsed nodes
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
 * @param {EventInit} [options]
 * @returns {boolean} false when somebody prevented it
 */
export function dispatch(target, name, detail = {}, options = { bubbles: true }) {
  return target.dispatchEvent(new CustomEvent(name, { ...options, detail }))
}

/** @param {Element} el @returns {boolean} whether it takes up room on the page */
export function isVisible(el) {
  return el.getClientRects().length > 0
}

/**
 * @param {Element} root
 * @param {string} selector
 * @returns {Element[]} `root` itself too, if it matches
 */
export function matching(root, selector) {
  const inside = [...root.querySelectorAll(selector)]
  return root.matches(selector) ? [root, ...inside] : inside
}

/** Remembers focus and selection; call the result after a patch to give them back if the patch took them. */
export function keepFocus() {
  const focused = document.activeElement
  const { selectionStart, selectionEnd, selectionDirection } = focused ?? {}
  return () => {
    if (!focused?.isConnected || focused === document.activeElement || focused === document.body) return
    focused.focus({ preventScroll: true })
    if (typeof selectionStart === "number") focused.setSelectionRange(selectionStart, selectionEnd, selectionDirection)
  }
}

const CHECKABLE = ["checkbox", "radio"]
const NOT_TYPED = [...CHECKABLE, "hidden", "file", "submit", "button", "image", "reset"]

/** @param {Element} el @returns {boolean} a field whose content a person edits */
export function isTyped(el) {
  if (el.tagName === "INPUT") return !NOT_TYPED.includes(el.type)
  return el.tagName === "TEXTAREA" || el.tagName === "SELECT"
}

/** @param {Element} el @returns {boolean} */
export function isCheckable(el) {
  return el.tagName === "INPUT" && CHECKABLE.includes(el.type)
}

/** Sets the page's title, dressed as the title element's data attributes say. */
export function setTitle(text) {
  const { prefix = "", suffix = "", default: fallback } = document.querySelector("title")?.dataset ?? {}
  const title = text?.trim() || fallback
  if (title !== undefined) document.title = prefix + title + suffix
}
