"""The plane at several moments of a training, its axes those of the trained network."""

from dataclasses import dataclass

import numpy as np

from rnnviz.dynamics import visit
from rnnviz.networks import Network, first_weights, sigmoid
from rnnviz.runs import Run, find_run
from rnnviz.shapes import Floats, Ids
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.dynamics import view_words, words
from rnnviz.ui.dynamics.facts import crossings
from rnnviz.ui.dynamics.look import Look
from rnnviz.ui.dynamics.views.plane import Frame, Walk
from rnnviz.ui.frame.session import network_of
from rnnviz.ui.frame.shared import shared

__all__ = ["Moment", "Walked", "frame_of", "frames_of", "moments_of", "walk_of"]

_MOST_EPOCHS = 12
_REVIEWS = 4  # of each verdict: a movie has many frames
_MOST_BYTES = 60_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Walked:
    """One review as a network reads it: states of the last layer, logits and lengths of the steps at its words."""

    hidden_states: Floats
    logits: Floats
    steps: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Moment:
    """Drawn reviews with the weights of one moment.

    `first` is what their own first direction holds, `spread` how far their states are apart, beside the trained ones'.
    """

    epoch: int | None
    trained: bool
    accuracy: float | None
    walks: list[Walk]
    first: float
    spread: float


def walk_of(network: Network, ids: Ids) -> Walked:
    """The review with these ids, without padding, as it is read."""
    visited = visit(network, [ids])
    return Walked(hidden_states=visited.hidden_states, logits=visited.logits, steps=visited.steps)


def frame_of(look: Look, network: Network, walked: Walked, walks: list[Walk], *, label: str, told: str) -> Frame:
    """One frame of the picture."""
    boundary = look.plane.boundary(network.readout_kernel, network.readout_bias)
    logits = walked.logits
    return {
        "label": label,
        "title": words.ends_title(bool(logits[-1] >= 0), float(sigmoid(logits[-1])), crossings(logits), len(logits)),
        "told": told,
        "moved": as_float32(walked.steps / look.visited.median_step),
        "walks": walks,
        "places": as_float32(look.plane.project(walked.hidden_states)),
        "logits": as_float32(logits),
        "normal": boundary.normal.tolist(),
        "offset": boundary.offset,
    }


def frames_of(look: Look, name: str, changed: int, ids: Ids) -> list[Frame]:
    """Frames from the untrained network to the trained one, with one review walking in all of them."""
    frames = []
    for moment in moments_of(name, changed, look):
        network = _network_at(name, moment)
        label = view_words.frame_label(moment.epoch, trained=moment.trained)
        told = view_words.frame_told(label, moment.first, None if moment.trained else moment.spread, moment.accuracy)
        frames.append(frame_of(look, network, walk_of(network, ids), moment.walks, label=label, told=told))
    return frames


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
        first=float(variances[-1] / variances.sum()),
        spread=float(np.sqrt(variances.sum() / look.visited.hidden_states.var(axis=0, ddof=1).sum())),
    )


def _network_at(name: str, moment: Moment) -> Network:
    if moment.trained or moment.epoch is not None:
        return network_of(name, epoch=moment.epoch)
    return _untrained(name, find_run(name))


@shared(4)
def _untrained(name: str, run: Run) -> Network:
    """A network with weights as they are drawn before a training with the run's seed."""
    record = run.record
    flat = first_weights(record.network, record.training.seed, recurrent_gain=record.training.recurrent_gain)
    counts = [1, *(len(layer.weights(1)) for layer in record.network.layers), 2]
    ends = np.cumsum(counts)
    weights = [flat[end - count : end] for count, end in zip(counts, ends.tolist(), strict=True)]
    trained = network_of(name)
    return Network.from_weights(
        record.network, weights, name=name, vocabulary=trained.vocabulary, padding=trained.padding
    ).astype(np.float64)
