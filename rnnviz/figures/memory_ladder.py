"""How far networks remember."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from rnnviz.analysis import CellClimb
from rnnviz.figures.theme import styled
from rnnviz.networks import LayerSpec

__all__ = ["memory_ladder"]

_INKS = ("#0072b2", "#cc79a7", "#009e73")


def memory_ladder(climbs: Sequence[CellClimb]) -> go.Figure:
    """Share of right answers against distance, one line a cell through the median of its seeds, a dot for each seed."""
    figure = go.Figure()
    for ink, climb in zip(_INKS, climbs, strict=False):
        name, places = LayerSpec(cell=climb.cell).keras_class, [str(distance) for distance in climb.distances]
        middle = [float(np.median(row)) for row in climb.shares]
        figure.add_scatter(x=places, y=middle, name=name, mode="lines", line={"color": ink, "width": 2})
        dots = [(place, share) for place, row in zip(places, climb.shares, strict=True) for share in row]
        figure.add_scatter(
            x=[place for place, _ in dots],
            y=[share for _, share in dots],
            mode="markers",
            marker={"color": ink, "size": 7},
            name=name,
            showlegend=False,
        )
    figure.add_hline(y=0.5, line={"dash": "dot", "width": 1})
    held = ", ".join(f"{LayerSpec(cell=climb.cell).keras_class} {climb.held_by_all}" for climb in climbs)
    return styled(
        figure,
        title=f"Distance that all seeds held: {held}" if climbs else "No rung was climbed yet",
        help_line="Right answers on held-out texts; dotted: guessing. A rung ends at 99 % of the validation texts.",
        x="distance, steps",
        y="share of right answers",
        height=380,
    )
