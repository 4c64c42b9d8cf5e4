import { attr, byId } from "../client/dom.js"

const ACTIVE = "phx-drop-target-active"

/**
 * Files dropped on a `phx-drop-target` go to the file input it names.
 *
 * @param {import("../client/events.js").Events} events
 * @param {(input: Element, files: Iterable<File>) => void} trackFiles
 */
export function bindDrops({ on, name }, trackFiles) {
  /** Entered children not left again, by target: leaving one child is not leaving the target. */
  const depths = new WeakMap()
  const targetOf = ({ target }) => target.closest?.(`[${name("drop-target")}]`)

  const moved = (change) => (event) => {
    const zone = targetOf(event)
    if (!zone || !event.dataTransfer?.types.includes("Files")) return
    const depth = Math.max(0, (depths.get(zone) ?? 0) + change)
    depths.set(zone, depth)
    zone.classList.toggle(ACTIVE, depth > 0)
  }
  const dropped = (event) => {
    event.preventDefault()
    const zone = targetOf(event)
    if (!zone) return
    depths.delete(zone)
    zone.classList.remove(ACTIVE)
    const input = byId(attr(zone, name("drop-target")))
    const { files = [] } = event.dataTransfer ?? {}
    if (input && !input.disabled && files.length) trackFiles(input, files)
  }
  // Otherwise the browser opens what is dropped.
  on((event) => event.preventDefault(), ["dragover"])
  on(moved(1), ["dragenter"])
  on(moved(-1), ["dragleave"])
  on(dropped, ["drop"])
}
