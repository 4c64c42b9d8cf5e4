import { attr } from "../client/dom.js"
import { warn } from "../report.js"

/**
 * One file on its way, as uploaders see it.
 *
 * @param {import("../client/view.js").View} view
 * @param {Element} fileEl its input; when the server takes the file off the input's list, that cancels it
 * @param {File} file
 * @param {string} ref
 * @param {(ref: string, progress: number | {error: string}) => Promise<any>} report tells the server
 * @param {() => void} forget it is no longer among the chosen
 */
export function createEntry(view, fileEl, file, ref, report, forget) {
  let cancelled = () => {}
  let isCancelled = false
  let isDone = false
  let sent = -1
  let finish
  const done = new Promise((resolve) => { finish = resolve })

  const end = () => {
    isDone = true
    fileEl.removeEventListener("phx:live-file:updated", updated)
    finish()
  }
  const updated = () => {
    const active = (attr(fileEl, "data-phx-active-refs") ?? "").split(",")
    if (!isDone && !active.includes(ref)) entry.cancel()
  }
  fileEl.addEventListener("phx:live-file:updated", updated)

  const entry = {
    ref,
    file,
    fileEl,
    view,
    /** What the server answered: a token, or an object for an uploader. @type {any} */
    meta: null,
    metadata: () => entry.meta,
    /** Settles when there is nothing more to do for it. */
    done,
    isDone: () => isDone,
    isCancelled: () => isCancelled,
    /** @param {number} percent 100: it is uploaded */
    progress(percent) {
      const progress = Math.min(100, Math.floor(percent))
      if (isDone || progress <= sent) return
      sent = progress
      const told = report(ref, progress)
      if (progress < 100) return told.catch(warn)
      // Until the server knows, it is not done.
      told.then(forget).catch(warn).then(end)
    },
    error(reason = "failed") {
      if (isDone) return
      report(ref, { error: reason }).catch(warn)
      forget()
      end()
    },
    cancel() {
      if (isDone) return
      isCancelled = true
      forget()
      end()
      cancelled()
    },
    /** @param {() => void} callback */
    onCancel(callback) {
      if (isCancelled) return callback()
      const before = cancelled
      cancelled = () => {
        before()
        callback()
      }
    }
  }
  return entry
}

/**
 * Uploads entries over channels of their own on the same socket, piece by piece, each after the last one has arrived.
 *
 * @param {typeof import("../client/channel.js").createChannel} createChannel
 */
export function createChannelUploader(createChannel) {
  return (entries, onError, { config }, { socket }) => entries.forEach((entry) => uploadOne(createChannel, socket, entry, config))
}

function uploadOne(createChannel, socket, entry, { chunk_size: size, chunk_timeout: patience }) {
  const { file, meta, ref } = entry
  let offset = 0

  const fail = (reason) => {
    channel.leave()
    // Of this the server knows already; it keeps the entry, to show what has become of it.
    if (reason !== "writer_error") entry.error(reason)
  }
  const next = async () => {
    const chunk = await file.slice(offset, offset + size).arrayBuffer()
    if (!channel.isJoined()) return
    channel.push("chunk", chunk, {
      ok: () => {
        offset += chunk.byteLength
        entry.progress((offset / file.size) * 100)
        if (offset < file.size && !entry.isDone()) next().catch(() => fail())
      },
      error: ({ reason }) => fail(reason),
      timeout: () => fail("timeout")
    }, patience)
  }
  const channel = createChannel(`lvu:${ref}`, () => ({ token: meta }), socket, {
    joined: () => next().catch(() => fail()),
    refused: ({ reason }) => fail(reason),
    lost: () => fail("disconnected"),
    closed: () => {},
    pushed: () => {}
  })
  entry.onCancel(() => channel.leave())
  channel.join()
}
