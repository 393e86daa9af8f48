"""What is seen as a small file, for texts that an address cannot hold: saved here, opened anywhere."""

import json
from typing import Any

import streamlit as st

from rnnviz.errors import DataError
from rnnviz.ui.frame.doors import BEST_EPOCH, READ_EPOCH_KEY, READ_MODEL_KEY
from rnnviz.ui.frame.messages import said, show_refused
from rnnviz.ui.frame.session import run_names
from rnnviz.ui.read.words import file_labels
from rnnviz.ui.reviews.box import READ_BOX

__all__ = ["offer_file", "told_of_file"]

_KEY = "read-file"
_REFUSED = "read-file-refused"
_CHOICES = ("colour", "layer", "state", "sort", "unit")
_LARGEST = 2_000_000


def offer_file(text: str) -> None:
    """Offer what is seen as a file, and to open one."""
    labels = file_labels()
    view = {key: st.session_state.get(key) for key in (READ_MODEL_KEY, READ_EPOCH_KEY, *_CHOICES)}
    held = json.dumps({"text": text, **view}, ensure_ascii=False, indent=1)
    st.download_button(
        labels["save"],
        held.encode("utf-8", "replace"),
        "review.json",
        "application/json",
        icon=":material/download:",
        on_click="ignore",
    )
    st.file_uploader(labels["open"], type=["json", "txt"], key=_KEY, on_change=_open, max_upload_size=2)


def told_of_file() -> None:
    """Say why a file could not be opened, once."""
    show_refused(_REFUSED)


def _open() -> None:
    file = st.session_state[_KEY]
    if file is None:
        return
    try:
        text, view = _read(file.name, file.getvalue())
    except DataError as error:
        st.session_state[_REFUSED] = said(error)
        return
    READ_BOX.put(text)
    if view.get(READ_MODEL_KEY) in run_names():
        st.session_state[READ_MODEL_KEY] = view[READ_MODEL_KEY]
        st.session_state[READ_EPOCH_KEY] = view.get(READ_EPOCH_KEY) or BEST_EPOCH
    st.session_state.update({key: view[key] for key in _CHOICES if isinstance(view.get(key), str)})


def _read(name: str, content: bytes) -> tuple[str, dict[str, Any]]:
    """Text and choices of a file: of ours, or of a text alone."""
    if len(content) > _LARGEST:
        raise DataError(
            "A file with a review may have up to {most:,} bytes, not {count:,}.", most=_LARGEST, count=len(content)
        )
    try:
        text = content.decode("utf-8-sig")
        if not name.lower().endswith(".json"):
            return text, {}
        view = json.loads(text)
    except ValueError:
        raise DataError("{name} is no text in UTF-8, or no file that this page has saved.", name=name) from None
    if not isinstance(view, dict) or not isinstance(view.get("text"), str):
        raise DataError("{name} holds no review: this page saves files with a text and what was chosen.", name=name)
    return view["text"], view
