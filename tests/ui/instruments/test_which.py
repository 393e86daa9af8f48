"""What "Which words" says of a review is recomputed from the values."""

import re
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from rnnviz.analysis import ShownSteps, shown_steps
from rnnviz.explanation import METHODS, Attribution, Baseline, Method
from rnnviz.recording import record
from rnnviz.text import Padding
from rnnviz.ui.drawing.numbers import number as written
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.instruments.which import words
from rnnviz.ui.instruments.which.facts import agreement_of, misses, scale_limit, word_facts
from rnnviz.ui.instruments.which.payload import strips_payload
from tests.networks.drawing import WORDS, network_spec, random_network

OF_THE_NETWORK = METHODS[:-1]


def steps_of(data: st.DataObject) -> ShownSteps:
    """Steps of a review of some words, some of them unknown, with its padding or without."""
    text = " ".join(data.draw(st.lists(st.sampled_from([*WORDS, "zorgblat"]), max_size=12), label="text"))
    mask = data.draw(st.booleans(), label="mask")
    padding = Padding(maxlen=14, padding=data.draw(st.sampled_from(["pre", "post"]), label="side"))
    network = random_network(network_spec("gru", mask=mask), seed=data.draw(st.integers(0, 9)), padding=padding)
    return shown_steps(record(network, text))


def values_of(data: st.DataObject, steps: ShownSteps, *methods: Method) -> dict[Method, np.ndarray]:
    """Values of some methods, with ties and zeros among them."""
    rng = np.random.default_rng(data.draw(st.integers(0, 9_999), label="values"))
    return {method: np.round(rng.normal(size=len(steps)), rng.choice([0, 1, 6])) for method in methods}


def text_of(parts: list) -> str:
    return "".join(part["t"] for part in parts)


def number(pattern: str, text: str) -> float:
    """The number that stands at this place of a text."""
    found = re.search(pattern, text)
    assert found, text
    return float(found[1].replace("−", "-"))


def is_word(steps: ShownSteps, step: int) -> bool:
    return steps.kinds[step] not in {"padding", "start"}


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_the_words_that_are_named_did_most(data: st.DataObject) -> None:
    """Named words lead to their steps, carry their values, and no word that is not named did more."""
    steps = steps_of(data)
    values = values_of(data, steps, "occlusion")["occlusion"]
    told = words.sentence(word_facts(values, steps), None, "occlusion", steps)
    side = 1 if steps.logit[-1] >= 0 else -1
    towards = {step: side * values[step] for step in range(len(steps)) if is_word(steps, step)}
    named = [part["s"] for part in told if "s" in part]
    if not any(towards.values()):
        assert named == []
        return
    if max(towards.values()) <= 0:
        side_name = "positive" if side > 0 else "negative"
        assert text_of(told).startswith(f"By occlusion, no word speaks for {side_name}, as the network does.")
        return
    against = [step for step in named if towards[step] < 0]
    speaking = [step for step in named if towards[step] > 0]
    assert len(against) <= 1
    assert [towards[step] for step in speaking] == sorted(map(float, towards.values()), reverse=True)[: len(speaking)]
    assert len(speaking) == min(sum(value > 0 for value in towards.values()), 3)
    if against:
        assert towards[against[0]] == min(towards.values())
    else:
        assert min(towards.values()) >= 0
    for step in named:
        after = text_of(told[told.index({"t": steps.words[step], "s": step}) + 1 :])
        assert number(r"^ \(([+−]\d+\.\d\d)\)", after) == pytest.approx(values[step], abs=0.0051)


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_whether_the_methods_agree_is_told_by_rank_correlation(data: st.DataObject) -> None:
    """The sentence's class and its numbers are those of Spearman's correlations of all pairs."""
    steps = steps_of(data)
    values = values_of(data, steps, *OF_THE_NETWORK)
    base = values["push"]
    for method in OF_THE_NETWORK[1:]:
        values[method] = base + data.draw(st.sampled_from([0.0, 0.1, 1.0]), label=method) * values[method]
    told = text_of(words.sentence(word_facts(base, steps), agreement_of(values, steps), "push", steps))
    there = [step for step in range(len(steps)) if is_word(steps, step)]
    moving = [values[method][there] for method in OF_THE_NETWORK if there and np.ptp(values[method][there]) > 0]
    if not any(base[there]):
        return
    if len(there) < 3 or len(moving) < 2:
        assert told.endswith("There are too few words to compare the methods' orders.")
        return
    found = [spearmanr(one, other)[0] for place, one in enumerate(moving) for other in moving[place + 1 :]]
    low = min(found)
    if low >= 0.8:
        assert "The methods agree: " in told
    elif low >= 0.4:
        assert "The methods agree in part: " in told
        assert "least alike" in told
    else:
        assert "The methods do not agree: " in told
    assert number(r"(?:at least|of only|rank correlation) (−?\d\.\d\d)", told) == pytest.approx(low, abs=0.0051)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_picture_loses_nothing(data: st.DataObject) -> None:
    """Folded padding has the sum of its own, the ranking the strongest of either side, the scale most words."""
    steps = steps_of(data)
    rng = np.random.default_rng(0)
    timesteps = rng.normal(size=int(steps.padding.sum()))
    values = steps.summed(timesteps)
    assert values.sum() == pytest.approx(timesteps.sum())
    ends = np.cumsum(steps.padding)
    for step, (end, count) in enumerate(zip(ends, steps.padding, strict=True)):
        assert values[step] == pytest.approx(timesteps[end - count : end].sum())
    one = Attribution(method="omission", values=timesteps)
    drawn = strips_payload({"omission": one}, "omission", steps)
    there = [step for step in range(len(steps)) if is_word(steps, step)]
    positive = sorted((step for step in there if values[step] > 0), key=lambda step: -values[step])
    negative = sorted((step for step in there if values[step] < 0), key=lambda step: values[step])
    assert drawn["ranked"] == {"positive": positive[:5], "negative": negative[:5]}
    assert len(drawn["words"]) == len(drawn["places"]) == len(steps)
    within = [abs(values[step]) <= scale_limit({"omission": values}, steps) for step in there]
    assert within.count(False) <= max(1, len(there) // 100)


@given(
    reference=st.floats(-5, 5),
    total=st.floats(-5, 5),
    residual=st.floats(-2, 2) | st.floats(-0.001, 0.001),
    baseline=st.sampled_from(get_args(Baseline)),
)
def test_what_integrated_gradients_miss_is_told(
    reference: float, total: float, residual: float, baseline: Baseline
) -> None:
    """Baseline, sum and share that is missing are those of the values; over a hundredth is a warning."""
    verdict = reference + total - residual
    found = Attribution(
        method="integrated_gradients",
        values=np.array([total]),
        baseline=baseline,
        reference=reference,
        residual=residual,
    )
    told = words.promise(found, total, verdict)
    assert f"With {words.baselines()[baseline]} in every word's place" in told
    warned = "do not trust their digits" in told
    assert warned == misses(found)
    share = abs(residual) / abs(verdict - reference) if abs(verdict - reference) > 1e-6 else 0
    if warned:
        assert number(r"([\d.]+) % of the way", told) == pytest.approx(100 * share, rel=1e-3, abs=0.06)
    elif abs(residual) < words.EXACT:
        assert f"add up exactly to what leads from there to the verdict's {signed(verdict)}." in told
    else:
        assert f"but for {written(abs(residual))}." in told
    assert not (share > 0.0101 and abs(residual) > 0.0051) or warned
    assert not (abs(residual) < 0.0049 or 1e-6 < share < 0.0099) or not warned


@given(share=st.floats(0, 2))
def test_a_row_that_is_not_chosen_and_misses_its_promise_is_told(share: float) -> None:
    """The help of the picture says which share integrated gradients miss, where that is over a hundredth."""
    steps = shown_steps(record(random_network(network_spec("gru", mask=True)), "a great film"))
    values = np.linspace(-1, 2, len(steps))
    integral = Attribution(
        method="integrated_gradients", values=values, reference=0.0, residual=share * float(values.sum()) / (1 + share)
    )
    other = Attribution(method="omission", values=values)
    told = strips_payload({"integrated_gradients": integral, "omission": other}, "omission", steps)["help"]
    assert ("Integrated gradients miss" in told) == misses(integral)
    if share > 0.011:
        assert number(r"miss ([\d.]+) %", told) == pytest.approx(100 * share, abs=0.06)
    if share < 0.009:
        assert "miss" not in told
