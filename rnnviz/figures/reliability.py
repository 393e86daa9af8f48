"""How often what a network says comes true."""

import plotly.graph_objects as go

from rnnviz.explanation import Proportion
from rnnviz.figures.theme import LIGHT, styled
from rnnviz.runs import Calibration

__all__ = ["reliability"]


def reliability(calibration: Calibration, *, verdict: float | None = None) -> go.Figure:
    """Probability against frequency on held-out reviews, with 95 % intervals after Wilson.

    Parameters
    ----------
    calibration
        As `Run.trust().calibration` holds it.
    verdict
        Probability of a verdict to mark.
    """
    there = [place for place, count in enumerate(calibration.counts) if count]
    came = [Proportion(hits=calibration.positive[place], n=calibration.counts[place]) for place in there]
    dots = go.Scatter(
        x=[calibration.probability[place] for place in there],
        y=[one.share for one in came],
        error_y={
            "array": [one.interval[1] - one.share for one in came],
            "arrayminus": [one.share - one.interval[0] for one in came],
        },
        customdata=[one.n for one in came],
        mode="lines+markers",
        line={"color": LIGHT.ink},
        hovertemplate="said %{x:.3f}, came true %{y:.3f} of %{customdata}<extra></extra>",
    )
    figure = styled(
        go.Figure(dots),
        title=f"What it says, and how often that comes true, over {calibration.reviews:,} held-out reviews",
        help_line="On the dashed line a network is as sure as it is right.",
        x="probability that it said",
        y="share that is positive",
        height=420,
    )
    figure.add_shape(type="line", x0=0, y0=0, x1=1, y1=1, line={"dash": "dash", "color": LIGHT.ink, "width": 1})
    if verdict is not None:
        figure.add_vline(x=verdict, line={"dash": "dot", "color": LIGHT.ink})
    figure.update_xaxes(type="linear", range=[0, 1])
    figure.update_yaxes(range=[0, 1])
    return figure
