/**
 * @param {Array<import("./rendered.js").Stream>} streams
 * @returns {Map<string, object>} what is to become of each entry of this patch, by DOM id
 */
export function indexStreams(streams) {
  return new Map(streams.flatMap(({ ref, inserts, isReset }) => (
    [...inserts].map(([id, entry]) => [id, { ...entry, ref, isReset }])
  )))
}

/** Takes deleted items, and those a reset does not name again, off the page. @param {Element} root */
export function dropStreamed(root, streams) {
  for (const { ref, inserts, deletes, isReset } of streams) {
    for (const id of deletes) document.getElementById(id)?.remove()
    const items = isReset ? root.querySelectorAll(`[data-phx-stream="${ref}"]`) : []
    for (const item of items) if (!inserts.has(item.id)) item.remove()
  }
}
