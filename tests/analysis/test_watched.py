"""What a training has done to one review, recomputed from the numbers of the reading."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.analysis import ShownSteps, watched

probabilities = st.lists(st.floats(0.01, 0.99), min_size=1, max_size=30)


def steps_of(probability: list[float], initial: float, words: list[bool]) -> ShownSteps:
    """A reading with this running probability; some steps are no words."""
    values = np.array(probability)
    logit = np.log(values / (1 - values))
    numbers = np.where(words, np.cumsum(words), 0)
    return ShownSteps(
        timesteps=np.arange(len(values)),
        kinds=tuple("word" if word else "padding" for word in words),
        words=tuple(f"w{at}" for at in range(len(values))),
        numbers=numbers,
        padding=np.ones(len(values), dtype=np.int64),
        logit=logit,
        probability=values,
        delta_logit=np.diff(logit, prepend=np.log(initial / (1 - initial))),
    )


@st.composite
def readings(draw: st.DrawFn) -> tuple[ShownSteps, float]:
    """Steps, the first few of which may be no words, and the probability before them."""
    probability = draw(probabilities)
    padding, initial = draw(st.integers(0, min(2, len(probability)))), draw(st.floats(0.01, 0.99))
    return steps_of(probability, initial, [at >= padding for at in range(len(probability))]), initial


@given(reading=readings(), began=st.floats(0, 1))
def test_every_fact_is_of_the_reading(reading: tuple[ShownSteps, float], began: float) -> None:
    """Verdict, the word that moves most with both its sides, and what is said amid the words."""
    steps, initial = reading
    found = watched(began, steps, initial)
    running = [initial, *steps.probability.tolist()]
    assert (found.began, found.now) == (began, running[-1])
    pushes = {at: abs(float(steps.delta_logit[at])) for at in range(len(steps)) if steps.kinds[at] == "word"}
    if not pushes:
        assert found.top is None
        assert found.middle is None
        return
    assert found.top is not None
    assert pushes[found.top] == max(pushes.values())
    assert (found.before, found.after) == pytest.approx((running[found.top], running[found.top + 1]))
    of_words = [running[at + 1] for at in pushes]
    if len(of_words) < 6:
        assert found.middle is None
        return
    part = of_words[len(of_words) // 3 : len(of_words) - len(of_words) // 3]
    assert (found.low, found.high) == (min(part), max(part))
    if all(abs(value - 0.5) <= 0.05 for value in part):
        assert found.middle == "undecided"
    elif {value >= 0.5 for value in part} == {True, False}:
        assert found.middle == "both"
    else:
        assert found.middle == ("positive" if part[0] >= 0.5 else "negative")
