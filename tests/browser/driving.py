"""The page "Read a review" as a person uses it in a browser."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, WebSocket, expect

ROOT = Path(__file__).resolve().parents[2]

PATIENCE = 60_000
"""Milliseconds that a slow machine may take for anything."""

entered_again: list[str] = []
"""What the page took back in this process, so that a test entered it twice; tests/conftest.py tells it."""

# React may still owe a drawing, and what Streamlit takes for outdated fades in again. Never for ever: an animation of
# something that is not shown any more does not finish, and a browser without a screen may not call itself idle.
_IDLE = """async () => {
    const soon = () => new Promise(done => setTimeout(done, 2000));
    await Promise.race([new Promise(done => requestIdleCallback(done)), soon()]);
    const ending = document.getAnimations().filter(one => Number.isFinite(one.effect?.getComputedTiming().endTime));
    await Promise.race([Promise.allSettled(ending.map(one => one.finished)), soon()]);
}"""

expect.set_options(timeout=PATIENCE)

STILL = "[data-testid=stApp][data-test-script-state=notRunning]"
_CHARTS = ("reader-probability", "reader-heatmap", "reader-unit")


@dataclass(frozen=True, kw_only=True)
class Server:
    """The running app."""

    url: str
    pid: int
    log: Path
    home: Path


class Reader:
    """A browser page on the app; it counts what the browser asks of the server and of anybody else."""

    charts = _CHARTS

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.sent = 0
        self.strange: list[str] = []
        self.complaints: list[str] = []
        self._listeners: dict[Any, Callable[[Any], None]] = {
            "request": self._note_request,
            "websocket": self._note_socket,
            "pageerror": lambda error: self.complaints.append(str(error)),
            "console": self._note_console,
        }
        for event, listener in self._listeners.items():
            page.on(event, listener)

    def leave(self) -> None:
        """Listen no longer: the tab is another test's from now on."""
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.url}/", f"blob:{self.url}/", "data:")):
            self.strange.append(request.url)

    def _note_socket(self, socket: WebSocket) -> None:
        if urlsplit(socket.url).netloc != urlsplit(self.url).netloc:
            self.strange.append(socket.url)
        socket.on("framesent", lambda _: setattr(self, "sent", self.sent + 1))

    def _note_console(self, said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            self.complaints.append(said.text)

    # ---- getting there ----

    def open(self, address: str = "") -> Reader:
        """Load the page and wait until it is drawn."""
        self.page.goto(f"{self.url}/{address}", timeout=PATIENCE)
        return self.settle()

    def settle(self, *, drawn: bool = True) -> Reader:
        """Wait until no script runs, every view is drawn and, unless `drawn` is false, the words are there."""
        self.page.locator(STILL).wait_for()
        if drawn:
            self.words.first.wait_for()
        self.page.locator(STILL).wait_for()
        expect(self.page.locator(".rnnviz:not([data-drawn])")).to_have_count(0)
        self.page.evaluate(_IDLE)
        self.page.locator(STILL).wait_for()
        return self

    def paste(self, text: str, *, drawn: bool = True) -> Reader:
        """Put a text into the box and press the button below it."""
        self.unfold("Review")
        self.box.fill(text)
        self.page.get_by_role("button", name="Read it").click()
        self.settle(drawn=drawn)
        expect(self.box).to_have_value(text)
        return self

    def fold(self, name: str) -> Locator:
        """A folded part of "Read a review"'s controls."""
        return self.page.locator(".st-key-strip details").filter(has=self.page.locator("summary", has_text=name))

    def unfold(self, name: str) -> None:
        """Open a folded part of "Read a review"'s controls, where there is one that is closed."""
        fold = self.fold(name)
        if fold.count() and not self.is_open(name):
            fold.locator("summary").click()
            assert self.is_open(name)

    def is_open(self, name: str) -> bool:
        """Whether a folded part is open; one that is still closing is not."""
        return bool(self.fold(name).locator("[data-testid=stExpanderDetails]:not([inert])").count())

    def choose(self, label: str, option: str) -> None:
        """Choose an option of a select box, once more if a rerun in between swallows the click."""
        if label not in {"Model", "Epoch"}:
            self.unfold("View options")
        box, row = self.select(label), self.page.get_by_role("option", name=option, exact=True)

        def click_it() -> bool:
            self.settle(drawn=False)
            if not row.is_visible():
                box.click()
            row.click()
            try:
                expect(box).to_have_value(option, timeout=PATIENCE / 4)
            except AssertionError:
                return False
            self.settle(drawn=False)
            return box.input_value() == option

        self.once_more(click_it, f"{option!r} of {label!r}")
        expect(box).to_have_value(option)

    @staticmethod
    def once_more(enter: Callable[[], bool], what: str) -> None:
        """Enter something a second time if the page did not keep it, and have it told at the end of the run."""
        if not enter():
            test = os.environ.get("PYTEST_CURRENT_TEST", "").removesuffix(" (call)")
            entered_again.append(f"{test}: {what}")
            enter()

    # ---- what is there ----

    @property
    def root(self) -> Locator:
        return self.page.get_by_test_id("reader")

    @property
    def words(self) -> Locator:
        return self.page.get_by_test_id("reader-word")

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("textbox", name="Review", include_hidden=True)  # folded away, it is there

    @property
    def verdict(self) -> Locator:
        return self.page.get_by_role("heading", name="Verdict:")

    @property
    def strip(self) -> Locator:
        return self.root.get_by_role("listbox")

    @property
    def readout(self) -> Locator:
        return self.page.get_by_test_id("reader-readout")

    @property
    def play(self) -> Locator:
        return self.page.get_by_test_id("reader-play")

    @property
    def marked(self) -> Locator:
        """The word that the cursor is on."""
        return self.root.locator("[data-testid=reader-word][aria-selected=true]")

    def word(self, text: str) -> Locator:
        """The first step that shows this text."""
        return self.words.filter(has_text=text).first

    def select(self, label: str) -> Locator:
        return self.page.get_by_role("combobox", name=label, exact=True, include_hidden=True)

    def radio(self, name: str) -> Locator:
        return self.page.get_by_role("radio", name=name, include_hidden=True)

    def colour_by(self, name: str) -> None:
        """Colour the words by something else."""
        self.unfold("View options")
        self.radio(name).click()

    def texts(self) -> list[str]:
        """Every word that is shown, padding and start left out."""
        return self.root.locator("[data-testid=reader-word]:not(.padding, .start)").all_text_contents()

    def data(self, name: str) -> str | None:
        return self.root.get_attribute(f"data-{name}")

    @property
    def cursor(self) -> int:
        return int(self.data("cursor") or -1)

    @property
    def last(self) -> int:
        return self.words.count() - 1

    def address(self) -> dict[str, str]:
        """The address's query, decoded."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.page.url).query).items()}

    # ---- pointing ----

    def place(self, chart: str, step: int) -> dict[str, float]:
        """Where in a chart's own box a step stands; x from the drawn heatmap, which all charts share."""
        canvas = self.root.locator("canvas").bounding_box()
        box = self.page.get_by_test_id(chart).bounding_box()
        assert canvas
        assert box
        x = canvas["x"] + (step + 0.5) / (self.last + 1) * canvas["width"]
        return {"x": x - box["x"], "y": box["height"] / 2}

    def hover_chart(self, chart: str, step: int) -> None:
        self.page.get_by_test_id(chart).scroll_into_view_if_needed()
        self.page.get_by_test_id(chart).hover(position=self.place(chart, step))

    def lines_at(self) -> dict[str, float]:
        """Where the overlays that mark the cursor stand, in pixels of the page."""
        script = """root => Object.fromEntries([
            ['line', '.timeline:not(.ghost)'], ['column', '.column:not(.ghost)'],
            ['probability', '.chart.probability .dot'], ['unit', '.chart.unit .dot'],
        ].map(([name, selector]) => {
            const box = root.querySelector(selector).getBoundingClientRect();
            return [name, box.x + box.width / 2];
        }))"""
        found: dict[str, float] = self.root.evaluate(script)
        return found

    def centre(self, step: int) -> float:
        """Where a step's column of the heatmap has its middle, in pixels of the page."""
        canvas = self.root.locator("canvas").bounding_box()
        assert canvas
        return canvas["x"] + (step + 0.5) / (self.last + 1) * canvas["width"]

    def expect_cursor(self, step: int) -> None:
        """The root, the word, and every chart agree that the cursor is on `step`."""
        expect(self.root).to_have_attribute("data-cursor", str(step))
        expect(self.marked).to_have_attribute("data-step", str(step))
        lines, middle = self.lines_at(), self.centre(step)
        assert {name: x for name, x in lines.items() if abs(x - middle) > 1.5} == {}
        expect(self.page.get_by_test_id("reader-heatmap")).to_have_attribute("aria-valuenow", str(step + 1))

    def evaluate(self, script: str) -> Any:
        return self.page.evaluate(script)
