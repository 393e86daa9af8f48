"""All runs: which one is shown, which stand beside it, and a table of them."""

import shlex
from datetime import datetime
from typing import Any

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.runs import Run, list_runs, models_folder, runs_folder
from rnnviz.training import jobs
from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.doors import TRAIN_RUN_KEY
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.train import run_words, words
from rnnviz.ui.train.manage import manage, show_changes
from rnnviz.ui.train.start import BESIDE_KEY

__all__ = ["choose_runs", "show_history"]

_MOST_BESIDE, _MOST_OFFERED = 5, 12


def choose_runs() -> tuple[str | None, list[str]]:
    """Let the visitor choose the run that is shown, and others to compare it with."""
    st.header(run_words.titles()["runs"], anchor=False)
    show_changes()
    names = [job.name for job in jobs.list_jobs_by_age()]
    if not names:
        return None, []
    called, row, warnings = words.controls(), st.container(horizontal=True, vertical_alignment="bottom"), st.container()
    with row:
        name = choice(
            called[TRAIN_RUN_KEY],
            names,
            key=TRAIN_RUN_KEY,
            width=380,
            place=warnings,
            unknown=words.choices_unknown()[TRAIN_RUN_KEY],
        )
        manage(name)
        others = _choose_others([other for other in names if other != name][:_MOST_OFFERED])
    return name, others


def _choose_others(names: list[str]) -> list[str]:
    """Runs that are drawn beside the chosen one."""
    if not names:
        return []
    kept = [name for name in st.session_state.get(BESIDE_KEY) or [] if name in names]
    st.session_state[BESIDE_KEY] = kept
    chosen = st.pills(words.controls()[BESIDE_KEY], names, selection_mode="multi", format_func=plain, key=BESIDE_KEY)
    return list(chosen)[:_MOST_BESIDE]


def show_history() -> None:
    """Show a table of all runs, one's own and the shipped ones."""
    statuses = run_words.status_labels()
    own = [_row(job.run, statuses[job.state]) for job in jobs.list_jobs_by_age()]
    shipped = [_row(run, statuses["shipped"]) for run in list_runs() if run.path.parent == models_folder()]
    with st.expander(run_words.titles()["all"], icon=":material/table_rows:", expanded=True):
        st.dataframe([*own, *shipped], hide_index=True, column_config=_columns(), placeholder="–")
        for note in run_words.table_notes(runs_folder(), models_folder()):
            st.caption(plain(note))
        st.code(shlex.join(["tensorboard", "--logdir", str(runs_folder())]), language=None, wrap_lines=True)


def _columns() -> dict[str, Any]:
    """How the columns of the table are called and shown."""
    labels, helps = run_words.table_labels(), run_words.table_helps()
    best, held_out = "best validation", "held-out"
    return {
        **labels,
        "run": st.column_config.TextColumn(labels["run"], width=170),
        best: st.column_config.NumberColumn(labels[best], format="%.4f", help=helps[best]),
        held_out: st.column_config.NumberColumn(labels[held_out], format="%.4f", help=helps[held_out]),
        "when": st.column_config.DatetimeColumn(labels["when"], format="YYYY-MM-DD HH:mm"),
    }


def _row(run: Run, status: str) -> dict[str, Any]:
    try:
        record, history = run.record, run.history
    except RnnvizError:
        return {"run": run.name, "status": status}
    return {
        "run": run.name,
        "best validation": max((one.val_accuracy for one in history), default=None),
        "held-out": record.metrics.get("test_accuracy"),
        "status": status,
        "epochs": run_words.done(len(history), record.training.epochs),
        "network": record.network.title,
        "seed": record.training.seed,
        "time": run_words.in_minutes(sum(one.seconds for one in history)),
        "when": _when(record.created),
    }


def _when(created: str) -> datetime | None:
    try:
        return datetime.fromisoformat(created)
    except ValueError:  # of another version, or from elsewhere
        return None
