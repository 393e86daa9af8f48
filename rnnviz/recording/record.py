"""`record`: a network reads reviews, and everything is kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from rnnviz.cells import Unrolled
from rnnviz.networks import LayerTrajectory, Network
from rnnviz.recording.encoding import EncodedReview, Review, encode_review
from rnnviz.recording.limits import check_work
from rnnviz.recording.recording import LayerRecording, Recording
from rnnviz.shapes import Floats, Ids
from rnnviz.text import PADDING_ID

__all__ = ["record"]

_REVIEWS_AT_ONCE = 256
_BATCH_AXES = 3  # samples, timesteps, units


@overload
def record(network: Network, reviews: Review, *, gates: bool | None = None) -> Recording: ...  # type: ignore[overload-overlap]
@overload
def record(network: Network, reviews: Sequence[Review], *, gates: bool | None = None) -> tuple[Recording, ...]: ...
def record(
    network: Network, reviews: Review | Sequence[Review], *, gates: bool | None = None
) -> Recording | tuple[Recording, ...]:
    """Record a network while it reads one review, or each of several.

    Parameters
    ----------
    network
        A network with its vocabulary, such as `rnnviz.load("imdb-lstm")`.
    reviews
        One review, or a sequence of them. A review is a text, or an array of its ids for a network that has no
        vocabulary.
    gates
        Whether to keep gates and candidates beside the states; None keeps them for one review, not for several.

    Returns
    -------
    Recording
        For one review; a tuple of them, in the order given, for several.

    Raises
    ------
    DataError
        A text is longer than 200,000 characters, a review takes longer than two seconds or more than 100 MB to read, or
        an id is outside the network's embedding.
    ConfigurationError
        The network has no vocabulary to read a text with, or any review takes it that long.
    """
    if isinstance(reviews, (str, np.ndarray)):
        return _record(network, [encode_review(reviews, network)], gates=gates is not False)[0]
    encoded = [encode_review(review, network) for review in reviews]
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))  # reviews of like length share their steps
    recordings: dict[int, Recording] = {}
    for start in range(0, len(order), _REVIEWS_AT_ONCE):
        chunk = order[start : start + _REVIEWS_AT_ONCE]
        recordings.update(zip(chunk, _record(network, [encoded[i] for i in chunk], gates=bool(gates)), strict=True))
    return tuple(recordings[i] for i in range(len(encoded)))


@dataclass(frozen=True, kw_only=True, eq=False)
class _Layer:
    """One layer's recorded arrays for several reviews.

    `padding` is what all of them share in front, (pads, units); the rest is (samples, timesteps, units).
    """

    padding: Mapping[str, Floats]
    forward: Mapping[str, Floats]
    backward: Mapping[str, Floats] | None

    def of(self, sample: int, shown: slice, cell: str) -> LayerRecording:
        backward = self.backward
        return LayerRecording(
            cell=cell,
            padding_part=self.padding,
            forward_part={name: values[sample, shown] for name, values in self.forward.items()},
            backward_part=None if backward is None else {name: backward[name][sample, shown] for name in backward},
        )


def _record(network: Network, reviews: Sequence[EncodedReview], *, gates: bool) -> list[Recording]:
    """Record reviews of like length; their arrays are views of arrays that they share."""
    check_work(network, longest=max(len(review.ids) for review in reviews))
    rows = _rows(network, reviews)
    layers = _read(network, rows, gates=gates)
    return list(_recordings(network, reviews, rows, layers))


def _recordings(
    network: Network, reviews: Sequence[EncodedReview], rows: Ids, layers: Sequence[_Layer]
) -> Iterator[Recording]:
    logit, initial = _logits(network, layers[-1], len(rows))
    for number, review in enumerate(reviews):
        # A network that masks has learnt nothing about padding: it is recorded without it.
        shown = slice(rows.shape[1] - len(review.ids) if network.spec.mask_zero else 0, None)
        yield Recording(
            network=network.name,
            spec=network.spec,
            text=review.text,
            ids=rows[number, shown],
            read_words=review.words,
            layers=tuple(
                layer.of(number, shown, spec.cell) for layer, spec in zip(layers, network.spec.layers, strict=True)
            ),
            logit=logit[number, shown],
            initial_logit=float(initial[number]),
            words_cut=review.words_cut,
        )


def _rows(network: Network, reviews: Sequence[EncodedReview]) -> Ids:
    """Rows to read: as long as the network's where it reads padding, as long as the longest review where it masks."""
    masked = network.spec.mask_zero
    length = max(len(review.ids) for review in reviews) if masked else network.padding.maxlen
    rows = np.full((len(reviews), length), PADDING_ID, dtype=np.int32)
    for row, review in zip(rows, reviews, strict=True):
        size = len(review.ids)
        behind = network.padding.padding == "post" and not masked
        row[slice(0, size) if behind else slice(length - size, length)] = review.ids
    return rows


def _read(network: Network, rows: Ids, *, gates: bool) -> list[_Layer]:
    """Every layer's recorded arrays. Padding that all rows begin with is read once."""
    shared = network.padding_trajectory
    pads = int((rows != PADDING_ID).argmax(axis=1).min()) if shared is not None else 0
    if shared is None or pads == 0:
        read, padding = network.read(_alone(rows)), [dict[str, Floats]() for _ in network.layers]
    else:
        read = network.read(_alone(rows[:, pads:]), initial=[_states_at(layer, pads - 1) for layer in shared])
        padding = [{name: values[:pads] for name, values in _kept(layer.forward, gates).items()} for layer in shared]
    return [
        _Layer(
            padding=before,
            forward=_batched(_kept(layer.forward, gates)),
            backward=None if layer.backward is None else _batched(_kept(layer.backward, gates)),
        )
        for before, layer in zip(padding, read, strict=True)
    ]


def _alone(rows: Ids) -> Ids:
    """The one row without an axis of samples, which is faster to read; several rows as they are."""
    return rows[0] if len(rows) == 1 else rows


def _batched(values: Mapping[str, Floats]) -> dict[str, Floats]:
    return {name: array if array.ndim == _BATCH_AXES else array[None] for name, array in values.items()}


def _kept(unrolled: Unrolled, gates: bool) -> dict[str, Floats]:
    return unrolled.values if gates else unrolled.states


def _states_at(layer: LayerTrajectory, timestep: int) -> tuple[Floats, ...]:
    return tuple(state[timestep] for state in layer.forward.states.values())


def _logits(network: Network, layer: _Layer, samples: int) -> tuple[Floats, Floats]:
    """Running logit, (samples, timesteps), and the logit of the initial state, (samples,).

    What a backward cell adds is held at its final state, that of timestep 0.
    """
    units = network.spec.layers[-1].units
    kernel, backward_kernel = network.readout_kernel[:units], network.readout_kernel[units:]
    held = np.full(samples, network.readout_bias, dtype=kernel.dtype)
    if layer.backward is not None:
        held += layer.backward["hidden_states"][:, 0] @ backward_kernel
    running = [layer.forward["hidden_states"] @ kernel]
    if layer.padding:
        running.insert(0, np.broadcast_to(layer.padding["hidden_states"] @ kernel, (samples, _length(layer))))
    return np.concatenate(running, axis=1) + held[:, None], held


def _length(layer: _Layer) -> int:
    return len(layer.padding["hidden_states"])
