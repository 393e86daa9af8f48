"""Searches over a corpus equal those that look at every row one by one."""

from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.errors import ConfigurationError
from rnnviz.shapes import Floats
from rnnviz.states.index import BLOCK, StateIndex, codes_of, norms_of
from rnnviz.states.search import SpanMatch, find_spans, nearest_states


@dataclass(frozen=True)
class Drawn:
    """Reviews with drawn states, (1 + timesteps, units) each, row 0 before the first timestep."""

    reviews: tuple[Floats, ...]

    @property
    def index(self) -> StateIndex:
        """The index of all of them, words numbered by their place."""
        states = np.concatenate(self.reviews)
        units = states.shape[1]
        lengths = [len(one) for one in self.reviews]
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        filled = np.zeros((-len(states) % BLOCK, units))
        codes = codes_of(np.concatenate([states, filled])).reshape(-1, BLOCK, units).swapaxes(1, 2)
        nothing = np.zeros((1, units))
        return StateIndex(
            codes=codes,
            halves=states.astype(np.float16),
            norms=norms_of(codes_of(states)),
            ids=np.ones(len(states), dtype=np.int32),
            logits=np.zeros(len(states), dtype=np.float32),
            starts=starts,
            labels=np.zeros(len(lengths), dtype=np.int8),
            by_word=np.arange(len(states), dtype=np.int32),
            word_starts=np.array([0, len(states)]),
            changes=nothing,
            squares=nothing,
            pushes=np.zeros(1),
            push_squares=np.zeros(1),
        )


@st.composite
def drawn_reviews(draw: st.DrawFn) -> Drawn:
    """A few reviews of a few units, some of few values so that there are ties, some across several blocks."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    units, coarse = draw(st.integers(1, 6)), draw(st.booleans())
    lengths = draw(st.lists(st.integers(2, 40), min_size=1, max_size=8))
    if draw(st.booleans()):
        lengths[0] += 2 * BLOCK
    reviews = [rng.uniform(-1, 1, (length, units)) for length in lengths]
    rounded = [np.round(one * 2) / 2 if coarse else one for one in reviews]  # with 0, −0, 1 and −1 among them
    return Drawn(tuple(one.astype(np.float16).astype(np.float64) for one in rounded))


def spans_one_by_one(drawn: Drawn, units: list[int], threshold: float, sign: int) -> list[SpanMatch]:
    """Best run of each review, found by going through its timesteps and comparing states with the threshold."""
    best: dict[int, tuple[tuple[float, ...], SpanMatch]] = {}
    for number, states in enumerate(drawn.reviews):
        on = (sign * states[1:] >= threshold) if sign > 0 else (states[1:] < -threshold)
        places = range(len(on))
        for common, run in groupby(places, key=lambda at: tuple(unit for unit in units if on[at, unit])):
            steps = list(run)
            if not common:
                continue
            through = {unit for unit in range(states.shape[1]) if on[steps, unit].all()}
            match = SpanMatch(
                review=number, first=steps[0], last=steps[-1], common=common, union=len(through | set(units))
            )
            rank = (-len(common), match.union, -len(steps), steps[0])
            if number not in best or rank < best[number][0]:
                best[number] = (rank, match)
    ranked = sorted(best.items(), key=lambda item: (item[1][0][:3], item[0]))
    return [match for _, (_, match) in ranked]


@settings(deadline=None)
@given(drawn_reviews(), st.data())
def test_spans_are_those_of_a_search_step_by_step(drawn: Drawn, data: st.DataObject) -> None:
    """Largest common set, then smallest union, then longest, one a review; for high units and for low ones."""
    every = range(drawn.reviews[0].shape[1])
    units = sorted(data.draw(st.sets(st.sampled_from(every), min_size=1)))
    threshold, sign = data.draw(st.integers(0, 127)) / 128, data.draw(st.sampled_from([1, -1]))
    expected = spans_one_by_one(drawn, units, threshold, sign)
    assert find_spans(drawn.index, units, threshold, sign=sign) == expected
    assert find_spans(drawn.index, units, threshold, sign=sign, most=2) == expected[:2]


@settings(deadline=None)
@given(drawn_reviews(), st.integers(0, 2**32 - 1), st.integers(1, 9), st.booleans())
def test_nearest_states_are_those_of_all_distances(drawn: Drawn, seed: int, most: int, own: bool) -> None:
    """One a review, nearest first, with the distance itself; of a state of the corpus, or of one that is in none."""
    rng = np.random.default_rng(seed)
    review = int(rng.integers(len(drawn.reviews)))
    states = drawn.reviews[review]
    asked = states[rng.integers(1, len(states))] if own else rng.uniform(-1.2, 1.2, states.shape[1])
    left_out = review if own else None
    found = nearest_states(drawn.index, asked, most=most, without=left_out)
    distances = {
        number: np.linalg.norm(one[1:] - asked, axis=1)
        for number, one in enumerate(drawn.reviews)
        if number != left_out
    }
    expected = sorted((float(values.min()), number) for number, values in distances.items())[:most]
    assert [one.distance for one in found] == pytest.approx([distance for distance, _ in expected], rel=1e-12)
    for one in found:
        assert distances[one.review][one.position] == pytest.approx(one.distance, rel=1e-12)
    assert len({one.review for one in found}) == len(found)


@given(st.lists(st.floats(-1, 1, width=16), min_size=1, max_size=50), st.integers(-128, 128))
def test_codes_tell_exactly_what_lies_above_a_step(values: list[float], step: int) -> None:
    """h ≥ k / 128 is code ≥ 128 + k, for each state; only a state of 1 has no code of its own."""
    codes = codes_of(np.array(values))
    for value, code in zip(values, codes.tolist(), strict=True):
        if step < 128:
            assert (value >= step / 128) == (code >= 128 + step)


@pytest.mark.parametrize("units", [[], [9], [-1]])
def test_a_pattern_that_cannot_be_is_a_sentence(units: list[int]) -> None:
    """Units that there are not, thresholds beyond 1, and states of another network."""
    index = Drawn((np.zeros((3, 2)),)).index
    with pytest.raises(ConfigurationError, match="Units are numbers from 0 to 1, at least one"):
        find_spans(index, units, 0.5)
    with pytest.raises(ConfigurationError, match=r"A threshold lies between 0 and 0.992, not 2"):
        find_spans(index, [0], 2)
    with pytest.raises(ConfigurationError, match="A state has 2 numbers"):
        nearest_states(index, np.zeros(3))
    with pytest.raises(ConfigurationError, match="A state has 2 numbers"):
        nearest_states(index, np.array([0.0, np.nan]))
