"""A review and what was made of it, word beside word."""

import plotly.graph_objects as go

from rnnviz.analysis import shown_steps
from rnnviz.explanation import EditedReading
from rnnviz.figures.theme import LIGHT, plain_text, styled
from rnnviz.recording import Recording

__all__ = ["edited_lines"]


def edited_lines(edited: EditedReading) -> go.Figure:
    """Lines of both running logits over the aligned words; where one has no word it stays where it was."""
    before, after = _words(edited.before), _words(edited.after)
    pairs = zip(edited.steps_before.tolist(), edited.steps_after.tolist(), strict=True)
    columns = [_column(place, before[a], after[b]) for place, (a, b) in enumerate(pairs)]
    lines = [("original", edited.logit_before, "dot"), ("edited", edited.logit_after, "solid")]
    figure = go.Figure(
        [
            go.Scatter(
                x=columns,
                y=values,
                mode="lines",
                name=name,
                line={"color": LIGHT.ink, "width": 2, "dash": dash},
                hovertemplate=f"%{{x}}: %{{y:.2f}}<extra>{name}</extra>",
            )
            for name, values, dash in lines
        ]
    )
    return styled(
        figure,
        title=(
            f"{plain_text(edited.before.network)}: the edit takes the logit from {edited.logit_before[-1]:+.2f} "
            f"to {edited.logit_after[-1]:+.2f}"
        ),
        help_line="The readout applied to the state after every word. Above 0 it leans to a positive review.",
        x="column and word",
        y="running logit",
        height=360,
    )


def _words(recording: Recording) -> list[str]:
    """The word of every step; the last one is that of no step."""
    steps = shown_steps(recording)
    named = zip(steps.kinds, steps.words, strict=True)
    return [*(kind if kind in {"padding", "start"} else plain_text(word) for kind, word in named), "–"]


def _column(place: int, before: str, after: str) -> str:
    return f"{place} {before}" if before == after else f"{place} {before} → {after}"
