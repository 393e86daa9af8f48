"""What do "Units and words" and "Dynamics" take of the server's memory and of a visitor's time?

A web socket client opens every part of "Units and words" for the four shipped runs, and "Dynamics" for each of them, as
a browser does: first in an empty home, where two runs answer with what they came with, then with every state of all
four recorded. Memory is the kernel's: what the server holds itself (anonymous), and pages of files that are mapped,
which the system takes back when it needs them. Seconds last from the question to the last message of the answer.

Wanted: at most 400 MB more than after the first page; a first look within 5 s, a later one within 0.5 s.

    python benchmarks/corpus_pages.py
"""

import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path
from threading import Event, Thread

from _clients import Served, served
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from rnnviz.ui.frame.doors import DYNAMICS_RUN_KEY

RUNS = ("imdb-lstm", "imdb-simple-rnn", "imdb-gru", "imdb-simple-rnn-stacked")
SHIPPED = RUNS[:2]
PARTS = ("unit", "word", "errors", "pattern", "state", "blocks")
LOOKS = ("unit", "word", "errors", "blocks")
LARGEST = 50_000_000


async def visit(server: Served, page: str, query: str = "") -> float:
    """Seconds until a page has answered in a tab of its own."""
    asked = BackMsg()
    asked.rerun_script.query_string, asked.rerun_script.page_name = query, page
    address = f"ws://localhost:{server.port}/_stcore/stream"
    async with connect(address, subprotocols=["streamlit"], max_size=LARGEST, ping_interval=None) as socket:  # type: ignore[list-item]
        began = time.perf_counter()
        await socket.send(asked.SerializeToString())
        views = 0
        async for message in socket:
            assert isinstance(message, bytes)
            came = ForwardMsg.FromString(message)
            kind = came.WhichOneof("type")
            if kind == "delta":
                element = came.delta.new_element.WhichOneof("type")
                views += element == "bidi_component"
                if element == "exception" or (element == "alert" and came.delta.new_element.alert.format == 1):
                    raise SystemExit(f"{page}?{query} came with an error: {came.delta.new_element}")
            if kind == "script_finished" and came.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                break
        if not views:
            raise SystemExit(f"{page}?{query} came without a picture.")
        return time.perf_counter() - began


async def first_looks(server: Served) -> None:
    """In an empty home: what the runs that came with their answers take, first and later."""
    await visit(server, "", "")
    for run in SHIPPED:
        for part in LOOKS:
            query = f"w_run={run}&w_part={part}"
            first = await visit(server, "across", query)
            later = statistics.median([await visit(server, "across", query) for _ in range(5)])
            print(f"{run}, {part}: first look {first:.2f} s, later {later:.2f} s", flush=True)


async def everything(server: Served) -> list[float]:
    """All parts of all runs, and "Dynamics" for each; the seconds that each part took."""
    taken = [await visit(server, "across", f"w_run={run}&w_part={part}") for run in RUNS for part in PARTS]
    for run in RUNS:
        await visit(server, "dynamics", f"{DYNAMICS_RUN_KEY}={run}")
    return taken


class Watch:
    """The most that a server held itself, looked at all the time, in MB."""

    def __init__(self, server: Served) -> None:
        self.highest, self._server, self._ended = 0.0, server, Event()

    def __enter__(self) -> "Watch":
        self._thread = Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(0.005):
            self.highest = max(self.highest, self._server.kept("RssAnon"))


def told(server: Served) -> str:
    """The server's memory now."""
    return f"{server.kept('RssAnon'):.0f} MB of its own, {server.kept('RssFile'):.0f} MB of files"


def record(home: Path) -> None:
    """Record every run where the app looks for it."""
    os.environ["RNNVIZ_HOME"] = str(home)
    from rnnviz.runs import find_run
    from rnnviz.states import kept_store, open_index, record_corpus

    for name in RUNS:
        run = find_run(name)
        began = time.perf_counter()
        open_index(record_corpus(run, kept_store(run).path))
        print(f"{name}: recorded with its index in {time.perf_counter() - began:.1f} s", flush=True)


def main() -> None:
    """Print seconds and memory."""
    with served(bare=False) as server:
        asyncio.run(first_looks(server))
    with tempfile.TemporaryDirectory() as folder:
        record(Path(folder))
        with served(bare=False, home=Path(folder)) as server:
            asyncio.run(visit(server, ""))
            print(f"after the first page: {told(server)}", flush=True)
            before = server.kept("RssAnon")
            with Watch(server) as watch:
                first = asyncio.run(everything(server))
                print(f"after every part of four runs and Dynamics: {told(server)}", flush=True)
                later = asyncio.run(everything(server))
                print(f"after all of it again: {told(server)}", flush=True)
            more, most = server.kept("RssAnon") - before, watch.highest - before
    print(f"parts of recorded runs: {max(first):.2f} s at most at first, {max(later):.2f} s later (0.5 wanted)")
    print(f"memory of its own: {more:+.0f} MB, {most:+.0f} MB while it worked (at most +400 wanted)")


if __name__ == "__main__":
    main()
