"""What the page "Train" says of runs and of what a training will take."""

import pytest

from rnnviz.ui.train import run_words, words


@pytest.mark.parametrize(
    ("before", "told"),
    [(0, "it is next"), (1, "1 run before it"), (2, "2 runs before it"), (1_000, "1,000 runs before it")],
)
def test_a_waiting_run_knows_its_place(before: int, told: str) -> None:
    """One run before it is one, more are many."""
    assert run_words.waiting(before) == f"Waiting in the queue: {told}. One run is trained at a time."


@pytest.mark.parametrize(
    ("left", "told"),
    [(None, ""), (42.4, ", about 42 s left"), (59.6, ", about 1:00 min left"), (185, ", about 3:05 min left")],
)
def test_a_training_tells_what_is_left(left: float | None, told: str) -> None:
    """Seconds up to a minute, then minutes; nothing as long as nobody knows."""
    assert run_words.progress(2, 10, 1_500, 2_000, left) == f"Epoch 2 of 10, batch 1,500 of 2,000{told}"


def test_a_run_that_has_ended_says_how() -> None:
    """One epoch is one; a run that stopped by itself tells its reason, another what became of it."""
    assert run_words.finished(1, 1, 61) == "Finished: 1 epoch of 1 in 1:01 min."
    assert run_words.stopped(0, 10, None) == "Stopped after 0 epochs of 10. What was learnt so far is kept."
    assert run_words.stopped(1, 10, "The disk is full: {}.") == "Stopped after 1 epoch of 10. The disk is full: {}."


@pytest.mark.parametrize(
    ("left_out", "told"),
    [(0, ""), (1, ", without 1 file that is no part of a run"), (2, ", without 2 files that are no part of a run")],
)
def test_an_imported_run_says_what_was_left_out(left_out: int, told: str) -> None:
    """Nothing, one file or several."""
    assert run_words.imported("mine", left_out) == f"mine was imported{told}."


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.4, "0 s"), (89, "89 s"), (91, "2 min"), (5_399, "90 min"), (5_400, "1.5 h")]
)
def test_a_guess_of_a_time_is_short(seconds: float, told: str) -> None:
    """Seconds, minutes or hours, none with more digits than a guess has."""
    assert words.duration(seconds) == told
