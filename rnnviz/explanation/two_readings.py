"""Two readings beside each other: two networks on one review, two reviews in one network, two epochs of a training."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.explanation.edits import SIGN, align
from rnnviz.networks import sigmoid
from rnnviz.recording import Recording
from rnnviz.shapes import Bools, Floats

__all__ = ["TwoReadings", "compare_readings"]

_ALIKE = 0.5  # from this share of common words on, the words of one stand beside those of the other

Places = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class TwoReadings:
    """Two readings, step beside step; a step is a timestep of `Recording.folded_timesteps`.

    Attributes
    ----------
    one, other
        The recordings; of networks of any kind, size and vocabulary.
    steps_one, steps_other
        Which step of each stands in a column, (columns,); −1 where it has none there.
    by_number
        Whether the reviews are so different that word stands beside word by its number alone.
    """

    one: Recording
    other: Recording
    steps_one: Places
    steps_other: Places
    by_number: bool

    @property
    def logit_one(self) -> Floats:
        """Running logit of the one after every column, (columns,); where it has no step it stays where it was."""
        return _running(self.one, self.steps_one)

    @property
    def logit_other(self) -> Floats:
        """Running logit of the other, likewise."""
        return _running(self.other, self.steps_other)

    @property
    def difference(self) -> Floats:
        """How far the other one's running logit lies above that of the one, (columns,)."""
        return self.logit_other - self.logit_one

    @property
    def probabilities(self) -> tuple[Floats, Floats]:
        """Running probability of both, (columns,)."""
        return sigmoid(self.logit_one), sigmoid(self.logit_other)

    @property
    def is_word(self) -> Bools:
        """Columns in which at least one of them reads a word, (columns,)."""
        pairs = ((self.one, self.steps_one), (self.other, self.steps_other))
        return np.asarray(np.logical_or(*(_reads_word(recording, steps) for recording, steps in pairs)))

    @property
    def apart(self) -> Bools:
        """Columns after which their running probabilities lie on different sides of one half, (columns,)."""
        return np.asarray((self.logit_one >= 0) != (self.logit_other >= 0))

    @property
    def parting(self) -> int | None:
        """Column from which on they stay on different sides; None if they end on the same one."""
        apart = self.apart
        if not apart[-1]:
            return None
        together = np.flatnonzero(~apart)
        return int(together[-1]) + 1 if together.size else 0

    @property
    def furthest(self) -> int:
        """Column of a word after which the running logits are furthest apart; of any step if there is no word."""
        size = np.abs(self.difference)
        return int(np.where(self.is_word, size, -1).argmax() if self.is_word.any() else size.argmax())


def compare_readings(one: Recording, other: Recording) -> TwoReadings:
    """Hold two readings beside each other.

    Where they have at least half of the shorter one's words in common, in order, these stand in one column, as `align`
    puts them; else the words are paired by their number. Padding and start share a column where both have them.

    Parameters
    ----------
    one, other
        Recordings of any two networks and reviews.
    """
    left, right = _tokens(one), _tokens(other)
    columns = align(left, right)
    common = sum(
        left[a] == right[b] and not left[a].startswith(SIGN)
        for a, b in zip(columns[0].tolist(), columns[1].tolist(), strict=True)
        if a >= 0 and b >= 0
    )
    words = min(sum(not token.startswith(SIGN) for token in tokens) for tokens in (left, right))
    by_number = bool(words) and common < _ALIKE * words
    if by_number:
        columns = _numbered(left, right)
    return TwoReadings(one=one, other=other, steps_one=columns[0], steps_other=columns[1], by_number=by_number)


def _numbered(left: list[str], right: list[str]) -> tuple[Places, Places]:
    """First what stands before the words of each, then word beside word, then what stands behind them."""
    firsts = [_first_word(tokens) for tokens in (left, right)]
    heads = align(left[: firsts[0]], right[: firsts[1]])
    count = max(len(left) - firsts[0], len(right) - firsts[1])
    ends = zip(firsts, (len(left), len(right)), strict=True)
    tails = [np.where(first + np.arange(count) < end, first + np.arange(count), -1) for first, end in ends]
    one, other = (np.concatenate([head, tail]) for head, tail in zip(heads, tails, strict=True))
    return one, other


def _first_word(tokens: list[str]) -> int:
    return next((at for at, token in enumerate(tokens) if not token.startswith(SIGN)), 0)


def _tokens(recording: Recording) -> list[str]:
    """What each step reads: its word, or a sign that no word holds for padding and the start."""
    kinds, words = recording.kinds, recording.words
    return [
        SIGN + kinds[t] if kinds[t] in {"padding", "start"} else words[t] for t in recording.folded_timesteps.tolist()
    ]


def _reads_word(recording: Recording, steps: Places) -> Bools:
    words = np.append(recording.ids[recording.folded_timesteps] > 1, False)
    return np.asarray(words[steps])


def _running(recording: Recording, steps: Places) -> Floats:
    logit = np.append(recording.logit[recording.folded_timesteps], recording.initial_logit)
    return np.asarray(logit[np.maximum.accumulate(steps)], dtype=np.float64)
