"""What the page "Train" says of a run."""

import pytest

from rnnviz.analysis import diagnose
from rnnviz.ui.train.diagnosis_words import finding_in_words
from tests.analysis.curves import CASES


@pytest.mark.parametrize("case", CASES)
def test_every_finding_is_said_with_its_numbers(case: str) -> None:
    """Each finding has a sentence of its own, with its epoch's number in it where it has one."""
    rows, setting, _ = CASES[case]
    sentences = [sentence for found in diagnose(rows, setting) for sentence in finding_in_words(found)]
    assert len(set(sentences)) == len(sentences)
    assert all("{" not in sentence for sentence in sentences)


def test_overfitting_says_why_the_kept_epoch_may_lie_inside_it() -> None:
    """The published SimpleRNN keeps its epoch before it, the published LSTM inside it."""
    outside, inside = (
        " ".join(finding_in_words(diagnose(*CASES[name][:2])[0])) for name in ("published SimpleRNN", "published LSTM")
    )
    assert outside.startswith("Overfitting from epoch 5 on: the training loss still falls, from 0.19 to 0.03, but ")
    assert outside.endswith("from 0.38 to 0.67. That is learning by heart. The kept epoch 4 comes before it.")
    assert "The kept epoch 8 may lie inside it: it has the best accuracy (89.3 %, epoch 2 87.9 %)" in inside


def test_steps_too_few_too_large_and_too_small_are_told_apart() -> None:
    """The three reasons why a network learns nothing have three sentences."""
    said = {name: finding_in_words(diagnose(*CASES[name][:2])[0])[0] for name in CASES}
    assert "3 epochs of 4 batches are 12 updates" in said["600 reviews, 3 epochs"]
    assert said["rmsprop 1"].startswith("The training loss reached 4.29 (epoch 1), far above guessing (0.69)")
    assert "the weights moved by 0.03 % from the first" in said["rmsprop 1e-6"]
    assert "the weights moved by 1.14 % from the first" in said["sgd 0.01"]
    assert "mostly the learning rate is far too low" in said["rmsprop 1e-6, no weights kept"]
    assert "the more frequent answer is right on 90.0 %" in said["the more frequent class"]
