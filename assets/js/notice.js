/**
 * Shows one line of text with an optional choice of actions, announced to assistive technology.
 *
 * A floating one is a popover, which the browser draws above everything without a stylesheet, as a strict content
 * security policy wants it. Style it by the class `clerk-live-notice`.
 *
 * @param {"status" | "alert"} role
 * @param {string} text
 * @param {Array<[string, string | (() => void)]>} [actions] each a label with a URL or a function
 * @param {Element} [into] where it belongs; default: floating over the page
 * @returns {HTMLElement} remove it when it is no longer true
 */
export function showNotice(role, text, actions = [], into) {
  const notice = document.createElement("div")
  notice.className = "clerk-live-notice"
  notice.setAttribute("role", role)
  notice.append(text, ...actions.flatMap(control))
  if (into) into.append(notice)
  else {
    notice.popover = "manual"
    notice.style.inset = "auto 0 1rem"
    document.body.append(notice)
    notice.showPopover?.()
  }
  return notice
}

function control([label, action]) {
  const isLink = typeof action === "string"
  const element = document.createElement(isLink ? "a" : "button")
  element.append(label)
  return [" ", Object.assign(element, isLink ? { href: action } : { type: "button", onclick: action })]
}
