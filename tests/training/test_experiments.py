"""Experiments with small tasks: asked for, climbed rung by rung, kept by what they follow from."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rnnviz.__main__ import app
from rnnviz.analysis import task_score
from rnnviz.corpora import TASKS
from rnnviz.errors import ConfigurationError, DataError, RnnvizError
from rnnviz.training import experiments, rungs, train, worker
from rnnviz.training.rungs import Rung, gradient_rungs, ladder_rungs
from rnnviz.training.small_tasks import Trial, task_padding


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path))
    return tmp_path / "trials"


TWO = ladder_rungs(cells=("simple_rnn",), distances=(2, 20))


def test_a_try_is_the_training_of_a_run(tmp_path: Path) -> None:
    """The same weights after the same epochs, so the same right answers; sums in another order may tip one."""
    rung = Rung(task="task:copy:6", cell="gru", epochs=1, gain=0.5)
    trial = rung.climb()
    out = tmp_path / "run"
    run = train(rung.network, rung.training, corpus=rung.task, padding=task_padding(rung.tried), out=out)
    assert (trial.epochs, trial.solved, trial.lost) == (1, False, False)
    assert abs(trial.right - task_score(run.network(), rung.tried).right) <= 1


def test_rungs_are_climbed_one_after_the_other_and_kept(home: Path) -> None:
    """Each call climbs one; when all have a result nothing is asked for, and asking again asks for nothing new."""
    experiments.ask(TWO)
    assert experiments.is_asked(TWO)
    assert worker._climb()
    assert list(experiments.results(TWO)) == [TWO[0]]
    assert worker._climb()
    assert not worker._climb()
    assert not experiments.is_asked(TWO)
    found = experiments.results(TWO)
    assert [found[rung].right / found[rung].texts for rung in TWO] == [1, 1]
    assert found[TWO[0]].solved
    assert experiments.climb(TWO[0]) == found[TWO[0]]


def test_what_is_asked_for_is_asked_for_once_and_can_be_withdrawn() -> None:
    """Two visitors share an experiment; whoever stops it leaves what was climbed."""
    experiments.ask(TWO)
    experiments.ask(TWO)
    assert len(experiments._asked()) == 1
    experiments.climb_next()
    experiments.withdraw(TWO)
    assert not experiments.is_asked(TWO)
    assert not experiments.climb_next()
    assert len(experiments.results(TWO)) == 1


def test_killed_amid_a_rung_an_experiment_goes_on(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked for outlives the process that climbs; only the rung that it was at begins again."""
    endless = Rung(task="task:first-symbol:400", cell="lstm", units=128, epochs=1_000)
    both = (TWO[0], endless)
    experiments.ask(both)
    code = "from rnnviz.training import experiments\nwhile experiments.climb_next(): pass\n"
    process = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "RNNVIZ_HOME": str(home.parent)})
    while not experiments.results(both):
        assert process.poll() is None
        time.sleep(0.05)
    process.kill()
    process.wait()
    assert experiments.is_asked(both)
    assert list(experiments.results(both)) == [TWO[0]]
    trial = Trial(right=1, texts=2, epochs=3, solved=False)
    monkeypatch.setattr(Rung, "climb", lambda rung: trial if rung == endless else pytest.fail("climbed again"))
    assert experiments.climb_next()
    assert not experiments.climb_next()
    assert experiments.results(both)[endless] == trial
    assert not list(home.glob("asked/*"))


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", '{"trial": 3}', '{"trial": {"right": 5}}', "null", "[" * 99])
def test_a_damaged_result_is_no_result(home: Path, content: str) -> None:
    """It is found again instead of stopping the page; so is one whose numbers cannot be."""
    home.mkdir()
    experiments._file(TWO[0]).write_text(content)
    assert experiments.results(TWO) == {}
    told = {"right": 7, "texts": 5, "epochs": 1, "solved": False, "lost": False}
    experiments._file(TWO[0]).write_text(json.dumps({"trial": told}))
    assert experiments.results(TWO) == {}


@pytest.mark.parametrize(
    "content",
    ["", "{}", "[1]", '[{"task": "task:parity:8", "cell": "transformer"}]', '[{"task": "/etc/passwd", "cell": "gru"}]'],
)
def test_a_damaged_request_asks_for_nothing(home: Path, content: str) -> None:
    """It is taken away, and the next one is climbed."""
    (home / "asked").mkdir(parents=True)
    (home / "asked" / "0-a.json").write_text(content)
    assert not experiments.climb_next()
    assert not list((home / "asked").iterdir())


def test_too_much_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rungs of one experiment and experiments that wait are bounded."""
    with pytest.raises(ConfigurationError, match="up to 400 rungs"):
        experiments.ask(TWO * 201)
    monkeypatch.setattr(experiments, "_MOST_ASKED", 1)
    experiments.ask(TWO)
    with pytest.raises(ConfigurationError, match="wait already"):
        experiments.ask(TWO[:1])


def test_a_rung_that_cannot_be_is_refused() -> None:
    """Cells, tasks and numbers are looked at once, at the border."""
    for wrong in (
        {"cell": "transformer"},
        {"task": "imdb"},
        {"units": 0},
        {"seed": -1},
        {"gain": float("nan")},
        {"x": 1},
    ):
        with pytest.raises(RnnvizError):
            Rung.from_dict({"task": "task:parity:8", "cell": "gru", **wrong})
    with pytest.raises(DataError):
        ladder_rungs(distances=(1,))


def test_every_task_has_a_ladder() -> None:
    """Its distances are among those that it has."""
    for key, rule in TASKS.items():
        distances = rungs.ladder_distances(key)
        assert len(distances) > 2
        assert len(ladder_rungs(key)) == 3 * len(distances)
        assert all(rule.distances[0] <= distance <= rule.distances[2] for distance in distances)


def test_another_setting_is_another_result() -> None:
    """A result is found by everything that it follows from, and by nothing else."""
    rung = TWO[0]
    others = [
        *ladder_rungs(cells=("gru",), distances=(2,)),
        *ladder_rungs(cells=("simple_rnn",), distances=(5,)),
        *ladder_rungs(cells=("simple_rnn",), distances=(2,), gain=0.5),
        *ladder_rungs(cells=("simple_rnn",), distances=(2,), clip=None),
        *ladder_rungs(cells=("simple_rnn",), distances=(2,), units=8),
        *gradient_rungs(5, (1, 2), cell="simple_rnn", seeds=2),
    ]
    assert len({one.sign for one in (rung, *others)}) == 1 + len(others)
    assert Rung.from_dict(rungs.asdict(rung)).sign == rung.sign


def test_a_loss_that_is_no_number_ends_a_try(monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends at that batch, and says so."""
    monkeypatch.setattr("rnnviz.engine.network.LiveNetwork.learn", lambda *_, **__: (None, float("nan")))
    trial = TWO[1].climb()
    assert (trial.lost, trial.solved, trial.epochs) == (True, False, 1)


def test_the_command_climbs_and_tells() -> None:
    """One line a rung, and how far each cell held; a second call finds all on the disk."""
    words = ["ladder", "--cell", "simple_rnn", "--distance", "2", "--distance", "20", "--seeds", "2"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    assert result.output.count("1,000 of 1,000 right") == 4
    assert "SimpleRNN  held up to 20, 20 (one number a seed)" in result.output
    assert CliRunner().invoke(app, words).output == result.output
