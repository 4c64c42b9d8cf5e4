"""What the page tells the server, and what it does until the answer is there: the same on both clients."""

import pytest
from playwright.sync_api import expect

from stage import text

CLICKS = {
    "a button's value": ('<button phx-click="e">x</button>', {"value": ""}),
    "values from attributes": ('<button phx-click="e" phx-value-a="1" phx-value-b-c="2" value="v">x</button>', {"a": "1", "b-c": "2", "value": "v"}),
    "the nearest binding": ('<div phx-click="e" phx-value-x="outer"><button><b>x</b></button></div>', {"x": "outer"}),
    "a command with a value": ("""<button phx-click='[["push",{"event":"e","value":{"n":1}}]]' phx-value-n="0">x</button>""", {"n": 1, "value": ""}),
    "an unchecked box": ('<input type="checkbox" phx-click="e" value="on" checked>', {}),
    "a checked box": ('<input type="checkbox" phx-click="e" value="on">', {"value": "on"}),
}


@pytest.mark.parametrize("case", CLICKS)
def test_a_click_carries(stage, case):
    html, value = CLICKS[case]
    show = stage(html)
    page = show.open()
    page.locator("button, input").first.click()
    payload = show.expect_frame().payload
    assert payload == {"type": "click", "event": "e", "value": value}


def test_a_disabled_button_and_another_view_s_container_take_no_click(stage):
    show = stage('<div phx-click="outer"><button phx-click="e" disabled>x</button><button id="ok" phx-click="ok">ok</button></div>')
    page = show.open()
    page.locator("#ok").click()
    assert show.expect_frame().payload["event"] == "ok"


@pytest.mark.parametrize("binding, event", [("click", "c"), ("window-keydown", "k"), ("focus", "f")])
def test_targets_name_a_component_or_find_one(stage, binding, event):
    show = stage()
    show.views["lv:main"] = {
        "0": 3,
        "s": ["", f'<input id="i" phx-{binding}="{event}" phx-target="3"><input id="j" phx-{binding}="{event}" phx-target="#c">'],
        "c": {"3": {"s": ['<div id="c"></div>'], "r": 1}},
    }
    page = show.open()
    page.locator("#i").click()
    if binding == "window-keydown":
        page.keyboard.press("a")
    page.locator("#j").click()
    show.expect_frame(count=2)
    assert [payload["cid"] for payload in show.events()[:2]] == [3, 3]


def test_keys_are_told_and_chosen(stage):
    show = stage("""
        <input id="i" phx-keydown="down" phx-keyup="up"><input id="enter" phx-keydown="enter" phx-key="Enter">
        <div phx-window-keydown="escape" phx-key="escape"></div>
    """)
    page = show.open()
    page.locator("#i").press("a")
    page.locator("#enter").press("b")
    page.locator("#enter").press("Enter")
    page.keyboard.press("Escape")
    page.locator("#enter").blur()
    page.keyboard.press("Escape")
    show.expect_frame(count=4)
    assert [(p["event"], p["value"]["key"]) for p in show.events()] == [("down", "a"), ("up", "a"), ("enter", "Enter"), ("escape", "Escape")]


def test_focus_and_blur(stage):
    show = stage('<input id="i" phx-focus="in" phx-blur="out" value="v">')
    page = show.open()
    page.locator("#i").focus()
    page.locator("#i").blur()
    show.expect_frame(count=2)
    assert show.events() == [
        {"type": "focus", "event": "in", "value": {"value": "v"}},
        {"type": "blur", "event": "out", "value": {"value": "v"}},
    ]


def test_a_click_away_is_one_that_began_elsewhere(stage):
    show = stage('<div id="box" phx-click-away="away"><button id="in">in</button></div><button id="out">out</button>')
    page = show.open()
    page.locator("#in").click()
    page.locator("#out").click()
    assert show.expect_frame().payload["event"] == "away"
    assert len(show.events()) == 1


FORM = '<form id="f" phx-change="change" phx-submit="save">{}</form>'


def test_a_change_tells_the_whole_form_and_what_was_not_used(stage):
    show = stage(FORM.format('<input name="u[a]"><input name="u[b]" value="2"><input type="hidden" name="h" value="3"><input name="t[]" phx-no-unused-field>'))
    page = show.open()
    page.locator("[name='u[a]']").fill("1 +")
    payload = show.expect_frame().payload
    assert payload == {
        "type": "form", "event": "change", "uploads": {},
        "value": "u%5Ba%5D=1+%2B&u%5B_unused_b%5D=&u%5Bb%5D=2&h=3&t%5B%5D=", "meta": {"_target": "u[a]"},
    }


def test_an_input_with_a_change_of_its_own_tells_itself(stage):
    show = stage(FORM.format('<input name="a" phx-change="own" phx-value-x="1"><input name="b">'))
    page = show.open()
    page.locator("[name=a]").fill("1")
    payload = show.expect_frame().payload
    assert (payload["event"], payload["value"], payload["meta"]["_target"]) == ("own", "a=1", "a")


def test_a_submit_tells_all_and_the_button(stage):
    show = stage(FORM.format('<input name="a" value="1"><button name="b" value="x">1</button><button name="b" value="y" id="y">2</button><input name="z">'))
    page = show.open()
    page.locator("#y").click()
    payload = show.expect_frame().payload
    assert payload == {"type": "form", "event": "save", "value": "a=1&b=y&z=", "meta": {}}


def test_the_enter_key_submits(stage):
    show = stage(FORM.format('<input name="a">'))
    page = show.open()
    page.locator("[name=a]").press("Enter")
    assert show.expect_frame().payload["event"] == "save"


def test_a_select_a_radio_and_a_date_change(stage):
    show = stage(FORM.format("""
        <select name="s"><option>1</option><option>2</option></select>
        <input type="radio" name="r" value="a" checked><input type="radio" name="r" value="b" id="rb">
    """))
    page = show.open()
    page.locator("select").select_option("2")
    page.locator("#rb").check()
    show.expect_frame(count=2)
    assert [payload["value"] for payload in show.events()] == ["s=2&_unused_r=&r=a", "s=2&r=b"]


def test_debounce_waits_for_silence_and_blur_ends_the_waiting(stage):
    show = stage(FORM.format('<input name="a" phx-debounce="300"><input name="b" phx-debounce="blur">'))
    page = show.open()
    page.locator("[name=a]").press_sequentially("xyz")
    assert show.events() == []
    payload = show.expect_frame().payload
    assert "a=xyz" in payload["value"]
    page.locator("[name=b]").press_sequentially("q")
    show.settle(400)
    assert len(show.events()) == 1
    page.locator("[name=b]").blur()
    assert "b=q" in show.expect_frame(count=2).payload["value"]


def test_a_submit_takes_the_place_of_a_change_that_waits(stage):
    show = stage(FORM.format('<input name="a" phx-debounce="1500">'))
    page = show.open()
    page.locator("[name=a]").press_sequentially("x")
    page.locator("[name=a]").press("Enter")
    show.settle(1700)
    assert [payload["event"] for payload in show.events()] == ["save"]


def test_throttle_runs_at_once_and_then_not_for_a_while(stage):
    show = stage('<button phx-click="e" phx-throttle="400">x</button>')
    page = show.open()
    for _ in range(3):
        page.locator("button").click()
    show.settle(100)
    assert len(show.events()) == 1
    show.settle(400)
    page.locator("button").click()
    show.expect_frame(count=2)


def test_an_element_that_waits_is_locked_and_then_gets_what_it_missed(stage):
    show = stage('<button phx-click="e">0</button><p>0</p>')
    show.answers["e"] = None
    page = show.open()
    button = page.locator("button")
    button.click()
    show.expect_frame()
    expect(button).to_have_class("phx-click-loading")
    assert button.get_attribute("data-phx-ref-lock") == "0"
    assert button.get_attribute("data-phx-ref-src") == "main"
    show.show('<button phx-click="e">1</button><p>1</p>')
    expect(page.locator("p")).to_have_text("1")
    assert button.inner_text() == "0"
    button.click()
    show.settle()
    assert len(show.events()) == 1, "one that waits is not pressed again"
    show.waiting[0].reply()
    expect(button).to_have_text("1")
    assert show.html() == '<button phx-click="e">1</button><p>1</p>'


def test_a_locked_component_gets_the_newest_when_it_is_free(stage):
    def of(count):
        return {"0": str(count), "s": ['<div phx-click="e" phx-target="1">', "</div>"], "r": 1}

    show = stage()
    show.answers["e"] = None
    show.views["lv:main"] = {"0": 1, "1": "0", "s": ["<section>", "</section><p>", "</p>"], "c": {"1": of(0)}}
    page = show.open()
    page.locator("div[phx-click]").click()
    frame = show.expect_frame()
    for count in ("1", "2"):
        show.diff({"c": {"1": {"0": count}}})
    show.diff({"1": "1"})
    expect(page.locator("p")).to_have_text("1")
    assert page.locator("div[phx-click]").inner_text() == "0"
    frame.reply({"diff": {"c": {"1": {"0": "3"}}}})
    expect(page.locator("div[phx-click]")).to_have_text("3")


def test_a_stream_item_that_waits_gets_what_came_meanwhile(stage):
    def one(count):
        return {"stream": ["0", [["a", -1, None, None]], []], "k": {"0": {"0": str(count)}, "kc": 1}}

    show = stage()
    show.answers["e"] = None
    show.views["lv:main"] = {"0": {**one(0), "s": ['<p id="a" phx-click="e">', "</p>"]}, "s": ['<div id="s" phx-update="stream">', "</div>"]}
    page = show.open()
    page.locator("#a").click()
    frame = show.expect_frame()
    show.diff({"0": one(1)})
    show.settle()
    assert page.locator("#a").inner_text() == "0"
    frame.reply()
    expect(page.locator("#a")).to_have_text("1")


def test_a_form_that_is_submitted_waits(stage):
    show = stage(FORM.format('<input name="a"><button phx-disable-with="Saving">Save</button>') + "<p></p>")
    show.answers["save"] = None
    page = show.open()
    page.locator("[name=a]").fill("1")
    page.locator("button").click()
    frame = show.expect_frame(count=2)
    assert page.locator("button").is_disabled()
    expect(page.locator("button")).to_have_text("Saving")
    assert page.evaluate("document.querySelector('[name=a]').readOnly")
    expect(page.locator("form")).to_have_class("phx-submit-loading")
    frame.reply({"diff": {"0": FORM.format('<input name="a" value=""><button phx-disable-with="Saving">Save</button>') + "<p>saved</p>"}})
    expect(page.locator("p")).to_have_text("saved")
    expect(page.locator("button")).to_have_text("Save")
    assert page.locator("button").is_enabled()
    assert page.locator("[name=a]").input_value() == ""
    assert page.evaluate("document.querySelector('form').outerHTML") == (
        FORM.format('<input name="a" value=""><button phx-disable-with="Saving">Save</button>')
    )


def test_typing_while_the_answer_travels_is_not_lost(stage):
    show = stage(FORM.format('<input name="a" id="a"><input name="b" id="b">'))
    show.answers["change"] = None
    page = show.open()
    page.locator("#a").fill("1")
    first = show.expect_frame()
    page.locator("#b").fill("2")
    second = show.expect_frame(count=2)
    first.reply({"diff": {"0": FORM.format('<input name="a" id="a" value="1"><input name="b" id="b">')}})
    show.settle()
    assert page.locator("#b").input_value() == "2"
    second.reply({"diff": {"0": FORM.format('<input name="a" id="a" value="1"><input name="b" id="b" value="2">')}})
    show.settle()
    assert [page.locator(i).input_value() for i in ("#a", "#b")] == ["1", "2"]


def test_whoever_listens_to_a_push_is_told_and_hears_its_end(stage):
    show = stage('<button phx-click="e" phx-value-a="1">x</button>', script="""
        addEventListener("phx:push:e", async ({detail, target}) => {
          seen.push([target.tagName, detail.event, detail.eventType, detail.ref, detail.isLoading, detail.isLocked])
          await detail.loadingComplete
          seen.push("done")
        })
    """)
    show.answers["e"] = None
    page = show.open()
    page.locator("button").click()
    show.expect_frame()
    assert page.evaluate("seen") == [["BUTTON", "e", "click", 0, True, True]]
    show.waiting[0].reply()
    show.settle()
    assert page.evaluate("seen[1]") == "done"


def test_a_form_goes_over_http_when_the_server_says_so(stage):
    show = stage(FORM.format('<input name="submit" value="1"><button name="b" value="2">x</button>'))
    page = show.open()
    show.answers["save"] = {"diff": {"0": '<form id="f" phx-submit="save" phx-trigger-action action="/landed" method="get"><input name="submit" value="1"><button name="b" value="2">x</button></form>'}}
    page.locator("button").click()
    expect(page).to_have_url("http://stage.test/landed?submit=1&b=2")


def test_a_reset_form_is_unused_again(stage):
    show = stage(FORM.format('<input name="a"><button type="reset" name="r">Reset</button>'))
    page = show.open()
    page.locator("[name=a]").fill("1")
    page.locator("button").click()
    payload = show.expect_frame(count=2).payload
    assert "_unused_a=&a=" in payload["value"]
    assert payload["meta"]["_target"] == "r"


RECOVER = """
  <form id="plain" phx-change="change"><input name="a"><input name="b" type="hidden" value="h"></form>
  <form id="own" phx-change="change" phx-auto-recover="recover" phx-target="#own"><select name="s"><option>1</option><option>2</option></select></form>
  <form id="not" phx-change="change" phx-auto-recover="ignore"><input name="n"></form>
  <form phx-change="change"><input name="nameless"></form>
"""


def test_forms_are_recovered_after_a_rejoin(stage):
    show = stage(RECOVER)
    page = show.open()
    page.locator("[name=a]").fill("typed")
    page.locator("[name=s]").select_option("2")
    page.locator("[name=n]").fill("gone")
    page.locator("[name=nameless]").fill("gone")
    show.settle(200)
    before = len(show.events())
    show.close()
    show.expect_frame("phx_join", 2)
    show.expect_frame(count=before + 2)
    show.settle()
    recovered = {payload["event"]: (payload["value"], payload["meta"]) for payload in show.events()[before:]}
    assert recovered == {"change": ("a=typed&b=h", {"_target": "a"}), "recover": ("s=2", {"_target": "s"})}


def test_a_crash_is_a_rejoin_on_the_same_socket(stage):
    show = stage('<input id="i"><p>dead</p>')
    show.views["lv:main"] = text('<input id="i"><p>live</p>')
    page = show.open()
    show.crash()
    expect(page.locator("#main")).to_have_class("phx-loading phx-error phx-server-error")
    show.expect_frame("phx_join", 2)
    show.wait_until_live()
    assert len(show.sockets) == 1
    assert show.events("phx_join")[1]["params"]["_mounts"] == 1


def test_the_join_says_who_and_where(stage):
    show = stage("<p></p>", head='<script defer phx-track-static src="/page.js"></script>')
    show.open("/page?x=1")
    payload = show.expect_frame("phx_join").payload
    assert payload == {
        "url": "http://stage.test/page?x=1",
        "params": {"_csrf_token": "csrf", "_track_static": ["http://stage.test/page.js"], "_mounts": 0, "_mount_attempts": 0},
        "session": "TOK", "static": "STATIC", "sticky": False,
    }
