"""Two convolutions over time with pooling between and behind them: a network that looks for short pieces of text."""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from rnnviz.networks.stateless import KERNEL_SIZE, POOL_SIZE, Contributions, StatelessSpec, Window
from rnnviz.shapes import Floats, Ids

__all__ = ["ConvolutionNetwork"]

_AT_ONCE = 200  # rows: what the first convolution is made of takes 180 MB in float64
_REACH = POOL_SIZE * KERNEL_SIZE + KERNEL_SIZE - 1  # places that one number behind the second convolution looks at


@dataclass(frozen=True, kw_only=True, eq=False)
class ConvolutionNetwork:
    """logit = bias + Σ_f kernel_f · max_p relu(second convolution)[p, f].

    With the places that both poolings choose held, every filter is linear in the word vectors, so each word's part is
    exact: it is what the word adds along the way that this review opens.

    Parameters
    ----------
    spec
        What it is made of.
    embedding
        Word vectors, (num_words, input_features).
    first_kernel, first_bias, second_kernel, second_bias
        Of both convolutions, (kernel size, inputs, filters) and (filters,).
    kernel, bias
        Of the readout, (filters,) and a number.
    """

    spec: StatelessSpec
    embedding: Floats
    first_kernel: Floats
    first_bias: Floats
    second_kernel: Floats
    second_bias: Floats
    kernel: Floats
    bias: float

    def logits(self, rows: Ids) -> Floats:
        """Logit of the verdict on each row, (samples, maxlen) -> (samples,)."""
        parts = [self._read(rows[start : start + _AT_ONCE]) for start in range(0, len(rows), _AT_ONCE)]
        return np.asarray(self.bias + np.concatenate([np.empty(0), *parts]))

    def _read(self, rows: Ids) -> Floats:
        once = _convolved(self.embedding[rows], self.first_kernel, self.first_bias)
        twice = _convolved(_stretches(once).max(axis=2), self.second_kernel, self.second_bias)
        return np.asarray(twice.max(axis=1) @ self.kernel)

    def contributions(self, row: Ids) -> Contributions:
        """Exact parts of the logit on one row, (maxlen,), and the windows that the last pooling chose."""
        vectors = self.embedding[row]
        once = _convolved(vectors[None], self.first_kernel, self.first_bias)[0]
        stretches = _stretches(once[None])[0]
        pooled, chosen = stretches.max(axis=1), stretches.argmax(axis=1)
        twice = _convolved(pooled[None], self.second_kernel, self.second_bias)[0]
        shares = twice.max(axis=0) * self.kernel
        places = twice.argmax(axis=0)
        open_filters = np.flatnonzero(twice.max(axis=0) > 0)
        # What every (pooled place, filter of the first convolution) is worth to the logit along the way that is open.
        worth = np.zeros_like(pooled)
        for number in open_filters:
            at = places[number]
            worth[at : at + KERNEL_SIZE] += self.kernel[number] * self.second_kernel[:, :, number]
        worth[pooled <= 0] = 0.0
        return Contributions(
            values=self._parts(vectors, worth, chosen),
            rest=self.bias
            + float(self.kernel[open_filters] @ self.second_bias[open_filters])
            + float((worth @ self.first_bias).sum()),
            readout_bias=self.bias,
            windows=_windows(places[open_filters], shares[open_filters], open_filters),
        )

    def _parts(self, vectors: Floats, worth: Floats, chosen: NDArray[np.intp]) -> Floats:
        """What each place adds, through the places that the first pooling chose, (timesteps,)."""
        inner = np.zeros((len(vectors) - KERNEL_SIZE + 1, worth.shape[1]))
        stretch, filters = np.indices(worth.shape)
        inner[POOL_SIZE * stretch + chosen, filters] = worth
        values = np.zeros(len(vectors))
        for offset in range(KERNEL_SIZE):
            here = slice(offset, offset + len(inner))
            values[here] += ((vectors[here] @ self.first_kernel[offset]) * inner).sum(axis=1)
        return values


def _convolved(inputs: Floats, kernel: Floats, bias: Floats) -> Floats:
    """Conv1D with relu and without padding, (samples, timesteps, inputs) -> (samples, steps, filters)."""
    size, channels, filters = kernel.shape
    windows = sliding_window_view(inputs, size, axis=1).swapaxes(2, 3)  # (samples, timesteps, size, inputs)
    flat = windows.reshape(-1, size * channels) @ kernel.reshape(size * channels, filters)
    return np.maximum(flat.reshape(*windows.shape[:2], filters) + bias, 0.0)


def _stretches(values: Floats) -> Floats:
    """Places in groups that are pooled, what is left over dropped: (samples, stretches, pool size, filters)."""
    samples, timesteps, filters = values.shape
    count = timesteps // POOL_SIZE
    return values[:, : count * POOL_SIZE].reshape(samples, count, POOL_SIZE, filters)


def _windows(places: NDArray[np.intp], shares: Floats, filters: NDArray[np.intp]) -> tuple[Window, ...]:
    """The chosen windows in order of place; filters that chose the same one are added up."""
    return tuple(
        Window(
            first=int(POOL_SIZE * place),
            last=int(POOL_SIZE * place) + _REACH - 1,
            share=float(shares[places == place].sum()),
            filters=tuple(filters[places == place].tolist()),
        )
        for place in np.unique(places)
    )
