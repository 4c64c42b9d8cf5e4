"""Hooks: their callbacks in order, their ways to the server: the same on both clients."""

from playwright.sync_api import expect

from stage import text

LOG = """
  hooks.H = {
    mounted() { this.n = 0; seen.push("mounted " + this.el.id) },
    beforeUpdate(to) { seen.push("beforeUpdate " + to.textContent) },
    updated() { seen.push("updated " + this.el.textContent + " " + ++this.n) },
    destroyed() { seen.push("destroyed") },
    disconnected() { seen.push("disconnected") },
    reconnected() { seen.push("reconnected") }
  }
"""


def seen(page):
    return page.evaluate("seen.splice(0)")


def test_callbacks_come_in_order(stage):
    show = stage(script=LOG)
    show.views["lv:main"] = text('<p id="h" phx-hook="H">1</p><i></i>')
    page = show.open()
    assert seen(page) == ["mounted h"]
    show.show('<p id="h" phx-hook="H">1</p><i>x</i>')
    expect(page.locator("i")).to_have_text("x")
    assert seen(page) == [], "what did not change is not updated"
    show.show('<p id="h" phx-hook="H">2</p>')
    expect(page.locator("#h")).to_have_text("2")
    assert seen(page) == ["beforeUpdate 2", "updated 2 1"]
    show.close()
    show.expect_frame("phx_join", 2)
    show.wait_until_live()
    assert seen(page) == ["disconnected", "beforeUpdate 1", "updated 1 2", "reconnected"]
    show.show("")
    expect(page.locator("#h")).to_have_count(0)
    assert seen(page) == ["destroyed"]


def test_another_hook_on_the_same_element_takes_its_place(stage):
    show = stage(script=LOG + "hooks.K = {mounted() { seen.push('K') }, destroyed() { seen.push('no more K') }}")
    show.views["lv:main"] = text('<p id="h" phx-hook="H">1</p>')
    page = show.open()
    show.show('<p id="h" phx-hook="K">1</p>')
    expect(page.locator("[phx-hook=K]")).to_be_attached()
    show.show('<p id="h">1</p>')
    expect(page.locator("[phx-hook]")).to_have_count(0)
    assert [name for name in seen(page) if "pdate" not in name] == ["mounted h", "destroyed", "K", "no more K"]


def test_a_class_is_a_hook_too(stage):
    show = stage(script="hooks.C = class extends live.ViewHook { mounted() { this.tell() } tell() { seen.push(this.el.id, this.liveSocket === liveSocket) } }")
    show.views["lv:main"] = text('<p id="h" phx-hook="C"></p>')
    page = show.open()
    assert seen(page) == ["h", True]


PUSHES = """
  hooks.H = {
    mounted() {
      this.handleEvent("from-server", (payload) => seen.push(payload))
      this.el.addEventListener("click", async () => {
        seen.push(await this.pushEvent("one", {a: 1}))
        this.pushEvent("two", "text", (reply, ref) => seen.push([reply, ref]))
        seen.push(await this.pushEventTo("#c", "three"))
      })
    }
  }
"""


def test_a_hook_talks_with_the_server(stage):
    show = stage(script=PUSHES)
    show.views["lv:main"] = {"0": 1, "s": ['<p id="h" phx-hook="H">x</p>', ""], "c": {"1": {"s": ['<div id="c"></div>'], "r": 1}}}
    show.answers = {"one": {"diff": {"r": {"hello": 1}}}, "two": {"diff": {"r": {"hello": 2}}}, "three": {}}
    page = show.open()
    page.locator("#h").click()
    show.expect_frame(count=3)
    show.settle()
    assert show.events() == [
        {"type": "hook", "event": "one", "value": {"a": 1}},
        {"type": "hook", "event": "two", "value": "text"},
        {"type": "hook", "event": "three", "value": {}, "cid": 1},
    ]
    said = seen(page)
    assert said[0] == {"hello": 1}
    assert [{"hello": 2}, 1] in said
    assert [{"status": "fulfilled", "value": {"reply": None, "ref": 2}}] in said
    show.diff({"e": [["from-server", {"x": 1}]]})
    show.settle()
    assert seen(page) == [{"x": 1}]


def test_a_push_without_a_connection_is_refused_and_one_that_is_cut_off_too(stage):
    show = stage(script="""
      hooks.H = { mounted() { this.el.addEventListener("click", () => this.pushEvent("e").then(() => seen.push("ok"), () => seen.push("no"))) } }
    """)
    show.views["lv:main"] = text('<p id="h" phx-hook="H">x</p>')
    show.answers["e"] = None
    page = show.open()
    page.locator("#h").click()
    show.expect_frame()
    show.is_open = False
    show.close()
    expect(page.locator("#main.phx-error")).to_be_attached()
    page.locator("#h").click()
    show.settle()
    assert "no" in seen(page)


def test_a_custom_element_makes_its_own_hook(stage):
    show = stage(script="""
      customElements.define("x-hook", class extends HTMLElement {
        connectedCallback() { this.hook = live.createHook(this, {mounted() { seen.push("mounted"); this.pushEvent("e") }, updated() { seen.push("updated") }}) }
      })
    """)
    page = show.open()
    show.show('<x-hook id="x" data-n="1"></x-hook>')
    assert show.expect_frame().payload["event"] == "e"
    show.show('<x-hook id="x" data-n="2"></x-hook>')
    expect(page.locator("[data-n='2']")).to_be_attached()
    assert seen(page) == ["mounted", "updated"]


def test_hooks_outside_of_live_views_are_mounted_once(stage):
    show = stage("<p></p>", body='<b id="o" phx-hook="H">out</b>', script=LOG)
    page = show.open()
    show.close()
    show.expect_frame("phx_join", 2)
    show.wait_until_live()
    assert seen(page)[:1] == ["mounted o"]


def test_callbacks_around_patches(stage):
    show = stage("<p>1</p>", script="""
      options.dom = {
        onBeforeElUpdated(from, to) { if (from.dataset.keep) to.dataset.keep = from.dataset.keep },
        onPatchStart() { seen.push("start") }, onPatchEnd() { seen.push("end") },
        onNodeAdded(node) { if (node.tagName) seen.push("added " + node.tagName) },
        onDocumentPatch(start) { seen.push("patch"); start() }
      }
    """)
    page = show.open()
    page.evaluate("document.querySelector('p').dataset.keep = 'x'")
    seen(page)
    show.show("<p>2</p><b></b>")
    expect(page.locator("b")).to_be_attached()
    assert page.locator("p").get_attribute("data-keep") == "x"
    assert seen(page) == ["patch", "start", "added B", "end"]


def test_another_prefix(stage):
    show = stage('<button x-click="e" x-value-a="1">x</button>', script="options.bindingPrefix = 'x-'")
    page = show.open()
    page.locator("button").click()
    assert show.expect_frame().payload["value"] == {"a": "1", "value": ""}


def test_metadata_goes_along(stage):
    show = stage('<button phx-click="e">x</button>', script="options.metadata = {click: (event, el) => ({alt: event.altKey, tag: el.tagName})}")
    page = show.open()
    page.locator("button").click()
    assert show.expect_frame().payload["value"] == {"alt": False, "tag": "BUTTON", "value": ""}


def test_infinite_scroll_asks_at_both_ends(stage):
    items = "".join(f'<p id="i{i}" class="tall">{i}</p>' for i in range(100))
    show = stage(f'<div id="box" phx-viewport-top="up" phx-viewport-bottom="down">{items}</div>')
    page = show.open()
    show.settle(100)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    payload = show.expect_frame().payload
    assert (payload["event"], payload["value"]["id"]) == ("down", "i99")
    show.settle(700)
    page.evaluate("window.scrollTo(0, 0)")
    payload = show.expect_frame(count=2).payload
    assert payload["event"] == "up" and payload["value"]["id"] == "i0"


def test_focus_stays_within_its_wrap(stage):
    show = stage("""<div id="w" phx-hook="Phoenix.FocusWrap"><span tabindex="0" aria-hidden="true"></span><input id="a"><input id="b"><span tabindex="0" aria-hidden="true"></span></div><input id="out">""")
    page = show.open()
    expect(page.locator("#a")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#a")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#b")).to_be_focused()
