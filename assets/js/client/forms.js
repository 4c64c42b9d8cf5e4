import { all, attr } from "./dom.js"

/** Fields a person has changed or submitted. @type {WeakSet<Element>} */
const used = new WeakSet()

/** @param {Element} input from now on it counts as used; its errors are of interest */
export const touch = (input) => used.add(input)

/** Submitting a form uses all of its fields, resetting it none. @param {HTMLFormElement} form */
export function touchAll(form, isUsed = true) {
  for (const input of form.elements) used[isUsed ? "add" : "delete"](input)
}

/** @param {Element} input @returns {boolean} whether a person has changed or submitted it */
export const isUsedInput = (input) => used.has(input)

/**
 * @param {Iterable<[string, FormDataEntryValue]>} entries in document order
 * @param {(name: string) => boolean} [isUnused] fields nobody has touched: the server suppresses their errors
 * @returns {string} URL-encoded, as a form would be; files are left to uploads
 */
export function encode(entries, isUnused = () => false) {
  const encoded = new URLSearchParams()
  for (const [name, value] of entries) {
    if (typeof value !== "string") continue
    // "user[name]" ─▶ "user[_unused_name]", "tags[]" ─▶ "_unused_tags[]"
    if (isUnused(name)) encoded.append(name.replace(/([^[\]]+)(\]?(?:\[\])?)$/, "_unused_$1$2"), "")
    encoded.append(name, value)
  }
  return encoded.toString()
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter the button that submitted it; its name and value belong to the form
 * @returns {string}
 */
export const encodeSubmit = (form, submitter) => encode(/** @type {any} */ (new FormData(form, submitter)))

/**
 * @param {any} input that was changed
 * @param {string} prefix of bindings
 * @returns {string} the fields of its form for a change event, untouched ones marked; of an input with a change binding
 *   of its own that one alone, with or without a form
 */
export function encodeChange(input, prefix) {
  const { form, name } = input
  if (!form) return encode([[name, input.value]])
  const exempt = `[${prefix}no-unused-field]`
  const names = new Set()
  for (const field of form.elements) if (field.type !== "hidden") names.add(field.name)
  for (const field of form.elements) if (used.has(field) || field.matches(exempt)) names.delete(field.name)
  const submitter = input.type === "submit" ? input : null
  const entries = [...new FormData(form, submitter)].filter(([entry]) => !attr(input, `${prefix}change`) || entry === name)
  return encode(/** @type {any} */ (entries), (entry) => names.has(entry) && entry !== submitter?.name && !form.matches(exempt))
}

/**
 * Forms whose values outlive a rejoin: the fresh view gets them back as a change event.
 *
 * @param {Element[]} roots of the view, as it was
 * @param {string} prefix of bindings
 * @returns {Array<{form: HTMLFormElement, change: string, event: string, input: any, formValue: string}>} `change` is the
 *   binding it must still have; `event` is what to run; `input` its first field
 */
export function recoverable(roots, prefix) {
  const forms = roots.flatMap((root) => all(root, `form[id][${prefix}change]`))
  return forms.flatMap((form) => {
    const change = attr(form, `${prefix}change`)
    const event = attr(form, `${prefix}auto-recover`) || change
    const inputs = [...form.elements].filter((input) => input.name && !input.hasAttribute(`${prefix}change`))
    const input = inputs.find(({ type }) => type !== "hidden") ?? inputs[0]
    return event === "ignore" || !input ? [] : [{ form, change, event, input, formValue: encodeChange(input, prefix) }]
  })
}
