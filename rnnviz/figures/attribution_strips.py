"""What several methods say that each word did to a verdict."""

from collections.abc import Sequence

import plotly.graph_objects as go

from rnnviz.analysis import shown_steps
from rnnviz.errors import ConfigurationError
from rnnviz.explanation import Attribution
from rnnviz.figures.theme import LIGHT, colour_scale, styled, word_axis
from rnnviz.recording import Recording

__all__ = ["attribution_strips"]


def attribution_strips(recording: Recording, attributions: Sequence[Attribution]) -> go.Figure:
    """One row a method, one column a word, on one scale of logits.

    Parameters
    ----------
    recording
        Of the review, as `Reading.recording` holds it.
    attributions
        What the methods say.

    Raises
    ------
    ConfigurationError
        There is none, or one is of another review.
    """
    if not attributions or any(len(one.values) != len(recording.ids) for one in attributions):
        raise ConfigurationError(
            "Strips need attributions of this review: its {timesteps:,} timesteps each.", timesteps=len(recording.ids)
        )
    steps = shown_steps(recording)
    rows = [steps.summed(one.values) for one in attributions]
    limit = max(float(abs(row).max()) for row in rows) or 1.0
    heatmap = go.Heatmap(
        x=word_axis(steps),
        y=[one.method.replace("_", " ") for one in attributions],
        z=rows,
        zmin=-limit,
        zmax=limit,
        colorscale=colour_scale((LIGHT.negative, LIGHT.surface, LIGHT.positive)),
        colorbar={"title": "logits"},
        hovertemplate="%{y}, %{x}: %{z:+.3f}<extra></extra>",
    )
    figure = styled(
        go.Figure(heatmap),
        title=f"What each word did to the verdict of {recording.network}, by {len(rows)} methods",
        help_line="Teal speaks for positive, orange for negative; where rows differ, the methods do not agree.",
        x="word",
        y="",
        height=140 + 36 * len(rows),
    )
    figure.update_yaxes(autorange="reversed", type="category")
    return figure
