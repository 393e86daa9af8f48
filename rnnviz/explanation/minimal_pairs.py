"""Short texts that differ in one thing: by them a network shows whether it negates and uses order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import ConfigurationError, DataError
from rnnviz.explanation.proportion import Proportion
from rnnviz.explanation.reading import MOST_SECONDS, verdicts
from rnnviz.networks import Network, batch_multiplications
from rnnviz.shapes import Bools, Floats, Ids
from rnnviz.text import START_ID, UNKNOWN_ID

__all__ = ["CONTROL", "MOST_FILLERS", "PairReadings", "TextPair", "negation_pairs", "order_pairs", "read_pairs"]

CONTROL = "also"
"""The word that is inserted where the modifier would be: what any word does there."""

FRAMES = (
    ("the film is", ""),
    ("i think that the acting was", "in most of the scenes"),
    ("my friends and i found the story", "when we saw it"),
    ("this movie was", "from the first minute to the last"),
    ("the plot seemed", "to everyone who was there"),
    ("to me the two of them were", "as a couple"),
)
FILLERS = ("to", "me", "and", "to", "all", "of", "us", "here")
MOST_FILLERS = len(FILLERS)
"""Words that stand between the modifier and the adjective at most."""

ADJECTIVES = (
    ("good", "bad"),
    ("great", "terrible"),
    ("wonderful", "awful"),
    ("excellent", "horrible"),
    ("funny", "boring"),
    ("beautiful", "ugly"),
    ("interesting", "dull"),
    ("brilliant", "stupid"),
    ("perfect", "poor"),
    ("enjoyable", "disappointing"),
)
"""Pairs, the word that praises first."""

_A_SECOND = 8e9  # multiplications of many rows at once on one thread; measured
_Numbers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class TextPair:
    """Two texts that differ in one thing.

    Parameters
    ----------
    one, other
        The texts. What is measured is how far the logit moves from `one` to `other`.
    control
        `one` with a word that means nothing in the place of the modifier; None where none was inserted.
    right
        1 where a reader expects the verdict to move up, −1 where down.
    fillers
        Words between the modifier and what it stands for.
    kind
        What else the pair has: 0 or 1, see `negation_pairs` and `order_pairs`.
    """

    one: str
    other: str
    control: str | None = None
    right: int
    fillers: int
    kind: int


@dataclass(frozen=True, kw_only=True, eq=False)
class PairReadings:
    """What a network makes of pairs of texts.

    Chance is one half. The pairs share adjectives and frames, so the interval is narrower than what other words would
    give.

    Parameters
    ----------
    pairs
        The pairs of which the network knows every word.
    one, other
        Logits of both texts, (pairs,).
    control
        Logits of the texts with a word that means nothing, (pairs,); None without such texts.
    bag
        How far a bag of words moves from one text to the other, (pairs,); None without its weights.
    """

    pairs: tuple[TextPair, ...]
    one: Floats
    other: Floats
    control: Floats | None
    bag: Floats | None

    @property
    def fillers(self) -> _Numbers:
        """Words in between, (pairs,)."""
        return np.array([pair.fillers for pair in self.pairs], dtype=np.int64)

    @property
    def kinds(self) -> _Numbers:
        """Kind of each pair, (pairs,)."""
        return np.array([pair.kind for pair in self.pairs], dtype=np.int64)

    @property
    def moved(self) -> Floats:
        """How far the logit moves the way that a reader expects, (pairs,)."""
        return (self.other - self.one) * self._right

    @property
    def control_moved(self) -> Floats | None:
        """The same of the word that means nothing, (pairs,)."""
        return None if self.control is None else (self.control - self.one) * self._right

    @property
    def bag_moved(self) -> Floats | None:
        """The same of the bag of words, (pairs,)."""
        return None if self.bag is None else self.bag * self._right

    @property
    def turned(self) -> Bools:
        """Pairs whose verdict is on the expected side of `other`, and was not of `one`, (pairs,)."""
        return np.asarray((np.sign(self.other) == self._right) & (np.sign(self.one) != self._right))

    @property
    def _right(self) -> _Numbers:
        return np.array([pair.right for pair in self.pairs], dtype=np.int64)

    def share(self, moved: Floats | None = None, *, fillers: int | None = None, kind: int | None = None) -> Proportion:
        """Share of pairs that moved the expected way; one that did not move at all did not.

        Parameters
        ----------
        moved
            `moved`, `control_moved` or `bag_moved`; the first if None.
        fillers, kind
            Of pairs with these only.
        """
        taken = np.ones(len(self.pairs), dtype=bool)
        if fillers is not None:
            taken &= self.fillers == fillers
        if kind is not None:
            taken &= self.kinds == kind
        right = (self.moved if moved is None else moved)[taken] > _STILL
        return Proportion(hits=int(right.sum()), n=int(taken.sum()))


_STILL = 1e-9  # what is left of a difference that is none: sums in another order


def negation_pairs(modifier: str = "not") -> tuple[TextPair, ...]:
    """Texts about one adjective, without and with a modifier some words before it; everything else is kept.

    Expected is that the verdict moves towards the opposite of the adjective. Kind 0 has an adjective that blames,
    kind 1 one that praises: a word that is only one more blaming one moves both down, and is right of kind 1 alone.
    """
    return tuple(
        TextPair(
            one=_text(before, "", words, adjective, behind),
            other=_text(before, modifier, words, adjective, behind),
            control=_text(before, CONTROL, words, adjective, behind),
            right=-1 if kind else 1,
            fillers=fillers,
            kind=kind,
        )
        for fillers, words, (before, behind) in _settings()
        for pair in ADJECTIVES
        for kind, adjective in enumerate(reversed(pair))
    )


def order_pairs() -> tuple[TextPair, ...]:
    """Texts of the very same words in two orders that mean the opposite of each other: a bag of words cannot tell them.

    "The film is not bad but good" should be above "… not good but bad" (kind 0), and "… good and not bad" above "… bad
    and not good" (kind 1). Who goes by the last adjective alone is right of all of kind 0 and of none of kind 1.
    """
    return tuple(
        TextPair(one=one, other=other, right=1, fillers=fillers, kind=kind)
        for fillers, words, frame in _settings()
        for praise, blame in ADJECTIVES
        for kind, (one, other) in enumerate(
            zip(_contrasts(frame, words, blame, praise), _contrasts(frame, words, praise, blame), strict=True)
        )
    )


def _contrasts(frame: tuple[str, str], fillers: str, meant: str, denied: str) -> tuple[str, str]:
    """Both ways to say that one adjective holds and the other does not."""
    before, behind = frame
    return (
        _text(before, "not", fillers, denied, "but", meant, behind),
        _text(before, meant, "and not", fillers, denied, behind),
    )


def _settings() -> Iterator[tuple[int, str, tuple[str, str]]]:
    for fillers in range(MOST_FILLERS + 1):
        for frame in FRAMES:
            yield fillers, " ".join(FILLERS[:fillers]), frame


def _text(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def read_pairs(network: Network, pairs: Sequence[TextPair], *, bag_of_words: Floats | None = None) -> PairReadings:
    """Read pairs of texts, leaving out those with a word that the network does not know.

    Parameters
    ----------
    network
        A network with its vocabulary.
    pairs
        From `negation_pairs` or `order_pairs`, or others.
    bag_of_words
        Weight of each id in a logistic regression on which words a review has, (num_words,).

    Raises
    ------
    ConfigurationError
        The network has no vocabulary.
    DataError
        It knows all words of none of the pairs, or reading them takes too long.
    """
    if network.vocabulary is None:
        raise ConfigurationError(
            "{network} has no vocabulary, so it cannot read text: load it from its run directory.", network=network.name
        )
    rows = {pair: tuple(_rows(network, pair)) for pair in pairs}
    known = tuple(pair for pair in pairs if all(UNKNOWN_ID not in row for row in rows[pair]))
    if not known:
        raise DataError(
            "{network} does not know the words of these test sentences, such as “{text}”: they are English, and about "
            "films.",
            network=network.name,
            text=pairs[0].other if pairs else "",
        )
    read = [rows[pair] for pair in known]
    _check(network, [row for some in read for row in some])
    logits = [verdicts(network, part) for part in zip(*read, strict=True)]
    return PairReadings(
        pairs=known,
        one=logits[0],
        other=logits[1],
        control=logits[2] if len(logits) > 2 else None,
        bag=None if bag_of_words is None else _bag(read, bag_of_words),
    )


def _rows(network: Network, pair: TextPair) -> Iterator[Ids]:
    assert network.vocabulary is not None
    for text in (pair.one, pair.other, pair.control):
        if text is not None:
            yield np.array([START_ID, *network.vocabulary.ids_of(text.split())], dtype=np.int32)


def _check(network: Network, rows: Sequence[Ids]) -> None:
    longest = max(len(row) for row in rows)
    length = longest if network.spec.mask_zero or network.shares_padding else network.padding.maxlen
    seconds = len(rows) * length * batch_multiplications(network.spec) / _A_SECOND
    if seconds > MOST_SECONDS:
        raise DataError(
            "{network} ({layers}) would take about {seconds:,.0f} s to read {texts:,} test sentences; up to {most:.0f} "
            "s are taken.",
            network=network.name,
            layers=network.spec.title,
            seconds=seconds,
            texts=len(rows),
            most=MOST_SECONDS,
        )


def _bag(rows: Sequence[tuple[Ids, ...]], weights: Floats) -> Floats:
    """Of each pair the weights of what the second text has and the first lacks, less those the other way round."""
    values = [[float(weights[np.unique(row)].sum()) for row in pair[:2]] for pair in rows]
    one, other = np.array(values).T
    return np.asarray(other - one)
