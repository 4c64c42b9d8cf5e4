import { dispatch, isVisible } from "./dom.js"
import { mark } from "./marks.js"

/**
 * @typedef {object} Context where a command was found and what set it off
 * @property {import("./view.js").View} view
 * @property {Element} el
 * @property {string | null} type of event, as it goes to the server
 * @property {object} [data] of the event
 */

/**
 * Runs commands of the form `[[op, args], …]`. Their effects on classes, attributes and display outlive patches.
 *
 * @param {string | Array<[string, object]>} commands
 * @param {Context} context
 */
export function exec(commands, context) {
  const list = typeof commands === "string" ? JSON.parse(commands) : commands
  for (const [op, args] of list) {
    if (operations[op]) operations[op](args, context)
    else if (operationsOnElements[op]) {
      for (const el of resolve(args.to, context.el)) operationsOnElements[op](el, args, context)
    } else console.error(`unknown JS command "${op}"`)
  }
}

/** @param {string} binding @returns {boolean} commands rather than the name of an event */
export function isCommands(binding) {
  return binding.startsWith("[")
}

const operations = {
  push({ event, ...options }, { view, el, type, ...rest }) {
    view.pushBinding(type, el, event, { ...rest, ...options })
  },
  navigate: ({ href, replace }, { view }) => view.liveSocket.navigate(href, replace ? "replace" : "push"),
  patch: ({ href, replace }, { view }) => view.liveSocket.patch(href, replace ? "replace" : "push")
}

const operationsOnElements = {
  dispatch: (el, { event, detail, bubbles = true }) => dispatch(el, event, detail, { bubbles, cancelable: true }),
  exec(el, { attr }, context) {
    const commands = el.getAttribute(attr)
    if (commands) exec(commands, { ...context, el })
  },
  show: (el, { display }) => show(el, display),
  hide: (el) => hide(el),
  toggle: (el, { display }) => (isVisible(el) ? hide(el) : show(el, display)),
  add_class: (el, { names }) => names.forEach((name) => setClass(el, name, true)),
  remove_class: (el, { names }) => names.forEach((name) => setClass(el, name, false)),
  toggle_class: (el, { names }) => names.forEach((name) => setClass(el, name, !el.classList.contains(name))),
  set_attr: (el, { attr: [name, value] }) => setAttribute(el, name, value),
  remove_attr: (el, { attr }) => setAttribute(el, attr, null),
  toggle_attr: (el, { attr: [name, first, second = null] }) => {
    setAttribute(el, name, el.getAttribute(name) === first ? second : first)
  },
  focus: (el) => el.focus()
}

function resolve(to, el) {
  if (!to) return [el]
  if (typeof to === "string") return [...document.querySelectorAll(to)]
  if (to.closest) return [el.closest(to.closest)].filter(Boolean)
  return [...el.querySelectorAll(to.inner)]
}

function setClass(el, name, isPresent) {
  mark(el, `class:${name}`, () => el.classList.toggle(name, isPresent))
}

function setAttribute(el, name, value) {
  mark(el, `attribute:${name}`, () => {
    if (value === null) el.removeAttribute(name)
    else el.setAttribute(name, value)
  })
}

function show(el, display = "block") {
  dispatch(el, "phx:show-start")
  setDisplay(el, display)
  dispatch(el, "phx:show-end")
}

function hide(el) {
  dispatch(el, "phx:hide-start")
  setDisplay(el, "none")
  dispatch(el, "phx:hide-end")
}

function setDisplay(el, value) {
  mark(el, "display", () => { el.style.display = value })
}
