"""One review in two rows: with zeros before and behind its words, or cut at either end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from rnnviz.networks import LayerTrajectory, Network, sigmoid
from rnnviz.recording import Recording, check_work, record
from rnnviz.shapes import Floats
from rnnviz.text import START_ID, Padding, Side

__all__ = ["ReadRow", "TwoRows", "two_rows"]

_SIDES: tuple[Side, Side] = ("pre", "post")


@dataclass(frozen=True, kw_only=True, eq=False)
class ReadRow:
    """A row while a network reads it.

    Parameters
    ----------
    probability
        Running probability after every place, (maxlen,); held over zeros that are masked.
    first, ids
        Place of the first id that is no padding, from 0, and how many there are: the start sign and the words.
    words
        The words at these places; the start sign is empty.
    words_cut
        Words of the review that did not fit.
    """

    probability: Floats
    first: int
    ids: int
    words: tuple[str, ...]
    words_cut: int

    @property
    def verdict(self) -> float:
        """Probability at the end of the row."""
        return float(self.probability[-1])

    @property
    def at_last_word(self) -> float:
        """Probability after the last word, before the zeros behind it."""
        return float(self.probability[self.first + self.ids - 1])


@dataclass(frozen=True, kw_only=True, eq=False)
class TwoRows:
    """What one network makes of the same review in two rows.

    Parameters
    ----------
    by
        What the rows differ in: the side of the padding, or the end that is cut where the review is too long.
    rows
        By "pre" and "post".
    pads
        Zeros in a row; as many in both.
    masked, bidirectional
        Whether the network skips zeros, and whether it reads from the end, too. A backward cell has read the whole row
        before the first running probability, which holds what it found.
    zeros
        Running probability over a row of nothing but zeros, (maxlen,); None where the network masks or reads both ways.
    left
        How much of what the words did to the state is left after the zeros behind them: ‖h − h⁰‖ at the end of the row
        over ‖h − h⁰‖ after the last word, h being all states of all layers and h⁰ those over nothing but zeros, at the
        same place. None where there is no zero or `zeros` is None.
    """

    by: Literal["padding", "truncating"]
    rows: dict[Side, ReadRow]
    pads: int
    masked: bool
    bidirectional: bool
    zeros: Floats | None
    left: float | None


def two_rows(network: Network, text: str, padding: Padding) -> TwoRows:
    """Read `text` in two rows of `padding.maxlen`: padded on either side, or cut at either end if it is too long.

    Raises
    ------
    DataError
        The text is longer than 200,000 characters.
    ConfigurationError
        The network has no vocabulary to read a text with, or would take too long.
    """
    both_ways = any(layer.backward for layer in network.layers)
    whole = replace(network, padding=replace(padding, padding="post"))
    check_work(whole, longest=padding.maxlen, readings=2 if both_ways else 4)
    read = {side: _read(network, text, replace(padding, padding=side)) for side in _SIDES}
    too_long = _is_cut(read["pre"], padding)
    if too_long:
        read = {side: _read(network, text, replace(padding, truncating=side)) for side in _SIDES}
    rows = {side: _row(one, padding.maxlen, side) for side, one in read.items()}
    pads = padding.maxlen - rows["pre"].ids
    nothing = None
    if not (network.spec.mask_zero or both_ways):
        nothing = network.read(np.zeros(padding.maxlen, dtype=np.int32))
    return TwoRows(
        by="truncating" if too_long else "padding",
        rows=rows,
        pads=pads,
        masked=network.spec.mask_zero,
        bidirectional=both_ways,
        zeros=None if nothing is None else sigmoid(network.readout(nothing[-1].hidden_states)),
        left=None if nothing is None or not pads else _left(network.read(read["post"].ids), nothing, rows["post"].ids),
    )


def _read(network: Network, text: str, padding: Padding) -> Recording:
    return record(replace(network, padding=padding), text, gates=False)


def _is_cut(read: Recording, padding: Padding) -> bool:
    """Whether words, or the start sign alone, did not fit."""
    real = read.ids[read.mask]
    return len(real) == padding.maxlen and (read.words_cut > 0 or int(real[0]) != START_ID)


def _row(read: Recording, maxlen: int, side: Side) -> ReadRow:
    mask, probability = read.mask, read.probability
    ids = int(np.count_nonzero(mask))
    if len(mask) < maxlen:  # a network that masks is recorded without its padding, over which it holds its state
        held = np.full(maxlen - ids, read.initial_probability if side == "pre" else probability[-1])
        probability = np.concatenate([held, probability] if side == "pre" else [probability, held])
    words = tuple(word for word, real in zip(read.words, mask.tolist(), strict=True) if real)
    first = maxlen - ids if side == "pre" else 0
    return ReadRow(probability=probability, first=first, ids=ids, words=words, words_cut=read.words_cut)


def _left(read: Sequence[LayerTrajectory], nothing: Sequence[LayerTrajectory], ids: int) -> float:
    apart = np.concatenate([_states(one) - _states(other) for one, other in zip(read, nothing, strict=True)], axis=-1)
    distances = np.linalg.norm(apart, axis=-1)
    return float(distances[-1] / distances[ids - 1]) if distances[ids - 1] else 0.0


def _states(layer: LayerTrajectory) -> Floats:
    """All states of a layer, side by side, (timesteps, ...)."""
    return np.concatenate(list(layer.forward.states.values()), axis=-1)
