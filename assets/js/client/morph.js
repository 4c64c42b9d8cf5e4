import { COMPONENT, SESSION, SOURCE, TELEPORTED, VIEW, all, attr, byId, isEditable, matching, setAttr } from "./dom.js"
import { LOCK, hold, keepLoading } from "./locks.js"
import { applyMarks } from "./marks.js"

const STREAM = "data-phx-stream"
const HOOK = "data-phx-hook"
const PORTAL = "template[data-phx-portal]"

/**
 * @typedef {object} Patch what a morph needs to know, and gathers
 * @property {string} prefix of bindings, as in "phx-"
 * @property {boolean} isJoin everything before it is void
 * @property {Map<string, StreamEntry>} entries of streams, by DOM id
 * @property {Element | null} focused
 * @property {(el: Element) => boolean} owns whether it belongs to the view, not to another one on the same page
 * @property {(from: Element, to: Element) => boolean | undefined} willUpdate true: somebody wants to know that it is done
 * @property {Set<Node>} used nodes that have their place in the new page
 * @property {Element[]} added
 * @property {Element[]} updated
 * @property {ChildNode[]} dropped unless `used` has them
 * @property {(el: Element) => void} discard takes an element off the page, perhaps after a transition
 * @property {Array<[template: Element, content: Element]>} portals
 *
 * @typedef {{ref: string, at: number, limit: number | null, isUpdateOnly: boolean, isMoved: boolean}} StreamEntry
 */

/**
 * Makes the children of `from` those of `to`, keeping every node that stands for the same thing: elements with an id by
 * that id, wherever they are now, others by their order.
 *
 * @param {any} from
 * @param {any} to gives its new nodes away
 * @param {Patch} patch
 */
export function morphChildren(from, to, patch) {
  const targets = [...to.childNodes]
  const partners = pair(from, targets, patch)
  const kept = new Set(partners)
  const staying = (node) => {
    while (node && !kept.has(node)) node = node.nextSibling
    return node
  }
  for (const old of from.childNodes) if (!kept.has(old)) patch.dropped.push(old)
  let next = from.firstChild
  targets.forEach((target, i) => {
    const old = partners[i]
    next = staying(next)
    if (!old) return add(from, target, next, patch)
    // When one node has moved on, it shall move, not all that it has passed.
    if (old === staying(next?.nextSibling)) next = old
    if (old === next) next = old.nextSibling
    else move(from, old, next)
    if (old.nodeType === Node.ELEMENT_NODE) morphElement(old, target, patch)
    else if (old.nodeValue !== target.nodeValue) old.nodeValue = target.nodeValue
  })
}

/** The old node for each target, or nothing where a new one is needed. */
function pair(from, targets, patch) {
  const unnamed = [...from.childNodes].filter((old) => !keyOf(old))
  let at = 0
  return targets.map((target) => {
    if (keyOf(target)) return findNamed(target, from, patch)
    const found = unnamed.findIndex((old, i) => i >= at && old.nodeName === target.nodeName)
    if (found >= 0) at = found + 1
    return unnamed[found]
  })
}

/** Not the property: a form's is shadowed by a field named "id". */
const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? attr(node, "id") || attr(node, COMPONENT) : null)

function findNamed(target, parent, { used, owns }) {
  const id = attr(target, "id")
  const old = id ? byId(id) : document.querySelector(`[${COMPONENT}="${attr(target, COMPONENT)}"][${VIEW}="${attr(target, VIEW)}"]`)
  const isFree = old?.nodeName === target.nodeName && !used.has(old) && !old.contains(parent)
  if (!isFree || (old.parentNode !== parent && !owns(old.parentNode))) return undefined
  used.add(old)
  return old
}

function add(parent, node, next, patch) {
  if (node.nodeType === Node.ELEMENT_NODE) {
    patch.added.push(node)
    for (const template of matching(node, PORTAL)) patch.portals.push([template, template.content.firstElementChild])
    for (const target of all(node, "[id]")) {
      // What has moved into something new is still the same.
      const old = node.contains(target) && findNamed(target, parent, patch)
      if (old) {
        target.replaceWith(old)
        morphElement(old, target, patch)
      }
      placeItem(old || target, patch)
    }
  }
  parent.insertBefore(node, next)
}

/** @param {any} parent @param {Node} node @param {Node | null} next */
export function move(parent, node, next) {
  // Newer browsers move without a reset of focus, scroll, frames and animations.
  if (parent.moveBefore && parent.isConnected && node.isConnected) parent.moveBefore(node, next)
  else parent.insertBefore(node, next)
}

/**
 * Makes `from` look like `to`; both have the same tag.
 *
 * @param {any} from
 * @param {any} to
 * @param {Patch} patch
 */
export function morphElement(from, to, patch) {
  const { prefix, focused } = patch
  const update = `${prefix}update`
  const gathers = ["stream", "append", "prepend"].includes(attr(to, update))
  if (from.hasAttribute(LOCK)) return hold(from, to)
  if (from.validity?.badInput || from.hasAttribute("data-phx-sticky")) return
  applyMarks(from, to)
  keepLoading(from, to)
  for (const name of [STREAM, HOOK, TELEPORTED, SOURCE]) if (from.hasAttribute(name)) setAttr(to, name, attr(from, name))

  const isWatched = patch.willUpdate(from, to)
  if ((attr(from, update) ?? attr(from, "data-phx-update")) === "ignore") syncAttributes(from, to, (name) => !name.startsWith("data-"))
  else if (from.hasAttribute(SESSION)) {
    // A live child keeps its state's class and the tokens it joined with; a repeated container does not renew them.
    syncAttributes(from, to, (name) => attr(from, name) && ["class", "aria-busy", SESSION, "data-phx-static"].includes(name))
  } else {
    const keepsValue = from === focused && isEditable(from) && !to.hasAttribute(`${prefix}patch-focused`)
    // Read before new options move over.
    const selection = all(to, "option").map(({ selected }) => selected)
    syncAttributes(from, to, (name) => keepsValue && name === "value")
    if (gathers) morphStream(from, to, patch)
    else if (to.matches(PORTAL)) patch.portals.push([from, to.content.firstElementChild])
    else if (from.tagName !== "TEXTAREA") morphChildren(from, to, patch)
    if (!keepsValue) syncValue(from, to, selection)
  }
  if (isWatched) patch.updated.push(from)
}

function syncAttributes(from, to, isKept) {
  for (const { name, value } of [...to.attributes]) if (attr(from, name) !== value && !isKept(name)) setAttr(from, name, value)
  for (const { name } of [...from.attributes]) if (!to.hasAttribute(name) && !isKept(name)) setAttr(from, name, null)
}

/** Attributes are only where a field starts; what it holds now are properties. */
function syncValue(from, to, selection) {
  const { tagName } = from
  if (tagName === "SELECT") selection.forEach((isSelected, i) => { from.options[i].selected = isSelected })
  if (tagName === "INPUT") from.checked = to.checked
  if (tagName === "TEXTAREA") from.defaultValue = to.defaultValue
  if (/INPUT|TEXTAREA/.test(tagName) && from.type !== "file" && from.value !== to.value) from.value = to.value
}

/** A stream's items live in the page alone: the server sends what is inserted now, and remembers nothing. */
function morphStream(from, to, patch) {
  const { isJoin, entries, used } = patch
  const targets = [...to.children]
  const named = new Set(targets.map(keyOf))
  for (const child of isJoin ? [...from.children] : []) if (!named.has(keyOf(child))) patch.discard(child)
  const first = attr(to, `${patch.prefix}update`) === "prepend" ? from.firstChild : null
  for (const item of targets) {
    const entry = entries.get(keyOf(item))
    const present = byId(keyOf(item))
    if (entry) item.setAttribute(STREAM, entry.ref)
    if (present?.parentNode === from) {
      used.add(present)
      if (entry && (entry.isMoved || isJoin)) move(from, present, placeOf(from, entry, present))
      morphElement(present, item, patch)
    } else if (!entry?.isUpdateOnly) add(from, item, entry ? placeOf(from, entry) : first, patch)
    if (entry?.limit) limitItems(from, entry, patch)
  }
}

/** An item of a container that is new itself. */
function placeItem(item, patch) {
  const { parentNode } = item
  const entry = patch.entries.get(keyOf(item))
  if (!entry) return
  item.setAttribute(STREAM, entry.ref)
  if (entry.at >= 0) parentNode.insertBefore(item, placeOf(parentNode, entry, item))
  if (entry.limit) limitItems(parentNode, entry, patch)
}

/** Where nothing else is said: at the end, but before what does not belong to the stream. */
function placeOf(from, { at }, present) {
  if (at < 0 && (from.lastElementChild ?? from).hasAttribute(STREAM)) return null
  const others = [...from.children].filter((child) => child !== present)
  return others[at] ?? others[others.findLastIndex((child) => child.hasAttribute(STREAM)) + 1] ?? null
}

function limitItems(from, { ref, limit }, patch) {
  const items = all(from, `:scope>[${STREAM}="${ref}"]`)
  const surplus = limit < 0 ? items.slice(0, Math.max(0, items.length + limit)) : items.slice(limit)
  surplus.forEach(patch.discard)
}
