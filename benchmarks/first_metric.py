"""How long from a press of "Train" to the first loss on the screen, with all 25,000 reviews and the worker warm?

Measured from the request to the first line of `batches.jsonl`, for the chapter's own training and for efficient
training, whose step XLA compiles first; each twice in a row by one worker, as when a second seed follows. The peer is
`import tensorflow` in a fresh process: what every run would wait for without a warm worker.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs import TrainingSpec
from rnnviz.text import Padding
from rnnviz.training import job_queue, jobs, worker_process

WANTED = 8
KINDS = {
    "SimpleRNN as in the chapter": ("simple_rnn", False),
    "LSTM, efficient": ("lstm", True),
}


def first_line(name: str, cell: str, *, efficient: bool) -> float:
    """Seconds from the request to the first line; the run is stopped then."""
    extra = {"batching": "by_length", "jit_compile": True} if efficient else {}
    began = time.monotonic()
    job = job_queue.submit(
        name,
        NetworkSpec(layers=(LayerSpec(cell=cell),), mask_zero=efficient),
        TrainingSpec(**extra),
        corpus="imdb",
        padding=Padding(),
    )
    while not job.run.batches():
        time.sleep(0.02)
    took = time.monotonic() - began
    job.run.ask_to_stop()
    while jobs.find_job(name).state != "stopped":
        time.sleep(0.05)
    return took


def import_seconds() -> float:
    """Seconds that a fresh process takes to load TensorFlow."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "import tensorflow"], check=True, stderr=subprocess.DEVNULL)
    return time.monotonic() - began


def main() -> None:
    """Print a line a kind of training."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["RNNVIZ_HOME"] = str(Path(home) / "home")
        peer = statistics.median(import_seconds() for _ in range(3))
        try:
            for kind, (cell, efficient) in KINDS.items():
                worker_process.ensure_worker()
                while not worker_process.worker_lives():
                    time.sleep(0.1)
                time.sleep(15)  # a worker is warm long before somebody has chosen what to train
                first, second = (first_line(f"{cell}-{i}", cell, efficient=efficient) for i in range(2))
                worker_process.end_workers()
                print(
                    f"{kind}: first metric after {first:.1f} s, of the second run after {second:.1f} s "
                    f"(under {WANTED} wanted); import of TensorFlow alone {peer:.1f} s, ratio {first / peer:.2f}"
                )
        finally:
            worker_process.end_workers()


if __name__ == "__main__":
    main()
