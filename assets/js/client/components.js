/**
 * @param {import("./view.js").View} view
 * @param {number | string} cid
 * @returns {Element | null} the one element the component rendered
 */
export function componentElement({ el, id }, cid) {
  return el.querySelector(`[data-phx-component="${cid}"][data-phx-view="${id}"]`)
}

/** @param {import("./view.js").View} view @returns {number[]} of the components on the page */
export function componentIds({ el, id }) {
  const elements = [...el.querySelectorAll(`[data-phx-component][data-phx-view="${id}"]`)]
  return elements.map(({ dataset }) => Number(dataset.phxComponent))
}

/**
 * Tells the server which components a patch has removed. It is asked twice, because another patch may bring them back
 * while the first question travels.
 *
 * @param {import("./view.js").View} view
 * @param {number[]} before the ids before the patch
 * @returns {Promise<void>} rejects when the view is lost meanwhile; joined anew, it starts without components
 */
export async function destroyComponents(view, before) {
  const missing = (cids) => cids.filter((cid) => !componentElement(view, cid))
  const gone = missing(before)
  if (gone.length === 0) return
  await view.push("cids_will_destroy", { cids: gone })
  const destroyed = missing(gone)
  if (destroyed.length === 0) return
  const { response } = await view.push("cids_destroyed", { cids: destroyed })
  view.rendered.prune(response.cids)
}
