"""The training curve between epochs: the values of the batches themselves, from Keras's running means."""

from collections.abc import Mapping, Sequence

import numpy as np

from rnnviz.shapes import Floats

__all__ = ["batch_curve"]

_SPAN = 0.15  # of an epoch: batches jump far more than the network does


def batch_curve(
    lines: Sequence[Mapping[str, float]], quantity: str, *, batches: float, most: float | None = None
) -> tuple[Floats, Floats]:
    """Values of the batches of a run over its epochs, smoothed.

    Keras tells the mean since the epoch began, which starts anew with every epoch and then lags behind; drawn as it is,
    it has a needle where the network made no jump. With m_k the mean of the first k batches of an epoch, the batches
    from j + 1 to k have the mean (k m_k − j m_j)/(k − j). These are averaged over about a seventh of an epoch.

    Parameters
    ----------
    lines
        Lines of ``batches.jsonl``.
    quantity
        "loss" or "accuracy".
    batches
        Batches of an epoch, where a line does not say.
    most
        The largest value that can be; None for no limit.

    Returns
    -------
    tuple of arrays
        Where the network was, in epochs, and the value there.
    """
    places, values, weights = [], [], []
    epoch = session = begun = done = mean = 0.0
    for line in lines:
        if line.get(quantity) is None:
            continue
        whole = float(line.get("batches") or batches)
        if line["epoch"] != epoch:
            epoch, session, begun, done = line["epoch"], line.get("session", 0), 0.0, 0.0
        elif line.get("session", 0) != session:  # resumed within the epoch: its mean begins where the other ended
            session, begun = line.get("session", 0), done
        now, count = line["batch"] + 1, line["batch"] + 1 - done
        if count <= 0:
            continue
        places.append(epoch - 1 + (done + now) / 2 / whole)
        values.append(((now - begun) * line[quantity] - (done - begun) * mean) / count)
        weights.append(count / whole)
        done, mean = now, line[quantity]
    x, y = np.array(places), np.clip(np.array(values, dtype=float), 0, most)
    return x, _smoothed(x, y, np.array(weights))


def _smoothed(x: Floats, y: Floats, weights: Floats) -> Floats:
    """Mean of the values within half a span on either side."""
    sums = np.concatenate([[0.0], np.cumsum(y * weights)])
    counts = np.concatenate([[0.0], np.cumsum(weights)])
    first, last = np.searchsorted(x, x - _SPAN / 2), np.searchsorted(x, x + _SPAN / 2, side="right")
    within = counts[last] - counts[first]  # 0 where the numbers of a line are lost beside those of another
    smooth: Floats = np.divide(sums[last] - sums[first], within, out=y.copy(), where=within > 0)
    return smooth
