"""Corpora by name."""

from collections.abc import Callable
from pathlib import Path

from rnnviz.corpora.corpus import Corpus
from rnnviz.corpora.imdb import load_imdb, load_keras_imdb
from rnnviz.corpora.tables import read_table

__all__ = ["SOURCES", "load_corpus"]

SOURCES: dict[str, Callable[[], Corpus]] = {"imdb": load_imdb, "keras-imdb": load_keras_imdb}
"""Corpora that have a name; anything else is the path of a file."""


def load_corpus(name: str) -> Corpus:
    """Corpus of that name, or of the CSV or Parquet file at that path.

    Raises
    ------
    DataError
        Neither a known name nor a readable file.
    """
    source = SOURCES.get(name)
    return source() if source else read_table(Path(name))
