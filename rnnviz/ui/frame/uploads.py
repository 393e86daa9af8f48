"""Files that visitors have uploaded: how much those of all sessions may take together while the server keeps them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from rnnviz.ui.frame.messages import plain
from rnnviz.ui.language import say

__all__ = ["MOST_BYTES", "coming", "file_box", "forget_file"]

MOST_BYTES = 1_000_000_000
"""Of the files that Streamlit keeps: each until its visitor removes it, closes the tab, or the app has taken it in."""

_MEGA = 2**20  # as the browser counts

_on_their_way = 0


@contextmanager
def coming(size: int) -> Iterator[bool]:
    """Hold room for a file of so many bytes while it comes in; whether there is any. For the server's loop alone."""
    global _on_their_way  # noqa: PLW0603 (of all connections; only the one event loop counts)
    fits = _has_room(size)
    _on_their_way += size if fits else 0
    try:
        yield fits
    finally:
        _on_their_way -= size if fits else 0


def file_box(label: str, *, key: str, most_megabytes: int, **options: Any) -> UploadedFile | None:
    """A box for one file, as `st.file_uploader` draws it; where no room is left it is shut and says so."""
    shut = st.session_state.get(key) is None and not _has_room(most_megabytes * _MEGA)
    if shut:
        st.warning(
            plain(
                say(
                    "This server keeps {most:,.0f} MB of uploaded files at most, and its visitors have uploaded "
                    "{taken:,.0f} MB. Come again when somebody has removed a file or closed a tab.",
                    most=MOST_BYTES / _MEGA,
                    taken=_taken() / _MEGA,
                )
            ),
            icon=":material/groups:",
        )
    file: UploadedFile | None = st.file_uploader(
        label, key=key, max_upload_size=most_megabytes, disabled=shut, **options
    )
    return file


def forget_file(file: UploadedFile) -> None:
    """Let go of a file that has been taken in: Streamlit would keep it until the tab is closed."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def _has_room(size: int) -> bool:
    return _taken() + _on_their_way + size <= MOST_BYTES


def _taken() -> int:
    """Bytes of all files that are kept now."""
    kept = _kept()
    return 0 if kept is None else sum(one.byte_length for stats in kept.get_stats().values() for one in stats)


def _kept() -> Any:
    return runtime.get_instance().uploaded_file_mgr if runtime.exists() else None
