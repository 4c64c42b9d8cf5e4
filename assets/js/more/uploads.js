import { all, attr, byId, dispatch } from "../client/dom.js"
import { warn } from "../report.js"
import { createEntry } from "./upload_entry.js"

const REF = "data-phx-upload-ref"
const INPUT = `input[type=file][${REF}]`

/** @param {any} form @returns {any[]} its live file inputs, also those elsewhere on the page */
const inputsOf = (form) => all(form, INPUT).concat(form.id ? all(document, `${INPUT}[form="${CSS.escape(form.id)}"]`) : [])

/** @param {Element} input @param {string} kind @returns {string[]} numbers of entries, as the server sees them */
const refsOf = (input, kind) => (attr(input, `data-phx-${kind}-refs`) || "").split(",").filter(Boolean)

/**
 * Uploads of files by live file inputs.
 *
 * @param {import("../client/live_socket.js").LiveSocket} liveSocket
 * @param {typeof import("../client/files.js").chosenFiles} chosenFiles
 * @param {Function} uploadByChannel what uploads entries without an uploader of their own
 */
export function createUploads(liveSocket, chosenFiles, uploadByChannel) {
  let refs = 0
  /** Files whose upload has begun. @type {WeakSet<File>} */
  const begun = new WeakSet()
  /** Uploads under way, by form. @type {WeakMap<Element, Promise<any>>} */
  const running = new WeakMap()
  const filesOf = (input) => chosenFiles.get(input) ?? []

  /** Chosen, and neither cancelled by the server nor by anybody else: what the server has not seen yet is active. */
  const activeFiles = (input) => {
    const active = refsOf(input, "active")
    return filesOf(input).filter(({ file, ref, isNew }) => file.size > 0 && (isNew || active.includes(ref)))
  }
  const waitingFiles = (input) => {
    const preflighted = refsOf(input, "preflighted")
    return activeFiles(input).filter(({ file, ref }) => !begun.has(file) && !preflighted.includes(ref))
  }

  const choose = (input, files) => {
    const before = input.multiple ? activeFiles(input) : []
    const fresh = [...files].filter((file) => !before.some((entry) => entry.file === file))
    chosenFiles.set(input, before.concat(fresh.map((file) => ({ file, ref: String(refs++), isNew: true }))))
  }

  const forget = (input, file) => {
    begun.delete(file)
    chosenFiles.set(input, filesOf(input).filter((entry) => entry.file !== file))
  }

  /** Gives an input files that were not chosen through it, and lets its form know. */
  const trackFiles = (input, files) => {
    choose(input, files)
    input.value = ""
    dispatch(input, "input")
  }

  const describe = ({ file, ref }) => ({
    ref,
    last_modified: file.lastModified,
    name: file.name || ref,
    relative_path: file.webkitRelativePath,
    type: file.type,
    size: file.size,
    meta: file.meta?.()
  })

  /** What the change event of a form says of an input's files. */
  const announce = (input) => {
    const entries = activeFiles(input)
    for (const entry of entries) entry.isNew = false
    return entries.length ? { [attr(input, REF)]: entries.map((entry) => ({ path: input.name, ...describe(entry) })) } : {}
  }

  const uploadInput = async (view, form, input) => {
    const chosen = waitingFiles(input)
    if (!chosen.length) return
    for (const { file } of chosen) begun.add(file)
    const [{ view: target, cid }] = view.targets(attr(form, liveSocket.binding("target")))
    const isAuto = input.hasAttribute("data-phx-auto-upload")
    const event = attr(input, liveSocket.binding("progress"))
    const report = (entryRef, progress) => target.push("progress", { event, ref: attr(input, REF), entry_ref: entryRef, progress, cid })
    const entries = chosen.map(({ file, ref }) => createEntry(target, input, file, ref, report, () => forget(input, file)))
    const { response } = await target.push("allow_upload", { ref: attr(input, REF), entries: chosen.map(describe), cid })
    const { entries: metas = {}, error = [] } = response
    const refused = (entry) => error.some(([ref]) => ref === entry.ref) || (error.length && !isAuto)
    for (const entry of entries) {
      entry.meta = metas[entry.ref]
      if (!entry.meta || refused(entry)) entry.cancel()
    }
    start(entries.filter((entry) => !entry.isDone()), response)
    await Promise.all(entries.map((entry) => entry.done))
  }

  const start = (entries, response) => {
    const groups = new Map()
    for (const entry of entries) {
      const { uploader } = entry.meta
      groups.set(uploader, [...groups.get(uploader) ?? [], entry])
    }
    for (const [uploader, group] of groups) {
      const upload = uploader ? liveSocket.uploaders[uploader] : uploadByChannel
      const onError = (callback) => { for (const entry of group) entry.onCancel(callback) }
      upload(group, onError, response, liveSocket)
    }
  }

  const uploadAll = (view, form) => {
    const work = Promise.all([running.get(form), ...inputsOf(form).map((input) => uploadInput(view, form, input))])
    running.set(form, work.catch(warn))
    return work
  }

  const change = async (view, form, { input, formValue }, send) => {
    const isUpload = input.matches(INPUT)
    // After a rejoin the server knows of no files.
    if (formValue !== undefined) for (const own of inputsOf(form)) chosenFiles.delete(own)
    if (isUpload && input.files.length) {
      choose(input, input.files)
      if (input.multiple) input.value = ""
    }
    const answers = await send({ uploads: isUpload ? announce(input) : {} })
    if (isUpload && input.hasAttribute("data-phx-auto-upload")) {
      await unlocked(input)
      uploadAll(view, form).catch(warn)
    }
    return answers
  }

  /** The form's event follows its files. */
  const submit = async (view, form, { submitter }, send) => {
    const inputs = inputsOf(form)
    const isRefused = () => inputs.some((input) => refsOf(input, "error").length)
    if (isRefused()) return undefined
    const stop = view.wait("submit", [...form.elements].filter((field) => !field.matches(INPUT)).concat(form), { form, submitter })
    try {
      await running.get(form)
      await uploadAll(view, form)
    } finally {
      stop()
    }
    return isRefused() || inputs.some((input) => waitingFiles(input).length) ? undefined : send()
  }

  const pushForm = (view, type, form, options, send) => (type === "submit" ? submit : change)(view, form, options, send)

  const LiveFileUpload = {
    mounted() {
      this.js().ignoreAttributes(this.el, ["value"])
      this.el.addEventListener("input", () => this.relax())
      this.relax()
    },
    updated() {
      if (!refsOf(this.el, "active").length) this.el.value = ""
      this.relax()
      dispatch(this.el, "phx:live-file:updated", {}, false)
    },
    /** What is chosen is no longer required, though the browser may see an empty input. */
    relax() {
      const { el } = this
      if (el.files.length || activeFiles(el).length || refsOf(el, "active").length || refsOf(el, "error").length) el.required = false
    }
  }

  const LiveImgPreview = {
    mounted() {
      const ref = attr(this.el, "data-phx-entry-ref")
      const chosen = filesOf(byId(attr(this.el, REF))).find((entry) => entry.ref === ref)
      if (chosen) this.el.src = this.url = URL.createObjectURL(chosen.file)
    },
    destroyed() {
      URL.revokeObjectURL(this.url)
    }
  }

  return { pushForm, trackFiles, LiveFileUpload, LiveImgPreview }
}

/** Waits until patches reach an element. */
function unlocked(el) {
  const locked = el.closest("[data-phx-ref-lock]")
  if (!locked) return undefined
  const name = `phx:undo-lock:${attr(locked, "data-phx-ref-lock")}`
  return new Promise((resolve) => locked.addEventListener(name, resolve, { once: true })).then(() => unlocked(el))
}
