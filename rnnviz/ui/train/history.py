"""All runs: which one is shown, which stand beside it, and a table of them."""

import shlex
from datetime import datetime
from typing import Any

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.runs import Run, list_runs, models_folder, runs_folder
from rnnviz.training import jobs
from rnnviz.ui.frame.address import HELD
from rnnviz.ui.frame.doors import TRAIN_RUN_KEY
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.train.follow import in_minutes
from rnnviz.ui.train.manage import manage, show_changes
from rnnviz.ui.train.start import BESIDE_KEY

__all__ = ["choose_runs", "show_history"]

_MOST_BESIDE, _MOST_OFFERED = 5, 12


def choose_runs() -> tuple[str | None, list[str]]:
    """Let the visitor choose the run that is shown, and others to compare it with."""
    st.header("Runs", anchor=False)
    show_changes()
    names = [job.name for job in jobs.list_jobs_by_age()]
    if not names:
        return None, []
    asked = st.session_state.get(TRAIN_RUN_KEY, st.query_params.get(TRAIN_RUN_KEY))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox("Run", names, key=TRAIN_RUN_KEY, width=380, **HELD)
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
    """Show a table of all runs, one's own and the shipped ones."""
    own = [_row(job.run, job.state) for job in jobs.list_jobs_by_age()]
    shipped = [_row(run, "shipped") for run in list_runs() if run.path.parent == models_folder()]
    with st.expander("All runs", icon=":material/table_rows:", expanded=True):
        st.dataframe([*own, *shipped], hide_index=True, column_config=_COLUMNS, placeholder="–")
        st.caption(plain(_HELD_OUT))
        st.caption(plain(f"Your runs lie in {runs_folder()}, the shipped ones in {models_folder()}."))
        st.caption(plain("TensorBoard follows your runs, too, once pip install tensorboard has brought it:"))
        st.code(shlex.join(["tensorboard", "--logdir", str(runs_folder())]), language=None, wrap_lines=True)


_COLUMNS = {
    "run": st.column_config.TextColumn(width=170),
    "best validation": st.column_config.NumberColumn(format="%.4f", help="Accuracy on the validation reviews."),
    "held-out": st.column_config.NumberColumn(format="%.4f", help="Accuracy on reviews that played no part."),
    "when": st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm"),
}
_HELD_OUT = (
    "Held-out: right on reviews that played no part, not even in the choice of the epoch. The shipped runs have it "
    "from IMDB's test reviews; for one of yours python -m rnnviz evaluate RUN --data reviews.csv prints it."
)


def _row(run: Run, state: str) -> dict[str, Any]:
    try:
        record, history = run.record, run.history
    except RnnvizError:
        return {"run": run.name, "status": state}
    return {
        "run": run.name,
        "best validation": max((one.val_accuracy for one in history), default=None),
        "held-out": record.metrics.get("test_accuracy"),
        "status": state,
        "epochs": f"{len(history)} of {record.training.epochs}",
        "network": record.network.title,
        "seed": record.training.seed,
        "time": in_minutes(sum(one.seconds for one in history)),
        "when": _when(record.created),
    }


def _when(created: str) -> datetime | None:
    try:
        return datetime.fromisoformat(created)
    except ValueError:  # of another version, or from elsewhere
        return None
