"""What happens when the network does what networks do."""

import json
import time

import pytest
from playwright.sync_api import expect

from stage import URL, text

COUNTER = '<button phx-click="inc">{}</button>'


@pytest.fixture
def ours(client):
    """A promise that the real client does not make."""
    if client.name != "ours":
        pytest.skip("the real client has no such thing")


def counting(stage, **options):
    """A server that counts clicks and keeps the count over joins."""
    show = stage(COUNTER.format(0), **options)
    show.count = 0

    def inc(frame):
        show.count += 1
        return {"diff": {"0": COUNTER.format(show.count)}}

    show.answers["inc"] = inc
    show.views["lv:main"] = lambda frame: frame.reply({"liveview_version": "1.2.10", "rendered": text(COUNTER.format(show.count))})
    return show


def works(show):
    show.page.locator("button").click()
    expect(show.page.locator("button")).to_have_text(str(show.count))


@pytest.mark.parametrize("code", [1001, 1006, 1011, 1012])
def test_a_connection_that_ends_is_followed_by_another(stage, code):
    show = counting(stage)
    show.open()
    works(show)
    show.close(code if code != 1006 else 3000)
    show.until(lambda: len(show.sockets) == 2)
    show.wait_until_live()
    works(show)
    assert show.documents == 1


def test_a_socket_killed_again_and_again_is_no_loop_and_ends_well(stage):
    show = counting(stage)
    show.open()
    for kill in range(4):
        show.page.wait_for_timeout(200)
        show.close(3000)
        show.until(lambda: len(show.sockets) == kill + 2)
    show.wait_until_live()
    works(show)
    assert show.documents == 1


def test_a_click_on_its_way_is_lost_with_the_connection_and_the_button_is_free(stage):
    show = counting(stage)
    show.answers["inc"] = None
    page = show.open()
    page.locator("button").click()
    show.expect_frame()
    show.close()
    show.until(lambda: len(show.sockets) == 2)
    show.wait_until_live()
    del show.answers["inc"]
    show.answers["inc"] = {"diff": {"0": COUNTER.format("free")}}
    page.locator("button").click()
    expect(page.locator("button")).to_have_text("free")


def test_offline_says_so_after_a_while_and_no_longer_when_it_is_over(stage, ours):
    show = counting(stage)
    page = show.open()
    show.is_open = False
    show.close(3000)
    started = time.monotonic()
    expect(page.get_by_role("status")).to_contain_text("Connection lost", timeout=6_000)
    assert 2.5 < time.monotonic() - started < 4.5
    show.is_open = True
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("status")).to_have_count(0)
    show.wait_until_live()
    works(show)


def test_a_short_absence_is_not_worth_a_word(stage, ours):
    show = counting(stage)
    page = show.open()
    page.evaluate("new MutationObserver(() => seen.push(Boolean(document.querySelector('.clerk-live-notice')))).observe(document.body, {childList: true})")
    show.close()
    show.until(lambda: len(show.sockets) == 2)
    show.wait_until_live()
    assert True not in page.evaluate("seen")


def test_a_slow_network_is_shown_as_a_bar_and_answers_arrive_in_order(stage, ours):
    show = counting(stage)
    page = show.open()
    page.evaluate("liveSocket.enableLatencySim(200)")
    page.locator("button").click()
    expect(page.locator("button")).to_have_class("phx-click-loading")
    show.settle(150)
    assert page.locator("button").inner_text() == "0"
    expect(page.locator("button")).to_have_text("1")
    page.evaluate("liveSocket.js().patch('/page?x=1')")
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    page.evaluate("liveSocket.disableLatencySim()")


def test_a_tab_that_was_frozen_proves_its_connection_when_it_is_back(stage, ours):
    show = counting(stage)
    page = show.open()
    sockets = len(show.sockets)
    show.mute = True
    original = show._received
    show._received = lambda frame: None if frame.topic == "phoenix" else original(frame)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    show.until(lambda: len(show.sockets) > sockets)
    show._received = original
    show.wait_until_live()
    works(show)


def test_a_hidden_tab_does_not_reconnect_until_it_is_seen(stage, ours):
    show = counting(stage)
    page = show.open()
    page.evaluate("Object.defineProperty(document, 'hidden', {get: () => window.isHidden ?? false}); window.isHidden = true")
    show.close()
    show.settle(1500)
    assert len(show.sockets) == 1
    page.evaluate("window.isHidden = false; document.dispatchEvent(new Event('visibilitychange'))")
    show.until(lambda: len(show.sockets) == 2)
    show.wait_until_live()


def test_close_code_1000_ends_the_page_by_a_load(stage, ours):
    show = counting(stage)
    show.open()
    show.close(1000)
    show.until(lambda: show.documents == 2)


def test_a_server_that_always_refuses_is_asked_thrice_and_then_a_person(stage, ours):
    show = stage("<p>dead</p>")
    show.views["lv:main"] = lambda frame: frame.reply({"reason": "stale"}, "error")
    page = show.open(is_live=False)
    expect(page.get_by_role("alert")).to_contain_text("failed to connect")
    documents = show.documents
    show.settle(500)
    assert show.documents == documents == 4
    page.get_by_role("button", name="Try again").click()
    show.until(lambda: show.documents > documents)


def test_a_page_left_and_come_back_to_is_loaded_anew(stage):
    show = counting(stage)
    page = show.open()
    page.goto(URL + "/page?second")
    page.go_back()
    show.until(lambda: show.documents >= 3)
    show.wait_until_live()
    works(show)


def test_updates_wait_while_a_transition_runs_but_none_is_lost(stage):
    show = stage("<p id='t'>0</p><button phx-click='[[\"transition\",{\"to\":\"#t\",\"transition\":[[\"x\"],[],[]],\"time\":300}]]'>go</button>")
    page = show.open()
    html = show.html()
    page.locator("button").click()
    for n in range(1, 20):
        show.show(html.replace(">0<", f">{n}<"))
    expect(page.locator("#t")).to_have_text("19")


class Poll:
    """Phoenix's long-poll endpoint, as far as a page needs it."""

    def __init__(self, show):
        self.show, self.queue, self.requests = show, [], []
        show.context.route("**/live/longpoll?**", self.serve)

    def send(self, data):
        self.queue.append(data)

    def serve(self, route):
        from stage import Frame

        request = route.request
        self.requests.append((request.method, request.headers.get("x-phoenix-longpoll-token")))
        if request.headers.get("x-phoenix-longpoll-token") != "TOKEN":
            return self.answer(route, status=410, token="TOKEN", messages=[])
        if request.method == "POST":
            for line in request.post_data.split("\n"):
                self.show._received(Frame(self, line))
            return self.answer(route, status=200)
        messages, self.queue = self.queue, []
        self.answer(route, status=200 if messages else 204, token="TOKEN", messages=messages)

    def answer(self, route, **body):
        route.fulfill(body=json.dumps(body), content_type="application/json")


def test_without_websockets_it_polls(stage, ours):
    show = counting(stage, script="options.longPollFallbackMs = 300")
    show.is_open = False
    poll = Poll(show)
    show.sockets = [poll]
    page = show.open(is_live=False)
    expect(page.locator("#main")).to_have_class("phx-connected", timeout=10_000)
    works(show)
    show.diff({"0": COUNTER.format("pushed")})
    expect(page.locator("button")).to_have_text("pushed")
    assert page.evaluate("sessionStorage.getItem('phx:fallback:LongPoll')") == "true"
    show._connect = None
    page.reload()
    expect(page.locator("#main")).to_have_class("phx-connected", timeout=10_000)


def test_with_a_healthy_websocket_it_does_not_poll(stage):
    show = counting(stage, script="options.longPollFallbackMs = 500")
    poll = Poll(show)
    show.open()
    show.settle(900)
    works(show)
    assert poll.requests == []
