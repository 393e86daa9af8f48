"""Reviews that several networks are asked about, as written and with their words in another order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from rnnviz.explanation.measuring import HeldOut
from rnnviz.explanation.reading import verdicts
from rnnviz.networks import Network
from rnnviz.runs import Answers, BagOfWords, MeasuredPart, Run
from rnnviz.shapes import Bools, Floats, Ids
from rnnviz.text import PADDING_ID, Vocabulary
from rnnviz.training.contrasts import shuffled_rows
from rnnviz.training.datasets import encode
from rnnviz.training.live_reading import can_read_live, live_logits

__all__ = ["AskedReviews", "Judge", "judge_of", "judge_of_bag"]

Judge = Callable[[Ids], Floats]
"""Logits of rows, (samples, maxlen) -> (samples,)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class AskedReviews:
    """Labelled reviews as rows of a run.

    Parameters
    ----------
    on
        The reviews.
    rows, shuffled
        As written, and with the words that each row holds in a random order, (samples, maxlen).
    """

    on: HeldOut
    rows: Ids
    shuffled: Ids

    @classmethod
    def of(cls, run: Run, on: HeldOut) -> "AskedReviews":
        """The reviews as `run` reads them."""
        rows = encode(on.corpus.texts, Vocabulary.from_file(run.vocabulary_file), run.record.padding)
        return cls(on=on, rows=rows, shuffled=shuffled_rows(rows))

    @property
    def fingerprint(self) -> str:
        """Of the reviews."""
        return self.on.corpus.fingerprint

    def answers(self, judge: Judge) -> Answers:
        """Which verdicts are as labelled."""
        return Answers(right=self._right(judge, self.rows), shuffled=self._right(judge, self.shuffled))

    def accuracy(self, judge: Judge) -> float:
        """Share of the reviews, as written, whose verdict is as labelled."""
        return float(self._right(judge, self.rows).mean())

    def _right(self, judge: Judge, rows: Ids) -> Bools:
        return np.asarray((judge(rows) >= 0) == (self.on.corpus.labels == 1))

    def part(self, answers: Mapping[str, Answers]) -> MeasuredPart:
        """What networks answered, as it is kept."""
        return MeasuredPart(
            name=self.on.name,
            fingerprint=self.fingerprint,
            reviews=len(self.rows),
            left_out=self.on.left_out,
            answers=answers,
        )


def judge_of(run: Run, network: Network) -> Judge:
    """A trained model: by the engine, which reads in seconds what the glass box reads in minutes, where it can."""
    if can_read_live(network.spec):
        return lambda rows: live_logits(run, rows)
    return lambda rows: verdicts(network, [row[row != PADDING_ID] for row in rows])


def judge_of_bag(bag: BagOfWords) -> Judge:
    """A bag of words."""
    return lambda rows: np.array([bag.logit(row) for row in rows])
