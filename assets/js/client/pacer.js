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
  const waiting = new WeakMap()

  const cancel = (el) => {
    clearTimeout(waiting.get(el)?.id)
    waiting.delete(el)
  }

  const pace = (el, kind) => {
    const value = el.getAttribute(name(kind)) ?? el.form?.getAttribute?.(name(kind))
    return value === "" ? defaults[kind] : value
  }

  const debounced = (el, milliseconds, action) => {
    cancel(el)
    const run = () => {
      cancel(el)
      // The element may have gone while its event waited.
      if (el.isConnected) action()
    }
    // On "blur" no timer, only a flush, makes it run.
    waiting.set(el, { run, id: milliseconds === "blur" ? undefined : setTimeout(run, milliseconds) })
  }

  const throttled = (el, milliseconds, key, action) => {
    if (waiting.get(el)?.key === key) return
    cancel(el)
    waiting.set(el, { key, id: setTimeout(cancel, milliseconds, el) })
    action()
  }

  return {
    cancel,
    flush: (el) => waiting.get(el)?.run?.(),
    run(el, key, action) {
      const debounce = pace(el, "debounce")
      const throttle = pace(el, "throttle")
      if (debounce) debounced(el, debounce, action)
      else if (throttle) throttled(el, throttle, key, action)
      else action()
    }
  }
}
