/**
 * What JS commands did to an element, which patches must not undo.
 *
 * @type {WeakMap<Element, Map<string, (target: any, from: any) => void>>}
 */
const marks = new WeakMap()

/**
 * Does something to an element now, and to whatever the server wants it to look like later.
 *
 * @param {Element} el
 * @param {string} key replaces an earlier mark of the same key
 * @param {(target: any, from: any) => void} apply `from` is the element, `target` the same or the one it will be made like
 */
export function mark(el, key, apply) {
  if (!marks.has(el)) marks.set(el, new Map())
  marks.get(el).set(key, apply)
  apply(el, el)
}

/** @param {Element} from on the page @param {Element} to what a patch is about to make it like */
export function applyMarks(from, to) {
  marks.get(from)?.forEach((apply) => apply(to, from))
}
