"""What stands between the server and the network."""

import asyncio
import base64
import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.testing.v1 import AppTest

from rnnviz.ui.frame import admission, guard
from rnnviz.ui.frame.guard import CONTENT_SECURITY_POLICY, Guard, connected
from tests.app.driving import visit


def test_the_policy_lets_streamlit_start() -> None:
    """The one script inside Streamlit's start page is known by its hash; there is no other."""
    page = files("streamlit").joinpath("static/index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert [f"'sha256-{one}'" for one in hashes] == re.findall(r"'sha256-[^']+'", CONTENT_SECURITY_POLICY)


def test_every_answer_binds_the_browser() -> None:
    """The headers replace whatever the app has sent by these names, and the body passes as it is."""
    sent = _ask(Guard(_answer), {"type": "http", "method": "GET"})
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["content-type"] == "text/html"
    assert sent[1] == {"type": "http.response.body", "body": b"fine"}


def test_a_socket_is_counted_while_it_is_open() -> None:
    """The count goes up with a connection and down with its end, also where that is an error."""
    seen = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(connected())
        raise RuntimeError("gone")

    before = connected()
    with pytest.raises(RuntimeError):
        _ask(Guard(app), {"type": "websocket"})
    assert (seen, connected()) == ([before + 1], before)


def test_a_full_server_says_so_and_lets_in_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session beyond the most finds one sentence; it is let in when another has gone, and then keeps its place."""
    monkeypatch.setenv("RNNVIZ_MOST_SESSIONS", "3")
    monkeypatch.setattr(guard, "_open", 4)
    app = visit("layers")
    assert ["This server is full: 3 browser tabs" in one.value for one in app.warning] == [True]
    assert _shown(app) == 0
    monkeypatch.setattr(guard, "_open", 3)
    app.button[0].click().run()
    assert (len(app.warning), _shown(app)) == (0, 2)
    monkeypatch.setattr(guard, "_open", 50)
    assert _shown(app.run()) == 2


@pytest.mark.parametrize("asked", ["", "0", "-4", "many", "9" * 5_000, "½", "٣"])
def test_an_unusable_most_counts_as_none(monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    """What is no number of sessions leaves the number that a server has by itself."""
    monkeypatch.setenv("RNNVIZ_MOST_SESSIONS", asked)
    assert admission.most_sessions() == 100


def _shown(app: AppTest) -> int:
    return len(app.get("bidi_component"))


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    headers = [(b"content-type", b"text/html"), (b"x-frame-options", b"ALLOWALL")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"fine"})


def _ask(app: Guard, scope: Scope) -> list[Message]:
    """What the app sends; in a thread, because the browser tests of this process keep a loop in this one."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def call() -> None:
        await app(scope, receive, send)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, call()).result(60)
    return sent
