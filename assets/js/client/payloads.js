import { encodeChange, encodeSubmit } from "./forms.js"

/**
 * What an event carries, later wins: data of the browser's event, `phx-value-*`, the element's own value, the value of a
 * JS command; for forms, the encoded fields and the others beside them.
 *
 * @param {string | null} type
 * @param {any} el whose binding it is
 * @param {{data?: object, value?: object, input?: any, submitter?: HTMLElement, formValue?: string}} options `input` is
 *   the edited field, `formValue` an encoded form instead of the form as it is
 * @param {string} prefix of bindings
 * @returns {{type: string | null, value: any, meta?: object, uploads?: object}}
 */
export function eventPayload(type, el, { data, value, input, submitter, formValue }, prefix) {
  const bound = {}
  for (const { name, value: text } of el.attributes) {
    if (name.startsWith(`${prefix}value-`)) bound[name.slice(prefix.length + 6)] = text
  }
  if (type === "submit") return { type: "form", value: encodeSubmit(el, submitter), meta: { ...bound, ...value } }
  if (type === "change") {
    const meta = { _target: input.name || "undefined", ...bound, ...value }
    return { type: "form", value: formValue ?? encodeChange(input, prefix), meta, uploads: {} }
  }
  if (el.value !== undefined && el.tagName !== "FORM" && !(/checkbox|radio/.test(el.type) && !el.checked)) bound.value = el.value
  return { type, value: { ...data, ...bound, ...value } }
}
