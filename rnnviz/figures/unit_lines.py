"""A few units over time."""

from collections.abc import Sequence

import plotly.graph_objects as go

from rnnviz.analysis import shown_steps, state_scale
from rnnviz.errors import ConfigurationError
from rnnviz.figures.theme import plain_text, styled, word_axis
from rnnviz.recording import Recording
from rnnviz.shapes import Floats

__all__ = ["unit_lines"]

# Okabe and Ito's colours, told apart with every kind of colour vision; none of them is an ink with a meaning.
_LINES = ("#0072b2", "#cc79a7", "#000000", "#56b4e9", "#e69f00", "#009e73", "#d55e00", "#f0e442")


def unit_lines(
    recording: Recording, units: Sequence[int], *, layer: int = -1, state: str = "hidden_states"
) -> go.Figure:
    """One line a unit: its state after every word.

    Parameters
    ----------
    recording
        What to draw.
    units
        One to eight unit numbers, from 0.
    layer, state
        As in `state_heatmap`.

    Raises
    ------
    ConfigurationError
        No unit or more than eight are asked for, or one that the layer does not have.
    """
    steps = shown_steps(recording)
    states = recording.layer(layer).values(state)[steps.timesteps]
    _check(units, states.shape[1])
    words = word_axis(steps)
    lines = [_line(words, states[:, unit], unit, colour) for unit, colour in zip(units, _LINES, strict=False)]
    scale = state_scale(state, [states[:, list(units)]])
    figure = styled(
        go.Figure(lines),
        title=f"{', '.join(f'unit {unit}' for unit in units)} while {plain_text(recording.network)} reads",
        help_line="A unit that jumps at a word reacts to it; one that stays flat ignores it or remembers.",
        x="step and word",
        y=state.replace("_", " "),
        height=340,
    )
    figure.update_yaxes(range=[scale.low - 0.05 * scale.limit, 1.05 * scale.limit])
    return figure


def _check(units: Sequence[int], most: int) -> None:
    if not 1 <= len(units) <= len(_LINES) or not all(0 <= unit < most for unit in units):
        raise ConfigurationError(
            "Choose 1 to {most} units between 0 and {last}, not {units}.",
            most=len(_LINES),
            last=most - 1,
            units=list(units),
        )


def _line(words: list[str], states: Floats, unit: int, colour: str) -> go.Scatter:
    return go.Scatter(
        x=words,
        y=states,
        name=f"unit {unit}",
        mode="lines",
        line={"color": colour, "width": 2},
        hovertemplate="%{x}: %{y:.3f}",
    )
