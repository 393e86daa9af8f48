"""The corpus of the page "Data": named ones are shared by all sessions, an uploaded one belongs to its own alone."""

from collections.abc import Callable
from functools import cache

import streamlit as st

from rnnviz.corpora import Corpus, load_cached_keras_imdb, load_imdb
from rnnviz.errors import DataError
from rnnviz.ui.corpora.own import OWN, choose_own
from rnnviz.ui.corpora.source import DataSource
from rnnviz.ui.corpora.words import own_corpus
from rnnviz.ui.data import words
from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.messages import said, show_error, warn

__all__ = ["DataSource", "called", "choose_source"]

_IMDB, _KERAS = "imdb", "keras-imdb"
_LOADERS: dict[str, Callable[[], Corpus]] = {_IMDB: load_imdb, _KERAS: load_cached_keras_imdb}


def choose_source() -> DataSource:
    """Let the visitor choose a corpus.

    Raises
    ------
    DataError
        The uploaded file cannot be read.
    """
    name = choice(
        words.controls()["d_corpus"],
        words.corpus_labels(own_corpus()),
        key="d_corpus",
        kind="row",
        place=st.container(),
        unknown=words.choices_unknown()["d_corpus"],
    )
    if name == OWN:
        return _choose_own()
    return _keras_or_imdb() if name == _KERAS else _named(name)


def _keras_or_imdb() -> DataSource:
    """Keras's reviews; where they are missing, that is said, and the installed ones are shown."""
    source = _named(_KERAS)
    try:
        if not source.has("corpus"):
            with st.spinner(words.looking_for_keras()):
                _ = source.corpus
    except DataError as error:
        show_error(said(error))
        return _named(_IMDB)
    return source


def called(source: DataSource) -> str:
    """What a corpus is called on the screen."""
    labels = words.corpus_labels(own_corpus())
    return labels["imdb" if source.is_imdb else "keras-imdb"] if source.file is None and source.named else source.title


@cache
def _named(name: str) -> DataSource:
    return DataSource(name, _LOADERS[name], named=True)


def _choose_own() -> DataSource:
    source = choose_own("d", stays=words.stays_here())
    if source is None:
        st.info(words.no_file_yet(), icon=":material/upload_file:")
        return _named(_IMDB)
    _warn_of_one_class(source)
    return source


def _warn_of_one_class(source: DataSource) -> None:
    classes = set(source.corpus.labels.tolist())
    if len(classes) == 1:
        warn(words.all_of_one_class(len(source.corpus), source.title, positive=1 in classes))
