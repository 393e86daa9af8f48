"""What "Units" says of a span, of units that are changed and of a verdict that is built, recomputed from arrays."""

import re

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from rnnviz.explanation import BuildUp, UnitEffects
from rnnviz.ui.instruments.units.build_words import build_sentence
from rnnviz.ui.instruments.units.facts import build_facts, effect_facts, span_facts
from rnnviz.ui.instruments.units.span_words import span_sentence
from rnnviz.ui.instruments.units.surgery_words import effect_sentence
from rnnviz.ui.instruments.units.words import operations

seeds = st.integers(0, 9_999)


def on_during(states: np.ndarray, first: int, last: int, level: float, *, edges: bool) -> tuple[set[int], set[int]]:
    """High and low units of a span, step by step."""
    found: tuple[set[int], set[int]] = (set(), set())
    for sign, units in zip((1, -1), found, strict=True):
        for unit in range(states.shape[1]):
            on = [sign * state > level for state in states[:, unit]]
            alone = not (first > 0 and on[first - 1]) and not (last + 1 < len(on) and on[last + 1])
            if all(on[first : last + 1]) and (alone or not edges):
                units.add(unit)
    return found


def numbers(text: str | None) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text or "")]


@given(seed=seeds, span=st.tuples(st.integers(0, 8), st.integers(0, 8)).map(sorted), edges=st.booleans())
def test_a_span_is_told_as_it_is(seed: int, span: list[int], edges: bool) -> None:
    """Units, their count, and how many spans of the length have as many, are those of the states."""
    rng = np.random.default_rng(seed)
    states, (first, last), level = rng.choice([-0.8, 0.0, 0.8], (9, 5), p=[0.3, 0.2, 0.5]), span, 0.5
    names = [f"w{step}" for step in range(first, last + 1)]
    told = span_sentence(
        span_facts(states, first, last, level, edges=edges), names, 5, level, "only" if edges else "during"
    )
    assert f"“{' '.join(names)}”" in told
    high, low = on_during(states, first, last, level, edges=edges)
    if not high | low:
        assert told.startswith("No unit is on ")
        return
    assert f" {len(high) + len(low)} of 5 units {'is' if len(high) + len(low) == 1 else 'are'} on (" in told
    above, below = (re.search(rf"{sign} units? ([\d, ]+)", told) for sign in (r"above 0\.50:", r"below −0\.50:"))
    assert set(numbers(above and above[1])) == high
    assert set(numbers(below and below[1])) == low
    length = last - first
    counts = [
        sum(map(len, on_during(states, start, start + length, level, edges=edges))) for start in range(9 - length)
    ]
    if len(counts) == 1:
        assert told.endswith("It is the only span of this length.")
    else:
        alike = sum(count >= counts[first] for count in counts)
        assert told.endswith(
            f"Of the {len(counts)} spans of this length in this review {alike} have at least as many, this one counted."
        )


@given(seed=seeds, spread=st.sampled_from([0.1, 1.0, 4.0]), operation=st.sampled_from(sorted(operations())))
def test_effects_are_told_as_they_are(seed: int, spread: float, operation: str) -> None:
    """How many units turn the verdict, which moves it most, and whether the rankings agree, are those of the arrays."""
    rng = np.random.default_rng(seed)
    logit, correlation = float(rng.normal()), rng.uniform(-1, 1, 7)
    without = logit + rng.normal(size=7) * spread
    assume(abs(logit) > 0.01)
    told = effect_sentence(
        effect_facts(UnitEffects(logit=logit, without=without, correlation=correlation)), operation, 3
    )
    turning = np.flatnonzero((without >= 0) != (logit >= 0))
    strongest = int(turning[0] if len(turning) == 1 else np.abs(logit - without).argmax())
    before, after = (1 / (1 + np.exp(-value)) for value in (logit, without[strongest]))
    turned = len(turning)
    assert "from word 3 on" in told
    assert f"from {before:.2f} to {after:.2f}" in told
    side = "positive" if logit >= 0 else "negative"
    if turned == 0:
        assert told.startswith("No single unit carries this verdict: whichever of the 7 units is ")
        assert f"stays {side}. The largest effect has unit {strongest}:" in told
    elif turned == 1:
        assert told.startswith(f"Unit {strongest} alone carries")
    else:
        assert told.startswith(f"{turned} of 7 units carry this verdict, each by itself:")
    rho, p = spearmanr(np.abs(logit - without), np.abs(correlation))
    assert f"(rank correlation {rho:+.2f})".replace("-", "−") in told
    assert ("no better than chance" in told) == (p >= 0.05)
    assert ("also those that it needs more" in told) == (p < 0.05 and rho > 0)


@settings(max_examples=60)
@given(seed=seeds, bias=st.sampled_from([0.0, 3.0]))
def test_a_built_verdict_is_told_as_it_is(seed: int, bias: float) -> None:
    """From how many units on each order keeps half of the final logit, and whether chance does as well."""
    rng = np.random.default_rng(seed)
    orders = np.array([rng.permutation(9) for _ in range(42)])
    worth = rng.normal(0.4, 1, 9)
    logit = bias + np.concatenate([np.zeros((42, 1)), worth[orders].cumsum(axis=1)], axis=1)
    assume(abs(logit[0, -1]) > 0.05)
    facts = build_facts(BuildUp(orders=orders, logit=logit))
    told = build_sentence(facts, positive=bool(logit[0, -1] >= 0))
    side = "positive" if logit[0, -1] >= 0 else "negative"
    halves = logit / logit[:, -1:] >= 0.5
    needed = [max((count + 1 for count in range(10) if not one[count]), default=0) for one in halves]
    if needed[0] == 0:
        assert told.startswith(f"With all 9 units at 0 the verdict is {side} already")
        return
    low, high = (int(np.sort(needed[2:])[index]) for index in (1, 37))
    assert f"{needed[0]} of 9 units give the {side} verdict half of its logit" in told
    assert f"by correlation it takes {needed[1]}, in random orders {low} to {high}." in told
    assert ("A few units" in told) == (needed[0] < low and 4 * needed[0] <= 9)
    assert ("The order matters" in told) == (needed[0] < low and 4 * needed[0] > 9)
    assert ("no better than chance" in told) == (needed[0] >= low)
