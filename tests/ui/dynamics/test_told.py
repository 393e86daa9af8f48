"""What "Dynamics" says of a network is recomputed from the arrays, for networks of every kind."""

import re
from functools import cache
from types import SimpleNamespace
from typing import get_args

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
    resting_point,
    slow_curve,
    under_constant_input,
    visit,
    word_pushes,
)
from rnnviz.networks import Network
from rnnviz.runs import BagOfWords
from rnnviz.text import Padding
from rnnviz.ui.dynamics import lesson_words, view_words, words
from rnnviz.ui.dynamics.facts import (
    crossings,
    holds_both,
    lesson_of,
    line_of,
    rest_of_network,
    rest_told,
    settled,
    sinks,
)
from rnnviz.ui.dynamics.frames import Scene, Walked, frame_of
from rnnviz.ui.dynamics.look import LOOSEST, SETTLING, Look, Rest
from rnnviz.ui.dynamics.payload import curve_answer, curve_payload, plane_payload, pushes_payload
from rnnviz.ui.dynamics.point_payload import point_sentence
from rnnviz.ui.dynamics.views.plane import KeyName
from tests.dynamics.known import ROOT, network_of, saddle, wheel
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
    """Share of the first directions, logits at which it stays with what they are, and slow places."""
    look, rest = looked(cells, seed)
    line, resting = line_of(look), rest_of_network(look, rest.points)
    variances = np.sort(np.linalg.eigvalsh(np.cov(look.visited.hidden_states.T)))[::-1]
    first, both = 100 * variances[0] / variances.sum(), 100 * variances[:2].sum() / variances.sum()
    claimed = "one line" in line, "one plane" in line
    assert claimed == (first >= 90, first < 90 <= both)
    assert abs(numbers(line)[0] - (first if claimed[0] else both)) <= 0.051
    assert numbers(line)[1] == 12

    units = [*range(3), *(range(3, 6) if cells == "gru gru" else ())]
    hidden = np.abs(rest.search.ends[:, units]).max(axis=1)
    states = rest.search.ends[(rest.search.q <= EXACT) & (hidden <= 1)]
    logits = sorted({round(float(logit), 2) for logit in rest.map.logit(states)})
    named = [one for one in numbers(resting) if one in logits]
    assert set(named) >= set(logits[:6]) or "more" in resting or "no single point" in resting
    largest = [np.abs(np.linalg.eigvals(one)).max() for one in rest.map.jacobians(states)]
    if largest and min(largest) > 1:
        assert "resting points hold" not in resting
        assert "one resting point" not in resting

    speeds = rest.map.speed(rest.search.ends)
    apart = [bool((np.linalg.norm(states - end, axis=1) >= 1e-3).all()) for end in rest.search.ends]
    lingering = (
        np.array(apart)
        & (hidden <= 1)
        & (rest.search.q > EXACT)
        & (rest.search.q <= LOOSEST)
        & (speeds <= 0.1 * np.median(look.visited.steps))
    )
    if "no single point" not in resting:
        assert ("lingers" in resting) == bool(lingering.any())


@settings(max_examples=60, deadline=None)
@given(
    pairs=st.lists(st.tuples(*[st.sampled_from([-1.0, -0.2, 0.0, 0.4])] * 2), min_size=1, max_size=14),
    kind=st.sampled_from(["zero", "mean", "word", "padding"]),
)
def test_what_becomes_of_verdicts_is_counted(pairs: list[tuple[float, float]], kind: words.Input) -> None:
    """Sides before and after, one by one; where all began on the side that they end on, nothing is concluded."""
    before, after = np.array(pairs).T
    kept = sum((a >= 0) == (b >= 0) for a, b in pairs)
    told = lesson_of(SimpleNamespace(before=before, after=after), kind)  # type: ignore[arg-type]
    assert numbers(told)[-1] == SETTLING
    ends = {b >= 0 for _, b in pairs}
    if len(ends) == 2:
        assert ("holds its verdict" in told) == (kept >= 0.9 * len(pairs))
        assert numbers(told)[:2] == [kept, len(pairs)]
        return
    assert ("positive" if ends == {True} else "negative") in told
    assert numbers(told)[0] == len(pairs)
    assert ("does not show" in told) == (kept == len(pairs))
    if kept < len(pairs):
        assert numbers(told)[1] == len(pairs) - kept
        assert ("forgets" in told) == (kind == "zero")


def test_two_verdicts_are_told_with_their_half_lives() -> None:
    """A network of known points: logits ±0.96 with λ = 2(1 − h²), and the saddle at 0."""
    map_ = under_constant_input(saddle())
    starts = np.random.default_rng(0).uniform(-1, 1, (30, 2))
    points = find_points(map_, starts).points()
    told = rest_told(points)
    half = np.log(2) * max(-1 / np.log(2 * (1 - ROOT**2)), -1 / np.log(0.5))
    assert f"Two resting points hold the two verdicts, at logit −{ROOT:.2f} and +{ROOT:.2f}" in told
    assert f"within {half:.1f} words at the first, within {half:.1f}" in told
    assert numbers(told)[2] == 0
    assert holds_both(points)
    assert not holds_both(points[1:])


def test_one_resting_point_has_its_half_life() -> None:
    """λ = 0.3 turned by nothing: h = 0, halved after ln 2 / −ln 0.3 words."""
    map_ = under_constant_input(network_of(("simple_rnn", np.diag([0.3, 0.2]), np.zeros(2))))
    told = rest_told(find_points(map_, np.full((4, 2), 0.5)).points())
    assert "one resting point, at logit +0.00" in told
    assert f"within {np.log(2) / -np.log(0.3):.1f} words" in told


def test_where_nothing_can_be_measured_to_move_no_point_is_told() -> None:
    """λ = 1 to the last digit along one line: the range of its logits is said, and no verdict has a place there."""
    map_ = under_constant_input(network_of(("simple_rnn", np.diag([1.0, 0.5]), np.zeros(2))))
    states = np.array([[at, 0.0] for at in (-4e-4, 2e-4, 6e-4)])
    points = [resting_point(map_, state) for state in states]
    assert all(point.exact for point in points)
    told = rest_told(points)
    assert "no single point stands out" in told
    np.testing.assert_allclose(numbers(told), [-0.0004, 0.0012], atol=0.0051)
    assert not holds_both(points)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_what_is_circled_is_called_no_resting_point(sign: float) -> None:
    """The middle of a cycle, also of one with period 2: it stays there, and off it pushes grow."""
    network = wheel(np.deg2rad(40), 1.3) if sign > 0 else network_of(("simple_rnn", np.diag([-2.0, 0.5]), np.zeros(2)))
    points = find_points(under_constant_input(network), np.random.default_rng(0).uniform(-1, 1, (30, 2))).points()
    told = rest_told(points)
    assert [point.kind for point in points] == ["turning"]
    assert "circled" in told
    assert "No resting point is among them" in told
    assert "(circled)" in told
    verdicts = lesson_words.verdicts_lesson((-1.0, 0.0, 2.0), (10.0, 20.0), [2.0])
    assert "around +2.00 the state circles" in verdicts
    assert "resting point" not in verdicts


@settings(max_examples=40, deadline=None)
@given(
    held=st.lists(st.integers(1, 20), max_size=5, unique=True).map(sorted),
    more=st.integers(0, 4),
    untrained=st.booleans(),
)
def test_a_training_is_told_by_the_epochs_that_hold_both(held: list[int], more: int, untrained: bool) -> None:
    """How many epochs of how many, and the first of them; whether untrained both verdicts have a place."""
    epochs = len(held) + more
    told = words.help_of_movie(held, epochs, untrained=untrained)
    assert ("not both" in told) == (not untrained)
    assert numbers(told) == ([len(held), epochs, held[0]] if held else [epochs] if epochs else [])


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
            assert "a resting point: every small push fades" in told
            straight = values.real[(np.abs(values.imag) < 1e-9) & (values.real > 0)]
            if (
                len(straight) and not point.spectrum.slow.imag
            ):  # no push that keeps its direction lasts longer than what is told
                assert abs(point.spectrum.slow - straight.max()) < 1e-9
        else:
            straight = (outside.real > 0) & (np.abs(outside.imag) < 1e-9)
            assert ("a saddle" in told) == bool(straight.any())
            assert ("resting point" in told) == (not len(outside))
            assert numbers(told)[1] == len(outside)
        if speed**2 / 2 <= EXACT:
            slow = values[np.abs(values - 1).argmin()]
            half = np.log(2) / abs(np.log(np.abs(slow)))
            grows = "doubles" if abs(slow) > 1 else "is halved"
            assert f"a push {grows} within {lesson_words.lasting(half)} words" in told


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
    usual = np.concatenate(
        [np.diff(look.visited.logits[look.visited.of_review(review)]) for review in range(len(look.reviews))]
    )
    drifts, middle = np.median(np.abs(curve.drifts[there])), np.median(np.abs(usual))
    answer = curve_answer(look, rest)
    assert ("drifts slowly" in answer) == (middle >= 2 * drifts)
    expected = [max(one, 0.001) for one in (drifts, middle)]
    np.testing.assert_allclose(numbers(answer), expected, atol=0.00051)
    assert answer.count("less than") == sum(one < 0.001 for one in (drifts, middle))
    drift, speed, half = (panel["title"] for panel in curve_payload(look, rest)["panels"])
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
    longest = np.log(2) * curve.time_constants[there].max()
    assert abs(numbers(half)[0] - curve.logits[there][np.argmax(curve.time_constants[there])]) <= 0.0051
    assert abs(numbers(half)[1] - min(longest, 1000)) <= (0.051 if longest < 10 else 0.51)
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
    named = ["start", "film", "film", *["bad"] * 6]
    scene = Scene(network=look.network, walks=[], points=rest.points, label="trained", told="")
    frame = frame_of(look, scene, walked, named)
    payload = plane_payload(look, rest, named, walked, [frame], kind="mean")
    assert payload["words"] == named
    assert {key["name"] for key in payload["keys"]} == set(get_args(KeyName))
    places = {(round(one["x"], 9), round(one["y"], 9)) for one in frame["points"]}
    expected = look.plane.project(np.array([point.state[rest.map.hidden] for point in rest.points]))
    assert places == {(round(float(x), 9), round(float(y), 9)) for x, y in expected}
    steps = [part["s"] for part in frame["attempt"] if "s" in part]
    sides = [at for at in range(1, 9) if (walked.logits[at] >= 0) != (walked.logits[at - 1] >= 0)]
    assert steps == list(dict.fromkeys([*sides[-1:], int(np.argmax(walked.steps))]))
    assert [part["t"] for part in frame["attempt"] if "s" in part] == [named[step] for step in steps]
    agreeing = (look.boundary.logit(look.plane.project(look.visited.hidden_states)) >= 0) == (look.visited.logits >= 0)
    (undecided,) = [key["told"] for key in payload["keys"] if key["name"] == "boundary"]
    assert f"{100 * agreeing.mean():.1f} % of all" in undecided
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
    assert numbers(words.linear_told(0.052))[0] == 5
    assert numbers(words.mislead(0.93))[0] == 93
    assert settled(np.array([-1.0, 2.0, 3.0]), np.array([-1.0, -2.0, 0.0])) == (1, 2)
