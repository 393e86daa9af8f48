"""The corpus of the page "Data": named ones are shared by all sessions, an uploaded one belongs to its own alone."""

from collections.abc import Callable
from functools import cached_property

import streamlit as st

from rnnviz.corpora import (
    MOST_ROWS,
    Corpus,
    CorpusStatistics,
    WordCounts,
    count_words,
    csv_columns,
    load_cached_keras_imdb,
    load_imdb,
    measure_corpus,
    read_csv,
)
from rnnviz.errors import DataError
from rnnviz.ui.address import HELD, asked, warn
from rnnviz.ui.layout import plain

__all__ = ["SOURCES", "DataSource", "choose_source"]

_IMDB, _KERAS, _OWN = "IMDB", "Keras's IMDB", "a CSV of your own"
SOURCES = (_IMDB, _KERAS, _OWN)
"""What the visitor may choose; the first is what a new one sees."""

_LOADERS: dict[str, Callable[[], Corpus]] = {_IMDB: load_imdb, _KERAS: load_cached_keras_imdb}
_MOST_MEGABYTES = 20
_TEXTS = ("text", "review", "sentence", "comment", "content")
_LABELS = ("label", "sentiment", "class", "target", "polarity")


class DataSource:
    """A corpus and what is counted in it; each is computed when it is first asked for."""

    def __init__(self, title: str, load: Callable[[], Corpus], *, named: bool) -> None:
        self.title, self.named = title, named
        self._load = load

    @cached_property
    def corpus(self) -> Corpus:
        """The reviews."""
        return self._load()

    @cached_property
    def counts(self) -> WordCounts:
        """Their words, which give the vocabulary."""
        return count_words(self.corpus.texts, self.corpus.ranking)

    @cached_property
    def statistics(self) -> CorpusStatistics:
        """Lengths and classes."""
        return measure_corpus(self.corpus, self.counts)

    def has(self, name: str) -> bool:
        """Whether `corpus`, `counts` or `statistics` is there without waiting."""
        return name in vars(self)


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
    if name == _OWN:
        return _choose_upload()
    source = _named(name)
    if name == _KERAS and not source.has("corpus"):
        with st.spinner("Looking into Keras's cache …"):
            _ = source.corpus  # it may be missing, which is said above all that needs it
    return source


@st.cache_resource(show_spinner=False)
def _named(name: str) -> DataSource:
    return DataSource(name, _LOADERS[name], named=True)


def _choose_upload() -> DataSource:
    st.caption(
        f"A UTF-8 CSV file with a header: one column of reviews, one of labels (0, 1, negative, positive, neg or pos). "
        f"Up to {_MOST_MEGABYTES} MB, {MOST_ROWS:,} rows and 100 columns. It stays in this session's memory: nothing "
        "is stored, and nobody else sees it."
    )
    file = st.file_uploader("CSV file", type="csv", key="d_file", max_upload_size=_MOST_MEGABYTES)
    if file is None:
        held = st.session_state.get("d_own")
        if held is None:
            st.info("Until a file is here, IMDB is shown below.", icon=":material/upload_file:")
            return _named(_IMDB)
        st.caption(plain(f"{held[1].title} is still shown."))
        source: DataSource = held[1]
        return source
    name = file.name[:80]
    content = file.getvalue()
    columns = csv_columns(content, name=name)
    if len(columns) < 2:
        raise DataError(f"{name} has one column, {columns[0][:40]!r}; reviews and their labels need two.")
    with st.container(horizontal=True):
        text = _choose_column("Column of the reviews", columns, _TEXTS, 0, key=f"d_text_of_{file.file_id}")
        label = _choose_column("Column of the labels", columns, _LABELS, 1, key=f"d_label_of_{file.file_id}")
    key = (file.file_id, text, label)
    held = st.session_state.get("d_own")
    if held is None or held[0] != key:
        st.session_state.pop("d_own", None)
        with st.spinner("Reading the file …"):
            corpus = read_csv(content, text=text, label=label, name=name)
        held = st.session_state["d_own"] = (key, DataSource(name, lambda: corpus, named=False))
    source = held[1]
    _warn_of_one_class(source)
    return source


def _choose_column(label: str, columns: tuple[str, ...], likely: tuple[str, ...], other: int, *, key: str) -> str:
    place = next((columns.index(name) for name in likely if name in columns), other)
    return str(st.selectbox(label, columns, index=place, key=key, width=260))


def _warn_of_one_class(source: DataSource) -> None:
    classes = set(source.corpus.labels.tolist())
    if len(classes) == 1:
        only = "positive" if 1 in classes else "negative"
        warn(f"All {len(source.corpus):,} reviews of {source.title} are {only}: no network can learn from one class.")
