"""Pictures for a person to judge, and the little that a machine can: nothing overflows, dark is dark."""

import pytest
from playwright.sync_api import expect

from visitor import wait_until_live

DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pages_fit_the_screen_and_follow_the_colour_scheme(new_visitor, demo, screen, scheme):
    visitor = new_visitor(demo, color_scheme=scheme, **screen)

    def judge(page, step):
        visitor.shot(page, step)
        assert overflow(page) <= 0, f"{step} is wider than the screen"
        assert (background_brightness(page) < 128) == (scheme == "dark"), f"{step} is not {scheme}"

    judge(visitor.open("/"), "1-home")
    form = visitor.open("/auth/sign-in")
    expect(form.locator("input[name=identifier]")).to_be_visible()
    judge(form, "2-sign-in")
    dashboard = visitor.sign_in(page=form)
    judge(wait_until_live(dashboard), "3-dashboard")
    judge(wait_until_live(visitor.open("/account")), "4-account")


def overflow(page):
    """By how many pixels the page is wider than what shows it."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def background_brightness(page):
    """0 is black, 255 is white."""
    return page.evaluate("""() => {
      const painted = [document.body, document.documentElement]
        .map((element) => getComputedStyle(element).backgroundColor)
        .find((colour) => colour !== "rgba(0, 0, 0, 0)")
      if (!painted) return matchMedia("(prefers-color-scheme: dark)").matches &&
        getComputedStyle(document.documentElement).colorScheme.includes("dark") ? 0 : 255
      const probe = new OffscreenCanvas(1, 1).getContext("2d")
      probe.fillStyle = painted
      probe.fillRect(0, 0, 1, 1)
      const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data
      return 0.299 * red + 0.587 * green + 0.114 * blue
    }""")
