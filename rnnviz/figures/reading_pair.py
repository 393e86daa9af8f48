"""Two readings beside each other: their running logits and the difference."""

import plotly.graph_objects as go

from rnnviz.analysis import shown_steps
from rnnviz.explanation import TwoReadings
from rnnviz.figures.theme import LIGHT, plain_text, styled
from rnnviz.recording import Recording

__all__ = ["reading_pair"]


def reading_pair(pair: TwoReadings) -> go.Figure:
    """Lines of both running logits over the columns of `compare_readings`, and of the difference between them."""
    one, other = _words(pair.one), _words(pair.other)
    places = zip(pair.steps_one.tolist(), pair.steps_other.tolist(), strict=True)
    columns = [f"{at} {one[a]} | {other[b]}" for at, (a, b) in enumerate(places)]
    names = [plain_text(pair.one.network), plain_text(pair.other.network)]
    lines = [
        (f"1: {names[0]}", pair.logit_one, "#0072b2", "solid"),
        (f"2: {names[1]}", pair.logit_other, "#7b5ea7", "dash"),
        ("difference, 2 minus 1", pair.difference, LIGHT.ink, "dot"),
    ]
    return styled(
        go.Figure(
            [
                go.Scatter(x=columns, y=values, mode="lines", name=name, line={"color": ink, "width": 2, "dash": dash})
                for name, values, ink, dash in lines
            ]
        ),
        title=f"{names[0]} ends at {pair.logit_one[-1]:+.2f}, {names[1]} at {pair.logit_other[-1]:+.2f}",
        help_line="Where only one of them has a word, the other's line stays where it was.",
        x="column and words",
        y="running logit",
        height=360,
    )


def _words(recording: Recording) -> list[str]:
    """The word of every step; the last one is that of no step."""
    steps = shown_steps(recording)
    named = zip(steps.kinds, steps.words, strict=True)
    return [*(kind if kind in {"padding", "start"} else plain_text(word) for kind, word in named), "–"]
