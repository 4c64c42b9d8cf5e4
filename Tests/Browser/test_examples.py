"""The examples: each does in a browser what its page promises."""

import pytest
from playwright.sync_api import expect

from visitor import wait_until_live


def test_the_list_leads_to_the_examples(visitor):
    page = visitor.open("/examples")
    page.get_by_role("link", name="Counter").click()
    expect(page).to_have_url(visitor.server.url + "/examples/counter")


def test_counter(visitor):
    page = wait_until_live(visitor.open("/examples/counter"))
    number = page.locator("#count")
    page.locator("#up").click()
    expect(number).to_have_text("1")
    page.locator("#up").click()
    page.locator("#down").click()
    page.locator("#up").click()
    expect(number).to_have_text("2")
    page.locator("#reset").click()
    expect(number).to_have_text("0")
    expect(page.locator("#reset")).to_be_disabled()
    visitor.shot(page, "counted")


def test_modal(visitor, client):
    if client.name == "ours":
        pytest.skip("our client does not have push_focus, focus_first and Phoenix.FocusWrap yet")
    page = wait_until_live(visitor.open("/examples/modal"))
    dialog = page.get_by_role("dialog")
    expect(dialog).to_have_count(0)

    page.locator("#ask-Ada").click()
    expect(dialog).to_have_accessible_name("Remove Ada?")
    expect(page.locator("#confirm-Ada-yes")).to_be_focused()
    visitor.shot(page, "open")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#confirm-Ada-yes")).to_be_focused()

    for cancel in [
        lambda: page.keyboard.press("Escape"),
        lambda: page.mouse.click(5, 5),
        lambda: dialog.get_by_role("button", name="Keep").click(),
    ]:
        if not dialog.count():
            page.locator("#ask-Ada").click()
            expect(dialog).to_be_visible()
        cancel()
        expect(dialog).to_have_count(0)
        expect(page.locator("#ask-Ada")).to_be_focused()

    page.locator("#ask-Alan").click()
    page.locator("#confirm-Alan-yes").click()
    expect(page.locator("#names li")).to_have_text(["AdaRemove…", "GraceRemove…"])
    expect(dialog).to_have_count(0)
