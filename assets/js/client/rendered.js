const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value)

/**
 * Takes apart what travels together at the top level of a message.
 *
 * @param {object} message a join's `rendered`, or a diff
 * @returns {{diff: object, events: Array<[string, any, boolean?]>, reply: any, title: string | undefined}}
 */
export function extract({ e: events = [], r: reply = null, t: title, ...diff }) {
  return { diff, events, reply, title }
}

/**
 * What the server last rendered: statics, dynamics and components of one view.
 *
 * Merging builds new nodes and shares the unchanged ones, so a keyed move or a component copied from another needs no
 * care about aliases.
 */
export class Rendered {
  /**
   * @param {string} viewId
   * @param {object} full a full tree, as in a join's reply, after {@link extract}
   */
  constructor(viewId, full) {
    this.viewId = viewId
    this.tree = {}
    this.components = {}
    this.merge(full)
  }

  /** @param {object} diff after {@link extract} */
  merge(diff) {
    const { c: components, ...tree } = expand(diff, diff.p)
    this.tree = merge(this.tree, tree)
    if (components) this.components = mergeComponents(this.components, components)
  }

  /** @returns {{html: string, streams: Array<Stream>}} the whole view; its stream entries are then forgotten */
  toHTML() {
    return print(this, (output) => printNode(this.tree, output))
  }

  /**
   * @param {number | string} cid
   * @returns {{html: string, streams: Array<Stream>}}
   */
  componentHTML(cid) {
    return print(this, (output) => printComponent(cid, output))
  }

  /** @param {number[]} cids deleted by the server */
  prune(cids) {
    for (const cid of cids) delete this.components[cid]
  }
}

function mergeComponents(before, changes) {
  const merged = {}
  const resolve = (cid) => {
    const find = (source) => (source > 0 ? resolve(source) : before[-source])
    merged[cid] = merged[cid] ?? mergeComponent(changes[cid], before[cid], find)
    return merged[cid]
  }
  for (const cid of Object.keys(changes)) resolve(cid)
  return { ...before, ...merged }
}

function print(rendered, write) {
  const output = { rendered, html: [], streams: [] }
  write(output)
  return { html: output.html.join(""), streams: output.streams }
}

function printNode(node, output) {
  if (!node.k) return printEntry(node, node.s, output)
  for (let i = 0; i < node.k.kc; i++) printEntry(node.k[i], node.s, output)
  if (!node.stream) return
  output.streams.push(readStream(node.stream))
  node.k = { kc: 0 }
  delete node.stream
}

function printEntry(entry, statics, output) {
  output.html.push(statics[0])
  for (let i = 1; i < statics.length; i++) {
    printDynamic(entry[i - 1], output)
    output.html.push(statics[i])
  }
}

function printDynamic(dynamic, output) {
  if (typeof dynamic === "number") printComponent(dynamic, output)
  else if (isObject(dynamic)) printNode(dynamic, output)
  else output.html.push(String(dynamic))
}

function printComponent(cid, output) {
  const { rendered } = output
  const node = rendered.components[cid]
  if (!node) throw new Error(`component ${cid} is missing`)
  const { html, streams } = print(rendered, (inner) => printNode(node, inner))
  output.html.push(markRoot(html, ` data-phx-component="${cid}" data-phx-view="${rendered.viewId}"`))
  output.streams.push(...streams)
}

/**
 * @typedef {object} Stream
 * @property {string} ref
 * @property {Map<string, {at: number, limit: number | null, isUpdateOnly: boolean}>} inserts by DOM id
 * @property {string[]} deletes DOM ids
 * @property {boolean} isReset
 */
function readStream([ref, inserts, deletes, isReset = false]) {
  const entries = inserts.map(([id, at, limit, isUpdateOnly]) => [id, { at, limit, isUpdateOnly: Boolean(isUpdateOnly) }])
  return { ref, inserts: new Map(entries), deletes, isReset }
}

function markRoot(html, attributes) {
  const start = /^(?:\s|<!--[^]*?-->)*<[^\s/>!]+/.exec(html)
  if (!start) throw new Error("a component needs a root element")
  return start[0] + attributes + html.slice(start[0].length)
}

function mergeComponent(change, old, find) {
  if (typeof change.s !== "number") return merge(old, change)
  const { s: source, ...dynamics } = change
  return merge(find(source), dynamics)
}

function merge(old, change) {
  if (!isObject(change) || !isObject(old) || change.s) return change
  if (change.k) return { ...old, ...change, k: change.stream ? change.k : mergeEntries(old.k ?? {}, change.k) }
  const merged = { ...old }
  for (const key of Object.keys(change)) merged[key] = merge(old[key], change[key])
  return merged
}

/** Positions in `old` always mean positions before this diff. */
function mergeEntries(old, changes) {
  const merged = { kc: changes.kc }
  for (let i = 0; i < changes.kc; i++) merged[i] = mergeMove(old, changes[i], i)
  return merged
}

function mergeMove(old, change, position) {
  if (change === undefined) return old[position]
  if (typeof change === "number") return old[change]
  if (Array.isArray(change)) return merge(old[change[0]], change[1])
  return merge(old[position], change)
}

/**
 * Replaces template indexes by the statics they stand for; they mean something within one message only.
 *
 * A comprehension may carry templates of its own, for its entries. Components know no others: there, a number as
 * statics names another component.
 */
function expand(node, templates) {
  if (Array.isArray(node)) return [node[0], expand(node[1], templates)]
  if (!isObject(node)) return node
  const { p: own, s: statics, k: entries, c: components, stream, r: root, ...dynamics } = node
  const expanded = mapValues(dynamics, (dynamic) => expand(dynamic, templates))
  if (statics !== undefined) expanded.s = typeof statics === "number" ? templates[statics] : statics
  if (entries) expanded.k = mapValues(entries, (entry) => expand(entry, own ?? templates))
  if (components) expanded.c = mapValues(components, expandComponent)
  if (stream) expanded.stream = stream
  return expanded
}

function expandComponent({ s: statics, ...rest }) {
  const expanded = expand(rest)
  return statics === undefined ? expanded : { ...expanded, s: statics }
}

function mapValues(object, transform) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, transform(value)]))
}
