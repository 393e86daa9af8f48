"""What "How sure" says of a verdict is recomputed from the counts."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.figures import reliability
from rnnviz.runs import Calibration
from rnnviz.ui.instruments.how_sure.facts import sure_facts
from rnnviz.ui.instruments.how_sure.words import sentence


def drawn(seed: int, most: int) -> tuple[np.ndarray, np.ndarray, Calibration]:
    """Probabilities and labels of reviews, and their calibration counted one by one."""
    rng = np.random.default_rng(seed)
    probability = rng.beta(0.4, 0.4, rng.integers(1, most))
    labels = rng.random(len(probability)) < probability ** rng.choice([0.5, 1, 2])
    bins = [[i for i, p in enumerate(probability) if place / 10 <= p < (place + 1) / 10] for place in range(10)]
    return (
        probability,
        labels,
        Calibration(
            counts=tuple(map(len, bins)),
            probability=tuple(float(np.mean(probability[one])) if one else None for one in bins),
            positive=tuple(int(labels[one].sum()) for one in bins),
        ),
    )


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The shares whose own standard error reaches this one, found by solving for them."""
    z2, share = 1.959963984540054**2, hits / n
    return tuple(np.sort(np.roots([1 + z2 / n, -(2 * share + z2 / n), share**2]).real).clip(0, 1))  # type: ignore[return-value]


@given(seed=st.integers(0, 9_999), most=st.sampled_from([5, 60, 4_000]), verdict=st.floats(0, 1))
def test_how_often_a_verdict_comes_true_is_told_as_it_is(seed: int, most: int, verdict: float) -> None:
    """Counts, share, interval and whether they are apart are those of the reviews with about that probability."""
    probability, labels, calibration = drawn(seed, most)
    facts = sure_facts(calibration, verdict)
    told = sentence(facts, verdict)
    place = min(int(verdict * 10), 9)
    alike = (probability >= place / 10) & (probability < (place + 1) / 10)
    if not alike.any():
        assert "no held-out review got a probability" in told
        return
    n, hits, said = int(alike.sum()), int(labels[alike].sum()), float(probability[alike].mean())
    low, high = wilson(hits, n)
    assert (
        f"Of {n:,} held-out reviews with a probability from {place / 10:.1f} to {(place + 1) / 10:.1f}, {hits:,} are"
        in told
    )
    numbers = [float(one) for one in re.findall(r"([\d.]+) %", told)]
    np.testing.assert_allclose(numbers, [100 * hits / n, 95, 100 * low, 100 * high, 100 * said], atol=0.0501)
    if low <= said <= high:
        assert told.endswith("Nothing separates what it says from what comes true.")
    elif (said > high) == (said >= 0.5):
        assert told.endswith("There it is surer than it is right.")
    else:
        assert told.endswith("There it is right more often than it is sure.")


@given(seed=st.integers(0, 999))
def test_the_error_over_all_is_the_mean_distance(seed: int) -> None:
    """Each review counts with the distance of its bin."""
    probability, labels, calibration = drawn(seed, 200)
    places = (probability * 10).astype(int)
    distances = [abs(probability[places == place].mean() - labels[places == place].mean()) for place in places]
    np.testing.assert_allclose(sure_facts(calibration, 0.5).apart, np.mean(distances), atol=1e-9)


def test_the_figure_holds_what_was_counted() -> None:
    """A dot for each bin with reviews: what was said, and the share that is positive."""
    _, _, calibration = drawn(3, 60)
    dots = reliability(calibration, verdict=0.7).data[0]
    there = [place for place in range(10) if calibration.counts[place]]
    np.testing.assert_allclose(dots.x, [calibration.probability[place] for place in there])
    np.testing.assert_allclose(dots.y, [calibration.positive[place] / calibration.counts[place] for place in there])
