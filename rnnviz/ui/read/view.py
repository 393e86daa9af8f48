"""What the visitor of "Read a review" chose to see."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Colouring", "View"]

Colouring = Literal["readout", "delta_logit", "unit", "speed"]


@dataclass(frozen=True, kw_only=True)
class View:
    """What the visitor chose to see.

    Parameters
    ----------
    layer
        Recurrent layer, from 1.
    state
        "hidden_states" or another recorded quantity.
    order
        How the heatmap's rows are sorted.
    unit
        The unit whose line is drawn.
    colouring
        What the words' colours show: "readout", "delta_logit", "unit" or "speed".
    """

    layer: int
    state: str
    order: str
    unit: int
    colouring: Colouring
