"""Corpora by name."""

from collections.abc import Callable
from pathlib import Path

from rnnviz.corpora.corpus import Corpus
from rnnviz.corpora.imdb import KERAS_TEST, load_cached_keras_imdb, load_imdb, load_keras_imdb
from rnnviz.corpora.tables import read_table
from rnnviz.corpora.tasks import Task, is_task

__all__ = ["SOURCES", "load_corpus", "load_held_out"]

SOURCES: dict[str, Callable[[], Corpus]] = {"imdb": load_imdb, "keras-imdb": load_keras_imdb}
"""Corpora that have a name; a task says in its name what it is, and anything else is the path of a file."""

_KERAS_FILE = "imdb.npz"


def load_corpus(name: str) -> Corpus:
    """Corpus of that name, of the task that it describes, or of the CSV or Parquet file at that path.

    Raises
    ------
    DataError
        Neither a known name, nor a task, nor a readable file.
    """
    if is_task(name):
        return Task.from_name(name).corpus()
    source = SOURCES.get(name)
    return source() if source else read_table(Path(name))


def load_held_out(name: str) -> Corpus:
    """Reviews to measure a run on: those of `load_corpus`, or the test half of Keras's IMDB from its cache.

    Parameters
    ----------
    name
        As for `load_corpus`; or "keras-imdb-test", or the path of Keras's ``imdb.npz`` with the word index beside it.

    Raises
    ------
    DataError
        Neither a known name nor a readable file.
    """
    if name == KERAS_TEST:
        return load_cached_keras_imdb("test")
    path = Path(name)
    return load_cached_keras_imdb("test", folder=path.parent) if path.name == _KERAS_FILE else load_corpus(name)
