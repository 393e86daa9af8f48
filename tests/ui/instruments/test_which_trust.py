"""What "Which words" says of its own methods is recomputed from the curves and from the measured figures."""

import base64

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.explanation import GRADIENT, METHODS, RANDOM, SHARES, Deletion, Method
from rnnviz.runs import Faithfulness, Interval
from rnnviz.ui.instruments.which import trust_words, words
from rnnviz.ui.instruments.which.trust import benchmark_payload, deletion_panel
from rnnviz.ui.instruments.which.trust_facts import benchmark_facts, deletion_facts

methods = st.sampled_from(METHODS)


@st.composite
def deletions(draw: st.DrawFn) -> Deletion:
    """Curves of all methods, both floors and ten random orders, all from one logit on."""
    counts = (0, *sorted(draw(st.sets(st.integers(1, 50), min_size=1, max_size=6))))
    rng = np.random.default_rng(draw(st.integers(0, 9_999)))
    first, size = rng.normal(), draw(st.sampled_from([0.1, 1.0, 5.0]))
    logits = {}
    for name in (*METHODS, GRADIENT, RANDOM):
        curves = first + size * np.cumsum(rng.normal(size=(10 if name == RANDOM else 1, len(counts))), axis=1)
        curves[:, 0] = first
        logits[name] = curves
    return Deletion(counts=counts, logits=logits)


def shown(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


@settings(max_examples=150, deadline=None)
@given(deletion=deletions(), method=methods)
def test_a_method_is_held_against_chance(deletion: Deletion, method: Method) -> None:
    """Fall, range of the random ones, what is made of them, the gradient and the turn are those of the curves."""
    told = trust_words.deletion_sentence(deletion_facts(deletion, method), method)
    first = deletion.logits[method][0, 0]
    side, other = ("positive", "negative") if first >= 0 else ("negative", "positive")
    sign = 1 if first >= 0 else -1
    falls = {name: [sign * np.mean(first - curve[1:]) for curve in one] for name, one in deletion.logits.items()}
    (fall,) = falls[method]
    low, high = min(falls[RANDOM]), max(falls[RANDOM])
    called = words.methods()[method]
    assert f"the {deletion.counts[-1]} words that {called} ranks highest are left out one by one" in told
    average = f"on average {shown(fall)} away from where it was, towards {other}"
    assert f"{average}; in 10 random orders {shown(low)} to {shown(high)}." in told
    assert ("So it found words that matter." in told) == (fall > high)
    assert ("So it did worse than chance." in told) == (fall < low)
    assert ("Nothing separates it from chance here." in told) == (low <= fall <= high)
    assert ("The size of the gradient alone" in told) == (falls[GRADIENT][0] >= fall)
    turned = [
        count
        for count, logit in zip(deletion.counts, deletion.logits[method][0], strict=True)
        if (logit >= 0) != (first >= 0)
    ]
    if turned:
        assert told.endswith(f"Without {turned[0]} of them the verdict is {other}.")
    else:
        assert told.endswith(f"The verdict stays {side} all the way.")


@settings(max_examples=30, deadline=None)
@given(deletion=deletions(), method=methods)
def test_the_curves_are_drawn_as_they_are(deletion: Deletion, method: Method) -> None:
    """Every method and the gradient have a line, random orders a band, and the scale holds all of them."""
    panel = deletion_panel(deletion, deletion_facts(deletion, method), method)
    lines = {line["label"]: np.frombuffer(base64.b64decode(line["values"]), "<f4") for line in panel["lines"]}
    for name in METHODS:
        np.testing.assert_allclose(lines[words.methods()[name]], deletion.logits[name][0], rtol=1e-5, atol=1e-5)
    assert panel["lines"][-1]["label"] == words.methods()[method]
    turned = (deletion.logits[method][0] >= 0) != (deletion.logits[method][0, 0] >= 0)
    count = deletion.counts[int(turned.argmax()) if turned.any() else -1]
    many = count != 1
    told = {
        True: f"{count} {'words' if many else 'word'} left out turn{'' if many else 's'} this verdict",
        False: f"{count} {'words' if many else 'word'} left out do{'' if many else 'es'} not turn this verdict",
    }
    assert panel["title"] == f"{words.methods()[method].capitalize()}: {told[bool(turned.any())]}"
    every = np.concatenate(list(deletion.logits.values()))
    assert panel["y_low"] <= every.min()
    assert panel["y_high"] >= every.max()


@st.composite
def measured(draw: st.DrawFn) -> Faithfulness:
    """Figures of many reviews, for all methods or some."""

    def interval() -> Interval:
        low, mean, high = sorted(draw(st.lists(st.floats(-1, 1), min_size=3, max_size=3)))
        return Interval(low=low, mean=mean, high=high)

    names = [*draw(st.lists(methods, unique=True, min_size=1)), GRADIENT, RANDOM]
    return Faithfulness(
        reviews=draw(st.integers(2, 900)),
        shares=SHARES,
        comprehensiveness={name: interval() for name in names},
        sufficiency={name: interval() for name in names},
    )


@settings(max_examples=150, deadline=None)
@given(figures=measured())
def test_overlapping_intervals_separate_nothing(figures: Faithfulness) -> None:
    """The best mean is named with its interval, and exactly the methods whose intervals overlap with it are alike."""
    facts = benchmark_facts(figures)
    assert facts is not None
    told = trust_words.benchmark_sentence(facts, figures)
    known = {name: one for name, one in figures.comprehensiveness.items() if name in METHODS}
    best = known[facts.best]
    assert best.mean == max(one.mean for one in known.values())
    called = words.methods()
    assert f"On {figures.reviews:,} held-out reviews: leaving out what {called[facts.best]} ranks highest" in told
    assert f"(95 % interval {f'{best.low:.2f}'.replace('-', '−')} to {f'{best.high:.2f}'.replace('-', '−')})" in told
    alike = {
        name for name, one in known.items() if name != facts.best and one.low <= best.high and best.low <= one.high
    }
    assert set(facts.alike) == alike
    if alike:
        listed = told.split(f"Nothing separates {called[facts.best]} from ")[1].removesuffix(
            ": their intervals overlap."
        )
        assert set(listed.replace(" and ", ", ").split(", ")) == {called[name] for name in alike}
    else:
        assert told.endswith("No other interval overlaps with it.")


@settings(max_examples=40, deadline=None)
@given(figures=measured(), method=methods)
def test_the_table_has_a_row_for_each_method_and_floor(figures: Faithfulness, method: Method) -> None:
    """Rows carry the measured figures within their columns' scales, floors last."""
    drawn = benchmark_payload(figures, method)
    rows = {row["name"]: row for row in drawn["rows"]}
    assert set(rows) == set(figures.comprehensiveness)
    assert [row["floor"] for row in drawn["rows"]] == sorted(row["floor"] for row in drawn["rows"])
    for name, row in rows.items():
        for column, one, value in zip(
            drawn["columns"], (figures.comprehensiveness, figures.sufficiency), row["values"], strict=True
        ):
            assert value == vars(one[name])
            assert column["low"] - 1e-9 <= value["low"] <= value["high"] <= column["high"] + 1e-9


def test_a_file_without_random_orders_says_nothing() -> None:
    """Figures of somebody else's methods alone lead to no sentence."""
    one = Interval(low=0, mean=0, high=0)
    figures = Faithfulness(reviews=2, shares=SHARES, comprehensiveness={"x": one}, sufficiency={"x": one})
    assert benchmark_facts(figures) is None
    assert trust_words.deletion_help()


@pytest.mark.parametrize(("names", "listed"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_names_are_listed(names: list[str], listed: str) -> None:
    """One alone, two with "and", more with commas before it."""
    assert trust_words._listed(names) == listed
