"""All word vectors of a row behind each other: a network in which each place has weights of its own."""

from dataclasses import dataclass

import numpy as np

from rnnviz.networks.stateless import Contributions, StatelessSpec
from rnnviz.shapes import Floats, Ids

__all__ = ["FlattenedNetwork"]

_AT_ONCE = 1_000  # rows: their word vectors take 130 MB in float64


@dataclass(frozen=True, kw_only=True, eq=False)
class FlattenedNetwork:
    """logit = bias + Σ_t kernel_t · x_t, padding included.

    Parameters
    ----------
    spec
        What it is made of.
    embedding
        Word vectors, (num_words, input_features).
    kernel, bias
        Of the readout, (maxlen, input_features) and a number.
    """

    spec: StatelessSpec
    embedding: Floats
    kernel: Floats
    bias: float

    def logits(self, rows: Ids) -> Floats:
        """Logit of the verdict on each row, (samples, maxlen) -> (samples,)."""
        flat = self.kernel.reshape(-1)
        parts = [
            self.embedding[rows[start : start + _AT_ONCE]].reshape(-1, flat.size) @ flat
            for start in range(0, len(rows), _AT_ONCE)
        ]
        return np.asarray(self.bias + np.concatenate([np.empty(0), *parts]))

    def contributions(self, row: Ids) -> Contributions:
        """Exact parts of the logit on one row, (maxlen,)."""
        values = np.einsum("te,te->t", self.embedding[row], self.kernel)
        return Contributions(values=values, rest=self.bias, readout_bias=self.bias)
