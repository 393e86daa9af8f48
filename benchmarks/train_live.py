"""How long is an epoch of the live engine, against the chapter's own Keras code?

Both train in turn in this process, epoch by epoch, on the same 20,000 reviews, with rows of 500 that are read with
their padding, and are validated on the same 5,000. The chapter's code is that of `train_epoch.py`. One thread each: run
it with the variables of the Makefile's ONE_THREAD. The first epoch of each, in which Keras compiles, is shown apart,
and so is what a new process takes to import, load what was compiled, read the reviews and learn its first batch.

Wanted: an epoch at least 10 times as fast for SimpleRNN(32), 6 times for LSTM(32), 8 times for GRU(32); 400 MB at most.

    python benchmarks/train_live.py                              all cells, 3 epochs each
    python benchmarks/train_live.py gru --epochs 10 --seeds 0 1   best accuracies, too
    python benchmarks/train_live.py lstm --epochs 1 --limit 2500  one cell, within a minute
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from train_epoch import Compared, chapter, median_of, timed

from rnnviz.corpora import load_imdb
from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs import Run, TrainingSpec
from rnnviz.text import Padding
from rnnviz.training.datasets import Data, encoded
from rnnviz.training.live_learner import LiveLearner
from rnnviz.training.session import Session

WANTED = {"simple_rnn": 10, "lstm": 6, "gru": 8}


def live(cell: str, data: Data, seed: int, folder: Path) -> Callable[[int], Any]:
    """The engine; what is returned trains an epoch and gives a history as Keras does."""
    training = TrainingSpec(engine="live", seed=seed)
    learner = LiveLearner(NetworkSpec(layers=(LayerSpec(cell=cell),)), training, Padding())
    lines = (folder / "batches.jsonl").open("a", encoding="utf-8", buffering=1)
    session = Session(run=Run(folder), lines=lines, batches=1_000, number=1)

    def train_epoch(epoch: int) -> Any:
        figures = learner.train_epoch(data, training, session, epoch=epoch, first=0, verbose=0)
        return SimpleNamespace(history={name: [value] for name, value in figures.items()})

    return train_epoch


def compare(cell: str, data: Data, *, epochs: int, seed: int, folder: Path) -> Compared:
    """Train both in turn; the ratio is the median over pairs of epochs, chapter's time by ours."""
    both = (chapter(cell, data, seed), live(cell, data, seed, folder))
    figures = [[timed(train_epoch, 1)] for train_epoch in both]
    for epoch in range(2, epochs + 2):
        for rows, train_epoch in zip(figures, both, strict=True):
            rows.append(timed(train_epoch, epoch))
    theirs, ours = ([took for took, _ in rows[1:]] for rows in figures)
    return Compared(
        seconds=(statistics.median(theirs), statistics.median(ours)),
        first=(figures[0][0][0], figures[1][0][0]),
        ratio=statistics.median(a / b for a, b in zip(theirs, ours, strict=True)),
        best=(max(accuracy for _, accuracy in figures[0]), max(accuracy for _, accuracy in figures[1])),
    )


def told(name: str, cell: str, found: Compared) -> str:
    """One line."""
    return (
        f"{name:18} chapter {found.seconds[0]:6.2f} s, live {found.seconds[1]:5.2f} s an epoch: {found.ratio:4.1f} "
        f"times as fast ({WANTED[cell]} wanted); first epoch {found.first[0]:.2f} and {found.first[1]:.2f} s; "
        f"best validation accuracy {found.best[0]:.4f} and {found.best[1]:.4f}"
    )


NEW_PROCESS = """
import json, resource, sys, time
from pathlib import Path
from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs import TrainingSpec
from rnnviz.text import Padding
from rnnviz.training import train
from rnnviz.training.session import Session
told, first = Session.tell, []
def tell(session, *given, **named):
    first.append(time.time())
    told(session, *given, **named)
Session.tell = tell
network = NetworkSpec(layers=(LayerSpec(cell=sys.argv[1]),))
spec = TrainingSpec(engine="live", epochs=1)
train(network, spec, corpus="imdb", padding=Padding(), out=Path(sys.argv[2]) / "run")
print(json.dumps([first[0], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "tensorflow" in sys.modules]))
"""


def new_process(cell: str) -> str:
    """Seconds of a new process to its first batch, and the most memory of its first epoch."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.time()
        command = [sys.executable, "-c", NEW_PROCESS, cell, folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    first, memory, loaded = cast("list[float]", json.loads(done.stdout))
    tensorflow = "with" if loaded else "without"
    return f"a new process: first batch after {first - began:.2f} s, {memory:.0f} MB at most, {tensorflow} TensorFlow"


def main() -> None:
    """Print a line a cell and seed, for several seeds their medians, and what a new process takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cells", nargs="*", default=list(WANTED))
    parser.add_argument("--epochs", type=int, default=3, help="counted epochs, after one that compiles")
    parser.add_argument("--limit", type=int, help="train on this many reviews; all 25,000 if not given")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    given = parser.parse_args()
    for cell in given.cells:
        print(f"{cell:18} {new_process(cell)}", flush=True)
    corpus = load_imdb().shuffled(0)
    if given.limit:
        corpus = corpus.select(range(given.limit))
    data = encoded(corpus.split(0.2, seed=0), corpus.vocabulary(10_000), Padding())
    with tempfile.TemporaryDirectory() as folder:
        for cell in given.cells:
            runs = []
            for seed in given.seeds:
                runs.append(compare(cell, data, epochs=given.epochs, seed=seed, folder=Path(folder)))
                print(told(f"{cell} seed {seed}", cell, runs[-1]), flush=True)
            if len(runs) > 1:
                print(told(f"{cell} median", cell, median_of(runs)), flush=True)


if __name__ == "__main__":
    main()
