/**
 * @typedef {object} Context where a command was found and what set it off
 * @property {import("./view.js").View} view
 * @property {any} el
 * @property {string | null} type of event, as it goes to the server
 * @property {object} [data] of the event
 */

/** By name. The others come with the rest of the client. @type {Record<string, (args: any, context: Context) => void>} */
export const operations = {
  push: ({ event, ...options }, { view, el, type, ...rest }) => view.pushBinding(type, el, event, { ...rest, ...options })
}

/**
 * Runs commands of the form `[[op, args], …]`, in order.
 *
 * @param {string | Array<[string, any]>} commands
 * @param {Context} context
 */
export function exec(commands, context) {
  const list = typeof commands === "string" ? JSON.parse(commands) : commands
  const run = () => { for (const [op, args] of list) operations[op](args, context) }
  if (list.every(([op]) => operations[op])) run()
  else context.view.liveSocket.more().then(run)
}

/** @param {string} binding @returns {boolean} commands rather than the name of an event */
export const isCommands = (binding) => binding[0] === "["
