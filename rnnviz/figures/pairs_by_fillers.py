"""Share of minimal pairs that moved the way a reader expects, by the words in between."""

import plotly.graph_objects as go

from rnnviz.explanation import MOST_FILLERS, PairReadings
from rnnviz.figures.theme import LIGHT, styled
from rnnviz.shapes import Floats

__all__ = ["pairs_by_fillers"]


def pairs_by_fillers(read: PairReadings) -> go.Figure:
    """Share and 95 % interval for each number of words in between, beside those of its controls."""
    traces = [_trace(read, read.moved, "network", LIGHT.ink)]
    if read.control_moved is not None:
        traces.append(_trace(read, read.control_moved, "a neutral word", LIGHT.categorical[0]))
    if read.bag_moved is not None:
        traces.append(_trace(read, read.bag_moved, "bag of words", LIGHT.categorical[1]))
    whole = read.share()
    figure = styled(
        go.Figure(traces),
        title=f"{whole.hits:,} of {whole.n:,} pairs move the way a reader expects",
        help_line="Chance is one half: an interval that holds it separates nothing.",
        x="words in between",
        y="share that moves the expected way",
        height=360,
    )
    figure.add_hline(y=0.5, line={"color": LIGHT.ink, "width": 1, "dash": "dot"})
    figure.update_yaxes(range=[0, 1])
    return figure


def _trace(read: PairReadings, moved: Floats, name: str, colour: str) -> go.Scatter:
    shares = [read.share(moved, fillers=fillers) for fillers in range(MOST_FILLERS + 1)]
    return go.Scatter(
        x=[str(fillers) for fillers in range(MOST_FILLERS + 1)],
        y=[one.share for one in shares],
        error_y={
            "symmetric": False,
            "array": [one.interval[1] - one.share for one in shares],
            "arrayminus": [one.share - one.interval[0] for one in shares],
        },
        mode="lines+markers",
        name=name,
        line={"color": colour},
        hovertemplate=f"%{{x}}: %{{y:.2f}}<extra>{name}</extra>",
    )
