"""What travels when a script runs: neither styles nor programs, and nothing that the browser might have lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.driving import PATIENCE, ROOT, Reader, Server

pytestmark = pytest.mark.browser


def _lines(ending: str) -> set[str]:
    """Every long line of the files with this ending below `rnnviz/ui`."""
    files = [file.read_text(encoding="utf-8") for file in (ROOT / "rnnviz" / "ui").rglob(f"*.{ending}")]
    return {line.strip() for file in files for line in file.splitlines() if len(line.strip()) > 40}


class Wire:
    """What a page is sent over its socket."""

    def __init__(self, page: Page) -> None:
        self.sent: list[bytes] = []
        self._page = page
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        self._socket = socket
        socket.on("framereceived", self._hear)

    def _hear(self, frame: bytes) -> None:
        self.sent.append(frame)

    def rerun(self) -> None:
        """Let the script run again, to its end; what was sent before is forgotten."""
        self.sent.clear()
        with self._socket.expect_event("framereceived", _is_the_end, timeout=PATIENCE):
            self._page.keyboard.press("r")

    def holds(self, texts: set[str]) -> list[str]:
        """Those of the texts that were sent."""
        everything = b"\n".join(self.sent).decode("utf-8", "replace")
        return [text for text in texts if text in everything]


def _is_the_end(frame: bytes) -> bool:
    return ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished"


def _opened(page: Page, server: Server, path: str) -> Wire:
    wire = Wire(page)
    reader = Reader(page, server.url)
    page.goto(f"{server.url}/{path}")
    page.locator(".rnnviz[data-drawn]").first.wait_for(state="attached")
    reader.settle(drawn=False)
    return wire


@pytest.mark.parametrize("path", ["read", "loop"])
def test_a_rerun_sends_no_styles_and_no_program(new_page: Callable[..., Page], server: Server, path: str) -> None:
    """Styles and programs come by their address and never over the socket, and the styles hold all the same."""
    page = new_page()
    wire = _opened(page, server, path)
    wire.rerun()
    assert len(wire.sent) > 20
    assert wire.holds({"assets/frame.css"})
    assert wire.holds(_lines("css") | _lines("js")) == []
    expect(page.locator(".st-key-heading h1")).to_have_css("font-size", "28px")


def test_no_message_is_sent_as_a_reference(new_page: Callable[..., Page], server: Server) -> None:
    """The browser may have dropped what a reference names, so the cache of messages is off, also for large ones."""
    wire = _opened(new_page(), server, "loop")
    wire.rerun()
    assert max(map(len, wire.sent)) > 10_000
    assert not any(ForwardMsg.FromString(frame).metadata.cacheable for frame in wire.sent)


def test_a_page_that_is_opened_later_is_never_seen_without_its_styles(
    new_page: Callable[..., Page], server: Server
) -> None:
    """From its first frame on the strip of "Read a review" stands where its styles put it."""
    page = new_page()
    _opened(page, server, "layers")
    page.evaluate("""() => {
        window.seen = new Set();
        const look = () => {
            const strip = document.querySelector('.st-key-strip');
            if (strip) seen.add(getComputedStyle(strip).position);
            requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    }""")
    page.get_by_role("link", name="Read a review").first.click()
    page.get_by_test_id("reader-word").first.wait_for()
    assert page.evaluate("[...seen]") == ["relative"]
