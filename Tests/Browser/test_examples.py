"""The examples: each does in a browser what its page promises."""

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
