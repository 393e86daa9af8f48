"""What can be done with a run of one's own: give it another name, download it, delete it, and bring it back."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.training import jobs, own_runs
from rnnviz.ui.frame.doors import RUN_KEYS, TRAIN_RUN_KEY
from rnnviz.ui.frame.messages import plain, said, show_refused
from rnnviz.ui.train import run_words as words
from rnnviz.ui.train.shown import list_shown
from rnnviz.ui.train.start import BESIDE_KEY, REFUSED_KEY, SAID_KEY
from rnnviz.ui.train.zip_files import offer_download, offer_import, offer_shipped

__all__ = ["manage", "offer_shelf", "show_changes"]

_DELETED = "t_deleted"


def show_changes() -> None:
    """Say once what was done or refused, and offer to undo a deletion as long as nothing else was deleted."""
    show_refused(REFUSED_KEY)
    done = st.session_state.pop(SAID_KEY, None)
    if done:
        st.success(plain(done), icon=":material/check:")
    deleted = st.session_state.get(_DELETED)
    if deleted is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/delete: {plain(words.was_deleted(deleted.name))}", width="content")
            st.button(words.actions()["undo"], icon=":material/undo:", key="t_undo", on_click=_restore, args=(deleted,))


def manage(name: str) -> None:
    """Let the visitor rename, download or delete the run called `name`."""
    run, called = jobs.find_job(name).run, words.actions()
    with st.popover(words.titles()["manage"], icon=":material/edit:", key=f"t_manage_{name}"):
        with st.form(f"t_rename_{name}", border=False):
            st.text_input(called["new_name"], name, key=_name_key(name), max_chars=200)
            st.form_submit_button(called["rename"], icon=":material/edit:", on_click=_rename, args=(name,))
        with st.container(horizontal=True):
            if run.model_file.is_file():
                offer_download(run, key="t_download")
            st.button(called["delete"], icon=":material/delete:", key="t_delete", on_click=_delete, args=(name,))
        st.caption(words.undo_rules(own_runs.MOST_DELETED))


def offer_shelf() -> None:
    """Let the visitor take runs in, download those that ship, and bring deleted ones back."""
    with st.container(horizontal=True):
        offer_import()
        offer_shipped()
        _offer_deleted()


def _offer_deleted() -> None:
    """Let the visitor bring back a run that was deleted, also in an earlier session."""
    found = {str(deleted.path): deleted for deleted in own_runs.list_deleted()}
    if not found:
        return
    labels = {path: f"{place}. {deleted.name}" for place, (path, deleted) in enumerate(found.items(), start=1)}
    called = words.actions()
    with st.popover(words.trash_label(len(found)), icon=":material/restore_from_trash:"):
        chosen = st.selectbox(called["trash"], list(found), format_func=labels.__getitem__, key="t_trash")
        st.button(called["restore"], icon=":material/undo:", on_click=_restore, args=(found[chosen],))
        st.caption(words.trash_rules(own_runs.MOST_DELETED))


def _name_key(name: str) -> str:
    return f"t_new_name_{name}"


def _rename(name: str) -> None:
    new = str(st.session_state[_name_key(name)]).strip()
    try:
        own_runs.rename(name, new)
    except RnnvizError as error:
        st.session_state[REFUSED_KEY] = said(error)
        return
    for key in RUN_KEYS:
        if st.session_state.get(key) == name:
            st.session_state[key] = new
    beside = st.session_state.get(BESIDE_KEY) or []
    st.session_state[BESIDE_KEY] = [new if other == name else other for other in beside]


def _delete(name: str) -> None:
    try:
        st.session_state[_DELETED] = own_runs.delete(name)
    except RnnvizError as error:
        st.session_state[REFUSED_KEY] = said(error)
        return
    _show_run(next(iter(list_shown()), None))


def _restore(deleted: own_runs.Deleted) -> None:
    if st.session_state.get(_DELETED) == deleted:
        del st.session_state[_DELETED]
    try:
        back = own_runs.restore(deleted)
    except RnnvizError as error:
        st.session_state[REFUSED_KEY] = said(error)
        return
    if back.name != deleted.name:
        st.session_state[SAID_KEY] = words.restored_as(deleted.name, back.name)
    _show_run(back.name)


def _show_run(name: str | None) -> None:
    """Choose the run that is shown; None where there is no run left."""
    if name is None:
        st.session_state.pop(TRAIN_RUN_KEY, None)
    else:
        st.session_state[TRAIN_RUN_KEY] = name
