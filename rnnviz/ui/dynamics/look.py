"""What is computed of a run's dynamics, once for all sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rnnviz.analysis import row_ids
from rnnviz.dynamics import (
    Boundary,
    ConstantInput,
    Flow,
    PointSearch,
    RestingPoint,
    SlowCurve,
    StatePlane,
    Visited,
    find_points,
    fit_plane,
    flow_of,
    linear_error,
    slow_curve,
    under_constant_input,
    visit,
)
from rnnviz.errors import TrainingError
from rnnviz.networks import Network
from rnnviz.runs import CorpusRecord, find_run
from rnnviz.shapes import Floats, Ids
from rnnviz.text import PADDING_ID
from rnnviz.training.reviews import reviews_of
from rnnviz.ui.dynamics.packing import Found, ReadReviews, packed, unpacked
from rnnviz.ui.dynamics.shelf import keep_arrays, place_of, read_arrays
from rnnviz.ui.dynamics.words import Input
from rnnviz.ui.frame.session import network_of
from rnnviz.ui.frame.shared import shared
from rnnviz.ui.reviews.examples import EXAMPLES

__all__ = ["LOOSEST", "SETTLING", "Alone", "Look", "Rest", "chief_of", "look_at", "model_changed", "rest_of"]

LOOSEST = 1e-3
"""q of the loosest tolerance that a visitor can choose."""

SETTLING = 1_000
"""Steps after which it is counted where states have come to."""

_REVIEWS, _SHOWN = 200, 5  # in all; of each verdict
_WIDE = 128  # numbers of a state from which less is searched, so that it takes seconds
_MOST_BYTES = 150_000_000
_LINEAR = 400
_PIECES = 10


@dataclass(frozen=True, kw_only=True)
class Alone:
    """What a network reads when it is left alone: one of the inputs, with the word where it is one."""

    kind: Input
    word: str = ""

    def map_of(self, network: Network) -> ConstantInput:
        """The network under it.

        Raises
        ------
        DataError
            The network has no vector for the word.
        """
        if self.kind == "word":
            return under_constant_input(network, word=self.word)
        return under_constant_input(network, self.kind)


@dataclass(frozen=True, kw_only=True, eq=False)
class Look:
    """A run's network, the states of some reviews and their plane.

    `own` says whether these are validation reviews of the run; otherwise they are those that come with rnnviz. `shown`
    are the reviews that are drawn, `ids` the word behind each state.
    """

    network: Network
    visited: Visited
    plane: StatePlane
    reviews: list[Ids]
    shown: tuple[int, ...]
    ids: Ids
    own: bool

    @cached_property
    def boundary(self) -> Boundary:
        """The decision boundary of the trained network."""
        return self.plane.boundary(self.network.readout_kernel, self.network.readout_bias)

    @cached_property
    def agreeing(self) -> float:
        """Share of the states on the side of the drawn boundary that their verdict has."""
        drawn = self.boundary.logit(self.plane.project(self.visited.hidden_states))
        return float(((drawn >= 0) == (self.visited.logits >= 0)).mean())


@dataclass(frozen=True, kw_only=True, eq=False)
class Rest:
    """Where a network rests that reads one vector for ever.

    `points` are all that the search ended at with q ≤ `LOOSEST`; `before` and `after` are logits of the states that it
    started from, at first and `SETTLING` steps later; `linear` is the median error of one linear step at `chief`.
    """

    map: ConstantInput
    search: PointSearch
    points: tuple[RestingPoint, ...]
    curve: SlowCurve
    flow: Flow
    before: Floats
    after: Floats
    linear: float | None

    @property
    def exact(self) -> tuple[RestingPoint, ...]:
        """Points where nothing moves."""
        return tuple(point for point in self.points if point.exact)

    @property
    def chief(self) -> RestingPoint | None:
        """The point at which the pushes of words are told: that with a direction and the logit nearest to 0."""
        return chief_of(self.points)


def chief_of(points: Sequence[RestingPoint]) -> RestingPoint | None:
    """Of the exact points if there are any: that with a real slow mode whose logit is nearest to 0."""
    usable = [point for point in points if point.spectrum.left.any()]
    return min(usable, key=lambda point: (not point.exact, abs(point.logit)), default=None)


def model_changed(name: str) -> int:
    """When the model of a run was written, as a part of what its results are known by."""
    file = find_run(name).model_file
    return file.stat().st_mtime_ns if file.exists() else 0


@shared(_MOST_BYTES, size=lambda look: 1.3 * look.visited.states.nbytes)
def look_at(name: str, changed: int) -> Look:
    """States of the run called `name` on 200 of its validation reviews, and their plane."""
    del changed  # part of the key only
    network, place = network_of(name), place_of(find_run(name), "states")
    known = unpacked(read_arrays(place), ReadReviews)
    if known is None:
        known, own = _read_reviews(name, network)
        if own:  # others are shown only until its own are there again
            keep_arrays(place, packed(known))
    else:
        own = True
    visited, reviews = known.visited, np.split(known.ids, known.ends[:-1])
    verdicts = visited.logits[visited.last] >= 0
    shown = [*np.flatnonzero(verdicts)[:_SHOWN].tolist(), *np.flatnonzero(~verdicts)[:_SHOWN].tolist()]
    rows = network.padding.rows(reviews)
    return Look(
        network=network,
        visited=visited,
        plane=fit_plane(visited.hidden_states, visited.logits),
        reviews=reviews,
        shown=tuple(shown),
        ids=rows[rows != PADDING_ID],
        own=own,
    )


def _read_reviews(name: str, network: Network) -> tuple[ReadReviews, bool]:
    texts, own = _texts(name)
    assert network.vocabulary is not None
    reviews = row_ids(texts, network.vocabulary)
    ends = np.cumsum([len(review) for review in reviews])
    return ReadReviews(visited=visit(network, reviews), ids=np.concatenate(reviews), ends=ends), own


def _texts(name: str) -> tuple[list[str], bool]:
    record = find_run(name).record
    corpus, training = record.corpus, record.training
    return _texts_of(name, (corpus, training.split_seed, training.validation_split))


@shared(20_000_000, size=lambda found: sum(4 * len(text) for text in found[0]), key=lambda _name, split: split)
def _texts_of(name: str, split: tuple[CorpusRecord, int, float]) -> tuple[list[str], bool]:
    """The first validation reviews of a run, once for all of one split; where these are gone, the examples."""
    del split  # what it is known by
    try:
        _, reviews = reviews_of(find_run(name), download=False)
    except TrainingError:
        return list(EXAMPLES.values()), False
    return list(reviews.texts[:_REVIEWS]), True


@shared(60_000_000, size=lambda rest: 10 * (rest.search.passed.nbytes + rest.search.ends.nbytes))
def rest_of(name: str, changed: int, alone: Alone) -> Rest:
    """Resting points and slow curve of the run called `name` under a constant input."""
    look = look_at(name, changed)
    map_ = alone.map_of(look.network)
    place = place_of(find_run(name), alone.kind, alone.word)
    found = unpacked(read_arrays(place), Found) if look.own else None
    if found is None:
        found = _find(look, map_)
        if look.own:
            keep_arrays(place, packed(found))
    search = PointSearch(map=map_, ends=found.ends, q=found.q, passed=found.passed, apart=found.apart)
    points = search.points(LOOSEST)
    return Rest(
        map=map_,
        search=search,
        points=points,
        curve=found.curve,
        flow=found.flow,
        before=found.before,
        after=found.after,
        linear=_linear(look, map_, chief_of(points)),
    )


def _find(look: Look, map_: ConstantInput) -> Found:
    """All that takes its time."""
    visited = look.visited
    wide = map_.state_features > _WIDE
    starts = visited.states[visited.spread(24 if wide else 64)]
    search = find_points(map_, starts, iterations=100 if wide else 200)
    # Piece by piece: an LSTM's gates of all of them at once fill 150 MB.
    moved = [_moved(look, map_, some) for some in np.array_split(visited.states, _PIECES)]
    ends, speeds = (np.concatenate(each) for each in zip(*moved, strict=True))
    return Found(
        ends=search.ends,
        q=search.q,
        passed=search.passed,
        apart=search.apart,
        curve=slow_curve(map_, visited, values=15 if wide else 31, iterations=25 if wide else 40),
        flow=flow_of(look.plane.project(visited.hidden_states), ends, speeds, cells=20),
        before=map_.logit(starts),
        after=_settled(map_, starts),
    )


def _moved(look: Look, map_: ConstantInput, states: Floats) -> tuple[Floats, Floats]:
    """Where states are in the plane after one step, and how far it moved them."""
    after = map_.step(states)
    return look.plane.project(after[:, map_.hidden]), np.linalg.norm(after - states, axis=-1)


def _settled(map_: ConstantInput, states: Floats) -> Floats:
    """Logits of states after many steps."""
    for _ in range(SETTLING):
        states = map_.step(states)
    return map_.logit(states)


def _linear(look: Look, map_: ConstantInput, point: RestingPoint | None) -> float | None:
    """Median error of one linear step from a visited state with the word that came next."""
    first = np.setdiff1d(np.arange(len(look.ids) - 1), look.visited.last)  # the last word has none behind it
    if point is None or not len(first):
        return None
    some = first[np.linspace(0, len(first) - 1, min(_LINEAR, len(first))).astype(np.intp)]
    vectors = look.network.embedding[look.ids[some + 1]]
    return float(np.median(linear_error(map_, point, look.visited.states[some], vectors)))
