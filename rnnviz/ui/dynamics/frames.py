"""The plane at several moments of a training, its axes those of the trained network."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from rnnviz.dynamics import RestingPoint, find_points, visit
from rnnviz.networks import Network, sigmoid
from rnnviz.runs import find_run
from rnnviz.shapes import Floats, Ids
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.sentence import SentencePart
from rnnviz.ui.dynamics import section_words, view_words, words
from rnnviz.ui.dynamics.facts import crossings, holds_both, rest_of_network
from rnnviz.ui.dynamics.look import LOOSEST, Alone, Look, Rest, model_changed
from rnnviz.ui.dynamics.point_payload import points_payload
from rnnviz.ui.dynamics.views.plane import Frame, Walk
from rnnviz.ui.frame.session import network_of, untrained_of
from rnnviz.ui.frame.shared import shared

__all__ = ["Moment", "Scene", "Walked", "frame_of", "moments_of", "movie_told", "scenes_of", "walk_of"]

_MOST_EPOCHS = 12
_STARTS = 24  # that the points of a moment are looked for from
_REVIEWS = 4  # of each verdict: a movie has many frames
_MOST_BYTES = 60_000_000

Progress = Callable[[float], None]


@dataclass(frozen=True, kw_only=True, eq=False)
class Walked:
    """One review as a network reads it: states of the last layer, logits and lengths of the steps at its words."""

    hidden_states: Floats
    logits: Floats
    steps: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Moment:
    """Drawn reviews with the weights of one moment.

    `starts` are some of their states; `first` is what their own first direction holds, `spread` how far their states
    are apart, beside the trained ones'.
    """

    epoch: int | None
    trained: bool
    accuracy: float | None
    walks: list[Walk]
    starts: Floats
    first: float
    spread: float


def walk_of(network: Network, ids: Ids) -> Walked:
    """The review with these ids, without padding, as it is read."""
    visited = visit(network, [ids])
    return Walked(hidden_states=visited.hidden_states, logits=visited.logits, steps=visited.steps)


@dataclass(frozen=True, kw_only=True, eq=False)
class Scene:
    """A network at one moment: the drawn reviews, and where it rests."""

    network: Network
    walks: list[Walk]
    points: Sequence[RestingPoint]
    label: str
    told: str


def frame_of(look: Look, scene: Scene, walked: Walked, named: list[str]) -> Frame:
    """One frame of the picture; `named` are the words of the review that walks."""
    boundary = look.plane.boundary(scene.network.readout_kernel, scene.network.readout_bias)
    logits = walked.logits
    return {
        "label": scene.label,
        "title": words.ends_title(bool(logits[-1] >= 0), float(sigmoid(logits[-1])), crossings(logits), len(logits)),
        "told": scene.told,
        "moved": as_float32(walked.steps / look.visited.median_step),
        "walks": scene.walks,
        "places": as_float32(look.plane.project(walked.hidden_states)),
        "logits": as_float32(logits),
        "normal": boundary.normal.tolist(),
        "offset": boundary.offset,
        "attempt": _attempt(walked, named),
        "rest": rest_of_network(look, scene.points),
        "points": points_payload(look, scene.points),
    }


def _attempt(walked: Walked, named: list[str]) -> list[SentencePart]:
    """What to try in the walk: the word at which the verdict turns last, and that which moves the state furthest."""
    turns, far = crossings(walked.logits), int(np.argmax(walked.steps))

    def mention(step: int) -> SentencePart:
        return {"t": named[step], "s": step}

    return section_words.try_walk(mention(turns[-1] - 1) if turns else None, mention(far))


def scenes_of(look: Look, rest: Rest, moments: Sequence[Moment], alone: Alone, progress: Progress) -> list[Scene]:
    """The network from untrained to trained, with the points of each moment; `progress` hears what share is done."""
    name, scenes = look.network.name, []
    for at, moment in enumerate(moments):
        progress(at / len(moments))
        label = view_words.frame_label(moment.epoch, trained=moment.trained)
        scene = Scene(
            network=_network_at(name, moment),
            walks=moment.walks,
            points=rest.points if moment.trained else points_at(name, model_changed(name), alone, moment),
            label=label,
            told=view_words.frame_told(label, moment.first, None if moment.trained else moment.spread, moment.accuracy),
        )
        scenes.append(scene)
    return scenes


@shared(
    20_000_000,
    size=lambda points: sum(4 * point.state.nbytes + 48 * len(point.state) for point in points),
    key=lambda name, changed, alone, moment: (name, changed, alone, moment.epoch),
)
def points_at(name: str, changed: int, alone: Alone, moment: Moment) -> tuple[RestingPoint, ...]:
    """Where the network rests at a moment of its training, from states that it visits then."""
    del changed  # part of the key only
    map_ = alone.map_of(_network_at(name, moment))
    return find_points(map_, moment.starts, iterations=100).points(LOOSEST)


def movie_told(moments: Sequence[Moment], scenes: Sequence[Scene]) -> str:
    """What becomes of the resting points in a training."""
    epochs = [moment.epoch for moment in moments if moment.epoch is not None]
    held = [
        moment.epoch
        for moment, scene in zip(moments, scenes, strict=True)
        if moment.epoch is not None and holds_both(scene.points)
    ]
    return words.help_of_movie(held, len(epochs), untrained=holds_both(scenes[0].points))


@shared(
    _MOST_BYTES,
    size=lambda moments: sum(len(walk["places"]) for moment in moments for walk in moment.walks),
    key=lambda name, changed, _look: (name, changed),
)
def moments_of(name: str, changed: int, look: Look) -> list[Moment]:
    """Some of the drawn reviews after every kept epoch, or a dozen of these, between untrained and trained."""
    del changed  # part of the key only
    run = find_run(name)
    accuracies = {row.epoch: row.val_accuracy for row in run.history}
    kept = _spread(run.kept_epochs)
    wanted: list[tuple[int | None, bool]] = [(None, False), *((epoch, False) for epoch in kept), (None, True)]
    shown = [*look.shown[:_REVIEWS], *look.shown[len(look.shown) // 2 :][:_REVIEWS]]
    reviews = [look.reviews[review] for review in dict.fromkeys(shown)]
    moments = []
    for epoch, trained in wanted:
        moment = Moment(
            epoch=epoch,
            trained=trained,
            accuracy=None if epoch is None else accuracies.get(epoch),
            walks=[],
            starts=np.zeros((0, 0)),
            first=0.0,
            spread=0.0,
        )
        moments.append(_seen(look, _network_at(name, moment), moment, reviews))
    return moments


def _spread(kept: list[int]) -> list[int]:
    if not kept:
        return []
    places = np.linspace(0, len(kept) - 1, min(len(kept), _MOST_EPOCHS)).astype(int).tolist()
    return [kept[place] for place in dict.fromkeys(places)]


def _seen(look: Look, network: Network, moment: Moment, reviews: list[Ids]) -> Moment:
    visited = visit(network, reviews)
    hidden = visited.hidden_states
    variances = np.linalg.eigvalsh(np.cov(hidden.T))
    walks: list[Walk] = [
        {
            "places": as_float32(look.plane.project(hidden[visited.of_review(review)])),
            "positive": bool(visited.logits[last] >= 0),
        }
        for review, last in enumerate(visited.last.tolist())
    ]
    return Moment(
        epoch=moment.epoch,
        trained=moment.trained,
        accuracy=moment.accuracy,
        walks=walks,
        starts=visited.states[visited.spread(_STARTS)],
        first=float(variances[-1] / variances.sum()),
        spread=float(np.sqrt(variances.sum() / look.visited.hidden_states.var(axis=0, ddof=1).sum())),
    )


def _network_at(name: str, moment: Moment) -> Network:
    if moment.trained or moment.epoch is not None:
        return network_of(name, epoch=moment.epoch)
    return untrained_of(name)
