"""How much the files of all visitors may take together."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from rnnviz.ui.frame import uploads
from rnnviz.ui.frame.guard import Guard
from tests.app.driving import visit

_MEGA = 2**20


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadedFileManager:
    """The files that a server keeps, where 30 MB is the most; none at first."""
    manager = MemoryUploadedFileManager("/upload")
    monkeypatch.setattr(uploads, "MOST_BYTES", 30 * _MEGA)
    monkeypatch.setattr(uploads, "_kept", lambda: manager)
    return manager


def keep(manager: MemoryUploadedFileManager, session: str, megabytes: int) -> None:
    """Keep a file for a session."""
    data = bytes(megabytes * _MEGA)
    manager.add_file(session, UploadedFileRec(file_id=session, name="mine.csv", type="text/csv", data=data))


def put(*sizes: int | None) -> list[int]:
    """Statuses of uploads that announce so many megabytes and come in at the same time; None announces nothing."""
    together = asyncio.Barrier(sum(size is not None and size < 20 for size in sizes) or 1)

    async def take(scope: Scope, receive: Receive, send: Send) -> None:
        await together.wait()
        await send({"type": "http.response.start", "status": 204, "headers": []})

    async def one(size: int | None) -> int:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        headers = [] if size is None else [(b"content-length", str(size * _MEGA).encode())]
        await Guard(take)({"type": "http", "method": "PUT", "headers": headers}, None, send)
        return int(sent[0]["status"])

    async def all_of_them() -> list[int]:
        return list(await asyncio.gather(*map(one, sizes)))

    # In a thread, because the browser tests of this process keep a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, all_of_them()).result(60)


def test_files_come_in_while_there_is_room(kept: MemoryUploadedFileManager) -> None:
    """What others have uploaded and what comes in at the moment count; a file that is gone makes room again."""
    keep(kept, "other", 12)
    assert put(10, 8, 25) == [204, 204, 413]
    assert put(10, 20) == [204, 413]
    kept.remove_session_files("other")
    assert put(10, 18, 25) == [204, 204, 413]


def test_a_file_of_unknown_size_needs_the_most_room(kept: MemoryUploadedFileManager) -> None:
    """Where a request does not say what it brings, as much is counted as it may bring at most: 200 MB."""
    assert put(None, 10) == [413, 204]


def test_a_box_without_room_is_shut_and_says_why(kept: MemoryUploadedFileManager) -> None:
    """The page tells what to do before anybody sends 20 MB in vain; with room for them the box is open again."""
    keep(kept, "other", 12)
    app = visit("data", d_corpus="own")
    told = [one.value for one in app.warning]
    assert ["30 MB" in one and "12 MB" in one and "closed a tab" in one for one in told] == [True]
    assert app.get("file_uploader")[0].proto.disabled
    kept.remove_session_files("other")
    app.run()
    assert (len(app.warning), app.get("file_uploader")[0].proto.disabled) == (0, False)


def test_a_server_is_asked_for_its_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a server nothing is kept; in one, what its manager of files counts."""
    assert uploads._taken() == 0
    manager = MemoryUploadedFileManager("/upload")
    keep(manager, "one", 3)
    keep(manager, "two", 4)
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(uploaded_file_mgr=manager))
    assert uploads._taken() == 7 * _MEGA
