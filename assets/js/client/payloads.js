import { encodeChange, encodeInput, encodeSubmit } from "./forms.js"

/**
 * What an event of an element carries, later wins: data of the browser's event, `phx-value-*`, the element's own value,
 * the value of a JS command.
 *
 * @param {Element} el
 * @param {{data?: object, value?: object}} options
 * @param {string} prefix of bindings
 * @returns {{value: object}}
 */
export function eventPayload(el, { data, value }, prefix) {
  const isUnchecked = (el.type === "checkbox" || el.type === "radio") && !el.checked
  const hasValue = el.value !== undefined && !isUnchecked && el.tagName !== "FORM"
  return { value: { ...data, ...boundValues(el, prefix), ...(hasValue && { value: el.value }), ...value } }
}

/**
 * @param {"change" | "submit"} type
 * @param {HTMLElement} el a form, or a field with a change binding of its own
 * @param {object} options
 * @param {HTMLElement} [options.input] the edited field
 * @param {HTMLElement} [options.submitter]
 * @param {object} [options.value] of a JS command
 * @param {string} [options.formValue] an encoded form, instead of the form as it is
 * @param {string} prefix of bindings
 * @returns {{value: string, meta: object, uploads?: object}}
 */
export function formPayload(type, el, { input, submitter, value, formValue }, prefix) {
  const meta = { ...boundValues(el, prefix), ...value }
  if (type === "submit") return { value: encodeSubmit(el, submitter), meta }
  const encoded = formValue ?? (el.tagName === "FORM" ? encodeChange(el, prefix) : encodeInput(el, prefix))
  return { value: encoded, meta: { ...meta, _target: input?.name || "undefined" }, uploads: {} }
}

function boundValues(el, prefix) {
  const start = `${prefix}value-`
  const bound = [...el.attributes].filter(({ name }) => name.startsWith(start))
  return Object.fromEntries(bound.map(({ name, value }) => [name.slice(start.length), value]))
}
