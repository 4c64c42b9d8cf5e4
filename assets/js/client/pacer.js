import { attr } from "./dom.js"

/**
 * Runs the actions of an element now, later, or not at all, as its `phx-debounce` or `phx-throttle` says.
 *
 * @param {(binding: string) => string} name of the attribute
 * @param {{debounce: number, throttle: number}} defaults milliseconds for an empty attribute
 * @returns {{run: (el: Element, key: string, action: () => void) => void, flush: (el: Element) => void,
 *   cancel: (el: Element) => void}} throttled actions of different keys do not hold each other up; `flush` runs now what
 *   waits
 */
export function createPacer(name, defaults) {
  /** @type {WeakMap<Element, {key: string, id: any, run?: () => void}>} */
  const waiting = new WeakMap()

  const cancel = (el) => {
    clearTimeout(waiting.get(el)?.id)
    waiting.delete(el)
  }

  const pace = (el, kind) => {
    const value = attr(el, name(kind))
    return value === "" ? defaults[kind] : value
  }

  return {
    cancel,
    flush(el) {
      const run = waiting.get(el)?.run
      cancel(el)
      // The element may have gone while its event waited.
      if (el.isConnected) run?.()
    },
    run(el, key, action) {
      const debounce = pace(el, "debounce")
      const throttle = pace(el, "throttle")
      if (!debounce && !throttle) return action()
      if (!debounce && waiting.get(el)?.key === key) return
      cancel(el)
      // On "blur" no timer, only a flush, makes it run.
      const id = debounce === "blur" ? 0 : setTimeout(this.flush, debounce || throttle, el)
      waiting.set(el, { key, id, run: debounce && action })
      if (!debounce) action()
    }
  }
}
