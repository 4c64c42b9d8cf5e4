(() => {
  var __defProp = Object.defineProperty;
  var __export = (target, all) => {
    for (var name in all)
      __defProp(target, name, { get: all[name], enumerable: true });
  };

  // js/client/dom.js
  var SVG = "http://www.w3.org/2000/svg";
  function parse(html, context) {
    const template = document.createElement("template");
    const isDrawing = context.namespaceURI === SVG && context.tagName !== "foreignObject";
    template.innerHTML = isDrawing ? `<svg>${html}</svg>` : html;
    return isDrawing ? template.content.firstChild : template.content;
  }
  function dispatch(target, name, detail = {}, options = { bubbles: true }) {
    return target.dispatchEvent(new CustomEvent(name, { ...options, detail }));
  }
  function isVisible(el) {
    return el.getClientRects().length > 0;
  }
  function matching(root, selector) {
    const inside = [...root.querySelectorAll(selector)];
    return root.matches(selector) ? [root, ...inside] : inside;
  }
  function keepFocus() {
    const focused = document.activeElement;
    const { selectionStart, selectionEnd, selectionDirection } = focused ?? {};
    return () => {
      if (!focused?.isConnected || focused === document.activeElement || focused === document.body)
        return;
      focused.focus({ preventScroll: true });
      if (typeof selectionStart === "number")
        focused.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
    };
  }
  var CHECKABLE = ["checkbox", "radio"];
  var NOT_TYPED = [...CHECKABLE, "hidden", "file", "submit", "button", "image", "reset"];
  function isTyped(el) {
    if (el.tagName === "INPUT")
      return !NOT_TYPED.includes(el.type);
    return el.tagName === "TEXTAREA" || el.tagName === "SELECT";
  }
  function setTitle(text) {
    const { prefix = "", suffix = "", default: fallback } = document.querySelector("title")?.dataset ?? {};
    const title = text?.trim() || fallback;
    if (title !== void 0)
      document.title = prefix + title + suffix;
  }

  // js/client/hooks.js
  var ViewHook = class {
    /**
     * @param {import("./view.js").View} view
     * @param {Element} el
     * @param {object} [callbacks]
     */
    constructor(view, el, callbacks = {}) {
      this.el = el;
      this.liveSocket = view.liveSocket;
      this.__view = view;
      this.__name = hookName(el, view);
      this.__listeners = /* @__PURE__ */ new Set();
      Object.assign(this, callbacks);
    }
    /**
     * Sends an event to the view that owns the element.
     *
     * @param {string} event
     * @param {any} [payload]
     * @param {(reply: any, ref: number) => void} [onReply]
     * @returns {Promise<any> | undefined} the reply, once its diff is applied; rejects when not connected or refused.
     *   With `onReply`, nothing: failures then pass unnoticed.
     */
    pushEvent(event, payload = {}, onReply) {
      const pushed = this.__view.pushHook(this.el, void 0, event, payload);
      if (!onReply)
        return pushed.then(({ reply }) => reply);
      pushed.then(({ reply, ref }) => onReply(reply, ref), () => void 0);
    }
    /**
     * Sends an event to the view or component owning each target.
     *
     * @param {Element | string | number} target an element, a selector, or a component id
     * @param {string} event
     * @param {any} [payload]
     * @param {(reply: any, ref: number) => void} [onReply]
     * @returns {Promise<Array<PromiseSettledResult<{reply: any, ref: number}>>> | undefined}
     */
    pushEventTo(target, event, payload = {}, onReply) {
      const pushes2 = this.__view.targets(target).map(({ view, cid }) => view.pushHook(this.el, cid, event, payload));
      if (!onReply)
        return Promise.allSettled(pushes2);
      for (const pushed of pushes2)
        pushed.then(({ reply, ref }) => onReply(reply, ref), () => void 0);
    }
    /**
     * Listens to an event the server pushes, to this or any view.
     *
     * @param {string} event
     * @param {(payload: any) => void} callback
     * @returns {object} for {@link ViewHook#removeHandleEvent}; gone by itself when the hook is destroyed
     */
    handleEvent(event, callback) {
      const listener = { name: `phx:${event}`, handle: ({ detail }) => callback(detail) };
      window.addEventListener(listener.name, listener.handle);
      this.__listeners.add(listener);
      return listener;
    }
    /** @param {object} listener */
    removeHandleEvent(listener) {
      window.removeEventListener(listener.name, listener.handle);
      this.__listeners.delete(listener);
    }
  };
  function syncHooks(view, updated = []) {
    const { hooks: hooks2, liveSocket, el: root } = view;
    for (const [el, hook] of [...hooks2]) {
      if (el.isConnected && hookName(el, view) === hook.__name)
        continue;
      hooks2.delete(el);
      destroy(hook);
    }
    for (const el of updated)
      call(hooks2.get(el), "updated");
    for (const el of matching(root, `[${liveSocket.prefix}hook],[data-phx-hook]`)) {
      if (!hooks2.has(el) && !refused.has(el) && liveSocket.owner(el) === view)
        mountHook(view, el);
    }
  }
  var refused = /* @__PURE__ */ new WeakSet();
  function mountHook(view, el) {
    const definition = view.liveSocket.hooks[hookName(el, view)];
    if (!el.id || !definition) {
      refused.add(el);
      console.error("a hook needs an id on its element, and a definition", el);
      return;
    }
    const isClass = definition.prototype instanceof ViewHook;
    const hook = isClass ? new definition(view, el) : new ViewHook(view, el, definition);
    view.hooks.set(el, hook);
    call(hook, "mounted");
  }
  function hookName(el, { liveSocket }) {
    return el.getAttribute(`${liveSocket.prefix}hook`) ?? el.getAttribute("data-phx-hook");
  }
  function call(hook, callback, ...values) {
    try {
      hook?.[callback]?.(...values);
    } catch (error) {
      console.error(callback, hook.el, error);
    }
  }
  function destroy(hook) {
    call(hook, "destroyed");
    for (const listener of [...hook.__listeners])
      hook.removeHandleEvent(listener);
  }

  // js/report.js
  async function push(hook, event, payload) {
    return hook.pushEvent(event, payload);
  }
  function report(hook, event, payload) {
    push(hook, event, payload).catch(warn);
  }
  function warn(error) {
    console.warn("clerk_live", error);
  }

  // js/attempts.js
  function createAttempts(key, limit, milliseconds, storage = sessionStore(), now = Date.now) {
    const recent = () => JSON.parse(storage.getItem(key) ?? "[]").filter(([at]) => now() - at < milliseconds);
    return {
      admit(mark2) {
        if (!storage)
          return false;
        const attempts = recent();
        if (attempts.length >= limit || attempts.some((attempt) => attempt[1] === mark2))
          return false;
        storage.setItem(key, JSON.stringify([...attempts, [now(), mark2]]));
        return true;
      },
      reset: () => storage?.removeItem(key)
    };
  }
  function sessionStore() {
    try {
      return sessionStorage;
    } catch (error) {
      warn(error);
      return null;
    }
  }

  // js/constants.js
  var SIGNED_IN = "clerk:signed-in";
  var ERROR = "clerk:error";
  var SESSION_EXPIRED = "clerk:session-expired";
  var TOKEN = "clerk:token";
  var RENEW = "clerk:renew";
  var SIGNED_OUT = "clerk:signed-out";
  var CLERK_UNAVAILABLE = "clerk_unavailable";
  var CALLBACK_REFUSED = "callback_refused";
  var CLERK_MISSING = "clerk_missing";
  var CLERK_TIMEOUT = "clerk_timeout";
  var CLERK_SCRIPT_ID = "clerk-script";
  var CLERK_CONFIG_ID = "clerk-config";
  var TOKEN_PARAM = "clerk_token";
  var TABS_CHANNEL = "clerk-live";
  var CALLBACKS_KEY = "clerk-live:callbacks:";
  var LOADS_KEY = "clerk-live:loads:";

  // js/notice.js
  function showNotice(role, text, actions = [], into) {
    const notice = document.createElement("div");
    notice.className = "clerk-live-notice";
    notice.setAttribute("role", role);
    notice.append(text, ...actions.flatMap(control));
    if (into)
      into.append(notice);
    else {
      notice.popover = "manual";
      notice.style.inset = "auto 0 1rem";
      document.body.append(notice);
      notice.showPopover?.();
    }
    return notice;
  }
  function control([label, action]) {
    const isLink = typeof action === "string";
    const element = document.createElement(isLink ? "a" : "button");
    element.append(label);
    return [" ", Object.assign(element, isLink ? { href: action } : { type: "button", onclick: action })];
  }

  // js/page_load.js
  var isHeld = false;
  function holdAutomaticLoads(held) {
    isHeld = held;
  }
  function load(href) {
    if (href)
      location.assign(href);
    else
      location.reload();
  }
  function guardedLoad(href) {
    if (isHeld)
      return;
    const loads = createAttempts(LOADS_KEY + location.pathname, 3, 3e4);
    const again = () => {
      loads.reset();
      load(href);
    };
    if (loads.admit())
      load(href);
    else
      showNotice("alert", "This page failed to connect.", [["Try again", again]]);
  }

  // js/client/timing.js
  function fullJitter(base, cap, random = Math.random) {
    return (tries) => random() * Math.min(cap, base * 2 ** tries);
  }
  function createTimer(action, clock = globalThis) {
    let id;
    const clear = () => clock.clearTimeout(id);
    const arm = (milliseconds) => {
      clear();
      id = clock.setTimeout(action, milliseconds);
    };
    return { arm, clear };
  }

  // js/client/banner.js
  var PATIENCE_MS = 3e3;
  function createBanner() {
    let notice;
    let isAway = false;
    const timer = createTimer(() => {
      notice = showNotice("status", "Connection lost. Reconnecting…");
    });
    return {
      away() {
        if (!isAway)
          timer.arm(PATIENCE_MS);
        isAway = true;
      },
      back() {
        isAway = false;
        timer.clear();
        notice?.remove();
      }
    };
  }

  // js/client/forms.js
  var touched = /* @__PURE__ */ new WeakSet();
  function touch(input) {
    touched.add(input);
  }
  function touchAll(form) {
    for (const input of form.elements)
      touched.add(input);
  }
  function encode(entries, isUnused = () => false) {
    const encoded = new URLSearchParams();
    for (const [name, value] of entries) {
      if (typeof value !== "string")
        continue;
      if (isUnused(name))
        encoded.append(unusedName(name), "");
      encoded.append(name, value);
    }
    return encoded.toString();
  }
  function unusedName(name) {
    return name.replace(/([^[\]]+)(\]?(?:\[\])?)$/, "_unused_$1$2");
  }
  function encodeChange(form, prefix) {
    return encode(new FormData(form), unusedFields(form, prefix));
  }
  function encodeSubmit(form, submitter) {
    const data = new FormData(form, submitter);
    if (submitter?.name && !data.has(submitter.name))
      data.append(submitter.name, submitter.value);
    return encode(data);
  }
  function encodeInput(input, prefix) {
    const { form, name } = input;
    if (!form)
      return encode([[name, input.value]]);
    const own = [...new FormData(form)].filter(([entry]) => entry === name);
    return encode(own, unusedFields(form, prefix));
  }
  function unusedFields(form, prefix) {
    const exempt = `[${prefix}no-unused-field]`;
    if (form.matches(exempt))
      return () => false;
    const candidates = /* @__PURE__ */ new Set();
    const used = /* @__PURE__ */ new Set();
    for (const field of form.elements) {
      if (field.type !== "hidden")
        candidates.add(field.name);
      if (touched.has(field) || field.matches(exempt))
        used.add(field.name);
    }
    return (name) => candidates.has(name) && !used.has(name);
  }
  function recoverable(root, prefix) {
    const forms = [...root.querySelectorAll(`form[id][${prefix}change]`)];
    return forms.flatMap((form) => {
      const change = form.getAttribute(`${prefix}change`);
      const event = form.getAttribute(`${prefix}auto-recover`) ?? change;
      const input = [...form.elements].find(({ name, type }) => name && type !== "hidden");
      return event === "ignore" || form.elements.length === 0 ? [] : [{ form, change, event, input }];
    });
  }

  // js/client/marks.js
  var marks = /* @__PURE__ */ new WeakMap();
  function mark(el, key, apply, undo = () => {
  }) {
    if (!marks.has(el))
      marks.set(el, /* @__PURE__ */ new Map());
    marks.get(el).set(key, { apply, undo });
    apply(el);
  }
  function release(el, key) {
    const own = marks.get(el);
    own?.get(key)?.undo(el);
    own?.delete(key);
  }
  function reapply(el) {
    for (const { apply } of marks.get(el)?.values() ?? [])
      apply(el);
  }

  // js/client/js_commands.js
  function exec(commands, context) {
    const list = typeof commands === "string" ? JSON.parse(commands) : commands;
    for (const [op, args] of list) {
      if (operations[op])
        operations[op](args, context);
      else if (operationsOnElements[op]) {
        for (const el of resolve(args.to, context.el))
          operationsOnElements[op](el, args, context);
      } else
        console.error(`unknown JS command "${op}"`);
    }
  }
  function isCommands(binding) {
    return binding.startsWith("[");
  }
  var operations = {
    push({ event, ...options }, { view, el, type, ...rest }) {
      view.pushBinding(type, el, event, { ...rest, ...options });
    },
    navigate: ({ href, replace }, { view }) => view.liveSocket.navigate(href, replace ? "replace" : "push"),
    patch: ({ href, replace }, { view }) => view.liveSocket.patch(href, replace ? "replace" : "push")
  };
  var operationsOnElements = {
    dispatch: (el, { event, detail, bubbles = true }) => dispatch(el, event, detail, { bubbles, cancelable: true }),
    exec(el, { attr }, context) {
      const commands = el.getAttribute(attr);
      if (commands)
        exec(commands, { ...context, el });
    },
    show: (el, { display }) => show(el, display),
    hide: (el) => hide(el),
    toggle: (el, { display }) => isVisible(el) ? hide(el) : show(el, display),
    add_class: (el, { names }) => names.forEach((name) => setClass(el, name, true)),
    remove_class: (el, { names }) => names.forEach((name) => setClass(el, name, false)),
    toggle_class: (el, { names }) => names.forEach((name) => setClass(el, name, !el.classList.contains(name))),
    set_attr: (el, { attr: [name, value] }) => setAttribute(el, name, value),
    remove_attr: (el, { attr }) => setAttribute(el, attr, null),
    toggle_attr: (el, { attr: [name, first, second = null] }) => {
      setAttribute(el, name, el.getAttribute(name) === first ? second : first);
    },
    focus: (el) => el.focus()
  };
  function resolve(to, el) {
    if (!to)
      return [el];
    if (typeof to === "string")
      return [...document.querySelectorAll(to)];
    if (to.closest)
      return [el.closest(to.closest)].filter(Boolean);
    return [...el.querySelectorAll(to.inner)];
  }
  function setClass(el, name, isPresent) {
    mark(el, `class:${name}`, () => el.classList.toggle(name, isPresent));
  }
  function setAttribute(el, name, value) {
    mark(el, `attribute:${name}`, () => {
      if (value === null)
        el.removeAttribute(name);
      else
        el.setAttribute(name, value);
    });
  }
  function show(el, display = "block") {
    dispatch(el, "phx:show-start");
    setDisplay(el, display);
    dispatch(el, "phx:show-end");
  }
  function hide(el) {
    dispatch(el, "phx:hide-start");
    setDisplay(el, "none");
    dispatch(el, "phx:hide-end");
  }
  function setDisplay(el, value) {
    mark(el, "display", () => {
      el.style.display = value;
    });
  }

  // js/client/loading.js
  var pushes = 0;
  var answered = null;
  function showLoading(elements, type, prefix) {
    const key = `push:${pushes++}`;
    const marked = type ? [...elements] : [];
    for (const el of marked) {
      markClass(el, key, `phx-${type}-loading`);
      const text = el.getAttribute(`${prefix}disable-with`);
      if (text !== null)
        markProperty(el, `${key}:text`, "textContent", text);
    }
    return () => marked.forEach((el) => {
      release(el, key);
      release(el, `${key}:text`);
    });
  }
  function showSubmitting(form, elements, prefix) {
    const fields = [...form.elements];
    const buttons = fields.filter((field) => field.hasAttribute(`${prefix}disable-with`));
    const lift = showLoading([...elements, ...buttons], "submit", prefix);
    const key = `submit:${pushes}`;
    for (const field of fields) {
      const isButton = field.tagName === "BUTTON" || field.type === "submit";
      markProperty(field, key, isButton ? "disabled" : "readOnly", true);
    }
    return () => {
      lift();
      for (const field of fields)
        release(field, key);
      answered = form;
      queueMicrotask(() => {
        answered = null;
      });
    };
  }
  function isLoading(el, type) {
    return el.classList.contains(`phx-${type}-loading`);
  }
  function isAnswered(form) {
    return form !== null && form === answered;
  }
  function markClass(el, key, name) {
    mark(el, key, () => el.classList.add(name), () => {
      el.classList.remove(name);
      if (el.className === "")
        el.removeAttribute("class");
    });
  }
  function markProperty(el, key, name, value) {
    let rendered = el[name];
    mark(el, key, () => {
      if (el[name] !== value)
        rendered = el[name];
      el[name] = value;
    }, () => {
      el[name] = rendered;
    });
  }

  // js/client/pacer.js
  function createPacer(name, defaults) {
    const waiting = /* @__PURE__ */ new WeakMap();
    const cancel = (el) => {
      clearTimeout(waiting.get(el)?.id);
      waiting.delete(el);
    };
    const pace = (el, kind) => {
      const value = el.getAttribute(name(kind)) ?? el.form?.getAttribute?.(name(kind));
      return value === "" ? defaults[kind] : value;
    };
    const debounced = (el, milliseconds, action) => {
      cancel(el);
      const run = () => {
        cancel(el);
        if (el.isConnected)
          action();
      };
      waiting.set(el, { run, id: milliseconds === "blur" ? void 0 : setTimeout(run, milliseconds) });
    };
    const throttled = (el, milliseconds, key, action) => {
      if (waiting.get(el)?.key === key)
        return;
      cancel(el);
      waiting.set(el, { key, id: setTimeout(cancel, milliseconds, el) });
      action();
    };
    return {
      cancel,
      flush: (el) => waiting.get(el)?.run?.(),
      run(el, key, action) {
        const debounce = pace(el, "debounce");
        const throttle = pace(el, "throttle");
        if (debounce)
          debounced(el, debounce, action);
        else if (throttle)
          throttled(el, throttle, key, action);
        else
          action();
      }
    };
  }

  // js/client/events.js
  function bindEvents(liveSocket, signal) {
    const name = (binding) => liveSocket.prefix + binding;
    const all = (binding) => [...document.querySelectorAll(`[${name(binding)}]`)];
    const nearest = (target, binding) => target.closest?.(`[${name(binding)}]`);
    const pacer = createPacer(name, liveSocket.defaults);
    const sent = /* @__PURE__ */ new WeakSet();
    let pressed = null;
    const trigger = (binding, type, el, event, details = {}) => {
      const view = liveSocket.owner(el);
      const value = el.getAttribute(name(binding));
      if (!view || !value)
        return;
      const options = { ...details, data: { ...details.data, ...liveSocket.metadata[type]?.(event, el) } };
      if (isCommands(value))
        exec(value, { view, el, type, ...options });
      else
        view.pushBinding(type, el, value, options);
    };
    const clicked = (event) => {
      const started = event.detail > 0 && pressed ? pressed : event.target;
      pressed = null;
      for (const el2 of all("click-away")) {
        if (!el2.contains(started) && isVisible(el2))
          trigger("click-away", "click", el2, event);
      }
      const el = nearest(event.target, "click");
      if (!el)
        return;
      if (el.getAttribute("href") === "#")
        event.preventDefault();
      if (!isLoading(el, "click"))
        pacer.run(el, "click", () => trigger("click", "click", el, event));
    };
    const submitted = (event) => {
      const form = event.target;
      if (!form.hasAttribute(name("submit")))
        return;
      event.preventDefault();
      for (const field of [form, ...form.elements])
        pacer.cancel(field);
      touchAll(form);
      if (!isLoading(form, "submit"))
        trigger("submit", "submit", form, event, { submitter: event.submitter });
    };
    const edited = (event) => {
      const input = event.target;
      if (event.type === "input")
        sent.add(input);
      else if (sent.delete(input))
        return;
      const el = input.hasAttribute(name("change")) ? input : input.form;
      if (!el?.hasAttribute(name("change")))
        return;
      pacer.run(input, "change", () => {
        touch(input);
        trigger("change", "change", el, event, { input });
      });
    };
    const keyed = (event) => {
      const { type, key, target } = event;
      const run = (binding, el2) => {
        const wanted = el2.getAttribute(name("key"));
        if (wanted && wanted.toLowerCase() !== key?.toLowerCase())
          return;
        pacer.run(el2, type + key, () => trigger(binding, type, el2, event, { data: { key } }));
      };
      const el = nearest(target, type);
      if (el)
        run(type, el);
      for (const listener of all(`window-${type}`))
        run(`window-${type}`, listener);
    };
    const focused = (event) => {
      const { type, target } = event;
      if (target === window)
        for (const el of all(`window-${type}`))
          trigger(`window-${type}`, type, el, event);
      if (!target.hasAttribute)
        return;
      if (type === "blur")
        pacer.flush(target);
      if (target.hasAttribute(name(type)))
        trigger(type, type, target, event);
    };
    const on = (handler, ...types) => {
      for (const type of types)
        window.addEventListener(type, handler, { signal, capture: handler === focused });
    };
    on(({ target }) => {
      pressed = target;
    }, "pointerdown");
    on(clicked, "click");
    on(submitted, "submit");
    on(edited, "input", "change");
    on(keyed, "keydown", "keyup");
    on(focused, "focus", "blur");
  }

  // js/client/navigation.js
  var page = Math.random().toString(36);
  function createNavigation(liveSocket, signal) {
    let current = location.href;
    let position = history.state?.position ?? 0;
    let direction = "forward";
    let mounts = 0;
    const view = () => `${page}:${mounts}`;
    const write = (kind, href) => history[`${kind}State`]({ position, view: view() }, "", href);
    const clicked = (event) => {
      const link = event.target.closest?.("a[data-phx-link]");
      const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      const isOurs = link && link.origin === location.origin && !link.target && !link.hasAttribute("download");
      if (!isOurs || !isPlain || event.defaultPrevented)
        return;
      event.preventDefault();
      direction = "forward";
      const { href, dataset } = link;
      const patch = dataset.phxLink === "patch";
      const detail = { href, patch, pop: false, direction };
      const isAllowed = dispatch(window, "phx:before-navigate", detail, { cancelable: true });
      if (isAllowed)
        liveSocket[patch ? "patch" : "navigate"](href, dataset.phxLinkState);
    };
    const popped = ({ state }) => {
      const { href } = location;
      const isSamePage = withoutHash(href) === withoutHash(current);
      current = href;
      if (!state || isSamePage)
        return;
      direction = state.position < position ? "backward" : "forward";
      position = state.position;
      liveSocket[state.view === view() ? "patch" : "navigate"](href, "replace", { isPop: true, scroll: state.scroll });
    };
    const scrollTo = (isPatch, scroll) => {
      const anchor = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (scroll !== void 0)
        window.scrollTo(0, scroll);
      else if (anchor)
        anchor.scrollIntoView();
      else if (!isPatch)
        window.scrollTo(0, 0);
    };
    window.addEventListener("click", clicked, { signal });
    window.addEventListener("popstate", popped, { signal });
    window.addEventListener("pagehide", () => {
      history.scrollRestoration = "auto";
    }, { signal });
    return {
      viewMounted() {
        mounts += 1;
        write("replace", location.href);
      },
      arrived(kind, href, { isPatch, isPop = false, scroll }) {
        if (!isPop) {
          history.scrollRestoration = "manual";
          history.replaceState({ ...history.state, scroll: window.scrollY }, "");
          if (kind === "push")
            position += 1;
          write(kind, href);
        }
        current = location.href;
        scrollTo(isPatch, scroll);
        dispatch(window, "phx:navigate", { href: current, patch: isPatch, pop: isPop, direction });
      }
    };
  }
  function withoutHash(href) {
    return href.split("#")[0];
  }

  // js/client/socket.js
  var VERSION = "2.0.0";
  var NORMAL_CLOSURE = 1e3;
  function createSocket(path, {
    params = () => ({}),
    closed = () => {
    },
    WebSocket = globalThis.WebSocket,
    clock = globalThis,
    reconnectAfterMs = fullJitter(250, 1e4),
    heartbeatIntervalMs = 3e4,
    isSuspended = () => false
  } = {}) {
    const channels = /* @__PURE__ */ new Set();
    let connection = null;
    let isWanted = false;
    let refs = 0;
    let tries = 0;
    let heartbeatRef = null;
    const isConnected = () => connection?.readyState === 1;
    const makeRef = () => String(++refs);
    const send = (...message) => {
      if (isConnected())
        connection.send(JSON.stringify(message));
    };
    const open = () => {
      if (connection || !isWanted)
        return;
      connection = new WebSocket(endpointURL(path, params()));
      connection.onopen = opened;
      connection.onmessage = ({ data }) => received(JSON.parse(data));
      connection.onclose = ({ code }) => drop(code);
    };
    const opened = () => {
      heartbeatRef = null;
      heartbeat.arm(heartbeatIntervalMs);
      for (const channel of [...channels])
        channel.socketOpened();
    };
    const received = ([joinRef, ref, topic, event, payload]) => {
      tries = 0;
      if (ref === heartbeatRef)
        heartbeatRef = null;
      for (const channel of [...channels])
        if (channel.topic === topic)
          channel.received(joinRef, ref, event, payload);
    };
    const heartbeat = createTimer(() => {
      if (heartbeatRef)
        return drop(0);
      heartbeatRef = makeRef();
      send(null, heartbeatRef, "phoenix", "heartbeat", {});
      heartbeat.arm(heartbeatIntervalMs);
    }, clock);
    const reconnect = createTimer(() => {
      if (!isSuspended())
        open();
    }, clock);
    const drop = (code) => {
      if (!connection)
        return;
      const isOurs = !isWanted;
      connection.onopen = connection.onmessage = connection.onclose = null;
      connection.close();
      connection = null;
      heartbeat.clear();
      for (const channel of [...channels])
        channel.socketClosed();
      if (code === NORMAL_CLOSURE)
        isWanted = false;
      if (isWanted)
        reconnect.arm(reconnectAfterMs(tries++));
      closed({ code, isOurs });
    };
    return {
      channels,
      clock,
      isConnected,
      makeRef,
      send,
      connect() {
        isWanted = true;
        open();
      },
      disconnect() {
        isWanted = false;
        reconnect.clear();
        drop(NORMAL_CLOSURE);
      },
      wake() {
        reconnect.clear();
        open();
      }
    };
  }
  function endpointURL(path, params, base = location.href) {
    const url = new URL(`${path}/websocket`, base);
    url.protocol = url.protocol.replace("http", "ws");
    url.search = new URLSearchParams([...flatten({ ...params, vsn: VERSION })]);
    return url.href;
  }
  function* flatten(object, prefix) {
    for (const [key, value] of Object.entries(object)) {
      const name = prefix ? `${prefix}[${key}]` : key;
      if (value !== null && typeof value === "object")
        yield* flatten(value, name);
      else if (value !== void 0)
        yield [name, value];
    }
  }

  // js/client/channel.js
  var JOIN_TIMEOUT = 1e4;
  function createChannel(topic, params, socket, handlers, rejoinAfter = fullJitter(1e3, 1e4)) {
    const pushes2 = /* @__PURE__ */ new Map();
    let state = "waiting";
    let joinRef = null;
    let attempts = 0;
    const isJoined = () => state === "joined";
    const sendLeave = () => socket.send(joinRef, socket.makeRef(), topic, "phx_leave", {});
    const send = (ref, event, payload, answers, milliseconds) => {
      const deadline = createTimer(() => {
        pushes2.delete(ref);
        answers.timeout();
      }, socket.clock);
      pushes2.set(ref, { answers, deadline });
      deadline.arm(milliseconds);
      socket.send(joinRef, ref, topic, event, payload);
    };
    const join = () => {
      if (state !== "waiting" || !socket.isConnected())
        return;
      state = "joining";
      joinRef = socket.makeRef();
      send(joinRef, "phx_join", params(), { ok: accepted, error: refused2, timeout: abandoned }, JOIN_TIMEOUT);
    };
    const rejoin = createTimer(join, socket.clock);
    const accepted = (response) => {
      state = "joined";
      attempts = 0;
      handlers.joined(response);
    };
    const refused2 = (response) => {
      state = "waiting";
      handlers.refused(response, ++attempts);
      retry();
    };
    const abandoned = () => {
      sendLeave();
      refused2({ reason: "timeout" });
    };
    const retry = () => {
      if (state === "waiting")
        rejoin.arm(rejoinAfter(attempts));
    };
    const replied = (ref, { status, response }) => {
      const push2 = pushes2.get(ref);
      if (!push2)
        return;
      pushes2.delete(ref);
      push2.deadline.clear();
      push2.answers[status === "ok" ? "ok" : "error"](response);
    };
    const lose = () => {
      const wasJoined = isJoined();
      state = "waiting";
      failPushes();
      if (wasJoined)
        handlers.lost();
    };
    const failPushes = () => {
      const pending = [...pushes2];
      pushes2.clear();
      for (const [ref, { answers, deadline }] of pending) {
        deadline.clear();
        if (ref !== joinRef)
          answers.error({ reason: "disconnected" });
      }
    };
    const close = () => {
      state = "closed";
      rejoin.clear();
      socket.channels.delete(channel);
      failPushes();
    };
    const channel = {
      topic,
      join,
      isJoined,
      push: (event, payload, answers, milliseconds) => send(socket.makeRef(), event, payload, answers, milliseconds),
      leave() {
        if (state === "closed")
          return;
        if (state !== "waiting")
          sendLeave();
        close();
      },
      received(ofJoin, ref, event, payload) {
        if (ofJoin !== null && ofJoin !== joinRef)
          return;
        if (event === "phx_reply")
          replied(ref, payload);
        else if (event === "phx_error") {
          lose();
          retry();
        } else if (event === "phx_close") {
          close();
          handlers.closed();
        } else
          handlers.pushed(event, payload);
      },
      socketOpened() {
        attempts = 0;
        rejoin.clear();
        join();
      },
      socketClosed() {
        rejoin.clear();
        lose();
      }
    };
    socket.channels.add(channel);
    return channel;
  }

  // js/client/components.js
  function componentElement({ el, id }, cid) {
    return el.querySelector(`[data-phx-component="${cid}"][data-phx-view="${id}"]`);
  }
  function componentIds({ el, id }) {
    const elements = [...el.querySelectorAll(`[data-phx-component][data-phx-view="${id}"]`)];
    return elements.map(({ dataset }) => Number(dataset.phxComponent));
  }
  async function destroyComponents(view, before) {
    const missing = (cids) => cids.filter((cid) => !componentElement(view, cid));
    const gone = missing(before);
    if (gone.length === 0)
      return;
    await view.push("cids_will_destroy", { cids: gone });
    const destroyed = missing(gone);
    if (destroyed.length === 0)
      return;
    const { response } = await view.push("cids_destroyed", { cids: destroyed });
    view.rendered.prune(response.cids);
  }

  // js/client/container.js
  function showState(el, state) {
    for (const name of ["connected", "loading", "error"])
      el.classList.toggle(`phx-${name}`, name === state);
  }
  function renewContainer(el, [tag, attributes]) {
    const isIdentity = (name) => name === "id" || name.startsWith("data-phx-");
    const renewed = el.tagName.toLowerCase() === tag ? el : document.createElement(tag);
    for (const { name, value } of [...el.attributes]) {
      if (isIdentity(name))
        renewed.setAttribute(name, value);
      else
        renewed.removeAttribute(name);
    }
    for (const [name, value] of Object.entries(attributes))
      if (!isIdentity(name))
        renewed.setAttribute(name, value);
    if (renewed !== el) {
      renewed.append(...el.childNodes);
      el.replaceWith(renewed);
    }
    return renewed;
  }

  // js/client/morph.js
  var CHILD_OWNED = ["class", "data-phx-session", "data-phx-static"];
  function morphChildren(from, to, patch) {
    const targets = [...to.childNodes];
    const partners = pair([...from.childNodes], targets);
    const kept = new Set(partners);
    for (const old of [...from.childNodes])
      if (!kept.has(old))
        old.remove();
    place(from, targets.map((target, i) => partners[i] ?? target));
    targets.forEach((target, i) => {
      if (partners[i])
        morphNode(partners[i], target, patch);
      else if (target.nodeType === Node.ELEMENT_NODE)
        patch.added(target);
    });
  }
  function morphElement(from, to, patch) {
    const mode = updateMode(from, patch) ?? updateMode(to, patch);
    if (mode === "ignore")
      return morphIgnored(from, to, patch);
    const isWatched = patch.willUpdate(from, to);
    const keepsValue = patch.keepsValue(from);
    const selection = from.tagName === "SELECT" ? [...to.options].map(({ selected }) => selected) : [];
    syncAttributes(from, to, keepsValue ? "value" : "");
    if (from.hasAttribute("data-phx-session"))
      return;
    if (mode === "stream")
      morphStream(from, to, patch);
    else if (from.tagName !== "TEXTAREA")
      morphChildren(from, to, patch);
    if (!keepsValue)
      syncValue(from, to, selection);
    reapply(from);
    if (isWatched)
      patch.updated(from);
  }
  function morphNode(from, to, patch) {
    if (from.nodeType === Node.ELEMENT_NODE)
      morphElement(from, to, patch);
    else if (from.nodeValue !== to.nodeValue)
      from.nodeValue = to.nodeValue;
  }
  function updateMode(el, { prefix }) {
    return el.getAttribute(`${prefix}update`) ?? el.getAttribute("data-phx-update");
  }
  function morphIgnored(from, to, patch) {
    const names = new Set([...from.attributes, ...to.attributes].map(({ name }) => name));
    const isChanged = (name) => name.startsWith("data-") && from.getAttribute(name) !== to.getAttribute(name);
    const changed = [...names].filter(isChanged);
    if (changed.length === 0)
      return;
    const isWatched = patch.willUpdate(from, to);
    for (const name of changed)
      copyAttribute(from, to, name);
    if (isWatched)
      patch.updated(from);
  }
  function syncAttributes(from, to, except) {
    const isNestedView = from.hasAttribute("data-phx-session") && to.hasAttribute("data-phx-session");
    for (const { name } of [...to.attributes]) {
      if (isNestedView && CHILD_OWNED.includes(name) && from.getAttribute(name))
        continue;
      if (name !== except && from.getAttribute(name) !== to.getAttribute(name))
        copyAttribute(from, to, name);
    }
    for (const { name } of [...from.attributes]) {
      const isOwn = name === except || isClientOwned(name, isNestedView);
      if (!isOwn && !to.hasAttribute(name))
        from.removeAttribute(name);
    }
  }
  function isClientOwned(name, isNestedView) {
    return name === "data-phx-stream" || isNestedView && CHILD_OWNED.includes(name);
  }
  function copyAttribute(from, to, name) {
    const value = to.getAttribute(name);
    if (name === "style")
      from.style.cssText = value;
    else if (value === null)
      from.removeAttribute(name);
    else
      from.setAttribute(name, value);
  }
  function syncValue(from, to, selection) {
    if (from.tagName === "INPUT")
      syncInput(from, to);
    else if (from.tagName === "TEXTAREA") {
      if (from.defaultValue !== to.defaultValue)
        from.defaultValue = to.defaultValue;
      if (from.value !== to.value)
        from.value = to.value;
    } else if (from.tagName === "SELECT") {
      selection.forEach((isSelected, i) => {
        from.options[i].selected = isSelected;
      });
    }
  }
  function syncInput(from, to) {
    if (from.type === "file")
      return;
    from.checked = to.checked;
    if (from.value !== to.value && !from.validity.badInput)
      from.value = to.value;
  }
  function pair(olds, targets) {
    const byId = /* @__PURE__ */ new Map();
    const unnamed = [];
    for (const old of olds) {
      const id = idOf(old);
      if (!id)
        unnamed.push(old);
      else if (!byId.has(id))
        byId.set(id, old);
    }
    const partners = targets.map((target) => {
      const old = byId.get(idOf(target));
      if (!old || !isSameKind(old, target))
        return void 0;
      byId.delete(idOf(target));
      return old;
    });
    pairInOrder(unnamed, targets, partners);
    return partners;
  }
  function pairInOrder(olds, targets, partners) {
    const open = targets.map((target, i) => i).filter((i) => !idOf(targets[i]));
    let start2 = 0;
    let oldEnd = olds.length;
    let openEnd = open.length;
    const fits = (old, i) => isSameKind(olds[old], targets[open[i]]);
    while (start2 < oldEnd && start2 < openEnd && fits(start2, start2))
      partners[open[start2]] = olds[start2++];
    while (oldEnd > start2 && openEnd > start2 && fits(oldEnd - 1, openEnd - 1))
      partners[open[--openEnd]] = olds[--oldEnd];
    let next = start2;
    for (let i = start2; i < openEnd; i++) {
      let found = next;
      while (found < oldEnd && !fits(found, i))
        found++;
      if (found === oldEnd)
        continue;
      partners[open[i]] = olds[found];
      next = found + 1;
    }
  }
  function idOf(node) {
    return node.nodeType === Node.ELEMENT_NODE ? node.getAttribute("id") : null;
  }
  function isSameKind(a, b) {
    return a.nodeType === b.nodeType && a.nodeName === b.nodeName;
  }
  function place(parent, nodes) {
    const present = [...parent.childNodes];
    if (nodes.length === present.length && nodes.every((node, i) => node === present[i]))
      return;
    const positions = new Map(present.map((node, i) => [node, i]));
    const focused = nodes.find((node) => positions.has(node) && node.contains(document.activeElement));
    const staying = longestIncreasing(focused ? around(focused, nodes, positions) : nodes, positions);
    let next = null;
    for (const node of [...nodes].reverse()) {
      if (!staying.has(node))
        insert(parent, node, next, positions.has(node));
      next = node;
    }
  }
  function around(focused, nodes, positions) {
    const index = nodes.indexOf(focused);
    const side = (a, b) => Math.sign(a - b);
    return nodes.filter((node, i) => side(i, index) === side(positions.get(node), positions.get(focused)));
  }
  function insert(parent, node, next, isMove) {
    if (isMove && parent.moveBefore && parent.isConnected)
      parent.moveBefore(node, next);
    else
      parent.insertBefore(node, next);
  }
  function longestIncreasing(nodes, positions) {
    const tails = [];
    const previous = /* @__PURE__ */ new Map();
    for (const node of nodes) {
      const position = positions.get(node);
      if (position === void 0)
        continue;
      let low = 0;
      let high = tails.length;
      while (low < high) {
        const middle = low + high >> 1;
        if (positions.get(tails[middle]) < position)
          low = middle + 1;
        else
          high = middle;
      }
      previous.set(node, tails[low - 1]);
      tails[low] = node;
    }
    const staying = /* @__PURE__ */ new Set();
    for (let node = tails[tails.length - 1]; node; node = previous.get(node))
      staying.add(node);
    return staying;
  }
  function morphStream(from, to, patch) {
    const named = /* @__PURE__ */ new Set();
    for (const item of [...to.children]) {
      named.add(idOf(item));
      const entry = patch.streamed.get(idOf(item));
      if (entry)
        item.setAttribute("data-phx-stream", entry.ref);
      morphItem(from, item, entry, patch);
      if (entry?.limit)
        limitItems(from, entry);
    }
    if (patch.isJoin) {
      for (const child of [...from.children])
        if (!named.has(idOf(child)))
          child.remove();
    }
  }
  function morphItem(from, item, entry, patch) {
    const present = document.getElementById(idOf(item));
    if (present?.parentNode === from) {
      if (entry && (entry.isReset || patch.isJoin))
        insert(from, present, positionIn(from, entry), true);
      morphElement(present, item, patch);
    } else if (!entry?.isUpdateOnly) {
      from.insertBefore(item, entry ? positionIn(from, entry) : null);
      patch.added(item);
    }
  }
  function positionIn(from, { at }) {
    return at < 0 ? null : from.children[at] ?? null;
  }
  function limitItems(from, { ref, limit }) {
    const items = [...from.children].filter((child) => child.getAttribute("data-phx-stream") === ref);
    const surplus = limit < 0 ? items.slice(0, Math.max(0, items.length + limit)) : items.slice(limit);
    for (const item of surplus)
      item.remove();
  }

  // js/client/payloads.js
  function eventPayload(el, { data, value }, prefix) {
    const isUnchecked = (el.type === "checkbox" || el.type === "radio") && !el.checked;
    const hasValue = el.value !== void 0 && !isUnchecked && el.tagName !== "FORM";
    return { value: { ...data, ...boundValues(el, prefix), ...hasValue && { value: el.value }, ...value } };
  }
  function formPayload(type, el, { input, submitter, value, formValue }, prefix) {
    const meta = { ...boundValues(el, prefix), ...value };
    if (type === "submit")
      return { value: encodeSubmit(el, submitter), meta };
    const encoded = formValue ?? (el.tagName === "FORM" ? encodeChange(el, prefix) : encodeInput(el, prefix));
    return { value: encoded, meta: { ...meta, _target: input?.name || "undefined" }, uploads: {} };
  }
  function boundValues(el, prefix) {
    const start2 = `${prefix}value-`;
    const bound = [...el.attributes].filter(({ name }) => name.startsWith(start2));
    return Object.fromEntries(bound.map(({ name, value }) => [name.slice(start2.length), value]));
  }

  // js/client/rendered.js
  var isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  function extract({ e: events = [], r: reply = null, t: title, ...diff }) {
    return { diff, events, reply, title };
  }
  var Rendered = class {
    /**
     * @param {string} viewId
     * @param {object} full a full tree, as in a join's reply, after {@link extract}
     */
    constructor(viewId, full) {
      this.viewId = viewId;
      this.tree = {};
      this.components = {};
      this.merge(full);
    }
    /** @param {object} diff after {@link extract} */
    merge(diff) {
      const { c: components, ...tree } = expand(diff, diff.p);
      this.tree = merge(this.tree, tree);
      if (components)
        this.components = mergeComponents(this.components, components);
    }
    /** @returns {{html: string, streams: Array<Stream>}} the whole view; its stream entries are then forgotten */
    toHTML() {
      return print(this, (output) => printNode(this.tree, output));
    }
    /**
     * @param {number | string} cid
     * @returns {{html: string, streams: Array<Stream>}}
     */
    componentHTML(cid) {
      return print(this, (output) => printComponent(cid, output));
    }
    /** @param {number[]} cids deleted by the server */
    prune(cids) {
      for (const cid of cids)
        delete this.components[cid];
    }
  };
  function mergeComponents(before, changes) {
    const merged = {};
    const resolve2 = (cid) => {
      const find = (source) => source > 0 ? resolve2(source) : before[-source];
      merged[cid] = merged[cid] ?? mergeComponent(changes[cid], before[cid], find);
      return merged[cid];
    };
    for (const cid of Object.keys(changes))
      resolve2(cid);
    return { ...before, ...merged };
  }
  function print(rendered, write) {
    const output = { rendered, html: [], streams: [] };
    write(output);
    return { html: output.html.join(""), streams: output.streams };
  }
  function printNode(node, output) {
    if (!node.k)
      return printEntry(node, node.s, output);
    for (let i = 0; i < node.k.kc; i++)
      printEntry(node.k[i], node.s, output);
    if (!node.stream)
      return;
    output.streams.push(readStream(node.stream));
    node.k = { kc: 0 };
    delete node.stream;
  }
  function printEntry(entry, statics, output) {
    output.html.push(statics[0]);
    for (let i = 1; i < statics.length; i++) {
      printDynamic(entry[i - 1], output);
      output.html.push(statics[i]);
    }
  }
  function printDynamic(dynamic, output) {
    if (typeof dynamic === "number")
      printComponent(dynamic, output);
    else if (isObject(dynamic))
      printNode(dynamic, output);
    else
      output.html.push(String(dynamic));
  }
  function printComponent(cid, output) {
    const { rendered } = output;
    const node = rendered.components[cid];
    if (!node)
      throw new Error(`component ${cid} is missing`);
    const { html, streams } = print(rendered, (inner) => printNode(node, inner));
    output.html.push(markRoot(html, ` data-phx-component="${cid}" data-phx-view="${rendered.viewId}"`));
    output.streams.push(...streams);
  }
  function readStream([ref, inserts, deletes, isReset = false]) {
    const entries = inserts.map(([id, at, limit, isUpdateOnly]) => [id, { at, limit, isUpdateOnly: Boolean(isUpdateOnly) }]);
    return { ref, inserts: new Map(entries), deletes, isReset };
  }
  function markRoot(html, attributes) {
    const start2 = /^(?:\s|<!--[^]*?-->)*<[^\s/>!]+/.exec(html);
    if (!start2)
      throw new Error("a component needs a root element");
    return start2[0] + attributes + html.slice(start2[0].length);
  }
  function mergeComponent(change, old, find) {
    if (typeof change.s !== "number")
      return merge(old, change);
    const { s: source, ...dynamics } = change;
    return merge(find(source), dynamics);
  }
  function merge(old, change) {
    if (!isObject(change) || !isObject(old) || change.s)
      return change;
    if (change.k)
      return { ...old, ...change, k: change.stream ? change.k : mergeEntries(old.k ?? {}, change.k) };
    const merged = { ...old };
    for (const key of Object.keys(change))
      merged[key] = merge(old[key], change[key]);
    return merged;
  }
  function mergeEntries(old, changes) {
    const merged = { kc: changes.kc };
    for (let i = 0; i < changes.kc; i++)
      merged[i] = mergeMove(old, changes[i], i);
    return merged;
  }
  function mergeMove(old, change, position) {
    if (change === void 0)
      return old[position];
    if (typeof change === "number")
      return old[change];
    if (Array.isArray(change))
      return merge(old[change[0]], change[1]);
    return merge(old[position], change);
  }
  function expand(node, templates) {
    if (Array.isArray(node))
      return [node[0], expand(node[1], templates)];
    if (!isObject(node))
      return node;
    const { p: own, s: statics, k: entries, c: components, stream, r: root, ...dynamics } = node;
    const expanded = mapValues(dynamics, (dynamic) => expand(dynamic, templates));
    if (statics !== void 0)
      expanded.s = typeof statics === "number" ? templates[statics] : statics;
    if (entries)
      expanded.k = mapValues(entries, (entry) => expand(entry, own ?? templates));
    if (components)
      expanded.c = mapValues(components, expandComponent);
    if (stream)
      expanded.stream = stream;
    return expanded;
  }
  function expandComponent({ s: statics, ...rest }) {
    const expanded = expand(rest);
    return statics === void 0 ? expanded : { ...expanded, s: statics };
  }
  function mapValues(object, transform) {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, transform(value)]));
  }

  // js/client/streams.js
  function indexStreams(streams) {
    return new Map(streams.flatMap(({ ref, inserts, isReset }) => [...inserts].map(([id, entry]) => [id, { ...entry, ref, isReset }])));
  }
  function dropStreamed(root, streams) {
    for (const { ref, inserts, deletes, isReset } of streams) {
      for (const id of deletes)
        document.getElementById(id)?.remove();
      const items = isReset ? root.querySelectorAll(`[data-phx-stream="${ref}"]`) : [];
      for (const item of items)
        if (!inserts.has(item.id))
          item.remove();
    }
  }

  // js/client/view.js
  var PUSH_TIMEOUT = 3e4;
  var MAX_JOINS = 3;
  var CLOSE_GRACE = 1e3;
  var HOPELESS = ["stale", "unauthorized", "reload"];
  var View = class {
    /**
     * @param {Element} el the container
     * @param {import("./live_socket.js").LiveSocket} liveSocket
     * @param {{redirect?: string, flash?: string, referer?: string, replaces?: View, shown?: () => void}} [navigation]
     *   how a live navigation came here; `replaces` lives until this one is shown
     */
    constructor(el, liveSocket, { redirect, flash, referer, replaces, shown } = {}) {
      Object.assign(this, { el, liveSocket, redirect, flash, referer, replaces, shown });
      this.id = el.id;
      this.isMain = el.hasAttribute("data-phx-main");
      this.isSticky = el.hasAttribute("data-phx-sticky");
      this.parentId = el.getAttribute("data-phx-parent-id");
      this.href = redirect ?? location.href;
      this.channel = null;
      this.rendered = null;
      this.hooks = /* @__PURE__ */ new Map();
      this.joins = 0;
      this.attempts = 0;
      this.refs = 0;
    }
    /** @returns {boolean} whether events reach the server */
    isConnected() {
      return Boolean(this.channel?.isJoined());
    }
    // Joining
    join() {
      const { el, liveSocket } = this;
      showState(el, "loading");
      this.channel = createChannel(`lv:${this.id}`, () => this.joinParams(), liveSocket.socket, {
        joined: (response) => this.joined(response),
        refused: (response, attempts) => this.refused(response, attempts),
        lost: () => this.lost(),
        closed: () => this.closed(),
        pushed: (event, payload) => this.pushed(event, payload)
      });
      this.channel.join();
    }
    joinParams() {
      const { el, liveSocket, isSticky, flash } = this;
      const isRouted = !this.parentId && !isSticky;
      const tracked = [...document.querySelectorAll(`[${liveSocket.prefix}track-static]`)];
      return {
        [this.redirect ? "redirect" : "url"]: isRouted ? this.href : void 0,
        params: {
          ...liveSocket.params(el),
          _track_static: tracked.length > 0 ? tracked.map(({ src, href }) => src || href) : void 0,
          _mounts: this.joins,
          _mount_attempts: this.attempts++,
          _live_referer: this.referer
        },
        session: el.getAttribute("data-phx-session"),
        static: el.getAttribute("data-phx-static") || null,
        flash,
        sticky: isSticky
      };
    }
    joined({ rendered, container, live_patch: livePatch }) {
      const { liveSocket, shown } = this;
      const isRejoin = this.joins++ > 0;
      const { diff, events, title } = extract(rendered);
      liveSocket.releaseChildren(this.id);
      this.replaces?.destroy();
      if (container)
        this.el = renewContainer(this.el, container);
      this.rendered = new Rendered(this.id, diff);
      const recovery = isRejoin ? rememberForms(this) : [];
      this.patchAll({ isJoin: true, held: new Set(recovery.map(({ form }) => form)) });
      if (this.isMain)
        setTitle(title);
      dispatchEvents(events);
      showState(this.el, "connected");
      this.runBinding("connected");
      if (isRejoin)
        for (const hook of this.hooks.values())
          call(hook, "reconnected");
      this.attempts = 0;
      this.flash = this.replaces = this.shown = void 0;
      shown?.();
      if (this.isMain)
        liveSocket.mainShown(livePatch);
      recoverForms(this, recovery);
    }
    refused({ redirect, live_redirect: liveRedirect, events = [], reason, token }, attempts) {
      const { channel, liveSocket } = this;
      if (redirect || liveRedirect) {
        dispatchEvents(events);
        channel.leave();
        return redirect ? liveSocket.redirect(redirect, guardedLoad) : liveSocket.serverNavigate(liveRedirect);
      }
      showState(this.el, "error");
      if (reason === "reload")
        document.cookie = `__phoenix_reload_status__=${token}; max-age=60; path=/`;
      if (!HOPELESS.includes(reason) && attempts < MAX_JOINS)
        return;
      channel.leave();
      if (!this.parentId)
        liveSocket.pageLoad(this.redirect && this.href);
    }
    lost() {
      showState(this.el, "error");
      for (const hook of this.hooks.values())
        call(hook, "disconnected");
      this.runBinding("disconnected");
      if (this.isMain)
        this.liveSocket.mainLost();
    }
    closed() {
      const { liveSocket } = this;
      if (!this.isMain || liveSocket.isUnloading)
        return;
      showState(this.el, "error");
      setTimeout(() => {
        if (liveSocket.main === this)
          liveSocket.pageLoad();
      }, CLOSE_GRACE);
    }
    /** Leaves and lets go of everything; the container stays. */
    destroy() {
      this.channel.leave();
      for (const hook of this.hooks.values())
        destroy(hook);
      this.hooks.clear();
      this.liveSocket.forget(this);
    }
    // What the server sends
    pushed(event, payload) {
      const { liveSocket } = this;
      if (event === "diff")
        this.update(payload);
      else if (event === "redirect")
        liveSocket.redirect(payload);
      else if (event === "live_redirect")
        liveSocket.serverNavigate(payload);
      else if (event === "live_patch")
        liveSocket.serverPatch(payload);
    }
    /** @param {object} message a diff @returns {any} the reply it carries, or null */
    update(message) {
      const { diff, events, reply, title } = extract(message);
      dispatchEvents(events.filter(([, , isBefore]) => isBefore));
      if (Object.keys(diff).length > 0) {
        this.rendered.merge(diff);
        this.patchChanges(diff);
      }
      if (title !== void 0 && this.isMain)
        setTitle(title);
      dispatchEvents(events.filter(([, , isBefore]) => !isBefore));
      return reply;
    }
    // Patching
    patchChanges({ c: components = {}, p: templates, ...rest }) {
      const elements = new Map(Object.keys(components).map((cid) => [componentElement(this, cid), cid]));
      elements.delete(null);
      if (Object.keys(rest).length > 0 || elements.size === 0)
        return this.patchAll();
      for (const [el, cid] of elements) {
        const isInside = [...elements.keys()].some((other) => other !== el && other.contains(el));
        if (!isInside)
          this.patchComponent(el, cid);
      }
    }
    patchAll(options) {
      const { html, streams } = this.rendered.toHTML();
      this.patch(streams, (patch) => morphChildren(this.el, parse(html, this.el), patch), options);
    }
    patchComponent(el, cid) {
      const { html, streams } = this.rendered.componentHTML(cid);
      const [fresh] = parse(html, el).children;
      this.patch(streams, (patch) => {
        if (el.tagName === fresh.tagName)
          morphElement(el, fresh, patch);
        else {
          el.replaceWith(fresh);
          patch.added(fresh);
        }
      });
    }
    patch(streams, morph, { isJoin = false, held = /* @__PURE__ */ new Set() } = {}) {
      const { el: root, liveSocket: { prefix } } = this;
      const cids = isJoin ? [] : componentIds(this);
      const restoreFocus = keepFocus();
      const updated = [];
      const added = [];
      dropStreamed(root, streams);
      morph({
        prefix,
        isJoin,
        streamed: indexStreams(streams),
        keepsValue: (input) => held.has(input.form) || isEdited(input, prefix),
        willUpdate: (from, to) => {
          const hook = this.hooks.get(from);
          if (!hook || from.isEqualNode(to))
            return false;
          call(hook, "beforeUpdate", to);
          return true;
        },
        updated: (el) => updated.push(el),
        added: (el) => added.push(el)
      });
      restoreFocus();
      dispatch(document, "phx:update");
      syncHooks(this, updated);
      for (const el of added)
        this.runBinding("mounted", el);
      submitTriggered(this);
      this.liveSocket.syncViews();
      destroyComponents(this, cids).catch(warn);
    }
    // What the page sends
    /**
     * @param {string} event of the channel
     * @param {object} payload
     * @param {() => void} [lift] what to undo when it is answered
     * @returns {Promise<{response: any, reply: any, ref: number}>} after the answer's diff is applied
     */
    push(event, payload, lift = () => {
    }) {
      const ref = this.refs++;
      return new Promise((resolve2, reject) => {
        const failed = (reason) => {
          lift();
          reject(new Error(reason));
        };
        if (!this.isConnected())
          return failed("not connected");
        this.channel.push(event, payload, {
          ok: (response) => {
            lift();
            resolve2({ response, reply: this.settle(response), ref });
          },
          error: (response) => failed(response.reason),
          timeout: () => {
            this.liveSocket.pageLoad();
            failed("timeout");
          }
        }, PUSH_TIMEOUT);
      });
    }
    settle({ redirect, live_redirect: liveRedirect, diff }) {
      if (redirect)
        this.liveSocket.redirect(redirect);
      else if (liveRedirect)
        this.liveSocket.serverNavigate(liveRedirect);
      return diff ? this.update(diff) : null;
    }
    /** @param {Element} el the hook's @param {number | undefined} cid */
    pushHook(el, cid, event, value) {
      const lift = showLoading([el], "hook", this.liveSocket.prefix);
      return this.push("event", { type: "hook", event, value, cid }, lift);
    }
    /**
     * Sends the event of a binding.
     *
     * @param {string | null} type of event: click, change, submit, …
     * @param {Element} el which carries the binding
     * @param {string} event
     * @param {object} options also those of `payloads.js`
     * @param {string | number} [options.target] wins over the element's
     * @param {string} [options.loading] selector of elements that show the loading class, too
     */
    pushBinding(type, el, event, options = {}) {
      const { prefix } = this.liveSocket;
      const isForm = type === "change" || type === "submit";
      const payload = isForm ? formPayload(type, el, options, prefix) : eventPayload(el, options, prefix);
      for (const { view, cid } of this.targets(options.target ?? el.getAttribute(`${prefix}target`))) {
        const others = options.loading ? document.querySelectorAll(options.loading) : [];
        const parts = /* @__PURE__ */ new Set([el, options.input ?? el, ...others]);
        const lift = type === "submit" ? showSubmitting(el, parts, prefix) : showLoading(parts, type, prefix);
        view.push("event", { type: isForm ? "form" : type, event, ...payload, cid }, lift).catch(warn);
      }
    }
    /** @param {Element | string | number | null} target @returns {Array<{view: View, cid?: number}>} */
    targets(target) {
      if (target === null || target === void 0)
        return [{ view: this }];
      if (/^\d+$/.test(target))
        return [{ view: this, cid: Number(target) }];
      const elements = typeof target === "string" ? [...document.querySelectorAll(target)] : [target];
      return elements.flatMap((el) => {
        const view = this.liveSocket.owner(el);
        if (!view)
          return [];
        const component = el.closest(`[data-phx-component][data-phx-view="${view.id}"]`);
        return [{ view, cid: component ? Number(component.dataset.phxComponent) : void 0 }];
      });
    }
    /** Runs what `phx-mounted`, `phx-connected` or `phx-disconnected` say, in `root` and below. */
    runBinding(name, root = this.el) {
      const attribute = this.liveSocket.prefix + name;
      for (const el of matching(root, `[${attribute}]`)) {
        if (this.liveSocket.owner(el) === this)
          this.runEvent(el.getAttribute(attribute), el, null);
      }
    }
    runEvent(binding, el, type, options) {
      if (isCommands(binding))
        exec(binding, { view: this, el, type, ...options });
      else
        this.pushBinding(type, el, binding, options);
    }
  };
  function dispatchEvents(events) {
    for (const [name, payload] of events)
      dispatch(window, `phx:${name}`, payload);
  }
  function isEdited(input, prefix) {
    return input === document.activeElement && isTyped(input) && !input.hasAttribute(`${prefix}patch-focused`) && !isAnswered(input.form);
  }
  function submitTriggered({ el, liveSocket }) {
    const form = el.querySelector(`form[${liveSocket.prefix}trigger-action]`);
    if (!form)
      return;
    liveSocket.disconnect();
    HTMLFormElement.prototype.submit.call(form);
  }
  function rememberForms({ el, liveSocket: { prefix } }) {
    return recoverable(el, prefix).map((found) => ({ ...found, formValue: encodeChange(found.form, prefix) }));
  }
  function recoverForms(view, recovery) {
    const name = `${view.liveSocket.prefix}change`;
    for (const { form, change, event, input, formValue } of recovery) {
      const isStillThere = form.isConnected && form.getAttribute(name) === change;
      if (isStillThere)
        view.runEvent(event, form, "change", { input, formValue });
    }
  }

  // js/client/live_socket.js
  var VERSION2 = "0.1.0";
  var FLASH_COOKIE = "__phoenix_flash__";
  var LiveSocket = class {
    /**
     * @param {string} path base path of the socket, as in "/live"
     * @param {Function | object} socketOrOptions Phoenix's `Socket` is accepted and ignored
     * @param {object} [options]
     * @param {object | ((el?: Element) => object)} [options.params] of each join, called with the view's element; called
     *   without one, of the socket's URL
     * @param {Record<string, object | Function>} [options.hooks] by the name in `phx-hook`
     * @param {Record<string, (event: Event, el: Element) => object>} [options.metadata] by event type
     * @param {string} [options.bindingPrefix]
     * @param {{debounce?: number, throttle?: number}} [options.defaults] milliseconds
     */
    constructor(path, socketOrOptions = {}, options) {
      const {
        params = {},
        hooks: hooks2 = {},
        metadata = {},
        bindingPrefix = "phx-",
        defaults = {},
        ...socketOptions
      } = options ?? (typeof socketOrOptions === "function" ? {} : socketOrOptions);
      this.params = typeof params === "function" ? params : () => params;
      this.hooks = hooks2;
      this.metadata = metadata;
      this.prefix = bindingPrefix;
      this.defaults = { debounce: 300, throttle: 300, ...defaults };
      this.socket = createSocket(path, {
        isSuspended: () => document.hidden,
        ...socketOptions,
        params: () => this.params(),
        closed: (closure) => this.socketClosed(closure)
      });
      this.views = /* @__PURE__ */ new Map();
      this.main = null;
      this.page = null;
      this.isUnloading = false;
      this.banner = createBanner();
    }
    /** Starts once the document is parsed. A page without live views gets hooks and JS commands, and no socket. */
    connect() {
      if (document.readyState !== "loading")
        return this.start();
      document.addEventListener("DOMContentLoaded", () => this.start(), { once: true });
    }
    /** @param {() => void} [done] */
    disconnect(done = () => {
    }) {
      this.isUnloading = true;
      this.banner.back();
      this.socket.disconnect();
      done();
    }
    /** @returns {boolean} */
    isConnected() {
      return this.socket.isConnected();
    }
    getSocket() {
      return this.socket;
    }
    /** @returns {string} of this client */
    version() {
      return VERSION2;
    }
    /**
     * Runs encoded JS commands.
     *
     * @param {Element} el
     * @param {string} commands
     * @param {string | null} [type] of the events they push
     */
    execJS(el, commands, type = null) {
      exec(commands, { view: this.owner(el), el, type });
    }
    start() {
      this.isUnloading = false;
      if (!this.listening)
        this.listen();
      this.page = this.page ?? new View(document.body, this);
      syncHooks(this.page);
      if (document.querySelector("[data-phx-session]")) {
        this.banner.away();
        dispatch(window, "phx:page-loading-start", { to: location.href, kind: "initial" });
        this.socket.connect();
      }
      this.syncViews();
    }
    listen() {
      this.listening = new AbortController();
      const { signal } = this.listening;
      bindEvents(this, signal);
      this.navigation = createNavigation(this, signal);
      const wake = () => {
        if (!document.hidden)
          this.socket.wake();
      };
      window.addEventListener("online", wake, { signal });
      document.addEventListener("visibilitychange", wake, { signal });
      window.addEventListener("pagehide", () => this.leave(), { signal });
      window.addEventListener("pageshow", ({ persisted }) => {
        if (persisted)
          location.reload();
      }, { signal });
    }
    leave() {
      for (const view of this.views.values())
        view.channel.leave();
      this.disconnect();
    }
    // Views
    /** @param {Element} el @returns {View | undefined} whose container is around it; the page outside of them all */
    owner(el) {
      const container = el.closest("[data-phx-session]");
      return container ? this.views.get(container.id) : this.page;
    }
    /** Children joined through an earlier mount of their parent start anew. @param {string} parentId */
    releaseChildren(parentId) {
      for (const child of [...this.views.values()]) {
        if (child.parentId !== parentId)
          continue;
        child.destroy();
        child.el.setAttribute("data-phx-session", "");
      }
    }
    /** Joins containers that appeared, leaves those that are gone. */
    syncViews() {
      for (const view of [...this.views.values()])
        if (!view.el.isConnected)
          view.destroy();
      for (const el of document.querySelectorAll("[data-phx-session]")) {
        const isJoinable = el.id && el.getAttribute("data-phx-session") && !this.views.has(el.id);
        if (isJoinable)
          this.add(new View(el, this));
      }
    }
    add(view) {
      this.views.set(view.id, view);
      if (view.isMain)
        this.main = view;
      view.join();
    }
    forget(view) {
      if (this.views.get(view.id) === view)
        this.views.delete(view.id);
    }
    mainShown(livePatch) {
      this.banner.back();
      this.navigation.viewMounted();
      if (livePatch)
        this.serverPatch(livePatch);
      dispatch(window, "phx:page-loading-stop", { to: this.main.href, kind: "initial" });
    }
    mainLost() {
      if (this.isUnloading)
        return;
      this.banner.away();
      dispatch(window, "phx:page-loading-start", { to: this.main.href, kind: "error" });
    }
    socketClosed({ code, isOurs }) {
      const isDismissed = code === 1e3 && !isOurs && !this.isUnloading;
      if (isDismissed)
        setTimeout(() => {
          if (!this.isUnloading)
            this.pageLoad();
        }, 500 + 1500 * Math.random());
    }
    // Going places
    /** Loads a page because this one cannot live; stops when that loops. @param {string} [href] default: this page */
    pageLoad(href) {
      if (this.isUnloading)
        return;
      this.disconnect();
      guardedLoad(href);
    }
    /**
     * The server wants another page over HTTP.
     *
     * @param {{to: string, flash?: string}} redirect a path or an absolute URL
     * @param {(href: string) => void} [load]
     */
    redirect({ to, flash }, load2 = (href) => location.assign(href)) {
      const { protocol, href } = new URL(to, location.href);
      if (protocol !== "http:" && protocol !== "https:")
        throw new Error("not a page");
      if (flash)
        document.cookie = `${FLASH_COOKIE}=${flash}; max-age=60; path=/`;
      this.disconnect();
      load2(href);
    }
    serverNavigate({ to, kind, flash }) {
      this.navigate(to, kind, { flash });
    }
    serverPatch({ to, kind }) {
      this.main.href = new URL(to, location.href).href;
      this.navigation.arrived(kind, to, { isPatch: true });
    }
    /**
     * Asks the main view to show another URL.
     *
     * @param {string} to
     * @param {"push" | "replace"} kind
     * @param {{isPop?: boolean, scroll?: number}} [how]
     */
    async patch(to, kind, how) {
      const { href } = new URL(to, location.href);
      if (!this.main?.isConnected())
        return this.redirect({ to: href });
      const view = this.main;
      const stop = this.showLoading(href, "patch");
      try {
        const { response } = await view.push("live_patch", { url: href });
        if (response.link_redirect)
          this.navigate(href, kind, how);
        else if (!response.redirect && !response.live_redirect) {
          view.href = href;
          this.navigation.arrived(kind, href, { isPatch: true, ...how });
        }
      } catch (error) {
        warn(error);
        if (!this.isUnloading && this.main === view)
          this.redirect({ to: href });
      } finally {
        stop();
      }
    }
    /**
     * Mounts another view in the place of the main one, without a page load. The old one stays until the new one is there.
     *
     * @param {string} to
     * @param {"push" | "replace"} kind
     * @param {{isPop?: boolean, scroll?: number, flash?: string}} [how]
     */
    navigate(to, kind, { flash, ...how } = {}) {
      const { href, origin } = new URL(to, location.href);
      const old = this.main;
      if (!old || !this.isConnected() || origin !== location.origin)
        return this.redirect({ to: href, flash });
      const stop = this.showLoading(href, "redirect");
      old.channel.leave();
      this.add(new View(old.el, this, {
        redirect: href,
        flash,
        referer: old.href,
        replaces: old.joins > 0 ? old : old.replaces,
        shown: () => {
          this.navigation.arrived(kind, href, { isPatch: false, ...how });
          stop();
        }
      }));
    }
    showLoading(to, kind) {
      dispatch(window, "phx:page-loading-start", { to, kind });
      return () => dispatch(window, "phx:page-loading-stop", { to, kind });
    }
  };

  // js/index.js
  var js_exports = {};
  __export(js_exports, {
    ClerkAuth: () => ClerkAuth,
    ClerkSessionMonitor: () => ClerkSessionMonitor,
    ClerkSignOut: () => ClerkSignOut,
    ClerkUserButton: () => ClerkUserButton,
    clerkParams: () => clerkParams,
    connect: () => connect,
    hooks: () => hooks
  });

  // js/sign_in.js
  function createSignIn(attempts, go, refuse) {
    let isDecided = false;
    return async ({ session }) => {
      if (isDecided || !isSignedIn(session))
        return;
      isDecided = true;
      const token = await session.getToken().catch(warn);
      const tried = attempts(session.id);
      if (!token)
        isDecided = false;
      else if (tried.admit(digest(token)))
        go();
      else
        refuse(() => {
          tried.reset();
          go();
        });
    };
  }
  function isSignedIn(session) {
    return session && session.status !== "pending";
  }
  function digest(text) {
    let hash = 0;
    for (const character of text)
      hash = Math.imul(hash, 31) + character.charCodeAt() | 0;
    return hash;
  }

  // js/deadline.js
  function within(milliseconds, promise) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(CLERK_TIMEOUT)), milliseconds);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
  }

  // js/clerk.js
  var DEADLINE_MS = 15e3;
  var UI = "__internal_ClerkUICtor";
  function createLoader(window2) {
    const { document: document2 } = window2;
    const script = () => document2.getElementById(CLERK_SCRIPT_ID);
    const config = () => JSON.parse(document2.getElementById(CLERK_CONFIG_ID)?.textContent ?? "{}");
    let loading;
    const load2 = () => {
      loading = loading ?? within(DEADLINE_MS, start2());
      return loading;
    };
    const start2 = async () => {
      const settings = config();
      const { uiScript } = settings;
      await Promise.all([window2.Clerk ?? arrival("Clerk", script(), window2), uiScript && loadUI(uiScript)]);
      const clerk = window2.Clerk;
      if (!clerk.loaded)
        await clerk.load(loadOptions(settings, window2[UI]));
      return clerk.loaded === false ? new Promise(() => {
      }) : clerk;
    };
    const arrival = (name, element, page2) => new Promise((resolve2, reject) => {
      const settle = () => window2[name] ? resolve2() : reject(new Error(CLERK_MISSING));
      element?.addEventListener("load", settle);
      element?.addEventListener("error", settle);
      page2?.addEventListener("load", settle);
      if (page2 && document2.readyState === "complete")
        settle();
    });
    const loadUI = (src) => {
      if (window2[UI])
        return;
      const added = document2.createElement("script");
      document2.head.append(Object.assign(added, { src, crossOrigin: "anonymous", nonce: script()?.nonce }));
      return arrival(UI, added);
    };
    return { load: load2, config };
  }
  function rawToken(session) {
    return session?.lastActiveToken?.getRawString();
  }
  function loadOptions({ signInURL, signUpURL, callbackURL, afterSignOutURL }, ui) {
    return {
      signInUrl: signInURL,
      signUpUrl: signUpURL,
      signInForceRedirectUrl: callbackURL,
      signUpForceRedirectUrl: callbackURL,
      afterSignOutUrl: afterSignOutURL,
      ui: ui && { ClerkUI: ui }
    };
  }
  var shared;
  function sharedLoader() {
    shared = shared ?? createLoader(window);
    return shared;
  }

  // js/widget.js
  function createWidget(hook, name, properties) {
    const { el } = hook;
    const loader = sharedLoader();
    let clerk;
    let node;
    let failure;
    let isGone = false;
    const show2 = (text, actions) => {
      failure?.remove();
      failure = showNotice("alert", text, actions, el);
    };
    const start2 = async (ready) => {
      try {
        clerk = await loader.load();
      } catch ({ message }) {
        return isGone || fail(message);
      }
      if (!isGone)
        ready(clerk);
    };
    const fail = (message) => {
      const retry = () => location.reload();
      show2("Sign-in failed to load.", [["Try again", retry], ["Sign in", loader.config().signInURL]]);
      report(hook, ERROR, { code: CLERK_UNAVAILABLE, message });
    };
    const mount = () => {
      el.setAttribute("phx-update", "ignore");
      node = document.createElement("div");
      el.append(node);
      clerk["mount" + name](node, properties);
    };
    const stop = () => {
      isGone = true;
      failure?.remove();
      if (!node)
        return;
      clerk["unmount" + name](node);
      node.remove();
    };
    return { start: start2, mount, show: show2, stop };
  }

  // js/hooks/clerk_auth.js
  var ClerkAuth = {
    mounted() {
      const { mode, signUpUrl, signInUrl } = this.el.dataset;
      const properties = { routing: "hash", forceRedirectUrl: callbackUrl(this), signUpUrl, signInUrl };
      this.widget = createWidget(this, mode === "sign-up" ? "SignUp" : "SignIn", properties);
      this.widget.start((clerk) => follow(this, clerk));
    },
    destroyed() {
      this.unsubscribe?.();
      this.widget.stop();
    }
  };
  function follow(hook, clerk) {
    const attempts = (sessionId) => createAttempts(CALLBACKS_KEY + sessionId, 2, 6e4);
    const go = () => {
      report(hook, SIGNED_IN, {});
      load(callbackUrl(hook));
    };
    const refuse = (again) => {
      const signOut2 = () => clerk.signOut({ redirectUrl: location.href });
      hook.widget.show("Sign-in was not accepted.", [["Try again", again], ["Sign out", signOut2]]);
      report(hook, ERROR, { code: CALLBACK_REFUSED });
    };
    hook.unsubscribe = clerk.addListener(createSignIn(attempts, go, refuse));
    if (!isSignedIn(clerk.session))
      hook.widget.mount();
  }
  function callbackUrl({ el }) {
    const wanted = new URLSearchParams(location.search).get("redirect_url");
    return el.dataset.callbackUrl + (wanted ? "?" + new URLSearchParams({ redirect_url: wanted }) : "");
  }

  // js/session_monitor.js
  function createSessionMonitor(page2, push2, reload) {
    let offered;
    let hasExpired;
    const changed = ({ session, user }) => {
      if (session === void 0 || page2.authenticated !== "true")
        return;
      if (session)
        offer(rawToken(session), user);
      else if (!hasExpired)
        push2(SESSION_EXPIRED, {}).catch(reload);
      hasExpired = !session;
    };
    const offer = (token, user) => {
      if (page2.userId && user && user.id !== page2.userId)
        return reload();
      if (!token || token === offered)
        return;
      offered = token;
      push2(TOKEN, { token }).catch(() => {
        offered = null;
      });
    };
    return {
      changed,
      /** The server asked for a fresh token. */
      async renew(clerk) {
        const token = await clerk.session?.getToken({ skipCache: true });
        offer(token, clerk.user);
      },
      /** The view was mounted anew and knows nothing of earlier events. Safe to call twice. */
      reconnected(clerk) {
        offered = hasExpired = null;
        if (clerk)
          changed(clerk);
      }
    };
  }

  // js/hooks/clerk_session_monitor.js
  var GRACE_MS = 1e3;
  var ClerkSessionMonitor = {
    mounted() {
      const page2 = this.el.dataset;
      const loader = sharedLoader();
      const monitor = createSessionMonitor(page2, push.bind(null, this), () => guardedLoad());
      let unsubscribe;
      let notice;
      let departure;
      let isGone;
      const watch = (clerk) => {
        if (isGone)
          return;
        unsubscribe = clerk.addListener(monitor.changed);
        this.remind = () => monitor.reconnected(clerk);
      };
      const leave = ({ message, to }) => {
        if (notice)
          return;
        notice = showNotice("status", message ?? "You have been signed out.");
        departure = setTimeout(load, GRACE_MS, to?.[0] === "/" && location.origin + to);
      };
      const tabs = new BroadcastChannel(TABS_CHANNEL);
      tabs.onmessage = ({ data }) => {
        if (page2.authenticated === "true" && data.userId === page2.userId)
          leave(data);
      };
      this.handleEvent(SIGNED_OUT, (detail) => {
        tabs.postMessage({ ...detail, userId: page2.userId });
        leave(detail);
      });
      this.handleEvent(RENEW, () => loader.load().then(monitor.renew).catch(warn));
      loader.load().then(watch).catch(warn);
      this.release = () => {
        isGone = true;
        unsubscribe?.();
        tabs.close();
        clearTimeout(departure);
        notice?.remove();
      };
    },
    reconnected() {
      this.remind?.();
    },
    destroyed() {
      this.release();
    }
  };

  // js/sign_out.js
  var CLERK_PATIENCE_MS = 3e3;
  async function signOut({ signOutUrl, redirectUrl = "/" }, csrfToken, clerk, load2) {
    const headers = { accept: "application/json", "x-csrf-token": csrfToken };
    const response = await fetch(signOutUrl, { method: "POST", headers });
    if (!response.ok)
      throw new Error(response.status);
    const inBrowser = clerk().then((loaded) => loaded.signOut({ redirectUrl }));
    await within(CLERK_PATIENCE_MS, inBrowser).catch(warn);
    load2(redirectUrl);
  }

  // js/hooks/clerk_sign_out.js
  var ClerkSignOut = {
    mounted() {
      const { el } = this;
      const action = el.tagName === "FORM" ? "submit" : "click";
      const onAction = (event) => {
        event.preventDefault();
        if (!this.isWorking)
          begin(this);
      };
      el.addEventListener(action, onAction);
      this.release = () => el.removeEventListener(action, onAction);
    },
    destroyed() {
      this.release();
      this.failure?.remove();
    }
  };
  async function begin(hook) {
    setWorking(hook, true);
    hook.failure?.remove();
    const csrfToken = document.querySelector("meta[name=csrf-token]")?.content;
    holdAutomaticLoads(true);
    hook.liveSocket.disconnect();
    try {
      await signOut(hook.el.dataset, csrfToken, sharedLoader().load, load);
    } catch (error) {
      warn(error);
      holdAutomaticLoads(false);
      hook.liveSocket.connect();
      setWorking(hook, false);
      hook.failure = showNotice("alert", "Sign-out failed.");
    }
  }
  function setWorking(hook, isWorking) {
    const { el } = hook;
    hook.isWorking = isWorking;
    for (const control2 of el.elements ?? [el])
      control2.disabled = isWorking;
  }

  // js/hooks/clerk_user_button.js
  var ClerkUserButton = {
    mounted() {
      this.widget = createWidget(this, "UserButton");
      this.widget.start(this.widget.mount);
    },
    destroyed() {
      this.widget.stop();
    }
  };

  // js/token.js
  var WARM_UP_MS = 2e3;
  function clerkParams(el) {
    const token = el && rawToken(window.Clerk?.session);
    return token ? { [TOKEN_PARAM]: token } : {};
  }
  async function connect(liveSocket) {
    const warm = sharedLoader().load().then((clerk) => clerk.session?.getToken());
    await within(WARM_UP_MS, warm).catch(warn);
    liveSocket.connect();
  }

  // js/index.js
  var hooks = { ClerkAuth, ClerkSignOut, ClerkSessionMonitor, ClerkUserButton };

  // js/global.js
  window.ClerkLive = { LiveSocket, ViewHook, ...js_exports };
  start(document.currentScript?.dataset.liveSocket);
  function start(path) {
    if (!path)
      return;
    const { hooks: hooks2, clerkParams: clerkParams2 } = js_exports;
    const params = (el) => ({ _csrf_token: document.querySelector("meta[name=csrf-token]")?.content, ...clerkParams2(el) });
    const liveSocket = new LiveSocket(path, { hooks: hooks2, params });
    window.liveSocket = liveSocket;
    if (document.readyState === "complete")
      liveSocket.connect();
    else
      document.addEventListener("DOMContentLoaded", () => liveSocket.connect(), { once: true });
  }
})();
//# sourceMappingURL=clerk_live.js.map
