"""The verdict after every word."""

import plotly.graph_objects as go

from rnnviz.analysis import shown_steps
from rnnviz.figures.theme import LIGHT, plain_text, styled, word_axis
from rnnviz.recording import Recording

__all__ = ["running_probability"]


def running_probability(recording: Recording) -> go.Figure:
    """Line of the probability that the review is positive, after every word."""
    steps = shown_steps(recording)
    line = go.Scatter(
        x=word_axis(steps),
        y=steps.probability,
        mode="lines",
        line={"color": LIGHT.ink, "width": 2},
        hovertemplate="%{x}: %{y:.3f}<extra></extra>",
    )
    positive = steps.probability[-1] >= 0.5
    verdict = "positive" if positive else "negative"
    figure = styled(
        go.Figure(line),
        title=f"{plain_text(recording.network)} ends at {steps.probability[-1]:.2f}: {verdict}",
        help_line="The readout applied to the state after every word. Above one half it leans to a positive review.",
        x="step and word",
        y="probability of a positive review",
        height=320,
    )
    figure.add_hrect(y0=0.5, y1=1, fillcolor=LIGHT.positive, opacity=0.06, line_width=0)
    figure.add_hrect(y0=0, y1=0.5, fillcolor=LIGHT.negative, opacity=0.06, line_width=0)
    figure.update_yaxes(range=[0, 1])
    return figure
