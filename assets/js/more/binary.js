/**
 * Frames of serializer 2.0.0 that carry bytes. Lengths are one byte each, strings UTF-8, in the order of their lengths;
 * what follows them is the payload.
 *
 * | kind | byte 0 | lengths, then strings |
 * | --- | --- | --- |
 * | push to the server | 0 | join ref, ref, topic, event |
 * | push to the browser | 0 | join ref, topic, event |
 * | reply | 1 | join ref, ref, topic, status |
 * | broadcast | 2 | topic, event |
 */

/** @param {any[]} message @returns {string | Uint8Array} what to send */
export function encode(message) {
  const payload = message[4]
  if (!(payload instanceof ArrayBuffer)) return JSON.stringify(message)
  const strings = message.slice(0, 4).map((value) => new TextEncoder().encode(value ?? ""))
  const head = [0, ...strings.map(({ length }) => length), ...strings.flatMap((bytes) => [...bytes])]
  const frame = new Uint8Array(head.length + payload.byteLength)
  frame.set(head)
  frame.set(new Uint8Array(payload), head.length)
  return frame
}

/** @param {string | ArrayBuffer} data as it arrived @returns {any[]} a message */
export function decode(data) {
  if (typeof data === "string") return JSON.parse(data)
  const [kind, ...lengths] = new Uint8Array(data, 0, 5)
  const count = [3, 4, 2][kind]
  let offset = 1 + count
  const strings = lengths.slice(0, count).map((length) => {
    offset += length
    return new TextDecoder().decode(new Uint8Array(data, offset - length, length))
  })
  const payload = data.slice(offset)
  if (kind === 1) return [...strings.slice(0, 3), "phx_reply", { status: strings[3], response: payload }]
  return [...kind === 2 ? [null, null] : [strings.shift(), null], ...strings, payload]
}
