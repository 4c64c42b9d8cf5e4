"""What a patch does to a page, whoever sends it: the same on both clients."""

import pytest
from playwright.sync_api import expect

from stage import text


def item(id, content=""):
    return {"0": f' id="{id}"', "1": content or id}


def stream(ref, items, deletes=(), reset=False, at=-1, limit=None, only=None):
    node = {
        "stream": [ref, [[id, at, limit, only] for id in reversed(items)], list(deletes)],
        "k": {**{str(i): item(id) for i, id in enumerate(items)}, "kc": len(items)},
    }
    if reset:
        node["stream"].append(True)
    return node


def streaming(*items):
    return {"0": {**stream("0", items), "s": ["<p", ">", "</p>"]}, "s": ['<div id="s" phx-update="stream">', "</div>"]}


def ids(page, selector="#s"):
    return page.evaluate("(s) => [...document.querySelector(s).children].map(({id}) => id).join(' ')", selector)


def test_the_join_s_page_takes_the_place_of_the_dead_one_and_keeps_its_nodes(stage):
    show = stage('<b id="kept">1</b><i>old</i>')
    show.views["lv:main"] = text('<b id="kept">2</b><u>new</u>')
    show.script = "window.kept = document.getElementById('kept')"
    page = show.open()
    assert show.html() == '<b id="kept">2</b><u>new</u>'
    assert page.evaluate("kept === document.getElementById('kept')")


def test_elements_with_an_id_stay_themselves_wherever_they_go(stage):
    show = stage("<ul>" + "".join(f'<li id="r{i}">{i}</li>' for i in range(6)) + "</ul>")
    page = show.open()
    page.evaluate("window.rows = Object.fromEntries([...document.querySelectorAll('li')].map((li) => [li.id, li]))")
    for order in ["305142", "012345", "543210", "2", "0123456", "4506"]:
        show.show("<ul>" + "".join(f'<li id="r{i}">{i}</li>' for i in order) + "</ul>")
        expect(page.locator("ul")).to_have_text(order)
    assert page.evaluate("['r4','r5'].map((id) => rows[id] === document.getElementById(id))") == [False, False]
    show.show('<section><ul><li id="r4">4</li></ul></section>')
    expect(page.locator("section")).to_have_text("4")


def test_a_stream_inserts_prepends_moves_updates_and_deletes(stage):
    show = stage()
    show.views["lv:main"] = streaming("a", "b")
    page = show.open()
    assert ids(page) == "a b"
    for node, expected in [
        (stream("0", ["c"]), "a b c"),
        (stream("0", ["z"], at=0), "z a b c"),
        (stream("0", ["m"], at=2), "z a m b c"),
        (stream("0", [], deletes=["a", "c"]), "z m b"),
        (stream("0", ["z"]), "z m b"),
        (stream("0", ["z"], deletes=["z"]), "m b z"),
        (stream("0", ["n"], only=True), "m b z"),
        (stream("0", ["n"], limit=-3), "b z n"),
        (stream("0", ["x", "y"], at=0, limit=3), "y x b"),
        (stream("0", ["b", "x", "q"], reset=True), "b x q"),
        (stream("0", [], reset=True), ""),
        (stream("0", ["a"]), "a"),
    ]:
        show.diff({"0": node})
        show.settle()
        assert ids(page) == expected, node


def test_a_stream_survives_a_rejoin_with_what_the_server_has_then(stage):
    show = stage()
    show.views["lv:main"] = streaming("a", "b")
    page = show.open()
    show.diff({"0": stream("0", ["c"])})
    show.settle()
    show.views["lv:main"] = streaming("b", "d")
    show.close()
    show.expect_frame("phx_join", 2)
    show.wait_until_live()
    assert ids(page) == "b d"


def test_what_somebody_types_is_theirs_and_the_rest_follows(stage):
    show = stage('<form id="f"><input name="a" id="a" value="1"><input name="b" id="b" value="1"></form><p>1</p>')
    page = show.open()
    page.locator("#a").fill("mine")
    show.show('<form id="f"><input name="a" id="a" value="2" class="x"><input name="b" id="b" value="2"></form><p>2</p>')
    expect(page.locator("p")).to_have_text("2")
    assert page.locator("#a").input_value() == "mine"
    assert page.locator("#a").get_attribute("class") == "x"
    assert page.locator("#b").input_value() == "2"
    expect(page.locator("#a")).to_be_focused()
    show.show('<form id="f"><input name="a" id="a" value="3" phx-patch-focused><input name="b" id="b"></form><p>3</p>')
    expect(page.locator("p")).to_have_text("3")
    assert page.locator("#a").input_value() == "3"


def test_selected_and_checked_follow_the_server(stage):
    def form(color, is_on):
        options = "".join(f'<option value="{c}"{" selected" if c == color else ""}>{c}</option>' for c in ("red", "blue"))
        return f'<form id="f"><select name="c" id="c">{options}</select><input type="checkbox" id="on"{" checked" if is_on else ""}></form>'

    show = stage(form("red", False))
    page = show.open()
    page.locator("#c").select_option("blue")
    page.locator("#on").check()
    page.locator("#on").blur()
    show.show(form("red", False) + "<p></p>")
    expect(page.locator("p")).to_be_attached()
    assert page.locator("#c").input_value() == "red"
    assert not page.locator("#on").is_checked()


def test_an_ignored_element_keeps_its_inside_and_takes_data_attributes(stage):
    show = stage('<div id="w" phx-update="ignore" data-a="1" class="old"><p>server</p></div>')
    page = show.open()
    page.evaluate("document.querySelector('#w').innerHTML = '<canvas></canvas>'")
    show.show('<div id="w" phx-update="ignore" data-b="2" class="new"><p>changed</p></div><b></b>')
    expect(page.locator("b")).to_be_attached()
    assert show.html("#w") == "<canvas></canvas>"
    assert page.evaluate("[...document.querySelector('#w').attributes].map(({name, value}) => name + '=' + value).join()") == (
        "id=w,phx-update=ignore,class=old,data-b=2"
    )


def test_append_and_prepend_gather(stage):
    show = stage('<div id="a" phx-update="append"><p id="a1">1</p></div><div id="p" phx-update="prepend"><p id="p1">1</p></div>')
    page = show.open()
    show.show(
        '<div id="a" phx-update="append"><p id="a2">2</p><p id="a1">one</p></div>'
        '<div id="p" phx-update="prepend"><p id="p3">3</p><p id="p2">2</p></div>'
    )
    expect(page.locator("#a2")).to_be_attached()
    assert ids(page, "#a") == "a1 a2"
    assert page.locator("#a1").inner_text() == "one"
    assert ids(page, "#p") == "p3 p2 p1"


def component(count):
    return {"0": str(count), "s": ['<p>', "</p>"], "r": 1}


def test_components_update_alone_and_are_destroyed_in_two_steps(stage):
    show = stage()
    show.views["lv:main"] = {
        "0": {"k": {"0": {"0": 1}, "1": {"0": 2}, "kc": 2}, "s": ["", ""]},
        "s": ["<div>", "</div>"],
        "c": {"1": component(0), "2": component(0)},
    }
    page = show.open()
    show.diff({"c": {"2": {"0": "5"}}})
    expect(page.locator("[data-phx-component='2']")).to_have_text("5")
    show.diff({"0": {"k": {"0": {"0": 2}, "kc": 1}}})
    assert show.expect_frame("cids_will_destroy").payload == {"cids": [1]}
    assert show.expect_frame("cids_destroyed").payload == {"cids": [1]}
    assert page.locator("p").count() == 1


def test_a_component_that_comes_back_is_not_destroyed(stage):
    show = stage()
    show.answers["cids_will_destroy"] = None
    show.views["lv:main"] = {"0": 1, "s": ["<div>", "</div>"], "c": {"1": component(0)}}
    page = show.open()
    show.diff({"0": ""})
    frame = show.expect_frame("cids_will_destroy")
    show.diff({"0": 1, "c": {"1": component(7)}})
    expect(page.locator("p")).to_have_text("7")
    frame.reply()
    show.settle()
    assert show.events("cids_destroyed") == []


def test_a_portal_shows_its_content_elsewhere_and_takes_it_back(stage):
    def portal(content):
        return f'<template id="t" data-phx-portal="#elsewhere"><div id="c" phx-click="in-portal">{content}</div></template>'

    show = stage(portal("1"), body='<div id="elsewhere"></div>')
    page = show.open()
    expect(page.locator("#elsewhere #c")).to_have_text("1")
    show.show(portal("2"))
    expect(page.locator("#elsewhere #c")).to_have_text("2")
    page.locator("#c").click()
    frame = show.expect_frame()
    assert (frame.topic, frame.payload["event"]) == ("lv:main", "in-portal")
    show.show("<p></p>")
    expect(page.locator("#c")).to_have_count(0)


def test_title_and_events_come_with_a_diff(stage):
    show = stage("<p>1</p>", script="""
        for (const name of ["early", "late"]) addEventListener("phx:" + name, ({detail}) => {
          seen.push([name, detail.n, document.querySelector("p").textContent])
        })
    """)
    page = show.open()
    show.diff({"0": "<p>2</p>", "t": "New title", "e": [["late", {"n": 1}], ["early", {"n": 2}, True]]})
    expect(page).to_have_title("New title")
    assert page.evaluate("seen") == [["early", 2, "1"], ["late", 1, "2"]]


def test_svg_is_drawn_as_svg(stage):
    show = stage('<svg id="d"><circle r="1"></circle></svg>')
    page = show.open()
    show.show('<svg id="d"><circle r="1"></circle><rect width="2"></rect></svg>')
    expect(page.locator("rect")).to_be_attached()
    assert page.evaluate("document.querySelector('rect') instanceof SVGRectElement")


@pytest.mark.parametrize("tag", ["tr", "option"])
def test_rows_and_options_come_into_their_parents(stage, tag):
    parent = {"tr": '<table><tbody id="x">{}</tbody></table>', "option": '<select id="x">{}</select>'}[tag]
    show = stage(parent.format(""))
    page = show.open()
    show.show(parent.format(f"<{tag} id='n'></{tag}>"))
    expect(page.locator("#n")).to_be_attached()
    assert page.evaluate("document.querySelector('#n').tagName.toLowerCase()") == tag
