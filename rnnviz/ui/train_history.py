"""All runs: which one is shown, which stand beside it, and a table of them."""

from typing import Any

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.runs import models_folder, runs_folder
from rnnviz.training import jobs
from rnnviz.training.jobs import Job
from rnnviz.ui.address import HELD
from rnnviz.ui.layout import plain
from rnnviz.ui.train_manage import manage, show_changes
from rnnviz.ui.train_start import BESIDE_KEY, RUN_KEY

__all__ = ["choose_runs", "show_history"]

_MOST_BESIDE, _MOST_OFFERED = 5, 12


def choose_runs() -> tuple[str | None, list[str]]:
    """Let the visitor choose the run that is shown, and others to compare it with."""
    st.header("Runs", anchor=False)
    show_changes()
    names = [job.name for job in jobs.list_jobs_by_age()]
    if not names:
        return None, []
    asked = st.session_state.get(RUN_KEY, st.query_params.get(RUN_KEY))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox("Run", names, key=RUN_KEY, width=380, **HELD)
        manage(name)
        others = _choose_others([other for other in names if other != name][:_MOST_OFFERED])
    if asked is not None and asked not in names:
        st.warning(plain(f"There is no run {asked[:80]}; {name} is shown."), icon=":material/warning:")
    return name, others


def _choose_others(names: list[str]) -> list[str]:
    """Runs that are drawn beside the chosen one."""
    if not names:
        return []
    kept = [name for name in st.session_state.get(BESIDE_KEY) or [] if name in names]
    st.session_state[BESIDE_KEY] = kept
    chosen = st.pills("Compare with", names, selection_mode="multi", format_func=plain, key=BESIDE_KEY)
    return list(chosen)[:_MOST_BESIDE]


def show_history() -> None:
    """Show a table of all runs."""
    with st.expander("All runs", icon=":material/table_rows:", expanded=True):
        st.dataframe([_row(job) for job in jobs.list_jobs_by_age()], hide_index=True)
        st.caption(plain(f"They lie in {runs_folder()}; the shipped ones in {models_folder().name}/."))


def _row(job: Job) -> dict[str, Any]:
    row: dict[str, Any] = {"run": job.name, "status": job.state}
    try:
        record, history = job.run.record, job.run.history
    except RnnvizError:
        return row | dict.fromkeys(("network", "seed", "epochs", "best validation", "held-out", "seconds"))
    best = max((one.val_accuracy for one in history), default=None)
    return row | {
        "network": record.network.title,
        "seed": record.training.seed,
        "epochs": f"{len(history)} of {record.training.epochs}",
        "best validation": None if best is None else round(best, 4),
        "held-out": record.metrics.get("test_accuracy"),
        "seconds": round(sum(one.seconds for one in history)),
    }
