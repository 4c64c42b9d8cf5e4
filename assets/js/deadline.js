import { CLERK_TIMEOUT } from "./constants.js"

/**
 * @template T
 * @param {number} milliseconds
 * @param {Promise<T>} promise
 * @returns {Promise<T>} rejects with `CLERK_TIMEOUT` when it takes longer
 */
export function within(milliseconds, promise) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(CLERK_TIMEOUT)), milliseconds)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
