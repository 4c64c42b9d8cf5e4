import { reapply } from "./marks.js"

const CHILD_OWNED = ["class", "data-phx-session", "data-phx-static"]

/**
 * @typedef {object} Patch what a morph needs to know and tell
 * @property {string} prefix of bindings, as in "phx-"
 * @property {boolean} isJoin everything before it is void
 * @property {Map<string, object>} streamed stream entries of this patch, by DOM id, as `indexStreams` gives them
 * @property {(input: Element) => boolean} keepsValue whether a person is editing it
 * @property {(from: Element, to: Element) => boolean} willUpdate true: `updated` is wanted
 * @property {(el: Element) => void} updated
 * @property {(el: Element) => void} added
 */

/**
 * Makes the children of `from` those of `to`, keeping every node that stands for the same thing: elements with an id by
 * that id, others by their order.
 *
 * @param {Element | DocumentFragment} from
 * @param {Element | DocumentFragment} to gives its new nodes away
 * @param {Patch} patch
 */
export function morphChildren(from, to, patch) {
  const targets = [...to.childNodes]
  const partners = pair([...from.childNodes], targets)
  const kept = new Set(partners)
  for (const old of [...from.childNodes]) if (!kept.has(old)) old.remove()
  place(from, targets.map((target, i) => partners[i] ?? target))
  targets.forEach((target, i) => {
    if (partners[i]) morphNode(partners[i], target, patch)
    else if (target.nodeType === Node.ELEMENT_NODE) patch.added(target)
  })
}

/**
 * Makes `from` look like `to`; both have the same tag.
 *
 * @param {Element} from
 * @param {Element} to
 * @param {Patch} patch
 */
export function morphElement(from, to, patch) {
  const mode = updateMode(from, patch) ?? updateMode(to, patch)
  if (mode === "ignore") return morphIgnored(from, to, patch)
  const isWatched = patch.willUpdate(from, to)
  const keepsValue = patch.keepsValue(from)
  // Read before new options move over.
  const selection = from.tagName === "SELECT" ? [...to.options].map(({ selected }) => selected) : []
  syncAttributes(from, to, keepsValue ? "value" : "")
  if (from.hasAttribute("data-phx-session")) return
  if (mode === "stream") morphStream(from, to, patch)
  else if (from.tagName !== "TEXTAREA") morphChildren(from, to, patch)
  if (!keepsValue) syncValue(from, to, selection)
  reapply(from)
  if (isWatched) patch.updated(from)
}

function morphNode(from, to, patch) {
  if (from.nodeType === Node.ELEMENT_NODE) morphElement(from, to, patch)
  else if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue
}

function updateMode(el, { prefix }) {
  return el.getAttribute(`${prefix}update`) ?? el.getAttribute("data-phx-update")
}

/** Everything inside belongs to somebody else; only data attributes pass. */
function morphIgnored(from, to, patch) {
  const names = new Set([...from.attributes, ...to.attributes].map(({ name }) => name))
  const isChanged = (name) => name.startsWith("data-") && from.getAttribute(name) !== to.getAttribute(name)
  const changed = [...names].filter(isChanged)
  if (changed.length === 0) return
  const isWatched = patch.willUpdate(from, to)
  for (const name of changed) copyAttribute(from, to, name)
  if (isWatched) patch.updated(from)
}

function syncAttributes(from, to, except) {
  const isNestedView = from.hasAttribute("data-phx-session") && to.hasAttribute("data-phx-session")
  for (const { name } of [...to.attributes]) {
    // A live child keeps its state's class and the tokens it joined with; a repeated container does not renew them.
    if (isNestedView && CHILD_OWNED.includes(name) && from.getAttribute(name)) continue
    if (name !== except && from.getAttribute(name) !== to.getAttribute(name)) copyAttribute(from, to, name)
  }
  for (const { name } of [...from.attributes]) {
    const isOwn = name === except || isClientOwned(name, isNestedView)
    if (!isOwn && !to.hasAttribute(name)) from.removeAttribute(name)
  }
}

function isClientOwned(name, isNestedView) {
  return name === "data-phx-stream" || (isNestedView && CHILD_OWNED.includes(name))
}

function copyAttribute(from, to, name) {
  const value = to.getAttribute(name)
  // A content security policy may forbid the attribute, never the property.
  if (name === "style") from.style.cssText = value
  else if (value === null) from.removeAttribute(name)
  else from.setAttribute(name, value)
}

/** Attributes are only where a field starts; what it holds now are properties. */
function syncValue(from, to, selection) {
  if (from.tagName === "INPUT") syncInput(from, to)
  else if (from.tagName === "TEXTAREA") {
    if (from.defaultValue !== to.defaultValue) from.defaultValue = to.defaultValue
    if (from.value !== to.value) from.value = to.value
  } else if (from.tagName === "SELECT") {
    selection.forEach((isSelected, i) => { from.options[i].selected = isSelected })
  }
}

function syncInput(from, to) {
  if (from.type === "file") return
  from.checked = to.checked
  if (from.value !== to.value && !from.validity.badInput) from.value = to.value
}

/** The old node for each target, or nothing where a new one is needed. */
function pair(olds, targets) {
  const byId = new Map()
  const unnamed = []
  for (const old of olds) {
    const id = idOf(old)
    if (!id) unnamed.push(old)
    else if (!byId.has(id)) byId.set(id, old)
  }
  const partners = targets.map((target) => {
    const old = byId.get(idOf(target))
    if (!old || !isSameKind(old, target)) return undefined
    byId.delete(idOf(target))
    return old
  })
  pairInOrder(unnamed, targets, partners)
  return partners
}

/** Nodes without an id: equal ends first, so that an insertion in the middle moves nothing; then whatever fits next. */
function pairInOrder(olds, targets, partners) {
  const open = targets.map((target, i) => i).filter((i) => !idOf(targets[i]))
  let start = 0
  let oldEnd = olds.length
  let openEnd = open.length
  const fits = (old, i) => isSameKind(olds[old], targets[open[i]])
  while (start < oldEnd && start < openEnd && fits(start, start)) partners[open[start]] = olds[start++]
  while (oldEnd > start && openEnd > start && fits(oldEnd - 1, openEnd - 1)) partners[open[--openEnd]] = olds[--oldEnd]
  let next = start
  for (let i = start; i < openEnd; i++) {
    let found = next
    while (found < oldEnd && !fits(found, i)) found++
    if (found === oldEnd) continue
    partners[open[i]] = olds[found]
    next = found + 1
  }
}

/** Not the property: a form's is shadowed by a field named "id". */
function idOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.getAttribute("id") : null
}

function isSameKind(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName
}

/**
 * Puts `nodes` in order, moving as few of those already there as possible: a moved node loses scroll and, worse, focus,
 * so what has focus stays and the others move around it.
 */
function place(parent, nodes) {
  const present = [...parent.childNodes]
  if (nodes.length === present.length && nodes.every((node, i) => node === present[i])) return
  const positions = new Map(present.map((node, i) => [node, i]))
  const focused = nodes.find((node) => positions.has(node) && node.contains(document.activeElement))
  const staying = longestIncreasing(focused ? around(focused, nodes, positions) : nodes, positions)
  let next = null
  for (const node of [...nodes].reverse()) {
    if (!staying.has(node)) insert(parent, node, next, positions.has(node))
    next = node
  }
}

/** Those that need not pass `focused`. */
function around(focused, nodes, positions) {
  const index = nodes.indexOf(focused)
  const side = (a, b) => Math.sign(a - b)
  return nodes.filter((node, i) => side(i, index) === side(positions.get(node), positions.get(focused)))
}

function insert(parent, node, next, isMove) {
  // Newer browsers move without a reset of focus, scroll, frames and animations.
  if (isMove && parent.moveBefore && parent.isConnected) parent.moveBefore(node, next)
  else parent.insertBefore(node, next)
}

/** The largest set of nodes whose old order is already right. */
function longestIncreasing(nodes, positions) {
  const tails = []
  const previous = new Map()
  for (const node of nodes) {
    const position = positions.get(node)
    if (position === undefined) continue
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (positions.get(tails[middle]) < position) low = middle + 1
      else high = middle
    }
    previous.set(node, tails[low - 1])
    tails[low] = node
  }
  const staying = new Set()
  for (let node = tails[tails.length - 1]; node; node = previous.get(node)) staying.add(node)
  return staying
}

/** A stream's items live in the page alone: the server sends what is inserted now, and remembers nothing. */
function morphStream(from, to, patch) {
  const named = new Set()
  for (const item of [...to.children]) {
    named.add(idOf(item))
    const entry = patch.streamed.get(idOf(item))
    if (entry) item.setAttribute("data-phx-stream", entry.ref)
    morphItem(from, item, entry, patch)
    if (entry?.limit) limitItems(from, entry)
  }
  if (patch.isJoin) for (const child of [...from.children]) if (!named.has(idOf(child))) child.remove()
}

function morphItem(from, item, entry, patch) {
  const present = document.getElementById(idOf(item))
  if (present?.parentNode === from) {
    if (entry && (entry.isReset || patch.isJoin)) insert(from, present, positionIn(from, entry), true)
    morphElement(present, item, patch)
  } else if (!entry?.isUpdateOnly) {
    from.insertBefore(item, entry ? positionIn(from, entry) : null)
    patch.added(item)
  }
}

function positionIn(from, { at }) {
  return at < 0 ? null : from.children[at] ?? null
}

function limitItems(from, { ref, limit }) {
  const items = [...from.children].filter((child) => child.getAttribute("data-phx-stream") === ref)
  const surplus = limit < 0 ? items.slice(0, Math.max(0, items.length + limit)) : items.slice(limit)
  for (const item of surplus) item.remove()
}
