import { dispatch } from "./dom.js"

/**
 * Says what went wrong, on the console and as `phx:live-view:diagnostic`.
 *
 * @param {string} code as in "hook.missing-id"
 * @param {any} message
 * @param {object} [metadata]
 * @param {string} [viewId]
 */
export function complain(code, message, metadata, viewId) {
  console.error(code, message, metadata)
  const detail = { version: 1, level: "error", code, message: String(message), viewId, attribution: "unknown", metadata }
  dispatch(window, "phx:live-view:diagnostic", detail)
}
