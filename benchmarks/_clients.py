"""Many people at one server: web socket clients that speak as Streamlit's page does, without drawing anything."""

import asyncio
import contextlib
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from first_picture import ROOT, free_port
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

BARE = 'import streamlit as st\n\nst.write(len(st.text_area("text", key="text")))\n'
_LARGEST = 50_000_000  # of a message
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, kw_only=True)
class Served:
    """A server and its process."""

    port: int
    pid: int

    @property
    def cpu_seconds(self) -> float:
        """Processor time of the server so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def megabytes(self) -> float:
        """Resident memory of the server."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * _PAGE_BYTES / 1e6

    def kept(self, field: str) -> float:
        """One of the kernel's figures of its memory in MB, such as RssAnon, RssFile or VmHWM."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:")) * 1024 / 1e6


@contextlib.contextmanager
def served(*, bare: bool, home: Path | None = None) -> Iterator[Served]:
    """Serve rnnviz, or a bare page with a text box, with an empty home or this one."""
    with tempfile.TemporaryDirectory() as folder:
        if bare:
            (Path(folder) / "app.py").write_text(BARE)
        port = free_port()
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
        process = subprocess.Popen(
            [*command, "--server.port", str(port), "--browser.gatherUsageStats", "false"],
            cwd=folder if bare else ROOT,
            env=os.environ | {"RNNVIZ_HOME": str(home or folder), "RNNVIZ_MOST_SESSIONS": "1000"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(port)
            yield Served(port=port, pid=process.pid)
        finally:
            process.terminate()
            process.wait()


def _wait(port: int) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1).close()
            return
        time.sleep(0.1)
    raise SystemExit("The server did not start.")


@dataclass
class Person:
    """One browser tab on the first page."""

    socket: ClientConnection
    box: str = ""
    """Id of the text box."""
    seconds: list[float] = field(default_factory=list)
    """How long each text took to its last message."""

    async def load(self) -> None:
        """Ask for the page, as a browser does when it opens."""
        await self._rerun()
        if not self.box:
            raise SystemExit("The page came without its text box.")

    async def paste(self, text: str) -> None:
        """Put a text into the box and wait until the page has answered it."""
        began = time.perf_counter()
        await self._rerun(WidgetState(id=self.box, string_value=text))
        self.seconds.append(time.perf_counter() - began)

    async def _rerun(self, *states: WidgetState) -> None:
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        asked.rerun_script.widget_states.widgets.extend(states)
        await self.socket.send(asked.SerializeToString())
        while True:
            content = await self.socket.recv()
            assert isinstance(content, bytes)
            came = ForwardMsg.FromString(content)
            kind = came.WhichOneof("type")
            if kind == "delta" and came.delta.new_element.WhichOneof("type") == "text_area":
                self.box = came.delta.new_element.text_area.id
            # A script that starts itself anew is not finished yet.
            if kind == "script_finished" and came.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return


@contextlib.asynccontextmanager
async def person(server: Served) -> AsyncIterator[Person]:
    """Open a tab and load the page."""
    address = f"ws://localhost:{server.port}/_stcore/stream"
    async with connect(
        address, subprotocols=["streamlit"], max_size=_LARGEST, origin=None, ping_interval=None
    ) as socket:  # type: ignore[list-item]
        one = Person(socket)
        await one.load()
        yield one


@contextlib.asynccontextmanager
async def people(server: Served, count: int) -> AsyncIterator[list[Person]]:
    """Open this many tabs, one after the other."""
    async with contextlib.AsyncExitStack() as tabs:
        yield [await tabs.enter_async_context(person(server)) for _ in range(count)]


async def work(one: Person, texts: tuple[str, ...], *, seconds: float, think: float, seed: int) -> None:
    """Paste a review, think, paste the next, for this long; `think` is the mean of the pauses."""
    draw = random.Random(seed)
    end = time.monotonic() + seconds
    await asyncio.sleep(draw.uniform(0, think))
    while time.monotonic() < end:
        await one.paste(draw.choice(texts))
        await asyncio.sleep(draw.expovariate(1 / think))
