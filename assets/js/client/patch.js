import { warn } from "../report.js"
import { componentIds, destroyComponents } from "./components.js"
import { SOURCE, TELEPORTED, all, attr, byId, dispatch, keepFocus, matching } from "./dom.js"
import { call, syncHooks } from "./hooks.js"
import { move } from "./morph.js"

const STREAM = "data-phx-stream"

/** Who has run their `phx-mounted`. */
const mounted = new WeakSet()

/**
 * Makes the page show what the server wants, and does all that goes with it: streams, portals, focus, hooks, bindings,
 * removals with a transition, nested views.
 *
 * @param {import("./view.js").View} view
 * @param {(patch: import("./morph.js").Patch) => void} morph changes the page
 * @param {Array<import("./rendered.js").Stream>} [streams]
 * @param {boolean} [isJoin] everything before it is void
 */
export function applyPatch(view, morph, streams = [], isJoin = false) {
  const { el: root, liveSocket } = view
  const { prefix, dom, queue } = liveSocket
  const cids = isJoin ? [] : componentIds(view)
  const leaving = []
  const focused = /** @type {any} */ (document.activeElement)
  const patch = {
    prefix,
    isJoin,
    entries: new Map(),
    // A person's input is theirs until the form is submitted; then the answer may change even the field that has focus.
    focused: focused?.form && focused.form === view.answered ? null : focused,
    used: new Set(),
    added: [],
    updated: [],
    dropped: [],
    portals: [],
    owns: (el) => liveSocket.viewOf(el) === view,
    willUpdate(from, to) {
      dom.onBeforeElUpdated?.(from, to)
      const hook = view.hooks.get(from)?.hook
      if (hook && !from.isEqualNode(to)) call(hook, "beforeUpdate", to)
      return hook && !from.isEqualNode(to)
    },
    discard(el) {
      if (!el.hasAttribute?.(`${prefix}remove`)) return el.remove()
      el.inert = true
      leaving.push(el)
    }
  }

  const restoreFocus = keepFocus()
  dom.onPatchStart?.(root)
  liveSocket.isPatching = true
  try {
    dropStreamed(streams, patch)
    morph(patch)
    // Portals may hold others.
    for (const [template, content] of patch.portals) liveSocket.rest?.teleport(view.id, template, content, patch)
    for (const el of patch.dropped) if (!patch.used.has(el)) patch.discard(el)
    for (const el of all(document, `[${TELEPORTED}="${view.id}"]`)) if (!byId(attr(el, SOURCE))) el.remove()
    restoreFocus()
  } finally {
    liveSocket.isPatching = false
  }
  dispatch(document, "phx:update")
  for (const el of patch.added) dom.onNodeAdded?.(el)
  syncHooks(view, patch.updated)
  runMounted(view, isJoin ? view.roots() : patch.added)
  submitTriggered(view)
  dom.onPatchEnd?.(root)

  const finish = () => {
    for (const el of leaving) el.remove()
    if (leaving.length) syncHooks(view)
    liveSocket.syncViews()
    destroyComponents(view, cids).catch(warn)
  }
  for (const el of leaving) view.runEvent(attr(el, `${prefix}remove`), el, "remove")
  if (leaving.length) queue.run(finish)
  else finish()
  if (patch.portals.length && !liveSocket.rest) {
    liveSocket.more().then(() => applyPatch(view, ({ portals }) => portals.push(...patch.portals)))
  }
}

/** Takes deleted items, and those a reset does not name again, off the page. */
function dropStreamed(streams, { entries, owns, discard }) {
  for (const [ref, inserts, deletes, isReset] of streams) {
    for (const [id, at, limit, isUpdateOnly] of inserts) {
      entries.set(id, { ref, at, limit, isUpdateOnly, isMoved: isReset || deletes.includes(id) })
    }
    const items = [...deletes.map(byId), ...isReset ? all(document, `[${STREAM}="${ref}"]`) : []]
    for (const item of items) if (item && !entries.has(item.id) && owns(item)) discard(item)
  }
}

function runMounted(view, roots) {
  const attribute = `${view.liveSocket.prefix}mounted`
  for (const el of roots.flatMap((root) => matching(root, `[${attribute}]`))) {
    if (mounted.has(el) || view.liveSocket.owner(el) !== view) continue
    mounted.add(el)
    view.runEvent(attr(el, attribute), el, null)
  }
}

/** The form goes to the server over HTTP, with the button that submitted it. */
function submitTriggered({ el, liveSocket, submitters }) {
  const form = all(el, `form[${liveSocket.prefix}trigger-action]`)[0]
  if (!form) return
  liveSocket.disconnect()
  const { name, value } = submitters.get(form) ?? {}
  if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }))
  // Not the form's own method: a field may be named "submit".
  HTMLFormElement.prototype.submit.call(form)
}

/** Takes everything off a container but sticky views, which another view may show again. @param {Element} el */
export function clear(el) {
  const sticky = new Set(all(el, "[data-phx-sticky]"))
  for (const view of sticky) if (view.parentNode !== el) move(el, view, null)
  for (const child of [...el.childNodes]) if (!sticky.has(child)) child.remove()
}
