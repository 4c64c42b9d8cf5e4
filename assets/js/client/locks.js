import { attr, dispatch, setAttr } from "./dom.js"

/** On an element that patches must leave alone: the number of the push it waits for. */
export const LOCK = "data-phx-ref-lock"
/** On an element that waits for a reply: the id of the view. */
export const WAITING = "data-phx-ref-src"
const LOADING = "data-phx-ref-loading"

/** What a locked element is to look like once it is free. @type {WeakMap<Element, Element>} */
const held = new WeakMap()

/** What is changed while an element waits, and the attribute that remembers how it was. */
const STASHES = { textContent: "data-phx-disable-with-restore", disabled: "data-phx-disabled", readOnly: "data-phx-readonly" }

/** @param {Element} from locked @param {Element} to what a patch wants to make of it */
export const hold = (from, to) => { held.set(from, to) }

/** @param {Element} from @param {Element} to what a patch is about to make it like */
export function keepLoading(from, to) {
  if (!from.hasAttribute(WAITING)) return
  for (const name of [WAITING, LOADING]) setAttr(to, name, attr(from, name))
  for (const name of from.classList) if (/^phx-.*-loading$/.test(name)) to.classList.add(name)
}

function stash(el, property, value) {
  const name = STASHES[property]
  if (!el.hasAttribute(name)) el.setAttribute(name, JSON.stringify(el[property] ?? null))
  el[property] = value
}

/**
 * Shows that elements wait for the reply to a push, and keeps patches away from them until then.
 *
 * @param {Element} source its view's container
 * @param {number} ref of the push, unique in the view
 * @param {string | null} type of event, as in the class `phx-click-loading`
 * @param {Array<any>} elements
 * @param {{form?: any, submitter?: any}} submission a form that is being submitted; it is not locked, but its fields are
 * @param {string} prefix of bindings
 * @param {object} details for whoever listens to `phx:push`
 * @param {(freed: Array<[any, Element]>) => void} freed called with elements and what to make of them
 * @returns {() => void} the reply is there
 */
export function lock(source, ref, type, elements, { form, submitter }, prefix, details, freed) {
  const name = `phx-${type}-loading`
  const locked = new Set(elements)
  let done
  const complete = new Promise((resolve) => { done = resolve })

  const wait = (el) => {
    setAttr(el, WAITING, source.id)
    if (el !== form) setAttr(el, LOCK, ref)
    locked.add(el)
  }

  const free = (els) => freed(els.flatMap((el) => {
    if (attr(el, LOADING) === String(ref)) restore(el, name)
    for (const kind of ["loading", "lock"]) {
      if (attr(el, `data-phx-ref-${kind}`) !== String(ref)) continue
      el.removeAttribute(`data-phx-ref-${kind}`)
      dispatch(el, `phx:undo-${kind}:${ref}`, { ref, event: details.event })
    }
    if (!el.hasAttribute(LOCK) && !el.hasAttribute(LOADING)) el.removeAttribute(WAITING)
    const target = el.hasAttribute(LOCK) ? null : held.get(el)
    return target && held.delete(el) ? [[el, target]] : []
  }))

  const detail = {
    ref, eventType: type, isLocked: true, isLoading: true, lockComplete: complete, loadingComplete: complete, ...details,
    lock: (el) => {
      wait(el)
      return complete
    },
    unlock: (els) => free([].concat(els))
  }
  for (const el of elements) {
    wait(el)
    setAttr(el, LOADING, ref)
    if (submitter && el !== submitter && el !== form) continue
    if (type) el.classList.add(name)
    const text = attr(el, `${prefix}disable-with`)
    if (text !== null) {
      stash(el, "textContent", text || el.textContent)
      stash(el, "disabled", true)
    }
    dispatch(el, "phx:push", detail)
    if (details.event) dispatch(el, `phx:push:${details.event}`, detail)
  }
  return () => {
    free([...locked])
    done(detail)
  }
}

function restore(el, name) {
  for (const property in STASHES) {
    const stashed = attr(el, STASHES[property])
    if (stashed) el[property] = JSON.parse(stashed)
    el.removeAttribute(STASHES[property])
  }
  el.classList.remove(name)
  // An empty attribute would make the element differ from what the server renders.
  if (!el.classList.length) el.removeAttribute("class")
}

/** Nobody edits or submits a form while its submission is under way. @param {HTMLFormElement} form @returns {any[]} what to lock */
export function disable(form, prefix) {
  const fields = [...form.elements].filter((field) => !field.closest(`[${prefix}update=ignore],[data-phx-update=ignore]`))
  for (const field of fields) {
    if (field.matches("button,[type=file]")) stash(field, "disabled", true)
    if (field.matches("input,textarea")) stash(field, "readOnly", true)
  }
  return [...fields, form]
}
