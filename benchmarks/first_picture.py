"""How long from the start of the process to the end of the first script run, against a bare Streamlit page?

A client as small as a browser's: it connects as soon as the server listens, asks for a run, and waits for its end.
"""

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

ROOT = Path(__file__).resolve().parent.parent
REPEATS = 7


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


async def first_run(port: int) -> None:
    """Connect, ask for a run, and wait until it has finished."""
    while True:
        try:
            connection = await connect(
                f"ws://localhost:{port}/_stcore/stream",
                subprotocols=["streamlit"],
                max_size=None,  # type: ignore[list-item]
            )
            break
        except OSError:
            await asyncio.sleep(0.005)
    async with connection:
        ask = BackMsg()
        ask.rerun_script.query_string = ""
        await connection.send(ask.SerializeToString())
        async for message in connection:
            answer = ForwardMsg()
            answer.ParseFromString(message if isinstance(message, bytes) else message.encode())
            if answer.WhichOneof("type") == "script_finished":
                return


def seconds(folder: Path) -> float:
    """Wall time from spawning ``streamlit run app.py`` in `folder` to the end of its first script run."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ
    )
    try:
        asyncio.run(asyncio.wait_for(first_run(port), 60))
        return time.perf_counter() - began
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    """Print medians and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder)
        (bare / "app.py").write_text('import streamlit as st\n\nst.title("Hello")\n')
        seconds(bare), seconds(ROOT)
        pairs = [(seconds(ROOT), seconds(bare)) for _ in range(REPEATS)]
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"rnnviz {ours:.2f} s, bare page {theirs:.2f} s, ratio {ratio:.2f} (at most 1.35 wanted)")


if __name__ == "__main__":
    main()
