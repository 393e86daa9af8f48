"""Every sentence on a watched review and on the layers, as it is read, recomputed from the numbers."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.analysis import LayerFacts, ShownSteps, layer_facts, layer_history, watched
from rnnviz.runs import Change, LayerLine, Moment
from rnnviz.ui.drawing.numbers import number
from rnnviz.ui.train import layer_words, steer_words, watch_words
from tests.analysis.test_layer_history import BATCHES, looks
from tests.analysis.test_watched import readings, steps_of

NUMBER = r"(\d\.\d\d)"


def said(steps: ShownSteps, initial: float, began: float, done: int) -> tuple[str, str]:
    """The sentence as it is read, and the word in it that leads to a step."""
    parts = watch_words.lesson(watched(began, steps, initial), steps, done)
    return "".join(part["t"] for part in parts), "".join(part["t"] for part in parts if "s" in part)


@given(reading=readings(), began=st.floats(0, 1), done=st.integers(0, 10**5))
def test_the_lesson_is_true(reading: tuple[ShownSteps, float], began: float, done: int) -> None:
    """Verdicts before and now, the side it changed to, the strongest push, and the middle third."""
    steps, initial = reading
    text, word = said(steps, initial, began, done)
    now = float(steps.probability[-1])
    if done:
        assert f"After batch {done:,} the" in text
    if moved := re.search(rf"moved from {NUMBER} to {NUMBER} on this review", text):
        assert moved.groups() == (f"{began:.2f}", f"{now:.2f}")
        assert abs(now - began) >= 0.005
    else:
        assert not done or abs(now - began) < 0.005
        assert re.search(rf"says {NUMBER} of this review", text).group(1) == f"{now:.2f}"  # type: ignore[union-attr]
    called = re.search(r"and calls it (positive|negative)", text)
    assert (called is not None) == (bool(done) and (now >= 0.5) != (began >= 0.5) and abs(now - began) >= 0.005)
    if called:
        assert called.group(1) == ("positive" if now >= 0.5 else "negative")
    _assert_push_is_true(steps, initial, text, word)
    _assert_middle_is_true(steps, text)


def _assert_push_is_true(steps: ShownSteps, initial: float, text: str, word: str) -> None:
    pushes = {at: float(steps.delta_logit[at]) for at, kind in enumerate(steps.kinds) if kind == "word"}
    if not pushes:
        assert "no word in it" in text
    elif max(map(abs, pushes.values())) < 0.02:
        assert "No word moves its log-odds by 0.02 yet" in text
    else:
        top = max(pushes, key=lambda at: abs(pushes[at]))
        running = [initial, *steps.probability.tolist()]
        before, after = f"{running[top]:.2f}", f"{running[top + 1]:.2f}"
        assert word == steps.words[top]
        if before == after:
            assert re.search(r"(?:\+|−)(\d+\.\d\d) in log-odds", text).group(1) == f"{abs(pushes[top]):.2f}"  # type: ignore[union-attr]
        else:
            way = "up" if pushes[top] > 0 else "down"
            assert f"The strongest push is that of {word}: from {before} {way} to {after}." in text


def _assert_middle_is_true(steps: ShownSteps, text: str) -> None:
    of_words = [float(p) for p, kind in zip(steps.probability, steps.kinds, strict=True) if kind == "word"]
    if len(of_words) < 6:
        assert "too short to have a middle" in text
        return
    part = of_words[len(of_words) // 3 : len(of_words) - len(of_words) // 3]
    claim, low, high = re.search(rf"In the middle third of the words it (.+): {NUMBER} to {NUMBER}\.", text).groups()  # type: ignore[union-attr]
    assert (low, high) == (f"{min(part):.2f}", f"{max(part):.2f}")
    sides = {value >= 0.5 for value in part}
    if claim == "is undecided":
        assert max(abs(value - 0.5) for value in part) <= 0.05
    elif claim == "says now one, now the other":
        assert sides == {True, False}
    else:
        assert sides == {claim == "says positive"}


@given(lines=looks(), gates=st.booleans())
def test_what_is_said_of_layers_is_true(lines: list[LayerLine], gates: bool) -> None:
    """Numbers are those of the looks; a claim on them holds."""
    facts = layer_facts(layer_history(lines, BATCHES))
    assert facts is not None
    text = " ".join(layer_words.seen(facts, gates=gates))
    assert f"gradients are {number(facts.norm)} long lately" in text
    assert f"the longest were {number(facts.largest)}" in text
    assert ("never jumped" in text) == (facts.jump < 10) != ("what clipping is for" in text)
    assert ("under a limit" in text) == any(line.clip is not None for line in lines)
    if facts.clipped is not None:
        assert f"{100 * facts.clipped:.1f} % found longer gradients" in text
    assert f"moves the weights by {number(facts.ratio)} of their length" in text
    assert ("less than the usual" in text) == (facts.ratio < 10**-3.5)
    assert ("more than the usual" in text) == (facts.ratio > 10**-2.5)
    assert f"{100 * facts.saturated:.1f} % of the {'gates stand' if gates else 'states are'}" in text
    assert ("hardly learn" in text) == (facts.saturated > 0.2)
    _assert_way_down_is_true(facts, text)


def _assert_way_down_is_true(facts: LayerFacts, text: str) -> None:
    claims = {"They fade": facts.passed is not None and facts.passed < 0.1}
    claims |= {"They grow": facts.passed is not None and facts.passed > 10}
    claims |= {"They neither fade nor explode": facts.passed is not None and 0.1 <= facts.passed <= 10}
    for claim, holds in claims.items():
        assert (claim in text) == holds
    if facts.passed is not None:
        assert number(facts.passed) in text


@given(
    changes=st.lists(
        st.builds(
            Change,
            epoch=st.integers(1, 99),
            batch=st.integers(0, 999),
            learning_rate=st.none() | st.sampled_from([1e-5, 0.003, 1.0]),
            global_clipnorm=st.sampled_from([0.0, 0.5]),
        ),
        min_size=1,
        max_size=9,
    )
)
def test_changes_are_told(changes: list[Change]) -> None:
    """How many there were, and of the last six where they began and what holds from there on."""
    text = steer_words.changed(changes)
    assert f"{len(changes)} time" in text
    for change in changes[-6:]:
        assert f"epoch {change.epoch}, batch {change.batch + 1:,} on" in text
        norm = "off" if not change.global_clipnorm else "at norm 0.5"
        assert f"clipping {norm}" in text
        if change.learning_rate is not None:
            assert f"learning rate {steer_words.rate_label(change.learning_rate)}" in text


@pytest.mark.parametrize("rate", [1e-5, 1.5e-5, 7e-5, 1e-4, 0.001, 0.015, 0.7, 1.0, 0.0123])
def test_a_learning_rate_is_written_without_powers(rate: float) -> None:
    """What stands at the slider is the number."""
    assert float(steer_words.rate_label(rate)) == pytest.approx(rate)
    assert "e" not in steer_words.rate_label(rate)


def test_figures_are_of_the_moment() -> None:
    """Verdict, place, and loss and accuracy so far, a dash before the first batch."""
    steps = steps_of([0.4, 0.7], 0.5, [True, True])
    found = watched(0.5, steps, 0.5)
    told = watch_words.figures(found, Moment(epoch=2, batch=3, batches=157, loss=0.5, accuracy=0.75))
    assert [figure["value"] for figure in told] == ["positive, 0.700", "3 of 157", "0.500", "0.750"]
    assert told[0]["side"] == "positive"
    before = watch_words.figures(found, Moment(epoch=1, batch=0, batches=157))
    assert [figure["value"] for figure in before[2:]] == ["–", "–"]
    assert np.isclose(found.now, 0.7)
