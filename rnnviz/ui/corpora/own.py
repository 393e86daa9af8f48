"""Reviews of one's own: a file that is uploaded, which belongs to its session, or one that an earlier training kept."""

from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from rnnviz.corpora import MOST_ROWS, csv_columns, read_csv, read_table
from rnnviz.errors import DataError
from rnnviz.training.kept_corpora import KeptCorpus, list_kept
from rnnviz.ui.corpora import words
from rnnviz.ui.corpora.room import read_in_turn
from rnnviz.ui.corpora.source import DataSource
from rnnviz.ui.frame.address import asked, choice
from rnnviz.ui.frame.messages import plain, warn
from rnnviz.ui.frame.shared import shared
from rnnviz.ui.frame.uploads import file_box

__all__ = ["OWN", "choose_kept_file", "choose_own"]

OWN = "own"
"""The id of the choice, on every page that has it."""

_NEW = "a new file"  # with spaces, which the title of a kept file has not
_HELD = "own_corpus"  # in the state of the session: what was uploaded last, on whichever page
_MOST_MEGABYTES = 20
_MEGA = 2**20  # as the browser counts
_TEXTS = ("text", "review", "sentence", "comment", "content")
_LABELS = ("label", "sentiment", "class", "target", "polarity")


def choose_own(page: str, *, stays: str) -> DataSource | None:
    """Let the visitor upload a file, or choose one that is kept; None as long as there is none.

    Parameters
    ----------
    page
        How the keys of the page's controls begin.
    stays
        A sentence on where the file stays.

    Raises
    ------
    DataError
        The file cannot be read.
    """
    kept = _choose_kept(f"{page}_kept")
    if kept is not None:
        with st.spinner(words.reading()):
            return _kept(kept.title, str(kept.path), kept.path.stat().st_mtime_ns if kept.path.exists() else 0)
    st.caption(words.file_rules(_MOST_MEGABYTES, MOST_ROWS, stays))
    file = file_box(words.controls()["file"], type="csv", key=f"{page}_file", most_megabytes=_MOST_MEGABYTES)
    if file is not None:
        return _read(file, page)
    held: DataSource | None = st.session_state.get(_HELD, (None, None))[1]
    if held is not None:
        st.caption(plain(words.still_here(held.title)))
    return held


def choose_kept_file(page: str, path: str) -> None:
    """Choose a file that has just been kept, from a callback; a reload finds it by the address."""
    title = next((kept.title for kept in list_kept() if str(kept.path) == path), None)
    if title is not None:
        st.session_state[f"{page}_kept"] = st.query_params[f"{page}_kept"] = title


def _choose_kept(key: str) -> KeptCorpus | None:
    """One of the files that earlier trainings kept; None for a new one."""
    kept = {one.title: one for one in list_kept()}
    if not kept:
        _warn_of_none(key)
        return None
    return kept.get(
        choice(
            words.controls()["kept"],
            {_NEW: words.new_file(), **{title: title for title in kept}},
            key=key,
            width=380,
            help=words.kept_help(),
            unknown=words.no_kept_file(),
        )
    )


def _warn_of_none(key: str) -> None:
    """Say so where the address asks for a kept file and there is none at all."""
    came = asked(key)
    if came is not None and came not in (_NEW, words.new_file()):
        warn(words.no_kept_file().format(came=came[:80]))


def _bytes_of(source: DataSource) -> int:
    """What its reviews take in memory, and about as much again for what is counted in them."""
    return sum(8 * len(text) for text in source.corpus.texts)


@shared(500_000_000, size=_bytes_of)
def _kept(title: str, path: str, changed: int) -> DataSource:
    del changed  # part of the key only
    corpus = read_table(Path(path))
    return DataSource(title, lambda: corpus, named=True, file=path)


def _read(file: UploadedFile, page: str) -> DataSource:
    name = file.name[:80]
    if file.size > _MOST_MEGABYTES * _MEGA:  # the box asks for it in the browser alone
        raise DataError(
            "{file} has {size:.1f} MB; at most {most} MB are read. The command line takes larger files: "
            "python -m rnnviz train --corpus FILE.",
            file=name,
            size=file.size / _MEGA,
            most=_MOST_MEGABYTES,
        )
    content = file.getvalue()
    columns = csv_columns(content, name=name)
    if len(columns) < 2:
        raise DataError(
            "{name} has one column, {column!r}; reviews and their labels need two.", name=name, column=columns[0][:40]
        )
    with st.container(horizontal=True):
        called = words.controls()
        text = _choose_column(called["text"], columns, _TEXTS, 0, key=f"{page}_text_of_{file.file_id}")
        label = _choose_column(called["label"], columns, _LABELS, 1, key=f"{page}_label_of_{file.file_id}")
    key = (file.file_id, text, label)
    held = st.session_state.get(_HELD)
    if held is None or held[0] != key:
        st.session_state.pop(_HELD, None)
        with st.spinner(words.reading()):
            read = partial(_read_columns, content, text, label, name)
            held = st.session_state[_HELD] = (key, read_in_turn(name, file.size, read))
    source: DataSource = held[1]
    return source


def _read_columns(content: bytes, text: str, label: str, name: str) -> DataSource:
    corpus = read_csv(content, text=text, label=label, name=name)
    return DataSource(name, lambda: corpus, named=False)


def _choose_column(label: str, columns: tuple[str, ...], likely: tuple[str, ...], other: int, *, key: str) -> str:
    place = next((columns.index(name) for name in likely if name in columns), other)
    return str(st.selectbox(label, columns, index=place, key=key, width=260))
