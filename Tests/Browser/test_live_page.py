"""A page in use: what everybody hears, what breaks, and what comes back by itself."""

import re
import secrets

import pytest
from playwright.sync_api import expect

from visitor import click_and_expect_count, count, is_marked, live_view, mark, wait_until_live


def test_a_broadcast_reaches_every_tab_and_disturbs_none(visitor):
    first = visitor.open_dashboard()
    second = wait_until_live(visitor.open("/dashboard"))
    click_and_expect_count(first)

    message = f"hello <everyone> & {secrets.token_hex(4)}"
    answer = visitor.context.request.get(visitor.server.url + "/broadcast", params={"m": message})
    assert answer.ok
    expect(first.locator("#message")).to_contain_text(message)
    expect(second.locator("#message")).to_contain_text(message)
    assert (count(first), count(second)) == (1, 0)
    visitor.shot(first, "first-tab")
    visitor.shot(second, "second-tab")


def test_a_view_that_throws_is_mounted_anew_without_a_page_load(visitor):
    page = visitor.open_dashboard()
    mark(page)
    click_and_expect_count(page)

    page.locator("#crash").dispatch_event("click")
    expect(page.locator("#counter")).to_have_text(re.compile(r"\b0\b"), timeout=15_000)
    wait_until_live(page)
    click_and_expect_count(page)
    assert is_marked(page), "the page was loaded anew"
    visitor.shot(page, "recovered")


@pytest.mark.console(r"ERR_CONNECTION_REFUSED|WebSocket connection to .* failed", "the server is down for a moment")
def test_a_page_outlives_a_restart_of_the_server(new_visitor, own_demo):
    visitor = new_visitor(own_demo)
    page = visitor.open_dashboard()
    mark(page)
    click_and_expect_count(page)

    assert own_demo.stop() == 0
    expect(live_view(page)).not_to_have_class(re.compile("phx-connected"), timeout=15_000)
    visitor.shot(page, "1-server-is-down")

    own_demo.start()
    expect(live_view(page)).to_have_class(re.compile("phx-connected"), timeout=30_000)
    click_and_expect_count(page)
    assert is_marked(page), "the page was loaded anew"
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello Ada")
    visitor.shot(page, "2-reconnected")
