"""What a network says of the same words in other orders."""

import plotly.graph_objects as go

from rnnviz.explanation import ShuffledReading
from rnnviz.figures.theme import LIGHT, plain_text, styled

__all__ = ["shuffle_band"]


def shuffle_band(shuffled: ShuffledReading) -> go.Figure:
    """Band that holds 90 % of the running logits over random orders of the words, with the review's own line."""
    low, middle, high = shuffled.quantiles(0.05, 0.5, 0.95)
    own = shuffled.reading.recording.logit[shuffled.reading.pads :]
    places = [str(place) for place in range(len(own))]
    edge = {"x": places, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    band = {"fill": "tonexty", "fillcolor": "rgba(110, 110, 130, 0.25)"}
    figure = go.Figure(
        [
            go.Scatter(y=low, **edge),
            go.Scatter(y=high, **(edge | band | {"showlegend": True, "name": "90 % of the shuffles"})),
            go.Scatter(x=places, y=middle, mode="lines", name="median", line={"color": LIGHT.ink, "dash": "dot"}),
            go.Scatter(x=places, y=own, mode="lines", name="as written", line={"color": LIGHT.ink, "width": 2}),
        ]
    )
    return styled(
        figure,
        title=(
            f"{plain_text(shuffled.reading.network.name)}: {shuffled.same_side} of {len(shuffled.running)} shuffles "
            "keep the side of the verdict"
        ),
        help_line="Words in random orders. A network that only adds its words up would end at one value.",
        x="timestep",
        y="running logit",
        height=360,
    )
