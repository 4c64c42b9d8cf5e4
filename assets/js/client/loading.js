import { mark, release } from "./marks.js"

let pushes = 0
let answered = null

/**
 * Shows that something is under way, until its reply.
 *
 * @param {Iterable<Element>} elements
 * @param {string | null} type of event, as in the class `phx-click-loading`
 * @param {string} prefix of bindings
 * @returns {() => void} lifts it
 */
export function showLoading(elements, type, prefix) {
  const key = `push:${pushes++}`
  const marked = type ? [...elements] : []
  for (const el of marked) {
    markClass(el, key, `phx-${type}-loading`)
    const text = el.getAttribute(`${prefix}disable-with`)
    if (text !== null) markProperty(el, `${key}:text`, "textContent", text)
  }
  return () => marked.forEach((el) => {
    release(el, key)
    release(el, `${key}:text`)
  })
}

/**
 * Nobody edits or submits a form while its submission is under way.
 *
 * @param {HTMLFormElement} form
 * @param {Iterable<Element>} elements that show the loading class
 * @param {string} prefix of bindings
 * @returns {() => void} lifts it
 */
export function showSubmitting(form, elements, prefix) {
  const fields = [...form.elements]
  const buttons = fields.filter((field) => field.hasAttribute(`${prefix}disable-with`))
  const lift = showLoading([...elements, ...buttons], "submit", prefix)
  const key = `submit:${pushes}`
  for (const field of fields) {
    const isButton = field.tagName === "BUTTON" || field.type === "submit"
    markProperty(field, key, isButton ? "disabled" : "readOnly", true)
  }
  return () => {
    lift()
    for (const field of fields) release(field, key)
    // Until the answer is on the page, which happens right now.
    answered = form
    queueMicrotask(() => { answered = null })
  }
}

/** @param {Element} el @param {string} type @returns {boolean} whether it still waits for a reply */
export function isLoading(el, type) {
  return el.classList.contains(`phx-${type}-loading`)
}

/** @param {HTMLFormElement | null} form @returns {boolean} whether the patch under way answers its submission */
export function isAnswered(form) {
  return form !== null && form === answered
}

function markClass(el, key, name) {
  mark(el, key, () => el.classList.add(name), () => {
    el.classList.remove(name)
    // An empty attribute would make the element differ from what the server renders.
    if (el.className === "") el.removeAttribute("class")
  })
}

function markProperty(el, key, name, value) {
  let rendered = el[name]
  mark(el, key, () => {
    // After a patch, that is what the server rendered now.
    if (el[name] !== value) rendered = el[name]
    el[name] = value
  }, () => { el[name] = rendered })
}
