"""An experiment on the page: what is asked for, how far it is, and the button that asks or stops."""

from collections.abc import Callable, Sequence

import streamlit as st

from rnnviz.engine.ability import is_installed
from rnnviz.errors import RnnvizError
from rnnviz.training import experiments
from rnnviz.training.rungs import Rung
from rnnviz.training.small_tasks import Trial
from rnnviz.ui.frame.fragment import run_alone
from rnnviz.ui.frame.messages import said, show_refused, warn
from rnnviz.ui.tasks import climb_words, words
from rnnviz.ui.tasks.learn import keep_worker

__all__ = ["show_experiment"]

_EVERY_SECONDS = 1.0
_REFUSED = "k_experiment_refused"

Draw = Callable[[dict[Rung, Trial]], None]


def show_experiment(rungs: Sequence[Rung], *, start: str, draw: Draw) -> None:
    """Offer to climb the rungs, and draw what came of them, anew every second while more comes.

    Parameters
    ----------
    start
        Which of the words of the controls the button says.
    draw
        Draws what came so far.
    """
    if not is_installed():
        warn(climb_words.no_engine())
    asked = experiments.is_asked(rungs)
    run_alone(lambda: _show(rungs, start, draw, asked=asked), every=_EVERY_SECONDS if asked else None)


def _show(rungs: Sequence[Rung], start: str, draw: Draw, *, asked: bool) -> None:
    found = experiments.results(rungs)
    if asked != experiments.is_asked(rungs):
        st.rerun()  # all is there, or somebody stopped it: only the whole page can look more or less often
    with st.container(horizontal=True, vertical_alignment="center", key="go_experiment"):
        _offer(rungs, start, asked=asked, begun=bool(found), done=len(found) == len(rungs))
        if asked:
            keep_worker()
            st.progress(len(found) / len(rungs), text=climb_words.progress(len(found), len(rungs)))
    show_refused(_REFUSED)
    draw(found)


def _offer(rungs: Sequence[Rung], start: str, *, asked: bool, begun: bool, done: bool) -> None:
    called = words.controls()
    if asked:
        st.button(called["k_stop"], icon=":material/stop:", key="k_stop", on_click=experiments.withdraw, args=(rungs,))
    elif done:
        st.caption(climb_words.kept(len(rungs)))
    elif is_installed():
        label = called["k_go_on" if begun else start]
        st.button(label, icon=":material/stairs:", key="k_climb", type="primary", on_click=_ask, args=(rungs,))


def _ask(rungs: Sequence[Rung]) -> None:
    try:
        experiments.ask(rungs)  # the part that is drawn next starts a worker, or says why there can be none
    except RnnvizError as error:
        st.session_state[_REFUSED] = said(error)
