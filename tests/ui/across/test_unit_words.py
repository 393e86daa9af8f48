"""What the page says of a unit, recomputed from the states."""

import re

import numpy as np
import pytest
from scipy.stats import norm, pearsonr

from rnnviz.states import StateIndex, unit_movers, unit_summary
from rnnviz.ui.across.unit_facts import SLIGHT, UnitFacts, unit_facts, units_by_voice
from rnnviz.ui.across.unit_words import unit_sentence
from tests.ui.across.tiny import Told, tiny_index

NUMBER = r"([+−]\d\.\d{3})"
LEAST = 5


def told_of(index: StateIndex, unit: int) -> tuple[str, UnitFacts]:
    """The sentence, its words called by their ids."""
    summaries = [unit_summary(index, each) for each in range(index.units)]
    facts = unit_facts(unit, summaries, unit_movers(index, unit, least=LEAST), len(index.labels))
    raises, lowers = (f"w{mover.word}" if mover else "" for mover in (facts.raises, facts.lowers))
    return unit_sentence(facts, raises, lowers), facts


def value(text: str) -> float:
    return float(text.replace("−", "-"))


def strongest(told: Told, unit: int, sign: int) -> tuple[int, float] | None:
    """The word that moves a unit most and for certain, however many were asked."""
    asked = [word for word in range(30) if (told.ids == word).sum() >= LEAST]
    found = []
    for word in asked:
        changes = told.changes[told.ids == word, unit]
        aside = norm.isf(0.025 / len(asked)) * changes.std(ddof=1) / np.sqrt(len(changes))
        if sign * changes.mean() > aside + 1e-9:
            found.append((sign * changes.mean(), word))
    return (max(found)[1], sign * max(found)[0]) if found else None


@pytest.mark.parametrize("seed", range(60))
def test_a_units_sentence_is_true(seed: int) -> None:
    """Direction, correlations, interval, place, the words that move it: each as the arrays have it."""
    index, told = tiny_index(np.random.default_rng(seed))
    ends, verdicts = told.states[np.cumsum(np.diff(index.starts) - 1) - 1], index.logits[told.ends].astype(float)
    for unit in (0, 1, 2):
        sentence, facts = told_of(index, unit)
        if np.ptp(ends[:, unit]) < 1e-9 or np.ptp(verdicts) < 1e-9:
            continue
        r = pearsonr(ends[:, unit], verdicts)
        interval = r.confidence_interval()
        if interval.low <= 0 <= interval.high:
            assert f"Unit {unit} does not go with the verdict" in sentence
        else:
            begin = (
                "goes with the verdict only slightly"
                if abs(r.statistic) < SLIGHT
                else "ends high where the verdict is positive"
                if r.statistic > 0
                else "ends high where the verdict is negative"
            )
            assert f"Unit {unit} {begin}" in sentence
            voices = [abs(np.corrcoef(ends[:, each], verdicts)[0, 1]) for each in range(4)]
            place = 1 + sum(voice > abs(r.statistic) + 1e-12 for voice in voices)
            assert f"place {place} of 5 units" in sentence
        numbers = [value(one) for one in re.findall(NUMBER, sentence)[:3]]
        assert numbers == pytest.approx([r.statistic, interval.low, interval.high], abs=6e-4)
        for sign, verb in ((1, "raises"), (-1, "lowers")):
            expected = strongest(told, unit, sign)
            said = re.search(rf"“w(\d+)” {verb} it most \(([+−]\d\.\d\d)", sentence)
            assert (said is None) == (expected is None), sentence
            if said and expected:
                assert (int(said[1]), value(said[2])) == (expected[0], pytest.approx(expected[1], abs=6e-3))
        assert facts.tried == sum((told.ids == word).sum() >= LEAST for word in range(30))


def test_a_unit_that_never_moves_does_nothing() -> None:
    """Its one state is told, and it is the last of all by its voice."""
    index, _ = tiny_index(np.random.default_rng(1))
    sentence, _ = told_of(index, 4)
    assert sentence == (
        f"Unit 4 does nothing: over all {len(index.labels):,} reviews its state stays at +0.25, whatever is read."
    )
    assert units_by_voice([unit_summary(index, unit) for unit in range(5)])[-1] == 4


def test_saturation_is_told() -> None:
    """The share of words at an end, where it is a hundredth or more."""
    index, _ = tiny_index(np.random.default_rng(2))
    index.codes[:, 2, : index.rows : 4] = 255
    share = 100 * unit_summary(index, 2).saturated
    assert share > 20
    assert f"At {share:.0f} % of all words it is saturated" in told_of(index, 2)[0]
