"""What the form of "Train" has folded away: dropout and gradients."""

import re
from pathlib import Path

import pytest
from hypothesis import given

from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs import TrainingSpec
from rnnviz.training import jobs
from rnnviz.ui.train import more_words
from tests.app.driving import sentences, visit
from tests.app.test_train import start, text
from tests.networks.drawing import specs
from tests.runs.drawing import trainings

MORE = {
    "t_cell": "LSTM",
    "t_dropout": "0.2",
    "t_state_dropout": "0,25",
    "t_clip": "1",
    "t_reach": "50",
    "t_gain": "0.5",
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own, where no run waits."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))


def test_an_address_restores_what_is_folded_away(no_worker: None) -> None:
    """All five come back cold, are said before the start and are in the run's name."""
    app = visit("train", **MORE)
    said = text(app)
    for told in (
        "LSTM(32, dropout=0.2, recurrent_dropout=0.25)",
        "gradients clipped at a norm of 1",
        "gradients carried back 50 steps",
        "recurrent kernels begun at 0.5 times their size",
        "lstm-32-drop20-recdrop25-clip1-back50-gain0.5-seed0",
    ):
        assert told in said
    start(app)
    (job,) = jobs.list_jobs()
    assert job.request is not None
    assert job.request.network.layers == (LayerSpec(cell="lstm", dropout=0.2, recurrent_dropout=0.25),)
    assert job.request.training == TrainingSpec(
        global_clipnorm=1.0, gradient_steps=50, recurrent_gain=0.5, engine="live"
    )


def test_empty_boxes_are_the_chapters_training(no_worker: None) -> None:
    """Nothing is dropped, clipped or cut off, and no name tells of it."""
    app = visit("train", t_cell="LSTM")
    assert "lstm-32-seed0" in text(app)
    start(app)
    (job,) = jobs.list_jobs()
    assert job.request is not None
    assert job.request.network.layers == (LayerSpec(cell="lstm"),)
    assert job.request.training == TrainingSpec(engine="live")


def test_a_stack_says_itself_what_it_drops(no_worker: None) -> None:
    """A stack keeps its own rates, whatever the boxes of a network that is chosen here held."""
    start(visit("train", stack="emb-5000-16.lstm-8-d25.dense-1", t_dropout="0.5"))
    (job,) = jobs.list_jobs()
    assert job.request is not None
    assert job.request.network.layers == (LayerSpec(cell="lstm", units=8, dropout=0.25),)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"t_dropout": "1"}, "dropout is a share from 0 to below 1"),
        ({"t_dropout": "nan"}, "dropout is a share from 0 to below 1"),
        ({"t_state_dropout": "-0.1"}, "recurrent_dropout is a share"),
        ({"t_state_dropout": "much"}, "Recurrent dropout is a number, or empty, not 'much'"),
        ({"t_clip": "0"}, "norm is a number above 0"),
        ({"t_clip": "<b>**x**"}, "<b>**x**"),
        ({"t_reach": "2.5"}, "a whole number of steps from 1 to 100,000, not 2.5"),
        ({"t_reach": "9" * 400}, "a whole number of steps"),
        ({"t_gain": "11"}, "a number from 0 to 10"),
        ({"t_reach": "5", "t_engine": "Keras"}, "only the live engine can stop after 5"),
    ],
    ids=str,
)
def test_what_no_box_can_hold_is_one_sentence(no_worker: None, address: dict[str, str], said: str) -> None:
    """It is said before anything starts."""
    (sentence,) = sentences(visit("train", **address))
    assert said in sentence
    assert jobs.list_jobs() == []


def test_truncated_gradients_without_the_live_engine_are_refused(
    no_worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where numba is missing, Keras would have to: the page says so instead of offering it."""
    monkeypatch.setattr("rnnviz.engine.ability.is_installed", lambda: False)
    (sentence,) = sentences(visit("train", t_reach="5"))
    assert "only the live engine can stop after 5" in sentence


@given(trainings)
def test_what_was_done_to_the_gradients_is_told(training: TrainingSpec) -> None:
    """The sentences hold the numbers of the training, and there are none for what was left alone."""
    told = "; ".join(more_words.settings(training))
    clip, steps, gain = training.global_clipnorm, training.gradient_steps, training.recurrent_gain
    found = re.fullmatch(
        r"(?:gradients clipped at a norm of (?P<clip>\S+?))?(?:; |^|$)?"
        r"(?:gradients carried back (?P<steps>[\d,]+) (?P<unit>steps?))?(?:; |^|$)?"
        r"(?:recurrent kernels begun at (?P<gain>\S+) times their size)?",
        told,
    )
    assert found is not None, told
    assert (found["clip"] is None) == (clip is None)
    assert clip is None or float(found["clip"]) == pytest.approx(clip, rel=1e-5)
    assert found["steps"] == (None if steps is None else f"{steps:,}")
    assert found["unit"] == (None if steps is None else "step" if steps == 1 else "steps")
    assert (found["gain"] is None) == (gain == 1)
    assert gain == 1 or float(found["gain"]) == pytest.approx(gain, rel=1e-5)


@given(specs)
def test_what_drops_is_told_beside_the_curves(spec: NetworkSpec) -> None:
    """One sentence names what any layer drops; there is none where nothing is dropped."""
    dropped = [
        name
        for name, rates in (
            ("inputs", [layer.dropout for layer in spec.layers]),
            ("states", [layer.recurrent_dropout for layer in spec.layers]),
        )
        if max(rates) > 0
    ]
    said = more_words.measured_dropping(spec)
    assert len(said) == bool(dropped)
    assert not said or said[0].startswith(f"It drops {' and '.join(dropped)} in training, and only there")


def test_the_label_tells_how_much_is_folded_away() -> None:
    """A number stands there as soon as a box is filled."""
    assert more_words.more_label(0) == "More"
    assert more_words.more_label(2) == "More (2)"


def test_every_box_has_its_words() -> None:
    """A label, a help and what stands in the empty box."""
    assert set(more_words.labels()) == set(more_words.helps()) == set(more_words.nothing_chosen())
