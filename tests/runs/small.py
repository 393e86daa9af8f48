"""A run with real weights that is read in a moment: the shipped network's epochs, and few validation reviews."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rnnviz.corpora import load_imdb
from rnnviz.runs import Run, find_run
from rnnviz.training.reviews import limited

__all__ = ["small_run"]

REVIEWS = 250
"""Reviews of the run; a fifth of them are for validation."""

_OF_ALL_REVIEWS = ("batches.jsonl", "bag_of_words.npz", "measured.json", "contrasts", "contrasted.json")


def small_run(path: Path, *, epochs: Sequence[int] = (1, 2, 3, 4)) -> Run:
    """Run directory with the first epochs of `imdb-simple-rnn`, as if it had been trained on few reviews."""
    shipped = find_run("imdb-simple-rnn")
    record = shipped.record
    few = limited(load_imdb(), REVIEWS, record.training.split_seed)
    corpus = replace(record.corpus, limit=REVIEWS, fingerprint=few.fingerprint, training=200, validation=50)
    shutil.copytree(shipped.path, path, ignore=shutil.ignore_patterns("epochs", *_OF_ALL_REVIEWS))
    run = Run(path)
    (path / "epochs").mkdir()
    for epoch in epochs:
        shutil.copy(shipped.epoch_file(epoch), run.epoch_file(epoch))
    run.write_history(shipped.history[: max(epochs)])
    return run.write_record(corpus=corpus)
