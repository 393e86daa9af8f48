"""Every sentence of "Two networks" is recomputed from the arrays it is about, in another way."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.analysis import VerdictPair
from rnnviz.dynamics import FinalStates, linear_cka
from rnnviz.shapes import Floats
from rnnviz.ui.beside import epoch_words, state_words, verdict_words, words
from rnnviz.ui.beside.facts import EpochFacts, Estimate, StateFacts, state_facts
from rnnviz.ui.beside.payload import curves_payload, epochs_payload, estimates_payload, layers_payload, parting_payload

_CKA, _ACCURACY = st.sampled_from([0.02, 0.03, 0.5, 0.9]), st.sampled_from([0.5, 0.7, 0.8])


def numbers(sentence: str) -> list[float]:
    """Numbers of a sentence in their order."""
    return [float(one.replace("−", "-").replace(",", "")) for one in re.findall(r"[−+]?\d[\d,]*\.?\d*", sentence)]


@st.composite
def pairs(draw: st.DrawFn) -> VerdictPair:
    """Verdicts that share much or little, of networks that are good, bad or equal."""
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    n = draw(st.sampled_from([5, 40, 300]))
    labels = rng.integers(0, 2, n).astype(np.int8)
    shared = draw(st.sampled_from([-1.0, 0.0, 1.0])) * rng.normal(size=n)
    skills = [draw(st.sampled_from([0.3, 1.5, 9.0])) for _ in range(2)]
    signs = 1.0, draw(st.sampled_from([1.0, -1.0]))
    first, second = (
        skill * (2 * labels - 1) + sign * shared + 0.5 * rng.normal(size=n)
        for skill, sign in zip(skills, signs, strict=True)
    )
    return VerdictPair(labels=labels, first=first, second=first if draw(st.integers(0, 9)) == 0 else second)


@settings(max_examples=120, deadline=None)
@given(pair=pairs())
def test_verdicts_are_counted_again(pair: VerdictPair) -> None:
    """Right ones, those that part, who is right there and whether that is luck; shared mistakes; who wavers."""
    y, a, b = pair.labels == 1, pair.first >= 0, pair.second >= 0
    n, parted = len(y), int((a != b).sum())
    told = verdict_words.verdict_sentences(pair)
    assert numbers(told[0])[:4] == [n, (a == y).sum(), (b == y).sum(), n - parted]
    if not parted:
        assert len(told) == 1
        return
    alone = int(((a == y) & (b != y)).sum())
    assert numbers(told[0])[4:7] == [parted, alone, parted - alone]
    clear = pair.p_value < 0.05
    assert ("too even to say" in told[0]) == (not clear)
    assert ("A is better" in told[0]) == (clear and 2 * alone > parted)
    assert ("B is better" in told[0]) == (clear and 2 * alone < parted)
    _mistakes_are_told(pair, told[1])
    _wavering_is_told(pair, told[1])


def _mistakes_are_told(pair: VerdictPair, told: str) -> None:
    y, a, b = pair.labels == 1, pair.first >= 0, pair.second >= 0
    wrong, too, n = int((a != y).sum()), int((b != y).sum()), len(y)
    if not wrong or not too:
        assert "makes no mistake" in told
        return
    expected = wrong * (n - too) / n + too * (n - wrong) / n
    both, parted = int(((a != y) & (b != y)).sum()), int((a != b).sum())
    found = numbers(told)
    assert abs(found[0] - expected) <= 0.51
    assert found[1] == parted
    low, high = pair.observed_over_expected()
    assert ("no difference that these" in told) == (low <= 0 <= high)
    assert ("right more often than that" in told) == (low > 0)
    if high < 0:
        assert found[2] == both
        assert abs(found[3] - wrong * too / n) <= 0.51
        assert found[4] == min(wrong, too)
        assert f"of {'A' if wrong <= too else 'B'}'s" in told
        assert ("most are" in told) == (2 * both > min(wrong, too))


def _wavering_is_told(pair: VerdictPair, told: str) -> None:
    sure = [max(abs(one), abs(other)) for one, other in zip(pair.first, pair.second, strict=True)]
    apart = [one for one, part in zip(sure, pair.part, strict=True) if part]
    same = [one for one, part in zip(sure, pair.part, strict=True) if not part]
    if min(len(apart), len(same)) < 2:
        assert "too few reviews" in told
        return
    difference = np.mean(apart) - np.mean(same)
    aside = 1.96 * np.sqrt(np.var(apart, ddof=1) / len(apart) + np.var(same, ddof=1) / len(same))
    assert ("does not tell" in told) == (abs(difference) <= aside)
    assert ("both waver" in told) == (difference < -aside)
    assert ("one of them is sure" in told) == (difference > aside)
    np.testing.assert_allclose(numbers(told)[-2:], [np.mean(apart), np.mean(same)], atol=0.051)


@settings(max_examples=20, deadline=None)
@given(pair=pairs())
def test_the_picture_and_its_corners_are_counted_again(pair: VerdictPair) -> None:
    """Its title, the four corners, the order of those that part, and whose label is positive."""
    parted = np.flatnonzero(pair.part)
    drawn = parting_payload(pair, parted, [f"review {at}" for at in range(len(pair))])
    y, a, b = pair.labels == 1, pair.first >= 0, pair.second >= 0
    assert numbers(drawn["title"]) == [(a != b).sum(), len(y)]
    for corner, here, right in zip(drawn["corners"], (a & b, a & ~b, b & ~a, ~a & ~b), (y, y, y, ~y), strict=True):
        assert numbers(corner) == [here.sum(), (here & right).sum()]
    assert drawn["positive"] == np.flatnonzero(y).tolist()
    assert drawn["texts"] == [f"review {at}" for at in parted]
    assert drawn["x_low"] <= pair.first.min() <= pair.first.max() <= drawn["x_high"]


def held(seed: int, *, units: int = 3, noise: float, n: int = 80) -> FinalStates:
    """States that grow out of something that all seeds share."""
    common = np.random.default_rng(0).normal(size=(n, 2))
    rng = np.random.default_rng(seed)
    layer = common @ rng.normal(size=(2, units)) + noise * rng.normal(size=(n, units))
    return FinalStates(layers=(common, layer), logits=layer @ rng.normal(size=units))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 500), noise=st.sampled_from([0.0, 0.1, 1.0, 4.0]), near=st.booleans())
def test_states_are_compared_again(seed: int, noise: float, near: bool) -> None:
    """CKA of both, with untrained and earlier weights, of logits, without them; which interval lies where."""
    first, second = held(seed, noise=noise), held(seed + 1, units=4, noise=0.3)
    untrained, before = held(seed + 2, noise=9.0), second if near else held(seed + 3, noise=0.5)
    facts = state_facts(first, second, untrained=untrained, before=before, epoch=4)
    alike, inner = state_words.state_sentences(facts)
    assert abs(numbers(alike)[1] - linear_cka(first.last, second.last)) <= 0.0051
    assert numbers(alike)[0] == 80
    _told_against(alike, facts)
    covariances = [np.linalg.eigvalsh(np.cov(one.last.T)) for one in (first, second)]
    spread = [float(values.sum() ** 2 / (values**2).sum()) for values in covariances]
    np.testing.assert_allclose(numbers(inner)[:2], spread, atol=0.051)
    assert ("nearly a line each" in inner) == (max(spread) <= 2)
    r = np.corrcoef(first.logits, second.logits)[0, 1]
    assert abs(numbers(inner)[2] - r**2) <= 0.0051
    design = np.column_stack([np.ones(80), first.logits, second.logits])
    rest = [one.last - design @ np.linalg.pinv(design) @ one.last for one in (first, second)]
    assert abs(numbers(inner)[5] - linear_cka(*rest)) <= 0.0051
    left, whole = facts.rest, facts.last
    assert ("hardly anything alike" in inner) == (whole.high < 0.1)
    if whole.high >= 0.1:
        chance = left.low <= facts.rest_floor.high
        assert ("all that is alike is the verdict" in inner) == chance
        assert ("is mostly the verdict" in inner) == (not chance and left.high < whole.low / 2)
        assert ("and not all" in inner) == (not chance and whole.low / 2 <= left.high < whole.low)
        assert ("beyond the verdict" in inner) == (not chance and left.high >= whole.low)
    _pictures_are_the_facts(facts, first, second)


def _told_against(told: str, facts: StateFacts) -> None:
    untrained, before, last = facts.untrained, facts.before, facts.last
    assert untrained is not None
    assert before is not None
    assert ("A is more alike to B than to what" in told) == (last.low > untrained.high)
    assert ("A is less alike to B than to what" in told) == (last.high < untrained.low)
    assert ("even more alike to B than to itself after epoch 4" in told) == (last.low > before.high)
    assert ("A is less alike to B than to itself after epoch 4" in told) == (last.high < before.low)
    assert f"(CKA {untrained.value:.2f})" in told
    assert f"(CKA {before.value:.2f})" in told


def _pictures_are_the_facts(facts: StateFacts, first: FinalStates, second: FinalStates) -> None:
    table = layers_payload(facts)
    expected = [[linear_cka(one, other) for other in second.layers] for one in first.layers]
    np.testing.assert_allclose([[cell["value"] for cell in line] for line in table["cells"]], expected)
    assert abs(numbers(table["title"])[-1] - np.max(expected)) <= 0.0051
    rows = {row["name"]: row["values"][0] for row in estimates_payload(facts)["rows"]}
    assert rows["last"]["mean"] == facts.last.value
    assert rows["floor"]["mean"] < 0.2
    assert all(one["low"] <= one["high"] for one in rows.values())


def test_what_can_not_be_told_of_states_is_said() -> None:
    """Without a training behind it, and with nothing beside the logits."""
    one = Estimate(value=0.5, low=0.4, high=0.6)
    nothing = Estimate(value=np.nan, low=np.nan, high=np.nan)
    first = held(1, noise=0.1)
    whole = state_facts(first, held(2, noise=0.1))
    alone = StateFacts(**{**whole.__dict__, "last": one, "rest": nothing})
    alike, inner = state_words.state_sentences(alone)
    assert "training" not in alike
    assert "nothing is left" in inner
    assert numbers(estimates_payload(alone)["title"]) == [0.5]
    assert {row["name"] for row in estimates_payload(alone)["rows"]} == {"last", "logits", "floor"}


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(st.tuples(_CKA, _ACCURACY), min_size=1, max_size=9))
def test_a_training_is_told_as_it_went(steps: list[tuple[float, float]]) -> None:
    """First and last CKA, the deepest fall, and how often it falls with the accuracy, counted in pairs."""
    other, accuracies = (np.array([0.1, *column]) for column in zip(*steps, strict=True))
    epochs = tuple(range(len(other)))
    facts = EpochFacts(epochs=epochs, other=other, own=other[::-1].copy(), accuracies=accuracies, reviews=300)
    told = epoch_words.epoch_sentence(facts)
    assert numbers(told)[:6] == pytest.approx([300, other[0], other[1], 1, other[-1], epochs[-1]])
    falls = [(at, other[at] - other[at - 1]) for at in range(2, len(other)) if other[at] < other[at - 1]]
    if other[1:].max() < 0.1:
        assert told.endswith("After no epoch are both more than hardly alike.")
        return
    assert ("It falls most with epoch" in told) == any(fall <= -0.02 for _, fall in falls)
    if "It falls most" in told:
        at = min(falls, key=lambda fall: fall[1])[0]
        assert f"with epoch {at}, from {other[at - 1]:.2f} to {other[at]:.2f}" in told
        assert ("accuracy falls from" in told) == (accuracies[at] < accuracies[at - 1])
    worse = [at for at in range(2, len(other)) if accuracies[at] < accuracies[at - 1]]
    better = [at for at in range(2, len(other)) if at not in worse]
    lower = [at for at, _ in falls]
    both, alone = sum(at in lower for at in worse), sum(at in lower for at in better)
    assert ("Fisher" in told) == bool(worse and better)
    if worse and better:
        assert f"{both} of {len(worse)} times, with the others {alone} of {len(better)} times" in told
        assert ("too few epochs to say" in told) == (facts.go_together >= 0.05)
    cka, accuracy = (panel["title"] for panel in curves_payload(facts, 0.6)["panels"])
    assert abs(numbers(cka)[-1] - other.max()) <= 0.0051
    assert numbers(accuracy)[0] == pytest.approx(100 * accuracies.max())


@pytest.mark.parametrize(("worse", "told"), [(True, "both go together"), (False, "one falls where the other does not")])
def test_what_goes_together_often_enough_is_said(worse: bool, told: str) -> None:
    """Twelve falls of one, all with, or all without, the other."""
    saw = np.tile([0.9, 0.5], 7)
    accuracies = np.concatenate([[0.5], saw])
    other = np.concatenate([[0.1], saw if worse else saw[::-1]])
    facts = EpochFacts(epochs=tuple(range(15)), other=other, own=other, accuracies=accuracies, reviews=300)
    assert told in epoch_words.epoch_sentence(facts)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 100), own=st.booleans())
def test_the_table_of_epochs_names_what_it_shows(seed: int, own: bool) -> None:
    """The most alike pair of two networks; of one the neighbours that differ most."""
    table: Floats = np.random.default_rng(seed).uniform(0, 1, (4, 4))
    title = epochs_payload(table, (0, 1, 3, 4), (0, 1, 3, 4), own=own)["title"]
    epochs = [0, 1, 3, 4]
    pairs = [(1, 2), (2, 3)] if own else [(row, column) for row in range(4) for column in range(4)]
    row, column = (min if own else max)(pairs, key=lambda pair: table[pair])
    assert numbers(title) == pytest.approx([epochs[row], epochs[column], table[row, column]], abs=0.0051)


def test_weights_and_rows_are_named() -> None:
    """Epochs, trained and untrained; a row's logits; how many part."""
    assert list(words.weights_labels(["trained", "3", "untrained"]).values()) == ["trained", "epoch 3", "untrained"]
    assert verdict_words.note(1.234, -0.5) == "A +1.23 · B −0.50"
    assert numbers(verdict_words.found(92, 2, 19)) == [92, 2, 19]
    assert verdict_words.found(0, 1, 1) == "There is no such review."
    assert words.chance(0.0) == "below 10⁻³⁰⁰"
    assert [words.chance(p)[2:] for p in (0.0476, 0.31, 1.0)] == ["0.048", "0.31", "1.00"]
