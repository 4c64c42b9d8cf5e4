(() => {
  var __defProp = Object.defineProperty;
  var __getOwnPropNames = Object.getOwnPropertyNames;
  var __defNormalProp = (obj, key, value) => key in obj ? __defProp(obj, key, { enumerable: true, configurable: true, writable: true, value }) : obj[key] = value;
  var __esm = (fn, res) => function __init() {
    return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
  };
  var __export = (target, all2) => {
    for (var name in all2)
      __defProp(target, name, { get: all2[name], enumerable: true });
  };
  var __publicField = (obj, key, value) => {
    __defNormalProp(obj, typeof key !== "symbol" ? key + "" : key, value);
    return value;
  };

  // js/client/dom.js
  function setAttr(el, name, value) {
    if (name === "style")
      el.style.cssText = value ?? "";
    else if (value == null)
      el.removeAttribute(name);
    else
      el.setAttribute(name, value);
  }
  function parse(html, context) {
    const template = document.createElement("template");
    const isDrawing = context.namespaceURI === SVG && context.tagName !== "foreignObject";
    template.innerHTML = isDrawing ? `<svg>${html}</svg>` : html;
    return isDrawing ? template.content.firstChild : template.content;
  }
  function dispatch(target, name, detail = {}, bubbles = true) {
    const options = { bubbles, cancelable: true, detail };
    return target.dispatchEvent(name === "click" ? new MouseEvent(name, options) : new CustomEvent(name, options));
  }
  function keepFocus() {
    const focused = (
      /** @type {any} */
      document.activeElement
    );
    const { selectionStart, selectionEnd, selectionDirection } = focused ?? {};
    return () => {
      if (!focused?.isConnected || focused === document.activeElement || focused === document.body)
        return;
      focused.focus({ preventScroll: true });
      if (typeof selectionStart === "number")
        focused.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
    };
  }
  function setTitle(text) {
    const { prefix = "", suffix = "", default: fallback } = document.querySelector("title")?.dataset ?? {};
    const title = text?.trim() || fallback;
    if (title !== void 0)
      document.title = prefix + title + suffix;
  }
  var SVG, SESSION, COMPONENT, VIEW, TELEPORTED, SOURCE, all, matching, byId, attr, absolute, isVisible, isEditable;
  var init_dom = __esm({
    "js/client/dom.js"() {
      SVG = "http://www.w3.org/2000/svg";
      SESSION = "data-phx-session";
      COMPONENT = "data-phx-component";
      VIEW = "data-phx-view";
      TELEPORTED = "data-phx-teleported";
      SOURCE = "data-phx-teleported-src";
      all = (root, selector) => [...root.querySelectorAll(selector)];
      matching = (root, selector) => (root.matches(selector) ? [root] : []).concat(all(root, selector));
      byId = (id) => document.getElementById(id);
      attr = (el, name) => el.getAttribute(name);
      absolute = (path) => new URL(path, location.href).href;
      isVisible = (el) => el.getClientRects().length > 0;
      isEditable = (el) => el.matches("input:not([type=button]),select,textarea");
    }
  });

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
  var init_report = __esm({
    "js/report.js"() {
    }
  });

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
  var init_notice = __esm({
    "js/notice.js"() {
    }
  });

  // js/client/timing.js
  function fullJitter(base, cap, random = Math.random) {
    return (tries) => random() * Math.min(cap, base * 2 ** tries);
  }
  function createTimer(action, clock = globalThis) {
    let id;
    const clear2 = () => clock.clearTimeout(id);
    const arm = (milliseconds) => {
      clear2();
      id = clock.setTimeout(action, milliseconds);
    };
    return { arm, clear: clear2 };
  }
  var init_timing = __esm({
    "js/client/timing.js"() {
    }
  });

  // js/more/binary.js
  function encode2(message) {
    const payload = message[4];
    if (!(payload instanceof ArrayBuffer))
      return JSON.stringify(message);
    const strings = message.slice(0, 4).map((value) => new TextEncoder().encode(value ?? ""));
    const head = [0, ...strings.map(({ length }) => length), ...strings.flatMap((bytes) => [...bytes])];
    const frame2 = new Uint8Array(head.length + payload.byteLength);
    frame2.set(head);
    frame2.set(new Uint8Array(payload), head.length);
    return frame2;
  }
  function decode(data) {
    if (typeof data === "string")
      return JSON.parse(data);
    const [kind, ...lengths] = new Uint8Array(data, 0, 5);
    const count = [3, 4, 2][kind];
    let offset = 1 + count;
    const strings = lengths.slice(0, count).map((length) => {
      offset += length;
      return new TextDecoder().decode(new Uint8Array(data, offset - length, length));
    });
    const payload = data.slice(offset);
    if (kind === 1)
      return [...strings.slice(0, 3), "phx_reply", { status: strings[3], response: payload }];
    return [...kind === 2 ? [null, null] : [strings.shift(), null], ...strings, payload];
  }
  var init_binary = __esm({
    "js/more/binary.js"() {
    }
  });

  // js/more/commands.js
  function createOperations(mark2, exec2) {
    const focusStack = [];
    const setClasses = (el, adds, removes) => {
      for (const name of [...removes, ...adds]) {
        const isPresent = adds.includes(name);
        mark2(el, `class:${name}`, ({ classList }) => classList.toggle(name, isPresent));
      }
    };
    const animate = (el, transition, others, { time = 200, blocking }, { view }, shown, done) => {
      const [during = [], start2 = [], end = []] = transition ?? [];
      if (!during.length) {
        shown?.();
        return done([], [], []);
      }
      const release = blocking === false ? null : view.liveSocket.queue.hold();
      setClasses(el, start2, [...others.filter(Boolean), ...during, ...end]);
      frame(() => {
        setClasses(el, during, []);
        frame(() => {
          shown?.();
          setClasses(el, end, start2);
        });
      });
      setTimeout(() => {
        done(during, start2, end);
        release?.();
      }, time);
    };
    const changeClasses = (el, adds, removes, { transition, ...timing }, context) => {
      animate(el, transition, [], timing, context, null, (during, start2, end) => {
        setClasses(el, [...adds, ...end], [...removes, ...during, ...start2]);
      });
    };
    const toggle = (el, { display, ins, outs, ...timing }, context) => {
      const isLeaving = isVisible(el);
      if (!isLeaving && context.type === "remove")
        return;
      const name = isLeaving ? "hide" : "show";
      const others = [isLeaving ? ins : outs].flat(2);
      const apply = () => mark2(el, "display", ({ style }) => {
        style.display = isLeaving ? "none" : display || defaultDisplay(el);
      });
      dispatch(el, `phx:${name}-start`);
      animate(el, isLeaving ? outs : ins, others, timing, context, isLeaving ? null : apply, (during, start2, end) => {
        setClasses(el, [], [...during, ...end]);
        if (isLeaving)
          apply();
        dispatch(el, `phx:${name}-end`);
      });
    };
    const setAttribute = (el, name, value) => mark2(el, `attribute:${name}`, (target) => setAttr(target, name, value));
    const onElements = {
      exec: (el, { attr: name }, context) => exec2(attr(el, name), { ...context, el }),
      dispatch(el, { event, detail, bubbles, blocking }, { view, el: dispatcher }) {
        dispatch(el, event, { ...detail, dispatcher, done: blocking && view.liveSocket.queue.hold() }, bubbles);
      },
      toggle,
      show: (el, args, context) => isVisible(el) || toggle(el, { ...args, ins: args.transition }, context),
      hide: (el, args, context) => isVisible(el) && toggle(el, { ...args, outs: args.transition }, context),
      add_class: (el, { names, ...args }, context) => changeClasses(el, names, [], args, context),
      remove_class: (el, { names, ...args }, context) => changeClasses(el, [], names, args, context),
      toggle_class(el, { names, ...args }, context) {
        const [present, absent] = [true, false].map((is) => names.filter((name) => el.classList.contains(name) === is));
        changeClasses(el, absent, present, args, context);
      },
      transition: (el, args, context) => changeClasses(el, [], [], args, context),
      set_attr: (el, { attr: [name, value] }) => setAttribute(el, name, value),
      remove_attr: (el, { attr: name }) => setAttribute(el, name, null),
      toggle_attr(el, { attr: [name, first, second = null] }) {
        const isFirst = second === null ? el.hasAttribute(name) : attr(el, name) === first;
        setAttribute(el, name, isFirst ? second : first);
      },
      ignore_attrs(el, { attrs }) {
        const isIgnored = ({ name }) => attrs.some((ignored) => new RegExp(`^${ignored.replace(/\*/g, ".*")}$`).test(name));
        mark2(el, "ignore", (target, from) => {
          for (const { name } of [...target.attributes, ...from.attributes].filter(isIgnored))
            setAttr(target, name, attr(from, name));
        });
      },
      focus: (el) => twice(() => el.focus()),
      focus_first: (el) => twice(() => focusFirst(all(el, "*"))),
      push_focus: (el) => focusStack.push(el)
    };
    const operations2 = {
      navigate: ({ href, replace }, { view }) => view.liveSocket.navigate(href, replace ? "replace" : "push"),
      patch: ({ href, replace }, { view }) => view.liveSocket.patch(href, replace ? "replace" : "push"),
      pop_focus() {
        const el = focusStack.pop();
        if (el)
          twice(() => el.focus());
      }
    };
    for (const op in onElements) {
      operations2[op] = (args, context) => {
        for (const el of resolve(args.to, context))
          onElements[op](el, args, context);
      };
    }
    return operations2;
  }
  function resolve(to, { el, view }) {
    if (!to)
      return [el];
    const find = () => to.closest ? [el.closest(to.closest)].filter(Boolean) : all(to.inner ? el : document, to.inner ?? to);
    return view.liveSocket.dom.jsQuerySelectorAll?.(el, to, find) ?? find();
  }
  function focusFirst(elements) {
    return [({ tabIndex }) => tabIndex >= 0, (el) => el.hasAttribute("tabindex")].some((isCandidate) => elements.filter(isCandidate).some((el) => {
      el.focus();
      return el === document.activeElement;
    }));
  }
  function twice(action) {
    action();
    const { activeElement } = document;
    frame(() => frame(() => {
      if (document.activeElement === activeElement)
        action();
    }));
  }
  function createCommands(liveSocket, exec2, type) {
    const run = (el, op, args) => exec2([[op, args]], { view: liveSocket.owner(el), el, type });
    const command = (op) => (el, { transition, in: ins, out: outs, ...args } = (
      /** @type {any} */
      {}
    )) => run(el, op, { ...args, transition: classes(transition), ins: classes(ins), outs: classes(outs) });
    const ofClasses = (op) => (el, names, options) => command(op)(el, { ...options, names: words(names) });
    const ofAttribute = (op) => (el, ...args) => run(el, op, { attr: args });
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
      navigate: (href, { replace } = (
        /** @type {any} */
        {}
      )) => liveSocket.navigate(href, replace ? "replace" : "push"),
      patch: (href, { replace } = (
        /** @type {any} */
        {}
      )) => liveSocket.patch(href, replace ? "replace" : "push")
    };
  }
  var frame, defaultDisplay, words, classes;
  var init_commands = __esm({
    "js/more/commands.js"() {
      init_dom();
      frame = (action) => requestAnimationFrame(action);
      defaultDisplay = ({ tagName }) => ({ TR: "table-row", TD: "table-cell" })[tagName] ?? "block";
      words = (value) => typeof value === "string" ? value.split(" ") : value;
      classes = (value) => typeof value === "string" ? [words(value), [], []] : value?.map(words);
    }
  });

  // js/more/drop.js
  function bindDrops({ on, name }, trackFiles) {
    const depths = /* @__PURE__ */ new WeakMap();
    const targetOf = ({ target }) => target.closest?.(`[${name("drop-target")}]`);
    const moved = (change) => (event) => {
      const zone = targetOf(event);
      if (!zone || !event.dataTransfer?.types.includes("Files"))
        return;
      const depth = Math.max(0, (depths.get(zone) ?? 0) + change);
      depths.set(zone, depth);
      zone.classList.toggle(ACTIVE, depth > 0);
    };
    const dropped = (event) => {
      event.preventDefault();
      const zone = targetOf(event);
      if (!zone)
        return;
      depths.delete(zone);
      zone.classList.remove(ACTIVE);
      const input = byId(attr(zone, name("drop-target")));
      const { files = [] } = event.dataTransfer ?? {};
      if (input && !input.disabled && files.length)
        trackFiles(input, files);
    };
    on((event) => event.preventDefault(), ["dragover"]);
    on(moved(1), ["dragenter"]);
    on(moved(-1), ["dragleave"]);
    on(dropped, ["drop"]);
  }
  var ACTIVE;
  var init_drop = __esm({
    "js/more/drop.js"() {
      init_dom();
      ACTIVE = "phx-drop-target-active";
    }
  });

  // js/more/events.js
  function bindMoreEvents({ on, trigger, name, pacer }, touchAll2) {
    const everywhere = (binding) => all(document, `[${name(binding)}]`);
    const keyed = (event) => {
      const { type, key, target } = event;
      const isBound = target.hasAttribute?.(name(type));
      for (const el of isBound ? [target] : everywhere(`window-${type}`)) {
        const wanted = attr(el, name("key"))?.toLowerCase();
        if (wanted && wanted !== key?.toLowerCase())
          continue;
        pacer.run(el, type + key, () => trigger(isBound ? type : `window-${type}`, type, el, event, { data: { key } }));
      }
    };
    const reset = ({ target: form }) => {
      touchAll2(form, false);
      const button = [...form.elements].find(({ type }) => type === "reset");
      if (button)
        requestAnimationFrame(() => dispatch(button, "input"));
    };
    on(keyed, ["keydown", "keyup"]);
    on(reset, ["reset"]);
    return (event, started) => {
      if (!isVisible(started))
        return;
      const portal = started.closest(`[${SOURCE}]`);
      for (const el of everywhere("click-away")) {
        const place = portal && !portal.contains(el) ? byId(attr(portal, SOURCE)) : started;
        if (!el.contains(place) && isInViewport(el))
          trigger("click-away", "click", el, event);
      }
    };
  }
  function isInViewport(el) {
    const { top, right, bottom, left } = el.getBoundingClientRect();
    return isVisible(el) && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  }
  var init_events = __esm({
    "js/more/events.js"() {
      init_dom();
    }
  });

  // js/more/focus_wrap.js
  var FocusWrap;
  var init_focus_wrap = __esm({
    "js/more/focus_wrap.js"() {
      init_dom();
      init_commands();
      FocusWrap = {
        mounted() {
          const { el } = this;
          const { firstElementChild: start2, lastElementChild: end } = el;
          const inside = () => all(el, "*").filter((child) => child !== start2 && child !== end);
          const enters = ({ relatedTarget }) => !el.contains(relatedTarget);
          start2.addEventListener("focus", (event) => focusFirst(enters(event) ? inside() : inside().reverse()));
          end.addEventListener("focus", (event) => focusFirst(enters(event) ? inside().reverse() : inside()));
          if (el.contains(document.activeElement))
            return;
          el.addEventListener("phx:show-end", () => el.focus());
          if (getComputedStyle(el).display !== "none")
            focusFirst(inside());
        }
      };
    }
  });

  // js/more/infinite_scroll.js
  function scrollBox(el) {
    if (/^(HTML|BODY)$/.test(el.nodeName))
      return null;
    return /scroll|auto/.test(getComputedStyle(el).overflowY) ? el : scrollBox(el.parentElement);
  }
  function isIn(box, el, edge) {
    const { top, bottom } = box?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };
    const place = el.getBoundingClientRect()[edge];
    return Math.ceil(place) >= top && Math.floor(place) <= bottom;
  }
  function throttle(action) {
    const timers = /* @__PURE__ */ new Map();
    const run = (kind, values) => {
      if (timers.has(kind))
        return timers.get(kind).next = values;
      action(...values());
      const timer = { id: setTimeout(() => {
        timers.delete(kind);
        if (timer.next)
          run(kind, timer.next);
      }, INTERVAL_MS), next: null };
      timers.set(kind, timer);
    };
    run.cancel = () => {
      for (const { id } of timers.values())
        clearTimeout(id);
    };
    return run;
  }
  var INTERVAL_MS, InfiniteScroll, scrollOf;
  var init_infinite_scroll = __esm({
    "js/more/infinite_scroll.js"() {
      init_dom();
      INTERVAL_MS = 500;
      InfiniteScroll = {
        mounted() {
          const { el, liveSocket } = this;
          const box = scrollBox(el);
          const name = (binding) => liveSocket.binding(`viewport-${binding}`);
          let before = scrollOf(box);
          let hasOverrun = false;
          let keep = null;
          const push2 = throttle((edge, child, value, block) => {
            keep = () => {
              if (block)
                child.scrollIntoView({ block });
            };
            const callback = () => {
              keep = null;
              requestAnimationFrame(() => {
                if (block && !isIn(box, child, "top"))
                  child.scrollIntoView({ block });
              });
            };
            liveSocket.js().push(el, attr(el, name(edge)), { value: { id: child.id, ...value }, callback });
          });
          const scrolled = () => {
            const now = scrollOf(box);
            const isUp = now < before;
            const isDown = now > before;
            before = now;
            if (keep)
              return keep();
            const { top } = (byId(attr(el, name("overrun-target"))) ?? el).getBoundingClientRect();
            const { firstElementChild: first, lastElementChild: last } = el;
            if (isDown && top <= 0)
              hasOverrun = false;
            if (isUp && !hasOverrun && top >= 0 && attr(el, name("top"))) {
              hasOverrun = true;
              push2("overrun", () => ["top", first, { _overran: true }]);
            }
            if (isUp && attr(el, name("top")) && first && isIn(box, first, "top"))
              push2("top", () => ["top", first, {}, "start"]);
            else if (isDown && attr(el, name("bottom")) && last && isIn(box, last, "bottom"))
              push2("bottom", () => ["bottom", last, {}, "end"]);
          };
          const target = box ?? window;
          target.addEventListener("scroll", scrolled);
          this.box = box;
          this.release = () => {
            push2.cancel();
            target.removeEventListener("scroll", scrolled);
          };
        },
        updated() {
          if (!this.box || this.box.isConnected)
            return;
          this.release();
          this.mounted();
        },
        destroyed() {
          this.release();
        }
      };
      scrollOf = (box) => (box ?? document.scrollingElement).scrollTop;
    }
  });

  // js/more/long_poll.js
  var ABORT_MS, RETRY_MS, BATCH, LongPoll;
  var init_long_poll = __esm({
    "js/more/long_poll.js"() {
      ABORT_MS = 2e4;
      RETRY_MS = 1e3;
      BATCH = 100;
      LongPoll = class {
        /** @param {string} url @param {string[]} [protocols] the second holds the user's token, in base64 */
        constructor(url, protocols) {
          this.url = url;
          this.authToken = protocols && atob(protocols[1].split(".").pop());
          this.readyState = 0;
          this.outbox = [];
          this.aborter = new AbortController();
          this.poll();
        }
        async request(method, headers = {}, body = void 0) {
          const sent = { ...headers };
          if (this.token)
            sent["x-phoenix-longpoll-token"] = this.token;
          if (this.authToken)
            sent["x-phoenix-authtoken"] = this.authToken;
          const signal = AbortSignal.any?.([this.aborter.signal, AbortSignal.timeout(ABORT_MS)]) ?? this.aborter.signal;
          const response = await fetch(this.url, { method, headers: sent, body, signal, cache: "no-store" });
          return response.json();
        }
        async poll() {
          while (this.readyState < 2) {
            try {
              this.accept(await this.request("GET"));
            } catch (error) {
              if (error.name !== "TimeoutError")
                this.end(1006);
            }
          }
        }
        accept({ status, token, messages = [] }) {
          if (this.readyState > 1)
            return;
          const isNew = !this.token;
          if (status === 410 && !isNew)
            return this.end(3410);
          if (![200, 204, 410].includes(status))
            return this.end(1008);
          this.token = token;
          if (isNew) {
            this.readyState = 1;
            this.onopen();
          }
          for (const data of messages)
            this.onmessage?.({ data });
        }
        /** @param {string | Uint8Array} frame */
        send(frame2) {
          this.outbox.push(typeof frame2 === "string" ? frame2 : btoa(String.fromCharCode(...frame2)));
          if (this.outbox.length === 1 && !this.isSending)
            queueMicrotask(() => this.flush());
        }
        async flush() {
          this.isSending = true;
          try {
            while (this.outbox.length && this.readyState === 1) {
              const body = this.outbox.splice(0, BATCH).join("\n");
              const { status } = await this.request("POST", { "content-type": "application/x-ndjson" }, body);
              if (status !== 200)
                this.end(status === 410 ? 3410 : 1006);
            }
          } catch {
            this.end(1006);
          }
          this.isSending = false;
        }
        /** Like a broken connection: whoever listens may open another one. */
        end(code) {
          if (this.readyState > 1)
            return;
          this.close();
          setTimeout(() => this.onclose?.({ code }), code === 1006 ? RETRY_MS : 0);
        }
        close() {
          this.readyState = 3;
          this.aborter.abort();
        }
      };
      __publicField(LongPoll, "segment", "longpoll");
    }
  });

  // js/more/navigation.js
  function createNavigation(liveSocket, addView, signal) {
    let current = location.href;
    let position = history.state?.position ?? 0;
    let mounts = 0;
    let links = 0;
    let scrolled;
    const view = () => `${page}:${mounts}`;
    const write = (kind, href, state) => history[`${kind}State`]({ ...state, position, view: view() }, "", href);
    const isNew = () => withoutHash(location.href) !== withoutHash(current);
    const show = (name, href, patch2, isPop, isForward = true) => dispatch(window, name, { href, patch: patch2, pop: isPop, direction: isForward ? "forward" : "backward" });
    const arrived = (kind, href, isPatch, { isPop = false, scroll, isForward } = {}) => {
      clearTimeout(scrolled);
      if (!isPatch)
        mounts += 1;
      if (!isPop && kind === "push")
        position += 1;
      write(kind, href, isPop && history.state);
      current = location.href;
      requestAnimationFrame(() => scrollTo(isPatch, scroll));
      if (!isPatch)
        focusNew(liveSocket.main.el);
      show("phx:navigate", current, isPatch, isPop, isForward);
    };
    const patch = async (to, kind, how = {}) => {
      const href = absolute(to);
      const { main } = liveSocket;
      if (!main?.isConnected())
        return liveSocket.redirect({ to: href });
      const link = ++links;
      const stop = liveSocket.showLoading({ to: href, kind: "patch" });
      try {
        const { response } = await main.pushEvent("click", how.link ? [how.link] : [], { url: href }, {}, "live_patch");
        if (link !== links || response.redirect || response.live_redirect)
          return;
        if (response.link_redirect)
          return navigate(href, kind, how);
        main.href = href;
        arrived(kind, href, true, how);
      } catch (error) {
        warn(error);
        if (!liveSocket.isUnloading && liveSocket.main === main)
          liveSocket.redirect({ to: href });
      } finally {
        stop();
      }
    };
    const navigate = (to, kind, how = {}) => {
      const href = absolute(to);
      const { flash, link } = how;
      const old = liveSocket.main;
      const isPossible = old && liveSocket.isConnected() && new URL(href).origin === location.origin;
      if (!isPossible)
        return liveSocket.redirect({ to: href, flash });
      const stop = liveSocket.showLoading({ to: href, kind: "redirect" });
      if (!how.isPop)
        keepScroll();
      links += 1;
      link?.classList.add("phx-click-loading");
      runRemovals(old);
      old.channel.leave();
      addView(old.el, {
        redirect: href,
        flash,
        referer: old.href,
        replaces: old.joins > 0 ? old : old.replaces,
        shown: () => {
          link?.classList.remove("phx-click-loading");
          arrived(kind, href, false, how);
          stop();
        }
      });
    };
    const runRemovals = (old) => {
      const attribute = liveSocket.binding("remove");
      const elements = liveSocket.cascadePhxRemoveOnNavigation ? all(old.el, `[${attribute}]`) : [];
      for (const el of elements)
        if (!el.closest("[data-phx-sticky]"))
          old.runEvent(attr(el, attribute), el, "remove");
    };
    const followLink = (event) => {
      const { target, button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented } = event;
      const link = target.closest("a[data-phx-link]");
      const isOurs = link && link.origin === location.origin && !link.target && !link.hasAttribute("download");
      if (!isOurs || button || metaKey || ctrlKey || shiftKey || altKey || defaultPrevented || !liveSocket.isConnected())
        return false;
      const { href, dataset: { phxLink, phxLinkState } } = link;
      event.preventDefault();
      const go = phxLink === "patch" ? patch : navigate;
      if (show("phx:before-navigate", href, go === patch, false))
        go(href, phxLinkState, { link });
      liveSocket.owner(link)?.runEvent(attr(link, liveSocket.binding("click")), link, "click");
      return true;
    };
    const popped = ({ state }) => {
      const { href } = location;
      if (!isNew())
        return;
      const isForward = state?.position > position;
      const go = state?.view === view() ? patch : navigate;
      if (!show("phx:before-navigate", href, go === patch, true, isForward))
        return history.go(isForward ? -1 : 1);
      current = href;
      position = state?.position ?? 0;
      go(href, "replace", { isPop: true, scroll: state?.scroll ?? 0, isForward });
    };
    const keepScroll = () => {
      clearTimeout(scrolled);
      if (!isNew())
        history.replaceState({ ...history.state, scroll: scrollY }, "");
    };
    const scrolling = () => {
      clearTimeout(scrolled);
      scrolled = setTimeout(keepScroll, 100);
    };
    const on = (type, handler) => window.addEventListener(type, handler, { signal });
    on("popstate", popped);
    on("scroll", scrolling);
    on("pagehide", () => {
      history.scrollRestoration = "auto";
    });
    history.scrollRestoration = "manual";
    write("replace", current, history.state);
    return { arrived, patch, navigate, followLink };
  }
  function scrollTo(isPatch, scroll) {
    const name = decodeURIComponent(location.hash.slice(1));
    const anchor = name && (byId(name) ?? all(document, `a[name="${CSS.escape(name)}"]`)[0]);
    if (scroll !== void 0)
      window.scrollTo(0, scroll);
    else if (anchor)
      anchor.scrollIntoView();
    else if (!isPatch)
      window.scrollTo(0, 0);
  }
  function focusNew(main) {
    if (document.activeElement?.closest(`[${SESSION}]`))
      return;
    const first = all(main, "[autofocus]")[0] ?? main;
    if (first === main)
      main.tabIndex = -1;
    if (first === main)
      main.style.outline = "none";
    first.focus({ preventScroll: true });
  }
  function withoutHash(href) {
    return href.split("#")[0];
  }
  var page;
  var init_navigation = __esm({
    "js/more/navigation.js"() {
      init_report();
      init_dom();
      page = Math.random().toString(36);
    }
  });

  // js/more/portals.js
  function teleport(viewId, template, content, patch, morphElement2) {
    const target = document.querySelector(attr(template, "data-phx-portal"));
    if (!target || !content?.id)
      throw new Error("a portal needs its target on the page, and one root element with an id");
    const copy = content.cloneNode(true);
    copy.setAttribute(TELEPORTED, viewId);
    copy.setAttribute(SOURCE, template.id);
    const present = byId(content.id);
    if (!target.contains(present))
      target.append(present ?? copy);
    if (present)
      morphElement2(present, copy, patch);
    else
      patch.added.push(copy);
  }
  var init_portals = __esm({
    "js/more/portals.js"() {
      init_dom();
    }
  });

  // js/more/signs.js
  function showSigns(isAway, signal) {
    let shown;
    const show = (element) => {
      shown?.remove();
      shown = element;
    };
    const banner = createTimer(() => show(showNotice("status", "Connection lost. Reconnecting…")));
    const bar = createTimer(() => show(showBar()));
    const on = (name, handler) => window.addEventListener(`phx:${name}`, handler, { signal });
    if (isAway)
      banner.arm(BANNER_MS);
    on("page-loading-start", ({ detail: { kind } }) => {
      if (kind !== "error")
        return bar.arm(BAR_MS);
      if (!isAway)
        banner.arm(BANNER_MS);
      isAway = true;
    });
    on("page-loading-stop", () => {
      isAway = false;
      banner.clear();
      bar.clear();
      show();
    });
    on("navigate", ({ detail: { patch } }) => {
      if (!patch)
        announce(document.title);
    });
  }
  function showBar() {
    const bar = document.createElement("div");
    bar.className = "clerk-live-progress";
    bar.setAttribute("role", "progressbar");
    bar.setAttribute("aria-label", "Loading");
    bar.style.cssText = "position:fixed;inset:0 0 auto;height:3px;background:currentColor;transform-origin:0;z-index:9999";
    document.body.append(bar);
    bar.animate([{ transform: "scaleX(0)" }, { transform: "scaleX(.9)" }], {
      duration: 8e3,
      easing: "cubic-bezier(0,.9,.2,1)",
      fill: "forwards"
    });
    return bar;
  }
  function announce(text) {
    if (!region?.isConnected) {
      region = document.createElement("div");
      region.setAttribute("aria-live", "polite");
      region.style.cssText = "position:fixed;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
      document.body.append(region);
    }
    region.textContent = text;
  }
  var BANNER_MS, BAR_MS, region;
  var init_signs = __esm({
    "js/more/signs.js"() {
      init_timing();
      init_notice();
      BANNER_MS = 3e3;
      BAR_MS = 150;
    }
  });

  // js/more/upload_entry.js
  function createEntry(view, fileEl, file, ref, report2, forget) {
    let cancelled = () => {
    };
    let isCancelled = false;
    let isDone = false;
    let sent = -1;
    let finish;
    const done = new Promise((resolve2) => {
      finish = resolve2;
    });
    const end = () => {
      isDone = true;
      fileEl.removeEventListener("phx:live-file:updated", updated);
      finish();
    };
    const updated = () => {
      const active = (attr(fileEl, "data-phx-active-refs") ?? "").split(",");
      if (!isDone && !active.includes(ref))
        entry.cancel();
    };
    fileEl.addEventListener("phx:live-file:updated", updated);
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
        const progress = Math.min(100, Math.floor(percent));
        if (isDone || progress <= sent)
          return;
        sent = progress;
        const told = report2(ref, progress);
        if (progress < 100)
          return told.catch(warn);
        told.then(forget).catch(warn).then(end);
      },
      error(reason = "failed") {
        if (isDone)
          return;
        report2(ref, { error: reason }).catch(warn);
        forget();
        end();
      },
      cancel() {
        if (isDone)
          return;
        isCancelled = true;
        forget();
        end();
        cancelled();
      },
      /** @param {() => void} callback */
      onCancel(callback) {
        if (isCancelled)
          return callback();
        const before = cancelled;
        cancelled = () => {
          before();
          callback();
        };
      }
    };
    return entry;
  }
  function createChannelUploader(createChannel2) {
    return (entries, onError, { config }, { socket }) => entries.forEach((entry) => uploadOne(createChannel2, socket, entry, config));
  }
  function uploadOne(createChannel2, socket, entry, { chunk_size: size, chunk_timeout: patience }) {
    const { file, meta, ref } = entry;
    let offset = 0;
    const fail = (reason) => {
      channel.leave();
      if (reason !== "writer_error")
        entry.error(reason);
    };
    const next = async () => {
      const chunk = await file.slice(offset, offset + size).arrayBuffer();
      if (!channel.isJoined())
        return;
      channel.push("chunk", chunk, {
        ok: () => {
          offset += chunk.byteLength;
          entry.progress(offset / file.size * 100);
          if (offset < file.size && !entry.isDone())
            next().catch(() => fail());
        },
        error: ({ reason }) => fail(reason),
        timeout: () => fail("timeout")
      }, patience);
    };
    const channel = createChannel2(`lvu:${ref}`, () => ({ token: meta }), socket, {
      joined: () => next().catch(() => fail()),
      refused: ({ reason }) => fail(reason),
      lost: () => fail("disconnected"),
      closed: () => {
      },
      pushed: () => {
      }
    });
    entry.onCancel(() => channel.leave());
    channel.join();
  }
  var init_upload_entry = __esm({
    "js/more/upload_entry.js"() {
      init_dom();
      init_report();
    }
  });

  // js/more/uploads.js
  function createUploads(liveSocket, chosenFiles2, uploadByChannel) {
    let refs = 0;
    const begun = /* @__PURE__ */ new WeakSet();
    const running = /* @__PURE__ */ new WeakMap();
    const filesOf = (input) => chosenFiles2.get(input) ?? [];
    const activeFiles = (input) => {
      const active = refsOf(input, "active");
      return filesOf(input).filter(({ file, ref, isNew }) => file.size > 0 && (isNew || active.includes(ref)));
    };
    const waitingFiles = (input) => {
      const preflighted = refsOf(input, "preflighted");
      return activeFiles(input).filter(({ file, ref }) => !begun.has(file) && !preflighted.includes(ref));
    };
    const choose = (input, files) => {
      const before = input.multiple ? activeFiles(input) : [];
      const fresh = [...files].filter((file) => !before.some((entry) => entry.file === file));
      chosenFiles2.set(input, before.concat(fresh.map((file) => ({ file, ref: String(refs++), isNew: true }))));
    };
    const forget = (input, file) => {
      begun.delete(file);
      chosenFiles2.set(input, filesOf(input).filter((entry) => entry.file !== file));
    };
    const trackFiles = (input, files) => {
      choose(input, files);
      input.value = "";
      dispatch(input, "input");
    };
    const describe = ({ file, ref }) => ({
      ref,
      last_modified: file.lastModified,
      name: file.name || ref,
      relative_path: file.webkitRelativePath,
      type: file.type,
      size: file.size,
      meta: file.meta?.()
    });
    const announce2 = (input) => {
      const entries = activeFiles(input);
      for (const entry of entries)
        entry.isNew = false;
      return entries.length ? { [attr(input, REF)]: entries.map((entry) => ({ path: input.name, ...describe(entry) })) } : {};
    };
    const uploadInput = async (view, form, input) => {
      const chosen = waitingFiles(input);
      if (!chosen.length)
        return;
      for (const { file } of chosen)
        begun.add(file);
      const [{ view: target, cid }] = view.targets(attr(form, liveSocket.binding("target")));
      const isAuto = input.hasAttribute("data-phx-auto-upload");
      const event = attr(input, liveSocket.binding("progress"));
      const report2 = (entryRef, progress) => target.push("progress", { event, ref: attr(input, REF), entry_ref: entryRef, progress, cid });
      const entries = chosen.map(({ file, ref }) => createEntry(target, input, file, ref, report2, () => forget(input, file)));
      const { response } = await target.push("allow_upload", { ref: attr(input, REF), entries: chosen.map(describe), cid });
      const { entries: metas = {}, error = [] } = response;
      const refused2 = (entry) => error.some(([ref]) => ref === entry.ref) || error.length && !isAuto;
      for (const entry of entries) {
        entry.meta = metas[entry.ref];
        if (!entry.meta || refused2(entry))
          entry.cancel();
      }
      start2(entries.filter((entry) => !entry.isDone()), response);
      await Promise.all(entries.map((entry) => entry.done));
    };
    const start2 = (entries, response) => {
      const groups = /* @__PURE__ */ new Map();
      for (const entry of entries) {
        const { uploader } = entry.meta;
        groups.set(uploader, [...groups.get(uploader) ?? [], entry]);
      }
      for (const [uploader, group] of groups) {
        const upload = uploader ? liveSocket.uploaders[uploader] : uploadByChannel;
        const onError = (callback) => {
          for (const entry of group)
            entry.onCancel(callback);
        };
        upload(group, onError, response, liveSocket);
      }
    };
    const uploadAll = (view, form) => {
      const work = Promise.all([running.get(form), ...inputsOf(form).map((input) => uploadInput(view, form, input))]);
      running.set(form, work.catch(warn));
      return work;
    };
    const change = async (view, form, { input, formValue }, send) => {
      const isUpload = input.matches(INPUT);
      if (formValue !== void 0)
        for (const own2 of inputsOf(form))
          chosenFiles2.delete(own2);
      if (isUpload && input.files.length) {
        choose(input, input.files);
        if (input.multiple)
          input.value = "";
      }
      const answers = await send({ uploads: isUpload ? announce2(input) : {} });
      if (isUpload && input.hasAttribute("data-phx-auto-upload")) {
        await unlocked(input);
        uploadAll(view, form).catch(warn);
      }
      return answers;
    };
    const submit = async (view, form, { submitter }, send) => {
      const inputs = inputsOf(form);
      const isRefused = () => inputs.some((input) => refsOf(input, "error").length);
      if (isRefused())
        return void 0;
      const stop = view.wait("submit", [...form.elements].filter((field) => !field.matches(INPUT)).concat(form), { form, submitter });
      try {
        await running.get(form);
        await uploadAll(view, form);
      } finally {
        stop();
      }
      return isRefused() || inputs.some((input) => waitingFiles(input).length) ? void 0 : send();
    };
    const pushForm = (view, type, form, options, send) => (type === "submit" ? submit : change)(view, form, options, send);
    const LiveFileUpload = {
      mounted() {
        this.js().ignoreAttributes(this.el, ["value"]);
        this.el.addEventListener("input", () => this.relax());
        this.relax();
      },
      updated() {
        if (!refsOf(this.el, "active").length)
          this.el.value = "";
        this.relax();
        dispatch(this.el, "phx:live-file:updated", {}, false);
      },
      /** What is chosen is no longer required, though the browser may see an empty input. */
      relax() {
        const { el } = this;
        if (el.files.length || activeFiles(el).length || refsOf(el, "active").length || refsOf(el, "error").length)
          el.required = false;
      }
    };
    const LiveImgPreview = {
      mounted() {
        const ref = attr(this.el, "data-phx-entry-ref");
        const chosen = filesOf(byId(attr(this.el, REF))).find((entry) => entry.ref === ref);
        if (chosen)
          this.el.src = this.url = URL.createObjectURL(chosen.file);
      },
      destroyed() {
        URL.revokeObjectURL(this.url);
      }
    };
    return { pushForm, trackFiles, LiveFileUpload, LiveImgPreview };
  }
  function unlocked(el) {
    const locked = el.closest("[data-phx-ref-lock]");
    if (!locked)
      return void 0;
    const name = `phx:undo-lock:${attr(locked, "data-phx-ref-lock")}`;
    return new Promise((resolve2) => locked.addEventListener(name, resolve2, { once: true })).then(() => unlocked(el));
  }
  var REF, INPUT, inputsOf, refsOf;
  var init_uploads = __esm({
    "js/more/uploads.js"() {
      init_dom();
      init_report();
      init_upload_entry();
      REF = "data-phx-upload-ref";
      INPUT = `input[type=file][${REF}]`;
      inputsOf = (form) => all(form, INPUT).concat(form.id ? all(document, `${INPUT}[form="${CSS.escape(form.id)}"]`) : []);
      refsOf = (input, kind) => (attr(input, `data-phx-${kind}-refs`) || "").split(",").filter(Boolean);
    }
  });

  // js/more/index.js
  var more_exports = {};
  __export(more_exports, {
    createMore: () => createMore
  });
  function createMore(liveSocket, core, events, signal) {
    const { chosenFiles: chosenFiles2, createChannel: createChannel2, exec: exec2, mark: mark2, morphElement: morphElement2, operations: operations2, touchAll: touchAll2, View: View2 } = core;
    Object.assign(operations2, createOperations(mark2, exec2));
    Object.assign(liveSocket.socket, { encode: encode2, decode });
    if (liveSocket.signs)
      showSigns(!liveSocket.main?.isConnected(), signal);
    const { LiveFileUpload, LiveImgPreview, ...uploads } = createUploads(liveSocket, chosenFiles2, createChannelUploader(createChannel2));
    bindDrops(events, uploads.trackFiles);
    return {
      ...createNavigation(liveSocket, (el, how) => liveSocket.add(new View2(el, liveSocket, how)), signal),
      ...uploads,
      clickAway: bindMoreEvents(events, touchAll2),
      commands: (type) => createCommands(liveSocket, exec2, type),
      hooks: { FocusWrap, InfiniteScroll, LiveFileUpload, LiveImgPreview },
      teleport: (viewId, template, content, patch) => teleport(viewId, template, content, patch, morphElement2),
      LongPoll
    };
  }
  var init_more = __esm({
    "js/more/index.js"() {
      init_binary();
      init_commands();
      init_drop();
      init_events();
      init_focus_wrap();
      init_infinite_scroll();
      init_long_poll();
      init_navigation();
      init_portals();
      init_signs();
      init_upload_entry();
      init_uploads();
    }
  });

  // js/client/index.js
  var client_exports = {};
  __export(client_exports, {
    LiveSocket: () => LiveSocket,
    Rendered: () => Rendered,
    ViewHook: () => ViewHook,
    createHook: () => createHook,
    getFileURLForUpload: () => getFileURLForUpload,
    isUsedInput: () => isUsedInput
  });

  // js/client/forms.js
  init_dom();
  var used = /* @__PURE__ */ new WeakSet();
  var touch = (input) => used.add(input);
  function touchAll(form, isUsed = true) {
    for (const input of form.elements)
      used[isUsed ? "add" : "delete"](input);
  }
  var isUsedInput = (input) => used.has(input);
  function encode(entries, isUnused = () => false) {
    const encoded = new URLSearchParams();
    for (const [name, value] of entries) {
      if (typeof value !== "string")
        continue;
      if (isUnused(name))
        encoded.append(name.replace(/([^[\]]+)(\]?(?:\[\])?)$/, "_unused_$1$2"), "");
      encoded.append(name, value);
    }
    return encoded.toString();
  }
  var encodeSubmit = (form, submitter) => encode(
    /** @type {any} */
    new FormData(form, submitter)
  );
  function encodeChange(input, prefix) {
    const { form, name } = input;
    if (!form)
      return encode([[name, input.value]]);
    const exempt = `[${prefix}no-unused-field]`;
    const names = /* @__PURE__ */ new Set();
    for (const field of form.elements)
      if (field.type !== "hidden")
        names.add(field.name);
    for (const field of form.elements)
      if (used.has(field) || field.matches(exempt))
        names.delete(field.name);
    const submitter = input.type === "submit" ? input : null;
    const entries = [...new FormData(form, submitter)].filter(([entry]) => !attr(input, `${prefix}change`) || entry === name);
    return encode(
      /** @type {any} */
      entries,
      (entry) => names.has(entry) && entry !== submitter?.name && !form.matches(exempt)
    );
  }
  function recoverable(roots, prefix) {
    const forms = roots.flatMap((root) => all(root, `form[id][${prefix}change]`));
    return forms.flatMap((form) => {
      const change = attr(form, `${prefix}change`);
      const event = attr(form, `${prefix}auto-recover`) || change;
      const inputs = [...form.elements].filter((input2) => input2.name && !input2.hasAttribute(`${prefix}change`));
      const input = inputs.find(({ type }) => type !== "hidden") ?? inputs[0];
      return event === "ignore" || !input ? [] : [{ form, change, event, input, formValue: encodeChange(input, prefix) }];
    });
  }

  // js/client/files.js
  var chosenFiles = /* @__PURE__ */ new WeakMap();
  function getFileURLForUpload(input, ref) {
    const chosen = chosenFiles.get(input)?.find((entry) => entry.ref === ref);
    return chosen ? URL.createObjectURL(chosen.file) : null;
  }

  // js/client/hooks.js
  init_dom();

  // js/client/report.js
  init_dom();
  function complain(code, message, metadata, viewId) {
    console.error(code, message, metadata);
    const detail = { version: 1, level: "error", code, message: String(message), viewId, attribution: "unknown", metadata };
    dispatch(window, "phx:live-view:diagnostic", detail);
  }

  // js/client/hooks.js
  var ViewHook = class {
    /**
     * @param {import("./view.js").View | null} view null: not attached yet
     * @param {any} el
     * @param {object} [callbacks]
     */
    constructor(view, el, callbacks) {
      this.el = el;
      this.__listeners = /* @__PURE__ */ new Set();
      this.__attach(view);
      Object.assign(this, callbacks);
    }
    __attach(view) {
      this.__view = view;
      this.liveSocket = view?.liveSocket;
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
      const pushes = this.__view.targets(target).map(({ view, cid }) => view.pushHook(this.el, cid, event, payload, target));
      if (!onReply)
        return Promise.allSettled(pushes);
      for (const pushed of pushes)
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
    /** @param {any} listener */
    removeHandleEvent(listener) {
      window.removeEventListener(listener.name, listener.handle);
      this.__listeners.delete(listener);
    }
    /** @param {string} name of a file input of the view @param {Iterable<File | Blob>} files to upload through it */
    upload(name, files) {
      this.uploadTo(this.__view.el, name, files);
    }
    /** Like {@link ViewHook#upload}, for a file input within each target. */
    uploadTo(target, name, files) {
      this.__view.injectFiles(target, name, files);
    }
    /** JS commands for scripts. */
    js() {
      return this.liveSocket.js("hook", this.el);
    }
  };
  var own = /* @__PURE__ */ new WeakMap();
  var refused = /* @__PURE__ */ new WeakSet();
  function createHook(el, callbacks) {
    if (!own.has(el)) {
      own.set(el, new ViewHook(null, el, callbacks));
      el.setAttribute("data-phx-hook", "");
    }
    return own.get(el);
  }
  function syncHooks(view, updated = []) {
    const { hooks: hooks2, liveSocket } = view;
    const { prefix } = liveSocket;
    for (const [el, { hook, name }] of [...hooks2]) {
      if (el.isConnected && nameOf(el, prefix) === name)
        continue;
      hooks2.delete(el);
      destroy(hook);
    }
    for (const el of updated)
      call(hooks2.get(el)?.hook, "updated");
    const selector = `[${prefix}hook],[data-phx-hook],[${prefix}viewport-top],[${prefix}viewport-bottom]`;
    for (const el of view.roots().flatMap((root) => matching(root, selector))) {
      if (!hooks2.has(el) && !refused.has(el) && liveSocket.viewOf(el) === (view.channel && view))
        mount(view, el);
    }
  }
  async function mount(view, el) {
    const { hooks: hooks2, liveSocket } = view;
    const name = nameOf(el, liveSocket.prefix);
    let definition = liveSocket.hooks[name];
    const entry = { name, hook: own.get(el) };
    hooks2.set(el, entry);
    if (name.startsWith("Phoenix."))
      definition = (await liveSocket.more()).hooks[name.slice(8)];
    else
      definition ??= window[`phx_hook_${name}`]?.();
    if (!entry.hook && (!el.id || !definition)) {
      hooks2.delete(el);
      refused.add(el);
      return complain("hook.unknown", `a hook needs an id on its element, and a definition: "${name}"`, { el }, view.id);
    }
    if (hooks2.get(el) !== entry)
      return;
    entry.hook ??= definition.prototype instanceof ViewHook ? new definition(view, el) : new ViewHook(view, el, definition);
    entry.hook.__attach(view);
    call(entry.hook, "mounted");
  }
  function nameOf(el, prefix) {
    const isViewport = el.hasAttribute(`${prefix}viewport-top`) || el.hasAttribute(`${prefix}viewport-bottom`);
    return isViewport ? "Phoenix.InfiniteScroll" : attr(el, "data-phx-hook") ?? attr(el, `${prefix}hook`);
  }
  function call(hook, callback, ...values) {
    try {
      hook?.[callback]?.(...values);
    } catch (error) {
      complain("hook.failed", error, { el: hook.el, callback });
    }
  }
  function destroy(hook) {
    call(hook, "destroyed");
    for (const listener of [...hook?.__listeners ?? []])
      hook.removeHandleEvent(listener);
  }

  // js/attempts.js
  init_report();
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

  // js/page_load.js
  init_notice();
  var isHeld = false;
  function holdAutomaticLoads(held2) {
    isHeld = held2;
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

  // js/client/live_socket.js
  init_report();

  // js/client/channel.js
  init_timing();
  var JOIN_TIMEOUT = 1e4;
  function createChannel(topic, params, socket, handlers, rejoinAfter = fullJitter(1e3, 1e4)) {
    const pushes = /* @__PURE__ */ new Map();
    let state = "waiting";
    let joinRef = null;
    let attempts = 0;
    const isJoined = () => state === "joined";
    const sendLeave = () => socket.send(joinRef, socket.makeRef(), topic, "phx_leave", {});
    const send = (ref, event, payload, answers, milliseconds) => {
      const deadline = createTimer(() => {
        pushes.delete(ref);
        answers.timeout();
      }, socket.clock);
      pushes.set(ref, { answers, deadline });
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
      const push2 = pushes.get(ref);
      if (!push2)
        return;
      pushes.delete(ref);
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
      const pending = [...pushes];
      pushes.clear();
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

  // js/client/live_socket.js
  init_dom();

  // js/client/events.js
  init_dom();

  // js/client/locks.js
  init_dom();
  var LOCK = "data-phx-ref-lock";
  var WAITING = "data-phx-ref-src";
  var LOADING = "data-phx-ref-loading";
  var held = /* @__PURE__ */ new WeakMap();
  var STASHES = { textContent: "data-phx-disable-with-restore", disabled: "data-phx-disabled", readOnly: "data-phx-readonly" };
  var hold = (from, to) => {
    held.set(from, to);
  };
  function keepLoading(from, to) {
    if (!from.hasAttribute(WAITING))
      return;
    for (const name of [WAITING, LOADING])
      setAttr(to, name, attr(from, name));
    for (const name of from.classList)
      if (/^phx-.*-loading$/.test(name))
        to.classList.add(name);
  }
  function stash(el, property, value) {
    const name = STASHES[property];
    if (!el.hasAttribute(name))
      el.setAttribute(name, JSON.stringify(el[property] ?? null));
    el[property] = value;
  }
  function lock(source, ref, type, elements, { form, submitter }, prefix, details, freed) {
    const name = `phx-${type}-loading`;
    const locked = new Set(elements);
    let done;
    const complete = new Promise((resolve2) => {
      done = resolve2;
    });
    const wait = (el) => {
      setAttr(el, WAITING, source.id);
      if (el !== form)
        setAttr(el, LOCK, ref);
      locked.add(el);
    };
    const free = (els) => freed(els.flatMap((el) => {
      if (attr(el, LOADING) === String(ref))
        restore(el, name);
      for (const kind of ["loading", "lock"]) {
        if (attr(el, `data-phx-ref-${kind}`) !== String(ref))
          continue;
        el.removeAttribute(`data-phx-ref-${kind}`);
        dispatch(el, `phx:undo-${kind}:${ref}`, { ref, event: details.event });
      }
      if (!el.hasAttribute(LOCK) && !el.hasAttribute(LOADING))
        el.removeAttribute(WAITING);
      const target = el.hasAttribute(LOCK) ? null : held.get(el);
      return target && held.delete(el) ? [[el, target]] : [];
    }));
    const detail = {
      ref,
      eventType: type,
      isLocked: true,
      isLoading: true,
      lockComplete: complete,
      loadingComplete: complete,
      ...details,
      lock: (el) => {
        wait(el);
        return complete;
      },
      unlock: (els) => free([].concat(els))
    };
    for (const el of elements) {
      wait(el);
      setAttr(el, LOADING, ref);
      if (submitter && el !== submitter && el !== form)
        continue;
      if (type)
        el.classList.add(name);
      const text = attr(el, `${prefix}disable-with`);
      if (text !== null) {
        stash(el, "textContent", text || el.textContent);
        stash(el, "disabled", true);
      }
      dispatch(el, "phx:push", detail);
      if (details.event)
        dispatch(el, `phx:push:${details.event}`, detail);
    }
    return () => {
      free([...locked]);
      done(detail);
    };
  }
  function restore(el, name) {
    for (const property in STASHES) {
      const stashed = attr(el, STASHES[property]);
      if (stashed)
        el[property] = JSON.parse(stashed);
      el.removeAttribute(STASHES[property]);
    }
    el.classList.remove(name);
    if (!el.classList.length)
      el.removeAttribute("class");
  }
  function disable(form, prefix) {
    const fields = [...form.elements].filter((field) => !field.closest(`[${prefix}update=ignore],[data-phx-update=ignore]`));
    for (const field of fields) {
      if (field.matches("button,[type=file]"))
        stash(field, "disabled", true);
      if (field.matches("input,textarea"))
        stash(field, "readOnly", true);
    }
    return [...fields, form];
  }

  // js/client/pacer.js
  init_dom();
  function createPacer(name, defaults) {
    const waiting = /* @__PURE__ */ new WeakMap();
    const cancel = (el) => {
      clearTimeout(waiting.get(el)?.id);
      waiting.delete(el);
    };
    const pace = (el, kind) => {
      const value = attr(el, name(kind));
      return value === "" ? defaults[kind] : value;
    };
    return {
      cancel,
      flush(el) {
        const run = waiting.get(el)?.run;
        cancel(el);
        if (el.isConnected)
          run?.();
      },
      run(el, key, action) {
        const debounce = pace(el, "debounce");
        const throttle2 = pace(el, "throttle");
        if (!debounce && !throttle2)
          return action();
        if (!debounce && waiting.get(el)?.key === key)
          return;
        cancel(el);
        const id = debounce === "blur" ? 0 : setTimeout(this.flush, debounce || throttle2, el);
        waiting.set(el, { key, id, run: debounce && action });
        if (!debounce)
          action();
      }
    };
  }

  // js/client/events.js
  function bindEvents(liveSocket, signal) {
    const name = (binding) => liveSocket.prefix + binding;
    const pacer = createPacer(name, liveSocket.defaults);
    const sent = /* @__PURE__ */ new WeakSet();
    let pressed = null;
    const trigger = (binding, type, el, originalEvent, { data, ...details } = (
      /** @type {any} */
      {}
    )) => {
      const value = attr(el, name(binding));
      if (!value)
        return;
      const metadata = liveSocket.metadata[type]?.(originalEvent, el);
      liveSocket.owner(el)?.runEvent(value, el, type, { ...details, originalEvent, data: { ...data, ...metadata } });
    };
    const clicked = (event) => {
      const { target, detail } = event;
      const { rest } = liveSocket;
      const started = detail && pressed || target;
      pressed = null;
      if (!target.closest || rest?.followLink(event))
        return;
      rest?.clickAway(event, started);
      const el = target.closest(`[${name("click")}]:not(:disabled),[${SESSION}]`);
      if (!el || el.hasAttribute(SESSION))
        return;
      if (attr(el, "href") === "#")
        event.preventDefault();
      if (!el.hasAttribute(WAITING))
        pacer.run(el, "click", () => trigger("click", "click", el, event));
    };
    const submitted = (event) => {
      const { target: form, submitter } = event;
      if (!form.hasAttribute(name("submit")))
        return;
      event.preventDefault();
      for (const field of form.elements)
        pacer.cancel(field);
      touchAll(form);
      if (!form.matches(`[${WAITING}].phx-submit-loading`))
        trigger("submit", "submit", form, event, { submitter });
    };
    const edited = (event) => {
      const { target: input, type } = event;
      if (liveSocket.blockPhxChangeWhileComposing && event.isComposing) {
        return input.addEventListener("compositionend", () => dispatch(input, type), { once: true });
      }
      if (type === "input")
        sent.add(input);
      else if (sent.delete(input))
        return;
      const el = attr(input, name("change")) ? input : input.form;
      if (!el?.hasAttribute(name("change")) || input.validity?.badInput)
        return;
      pacer.run(input, "change", () => {
        touch(input);
        trigger("change", "change", el, event, { input });
      });
    };
    const focused = (event) => {
      const { type, target } = event;
      if (target === window)
        for (const el of all(document, `[${name(`window-${type}`)}]`))
          trigger(`window-${type}`, type, el, event);
      if (!target.hasAttribute)
        return;
      if (type === "blur")
        pacer.flush(target);
      trigger(type, type, target, event);
    };
    const on = (handler, types, capture) => {
      for (const type of types) {
        const handle = (event) => {
          if (!liveSocket.isPatching)
            handler(event);
        };
        window.addEventListener(type, handle, { signal, capture });
      }
    };
    on(({ target }) => {
      pressed = target;
    }, ["mousedown"]);
    on(clicked, ["click"]);
    on(submitted, ["submit"]);
    on(edited, ["input", "change"]);
    on(focused, ["focus", "blur"], true);
    return { on, trigger, name, pacer };
  }

  // js/client/js_commands.js
  var operations = {
    push: ({ event, ...options }, { view, el, type, ...rest }) => view.pushBinding(type, el, event, { ...rest, ...options })
  };
  function exec(commands, context) {
    const list = typeof commands === "string" ? JSON.parse(commands) : commands;
    const run = () => {
      for (const [op, args] of list)
        operations[op](args, context);
    };
    if (list.every(([op]) => operations[op]))
      run();
    else
      context.view.liveSocket.more().then(run);
  }
  var isCommands = (binding) => binding[0] === "[";

  // js/client/load_more.js
  var loadMore = () => typeof CLERK_LIVE_MORE === "string" ? import(CLERK_LIVE_MORE) : Promise.resolve().then(() => (init_more(), more_exports));

  // js/client/marks.js
  var marks = /* @__PURE__ */ new WeakMap();
  function mark(el, key, apply) {
    if (!marks.has(el))
      marks.set(el, /* @__PURE__ */ new Map());
    marks.get(el).set(key, apply);
    apply(el, el);
  }
  function applyMarks(from, to) {
    marks.get(from)?.forEach((apply) => apply(to, from));
  }

  // js/client/morph.js
  init_dom();
  var STREAM = "data-phx-stream";
  var HOOK = "data-phx-hook";
  var PORTAL = "template[data-phx-portal]";
  function morphChildren(from, to, patch) {
    const targets = [...to.childNodes];
    const partners = pair(from, targets, patch);
    const kept = new Set(partners);
    const staying = (node) => {
      while (node && !kept.has(node))
        node = node.nextSibling;
      return node;
    };
    for (const old of from.childNodes)
      if (!kept.has(old))
        patch.dropped.push(old);
    let next = from.firstChild;
    targets.forEach((target, i) => {
      const old = partners[i];
      next = staying(next);
      if (!old)
        return add(from, target, next, patch);
      if (old === staying(next?.nextSibling))
        next = old;
      if (old === next)
        next = old.nextSibling;
      else
        move(from, old, next);
      if (old.nodeType === Node.ELEMENT_NODE)
        morphElement(old, target, patch);
      else if (old.nodeValue !== target.nodeValue)
        old.nodeValue = target.nodeValue;
    });
  }
  function pair(from, targets, patch) {
    const unnamed = [...from.childNodes].filter((old) => !keyOf(old));
    let at = 0;
    return targets.map((target) => {
      if (keyOf(target))
        return findNamed(target, from, patch);
      const found = unnamed.findIndex((old, i) => i >= at && old.nodeName === target.nodeName);
      if (found >= 0)
        at = found + 1;
      return unnamed[found];
    });
  }
  var keyOf = (node) => node.nodeType === Node.ELEMENT_NODE ? attr(node, "id") || attr(node, COMPONENT) : null;
  function findNamed(target, parent, { used: used2, owns }) {
    const id = attr(target, "id");
    const old = id ? byId(id) : document.querySelector(`[${COMPONENT}="${attr(target, COMPONENT)}"][${VIEW}="${attr(target, VIEW)}"]`);
    const isFree = old?.nodeName === target.nodeName && !used2.has(old) && !old.contains(parent);
    if (!isFree || old.parentNode !== parent && !owns(old.parentNode))
      return void 0;
    used2.add(old);
    return old;
  }
  function add(parent, node, next, patch) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      patch.added.push(node);
      for (const template of matching(node, PORTAL))
        patch.portals.push([template, template.content.firstElementChild]);
      for (const target of all(node, "[id]")) {
        const old = node.contains(target) && findNamed(target, parent, patch);
        if (old) {
          target.replaceWith(old);
          morphElement(old, target, patch);
        }
        placeItem(old || target, patch);
      }
    }
    parent.insertBefore(node, next);
  }
  function move(parent, node, next) {
    if (parent.moveBefore && parent.isConnected && node.isConnected)
      parent.moveBefore(node, next);
    else
      parent.insertBefore(node, next);
  }
  function morphElement(from, to, patch) {
    const { prefix, focused } = patch;
    const update = `${prefix}update`;
    const gathers = ["stream", "append", "prepend"].includes(attr(to, update));
    if (from.hasAttribute(LOCK))
      return hold(from, to);
    if (from.validity?.badInput || from.hasAttribute("data-phx-sticky"))
      return;
    applyMarks(from, to);
    keepLoading(from, to);
    for (const name of [STREAM, HOOK, TELEPORTED, SOURCE])
      if (from.hasAttribute(name))
        setAttr(to, name, attr(from, name));
    const isWatched = patch.willUpdate(from, to);
    if ((attr(from, update) ?? attr(from, "data-phx-update")) === "ignore")
      syncAttributes(from, to, (name) => !name.startsWith("data-"));
    else if (from.hasAttribute(SESSION)) {
      syncAttributes(from, to, (name) => attr(from, name) && ["class", "aria-busy", SESSION, "data-phx-static"].includes(name));
    } else {
      const keepsValue = from === focused && isEditable(from) && !to.hasAttribute(`${prefix}patch-focused`);
      const selection = all(to, "option").map(({ selected }) => selected);
      syncAttributes(from, to, (name) => keepsValue && name === "value");
      if (gathers)
        morphStream(from, to, patch);
      else if (to.matches(PORTAL))
        patch.portals.push([from, to.content.firstElementChild]);
      else if (from.tagName !== "TEXTAREA")
        morphChildren(from, to, patch);
      if (!keepsValue)
        syncValue(from, to, selection);
    }
    if (isWatched)
      patch.updated.push(from);
  }
  function syncAttributes(from, to, isKept) {
    for (const { name, value } of [...to.attributes])
      if (attr(from, name) !== value && !isKept(name))
        setAttr(from, name, value);
    for (const { name } of [...from.attributes])
      if (!to.hasAttribute(name) && !isKept(name))
        setAttr(from, name, null);
  }
  function syncValue(from, to, selection) {
    const { tagName } = from;
    if (tagName === "SELECT")
      selection.forEach((isSelected, i) => {
        from.options[i].selected = isSelected;
      });
    if (tagName === "INPUT")
      from.checked = to.checked;
    if (tagName === "TEXTAREA")
      from.defaultValue = to.defaultValue;
    if (/INPUT|TEXTAREA/.test(tagName) && from.type !== "file" && from.value !== to.value)
      from.value = to.value;
  }
  function morphStream(from, to, patch) {
    const { isJoin, entries, used: used2 } = patch;
    const targets = [...to.children];
    const named = new Set(targets.map(keyOf));
    for (const child of isJoin ? [...from.children] : [])
      if (!named.has(keyOf(child)))
        patch.discard(child);
    const first = attr(to, `${patch.prefix}update`) === "prepend" ? from.firstChild : null;
    for (const item of targets) {
      const entry = entries.get(keyOf(item));
      const present = byId(keyOf(item));
      if (entry)
        item.setAttribute(STREAM, entry.ref);
      if (present?.parentNode === from) {
        used2.add(present);
        if (entry && (entry.isMoved || isJoin))
          move(from, present, placeOf(from, entry, present));
        morphElement(present, item, patch);
      } else if (!entry?.isUpdateOnly)
        add(from, item, entry ? placeOf(from, entry) : first, patch);
      if (entry?.limit)
        limitItems(from, entry, patch);
    }
  }
  function placeItem(item, patch) {
    const { parentNode } = item;
    const entry = patch.entries.get(keyOf(item));
    if (!entry)
      return;
    item.setAttribute(STREAM, entry.ref);
    if (entry.at >= 0)
      parentNode.insertBefore(item, placeOf(parentNode, entry, item));
    if (entry.limit)
      limitItems(parentNode, entry, patch);
  }
  function placeOf(from, { at }, present) {
    if (at < 0 && (from.lastElementChild ?? from).hasAttribute(STREAM))
      return null;
    const others = [...from.children].filter((child) => child !== present);
    return others[at] ?? others[others.findLastIndex((child) => child.hasAttribute(STREAM)) + 1] ?? null;
  }
  function limitItems(from, { ref, limit }, patch) {
    const items = all(from, `:scope>[${STREAM}="${ref}"]`);
    const surplus = limit < 0 ? items.slice(0, Math.max(0, items.length + limit)) : items.slice(limit);
    surplus.forEach(patch.discard);
  }

  // js/client/queue.js
  function createQueue() {
    const waiting = [];
    let holds = 0;
    const flush = () => {
      while (!holds && waiting.length)
        waiting.shift()();
    };
    return {
      run(action) {
        waiting.push(action);
        flush();
      },
      hold() {
        holds++;
        return () => {
          holds--;
          flush();
        };
      }
    };
  }

  // js/client/socket.js
  init_timing();
  var VERSION = "2.0.0";
  var NORMAL_CLOSURE = 1e3;
  var PROBE_MS = 5e3;
  function createSocket(path, {
    params = () => ({}),
    closed = () => {
    },
    transport = globalThis.WebSocket,
    authToken,
    longPollFallbackMs,
    fallback,
    latency = () => 0,
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
    const later = (action) => latency() ? clock.setTimeout(action, latency()) : action();
    const send = (...message) => later(() => {
      if (isConnected())
        connection.send(socket.encode(message));
    });
    const open = () => {
      if (connection || !isWanted)
        return;
      const protocols = authToken && ["phoenix", `base64url.bearer.phx.${btoa(authToken).replace(/=/g, "")}`];
      connection = new transport(endpointURL(path, params(), transport.segment), protocols);
      connection.binaryType = "arraybuffer";
      connection.onopen = opened;
      connection.onmessage = ({ data }) => later(() => received(socket.decode(data)));
      connection.onclose = ({ code }) => drop(code);
      if (longPollFallbackMs)
        giveUp.arm(longPollFallbackMs);
    };
    const opened = () => {
      heartbeatRef = null;
      if (longPollFallbackMs)
        beat();
      else
        heartbeat.arm(heartbeatIntervalMs);
      for (const channel of [...channels])
        channel.socketOpened();
    };
    const received = ([joinRef, ref, topic, event, payload]) => {
      tries = 0;
      giveUp.clear();
      if (ref === heartbeatRef) {
        heartbeatRef = null;
        heartbeat.arm(heartbeatIntervalMs);
      }
      for (const channel of [...channels])
        if (channel.topic === topic)
          channel.received(joinRef, ref, event, payload);
    };
    const beat = (patience = heartbeatIntervalMs) => {
      if (heartbeatRef)
        return drop(0);
      heartbeatRef = makeRef();
      send(null, heartbeatRef, "phoenix", "heartbeat", {});
      heartbeat.arm(patience);
    };
    const heartbeat = createTimer(() => beat(), clock);
    const reconnect = createTimer(() => {
      if (!isSuspended())
        open();
    }, clock);
    const giveUp = createTimer(() => fallback?.(), clock);
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
    const socket = {
      channels,
      clock,
      isConnected,
      makeRef,
      send,
      encode: JSON.stringify,
      decode: JSON.parse,
      connect() {
        isWanted = true;
        open();
      },
      disconnect() {
        isWanted = false;
        giveUp.clear();
        reconnect.clear();
        drop(NORMAL_CLOSURE);
      },
      replaceTransport(other) {
        socket.disconnect();
        transport = other;
        longPollFallbackMs = 0;
        socket.connect();
      },
      wake() {
        if (isConnected())
          return heartbeatRef || beat(PROBE_MS);
        reconnect.clear();
        open();
      }
    };
    return socket;
  }
  function endpointURL(path, params, segment = "websocket", base = location.href) {
    const url = new URL(`${path}/${segment}`, base);
    if (segment === "websocket")
      url.protocol = url.protocol.replace("http", "ws");
    url.search = String(new URLSearchParams([...flatten({ ...params, vsn: VERSION })]));
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

  // js/client/view.js
  init_report();

  // js/client/components.js
  init_dom();
  var componentSelector = ({ id }, cid) => `[${VIEW}="${id}"][${COMPONENT}${cid ? `="${cid}"` : ""}]`;
  var componentIds = (view) => all(document, componentSelector(view)).map((el) => Number(attr(el, COMPONENT)));
  async function destroyComponents(view, before) {
    const missing = (cids2) => {
      const present = new Set(cids2.length ? componentIds(view) : []);
      return cids2.filter((cid) => !present.has(cid));
    };
    const gone = missing(before);
    if (!gone.length)
      return;
    await view.push("cids_will_destroy", { cids: gone });
    const cids = missing(gone);
    if (!cids.length)
      return;
    const { response } = await view.push("cids_destroyed", { cids });
    view.rendered.prune(response.cids);
  }

  // js/client/container.js
  init_dom();
  var STATES = {
    loading: ["loading"],
    connected: ["connected"],
    server: ["loading", "error", "server-error"],
    client: ["loading", "error", "client-error"]
  };
  function showState(el, state) {
    for (const name of new Set(Object.values(STATES).flat()))
      el.classList.toggle(`phx-${name}`, STATES[state].includes(name));
    setAttr(el, "aria-busy", state === "connected" ? null : "true");
  }
  function renewContainer(el, [tag, attributes]) {
    const isIdentity = (name) => name === "id" || name.startsWith("data-phx-");
    const renewed = el.tagName.toLowerCase() === tag ? el : document.createElement(tag);
    for (const { name } of [...el.attributes])
      setAttr(renewed, name, isIdentity(name) ? attr(el, name) : null);
    for (const name in attributes)
      if (!isIdentity(name))
        setAttr(renewed, name, attributes[name]);
    if (renewed !== el) {
      renewed.append(...el.childNodes);
      el.replaceWith(renewed);
    }
    return renewed;
  }

  // js/client/view.js
  init_dom();

  // js/client/patch.js
  init_report();
  init_dom();
  var STREAM2 = "data-phx-stream";
  var mounted = /* @__PURE__ */ new WeakSet();
  function applyPatch(view, morph, streams = [], isJoin = false) {
    const { el: root, liveSocket } = view;
    const { prefix, dom, queue } = liveSocket;
    const cids = isJoin ? [] : componentIds(view);
    const leaving = [];
    const focused = (
      /** @type {any} */
      document.activeElement
    );
    const patch = {
      prefix,
      isJoin,
      entries: /* @__PURE__ */ new Map(),
      // A person's input is theirs until the form is submitted; then the answer may change even the field that has focus.
      focused: focused?.form && focused.form === view.answered ? null : focused,
      used: /* @__PURE__ */ new Set(),
      added: [],
      updated: [],
      dropped: [],
      portals: [],
      owns: (el) => liveSocket.viewOf(el) === view,
      willUpdate(from, to) {
        dom.onBeforeElUpdated?.(from, to);
        const hook = view.hooks.get(from)?.hook;
        if (hook && !from.isEqualNode(to))
          call(hook, "beforeUpdate", to);
        return hook && !from.isEqualNode(to);
      },
      discard(el) {
        if (!el.hasAttribute?.(`${prefix}remove`))
          return el.remove();
        el.inert = true;
        leaving.push(el);
      }
    };
    const restoreFocus = keepFocus();
    dom.onPatchStart?.(root);
    liveSocket.isPatching = true;
    try {
      dropStreamed(streams, patch);
      morph(patch);
      for (const [template, content] of patch.portals)
        liveSocket.rest?.teleport(view.id, template, content, patch);
      for (const el of patch.dropped)
        if (!patch.used.has(el))
          patch.discard(el);
      for (const el of all(document, `[${TELEPORTED}="${view.id}"]`))
        if (!byId(attr(el, SOURCE)))
          el.remove();
      restoreFocus();
    } finally {
      liveSocket.isPatching = false;
    }
    dispatch(document, "phx:update");
    for (const el of patch.added)
      dom.onNodeAdded?.(el);
    syncHooks(view, patch.updated);
    runMounted(view, isJoin ? view.roots() : patch.added);
    submitTriggered(view);
    dom.onPatchEnd?.(root);
    const finish = () => {
      for (const el of leaving)
        el.remove();
      if (leaving.length)
        syncHooks(view);
      liveSocket.syncViews();
      destroyComponents(view, cids).catch(warn);
    };
    for (const el of leaving)
      view.runEvent(attr(el, `${prefix}remove`), el, "remove");
    if (leaving.length)
      queue.run(finish);
    else
      finish();
    if (patch.portals.length && !liveSocket.rest) {
      liveSocket.more().then(() => applyPatch(view, ({ portals }) => portals.push(...patch.portals)));
    }
  }
  function dropStreamed(streams, { entries, owns, discard }) {
    for (const [ref, inserts, deletes, isReset] of streams) {
      for (const [id, at, limit, isUpdateOnly] of inserts) {
        entries.set(id, { ref, at, limit, isUpdateOnly, isMoved: isReset || deletes.includes(id) });
      }
      const items = [...deletes.map(byId), ...isReset ? all(document, `[${STREAM2}="${ref}"]`) : []];
      for (const item of items)
        if (item && !entries.has(item.id) && owns(item))
          discard(item);
    }
  }
  function runMounted(view, roots) {
    const attribute = `${view.liveSocket.prefix}mounted`;
    for (const el of roots.flatMap((root) => matching(root, `[${attribute}]`))) {
      if (mounted.has(el) || view.liveSocket.owner(el) !== view)
        continue;
      mounted.add(el);
      view.runEvent(attr(el, attribute), el, null);
    }
  }
  function submitTriggered({ el, liveSocket, submitters }) {
    const form = all(el, `form[${liveSocket.prefix}trigger-action]`)[0];
    if (!form)
      return;
    liveSocket.disconnect();
    const { name, value } = submitters.get(form) ?? {};
    if (name)
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    HTMLFormElement.prototype.submit.call(form);
  }
  function clear(el) {
    const sticky = new Set(all(el, "[data-phx-sticky]"));
    for (const view of sticky)
      if (view.parentNode !== el)
        move(el, view, null);
    for (const child of [...el.childNodes])
      if (!sticky.has(child))
        child.remove();
  }

  // js/client/payloads.js
  function eventPayload(type, el, { data, value, input, submitter, formValue }, prefix) {
    const bound = {};
    for (const { name, value: text } of el.attributes) {
      if (name.startsWith(`${prefix}value-`))
        bound[name.slice(prefix.length + 6)] = text;
    }
    if (type === "submit")
      return { type: "form", value: encodeSubmit(el, submitter), meta: { ...bound, ...value } };
    if (type === "change") {
      const meta = { _target: input.name || "undefined", ...bound, ...value };
      return { type: "form", value: formValue ?? encodeChange(input, prefix), meta, uploads: {} };
    }
    if (el.value !== void 0 && el.tagName !== "FORM" && !(/checkbox|radio/.test(el.type) && !el.checked))
      bound.value = el.value;
    return { type, value: { ...data, ...bound, ...value } };
  }

  // js/client/rendered.js
  var isObject = (value) => value !== null && typeof value === "object";
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
      this.components = {};
      this.merge(full);
    }
    /** @param {any} diff after {@link extract}; belongs to this from now on */
    merge(diff) {
      expand(diff, diff.p);
      const { c: changes = {}, ...tree } = diff;
      const before = this.components;
      const merged = {};
      const resolve2 = (cid) => {
        const { s: source, ...dynamics } = changes[cid];
        if (typeof source !== "number")
          merged[cid] ??= merge(before[cid], changes[cid]);
        else
          merged[cid] ??= merge(source > 0 ? resolve2(source) : before[-source], dynamics);
        return merged[cid];
      };
      Object.keys(changes).forEach(resolve2);
      this.components = { ...before, ...merged };
      this.tree = merge(this.tree, tree);
    }
    /**
     * @param {any} [node] default: the whole view; a number is a component
     * @returns {{html: string, streams: Array<Stream>}} stream entries are forgotten once they are printed
     *
     * @typedef {[ref: string, inserts: Array<[id: string, at: number, limit: number | null, isUpdateOnly: boolean]>,
     *   deletes: string[], isReset?: boolean]} Stream ids are those of the DOM
     */
    toHTML(node = this.tree) {
      const streams = [];
      const print = (dynamic) => {
        if (typeof dynamic === "number")
          return printComponent(dynamic);
        if (!isObject(dynamic))
          return dynamic;
        const { k: entries, s: statics, stream } = dynamic;
        if (!entries)
          return printEntry(dynamic, statics);
        let html = "";
        for (let i = 0; i < entries.kc; i++)
          html += printEntry(entries[i], statics);
        if (stream) {
          streams.push(stream);
          dynamic.k = { kc: 0 };
          delete dynamic.stream;
        }
        return html;
      };
      const printEntry = (entry, statics) => {
        let html = statics[0];
        for (let i = 1; i < statics.length; i++)
          html += print(entry[i - 1]) + statics[i];
        return html;
      };
      const printComponent = (cid) => {
        const component = this.components[cid];
        if (!component)
          throw new Error(`component ${cid} is missing`);
        return print(component).replace(/^(\s|<!--[^]*?-->)*<[^\s/>]+/, `$& data-phx-component="${cid}" data-phx-view="${this.viewId}"`);
      };
      return { html: print(node), streams };
    }
    /** @param {number[]} cids deleted by the server */
    prune(cids) {
      for (const cid of cids)
        delete this.components[cid];
    }
  };
  function merge(old, change) {
    if (!isObject(change) || !isObject(old) || Array.isArray(change) || change.s)
      return change;
    const merged = { ...old };
    for (const key in change)
      merged[key] = (key === "k" ? mergeEntries : merge)(old[key], change[key]);
    return merged;
  }
  function mergeEntries(old = {}, changes) {
    const merged = { kc: changes.kc };
    for (let i = 0; i < changes.kc; i++) {
      const change = changes[i];
      if (typeof change === "number")
        merged[i] = old[change];
      else if (Array.isArray(change))
        merged[i] = merge(old[change[0]], change[1]);
      else
        merged[i] = change ? merge(old[i], change) : old[i];
    }
    return merged;
  }
  function expand(node, templates) {
    if (!isObject(node))
      return;
    const { p: own2, s: statics } = node;
    if (templates && typeof statics === "number")
      node.s = templates[statics];
    delete node.p;
    for (const key in node) {
      if (key !== "s")
        expand(node[key], key === "c" ? void 0 : key === "k" ? own2 ?? templates : templates);
    }
  }

  // js/client/view.js
  var PUSH_TIMEOUT = 3e4;
  var MAX_JOINS = 3;
  var CLOSE_GRACE = 1e3;
  var HOPELESS = ["stale", "unauthorized", "reload"];
  var UPLOAD = "input[data-phx-upload-ref]";
  var View = class {
    /**
     * @param {any} el the container
     * @param {import("./live_socket.js").LiveSocket} liveSocket
     * @param {{redirect?: string, flash?: string, referer?: string, replaces?: View, shown?: () => void, joins?: number}}
     *   [how] a live navigation came here: `replaces` lives until this one is shown; `joins` were there before
     */
    constructor(el, liveSocket, { redirect, flash, referer, replaces, shown, joins = 0 } = {}) {
      Object.assign(this, { el, liveSocket, redirect, flash, referer, replaces, shown, joins });
      this.id = el.id;
      this.isMain = el.hasAttribute("data-phx-main");
      this.isSticky = el.hasAttribute("data-phx-sticky");
      this.parentId = attr(el, "data-phx-parent-id");
      this.href = redirect ?? location.href;
      this.attempts = this.refs = 0;
      this.hooks = /* @__PURE__ */ new Map();
      this.submitters = /* @__PURE__ */ new WeakMap();
    }
    /** @returns {boolean} whether events reach the server */
    isConnected() {
      return Boolean(this.channel?.isJoined());
    }
    /** @returns {any[]} what the view consists of: its container, and what its portals have put elsewhere */
    roots() {
      return [this.el, ...all(document, `[${TELEPORTED}="${this.id}"]`)];
    }
    // Joining
    join() {
      showState(this.el, "loading");
      this.channel = createChannel(`lv:${this.id}`, () => this.joinParams(), this.liveSocket.socket, {
        joined: (response) => this.liveSocket.queue.run(() => this.joined(response)),
        refused: (response, attempts) => this.refused(response, attempts),
        lost: () => this.lost(),
        closed: () => this.closed(),
        pushed: (event, payload) => this.liveSocket.queue.run(() => this.pushed(event, payload))
      });
      this.channel.join();
    }
    joinParams() {
      const { el, liveSocket, isSticky, flash } = this;
      const tracked = all(document, `[${liveSocket.prefix}track-static]`);
      return {
        [this.redirect ? "redirect" : "url"]: this.parentId || isSticky ? void 0 : this.href,
        params: {
          ...liveSocket.params(el),
          _track_static: tracked.length ? tracked.map(({ src, href }) => src || href) : void 0,
          _mounts: this.joins,
          _mount_attempts: this.attempts++,
          _live_referer: this.referer
        },
        session: attr(el, SESSION),
        static: attr(el, "data-phx-static") || null,
        flash,
        sticky: isSticky
      };
    }
    joined({ rendered, container, live_patch: livePatch }) {
      const { liveSocket, replaces, shown } = this;
      const { diff, events, title } = extract(rendered);
      const isRejoin = this.joins++ > 0;
      const recovery = isRejoin ? recoverable(this.roots(), liveSocket.prefix) : [];
      this.attempts = 0;
      this.flash = this.replaces = this.shown = void 0;
      liveSocket.releaseChildren(this.id);
      if (replaces) {
        replaces.destroy();
        clear(this.el);
      }
      if (container)
        this.el = renewContainer(this.el, container);
      this.rendered = new Rendered(this.id, diff);
      this.patchAll(true);
      if (this.isMain)
        setTitle(title);
      dispatchEvents(events);
      clearTimeout(this.disconnecting);
      showState(this.el, "connected");
      this.runBinding("connected");
      if (isRejoin)
        for (const { hook } of this.hooks.values())
          call(hook, "reconnected");
      shown?.();
      if (this.isMain)
        liveSocket.mainShown(this, livePatch);
      this.recover(recovery);
    }
    /** Gives a fresh view what people had entered into the forms of the one before. */
    recover(recovery) {
      const name = `${this.liveSocket.prefix}change`;
      for (const { form, change, event, ...details } of recovery) {
        if (form.isConnected && attr(form, name) === change)
          this.runEvent(event, form, "change", details);
      }
    }
    refused(response, attempts) {
      const { redirect, live_redirect: liveRedirect, events = [], reason, token } = response;
      const { channel, liveSocket } = this;
      if (redirect || liveRedirect) {
        dispatchEvents(events);
        channel.leave();
        return redirect ? liveSocket.redirect(redirect, guardedLoad) : this.follow(response);
      }
      this.showError("server", response);
      if (reason === "reload")
        document.cookie = `__phoenix_reload_status__=${token}; max-age=60; path=/`;
      if (!HOPELESS.includes(reason) && attempts < MAX_JOINS)
        return;
      channel.leave();
      if (!this.parentId)
        liveSocket.pageLoad(this.redirect && this.href);
    }
    lost() {
      const { liveSocket } = this;
      for (const { hook } of this.hooks.values())
        call(hook, "disconnected");
      if (!liveSocket.isUnloading)
        this.showError(liveSocket.isConnected() ? "server" : "client");
    }
    showError(errorKind, unstructuredError) {
      const { liveSocket, href } = this;
      showState(this.el, errorKind);
      clearTimeout(this.disconnecting);
      this.disconnecting = setTimeout(() => this.runBinding("disconnected"), liveSocket.disconnectedTimeout);
      if (this.isMain)
        dispatch(window, "phx:page-loading-start", { to: href, kind: "error", errorKind, unstructuredError });
    }
    closed() {
      const { liveSocket } = this;
      if (!this.isMain || liveSocket.isUnloading)
        return;
      showState(this.el, "server");
      setTimeout(() => {
        if (liveSocket.main === this)
          liveSocket.pageLoad();
      }, CLOSE_GRACE);
    }
    /** Leaves and lets go of everything; the container stays. */
    destroy() {
      clearTimeout(this.disconnecting);
      this.channel.leave();
      for (const { hook } of this.hooks.values())
        destroy(hook);
      this.hooks.clear();
      for (const el of this.roots().slice(1))
        el.remove();
      this.liveSocket.forget(this);
    }
    // What the server sends
    pushed(event, payload) {
      const { liveSocket } = this;
      if (event === "diff")
        this.update(payload);
      else if (event === "live_patch")
        liveSocket.patched(payload);
      else
        this.follow({ [event]: payload });
    }
    /** Goes where a reply or a push leads to. */
    follow({ redirect, live_redirect: liveRedirect }) {
      if (redirect)
        this.liveSocket.redirect(redirect);
      if (liveRedirect)
        this.liveSocket.navigate(liveRedirect.to, liveRedirect.kind, liveRedirect);
    }
    /** @param {object} message a diff @returns {any} the reply it carries, or null */
    update(message) {
      const { diff, events, reply, title } = extract(message);
      const apply = () => {
        if (Object.keys(diff).length)
          this.patchChanges(diff);
        if (title !== void 0 && this.isMain)
          setTitle(title);
        dispatchEvents(events.filter(([, , isBefore]) => !isBefore));
      };
      dispatchEvents(events.filter(([, , isBefore]) => isBefore));
      if (this.liveSocket.dom.onDocumentPatch)
        this.liveSocket.dom.onDocumentPatch(apply);
      else
        apply();
      return reply;
    }
    // Patching
    patchChanges(diff) {
      const { c: changes = {}, ...rest } = diff;
      this.rendered.merge(diff);
      const elements = all(document, componentSelector(this)).filter((el) => attr(el, COMPONENT) in changes);
      const isHeld2 = elements.some((el) => el.parentNode.closest(`[${LOCK}]`));
      if (Object.keys(rest).length || !elements.length || isHeld2)
        return this.patchAll();
      let outer;
      for (const el of elements) {
        if (outer?.contains(el) || !el.isConnected)
          continue;
        outer = el;
        this.patchComponent(el, Number(attr(el, COMPONENT)));
      }
    }
    patchAll(isJoin) {
      const { html, streams } = this.rendered.toHTML();
      applyPatch(this, (patch) => morphChildren(this.el, parse(html, this.el), patch), streams, isJoin);
    }
    patchComponent(el, cid) {
      const { html, streams } = this.rendered.toHTML(cid);
      const [fresh] = parse(html, el).children;
      applyPatch(this, (patch) => {
        if (el.tagName === fresh.tagName)
          return morphElement(el, fresh, patch);
        el.replaceWith(fresh);
        patch.added.push(fresh);
      }, streams);
    }
    // What the page sends
    /**
     * @param {string} event of the channel
     * @param {object} payload
     * @param {() => void} [lift] what to undo when it is answered
     * @returns {Promise<{response: any, reply: any}>} after the answer's diff is applied
     */
    push(event, payload, lift = () => {
    }) {
      const { liveSocket } = this;
      return new Promise((resolve2, reject) => {
        const failed = (reason) => {
          lift();
          reject(new Error(reason));
        };
        if (!this.isConnected())
          return failed("not connected");
        this.channel.push(event, payload, {
          ok: (response) => liveSocket.queue.run(() => {
            lift();
            const reply = response.diff ? this.update(response.diff) : null;
            this.answered = null;
            this.follow(response);
            resolve2({ response, reply });
          }),
          error: (response) => failed(response.reason),
          timeout: () => {
            liveSocket.pageLoad();
            failed("timeout");
          }
        }, PUSH_TIMEOUT);
      });
    }
    /**
     * Sends an event, and shows that it is under way.
     *
     * @param {string | null} type
     * @param {any[]} elements that wait for the reply
     * @param {any} payload
     * @param {any} [options] `loading` selects others that wait, too
     * @param {string} [message] of the channel
     * @returns {Promise<{response: any, reply: any, ref: number}>}
     */
    async pushEvent(type, elements, payload, { loading, page_loading: isPage, ...options } = {}, message = "event") {
      if (!this.isConnected())
        throw new Error("not connected");
      const stop = isPage && this.liveSocket.showLoading({ kind: "element", target: elements[0] });
      const ref = this.refs;
      const unlock = this.wait(type, [...elements, ...loading ? all(document, loading) : []], { ...options, payload });
      return { ref, ...await this.push(message, payload, () => {
        this.answered = options.form;
        unlock();
        stop?.();
      }) };
    }
    /**
     * Shows that elements wait for the server, and keeps patches away from them.
     *
     * @param {string | null} type of event
     * @param {any[]} elements
     * @param {any} options those of `lock`
     * @returns {() => void} ends it, and gives them what they have missed
     */
    wait(type, elements, { form, submitter, payload, target, originalEvent }) {
      const details = { event: payload?.event, payload, target, originalEvent };
      return lock(this.el, this.refs++, type, elements, { form, submitter }, this.liveSocket.prefix, details, (freed) => {
        if (freed.length)
          applyPatch(this, (patch) => freed.forEach(([el, wanted]) => morphElement(el, wanted, patch)));
      });
    }
    /** @param {Element} el the hook's @param {number | undefined} cid */
    async pushHook(el, cid, event, value, target) {
      const { reply, ref } = await this.pushEvent("hook", [el], { type: "hook", event, value, cid }, { target });
      return { reply, ref };
    }
    /**
     * Sends the event of a binding.
     *
     * @param {string | null} type of event: click, change, submit, …
     * @param {any} el which carries the binding
     * @param {string} event
     * @param {any} options of `payloads.js`, and of the JS command: `target` wins over the element's, `loading` are others that
     *   show it, `callback` gets the reply
     */
    pushBinding(type, el, event, options = {}) {
      const { prefix } = this.liveSocket;
      const isForm = type === "change" || type === "submit";
      const form = isForm ? options.input?.form ?? el : null;
      const send = (extra) => Promise.all(this.targets(options.target ?? attr(el, `${prefix}target`)).map(({ view, cid, target }) => {
        const payload = { event, cid, ...eventPayload(type, el, options, prefix), ...extra };
        const elements = type === "submit" ? disable(form, prefix) : isForm ? [options.input, form] : [el];
        if (type === "submit")
          view.submitters.set(form, options.submitter);
        return view.pushEvent(type, elements, payload, { ...options, target, form: type === "submit" && form });
      }));
      const isUpload = form && all(form, UPLOAD).concat(all(document, `${UPLOAD}[form="${form.id}"]`)).length;
      const sent = isUpload ? this.liveSocket.more().then(({ pushForm }) => pushForm(this, type, form, options, send)) : send();
      sent.then((answers) => options.callback?.(answers?.[0].reply)).catch(warn);
    }
    /** @param {any} target an element, a selector, the number of a component, or nothing @returns {Array<{view: View, cid?: number, target?: any}>} */
    targets(target) {
      if (target == null)
        return [{ view: this }];
      if (/^\d+$/.test(target))
        return [{ view: this, cid: Number(target), target }];
      return (target.closest ? [target] : all(document, target)).flatMap((el) => {
        const view = this.liveSocket.owner(el);
        return view ? [{ view, cid: view.componentOf(el), target: el }] : [];
      });
    }
    /** @returns {number | undefined} the component around an element, or around the template of its portal */
    componentOf(el) {
      const found = el?.closest(`${componentSelector(this)},[${SOURCE}]`);
      if (!found)
        return void 0;
      return found.hasAttribute(COMPONENT) ? Number(attr(found, COMPONENT)) : this.componentOf(byId(attr(found, SOURCE)));
    }
    /** Uploads files through the file input of that name, as if a person had chosen them. */
    injectFiles(target, name, files) {
      for (const { target: el } of this.targets(target)) {
        const input = all(el, UPLOAD).find((candidate) => candidate.name === name);
        this.liveSocket.more().then(({ trackFiles }) => trackFiles(input, files)).catch(warn);
      }
    }
    /** Runs what `phx-connected` or `phx-disconnected` say. */
    runBinding(name) {
      const attribute = this.liveSocket.prefix + name;
      for (const el of this.roots().flatMap((root) => matching(root, `[${attribute}]`))) {
        if (this.liveSocket.owner(el) === this)
          this.runEvent(attr(el, attribute), el, null);
      }
    }
    runEvent(binding, el, type, options) {
      if (!binding)
        return;
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

  // js/client/live_socket.js
  var VERSION2 = "0.1.0";
  var FLASH_COOKIE = "__phoenix_flash__";
  var LATENCY = "phx:live-socket:latency-sim";
  var DEBUG = "phx:live-socket:debug";
  var FALLBACK = "phx:fallback:LongPoll";
  var LiveSocket = class {
    /**
     * @param {string} path base path of the socket, as in "/live"
     * @param {Function | object} [socketOrOptions] Phoenix's `Socket` is accepted and ignored
     * @param {object} [options] those not named here go to the socket: `longPollFallbackMs`, `transport`, `authToken`,
     *   `heartbeatIntervalMs`, `reconnectAfterMs`
     * @param {object | ((el?: Element) => object)} [options.params] of each join, called with the view's element; called
     *   without one, of the socket's URL
     * @param {Record<string, any>} [options.hooks] by the name in `phx-hook`
     * @param {Record<string, Function>} [options.uploaders] by the name in an entry's meta data
     * @param {Record<string, (event: Event, el: Element) => object>} [options.metadata] by event type
     * @param {string} [options.bindingPrefix]
     * @param {{debounce?: number, throttle?: number}} [options.defaults] milliseconds
     * @param {Record<string, Function>} [options.dom] callbacks around patches
     * @param {number} [options.disconnectedTimeout] milliseconds before `phx-disconnected` runs
     * @param {boolean} [options.blockPhxChangeWhileComposing]
     * @param {boolean} [options.cascadePhxRemoveOnNavigation]
     * @param {boolean} [options.signs] false: no banner, progress bar or announcement of ours
     */
    constructor(path, socketOrOptions = {}, options) {
      const {
        params = {},
        hooks: hooks2 = {},
        uploaders = {},
        metadata = {},
        bindingPrefix = "phx-",
        defaults,
        dom = {},
        signs = true,
        disconnectedTimeout = 500,
        blockPhxChangeWhileComposing,
        cascadePhxRemoveOnNavigation = true,
        ...socketOptions
      } = options ?? (typeof socketOrOptions === "function" ? {} : (
        /** @type {any} */
        socketOrOptions
      ));
      Object.assign(this, {
        hooks: hooks2,
        uploaders,
        metadata,
        dom,
        signs,
        disconnectedTimeout,
        blockPhxChangeWhileComposing,
        cascadePhxRemoveOnNavigation
      });
      this.params = typeof params === "function" ? params : () => params;
      this.prefix = bindingPrefix;
      this.defaults = { debounce: 300, throttle: 300, ...defaults };
      this.socket = createSocket(path, {
        isSuspended: () => document.hidden,
        latency: () => this.getLatencySim(),
        fallback: () => this.pollInstead(),
        ...socketOptions,
        params: () => this.params(),
        closed: (closure) => this.socketClosed(closure)
      });
      this.queue = createQueue();
      this.views = /* @__PURE__ */ new Map();
      this.released = /* @__PURE__ */ new Map();
    }
    // For applications
    /** Starts once the document is parsed. A page without live views gets hooks and JS commands, and no socket. */
    connect() {
      if (document.readyState !== "loading")
        return this.start();
      document.addEventListener("DOMContentLoaded", () => this.start(), { once: true });
    }
    /** @param {() => void} [done] */
    disconnect(done) {
      this.isUnloading = true;
      this.socket.disconnect();
      done?.();
    }
    /** @returns {boolean} */
    isConnected() {
      return this.socket.isConnected();
    }
    getSocket() {
      return this.socket;
    }
    /** @param {any} transport a class with the interface of WebSocket */
    replaceTransport(transport) {
      this.socket.replaceTransport(transport);
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
    /**
     * JS commands for scripts.
     *
     * @param {string} [type] of the events they push
     * @param {Element} [el] for `exec`, which then needs none
     * @returns {any}
     */
    js(type = "js", el) {
      const later = new Proxy({}, { get: (_, name) => (...args) => this.more().then(() => this.js(type, el)[name](...args)) });
      const commands = this.rest?.commands(type) ?? later;
      return el && this.rest ? { ...commands, exec: (list) => commands.exec(el, list) } : commands;
    }
    /** @param {number} milliseconds each way, for this tab until it is closed */
    enableLatencySim(milliseconds) {
      sessionStorage.setItem(LATENCY, String(milliseconds));
    }
    disableLatencySim() {
      sessionStorage.removeItem(LATENCY);
    }
    /** @returns {number} */
    getLatencySim() {
      return Number(sessionStorage.getItem(LATENCY));
    }
    enableDebug() {
      sessionStorage.setItem(DEBUG, "true");
    }
    disableDebug() {
      sessionStorage.setItem(DEBUG, "false");
    }
    /** @returns {boolean} */
    isDebugEnabled() {
      return sessionStorage.getItem(DEBUG) === "true";
    }
    /** @param {string} name @returns {string} of the attribute */
    binding(name) {
      return this.prefix + name;
    }
    // The page's life
    start() {
      this.isUnloading = false;
      document.cookie = "__phoenix_reload_status__=; max-age=-1; path=/";
      if (!this.listening)
        this.listen();
      this.page ??= new View(document.body, this);
      syncHooks(this.page);
      if (all(document, `[${SESSION}]`).length) {
        dispatch(window, "phx:page-loading-start", { to: location.href, kind: "initial" });
        if (sessionStorage.getItem(FALLBACK))
          this.pollInstead();
        else
          this.socket.connect();
      }
      this.syncViews();
      const idle = window.requestIdleCallback ?? setTimeout;
      idle(() => this.more().catch(warn));
    }
    listen() {
      this.listening = new AbortController();
      const { signal } = this.listening;
      this.events = bindEvents(this, signal);
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
    /** The rest of the client, fetched when it is first needed, or when there is time. @returns {Promise<any>} */
    more() {
      this.fetching ??= loadMore().then(({ createMore: createMore2 }) => {
        const core = { chosenFiles, createChannel, exec, mark, morphElement, operations, touchAll, View };
        this.rest = createMore2(this, core, this.events, this.listening.signal);
        return this.rest;
      });
      this.fetching.catch(() => {
        this.fetching = null;
      });
      return this.fetching;
    }
    async pollInstead() {
      const { LongPoll: LongPoll2 } = await this.more();
      sessionStorage.setItem(FALLBACK, "true");
      this.replaceTransport(LongPoll2);
    }
    // Views
    /** @param {Element} el @returns {View | null | undefined} whose container is around it; null: not yet; undefined: none */
    viewOf(el) {
      const container = el.closest(`[${TELEPORTED}],[${SESSION}]`);
      return container ? this.views.get(attr(container, TELEPORTED) ?? container.id) ?? null : void 0;
    }
    /** @param {Element} el @returns {View | null} who takes its events; outside of all views that is the main one, or the page */
    owner(el) {
      const view = this.viewOf(el);
      return view === void 0 ? this.main ?? this.page : view;
    }
    /** Children joined through an earlier mount of their parent start anew. @param {string} parentId */
    releaseChildren(parentId) {
      for (const child of [...this.views.values()]) {
        if (child.parentId !== parentId)
          continue;
        child.destroy();
        child.el.setAttribute(SESSION, "");
        this.released.set(child.id, child.joins);
      }
    }
    /** Joins containers that appeared, leaves those that are gone. */
    syncViews() {
      for (const view of [...this.views.values()])
        if (!view.el.isConnected)
          view.destroy();
      for (const el of all(document, `[${SESSION}]`)) {
        if (el.id && attr(el, SESSION) && !this.views.has(el.id))
          this.add(new View(el, this, { joins: this.released.get(el.id) }));
        this.released.delete(el.id);
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
    mainShown({ href }, livePatch) {
      if (livePatch)
        this.patched(livePatch);
      dispatch(window, "phx:page-loading-stop", { to: href, kind: "initial" });
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
      const href = absolute(to);
      if (!/^https?:/.test(href))
        throw new Error("not a page");
      if (flash)
        document.cookie = `${FLASH_COOKIE}=${flash}; max-age=60; path=/`;
      this.disconnect();
      load2(href);
    }
    /** The main view shows another URL. */
    patched({ to, kind }) {
      this.main.href = absolute(to);
      this.more().then(({ arrived }) => arrived(kind, to, true));
    }
    /** Asks the main view to show another URL. @param {string} to @param {"push" | "replace"} kind */
    patch(to, kind) {
      this.more().then(({ patch }) => patch(to, kind));
    }
    /** Shows another view in the place of the main one. @param {string} to @param {"push" | "replace"} kind @param {{flash?: string}} [how] */
    navigate(to, kind, how) {
      this.more().then(({ navigate }) => navigate(to, kind, how));
    }
    showLoading(detail) {
      dispatch(window, "phx:page-loading-start", detail);
      return () => dispatch(window, "phx:page-loading-stop", detail);
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

  // js/hooks/clerk_auth.js
  init_report();

  // js/sign_in.js
  init_report();
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
  init_notice();
  init_report();
  function createWidget(hook, name, properties) {
    const { el } = hook;
    const loader = sharedLoader();
    let clerk;
    let node;
    let failure;
    let isGone = false;
    const show = (text, actions) => {
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
      show("Sign-in failed to load.", [["Try again", retry], ["Sign in", loader.config().signInURL]]);
      report(hook, ERROR, { code: CLERK_UNAVAILABLE, message });
    };
    const mount2 = () => {
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
    return { start: start2, mount: mount2, show, stop };
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

  // js/hooks/clerk_session_monitor.js
  init_notice();
  init_report();

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

  // js/hooks/clerk_sign_out.js
  init_notice();
  init_report();

  // js/sign_out.js
  init_report();
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
  init_report();
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
  window.ClerkLive = { ...client_exports, ...js_exports };
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
