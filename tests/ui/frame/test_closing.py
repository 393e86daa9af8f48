"""A closed tab is forgotten without another one's closing."""

import asyncio
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from starlette.types import Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from rnnviz.ui.frame import closing
from rnnviz.ui.frame.guard import Guard

_SECONDS = 0.5


class Session:
    """What Streamlit keeps of a closed tab."""

    id = "closed"


def test_a_closed_tab_is_forgotten_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit keeps the session for as long as its browser may come back; after that it goes, and is collected."""
    storage = MemorySessionStorage(ttl_seconds=_SECONDS)
    manager = WebsocketSessionManager(storage, SimpleNamespace(), SimpleNamespace(), None)
    asked: list[float] = []
    monkeypatch.setattr(closing.st, "get_option", {"server.disconnectedSessionTTL": _SECONDS}.__getitem__)
    monkeypatch.setattr(closing, "_LATER", 0.1)
    monkeypatch.setattr(closing, "collect_soon", lambda: asked.append(time.monotonic()))
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(_session_mgr=manager))
    kept: list[weakref.ref[Session]] = []

    async def leave(scope: Scope, receive: Receive, send: Send) -> None:
        session = Session()
        kept.append(weakref.ref(session))
        storage.save(SessionInfo(client=None, session=session))

    async def close_and_wait() -> float:
        await Guard(leave)({"type": "websocket"}, None, None)
        closed = time.monotonic()
        assert kept[0]() is not None
        while not asked and time.monotonic() < closed + 60:
            await asyncio.sleep(0.01)
        return asked[0] - closed

    # In a thread, because the browser tests of this process keep a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        seconds = thread.submit(asyncio.run, close_and_wait()).result(120)
    assert (kept[0](), seconds > _SECONDS) == (None, True)
