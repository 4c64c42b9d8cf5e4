/**
 * Full jitter: a random delay below a bound that doubles with each try, so that a thousand clients do not come back at
 * the same moment.
 *
 * @param {number} base milliseconds of the first bound
 * @param {number} cap milliseconds of the largest
 * @param {() => number} [random] in [0, 1)
 * @returns {(tries: number) => number} milliseconds to wait before try number `tries`, from 0
 */
export function fullJitter(base, cap, random = Math.random) {
  return (tries) => random() * Math.min(cap, base * 2 ** tries)
}

/**
 * One timer that can be armed again and cleared.
 *
 * @param {() => void} action
 * @param {Pick<typeof globalThis, "setTimeout" | "clearTimeout">} [clock]
 * @returns {{arm: (milliseconds: number) => void, clear: () => void}}
 */
export function createTimer(action, clock = globalThis) {
  let id
  const clear = () => clock.clearTimeout(id)
  const arm = (milliseconds) => {
    clear()
    id = clock.setTimeout(action, milliseconds)
  }
  return { arm, clear }
}
