"""The way in: sign-in, sign-up, and the door that leads there and back."""

import re
import secrets

import pytest
from playwright.sync_api import expect

from visitor import click_and_expect_count, wait_until_live


def test_sign_in_lands_on_a_live_dashboard(visitor):
    page = visitor.open("/auth/sign-in")
    expect(page.locator("input[name=identifier]")).to_be_visible()
    visitor.shot(page, "1-form")

    visitor.sign_in(page=page)
    expect(page).to_have_url(visitor.server.url + "/dashboard")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello Ada")
    expect(page.locator("#items li").first).to_be_visible()

    wait_until_live(page)
    for _ in range(3):
        click_and_expect_count(page)
    visitor.shot(page, "2-clicked")


@pytest.mark.console(r"the server responded with a status of 4\d\d", "the browser reports the refusal, which is meant")
def test_wrong_password_stays_and_says_so(visitor):
    page = visitor.open("/auth/sign-in")
    page.locator("input[name=identifier]").fill("ada@example.com")
    page.locator("input[name=password]").fill("not her password")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text(re.compile("password", re.IGNORECASE))
    expect(page).to_have_url(re.compile("/auth/sign-in"))
    visitor.shot(page, "refused")


@pytest.mark.parametrize("path", ["/dashboard", "/account"])
def test_signed_out_visitor_is_led_to_sign_in_and_back(visitor, path):
    page = visitor.open(path)
    expect(page).to_have_url(re.compile("/auth/sign-in"))
    visitor.shot(page, "1-led-to-sign-in")

    visitor.sign_in(page=page)
    expect(page).to_have_url(visitor.server.url + path)
    visitor.shot(page, "2-and-back")


def test_sign_up_makes_a_user_who_lands_on_the_dashboard(visitor):
    page = visitor.open("/auth/sign-up")
    page.locator("input[name=firstName]").fill("Grace")
    page.locator("input[name=lastName]").fill("Hopper")
    page.locator("input[name=emailAddress]").fill(f"grace-{secrets.token_hex(4)}@example.com")
    page.locator("input[name=password]").fill("nanoseconds")
    visitor.shot(page, "1-form")

    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(visitor.server.url + "/dashboard")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello Grace")
    click_and_expect_count(wait_until_live(page))
    visitor.shot(page, "2-dashboard")


def test_account_page_shows_the_user_button_and_its_menu(visitor):
    visitor.sign_in()
    page = wait_until_live(visitor.open("/account"))
    button = page.get_by_role("button", name="Open user menu")
    expect(button).to_be_visible()
    visitor.shot(page, "1-button")

    button.click()
    expect(page.get_by_text("ada@example.com").first).to_be_visible()
    sign_out = page.get_by_role("menuitem", name="Sign out")
    expect(sign_out).to_be_visible()
    visitor.shot(page, "2-menu")

    page.keyboard.press("Escape")
    expect(sign_out).to_be_hidden()
    expect(button).to_be_focused()
