"""The JavaScript that brings a page to life: our own client, or the real phoenix and phoenix_live_view with our hooks."""

import os
import pathlib
import re

from demo_server import ROOT

# Our page script: hooks, client and automatic start in one. Clerk's script and everything else is left as it is.
PAGE_SCRIPT = re.compile(r"/clerk_live\.min[^/]*\.js(\?|$)")

PAGE_FILE = ROOT / "priv" / "static" / "clerk_live.min.js"

# Our hooks alone, as an application with a bundler imports them.
HOOKS = ROOT / "priv" / "static" / "clerk_live.mjs"
HOOKS_PATH = "/hooks-under-test.mjs"

BOOTSTRAP = f"""
import("{HOOKS_PATH}").then(({{hooks}}) => {{
  const token = document.querySelector("meta[name='csrf-token']").content
  window.liveSocket = new LiveView.LiveSocket("/live", Phoenix.Socket, {{hooks, params: {{_csrf_token: token}}}})
  window.liveSocket.connect()
}})
"""


class OurClient:
    name = "ours"
    reason_to_skip = None

    def install(self, context):
        """The demo's pages bring it."""

    def script(self):
        """The client as one classic script, for a page that is not the demo's."""
        return PAGE_FILE.read_text(encoding="utf-8")


class PhoenixClient:
    """Answers the request for our page script with the real files, our hooks and the usual few lines that connect."""

    name = "phoenix"

    def __init__(self, environment=os.environ):
        self.paths = [environment.get(variable) for variable in ("PHOENIX_JS", "PHOENIX_LIVE_VIEW_JS")]

    @property
    def reason_to_skip(self):
        if all(self.paths):
            return None
        return "set PHOENIX_JS and PHOENIX_LIVE_VIEW_JS to the built files of phoenix and phoenix_live_view 1.2"

    def install(self, context):
        self._answer(context, PAGE_SCRIPT, self.script() + BOOTSTRAP)
        self._answer(context, f"**{HOOKS_PATH}", HOOKS.read_text(encoding="utf-8"))

    def script(self):
        return "\n;\n".join([*(pathlib.Path(path).read_text(encoding="utf-8") for path in self.paths), ""])

    def _answer(self, context, pattern, script):
        context.route(pattern, lambda route: route.fulfill(body=script, content_type="text/javascript"))
