"""The public pages: anybody sees them, and they greet whom they know."""

from playwright.sync_api import expect

from visitor import click_and_expect_count, wait_until_live


def test_home_offers_to_sign_in_and_greets_who_has(visitor):
    home = visitor.open("/")
    link = home.get_by_role("link", name="Sign in").first
    expect(link).to_have_attribute("href", "/auth/sign-in")
    visitor.shot(home, "1-signed-out")

    link.click()
    visitor.sign_in(page=home)
    home.goto(visitor.server.url + "/")
    expect(home.get_by_text("Ada").first).to_be_visible()
    visitor.shot(home, "2-signed-in")


def test_the_reference_page_is_public_and_counts(visitor):
    page = wait_until_live(visitor.open("/bench"))
    expect(page.locator("li")).to_have_count(20)
    click_and_expect_count(page, "#inc")
    click_and_expect_count(page, "#inc")
    visitor.shot(page, "counted")
