"""Runs as zip files: one goes out, one comes in."""

from functools import partial

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.runs import (
    MOST_UNPACKED_BYTES,
    MOST_ZIP_BYTES,
    Run,
    export_run,
    import_run,
)
from rnnviz.ui.frame.doors import TRAIN_RUN_KEY
from rnnviz.ui.frame.messages import said
from rnnviz.ui.frame.session import run_labels
from rnnviz.ui.frame.uploads import file_box, forget_file
from rnnviz.ui.train import run_words as words
from rnnviz.ui.train.shown import list_shipped
from rnnviz.ui.train.start import REFUSED_KEY, SAID_KEY

__all__ = ["offer_download", "offer_import", "offer_shipped"]

_MEGA = 1_000_000


def offer_download(run: Run, *, key: str) -> None:
    """Let the visitor download a run as a zip file, which is made when it is asked for."""
    st.download_button(
        words.actions()["download"],
        partial(export_run, run),
        file_name=f"{run.name}.zip",
        mime="application/zip",
        icon=":material/download:",
        on_click="ignore",
        key=key,
    )


def offer_shipped() -> None:
    """Let the visitor download a run that ships with rnnviz."""
    shipped = {run.name: run for run in list_shipped()}
    if not shipped:
        return
    with st.popover(words.titles()["shipped"], icon=":material/download:"):
        name = st.selectbox(
            words.actions()["shipped"],
            list(shipped),
            format_func=run_labels(list(shipped)).__getitem__,
            key="t_shipped",
        )
        offer_download(shipped[name], key="t_download_shipped")


def offer_import() -> None:
    """Let the visitor take a run in from a zip file."""
    with st.popover(words.titles()["import"], icon=":material/upload:"):
        key = f"t_zip_{st.session_state.get('t_zips', 0)}"
        file_box(
            words.actions()["zip"],
            type="zip",
            key=key,
            on_change=_import,
            args=(key,),
            most_megabytes=MOST_ZIP_BYTES // _MEGA,
        )
        st.caption(words.zip_rules(MOST_ZIP_BYTES // _MEGA, MOST_UNPACKED_BYTES // _MEGA))


def _import(key: str) -> None:
    file = st.session_state[key]
    if file is None:
        return
    st.session_state.t_zips = st.session_state.get("t_zips", 0) + 1  # an empty box for the next
    try:
        imported = import_run(file.getvalue(), called=file.name)
    except RnnvizError as error:
        st.session_state[REFUSED_KEY] = said(error)
        return
    finally:
        forget_file(file)
    st.session_state[SAID_KEY] = words.imported(imported.run.name, len(imported.left_out))
    st.session_state[TRAIN_RUN_KEY] = imported.run.name
