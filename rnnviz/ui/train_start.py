"""The button that starts a training, and what it will take."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.training import estimate, jobs
from rnnviz.ui.layout import plain
from rnnviz.ui.train_controls import Plan, plan_in_words

__all__ = ["BESIDE_KEY", "REFUSED_KEY", "RUN_KEY", "SAID_KEY", "new_names", "offer_start"]

_MEAN_LENGTH = 221  # of the IMDB reviews, those beyond 500 cut

RUN_KEY = "t_run"
"""Key of the box that says which run is shown."""

BESIDE_KEY = "t_beside"
"""Key of the pills that say which runs stand beside it."""

SAID_KEY, REFUSED_KEY = "t_said", "t_change_refused"
"""Keys of the sentences that say once what was done, or refused, with a run."""


def offer_start(plan: Plan) -> None:
    """Say what the plan will take, and start it at the press of a button."""
    names = new_names(plan)
    st.markdown(f"**{plain(plan_in_words(plan))}.** {_estimate(plan)}")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Train", icon=":material/school:", key="t_start", on_click=_start, args=(plan, names))
        st.caption(plain(f"It will be called {', '.join(names)}."))
    sentence = st.session_state.pop("t_refused", None)
    if sentence:
        st.error(plain(sentence), icon=":material/error:")


def new_names(plan: Plan) -> list[str]:
    """Names of the runs, one a seed, that no run has yet."""
    taken = {job.name for job in jobs.list_jobs()}
    layer = plan.network.layers[0]
    depth = f"-x{len(plan.network.layers)}" if len(plan.network.layers) > 1 else ""
    mode = "-efficient" if plan.network.mask_zero else ""
    small = f"-{plan.limit}" if plan.limit else ""
    names = []
    for seed in plan.seeds:
        stem = f"{layer.cell.replace('_', '-')}-{layer.units}{depth}{mode}{small}-seed{seed}"
        numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, 10_000))
        names.append(next(name for name in numbered if name not in taken))
    return names


def _start(plan: Plan, names: list[str]) -> None:
    """Queue one run a seed; a refusal is shown when the page is drawn."""
    try:
        for name, seed in zip(names, plan.seeds, strict=True):
            jobs.submit(
                name,
                plan.network,
                plan.with_seed(seed),
                corpus=plan.corpus,
                padding=plan.padding,
                limit=plan.limit,
            )
        jobs.ensure_worker()
    except RnnvizError as error:
        st.session_state.t_refused = str(error)
        return
    st.session_state[RUN_KEY] = names[0]
    st.session_state[BESIDE_KEY] = names[1:]


def _estimate(plan: Plan) -> str:
    validation = int(plan.reviews * plan.training.validation_split)
    found = estimate(
        plan.network,
        plan.training,
        reviews=plan.reviews - validation,
        validation=validation,
        maxlen=plan.padding.maxlen,
        mean_length=_MEAN_LENGTH,
    )
    whole = found.seconds_per_epoch * plan.training.epochs * len(plan.seeds)
    return (
        f"About {_duration(found.seconds_per_epoch)} an epoch, {_duration(whole)} in all, {found.memory_mb:,.0f} MB of "
        "memory: a rough guess for two cores."
    )


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
