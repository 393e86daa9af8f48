"""What "Dynamics" says of a network is recomputed from the arrays, for networks of every kind."""

import re
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.dynamics import (
    EXACT,
    TOLERANCES,
    ConstantInput,
    Visited,
    agreement,
    find_points,
    fit_plane,
    flow_of,
    slow_curve,
    under_constant_input,
    visit,
    word_pushes,
)
from rnnviz.networks import Network
from rnnviz.runs import BagOfWords
from rnnviz.text import Padding
from rnnviz.ui.dynamics import lesson_words, view_words, words
from rnnviz.ui.dynamics.facts import crossings, lesson_of, rest_told, settled, sinks
from rnnviz.ui.dynamics.frames import Walked
from rnnviz.ui.dynamics.look import LOOSEST, SETTLING, Look, Rest
from rnnviz.ui.dynamics.payload import curve_payload, plane_payload, point_sentence, pushes_payload
from tests.dynamics.known import ROOT, saddle
from tests.networks.drawing import network_spec, random_network

CELLS = ("simple_rnn", "lstm", "gru", "gru gru")


@cache
def looked(cells: str, seed: int) -> tuple[Look, Rest]:
    """A random network with larger weights than most, so that some have several resting places."""
    network = random_network(network_spec(*cells.split(), units=3), seed=seed, padding=Padding(maxlen=12))
    rng = np.random.default_rng(seed)
    reviews = [np.array([1, *rng.integers(2, 11, 8)], dtype=np.int32) for _ in range(12)]
    return seen(network, reviews)


def seen(network: Network, reviews: list[np.ndarray]) -> tuple[Look, Rest]:
    """What the page computes, from few states."""
    visited, map_ = visit(network, reviews), under_constant_input(network)
    ids = np.concatenate(reviews)
    plane = fit_plane(visited.hidden_states, visited.logits)
    look = Look(network=map_.network, visited=visited, plane=plane, reviews=reviews, shown=(0, 1), ids=ids, own=True)
    return look, rested(look, map_, visited)


def rested(look: Look, map_: ConstantInput, visited: Visited) -> Rest:
    starts = visited.states[visited.spread(16)]
    search = find_points(map_, starts)
    after = starts
    for _ in range(SETTLING):
        after = map_.step(after)
    moved = map_.step(visited.states)
    flow = flow_of(
        look.plane.project(visited.hidden_states), look.plane.project(moved[:, map_.hidden]), map_.speed(visited.states)
    )
    return Rest(
        map=map_,
        search=search,
        points=search.points(LOOSEST),
        curve=slow_curve(map_, visited, values=9),
        flow=flow,
        before=map_.logit(starts),
        after=map_.logit(after),
        linear=None,
    )


def numbers(sentence: str) -> list[float]:
    """Numbers of a sentence in their order."""
    return [float(one.replace("−", "-").replace(",", "")) for one in re.findall(r"[−+]?\d[\d,]*\.?\d*", sentence)]


@settings(max_examples=12, deadline=None)
@given(cells=st.sampled_from(CELLS), seed=st.integers(0, 40))
def test_the_lesson_is_recomputed(cells: str, seed: int) -> None:
    """Share of the first directions, resting logits with what they are, sides kept and slow places."""
    look, rest = looked(cells, seed)
    line, resting, sides, *slow = lesson_of(look, rest, "zero")
    variances = np.sort(np.linalg.eigvalsh(np.cov(look.visited.hidden_states.T)))[::-1]
    first, both = 100 * variances[0] / variances.sum(), 100 * variances[:2].sum() / variances.sum()
    claimed = "one line" in line, "one plane" in line
    assert claimed == (first >= 90, first < 90 <= both)
    assert abs(numbers(line)[0] - (first if claimed[0] else both)) <= 0.051
    assert numbers(line)[1] == 12

    states = rest.search.ends[rest.search.q <= EXACT]
    logits = sorted({round(float(logit), 2) for logit in rest.map.logit(states)})
    named = [one for one in numbers(resting) if one in logits]
    assert set(named) >= set(logits[:6]) or "more" in resting

    kept = sum((a >= 0) == (b >= 0) for a, b in zip(rest.before, rest.after, strict=True))
    positive = int(sum(rest.after >= 0))
    if positive in (0, len(rest.after)):
        assert ("positive" if positive else "negative") in sides
    else:
        assert numbers(sides)[:2] == [len(rest.after), kept]
    assert numbers(sides)[-1] == SETTLING

    speeds = rest.map.speed(rest.search.ends)
    hidden = np.abs(rest.search.ends[:, [*range(3), *(range(3, 6) if cells == "gru gru" else ())]]).max(axis=1)
    apart = [bool((np.linalg.norm(states - end, axis=1) >= 1e-3).all()) for end in rest.search.ends]
    lingering = (
        np.array(apart)
        & (hidden <= 1)
        & (rest.search.q > EXACT)
        & (rest.search.q <= LOOSEST)
        & (speeds <= 0.1 * np.median(look.visited.steps))
    )
    assert bool(slow) == bool(lingering.any())


def test_two_verdicts_are_told_with_their_time_constants() -> None:
    """A network of known points: logits ±0.96 with λ = 2(1 − h²), and the saddle at 0."""
    map_ = under_constant_input(saddle())
    starts = np.random.default_rng(0).uniform(-1, 1, (30, 2))
    told = rest_told(find_points(map_, starts).points(), "zero")
    tau = max(-1 / np.log(2 * (1 - ROOT**2)), -1 / np.log(0.5))
    assert f"two verdicts, at logit −{ROOT:.2f} and +{ROOT:.2f}" in told
    assert f"τ = {tau:.1f} and {tau:.1f} words" in told
    assert numbers(told)[2] == 0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([-2.0, -0.1, 0.0, 0.3]), min_size=1, max_size=12))
def test_the_title_of_a_walk_counts_changes_of_side(logits: list[float]) -> None:
    """Steps at which the side differs from the step before, counted one by one; 0 counts as positive."""
    expected = [at + 1 for at in range(1, len(logits)) if (logits[at] < 0) != (logits[at - 1] < 0)]
    found = crossings(np.array(logits))
    assert found == expected
    title = words.ends_title(logits[-1] >= 0, 0.25, found, len(logits))
    assert ("positive" if logits[-1] >= 0 else "negative") in title
    if not expected:
        assert "from its first step on" in title
    else:
        assert f"step {expected[-1]} of {len(logits)}" in title
        assert ("once" in title) == (len(expected) == 1)


@settings(max_examples=10, deadline=None)
@given(cells=st.sampled_from(CELLS), seed=st.integers(0, 40))
def test_points_are_told_by_their_spectra(cells: str, seed: int) -> None:
    """Stable without |λ| above 1, a saddle with a real one, circled otherwise; slow where q is not 0."""
    look, rest = looked(cells, seed)
    for point in rest.points:
        told = point_sentence(look, point)
        values = np.linalg.eigvals(rest.map.jacobians(point.state[None])[0])
        outside = values[np.abs(values) > 1 + 1e-12]
        speed = rest.map.speed(point.state[None])[0]
        if speed**2 / 2 > EXACT:
            assert "no rest" in told
            assert abs(numbers(told)[1] - 100 * speed / np.median(look.visited.steps)) <= 0.051
        elif not len(outside):
            assert "every small change fades" in told
        else:
            straight = (outside.real > 0) & (np.abs(outside.imag) < 1e-9)
            assert ("a saddle" in told) == bool(straight.any())
            assert numbers(told)[1] == len(outside)


@settings(max_examples=10, deadline=None)
@given(cells=st.sampled_from(CELLS), seed=st.integers(0, 40))
def test_the_curve_and_the_words_are_told_as_they_are(cells: str, seed: int) -> None:
    """Where the logit is drawn to, where it is slowest, which words push to the side of their weight."""
    look, rest = looked(cells, seed)
    curve = rest.curve
    hidden = [slice(0, 3)] if cells in {"simple_rnn", "gru", "lstm"} else [slice(0, 3), slice(3, 6)]
    there = np.array([all(np.abs(state[part]).max() <= 1 for part in hidden) for state in curve.states])
    assert there.tolist() == curve.reachable.tolist()
    if not there.any():
        return
    drift, speed, tau = (panel["title"] for panel in curve_payload(look, rest)["panels"])
    drawn = [
        (curve.logits[at], curve.logits[at + 1])
        for at in range(8)
        if curve.drifts[at] > 0 > curve.drifts[at + 1] and there[at] and there[at + 1]
    ]
    found = sinks(curve)
    assert len(found) == len(drawn)
    assert all(low <= one <= high for one, (low, high) in zip(found, drawn, strict=True))
    assert ("drifts towards" in drift) == bool(drawn)
    assert abs(numbers(speed)[0] - curve.logits[there][np.argmin(curve.speeds[there])]) <= 0.0051
    assert abs(numbers(tau)[0] - curve.logits[there][np.argmax(curve.time_constants[there])]) <= 0.0051
    if rest.chief is None:
        return
    weights = np.concatenate([np.zeros(4), np.random.default_rng(seed).normal(size=len(look.network.embedding) - 4)])
    bag = BagOfWords(weights=weights, bias=0, penalty=1, accuracy=1, trained_on=1, validated_with=1, corpus="")
    payload = pushes_payload(look, rest, rest.chief, bag)
    pushes = word_pushes(rest.map, rest.chief)
    rows = {row["word"]: (row["push"], row["weight"]) for row in payload["rows"]}
    known = look.network.vocabulary
    assert known is not None
    assert all(
        np.allclose(pair, (pushes[known.id_of(word)], weights[known.id_of(word)])) for word, pair in rows.items()
    )
    assert numbers(payload["title"]) == [sum(push * weight > 0 for push, weight in rows.values()), len(rows)]
    told = agreement(pushes, bag)
    assert f"by {told.correlation:.2f}." in payload["told"]


def test_what_travels_is_what_was_found() -> None:
    """Points lie in the plane where their state does, and every tolerance says what a stopped search would count."""
    look, rest = looked("gru", 3)
    walked = Walked(
        hidden_states=look.visited.hidden_states[:9], logits=look.visited.logits[:9], steps=look.visited.steps[:9]
    )
    payload = plane_payload(look, rest, ["", *["film"] * 8], walked, [])
    assert payload["words"] == ["start", *["film"] * 8]
    places = {(round(one["x"], 9), round(one["y"], 9)) for one in payload["points"]}
    expected = look.plane.project(np.array([point.state[rest.map.hidden] for point in rest.points]))
    assert places == {(round(float(x), 9), round(float(y), 9)) for x, y in expected}
    assert [one["q"] for one in payload["tolerances"]] == list(TOLERANCES)
    assert [one["stopped"] for one in payload["tolerances"]] == [rest.search.count_stopped(q) for q in TOLERANCES]
    q = payload["tolerances"][4]["q"]
    share = 100 * np.sqrt(2 * q) / np.median(look.visited.steps)
    assert abs(numbers(payload["tolerances"][4]["label"])[0] - share) <= 0.0051


@pytest.mark.parametrize(("first", "second", "kind"), [(0.97, 0.01, "line"), (0.6, 0.35, "plane"), (0.5, 0.2, "not")])
def test_the_share_that_is_claimed_has_its_sentence(first: float, second: float, kind: str) -> None:
    """Nine tenths make a line or a plane; what is less is said not to be one."""
    told = lesson_words.line_lesson(first, second, 2.7, 200)
    expected = {"line": "one line", "plane": "one plane", "not": "does not keep to a plane"}
    assert expected[kind] in told


def test_frames_and_the_rest_are_said_with_their_numbers() -> None:
    """Untrained, an epoch and trained; spread, accuracy, error of a linear step, share that the plane sees."""
    assert view_words.frame_label(None) == "untrained"
    told = view_words.frame_told(view_words.frame_label(3), 0.914, 0.25, 0.861)
    assert numbers(told) == [3, 91.4, 0.25, 86.1]
    assert numbers(view_words.frame_told("untrained", 0.1, 0.02, None)) == [10.0, 0.02]
    assert numbers(view_words.frame_told("trained", 0.91, None, None)) == [91.0]
    assert numbers(words.help_of_movie(8)) == [8]
    assert numbers(words.linear_told(0.052))[0] == 5
    assert numbers(words.mislead(0.93))[0] == 93
    assert numbers(words.help_of_plane(10, 0.996, own=True)) == [10, 99.6]
    assert words.help_of_plane(10, 0.996, own=False) != words.help_of_plane(10, 0.996, own=True)
    assert settled(np.array([-1.0, 2.0, 3.0]), np.array([-1.0, -2.0, 0.0])) == (1, 2)
