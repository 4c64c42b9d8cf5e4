"""A person with a browser: cookies of their own, any number of tabs, and an eye for what goes wrong in them."""

import re

from demo_server import ARTIFACTS

from playwright.sync_api import expect

SCREENSHOTS = ARTIFACTS / "screenshots"

# (pattern, reason): what a page may complain of in any test.
ALWAYS_ALLOWED = []


class Visitor:
    def __init__(self, context, server, name, allowed=()):
        self.context = context
        self.server = server
        self.name = name
        self.allowed = [re.compile(pattern) for pattern, _ in [*ALWAYS_ALLOWED, *allowed]]
        self.complaints = []
        context.on("console", self._heard)
        context.on("weberror", lambda error: self._complain(str(error.error)))

    def open(self, path="/"):
        """A new tab, at `path`."""
        page = self.context.new_page()
        page.goto(self.server.url + path)
        return page

    def sign_in(self, email="ada@example.com", password="clerk-live", page=None):
        """Signs in on the sign-in page, or on `page` if it shows the form already. Gives the page that follows."""
        page = page or self.open("/auth/sign-in")
        page.locator("input[name=identifier]").fill(email)
        page.locator("input[name=password]").fill(password)
        page.get_by_role("button", name="Continue").click()
        expect(page).not_to_have_url(re.compile("/auth/"), timeout=10_000)
        return page

    def open_dashboard(self, email="ada@example.com"):
        """Signs in and waits until the dashboard is live."""
        page = self.sign_in(email)
        expect(page).to_have_url(self.server.url + "/dashboard")
        return wait_until_live(page)

    def shot(self, page, step):
        """Keeps a picture for a person to look at."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{self.name}-{step}.png", full_page=True)

    def assert_no_complaints(self):
        assert not self.complaints, "the browser's console:\n" + "\n".join(self.complaints)

    def _heard(self, message):
        if message.type == "error":
            self._complain(f"{message.text} ({message.location.get('url', '')})")

    def _complain(self, text):
        if not any(pattern.search(text) for pattern in self.allowed):
            self.complaints.append(text)


def live_view(page):
    return page.locator("[data-phx-main]")


def wait_until_live(page):
    expect(live_view(page)).to_have_class(re.compile("phx-connected"), timeout=15_000)
    return page


def mark(page):
    """Leaves a mark that a page load wipes out."""
    page.evaluate("window.markedByTest = true")


def is_marked(page):
    return page.evaluate("window.markedByTest === true")


def count(page, selector="#counter"):
    """The number that a button shows."""
    return int(re.search(r"\d+", page.locator(selector).inner_text()).group())


def click_and_expect_count(page, selector="#counter"):
    """Clicks a counting button and waits until it has counted that click."""
    after = count(page, selector) + 1
    page.locator(selector).click()
    expect(page.locator(selector)).to_have_text(re.compile(rf"\b{after}\b"), timeout=10_000)
