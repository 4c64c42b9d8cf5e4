"""JS commands, in attributes and from scripts: the same on both clients."""

import json

import pytest
from playwright.sync_api import expect

from stage import text


def button(*commands, id="go"):
    return f"<button id=\"{id}\" phx-click='{json.dumps(commands)}'>{id}</button>"


def look(page, selector="#t"):
    return page.evaluate("(s) => document.querySelector(s).outerHTML", selector)


TARGET = '<p id="t" class="a">t</p>'
EFFECTS = {
    "add_class": (["add_class", {"names": ["b", "c"], "to": "#t"}], '<p id="t" class="a b c">t</p>'),
    "remove_class": (["remove_class", {"names": ["a"], "to": "#t"}], '<p id="t" class="">t</p>'),
    "toggle_class": (["toggle_class", {"names": ["a", "b"], "to": "#t"}], '<p id="t" class="b">t</p>'),
    "set_attr": (["set_attr", {"attr": ["title", "x"], "to": "#t"}], '<p id="t" class="a" title="x">t</p>'),
    "remove_attr": (["remove_attr", {"attr": "class", "to": "#t"}], '<p id="t">t</p>'),
    "toggle_attr": (["toggle_attr", {"attr": ["hidden", "yes"], "to": "#t"}], '<p id="t" class="a" hidden="yes">t</p>'),
    "toggle_attr between two": (["toggle_attr", {"attr": ["class", "a", "b"], "to": "#t"}], '<p id="t" class="b">t</p>'),
    "hide": (["hide", {"to": "#t"}], '<p id="t" class="a" style="display: none;">t</p>'),
    "inner": (["add_class", {"names": ["b"], "to": {"inner": "i"}}], TARGET),
}


@pytest.mark.parametrize("effect", EFFECTS)
def test_an_effect_outlives_patches(stage, effect):
    command, expected = EFFECTS[effect]
    show = stage(TARGET + button(command))
    page = show.open()
    page.locator("#go").click()
    show.settle(100)
    assert look(page) == expected
    show.show(TARGET + button(command) + "<b></b>")
    expect(page.locator("b")).to_be_attached()
    assert look(page) == expected


def test_what_is_shown_stays_shown_and_toggling_goes_back(stage):
    show = stage('<p id="t" class="gone">t</p>' + button(["toggle", {"to": "#t", "display": "flex"}]))
    page = show.open()
    page.locator("#go").click()
    expect(page.locator("#t")).to_be_visible()
    assert page.evaluate("document.querySelector('#t').style.display") == "flex"
    page.locator("#go").click()
    expect(page.locator("#t")).to_be_hidden()


def test_a_transition_passes_through_its_classes_and_holds_patches(stage):
    transition = [["during"], ["start"], ["end"]]
    show = stage('<p id="t">1</p>' + button(["hide", {"to": "#t", "transition": transition, "time": 300}]), script="""
        new MutationObserver(() => seen.push(document.querySelector("#t").className)).observe(document, {subtree: true, attributeFilter: ["class"]})
        for (const name of ["phx:hide-start", "phx:hide-end"]) addEventListener(name, () => seen.push(name), true)
    """)
    page = show.open()
    page.evaluate("seen.length = 0")
    page.locator("#go").click()
    show.settle(100)
    show.show('<p id="t">2</p>')
    show.settle(50)
    assert page.locator("#t").inner_text() == "1"
    expect(page.locator("#t")).to_have_text("2")
    seen = page.evaluate("seen.map((name) => name.trim().split(' ').sort().join(' ')).filter((name, i, all) => name && name !== all[i - 1])")
    assert seen[0] == "phx:hide-start" and seen[-1] == "phx:hide-end" or "phx:hide-end" in seen
    assert [name for name in ("start", "during start", "during end") if name in seen] == ["start", "during start", "during end"]
    expect(page.locator("#t")).to_be_hidden()


def test_a_transition_that_does_not_block_lets_patches_through(stage):
    show = stage('<p id="t">1</p>' + button(["transition", {"to": "#t", "transition": [["x"], [], []], "time": 1000, "blocking": False}]))
    page = show.open()
    page.locator("#go").click()
    show.settle(50)
    show.show('<p id="t">2</p>')
    expect(page.locator("#t")).to_have_text("2", timeout=600)


def test_something_removed_leaves_by_its_own_command(stage):
    remove = json.dumps([["hide", {"transition": [["fade"], [], []], "time": 300}]])
    show = stage(f"<p id='t' phx-remove='{remove}'>t</p>")
    page = show.open()
    show.show("<b></b>")
    show.settle(100)
    expect(page.locator("#t")).to_have_class("fade")
    expect(page.locator("#t")).to_have_count(0)
    show.show("<i></i>")
    expect(page.locator("i")).to_be_attached()


def test_mounted_connected_and_disconnected_run(stage):
    def on(name):
        return f"phx-{name}='{json.dumps([['add_class', {'names': [name]}]])}'"

    show = stage()
    show.views["lv:main"] = text(f"<p id='t' {on('mounted')} {on('connected')} {on('disconnected')}></p>")
    page = show.open()
    expect(page.locator("#t")).to_have_class("mounted connected")
    show.is_open = False
    show.close()
    expect(page.locator("#t")).to_have_class("mounted connected disconnected")


def test_something_added_by_a_patch_is_mounted_once(stage):
    mounted = json.dumps([["dispatch", {"event": "here"}]])
    show = stage(script="addEventListener('here', ({target, detail}) => seen.push(target.id + (detail.dispatcher === target)))")
    page = show.open()
    show.show(f"<section><p id='t' phx-mounted='{mounted}'></p></section>")
    show.show(f"<section><p id='t' phx-mounted='{mounted}'>again</p></section>")
    expect(page.locator("#t")).to_have_text("again")
    assert page.evaluate("seen") == ["ttrue"]


def test_a_push_from_mounted_has_no_type(stage):
    show = stage()
    show.views["lv:main"] = text(f"<p phx-mounted='{json.dumps([['push', {'event': 'hello', 'value': {'a': 1}}]])}'></p>")
    show.open()
    assert show.expect_frame().payload == {"type": None, "event": "hello", "value": {"a": 1}}


def test_ignored_attributes_belong_to_the_page(stage):
    show = stage('<details id="t" class="a"><summary>s</summary></details>' + button(["ignore_attrs", {"attrs": ["open", "data-*"], "to": "#t"}]))
    page = show.open()
    page.locator("#go").click()
    page.evaluate("document.querySelector('#t').open = true; document.querySelector('#t').dataset.mine = '1'")
    show.show('<details id="t" class="b" data-theirs="2"><summary>s</summary></details>')
    expect(page.locator("#t")).to_have_class("b")
    assert page.evaluate("document.querySelector('#t').getAttributeNames().sort().join()") == "class,data-mine,id,open"


def test_focus_goes_where_it_is_sent_and_back(stage):
    show = stage(
        button(["push_focus", {}], ["focus_first", {"to": "#box"}], id="in")
        + '<div id="box"><p>text</p><span tabindex="-1">no</span><input id="i"></div>'
        + button(["focus", {"to": "#z"}], id="z-go") + '<input id="z">'
        + f"<input id='esc' phx-keydown='{json.dumps([['pop_focus', {}]])}'>"
    )
    page = show.open()
    page.locator("#in").click()
    expect(page.locator("#i")).to_be_focused()
    page.locator("#z-go").click()
    expect(page.locator("#z")).to_be_focused()
    page.locator("#esc").press("a")
    expect(page.locator("#in")).to_be_focused()


def test_exec_runs_what_an_attribute_says(stage):
    show = stage(f"<div id='t' data-cancel='{json.dumps([['add_class', {'names': ['x']}]])}'></div>" + button(["exec", {"attr": "data-cancel", "to": "#t"}]))
    page = show.open()
    page.locator("#go").click()
    expect(page.locator("#t")).to_have_class("x")


def test_loading_and_page_loading_are_shown(stage):
    show = stage(button(["push", {"event": "e", "loading": "#t", "page_loading": True}]) + TARGET, script="""
        for (const name of ["start", "stop"]) addEventListener("phx:page-loading-" + name, ({detail}) => seen.push([name, detail.kind]))
    """)
    show.answers["e"] = None
    page = show.open()
    page.evaluate("seen.length = 0")
    page.locator("#go").click()
    show.expect_frame()
    expect(page.locator("#t")).to_have_class("a phx-click-loading")
    show.waiting[0].reply()
    expect(page.locator("#t")).to_have_class("a")
    assert page.evaluate("seen") == [["start", "element"], ["stop", "element"]]


SCRIPTED = """
  const js = liveSocket.js(), t = document.querySelector("#t")
  js.addClass(t, "x y"); js.removeClass(t, ["a"]); js.toggleClass(t, "z"); js.setAttribute(t, "title", "1"); js.removeAttribute(t, "lang")
  js.toggleAttribute(t, "dir", "ltr", "rtl"); js.ignoreAttributes(t, "data-q"); js.hide(t)
  js.exec(t, JSON.stringify([["set_attr", {attr: ["data-e", "1"]}]]))
"""


def test_scripts_have_the_same_commands(stage):
    show = stage('<p id="t" class="a" lang="en">t</p>')
    page = show.open()
    page.evaluate("() => {" + SCRIPTED + "}")
    show.settle(100)
    attributes = page.evaluate("Object.fromEntries([...document.querySelector('#t').attributes].map(({name, value}) => [name, value]))")
    assert attributes == {"id": "t", "class": "x y z", "title": "1", "dir": "ltr", "style": "display: none;", "data-e": "1"}
    page.evaluate("liveSocket.js().show(document.querySelector('#t'), {transition: ['in', 'from', 'to'], time: 50})")
    expect(page.locator("#t")).to_be_visible()
    page.evaluate("liveSocket.js().push(document.querySelector('#t'), 'pushed', {value: {n: 1}})")
    payload = show.expect_frame().payload
    assert (payload["event"], payload["value"], payload["type"]) == ("pushed", {"n": 1}, "js")


def test_a_page_without_live_views_has_hooks_and_commands(stage):
    show = stage(script="hooks.H = {mounted() { seen.push(this.el.id) }}")
    show.document = lambda: f"""<!DOCTYPE html><title>Dead</title><link rel="icon" href="data:,">
        <script defer src="/client.js"></script><script defer src="/start.js"></script><script defer src="/page.js"></script>
        <p id="h" phx-hook="H"></p>{TARGET}{button(["add_class", {"names": ["x"], "to": "#t"}])}"""
    page = show.open(is_live=False)
    page.locator("#go").click()
    expect(page.locator("#t")).to_have_class("a x")
    assert page.evaluate("seen") == ["h"]
    assert show.sockets == []
