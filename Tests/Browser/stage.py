"""A page whose server is the test: the document by routing, the socket by a scripted peer. Both clients can play on it."""

import json
import pathlib
import struct

from playwright.sync_api import expect

from demo_server import ROOT

URL = "http://stage.test"
STATIC = ROOT / "priv" / "static"
# Nothing inline, nothing evaluated: neither client may need it.
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self' ws://stage.test; img-src 'self' blob: data:; style-src 'self'"

STARTS = {
    "ours": "const {LiveSocket, ViewHook, createHook} = window.ClerkLive; const Socket = undefined",
    "phoenix": "const {LiveSocket, ViewHook, createHook} = window.LiveView; const {Socket} = window.Phoenix",
}
BOOTSTRAP = """
window.hooks = {}; window.options = {}; window.seen = []
;(() => {
  %(names)s
  window.live = {ViewHook, createHook}
  document.addEventListener("DOMContentLoaded", () => {
    window.liveSocket = new LiveSocket("/live", Socket, {hooks: window.hooks, params: {_csrf_token: "csrf"}, ...window.options})
    window.liveSocket.connect()
  })
})()
"""


def text(html):
    """A tree that is one piece of HTML."""
    return {"0": html, "s": ["", ""]}


class Frame:
    """A message the page has sent."""

    def __init__(self, socket, data):
        self.socket = socket
        if isinstance(data, bytes):
            lengths = struct.unpack("5B", data[:5])[1:]
            parts, offset = [], 5
            for length in lengths:
                parts.append(data[offset : offset + length].decode())
                offset += length
            self.join_ref, self.ref, self.topic, self.event = parts
            self.payload = data[offset:]
        else:
            self.join_ref, self.ref, self.topic, self.event, self.payload = json.loads(data)

    def __repr__(self):
        return f"{self.topic} {self.event} {self.payload}"

    def reply(self, response=None, status="ok"):
        self.socket.send(
            json.dumps([self.join_ref, self.ref, self.topic, "phx_reply", {"status": status, "response": response or {}}])
        )


class Stage:
    """
    `views`: what a join is answered with, by topic: a tree, or a function of the frame that answers itself.
    `answers`: what other messages are answered with, by event name of the payload or of the message: a response, or a
    function of the frame giving one; None leaves it waiting in `waiting`.
    """

    def __init__(self, context, client, views=None, dead="", head="", script="", container="", body=""):
        self.context = context
        self.client = client
        self.views = {"lv:main": text(dead), **(views or {})}
        self.answers = {}
        self.frames = []
        self.sockets = []
        self.waiting = []
        self.joins = {}
        self.is_open = True
        self.dead, self.head, self.script, self.container, self.body = dead, head, script, container, body
        self.documents = 0
        context.route(f"{URL}/**", self._serve)
        context.route_web_socket(lambda url: "/live/websocket" in url, self._connect)

    def open(self, path="/page", is_live=True):
        self.page = self.context.new_page()
        self.page.goto(URL + path)
        if is_live:
            self.wait_until_live()
        return self.page

    def wait_until_live(self):
        expect(self.page.locator("#main")).to_have_class("phx-connected", timeout=10_000)
        # What the client fetches when there is time is there.
        if self.client.name == "ours":
            self.until(lambda: self.page.evaluate("Boolean(liveSocket.rest)"))
        return self.page

    # What the server says

    def push(self, event, payload, topic="lv:main"):
        self.sockets[-1].send(json.dumps([self.joins[topic], None, topic, event, payload]))

    def diff(self, diff, topic="lv:main"):
        self.push("diff", diff, topic)

    def show(self, html, topic="lv:main", **more):
        """Another piece of HTML, in a view made by `text`."""
        self.diff({"0": html, **more}, topic)

    def crash(self, topic="lv:main"):
        self.sockets[-1].send(json.dumps([self.joins[topic], self.joins[topic], topic, "phx_error", {"reason": "crash"}]))

    def close(self, code=1012):
        self.sockets[-1].close(code=code, reason="")

    # What the page says

    def events(self, event="event"):
        return [frame.payload for frame in self.frames if frame.event == event]

    def expect_frame(self, event="event", count=1):
        """Waits until the page has said it so often, and gives the last one."""
        found = lambda: [frame for frame in self.frames if frame.event == event]
        self.until(lambda: len(found()) >= count, lambda: f"no {event} × {count} among {self.frames}")
        return found()[count - 1]

    def until(self, claim, failure=lambda: "it never came true"):
        for _ in range(200):
            if claim():
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(failure())

    def settle(self, milliseconds=60):
        """Lets the page do whatever it is about to do."""
        self.page.wait_for_timeout(milliseconds)

    def html(self, selector="#main"):
        return self.page.evaluate("(selector) => document.querySelector(selector).innerHTML", selector)

    # The server's side

    def _serve(self, route):
        path = route.request.url.removeprefix(URL).split("?")[0]
        if path == "/client.js":
            return self._script(route, self.client.script())
        if path == "/start.js":
            return self._script(route, BOOTSTRAP % {"names": STARTS[self.client.name]})
        if path == "/page.js":
            return self._script(route, self.script)
        if path.startswith("/clerk_live"):
            return route.fulfill(path=STATIC / pathlib.PurePath(path).name, content_type="text/javascript")
        if path == "/style.css":
            return route.fulfill(body=".gone { display: none }", content_type="text/css")
        if not route.request.is_navigation_request():
            return route.fulfill(status=404)
        self.documents += 1
        route.fulfill(body=self.document(), content_type="text/html", headers={"content-security-policy": POLICY})

    def _script(self, route, body):
        route.fulfill(body=body, content_type="text/javascript; charset=utf-8")

    def document(self):
        return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Stage</title>
            <link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css">
            <script defer src="/client.js"></script><script defer src="/start.js"></script><script defer src="/page.js"></script>
            {self.head}</head><body>
            <div id="main" data-phx-main data-phx-session="TOK" data-phx-static="STATIC" {self.container}>{self.dead}</div>
            {self.body}</body></html>"""

    def _connect(self, socket):
        if not self.is_open:
            return socket.close(code=1011)
        self.sockets.append(socket)
        socket.on_message(lambda data: self._received(Frame(socket, data)))

    def _received(self, frame):
        if frame.topic == "phoenix":
            return frame.reply()
        self.frames.append(frame)
        if frame.event == "phx_join":
            return self._join(frame)
        if frame.event == "phx_leave":
            return frame.reply()
        name = frame.payload.get("event") if isinstance(frame.payload, dict) else None
        default = {"cids": frame.payload["cids"]} if frame.event == "cids_destroyed" else {}
        answer = self.answers.get(name, self.answers.get(frame.event, default))
        answer = answer(frame) if callable(answer) else answer
        if answer is None:
            self.waiting.append(frame)
        else:
            frame.reply(answer)

    def _join(self, frame):
        self.joins[frame.topic] = frame.join_ref
        view = self.views.get(frame.topic)
        if callable(view):
            view(frame)
        elif view is None:
            frame.reply({"reason": "unmatched topic"}, "error")
        else:
            frame.reply({"liveview_version": "1.2.10", "rendered": view})
