"""A peer that breaks the rules, by hand and without a browser: it gets the right answer, and nobody else notices."""

import pytest

from raw_websocket import BINARY, CLOSE, PING, TEXT, RawWebSocket, Refused, frame
from visitor import click_and_expect_count, wait_until_live

PROTOCOL_ERROR, INVALID_DATA, POLICY, TOO_BIG = 1002, 1007, 1008, 1009

# What is sent after a good upgrade, and the close code it earns (RFC 6455 §7.4.1).
BROKEN = {
    "an unmasked frame (§5.1)": (frame(TEXT, b"[]", masked=False), PROTOCOL_ERROR),
    "a reserved opcode (§5.2)": (frame(0x3, b"x"), PROTOCOL_ERROR),
    "a reserved bit that nobody negotiated (§5.2)": (frame(TEXT, b"[]", rsv=0b010), PROTOCOL_ERROR),
    "a continuation without a start (§5.4)": (frame(0x0, b"x"), PROTOCOL_ERROR),
    "a message inside a fragmented message (§5.4)": (
        frame(TEXT, b"[", fin=False) + frame(TEXT, b"]"),
        PROTOCOL_ERROR,
    ),
    "a fragmented control frame (§5.5)": (frame(PING, b"x", fin=False), PROTOCOL_ERROR),
    "a control frame of 126 bytes (§5.5)": (frame(PING, bytes(126)), PROTOCOL_ERROR),
    "a Close frame of one byte (§5.5.1)": (frame(CLOSE, b"\x03"), PROTOCOL_ERROR),
    "a Close frame with a code that is never sent (§7.4.1)": (frame(CLOSE, b"\x03\xed"), PROTOCOL_ERROR),
    "text that is not UTF-8 (§8.1)": (frame(TEXT, b'["\xc3\x28"]'), INVALID_DATA),
    "a frame that announces a gigabyte (§10.4)": (frame(TEXT, b"", length=1 << 30), TOO_BIG),
    "text that is not JSON": (frame(TEXT, b"hello"), POLICY),
    "JSON that is not a message": (frame(TEXT, b'{"topic": "lv:x"}'), POLICY),
    "a binary message cut short": (frame(BINARY, b"\x00\x09\x09"), POLICY),
}


def origin(demo):
    return f"http://localhost:{demo.port}"


@pytest.mark.parametrize("case", BROKEN)
def test_closes_with_the_code_that_fits(demo, case):
    sent, code = BROKEN[case]
    with RawWebSocket(demo.port, origin=origin(demo)) as peer:
        peer.send(sent)
        assert peer.close_code() == code


def test_a_page_beside_broken_peers_is_untouched(visitor):
    page = wait_until_live(visitor.open("/bench"))
    click_and_expect_count(page, "#inc")
    page.evaluate("window.markedByTest = new Set(document.querySelector('[data-phx-main]').classList)")
    for sent, code in BROKEN.values():
        with RawWebSocket(visitor.server.port, origin=origin(visitor.server)) as peer:
            peer.send(sent)
            assert peer.close_code() == code
    assert page.evaluate("[...document.querySelector('[data-phx-main]').classList].every((c) => markedByTest.has(c))")
    click_and_expect_count(page, "#inc")


@pytest.mark.parametrize("wrong", ["https://elsewhere.example", "null", "http://localhost:1"])
def test_a_wrong_origin_is_refused_before_the_upgrade(demo, wrong):
    with pytest.raises(Refused) as refusal:
        RawWebSocket(demo.port, origin=wrong, cookies="__session=whatever")
    assert refusal.value.status == 403


def test_the_right_origin_may_upgrade_and_gets_its_heartbeat_answered(demo):
    with RawWebSocket(demo.port, origin=origin(demo)) as peer:
        peer.push(None, "1", "phoenix", "heartbeat", {})
        assert peer.receive_message() == [None, "1", "phoenix", "phx_reply", {"status": "ok", "response": {}}]


def test_a_forged_page_token_is_refused_and_the_connection_goes_on(demo):
    with RawWebSocket(demo.port, origin=origin(demo)) as peer:
        peer.push("1", "1", "lv:phx-forged", "phx_join", {"url": demo.url + "/dashboard", "session": "forged"})
        _, ref, topic, event, payload = peer.receive_message()
        assert (ref, topic, event, payload["status"]) == ("1", "lv:phx-forged", "phx_reply", "error")
        peer.push(None, "2", "phoenix", "heartbeat", {})
        assert peer.receive_message()[4]["status"] == "ok"
