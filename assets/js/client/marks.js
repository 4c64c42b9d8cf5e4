/**
 * What the client did to an element and a patch must not undo: loading classes, disabled fields, effects of JS commands.
 *
 * A mark is applied at once, again after each patch of its element, and undone when it is released.
 */
const marks = new WeakMap()

/**
 * @param {Element} el
 * @param {string} key replaces an earlier mark of the same key
 * @param {(el: Element) => void} apply after a patch it starts from what the server rendered
 * @param {(el: Element) => void} [undo]
 */
export function mark(el, key, apply, undo = () => {}) {
  if (!marks.has(el)) marks.set(el, new Map())
  marks.get(el).set(key, { apply, undo })
  apply(el)
}

/**
 * @param {Element} el
 * @param {string} key
 */
export function release(el, key) {
  const own = marks.get(el)
  own?.get(key)?.undo(el)
  own?.delete(key)
}

/** @param {Element} el just patched */
export function reapply(el) {
  for (const { apply } of marks.get(el)?.values() ?? []) apply(el)
}
