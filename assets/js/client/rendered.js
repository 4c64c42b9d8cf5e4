const isObject = (value) => value !== null && typeof value === "object"

/**
 * Takes apart what travels together at the top level of a message.
 *
 * @param {object} message a join's `rendered`, or a diff
 * @returns {{diff: any, events: Array<[string, any, boolean?]>, reply: any, title: string | undefined}}
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
    this.components = {}
    this.merge(full)
  }

  /** @param {any} diff after {@link extract}; belongs to this from now on */
  merge(diff) {
    expand(diff, diff.p)
    const { c: changes = {}, ...tree } = diff
    const before = this.components
    const merged = {}
    // As statics, a number names another component: of this message, or, if negative, as it was before.
    const resolve = (cid) => {
      const { s: source, ...dynamics } = changes[cid]
      if (typeof source !== "number") merged[cid] ??= merge(before[cid], changes[cid])
      else merged[cid] ??= merge(source > 0 ? resolve(source) : before[-source], dynamics)
      return merged[cid]
    }
    Object.keys(changes).forEach(resolve)
    this.components = { ...before, ...merged }
    this.tree = merge(this.tree, tree)
  }

  /**
   * @param {any} [node] default: the whole view; a number is a component
   * @returns {{html: string, streams: Array<Stream>}} stream entries are forgotten once they are printed
   *
   * @typedef {[ref: string, inserts: Array<[id: string, at: number, limit: number | null, isUpdateOnly: boolean]>,
   *   deletes: string[], isReset?: boolean]} Stream ids are those of the DOM
   */
  toHTML(node = this.tree) {
    const streams = []
    const print = (dynamic) => {
      if (typeof dynamic === "number") return printComponent(dynamic)
      if (!isObject(dynamic)) return dynamic
      const { k: entries, s: statics, stream } = dynamic
      if (!entries) return printEntry(dynamic, statics)
      let html = ""
      for (let i = 0; i < entries.kc; i++) html += printEntry(entries[i], statics)
      if (stream) {
        streams.push(stream)
        dynamic.k = { kc: 0 }
        delete dynamic.stream
      }
      return html
    }
    const printEntry = (entry, statics) => {
      let html = statics[0]
      for (let i = 1; i < statics.length; i++) html += print(entry[i - 1]) + statics[i]
      return html
    }
    const printComponent = (cid) => {
      const component = this.components[cid]
      if (!component) throw new Error(`component ${cid} is missing`)
      // After white space and comments, the name of the root.
      return print(component).replace(/^(\s|<!--[^]*?-->)*<[^\s/>]+/, `$& data-phx-component="${cid}" data-phx-view="${this.viewId}"`)
    }
    return { html: print(node), streams }
  }

  /** @param {number[]} cids deleted by the server */
  prune(cids) {
    for (const cid of cids) delete this.components[cid]
  }
}

function merge(old, change) {
  if (!isObject(change) || !isObject(old) || Array.isArray(change) || change.s) return change
  const merged = { ...old }
  for (const key in change) merged[key] = (key === "k" ? mergeEntries : merge)(old[key], change[key])
  return merged
}

/** Positions in `old` always mean positions before this diff. */
function mergeEntries(old = {}, changes) {
  const merged = { kc: changes.kc }
  for (let i = 0; i < changes.kc; i++) {
    const change = changes[i]
    if (typeof change === "number") merged[i] = old[change]
    else if (Array.isArray(change)) merged[i] = merge(old[change[0]], change[1])
    else merged[i] = change ? merge(old[i], change) : old[i]
  }
  return merged
}

/**
 * Replaces template indexes by the statics they stand for; they mean something within one message only.
 *
 * A comprehension may carry templates of its own, for its entries. Components know no others: there, a number as
 * statics names another component.
 */
function expand(node, templates) {
  if (!isObject(node)) return
  const { p: own, s: statics } = node
  if (templates && typeof statics === "number") node.s = templates[statics]
  delete node.p
  for (const key in node) {
    if (key !== "s") expand(node[key], key === "c" ? undefined : key === "k" ? own ?? templates : templates)
  }
}
