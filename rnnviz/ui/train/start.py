"""The button that starts a training, and what it will take."""

from dataclasses import replace

import streamlit as st

from rnnviz.engine import obstacle
from rnnviz.errors import RnnvizError
from rnnviz.runs import free_name
from rnnviz.training import estimate, job_queue, jobs, worker_process
from rnnviz.training.plan import pace_of
from rnnviz.ui.corpora.own import choose_kept_file
from rnnviz.ui.frame.doors import STACK_KEY, TRAIN_RUN_KEY
from rnnviz.ui.frame.messages import plain, said, show_error, show_refused, warn
from rnnviz.ui.train import words
from rnnviz.ui.train.controls import Plan, choose_plan

__all__ = [
    "BESIDE_KEY",
    "IDLE_KEY",
    "REFUSED_KEY",
    "SAID_KEY",
    "fold_form",
    "keep_worker",
    "new_names",
    "offer_training",
]

BESIDE_KEY = "t_beside"
"""Key of the pills that say which runs stand beside it."""

IDLE_KEY = "t_idle"
"""Key of whether the page says that nothing can be trained."""

SAID_KEY, REFUSED_KEY = "t_said", "t_change_refused"
"""Keys of the sentences that say once what was done, or refused, with a run."""


def keep_worker() -> None:
    """Start the process that trains where there is none; where there can be none, say so, and show the runs."""
    st.session_state[IDLE_KEY] = False
    try:
        worker_process.ensure_worker()
    except RnnvizError as error:
        st.session_state[IDLE_KEY] = True
        warn(words.only_looking(said(error)))


def offer_training(*, live: bool) -> None:
    """Let the visitor choose what to train, and start it, in one line that opens; what cannot be trained is a sentence.

    At first it is open where the address says something of it and nothing that is shown trains. It stands above the
    runs: what is drawn anew every second grows and shrinks, and a button below it would move away under a press.
    """
    opened = not live and _is_asked_for()
    with st.expander(words.form_title(), opened, key=_FORM_KEY, icon=":material/tune:", on_change="rerun"):
        _offer_form()


_FORM_KEY = "t_form"


def fold_form() -> None:
    """Make the form one line, so that the run that begins is seen."""
    st.session_state[_FORM_KEY] = False


def _is_asked_for() -> bool:
    return any(key in st.query_params for key in (STACK_KEY, *words.form_keys()))


def _offer_form() -> None:
    try:
        plan = choose_plan()
        if plan is None:
            st.info(words.no_file_yet(), icon=":material/upload_file:")
        else:
            _offer_start(plan)
    except RnnvizError as error:
        show_error(said(error))


def _offer_start(plan: Plan) -> None:
    """Say what the plan will take, and start it at the press of a button."""
    planned = words.planned(plan.network, plan.training, plan.reviews.count, len(plan.seeds))
    st.markdown(f"**{plain(planned)}** {_estimate(plan)}")
    why = obstacle(plan.network, plan.training.optimizer) if plan.training.engine == "live" else None
    if why is not None:
        replace(plan.training, engine="keras")  # refused here, where Keras cannot train so
        st.caption(plain(words.trained_by_keras(why)))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(words.controls()["t_start"], icon=":material/school:", key="t_start", on_click=_start, args=(plan,))
        st.caption(plain(words.will_be_called(new_names(plan))))
    show_refused("t_refused")


def new_names(plan: Plan) -> list[str]:
    """Names of the runs, one a seed, that no run has yet."""
    return [free_name(name) for name in _names(plan)]


def _names(plan: Plan) -> list[str]:
    layer = plan.network.layers[0]
    depth = f"-x{len(plan.network.layers)}" if len(plan.network.layers) > 1 else ""
    mode = "-efficient" if plan.network.mask_zero else ""
    corpus = f"-{plan.reviews.label}" if plan.reviews.label else ""
    small = f"-{plan.reviews.limit}" if plan.reviews.limit else ""
    stem = f"{layer.cell.replace('_', '-')}-{layer.units}{depth}{mode}{_of_more(plan)}{corpus}{small}"
    return [f"{stem}-seed{seed}" for seed in plan.seeds]


def _of_more(plan: Plan) -> str:
    """What tells runs apart that differ in what they drop, or in their gradients."""
    layer, training = plan.network.layers[0], plan.training
    told: dict[str, float | None] = {
        "drop": 100 * layer.dropout or None,
        "recdrop": 100 * layer.recurrent_dropout or None,
        "clip": training.global_clipnorm,
        "back": training.gradient_steps,
        "gain": None if training.recurrent_gain == 1 else training.recurrent_gain,
    }
    return "".join(f"-{name}{value:g}" for name, value in told.items() if value is not None)


def _start(plan: Plan) -> None:
    """Queue one run a seed; a refusal is shown when the page is drawn."""
    try:
        corpus = plan.reviews.keep()
        started = [
            job_queue.submit(
                name,
                plan.network,
                plan.with_seed(seed),
                corpus=corpus,
                padding=plan.padding,
                limit=plan.reviews.limit,
                numbered=True,  # another visitor may have taken the name since the page was drawn
            ).name
            for name, seed in zip(_names(plan), plan.seeds, strict=True)
        ]  # the page that is drawn next starts a worker, or says why there can be none
    except RnnvizError as error:
        st.session_state.t_refused = said(error)
        return
    if plan.reviews.upload is not None:
        choose_kept_file("t", corpus)
    st.session_state[TRAIN_RUN_KEY] = started[0]
    st.session_state[BESIDE_KEY] = started[1:]
    fold_form()


def _estimate(plan: Plan) -> str:
    found = estimate(
        plan.network,
        plan.training,
        reviews=plan.reviews.training,
        validation=plan.reviews.validation,
        maxlen=plan.padding.maxlen,
        mean_length=plan.reviews.mean_length,
    )
    done = (job.run for job in jobs.list_jobs_by_age() if job.state == "finished")
    pace = pace_of(done, plan.network, plan.training)
    found = found if pace is None else pace.applied(found)
    whole = (found.seconds_per_epoch * plan.training.epochs + found.compile_seconds) * len(plan.seeds)
    return words.estimated(
        found.seconds_per_epoch,
        found.compile_seconds,
        whole,
        found.memory_mb,
        learnt_from=None if pace is None else pace.run,
    )
