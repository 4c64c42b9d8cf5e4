import { all, attr, dispatch, isVisible, setAttr } from "../client/dom.js"

/**
 * The JS commands beyond `push`. Their effects on classes, attributes and display outlive patches.
 *
 * @param {typeof import("../client/marks.js").mark} mark
 * @param {typeof import("../client/js_commands.js").exec} exec
 * @returns {Record<string, (args: any, context: import("../client/js_commands.js").Context) => void>}
 */
export function createOperations(mark, exec) {
  /** For `push_focus` and `pop_focus`. @type {any[]} */
  const focusStack = []

  const setClasses = (el, adds, removes) => {
    for (const name of [...removes, ...adds]) {
      const isPresent = adds.includes(name)
      mark(el, `class:${name}`, ({ classList }) => classList.toggle(name, isPresent))
    }
  }

  /** Three class lists over three frames and a while; without a transition only the end. */
  const animate = (el, transition, others, { time = 200, blocking }, { view }, shown, done) => {
    const [during = [], start = [], end = []] = transition ?? []
    if (!during.length) {
      shown?.()
      return done([], [], [])
    }
    const release = blocking === false ? null : view.liveSocket.queue.hold()
    setClasses(el, start, [...others.filter(Boolean), ...during, ...end])
    frame(() => {
      setClasses(el, during, [])
      frame(() => {
        shown?.()
        setClasses(el, end, start)
      })
    })
    setTimeout(() => {
      done(during, start, end)
      release?.()
    }, time)
  }

  const changeClasses = (el, adds, removes, { transition, ...timing }, context) => {
    animate(el, transition, [], timing, context, null, (during, start, end) => {
      setClasses(el, [...adds, ...end], [...removes, ...during, ...start])
    })
  }

  const toggle = (el, { display, ins, outs, ...timing }, context) => {
    const isLeaving = isVisible(el)
    // What is being removed is not to come back.
    if (!isLeaving && context.type === "remove") return
    const name = isLeaving ? "hide" : "show"
    const others = [isLeaving ? ins : outs].flat(2)
    const apply = () => mark(el, "display", ({ style }) => { style.display = isLeaving ? "none" : display || defaultDisplay(el) })
    dispatch(el, `phx:${name}-start`)
    animate(el, isLeaving ? outs : ins, others, timing, context, isLeaving ? null : apply, (during, start, end) => {
      setClasses(el, [], [...during, ...end])
      if (isLeaving) apply()
      dispatch(el, `phx:${name}-end`)
    })
  }

  const setAttribute = (el, name, value) => mark(el, `attribute:${name}`, (target) => setAttr(target, name, value))

  const onElements = {
    exec: (el, { attr: name }, context) => exec(attr(el, name), { ...context, el }),
    dispatch(el, { event, detail, bubbles, blocking }, { view, el: dispatcher }) {
      dispatch(el, event, { ...detail, dispatcher, done: blocking && view.liveSocket.queue.hold() }, bubbles)
    },
    toggle,
    show: (el, args, context) => isVisible(el) || toggle(el, { ...args, ins: args.transition }, context),
    hide: (el, args, context) => isVisible(el) && toggle(el, { ...args, outs: args.transition }, context),
    add_class: (el, { names, ...args }, context) => changeClasses(el, names, [], args, context),
    remove_class: (el, { names, ...args }, context) => changeClasses(el, [], names, args, context),
    toggle_class(el, { names, ...args }, context) {
      const [present, absent] = [true, false].map((is) => names.filter((name) => el.classList.contains(name) === is))
      changeClasses(el, absent, present, args, context)
    },
    transition: (el, args, context) => changeClasses(el, [], [], args, context),
    set_attr: (el, { attr: [name, value] }) => setAttribute(el, name, value),
    remove_attr: (el, { attr: name }) => setAttribute(el, name, null),
    toggle_attr(el, { attr: [name, first, second = null] }) {
      const isFirst = second === null ? el.hasAttribute(name) : attr(el, name) === first
      setAttribute(el, name, isFirst ? second : first)
    },
    ignore_attrs(el, { attrs }) {
      const isIgnored = ({ name }) => attrs.some((ignored) => new RegExp(`^${ignored.replace(/\*/g, ".*")}$`).test(name))
      mark(el, "ignore", (target, from) => {
        for (const { name } of [...target.attributes, ...from.attributes].filter(isIgnored)) setAttr(target, name, attr(from, name))
      })
    },
    focus: (el) => twice(() => el.focus()),
    focus_first: (el) => twice(() => focusFirst(all(el, "*"))),
    push_focus: (el) => focusStack.push(el)
  }

  const operations = {
    navigate: ({ href, replace }, { view }) => view.liveSocket.navigate(href, replace ? "replace" : "push"),
    patch: ({ href, replace }, { view }) => view.liveSocket.patch(href, replace ? "replace" : "push"),
    pop_focus() {
      const el = focusStack.pop()
      if (el) twice(() => el.focus())
    }
  }
  for (const op in onElements) {
    operations[op] = (args, context) => { for (const el of resolve(args.to, context)) onElements[op](el, args, context) }
  }
  return operations
}

function resolve(to, { el, view }) {
  if (!to) return [el]
  const find = () => (to.closest ? [el.closest(to.closest)].filter(Boolean) : all(to.inner ? el : document, to.inner ?? to))
  return view.liveSocket.dom.jsQuerySelectorAll?.(el, to, find) ?? find()
}

/** @param {any[]} elements focuses the first that can be, preferably one a person reaches by the tab key @returns {boolean} */
export function focusFirst(elements) {
  return [({ tabIndex }) => tabIndex >= 0, (el) => el.hasAttribute("tabindex")].some((isCandidate) => (
    elements.filter(isCandidate).some((el) => {
      el.focus()
      return el === document.activeElement
    })
  ))
}

const frame = (action) => requestAnimationFrame(action)

/** What is about to be shown in a later frame can only then have the focus, unless somebody has moved it meanwhile. */
function twice(action) {
  action()
  const { activeElement } = document
  frame(() => frame(() => { if (document.activeElement === activeElement) action() }))
}

const defaultDisplay = ({ tagName }) => ({ TR: "table-row", TD: "table-cell" })[tagName] ?? "block"

const words = (value) => (typeof value === "string" ? value.split(" ") : value)
const classes = (value) => (typeof value === "string" ? [words(value), [], []] : value?.map(words))

/**
 * The same commands for scripts.
 *
 * @param {import("../client/live_socket.js").LiveSocket} liveSocket
 * @param {(commands: Array<[string, any]>, context: import("../client/js_commands.js").Context) => void} exec
 * @param {string} type of the events they push
 */
export function createCommands(liveSocket, exec, type) {
  const run = (el, op, args) => exec([[op, args]], { view: liveSocket.owner(el), el, type })
  const command = (op) => (el, { transition, in: ins, out: outs, ...args } = /** @type {any} */ ({})) => (
    run(el, op, { ...args, transition: classes(transition), ins: classes(ins), outs: classes(outs) })
  )
  const ofClasses = (op) => (el, names, options) => command(op)(el, { ...options, names: words(names) })
  const ofAttribute = (op) => (el, ...args) => run(el, op, { attr: args })
  return {
    exec: (el, commands) => liveSocket.execJS(el, commands, type),
    show: command("show"),
    hide: command("hide"),
    toggle: command("toggle"),
    addClass: ofClasses("add_class"),
    removeClass: ofClasses("remove_class"),
    toggleClass: ofClasses("toggle_class"),
    transition: (el, transition, options) => command("transition")(el, { ...options, transition }),
    setAttribute: ofAttribute("set_attr"),
    removeAttribute: (el, name) => run(el, "remove_attr", { attr: name }),
    toggleAttribute: ofAttribute("toggle_attr"),
    ignoreAttributes: (el, attrs) => run(el, "ignore_attrs", { attrs: [].concat(attrs) }),
    push: (el, event, options) => run(el, "push", { ...options, event }),
    navigate: (href, { replace } = /** @type {any} */ ({})) => liveSocket.navigate(href, replace ? "replace" : "push"),
    patch: (href, { replace } = /** @type {any} */ ({})) => liveSocket.patch(href, replace ? "replace" : "push")
  }
}
