"""Sentences of "What if", read back and recomputed from the arrays alone."""

import re

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from rnnviz.explanation import Proportion, compare_recordings, read_review, shuffle_words
from rnnviz.networks import Network, NetworkSpec
from rnnviz.recording import record
from rnnviz.text import Padding, Vocabulary, read_words
from rnnviz.ui.instruments.what_if import card_lessons, order_words
from rnnviz.ui.instruments.what_if.edit_words import what_happened
from rnnviz.ui.instruments.what_if.payload import columns_of
from tests.networks.drawing import network_spec, random_weights

WORDS = ("a", "film", "good", "bad", "wonderful", "awful", "not", "never", "plot", "really", "boring", "interesting")
PRAISE, BLAME = {"good", "wonderful", "interesting"}, {"bad", "awful", "boring"}
KNOWN = Vocabulary(WORDS)
NUMBER = r"([+−]?\d+\.\d\d)"

texts = st.lists(st.sampled_from([*WORDS, "unheard"]), min_size=1, max_size=10)


def network_of(seed: int, padding: Padding, *, mask: bool) -> Network:
    spec = NetworkSpec(num_words=len(KNOWN), input_features=3, layers=network_spec("gru").layers, mask_zero=mask)
    return Network.from_weights(spec, random_weights(spec, seed), vocabulary=KNOWN, padding=padding).astype("float64")


def value(told: str) -> float:
    return float(told.replace("−", "-"))


def side(logit: float) -> str:
    return "positive" if logit >= 0 else "negative"


def edits(before: list[str], data: st.DataObject) -> list[str]:
    """One of the edits that people make, or any other text."""
    kind, place = data.draw(st.sampled_from("rindsx")), data.draw(st.integers(0, len(before) - 1))
    word = data.draw(st.sampled_from(WORDS))
    match kind:
        case "r":
            return [*before[:place], word, *before[place + 1 :]]
        case "i":
            return [*before[:place], data.draw(st.sampled_from(["not", "never", word])), *before[place:]]
        case "d":
            return before[:place] + before[place + 1 :] or before
        case "s":
            return before[::-1]
        case "n":
            return before
    return data.draw(texts)


# ---- the edit ----


@settings(max_examples=300, deadline=None)
@given(
    seed=st.integers(0, 50),
    mask=st.booleans(),
    padding=st.builds(Padding, maxlen=st.integers(3, 12), padding=st.sampled_from(["pre", "post"])),
    before=texts,
    data=st.data(),
)
def test_what_an_edit_did_is_true(
    seed: int, mask: bool, padding: Padding, before: list[str], data: st.DataObject
) -> None:
    """Words, logits, sides, what is expected, and where the readings part are those of two recordings."""
    network, after = network_of(seed, padding, mask=mask), edits(before, data)
    one, other = (record(network, " ".join(text)) for text in (before, after))
    edited = compare_recordings(one, other)
    columns = columns_of(edited, read_words(" ".join(after), KNOWN), KNOWN)
    parts = what_happened(edited, columns)
    told = "".join(part["t"] for part in parts)
    read = [[word for word in recording.words if word] for recording in (one, other)]
    if read[0] == read[1] and len(one.folded_timesteps) == len(other.folded_timesteps):
        assert told.startswith("This is the review as it is.")
        return
    check_verdict(told, float(one.logit[-1]), float(other.logit[-1]))
    check_change(told, read[0], read[1])
    check_expected(told, read[0], read[1], float(one.logit[-1]), float(other.logit[-1]))
    if "furthest apart at “" in told:
        peaks = re.search(rf"“(.*?)” \({NUMBER}\); {NUMBER} of it is left", told[told.index("furthest") :])
        assert peaks
        apart = np.round(edited.logit_after, 2) - np.round(edited.logit_before, 2)
        assert abs(value(peaks[2])) >= np.abs(apart).max() - 0.0101
        assert abs(value(peaks[3]) - apart[-1]) < 0.001
        place = next(part["s"] for part in reversed(parts) if "s" in part)
        assert abs(apart[place] - value(peaks[2])) < 0.001
        assert peaks[1] in (columns[place]["one"], columns[place]["other"])


def check_verdict(told: str, before: float, after: float) -> None:
    """Both logits, their difference as it is written, and the side."""
    if "does not move" in told:
        assert abs(after - before) < 0.005
        assert f"{side(before)}, logit" in told
        return
    numbers = re.search(rf"goes from {NUMBER} to {NUMBER} \({NUMBER}\)", told)
    assert numbers, told
    assert abs(value(numbers[1]) - before) < 0.00501
    assert abs(value(numbers[2]) - after) < 0.00501
    assert abs(value(numbers[3]) - (value(numbers[2]) - value(numbers[1]))) < 0.001
    assert (f"stays {side(after)}" in told) == (side(before) == side(after)), told
    assert (f"turns {side(after)}" in told) == (side(before) != side(after)), told


def check_change(told: str, before: list[str], after: list[str]) -> None:
    """What was changed."""
    if found := re.match(r"“(.*?)” became “(.*?)”\.", told):
        assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [found.groups()]
    elif found := re.match(r"“(.*?)” is new\.", told):
        assert any(after[:i] + after[i + 1 :] == before and after[i] == found[1] for i in range(len(after)))
    elif found := re.match(r"“(.*?)” is gone\.", told):
        assert any(before[:i] + before[i + 1 :] == after and before[i] == found[1] for i in range(len(before)))
    elif told.startswith("The same words stand in another order."):
        assert sorted(before) == sorted(after)
        assert before != after
    else:
        assert re.match(r"The texts differ at [\d,]+ places\.", told), told


def check_expected(told: str, before: list[str], after: list[str], logit: float, changed: float) -> None:
    """What a reader expects of an opposite, or of a negation, and whether that came."""
    if "reader expects" not in told:
        return
    wanted = re.search(r"to the (positive|negative) side", told)
    assert wanted
    towards = 1 if wanted[1] == "positive" else -1
    moved = 0 if abs(changed - logit) < 0.005 else int(np.sign(changed - logit))
    assert ("expects that:" in told) == (moved == towards), told
    assert ("expects the opposite" in told) == (moved == -towards), told
    if negated := re.search(r"negation of “(.*?)”", told):
        assert (negated[1] in BLAME) == (towards == 1)
        assert negated[1] in PRAISE | BLAME
        place = next(i for i in range(len(after)) if after[:i] + after[i + 1 :] == before)
        assert after[place] in {"not", "never"}
    else:
        new = next(b for a, b in zip(before, after, strict=True) if a != b)
        assert (new in PRAISE, new in BLAME) == (towards == 1, towards == -1)


# ---- other orders ----


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 50), words=texts, bag=st.none() | st.floats(-9, 9))
def test_what_random_orders_show_is_true(seed: int, words: list[str], bag: float | None) -> None:
    """Quantiles, counts, the review's own logit and the bag of words are those of the shuffles."""
    shuffled = shuffle_words(read_review(network_of(seed, Padding(maxlen=12), mask=True), " ".join(words)), shuffles=20)
    facts = order_words.order_facts(shuffled, bag)
    told, own = order_words.lesson(facts), shuffled.reading.logit
    verdicts = np.sort(shuffled.running[:, -1])
    low, high = np.interp([0.05 * 19, 0.95 * 19], np.arange(20), verdicts)
    numbers = [value(number) for number in re.findall(NUMBER, told)]
    if told.startswith("Order does not matter"):
        assert high - low < 0.005
        assert np.allclose(numbers, [low, own], atol=0.0051)
    else:
        assert told.startswith("Order moves") == (low <= own <= high)
        assert np.allclose(sorted(numbers), sorted([low, high, own]), atol=0.0051)
        same = sum((verdict >= 0) == (own >= 0) for verdict in verdicts)
        assert f"{same} of 20 keep" in told
    beside = order_words.beside(facts)
    assert ("has it measured" in beside) == (bag is None)
    if bag is not None:
        found = re.search(NUMBER, beside)
        assert found
        assert abs(value(found[1]) - bag) < 0.0051


# ---- the card ----

counts = st.integers(1, 400).flatmap(lambda n: st.builds(Proportion, hits=st.integers(0, n), n=st.just(n)))


def against_chance(one: Proportion) -> int:
    """Where the Wilson interval of scipy lies."""
    interval = binomtest(one.hits, one.n).proportion_ci(0.95, "wilson")
    return int(interval.low > 0.5) - int(interval.high < 0.5)


def together(one: Proportion, other: Proportion) -> Proportion:
    return Proportion(hits=one.hits + other.hits, n=one.n + other.n)


@given(counts, counts, st.integers(0, 99))
@example(Proportion(hits=50, n=100), Proportion(hits=52, n=100), 0)
@example(Proportion(hits=100, n=100), Proportion(hits=0, n=100), 0)
def test_what_a_modifier_does_is_true(praise: Proportion, blame: Proportion, turned: int) -> None:
    """What the sentence calls it follows from both intervals, and its numbers are the shares."""
    facts = card_lessons.NegationFacts(
        modifier="not", whole=together(praise, blame), praise=praise, blame=blame, turned=turned
    )
    told = card_lessons.negation_lesson(facts).replace("\N{NO-BREAK SPACE}", " ")
    sides = against_chance(praise), against_chance(blame)
    kinds = {
        "in its direction that is negation": sides == (1, 1),
        "one more blaming word": sides == (1, -1),
        "one more praising word": sides == (-1, 1),
        "strengthens": sides == (-1, -1),
        "nothing here separates": 0 in sides and against_chance(facts.whole) == 0,
        "alike": 0 in sides and against_chance(facts.whole) != 0,
    }
    assert [text in told for text in kinds] == list(kinds.values()), told
    check_percents(told, {"praise": praise, "blame": blame, "whole": facts.whole})


@given(counts, counts)
@example(Proportion(hits=100, n=100), Proportion(hits=0, n=100))
def test_what_the_order_does_is_true(last: Proportion, first: Proportion) -> None:
    """What the sentence says of the two places follows from both intervals, and its numbers are the shares."""
    facts = card_lessons.OrderFacts(whole=together(last, first), last=last, first=first)
    told = card_lessons.order_lesson(facts).replace("\N{NO-BREAK SPACE}", " ")
    sides = against_chance(last), against_chance(first)
    kinds = {
        "as a reader does": sides == (1, 1),
        "by the adjective that comes last": sides == (1, -1),
        "by the adjective that comes first": sides == (-1, 1),
        "nothing here shows": (0 in sides or sides == (-1, -1)) and against_chance(facts.whole) == 0,
    }
    assert [text in told for text in kinds] == list(kinds.values()), told
    check_percents(told, {"last": last, "first": first, "whole": facts.whole})


def check_percents(told: str, shares: dict[str, Proportion]) -> None:
    """Every percentage is a share, an end of an interval, or the size of one."""
    low, high = shares["whole"].interval
    known = [100 * one.share for one in shares.values()] + [100 * low, 100 * high, 50, 95]
    for number in re.findall(r"(\d+)(?: %| to)", told):
        assert any(abs(float(number) - one) <= 0.5 + 1e-9 for one in known), (number, told)
