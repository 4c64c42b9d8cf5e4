"""Files on their way: chosen, announced, sent in pieces, shown, cancelled. The same on both clients."""

import re

import pytest
from playwright.sync_api import expect

FILES = [{"name": name, "mimeType": "text/plain", "buffer": content} for name, content in (("a.txt", b"0123456789"), ("b.txt", b"abc"))]
CONFIG = {"max_file_size": 100, "max_entries": 3, "chunk_size": 4, "chunk_timeout": 5000}


class Server:
    """The server's side of one `allow_upload`: keeps the entries, renders them, takes the pieces."""

    def __init__(self, stage, auto=False, multiple=True, external=None, accept=lambda entry: None):
        self.auto, self.multiple, self.external, self.accept = auto, multiple, external, accept
        self.entries, self.errors = {}, {}
        self.got = {}
        self.saved = []
        self.hold = False
        self.show = stage(self.html())
        self.show.answers.update({
            "change": self.changed, "save": self.save, "allow_upload": self.preflight, "progress": self.progress,
            "cancel": self.cancel, "chunk": self.chunk,
        })
        self.show.views = _Views(self, self.show.views)

    def html(self):
        def refs(state):
            return ",".join(ref for ref, entry in self.entries.items() if entry.get(state))

        flags = ("multiple " if self.multiple else "") + ("data-phx-auto-upload " if self.auto else "")
        rows = "".join(
            f"""<p id="e{ref}">{entry["name"]} {entry["progress"]} {entry.get("error", "")}
            <img id="i{ref}" data-phx-upload-ref="up" data-phx-entry-ref="{ref}" data-phx-hook="Phoenix.LiveImgPreview" data-phx-update="ignore">
            <button type="button" class="x" phx-click="cancel" phx-value-ref="{ref}">x</button></p>"""
            for ref, entry in self.entries.items()
        )
        return f"""<form id="f" phx-change="change" phx-submit="save"><input type="file" id="up" name="docs" {flags}
            data-phx-hook="Phoenix.LiveFileUpload" data-phx-upload-ref="up" data-phx-active-refs="{",".join(self.entries)}"
            data-phx-done-refs="{refs("done")}" data-phx-preflighted-refs="{refs("preflighted")}"
            data-phx-error-refs="{refs("error")}">{rows}<button id="go">Save</button></form>
            <div id="drop" phx-drop-target="up">drop here</div>"""

    def diff(self, **more):
        return {"diff": {"0": self.html()}, **more}

    def changed(self, frame):
        for announced in frame.payload["uploads"].get("up", []):
            if not self.multiple and announced["ref"] not in self.entries:
                self.entries.clear()
            entry = self.entries.setdefault(announced["ref"], {**announced, "progress": 0})
            if self.accept(entry):
                entry["error"] = self.accept(entry)
        return self.diff()

    def preflight(self, frame):
        answers = {}
        for announced in frame.payload["entries"]:
            entry = self.entries[announced["ref"]]
            entry["preflighted"] = True
            answers[announced["ref"]] = {"uploader": self.external, "url": "/there"} if self.external else f"TOK{announced['ref']}"
        return self.diff(ref="up", config=CONFIG, entries=answers, errors={})

    def chunk(self, frame):
        self.got.setdefault(frame.topic, []).append(frame.payload)
        return None if self.hold else {}

    def progress(self, frame):
        entry = self.entries.get(frame.payload["entry_ref"])
        if entry:
            entry["progress"] = frame.payload["progress"]
            entry["done"] = entry["progress"] == 100
        return self.diff()

    def cancel(self, frame):
        ref = frame.payload["value"]["ref"]
        del self.entries[ref]
        if f"lvu:{ref}" in self.show.joins:
            self.show.push("phx_close", {}, f"lvu:{ref}")
        return self.diff()

    def save(self, frame):
        self.saved.append({entry["name"]: b"".join(self.got.get(f"lvu:{ref}", [])) for ref, entry in self.entries.items()})
        self.entries.clear()
        return self.diff()


class _Views(dict):
    """Joins of `lvu:` topics are accepted with the token of their entry."""

    def __init__(self, server, views):
        super().__init__(views)
        self.server = server

    def get(self, topic, default=None):
        if topic.startswith("lvu:"):
            return lambda frame: frame.reply() if frame.payload == {"token": "TOK" + topic[4:]} else frame.reply({"reason": "invalid_token"}, "error")
        return super().get(topic, default)


def test_files_follow_the_form_when_it_is_submitted(stage):
    server = Server(stage)
    page = server.show.open()
    page.locator("#up").set_input_files(FILES)
    expect(page.locator("p")).to_have_count(2)
    announced = server.show.expect_frame().payload["uploads"]["up"]
    assert [(entry["path"], entry["ref"], entry["name"], entry["type"], entry["size"]) for entry in announced] == [
        ("docs", "0", "a.txt", "text/plain", 10), ("docs", "1", "b.txt", "text/plain", 3),
    ]
    assert server.show.events("allow_upload") == []
    page.locator("#go").click()
    server.show.until(lambda: server.saved)
    assert server.saved == [{"a.txt": b"0123456789", "b.txt": b"abc"}]
    assert [len(piece) for piece in server.got["lvu:0"]] == [4, 4, 2]
    assert [p["progress"] for p in server.show.events("progress") if p["entry_ref"] == "0"] == [40, 80, 100]
    expect(page.locator("p")).to_have_count(0)
    assert page.locator("#go").is_enabled()


def test_more_files_may_be_added_and_some_cancelled_before(stage):
    server = Server(stage)
    page = server.show.open()
    page.locator("#up").set_input_files(FILES[:1])
    expect(page.locator("p")).to_have_count(1)
    page.locator("#up").set_input_files(FILES[1:])
    expect(page.locator("p")).to_have_count(2)
    page.locator("#e0 .x").click()
    expect(page.locator("p")).to_have_count(1)
    page.locator("#go").click()
    server.show.until(lambda: server.saved)
    assert server.saved == [{"b.txt": b"abc"}]


def test_one_file_takes_the_place_of_another(stage):
    server = Server(stage, multiple=False)
    page = server.show.open()
    page.locator("#up").set_input_files(FILES[0])
    expect(page.locator("p")).to_contain_text("a.txt")
    page.locator("#up").set_input_files(FILES[1])
    expect(page.locator("p")).to_contain_text("b.txt")
    page.locator("#go").click()
    server.show.until(lambda: server.saved)
    assert server.saved == [{"b.txt": b"abc"}]


def test_auto_uploads_start_at_once(stage):
    server = Server(stage, auto=True)
    page = server.show.open()
    page.locator("#up").set_input_files(FILES)
    expect(page.locator("#e0")).to_contain_text("100")
    expect(page.locator("#e1")).to_contain_text("100")
    assert server.saved == []
    page.locator("#go").click()
    server.show.until(lambda: server.saved)
    assert server.saved == [{"a.txt": b"0123456789", "b.txt": b"abc"}]


def test_a_submit_waits_for_uploads_under_way(stage):
    server = Server(stage, auto=True)
    server.hold = True
    page = server.show.open()
    page.locator("#up").set_input_files(FILES[:1])
    server.show.until(lambda: server.got)
    page.locator("#go").click()
    server.show.settle(100)
    assert server.saved == []
    server.hold = False
    server.show.waiting.pop().reply()
    server.show.until(lambda: server.saved)
    assert server.saved == [{"a.txt": b"0123456789"}]


def test_a_file_is_cancelled_on_its_way(stage):
    server = Server(stage, auto=True)
    server.hold = True
    page = server.show.open()
    page.locator("#up").set_input_files(FILES[:1])
    server.show.until(lambda: server.got)
    page.locator("#e0 .x").click()
    expect(page.locator("p")).to_have_count(0)
    server.show.waiting.pop().reply()
    server.show.settle(200)
    assert len(server.got["lvu:0"]) == 1, "no more of it is sent"


def test_what_is_not_accepted_stops_the_submit(stage):
    server = Server(stage, accept=lambda entry: "too_large" if entry["size"] > 5 else None)
    page = server.show.open()
    page.locator("#up").set_input_files(FILES)
    expect(page.locator("#e0")).to_contain_text("too_large")
    page.locator("#go").click()
    server.show.settle(200)
    assert server.show.events("allow_upload") == [] and server.saved == []
    assert page.locator("#go").is_enabled()
    page.locator("#e0 .x").click()
    expect(page.locator("p")).to_have_count(1)
    page.locator("#go").click()
    server.show.until(lambda: server.saved)
    assert server.saved == [{"b.txt": b"abc"}]


def test_an_uploader_of_the_page_s_own(stage):
    server = Server(stage, external="Mine")
    server.show.script = """
      options.uploaders = {Mine(entries, onViewError) {
        for (const entry of entries) { seen.push([entry.file.name, entry.meta.url]); entry.progress(50); entry.progress(100) }
      }}
    """
    page = server.show.open()
    page.locator("#up").set_input_files(FILES)
    expect(page.locator("p")).to_have_count(2)
    page.locator("#go").click()
    server.show.until(lambda: server.saved)
    assert page.evaluate("seen") == [["a.txt", "/there"], ["b.txt", "/there"]]
    assert [p["progress"] for p in server.show.events("progress") if p["entry_ref"] == "0"] == [50, 100]


def test_an_uploader_that_fails_says_so(stage):
    server = Server(stage, external="Mine")
    server.show.script = "options.uploaders = {Mine(entries) { entries[0].error('quota') }}"
    page = server.show.open()
    page.locator("#up").set_input_files(FILES[:1])
    expect(page.locator("p")).to_have_count(1)
    page.locator("#go").click()
    frame = server.show.expect_frame("progress")
    assert frame.payload["progress"] == {"error": "quota"}


DROP = """async (names) => {
  const transfer = new DataTransfer()
  for (const name of names) transfer.items.add(new File(["dropped"], name))
  const zone = document.querySelector("#drop")
  zone.dispatchEvent(new DragEvent("dragenter", {bubbles: true, cancelable: true, dataTransfer: transfer}))
  await new Promise((resolve) => setTimeout(resolve, 100))
  const isActive = zone.classList.contains("phx-drop-target-active")
  zone.dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: transfer}))
  return isActive
}"""


@pytest.mark.parametrize("multiple", [True, False])
def test_files_may_be_dropped(stage, multiple):
    server = Server(stage, multiple=multiple)
    page = server.show.open()
    assert page.evaluate(DROP, ["d.txt"])
    expect(page.locator("p")).to_have_count(1)
    expect(page.locator("#drop")).not_to_have_class("phx-drop-target-active")
    page.locator("#go").click()
    server.show.until(lambda: server.saved)
    assert server.saved == [{"d.txt": b"dropped"}]


def test_a_hook_may_upload_what_it_made(stage):
    server = Server(stage, auto=True)
    server.show.script = "hooks.H = {mounted() { this.el.addEventListener('click', () => this.upload('docs', [new File(['made'], 'm.txt')])) }}"
    html = server.html
    server.html = lambda: html() + '<b id="h" phx-hook="H">make</b>'
    server.show.dead = server.html()
    server.show.views["lv:main"] = {"0": server.html(), "s": ["", ""]}
    page = server.show.open()
    page.locator("#h").click()
    expect(page.locator("#e0")).to_contain_text("100")
    assert b"".join(server.got["lvu:0"]) == b"made"


def test_a_picture_is_shown_before_it_is_sent(stage):
    server = Server(stage)
    page = server.show.open()
    page.locator("#up").set_input_files(FILES[:1])
    expect(page.locator("#i0")).to_have_attribute("src", re.compile("^blob:http://stage.test/"))


@pytest.mark.console("Failed to push file progress", "the real client reports the upload's end where nobody is left to hear it")
def test_files_do_not_outlive_the_view_that_knew_them(stage):
    server = Server(stage, auto=True)
    server.hold = True
    page = server.show.open()
    page.locator("#up").set_input_files(FILES[:1])
    server.show.until(lambda: server.got)
    server.entries.clear()
    server.hold = False
    server.show.close()
    server.show.expect_frame("phx_join", 3)
    server.show.wait_until_live()
    server.show.settle(300)
    assert len(server.got["lvu:0"]) == 1
    expect(page.locator("p")).to_have_count(0)
    page.locator("#up").set_input_files(FILES[1:])
    server.show.until(lambda: b"abc" in [b"".join(pieces) for pieces in server.got.values()])
