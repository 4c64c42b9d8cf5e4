const touched = new WeakSet()

/** A person has changed this field; from now on it counts as used. @param {Element} input */
export function touch(input) {
  touched.add(input)
}

/** Submitting a form uses all of its fields. @param {HTMLFormElement} form */
export function touchAll(form) {
  for (const input of form.elements) touched.add(input)
}

/**
 * @param {Iterable<[string, string | File]>} entries in document order
 * @param {(name: string) => boolean} isUnused fields nobody has touched: the server suppresses their errors
 * @returns {string} URL-encoded, as a form would be; files are left to uploads
 */
export function encode(entries, isUnused = () => false) {
  const encoded = new URLSearchParams()
  for (const [name, value] of entries) {
    if (typeof value !== "string") continue
    if (isUnused(name)) encoded.append(unusedName(name), "")
    encoded.append(name, value)
  }
  return encoded.toString()
}

/** "user[name]" ─▶ "user[_unused_name]", "tags[]" ─▶ "_unused_tags[]" */
function unusedName(name) {
  return name.replace(/([^[\]]+)(\]?(?:\[\])?)$/, "_unused_$1$2")
}

/**
 * @param {HTMLFormElement} form
 * @param {string} prefix of bindings
 * @returns {string} the form's fields for a change event, untouched ones marked
 */
export function encodeChange(form, prefix) {
  return encode(new FormData(form), unusedFields(form, prefix))
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter the button that submitted it; its name and value belong to the form
 * @returns {string}
 */
export function encodeSubmit(form, submitter) {
  const data = new FormData(form, submitter)
  // Older browsers ignore the second argument.
  if (submitter?.name && !data.has(submitter.name)) data.append(submitter.name, submitter.value)
  return encode(data)
}

/** @param {HTMLInputElement} input with a change binding of its own, perhaps outside any form */
export function encodeInput(input, prefix) {
  const { form, name } = input
  if (!form) return encode([[name, input.value]])
  const own = [...new FormData(form)].filter(([entry]) => entry === name)
  return encode(own, unusedFields(form, prefix))
}

function unusedFields(form, prefix) {
  const exempt = `[${prefix}no-unused-field]`
  if (form.matches(exempt)) return () => false
  const candidates = new Set()
  const used = new Set()
  for (const field of form.elements) {
    if (field.type !== "hidden") candidates.add(field.name)
    if (touched.has(field) || field.matches(exempt)) used.add(field.name)
  }
  return (name) => candidates.has(name) && !used.has(name)
}

/**
 * Forms whose values outlive a rejoin: the fresh view gets them back as a change event.
 *
 * @param {Element} root of the view, as it was
 * @param {string} prefix of bindings
 * @returns {Array<{form: HTMLFormElement, change: string, event: string, input: HTMLElement | undefined}>} `change` is
 *   the binding it must still have; `event` is what to run; `input` its first field
 */
export function recoverable(root, prefix) {
  const forms = [...root.querySelectorAll(`form[id][${prefix}change]`)]
  return forms.flatMap((form) => {
    const change = form.getAttribute(`${prefix}change`)
    const event = form.getAttribute(`${prefix}auto-recover`) ?? change
    const input = [...form.elements].find(({ name, type }) => name && type !== "hidden")
    return event === "ignore" || form.elements.length === 0 ? [] : [{ form, change, event, input }]
  })
}
