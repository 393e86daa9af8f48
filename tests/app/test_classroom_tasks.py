"""The classroom script of "Small tasks" is clicked through with real networks, and says what the page says."""

import pytest

from rnnviz.runs import runs_folder
from rnnviz.training import experiments, rungs, train
from rnnviz.training.small_tasks import task_network, task_padding, task_training, usual_task
from tests.app.classroom import assert_said, screen, script
from tests.app.driving import visit

SCRIPT = script("small-tasks")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, no_worker: None) -> None:
    """A home of its own."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path_factory.mktemp("class-home")))


@pytest.mark.thorough
def test_the_script_says_what_the_page_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every bold text of the script is on the page after the clicks before it, with what was trained meanwhile.

    The ladder is climbed to 80 steps instead of 160, which takes half of the time and changes none of these texts.
    """
    monkeypatch.setattr(rungs, "_DISTANCES", (2, 5, 10, 20, 40, 60, 80))
    first = screen(visit("tasks"))
    task = usual_task("first-symbol", 20)
    out = runs_folder() / "task-first-symbol-20-lstm-16-seed0"
    train(task_network(task, "lstm"), task_training(task), corpus=task.name, padding=task_padding(task), out=out)
    learnt = screen(visit("tasks", k_cell="lstm"))
    others = [screen(visit("tasks", k_task=key)) for key in ("count", "parity", "sentiment")]
    for rung in rungs.ladder_rungs(gain=0.5):
        experiments.climb(rung)
    ladder = screen(visit("tasks", k_part="ladder", k_gain="0.5"))
    cut = [screen(visit("tasks", k_part="reach", k_cut=str(steps))) for steps in (10, 21)]
    screens = [first, learnt, learnt, *others, ladder, ladder, ladder, *cut]
    assert_said(SCRIPT, screens)
