"""What one session enters reaches no other session, and nothing reaches another machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from google.protobuf.message import Message
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.testing.v1 import AppTest

from rnnviz.ui.frame.pages import PAGES
from tests.app.driving import trainers_loaded_by, visit

MARKER = "zorblaxmarker"
PLACES = ["", *(entry.path for entry in PAGES[1:])]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_worker: None) -> None:
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))


@contextmanager
def listening() -> Iterator[list[bytes]]:
    """Yield the list of all messages that scripts send to browsers from now on."""
    sent: list[bytes] = []
    enqueue = ForwardMsgQueue.enqueue

    def note(self: ForwardMsgQueue, message: Message) -> None:
        sent.append(message.SerializeToString())
        enqueue(self, message)  # type: ignore[arg-type]

    with patch.object(ForwardMsgQueue, "enqueue", note):
        yield sent


def mark_everything(page: str) -> AppTest:
    """Enter the marker wherever the page takes a text, and in a file where it takes one."""
    app = visit(page, **{"d_corpus": "own", "t_corpus": "own"} if page in {"data", "train"} else {})
    for kind in ("text_area", "text_input"):
        for key in [box.key for box in getattr(app, kind)]:
            box = next((one for one in getattr(app, kind) if one.key == key), None)
            if box is not None:
                box.set_value(f"a {MARKER} film").run()
    rows = "\n".join(f"a {MARKER} film {number},{number % 2}" for number in range(50))
    for uploader in app.file_uploader:
        if uploader.key in {"d_file", "t_file"}:
            uploader.set_value((f"{MARKER}.csv", f"text,label\n{rows}".encode(), "text/csv")).run()
            break
    return app


@pytest.mark.thorough
def test_what_one_session_enters_reaches_no_other() -> None:
    """A session marks every text and file of every page; it gets its marker back, no other session does."""
    for page in PLACES:
        with listening() as own:
            app = mark_everything(page)
        assert any(MARKER.encode() in message for message in own) or not (app.text_area or app.text_input)
    with listening() as others:
        for page in PLACES:
            visit(page)
    assert others
    assert not any(MARKER.encode() in message for message in others)


@pytest.mark.thorough
def test_nothing_asks_another_machine() -> None:
    """A server that shows every page looks up no name and opens no connection but to this machine."""
    session = f"""
import sys
asked = []
def listen(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        place = str(arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[0])
        if not place.startswith(("/", "('127.", "('::1'", "localhost", "127.", "b'")):
            asked.append((event, place))
sys.addaudithook(listen)
from tests.app.driving import visit
for page in {PLACES!r}:
    assert not visit(page).exception, page
import socket
assert asked == [], asked
try:
    socket.getaddrinfo("rnnviz.invalid", 80)
except OSError:
    pass
assert len(asked) == 1, "The hook hears nothing."
"""
    assert trainers_loaded_by(session) == []
