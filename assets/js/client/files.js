/**
 * What people have chosen to upload, by file input. The number of a file is unique on the page.
 *
 * @type {WeakMap<Element, Array<{file: File, ref: string}>>}
 */
export const chosenFiles = new WeakMap()

/**
 * @param {Element} input a live file input
 * @param {string} ref of one of its entries
 * @returns {string | null} an object URL; to be revoked when it is no longer shown
 */
export function getFileURLForUpload(input, ref) {
  const chosen = chosenFiles.get(input)?.find((entry) => entry.ref === ref)
  return chosen ? URL.createObjectURL(chosen.file) : null
}
