"""Building a verdict from units: how many have to be on until it stands."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.explanation.reading import Reading
from rnnviz.explanation.surgery import Surgery, operate
from rnnviz.shapes import Floats

__all__ = ["SHARE", "BuildUp", "build_up"]

SHARE = 0.5
"""Of its final logit: from there on a verdict stands."""


@dataclass(frozen=True, kw_only=True, eq=False)
class BuildUp:
    """Verdicts while units are switched on one after the other, all others being 0 from the first word on.

    A verdict stands where its logit has reached `SHARE` of what it is in the end, and falls below that no more.

    Parameters
    ----------
    orders
        The units in the order in which they are switched on, (orders, output_features).
    logit
        Logit of the verdict with the first 0, 1, … units of an order on, (orders, output_features + 1). The last is
        the verdict as it was read.
    """

    orders: NDArray[np.int64]
    logit: Floats

    @property
    def standing(self) -> NDArray[np.int64]:
        """For each order, with how many units on the verdict stands, (orders,)."""
        end = self.logit[:, -1:]
        there = self.logit * np.sign(end) >= SHARE * np.abs(end)
        away = ~there[:, ::-1]
        return np.where(away.any(axis=1), there.shape[1] - away.argmax(axis=1), 0)


def build_up(reading: Reading, orders: NDArray[np.int64], *, layer: int = -1) -> BuildUp:
    """Switch the units of a layer on one after the other, in each of several orders.

    Parameters
    ----------
    reading
        The review.
    orders
        Each a permutation of the layer's units, (orders, output_features).
    layer
        Recurrent layer, 0 for the first, -1 for the last.

    Raises
    ------
    ConfigurationError, DataError
        As `operate`.
    """
    count = orders.shape[1]
    places = np.argsort(orders, axis=1)  # of each unit in the order
    off = places[:, None, :] >= np.arange(count + 1)[:, None]
    logit = operate(reading, off.reshape(-1, count), Surgery(layer=layer))[:, -1]
    return BuildUp(orders=orders, logit=logit.reshape(len(orders), count + 1))
