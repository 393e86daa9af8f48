"""The mean of the word vectors: a network that knows which words stand in a review, and how often."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rnnviz.networks.stateless import Contributions, StatelessSpec
from rnnviz.shapes import Floats, Ids
from rnnviz.text import PADDING_ID

__all__ = ["AveragedNetwork"]


@dataclass(frozen=True, kw_only=True, eq=False)
class AveragedNetwork:
    """logit = bias + (1/n) Σ_t kernel · x_t over the n places that are no padding; Keras divides by zero without any.

    Parameters
    ----------
    spec
        What it is made of.
    embedding
        Word vectors, (num_words, input_features).
    kernel, bias
        Of the readout, (input_features,) and a number.
    """

    spec: StatelessSpec
    embedding: Floats
    kernel: Floats
    bias: float

    @cached_property
    def word_logits(self) -> Floats:
        """What each word would add if it stood alone, (num_words,): the whole network is this one list and a bias."""
        return np.asarray(self.embedding @ self.kernel)

    def logits(self, rows: Ids) -> Floats:
        """Logit of the verdict on each row, (samples, maxlen) -> (samples,).

        Words are added up in the order of their ids: another order of the same words is the same sum to the last digit.
        """
        values = np.where((ordered := np.sort(rows, axis=1)) == PADDING_ID, 0.0, self.word_logits[ordered])
        real = np.maximum((rows != PADDING_ID).sum(axis=1), 1)
        return np.asarray(self.bias + values.sum(axis=1) / real)

    def contributions(self, row: Ids) -> Contributions:
        """Exact parts of the logit on one row, (maxlen,)."""
        real = row != PADDING_ID
        values = np.where(real, self.word_logits[row], 0.0) / max(int(real.sum()), 1)
        return Contributions(values=values, rest=self.bias, readout_bias=self.bias)
