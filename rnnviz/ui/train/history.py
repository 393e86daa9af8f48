"""All runs: which one is shown, which stand beside it, and a table of them."""

import shlex
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.errors import RnnvizError
from rnnviz.runs import Run, models_folder, runs_folder
from rnnviz.training.jobs import Job
from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.doors import TRAIN_RUN_KEY
from rnnviz.ui.frame.messages import plain, warn
from rnnviz.ui.frame.session import run_labels
from rnnviz.ui.train import more_words, run_words, words
from rnnviz.ui.train.manage import manage, show_changes
from rnnviz.ui.train.quick import offer_quick_try
from rnnviz.ui.train.shown import is_own, list_shown
from rnnviz.ui.train.start import BESIDE_KEY

__all__ = ["choose_runs", "show_history"]

_MOST_BESIDE, _MOST_OFFERED = 5, 12
_MOST_SEEDS = 12  # of one network: they are one band, and need no colour each
_LONGEST_QUOTED = 80
_SHOWN_FIRST, _BESIDE_FIRST = "imdb-simple-rnn", "imdb-lstm"


def choose_runs() -> tuple[str | None, list[str]]:
    """Let the visitor choose the run that is shown, and others to compare it with; the quick try stands beside."""
    show_changes()
    found = list_shown()
    row, warnings = st.container(horizontal=True, vertical_alignment="bottom"), st.container()
    with row:
        name, others = _choose(found, warnings) if found else (None, [])
        st.space("stretch")
        offer_quick_try()
    return name, others


def _choose(found: dict[str, Job], warnings: DeltaGenerator) -> tuple[str, list[str]]:
    labels = run_labels(list(found))
    name = choice(
        words.controls()[TRAIN_RUN_KEY],
        labels,
        key=TRAIN_RUN_KEY,
        width=330,
        place=warnings,
        unknown=words.choices_unknown()[TRAIN_RUN_KEY],
    )
    if BESIDE_KEY not in st.session_state:
        st.session_state[BESIDE_KEY] = _beside_at_first(name, labels, warnings)
    chosen = _choose_others({one: label for one, label in labels.items() if one != name})
    others = _as_many_as_fit(name, chosen, found)
    _write_address(name, labels, others)
    if is_own(found[name]):
        manage(name)
    return name, others


def _beside_at_first(name: str, labels: dict[str, str], warnings: DeltaGenerator) -> list[str]:
    """Runs that the address asks for, by name or as they are called; without any, the LSTM beside the chapter's run."""
    came = st.query_params.get_all(BESIDE_KEY)
    if not came:
        return _beside_unasked(name, labels)
    known = {shown: one for one, label in labels.items() for shown in (plain(label), label, one)}
    unknown = [one for one in came if one and one not in known]  # nothing beside is an empty value
    if unknown:
        with warnings:
            warn(words.no_run_beside(unknown[0][:_LONGEST_QUOTED]))
    return list(dict.fromkeys(known[one] for one in came if one in known))


def _beside_unasked(name: str, labels: Mapping[str, str]) -> list[str]:
    return [_BESIDE_FIRST] if name == _SHOWN_FIRST and _BESIDE_FIRST in labels else []


def _write_address(name: str, labels: Mapping[str, str], others: list[str]) -> None:
    """Put the runs beside into the address by their names; Streamlit would write labels, and these escaped."""
    if others == _beside_unasked(name, labels):
        st.query_params.pop(BESIDE_KEY, None)
    else:
        st.query_params[BESIDE_KEY] = others or [""]


def _choose_others(labels: dict[str, str]) -> list[str]:
    """Runs that are drawn beside the chosen one."""
    kept = [name for name in st.session_state[BESIDE_KEY] or [] if name in labels]
    st.session_state[BESIDE_KEY] = kept
    offered = list(dict.fromkeys([*kept, *list(labels)[:_MOST_OFFERED]]))
    if not offered:
        return []
    called = words.controls()[BESIDE_KEY]
    with st.popover(words.beside_label(len(kept)), icon=":material/stacked_line_chart:"):
        chosen = st.pills(
            called,
            offered,
            selection_mode="multi",
            format_func=lambda one: plain(labels[one]),
            key=BESIDE_KEY,
            persist_state="session",
        )
    return list(chosen)


def _as_many_as_fit(name: str, others: list[str], found: Mapping[str, Job]) -> list[str]:
    """The first of the others where there are too many to draw, and a sentence that says so."""
    most = _MOST_BESIDE
    if len(others) > most and _are_seeds([found[one] for one in (name, *others)]):
        most = _MOST_SEEDS - 1
    if len(others) > most:
        st.caption(words.first_beside(most, len(others)))
    return others[:most]


def _are_seeds(jobs: list[Job]) -> bool:
    """Whether these are one network with several seeds, those that wait included."""
    try:
        plans = [job.request if _waits(job) else job.run.record for job in jobs]
    except RnnvizError:  # one is damaged
        return False
    seeds = {plan.training.seed for plan in plans if plan}
    kinds = {(plan.network, plan.padding, replace(plan.training, seed=0, epochs=1)) for plan in plans if plan}
    return len(kinds) == 1 and len(seeds) == len(jobs)


def _waits(job: Job) -> bool:
    return job.request is not None and not (job.path / "run.json").is_file()


def show_history() -> None:
    """Show a table of all runs, one's own and the shipped ones."""
    statuses = run_words.status_labels()
    found = list_shown()
    labels = run_labels(list(found))
    rows = [
        _row(job.run, labels[name], statuses[job.state if is_own(job) else "shipped"]) for name, job in found.items()
    ]
    with st.expander(run_words.titles()["all"], icon=":material/table_rows:"):
        st.dataframe(rows, hide_index=True, column_config=_columns(), placeholder="–")
        for note in run_words.table_notes():
            st.caption(plain(note))
        st.code(shlex.join(["tensorboard", "--logdir", str(runs_folder())]), language=None, wrap_lines=True)
        st.caption(plain(run_words.where_runs_lie()))
        st.code(f"{runs_folder()}\n{models_folder()}", language=None, wrap_lines=True)


def _columns() -> dict[str, Any]:
    """How the columns of the table are called and shown."""
    labels, helps = run_words.table_labels(), run_words.table_helps()
    best, held_out = "best validation", "held-out"
    return {
        **labels,
        "run": st.column_config.TextColumn(labels["run"], width=240),
        best: st.column_config.NumberColumn(labels[best], format="%.4f", help=helps[best]),
        held_out: st.column_config.NumberColumn(labels[held_out], format="%.4f", help=helps[held_out]),
        "when": st.column_config.DatetimeColumn(labels["when"], format="YYYY-MM-DD HH:mm"),
    }


def _row(run: Run, label: str, status: str) -> dict[str, Any]:
    try:
        record, history = run.record, run.history
    except RnnvizError:
        return {"run": label, "status": status}
    return {
        "run": label,
        "best validation": max((one.val_accuracy for one in history), default=None),
        "held-out": record.metrics.get("test_accuracy"),
        "status": status,
        "epochs": run_words.done(len(history), record.training.epochs),
        "network": ", ".join([record.network.title, *more_words.settings(record.training)]),
        "seed": record.training.seed,
        "time": run_words.in_minutes(sum(one.seconds for one in history)),
        "when": _when(record.created),
    }


def _when(created: str) -> datetime | None:
    try:
        return datetime.fromisoformat(created)
    except ValueError:  # of another version, or from elsewhere
        return None
