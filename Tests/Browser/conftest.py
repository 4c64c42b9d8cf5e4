"""Fixtures: the demo as a process, Chromium, the live clients, and visitors who browse with them."""

import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest
from playwright.sync_api import sync_playwright

from demo_server import ARTIFACTS, ROOT, DemoServer
from live_clients import OurClient, PhoenixClient
from stage import Stage
from visitor import SCREENSHOTS, Visitor

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What the real client says on a page where all is well, with its reason.
STAGE_ALLOWED = {"phoenix": [(r"inline style|unsafe-inline", "it sets style attributes, which a strict policy forbids")]}
CLIENTS = [OurClient(), PhoenixClient()]
FIGURES = pytest.StashKey()
FAILED = pytest.StashKey()


def chromium_path():
    candidates = [
        os.environ.get("CHROMIUM"),
        shutil.which("chromium"),
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ]
    for candidate in candidates:
        if candidate and pathlib.Path(candidate).exists():
            return candidate
    pytest.exit("no Chromium found; set CHROMIUM to its path", returncode=1)


def pytest_configure(config):
    config.stash[FIGURES] = {}
    if not config.option.collectonly:
        shutil.rmtree(SCREENSHOTS, ignore_errors=True)


def pytest_terminal_summary(terminalreporter, config):
    figures = config.stash[FIGURES]
    if not figures:
        return
    terminalreporter.section("measured")
    for name, value in figures.items():
        terminalreporter.write_line(f"{name}: {value}")
    (ARTIFACTS / "figures.json").write_text(json.dumps(figures, indent=2) + "\n")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def figure(request):
    """Records a measured value; it is printed at the end and kept beside the screenshots."""
    return request.config.stash[FIGURES].__setitem__


@pytest.fixture(scope="session")
def demo_binary():
    """The debug build's; DEMO_BINARY names another, such as a release build's."""
    if "DEMO_BINARY" in os.environ:
        return os.environ["DEMO_BINARY"]
    folder = subprocess.check_output(["swift", "build", "--show-bin-path"], cwd=ROOT, text=True).strip()
    return pathlib.Path(folder) / "Demo"


@pytest.fixture(scope="session")
def demo(demo_binary, tmp_path_factory):
    """The demo that most tests share."""
    server = DemoServer(demo_binary, "demo", tmp_path_factory.mktemp("demo")).start()
    yield server
    assert server.stop() == 0, "the demo should end well on SIGTERM"


@pytest.fixture
def own_demo(demo_binary, tmp_path, request):
    """A demo for one test, which may stop it and start it again."""
    server = DemoServer(demo_binary, slug(request), tmp_path).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=CLIENTS, ids=lambda client: client.name)
def client(request):
    """A test that uses it runs once with each live client."""
    if request.param.reason_to_skip:
        pytest.skip(request.param.reason_to_skip)
    return request.param


@pytest.fixture
def new_visitor(chromium, client, request):
    """Makes visitors: `new_visitor(server, **context_options)`. What their consoles say is judged after the test."""
    allowed = [mark.args for mark in request.node.iter_markers("console")]
    visitors = []

    def make(server, **options):
        context = chromium.new_context(**options)
        context.set_default_timeout(10_000)
        client.install(context)
        visitors.append(Visitor(context, server, slug(request), allowed))
        return visitors[-1]

    yield make
    for visitor in visitors:
        if request.node.stash.get(FAILED, False):
            for number, page in enumerate(visitor.context.pages):
                visitor.shot(page, f"FAILED-{number}")
        visitor.context.close()
    for visitor in visitors:
        visitor.assert_no_complaints()


@pytest.fixture
def stage(chromium, client, request):
    """Makes a page whose server is the test: `stage(dead, views={…}, script=…)`. Its console is judged like a visitor's."""
    allowed = [mark.args for mark in request.node.iter_markers("console")]
    watchers = []

    def make(dead="", context_options=None, **options):
        context = chromium.new_context(**(context_options or {}))
        context.set_default_timeout(5_000)
        watchers.append(Visitor(context, None, slug(request), [*allowed, *STAGE_ALLOWED.get(client.name, [])]))
        return Stage(context, client, dead=dead, **options)

    yield make
    for watcher in watchers:
        heard = list(watcher.complaints)
        # A page on its way elsewhere would wait for an answer from whoever waits for it to close.
        watcher.context.unroute_all(behavior="ignoreErrors")
        watcher.context.close()
        watcher.complaints = heard
    for watcher in watchers:
        watcher.assert_no_complaints()


@pytest.fixture
def visitor(new_visitor, demo):
    """One person at the shared demo."""
    return new_visitor(demo)


def slug(request):
    """The test's name as part of a file's name: sign_in_lands_on_the_dashboard-ours."""
    return re.sub(r"[^\w]+", "-", request.node.name.removeprefix("test_")).strip("-")
