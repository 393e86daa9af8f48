"""One server, one Chromium and warm tabs for all browser tests of a process; a context of its own where a test asks."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.driving import PATIENCE, ROOT, Reader, Server

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the lightest first


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; where there is none, the test is skipped, or fails if RNNVIZ_REQUIRE_BROWSER=1."""
    path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if path is None:
        missing = f"There is no Chromium: none of {', '.join(_NAMES)} is on the PATH."
        if os.environ.get("RNNVIZ_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"], timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app as `make app` starts it, on a free port and with an empty runs folder of its own."""
    folder = tmp_path_factory.mktemp("server")
    (folder / "home" / "runs").mkdir(parents=True)
    with serving(folder / "home", folder / "log.txt") as server:
        yield server


@contextmanager
def serving(home: Path, log: Path, *, script: Path | str = "app.py", tree: Path = ROOT) -> Iterator[Server]:
    """Serve the app on a free port, with this home; another script, or the app of another tree."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = ["-m", "streamlit", "run", str(script), "--server.headless", "true", "--server.port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=tree,
            env=os.environ | {"RNNVIZ_HOME": str(home), "PYTHONPATH": str(tree)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Server(url=f"http://localhost:{port}", pid=process.pid, log=log, home=home)
    try:
        _wait(server, process)
        yield server
    finally:
        _stop(process)


def _wait(server: Server, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 2 * PATIENCE / 1000
    while time.monotonic() < until:
        assert process.poll() is None, f"The server ended:\n{server.log.read_text('utf-8', 'replace')}"
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"The server did not answer:\n{server.log.read_text('utf-8', 'replace')}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class _Tabs:
    """Tabs that have loaded the app before: its scripts need not be fetched and compiled for every test."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: dict[str, list[Page]] = {}
        self._taken: list[tuple[dict[str, Any], Page]] = []
        self._cold: list[Page] = []

    def take(self, *, cold: bool, **options: Any) -> Page:
        """Return a tab with these settings of the browser; a cold one has a context of its own, and nothing cached."""
        settings = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"} | options
        if cold:
            self._cold.append(self._open(settings))
            return self._cold[-1]
        idle = self._idle.setdefault(_kind(settings), [])
        page = idle.pop() if idle else self._open(settings)
        self._taken.append((settings, page))
        return page

    def take_back(self) -> None:
        """Empty every tab that was taken: the next test finds its page, pointer, size and theme as in a new one."""
        for page in self._cold:
            page.context.close()
        for settings, page in self._taken:
            page.mouse.move(0, 0)
            page.goto("about:blank")
            page.set_viewport_size(settings["viewport"])
            page.emulate_media(color_scheme=settings.get("color_scheme", "light"))
            self._idle[_kind(settings)].append(page)
        self._taken, self._cold = [], []

    def _open(self, settings: dict[str, Any]) -> Page:
        context = self._browser.new_context(**settings)
        context.set_default_timeout(PATIENCE)
        return context.new_page()


def _kind(settings: dict[str, Any]) -> str:
    return repr(sorted(settings.items()))


@pytest.fixture(scope="session")
def _tabs(chromium: Browser) -> _Tabs:
    return _Tabs(chromium)


@pytest.fixture
def new_page(_tabs: _Tabs) -> Iterator[Callable[..., Page]]:
    """Return a function that gives an empty tab: a warm one, or with `cold` one in a context of its own."""

    def page(*, cold: bool = False, **options: Any) -> Page:
        return _tabs.take(cold=cold, **options)

    yield page
    _tabs.take_back()


def opening(
    kind: type[Reader], new_page: Callable[..., Page], server: Server, *, quiet: bool = True
) -> Iterator[Callable[..., Any]]:
    """Yield a function that opens an address in a tab; no page may ask another server or, if `quiet`, complain."""
    readers: list[Reader] = []

    def visit(address: str = "", **options: Any) -> Reader:
        readers.append(kind(new_page(**options), server.url))
        return readers[-1].open(address)

    yield visit
    for reader in readers:
        reader.leave()
    assert [url for reader in readers for url in reader.strange] == [], "The page asked somebody else."
    if quiet:
        assert [said for reader in readers for said in reader.complaints if "404" not in said] == []


@pytest.fixture
def open_reader(new_page: Callable[..., Page], server: Server) -> Iterator[Callable[..., Reader]]:
    """Return a function that opens the page with an address and browser settings; no page may ask another server."""
    yield from opening(Reader, new_page, server, quiet=False)


@pytest.fixture
def reader(open_reader: Callable[..., Reader]) -> Reader:
    """The page as it is without an address."""
    return open_reader()


@pytest.fixture
def own_runs(server: Server) -> Iterator[Path]:
    """The server's runs folder, emptied after the test."""
    folder = server.home / "runs"
    yield folder
    shutil.rmtree(folder)
    folder.mkdir()
