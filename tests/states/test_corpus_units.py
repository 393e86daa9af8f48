"""What units and words do over a corpus, recomputed from its table."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from rnnviz.runs import find_run
from rnnviz.states import StateIndex, open_index, open_states, record_corpus
from rnnviz.states.corpus_units import (
    opposite_uses,
    unit_extremes,
    unit_movers,
    unit_summary,
    word_effects,
    word_summary,
    word_uses,
)

UNITS = (0, 7, 31)


@pytest.fixture(scope="module")
def both(reviews_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[StateIndex, pd.DataFrame]:
    """Index and table of a shipped GRU over the fifty reviews; changes and pushes are columns of the table."""
    store = record_corpus(find_run("imdb-gru"), tmp_path_factory.mktemp("store"), corpus=str(reviews_file))
    frame = open_states(store.path)
    units = [f"h_{unit}" for unit in range(32)]
    frame[units] = frame[units].astype("float64")
    changes = frame.groupby("review")[units].diff().add_prefix("d_")
    return open_index(store), pd.concat([frame, changes], axis=1)


@pytest.mark.parametrize("unit", UNITS)
def test_a_units_summary_is_that_of_its_states(both: tuple[StateIndex, pd.DataFrame], unit: int) -> None:
    """Histogram, mean, deviation to half a code, saturation, and both correlations of the last states."""
    index, frame = both
    real, ends = frame[frame["mask"]], frame.groupby("review").last()
    found, states = unit_summary(index, unit), real[f"h_{unit}"]
    edges = np.linspace(-1, 1, 65)
    edges[-1] = 1.01
    np.testing.assert_array_equal(found.histogram, np.histogram(states, edges)[0])
    assert found.mean == pytest.approx(states.mean(), abs=1 / 128)
    assert found.deviation == pytest.approx(states.std(ddof=0), abs=1 / 128)
    assert found.saturated == pytest.approx(((states >= 126 / 128) | (states < -126 / 128)).mean(), abs=1e-12)
    assert found.of_verdict == pytest.approx(ends[f"h_{unit}"].corr(ends["logit"].astype("float64")), abs=1e-6)
    assert found.of_label == pytest.approx(ends[f"h_{unit}"].corr(ends["label"].astype("float64")), abs=1e-9)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("sign", [1, -1])
def test_extremes_are_those_of_every_review(both: tuple[StateIndex, pd.DataFrame], unit: int, sign: int) -> None:
    """The highest or lowest state of each review, the most extreme first."""
    index, frame = both
    real = frame[frame["mask"]]
    best = (sign * real.groupby("review")[f"h_{unit}"].apply(lambda states: (sign * states).max())).sort_values()
    found = unit_extremes(index, unit, sign=sign, most=10)
    expected = best.to_numpy()[::-1] if sign > 0 else best.to_numpy()
    np.testing.assert_array_equal([one.value for one in found], np.sort(sign * expected)[::-1][:10] * sign)
    for one in found:
        row = real[(real["review"] == one.review) & (real["position"] == one.position)]
        assert row[f"h_{unit}"].item() == one.value
    assert len(unit_extremes(index, unit, sign=sign, most=10_000)) == frame["review"].nunique()


@pytest.mark.parametrize("unit", UNITS)
def test_movers_are_means_of_changes(both: tuple[StateIndex, pd.DataFrame], unit: int) -> None:
    """Mean change at every word that occurs five times, with its interval, in order; the start sign is no word."""
    index, frame = both
    real = frame[frame["mask"] & (frame["id"] > 1)]
    means = real.groupby("id")[f"d_h_{unit}"].agg(["mean", "sem", "count"])
    means = means[means["count"] >= 5].sort_values("mean")
    found = unit_movers(index, unit, least=5)
    np.testing.assert_allclose(found.means, means["mean"], atol=1e-12)
    by_word = means.loc[found.what]
    np.testing.assert_array_equal(found.counts, by_word["count"])
    np.testing.assert_allclose(found.means, by_word["mean"], atol=1e-12)
    aside = norm.ppf(0.975) * by_word["sem"]
    np.testing.assert_allclose(found.high - found.means, aside, rtol=1e-3, atol=1e-9)
    np.testing.assert_allclose(found.means - found.low, aside, rtol=1e-3, atol=1e-9)


def test_a_words_pushes_are_changes_of_the_logit(both: tuple[StateIndex, pd.DataFrame]) -> None:
    """Mean, interval, share that goes up, reviews; the uses against the mean; and what it does to units."""
    index, frame = both
    for number in (2, 4, 20, 100):
        uses = frame[frame["mask"] & (frame["id"] == number)]
        found = word_summary(index, number)
        assert found is not None
        push = uses["delta_logit"].astype("float64")
        np.testing.assert_allclose(found.pushes, push, atol=1e-5)
        assert found.mean == pytest.approx(push.mean(), abs=1e-5)
        assert found.high - found.mean == pytest.approx(norm.ppf(0.975) * push.sem(), rel=1e-2)
        assert found.up == pytest.approx((push > 0).mean(), abs=0.01)
        assert found.reviews == uses["review"].nunique()
        side = 1 if found.mean >= 0 else -1
        against = -(side * push).groupby(uses["review"]).min().sort_values().to_numpy()
        opposite = [-side * one.value for one in opposite_uses(index, number, most=5)]
        np.testing.assert_allclose(opposite, against[against > 0][:5], atol=1e-5)
        effects = word_effects(index, number)
        means = uses[[f"d_h_{unit}" for unit in range(32)]].mean().to_numpy()
        np.testing.assert_allclose(effects.means, means[effects.what], atol=1e-12)
        assert (np.diff(np.abs(effects.means)) <= 0).all()


def test_what_does_not_occur_has_nothing_to_tell(both: tuple[StateIndex, pd.DataFrame]) -> None:
    """Padding, ids beyond the vocabulary and words without a use."""
    index, _ = both
    for number in (0, -5, 10**8):
        assert word_summary(index, number) is None
        assert opposite_uses(index, number) == []
    assert len(word_effects(index, 10**8).what) == 0


@pytest.mark.parametrize("sign", [1, -1])
def test_uses_are_those_that_push_most(both: tuple[StateIndex, pd.DataFrame], sign: int) -> None:
    """The strongest use of each review, the strongest first; only those that push to that side."""
    index, frame = both
    word = int(frame.loc[frame["mask"], "id"].mode()[0])
    uses = frame[frame["id"] == word].assign(push=lambda rows: sign * rows["delta_logit"])
    best = uses.groupby("review")["push"].max().sort_values(ascending=False)
    expected = best[best > 0].to_numpy()[:20]
    found = [sign * one.value for one in word_uses(index, word, sign=sign)]
    np.testing.assert_allclose(found, expected, atol=1e-6)
    assert word_uses(index, 10**6, sign=sign) == []
