"""A part of a page that runs alone."""

import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.training.jobs import Job, JobState
from rnnviz.ui.frame import fragment
from rnnviz.ui.frame.fragment import run_alone
from rnnviz.ui.train import follow
from tests.app.driving import ROOT, sentences


def failing() -> None:
    """A part that meets an error which rnnviz expects, with nothing around it that would show it."""
    import streamlit as st

    from rnnviz.errors import DataError
    from rnnviz.ui.frame.fragment import run_alone

    def draw() -> None:
        raise DataError("The file {name!r} is damaged. Import the run again.", name="run.json")

    st.session_state.page = "train"
    run_alone(draw, every=60)


def left() -> None:
    """A part whose visitor leaves while it computes."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    from rnnviz.interruption import now_and_then
    from rnnviz.ui.frame.fragment import run_alone

    def draw() -> None:
        context = get_script_run_ctx()
        assert context is not None
        assert context.script_requests is not None
        st.query_params["before"] = "1"
        context.script_requests.request_stop()
        now_and_then()
        raise AssertionError("the computation went on")

    st.session_state.page = "train"
    run_alone(draw)


def test_an_error_in_a_part_is_its_sentence() -> None:
    """An error that rnnviz expects is shown where the part is, in a run of the part alone too."""
    app = AppTest.from_function(failing).run()
    assert sentences(app) == ["The file 'run.json' is damaged. Import the run again."]


def test_who_leaves_a_part_is_not_computed_for() -> None:
    """A part looks up while it computes, whatever runs around it."""
    app = AppTest.from_function(left).run()
    assert app.query_params["before"] == "1"
    assert [error.value for error in app.exception] == []


def test_every_part_runs_so() -> None:
    """No other file asks Streamlit for a part that runs alone."""
    asking = [
        path.relative_to(ROOT).as_posix()
        for folder in ("rnnviz", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if "fragment(" in path.read_text(encoding="utf-8")
    ]
    assert asking == ["rnnviz/ui/frame/fragment.py"]


@pytest.mark.parametrize(
    ("state", "every"),
    [("finished", [None, None, None]), ("queued", [0.3, 1.0, 1.0]), ("starting", [0.3, 1.0, 1.0])],
)
def test_a_run_is_drawn_again_while_it_lives(
    monkeypatch: pytest.MonkeyPatch, state: JobState, every: list[float | None]
) -> None:
    """Where a run is, its curves and its layers are such parts, drawn again as long as something happens to it."""
    asked: list[float | None] = []
    monkeypatch.setattr(follow, "list_shown", lambda: {"mine": Job(path=ROOT / "mine", state=state)})
    monkeypatch.setattr(follow, "run_alone", lambda *_, every: asked.append(every))
    follow.follow("mine", [])
    assert asked == every


def test_a_part_is_drawn_again_as_often_as_it_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seconds come to Streamlit as they are."""
    asked: list[object] = []
    monkeypatch.setattr(fragment.st, "fragment", lambda *_, run_every: lambda: asked.append(run_every))
    run_alone(lambda: None, every=2.5)
    run_alone(lambda: None)
    assert asked == [2.5, None]
