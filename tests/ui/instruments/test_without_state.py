"""What "Without a state" says and draws is recomputed from the networks' verdicts."""

import base64
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rnnviz
from rnnviz.analysis import shown_steps
from rnnviz.explanation import StatelessVerdict, judges_of, stateless_verdicts
from rnnviz.recording import record
from rnnviz.runs import CONTRASTS, RUN, ContrastName, contrasts_of, find_run
from rnnviz.ui.instruments.without_state.facts import judged, order_facts, sides
from rnnviz.ui.instruments.without_state.payload import parts_payload, rows_of, without_payload
from rnnviz.ui.instruments.without_state.words import names, order_sentence, promise, sides_sentence, window_place

CALLED = names("my run")
logits = st.floats(-6, 6)
moves = st.sampled_from([0.0, 0.0, 1e-9, 1e-4, 0.3, -2.0])


def verdict(name: ContrastName, logit: float, shuffled: float) -> StatelessVerdict:
    """A verdict of which nothing but its logits matters."""
    return StatelessVerdict(
        name=name, logit=logit, values=np.zeros(3), padding=0.0, rest=logit, shuffled=shuffled, windows=()
    )


drawn_verdicts = st.tuples(*[st.tuples(logits, moves) for _ in (RUN, *CONTRASTS)])


@settings(deadline=None)
@given(drawn=drawn_verdicts)
def test_who_agrees_is_told_as_it_is(drawn: tuple[tuple[float, float], ...]) -> None:
    """Each network is named on its side, or all are said to be of one."""
    (logit, _), *others = drawn
    found = [verdict(name, one, one) for name, (one, _) in zip(CONTRASTS, others, strict=True)]
    said = sides_sentence(*sides(judged(logit, logit, found)), CALLED)
    by_side: dict[bool, list[str]] = {True: [], False: []}
    for name, (one, _) in zip((RUN, *CONTRASTS), drawn, strict=True):
        by_side[one >= 0].append(CALLED[name])
    if not by_side[False]:
        assert said == "All 5 say positive, with a state and without."
    elif not by_side[True]:
        assert said == "All 5 say negative, with a state and without."
    else:
        assert f"Positive: {', '.join(by_side[True])}. Negative: {', '.join(by_side[False])}." in said


@settings(deadline=None)
@given(drawn=drawn_verdicts, order=st.integers(1, 1_000))
def test_what_another_order_does_is_told_as_it_is(drawn: tuple[tuple[float, float], ...], order: int) -> None:
    """Unmoved are those whose logit is the same to the last digit; of the others both percentages are told."""
    (logit, move), *others = drawn
    found = [verdict(name, one, one + by) for name, (one, by) in zip(CONTRASTS, others, strict=True)]
    said = order_sentence(order_facts(judged(logit, logit + move, found)), CALLED, order)
    percents = lambda one: f"{100 / (1 + np.exp(-one)):.1f}"  # noqa: E731
    unmoved, hardly, moved = [], [], []
    for name, (one, by) in zip((RUN, *CONTRASTS), drawn, strict=True):
        before, after = percents(one), percents(one + by)
        if one + by == one:
            unmoved.append(CALLED[name])
        elif before == after:
            hardly.append(CALLED[name])
        else:
            moved.append(f"{CALLED[name]} from {before} to {after} %")
    expected = [
        f"With the words in another order (number {order}) these say the same to the last digit: {', '.join(unmoved)}.",
        f"By less than a tenth of a percent moves: {', '.join(hardly)}.",
        f"The probability of a positive review moves: {', '.join(moved)}.",
    ]
    there = [text for text, names_of in zip(expected, (unmoved, hardly, moved), strict=True) if names_of]
    assert said == " ".join(there)


@settings(deadline=None)
@given(name=st.sampled_from([RUN, *CONTRASTS]), parts=st.tuples(*[st.floats(-9, 9)] * 4))
def test_every_number_of_a_promise_is_told(name: str, parts: tuple[float, ...]) -> None:
    """What the row adds up to, the rest and the logit stand in the sentence with their signs."""
    total, padding, rest, logit = parts
    said = promise(name, total, padding, rest, logit)
    numbers = re.findall(r"[+−]\d+\.\d\d", said)
    wanted = [total, *([padding] if name in {"flattened", "convolution"} else []), rest, logit]
    assert numbers == [f"{one:+.2f}".replace("-", "−") for one in wanted]


# ---- what is drawn ----

TEXTS = ["a truly wonderful film that is not boring at all, only the zorgblat was boring", "wonderful", "film " * 700]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("model", ["imdb-simple-rnn", "imdb-lstm"])
def test_rows_and_windows_are_those_of_the_networks(model: str, text: str) -> None:
    """Rows sum to the verdicts but for padding and rest; windows are the strongest, in steps that are drawn."""
    run = find_run(model)
    recording = record(rnnviz.load(model), text)
    steps, contrasts = shown_steps(recording), contrasts_of(run)
    assert contrasts is not None
    found = stateless_verdicts(judges_of(contrasts, run.record), recording, run.record.padding)
    rows = rows_of(steps, found)
    assert list(rows) == [RUN, *CONTRASTS]
    np.testing.assert_allclose(rows[RUN].sum(), recording.logit[-1] - recording.initial_logit, atol=1e-9)
    for one in found:
        np.testing.assert_allclose(rows[one.name].sum() + one.padding + one.rest, one.logit, atol=1e-9)
    everybody = judged(float(recording.logit[-1]), 0.0, found)
    payload = without_payload(everybody, found, steps, CALLED, "averaged")
    assert [one["probability"] for one in payload["verdicts"]] == pytest.approx(
        [1 / (1 + np.exp(-one.logit)) for one in everybody]
    )
    windows, chosen = payload["windows"], found[2].windows
    shares = [abs(bar["share"]) for bar in windows["bars"]]
    assert shares == sorted(map(abs, (one.share for one in chosen)), reverse=True)[:8]
    for bar in windows["bars"]:
        one = next(one for one in chosen if one.share == bar["share"])
        if one.first is None or one.last is None:
            assert (bar["first"], bar["place"]) == (-1, "padding")
            continue
        numbers = [n for n in steps.numbers[bar["first"] : bar["last"] + 1].tolist() if n]
        assert bar["place"] == window_place(bar["first"], bar["last"], steps)
        assert steps.timesteps[bar["last"]] >= one.last
        if numbers:
            assert str(numbers[0]) in bar["place"].replace(",", "")
    strips = parts_payload(rows, steps, CALLED, "flattened", "")
    for strip in strips["strips"]:
        drawn = np.frombuffer(base64.b64decode(strip["values"]), "<f4")
        np.testing.assert_allclose(drawn, rows[strip["name"]], rtol=1e-5, atol=1e-6)
