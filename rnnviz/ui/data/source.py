"""The corpus of the page "Data": named ones are shared by all sessions, an uploaded one belongs to its own alone."""

from collections.abc import Callable

import streamlit as st

from rnnviz.corpora import Corpus, load_cached_keras_imdb, load_imdb
from rnnviz.ui.corpora.own import OWN, choose_own
from rnnviz.ui.corpora.source import DataSource
from rnnviz.ui.frame.address import HELD, asked
from rnnviz.ui.frame.messages import warn

__all__ = ["SOURCES", "DataSource", "choose_source"]

_IMDB, _KERAS = "IMDB", "Keras's IMDB"
SOURCES = (_IMDB, _KERAS, OWN)
"""What the visitor may choose; the first is what a new one sees."""

_LOADERS: dict[str, Callable[[], Corpus]] = {_IMDB: load_imdb, _KERAS: load_cached_keras_imdb}


def choose_source() -> DataSource:
    """Let the visitor choose a corpus.

    Raises
    ------
    DataError
        It is not there, or the uploaded file cannot be read.
    """
    given = asked("d_corpus")
    if given is not None and given not in SOURCES:
        warn(f"There is no corpus {given[:40]}; {_IMDB} is shown.")
    name = st.segmented_control("Corpus", SOURCES, default=_IMDB, key="d_corpus", required=True, **HELD)
    if name == OWN:
        return _choose_own()
    source = _named(name)
    if name == _KERAS and not source.has("corpus"):
        with st.spinner("Looking into Keras's cache …"):
            _ = source.corpus  # it may be missing, which is said above all that needs it
    return source


@st.cache_resource(show_spinner=False)
def _named(name: str) -> DataSource:
    return DataSource(name, _LOADERS[name], named=True)


def _choose_own() -> DataSource:
    source = choose_own("d", stays=_STAYS)
    if source is None:
        st.info("Until a file is here, IMDB is shown below.", icon=":material/upload_file:")
        return _named(_IMDB)
    _warn_of_one_class(source)
    return source


_STAYS = "It stays in this session's memory: nothing is stored, and nobody else sees it, unless you train on it."


def _warn_of_one_class(source: DataSource) -> None:
    classes = set(source.corpus.labels.tolist())
    if len(classes) == 1:
        only = "positive" if 1 in classes else "negative"
        warn(f"All {len(source.corpus):,} reviews of {source.title} are {only}: no network can learn from one class.")
