import { COMPONENT, VIEW, all, attr } from "./dom.js"

/** @param {{id: string}} view @param {number | string} [cid] @returns {string} of the component's one element, or of all of the view's */
export const componentSelector = ({ id }, cid) => `[${VIEW}="${id}"][${COMPONENT}${cid ? `="${cid}"` : ""}]`

/** @param {import("./view.js").View} view @returns {number[]} of the components on the page */
export const componentIds = (view) => all(document, componentSelector(view)).map((el) => Number(attr(el, COMPONENT)))

/**
 * Tells the server which components a patch has removed. It is asked twice, because another patch may bring them back
 * while the first question travels.
 *
 * @param {import("./view.js").View} view
 * @param {number[]} before the ids before the patch
 * @returns {Promise<void>} rejects when the view is lost meanwhile; joined anew, it starts without components
 */
export async function destroyComponents(view, before) {
  const missing = (cids) => {
    const present = new Set(cids.length ? componentIds(view) : [])
    return cids.filter((cid) => !present.has(cid))
  }
  const gone = missing(before)
  if (!gone.length) return
  await view.push("cids_will_destroy", { cids: gone })
  const cids = missing(gone)
  if (!cids.length) return
  const { response } = await view.push("cids_destroyed", { cids })
  view.rendered.prune(response.cids)
}
