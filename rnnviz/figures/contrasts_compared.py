"""How often a run and networks without a state are right on the same reviews."""

import plotly.graph_objects as go

from rnnviz.errors import ConfigurationError
from rnnviz.explanation import ContrastTable
from rnnviz.figures.theme import LIGHT, styled

__all__ = ["contrasts_compared"]


def contrasts_compared(table: ContrastTable | None) -> go.Figure:
    """Accuracy with its 95 % interval (Wilson), as written and with the words of each review shuffled.

    Parameters
    ----------
    table
        As `contrast_table` gives it.

    Raises
    ------
    ConfigurationError
        There is none: the run has not been contrasted.
    """
    if table is None:
        raise ConfigurationError("This run has no contrasts yet: python -m rnnviz contrast trains them.")
    rows = sorted(table.rows, key=lambda row: row.accuracy.hits)
    figure = go.Figure()
    for name, shares, symbol in (
        ("as written", [row.accuracy for row in rows], "circle"),
        ("words shuffled", [row.shuffled for row in rows], "circle-open"),
    ):
        figure.add_scatter(
            x=[100 * one.share for one in shares],
            y=[row.name.replace("_", " ") for row in rows],
            error_x={
                "array": [100 * (one.interval[1] - one.share) for one in shares],
                "arrayminus": [100 * (one.share - one.interval[0]) for one in shares],
            },
            mode="markers",
            name=name,
            marker={"color": LIGHT.ink, "symbol": symbol, "size": 9},
            hovertemplate="%{y}: %{x:.2f} %<extra></extra>",
        )
    kind = "held-out" if table.held_out else "validation"
    styled(
        figure,
        title=f"How often each is right on the same {table.reviewed:,} {kind} reviews",
        help_line="Dot and line: share and its 95 % interval; what falls where words are shuffled has read order.",
        x="percent as labelled",
        y="",
        height=140 + 44 * len(rows),
    )
    figure.update_xaxes(type="linear")
    figure.update_yaxes(type="category")
    return figure
