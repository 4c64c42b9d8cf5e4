"""The way out: a sign-out reaches every open page of that session, and of no other."""

import re
import time

from playwright.sync_api import expect

from visitor import click_and_expect_count, is_marked, mark, wait_until_live


# The path alone: where to return to stands in the query.
AT_DASHBOARD = re.compile(r"^[^?]*/dashboard")


def test_sign_out_in_one_tab_moves_the_other_within_a_second_and_says_why(visitor, figure, client):
    first = visitor.open_dashboard()
    second = wait_until_live(visitor.open("/dashboard"))
    visitor.shot(second, "1-before")

    moved = []
    second.on("framenavigated", lambda frame: moved.append(time.monotonic()) if frame == second.main_frame else None)
    clicked = time.monotonic()
    first.locator("#sign-out").click()
    expect(second).not_to_have_url(AT_DASHBOARD)

    elapsed = moved[0] - clicked
    figure(f"sign-out: click in one tab to the other tab's new page, {client.name}", f"{elapsed * 1000:.0f} ms")
    assert elapsed <= 1
    expect(second.get_by_text(re.compile("signed out", re.IGNORECASE)).first).to_be_visible()
    visitor.shot(second, "2-moved")
    expect(first).not_to_have_url(AT_DASHBOARD)
    visitor.shot(first, "3-where-it-was-clicked")

    again = visitor.open("/dashboard")
    expect(again).to_have_url(re.compile("/auth/sign-in"))


def test_sign_out_of_one_user_leaves_the_other_alone(new_visitor, demo):
    ada, alan = new_visitor(demo), new_visitor(demo)
    hers, his = ada.open_dashboard("ada@example.com"), alan.open_dashboard("alan@example.com")
    expect(his.get_by_role("heading", level=1)).to_contain_text("Hello Alan")
    mark(his)

    hers.locator("#sign-out").click()
    expect(hers).not_to_have_url(AT_DASHBOARD)
    click_and_expect_count(his)
    assert is_marked(his)
    alan.shot(his, "alan-stays")


def test_sign_out_of_one_browser_leaves_the_same_user_s_other_browser_alone(new_visitor, demo):
    desk, phone = new_visitor(demo), new_visitor(demo)
    at_desk, on_phone = desk.open_dashboard(), phone.open_dashboard()
    mark(on_phone)

    at_desk.locator("#sign-out").click()
    expect(at_desk).not_to_have_url(AT_DASHBOARD)
    click_and_expect_count(on_phone)
    assert is_marked(on_phone)
