"""Units × words: a state blue–white–red about zero, a gate from shut to open."""

import plotly.graph_objects as go

from rnnviz.analysis import StateScale, shown_steps, state_scale, unit_order
from rnnviz.figures.theme import LIGHT, colour_scale, plain_text, styled, word_axis
from rnnviz.recording import Recording
from rnnviz.shapes import Floats

__all__ = ["state_heatmap"]


def state_heatmap(
    recording: Recording,
    *,
    layer: int = -1,
    state: str = "hidden_states",
    order: str = "index",
    readout_kernel: Floats | None = None,
) -> go.Figure:
    """Heatmap of one layer's states: one row a unit, one column a word, padding folded into one column.

    Parameters
    ----------
    recording
        What to draw.
    layer
        Index of the recurrent layer, 0 for the first, -1 for the last.
    state
        "hidden_states", an LSTM's "cell_states", or a recorded gate.
    order
        Rows sorted by "index", "readout", "variance" or "similarity".
    readout_kernel
        `network.readout_kernel`, needed to sort by readout weight.

    Raises
    ------
    ConfigurationError
        The layer did not record this state, or there is no such order.
    """
    steps = shown_steps(recording)
    states = recording.layer(layer).values(state)[steps.timesteps]
    rows = unit_order(states, order, readout_kernel=readout_kernel if _is_read_out(recording, layer, state) else None)
    scale = state_scale(state, [states])
    figure = styled(
        go.Figure(_cells(states.T[rows], word_axis(steps), [str(unit) for unit in rows], scale)),
        title=_title(recording, layer, state),
        help_line=f"One row a unit, one column a word. {_reading(scale)}",
        x="step and word",
        y=f"unit, sorted by {order}",
        height=max(320, min(18 * len(rows), 900) + 130),
    )
    return figure.update_yaxes(autorange="reversed", type="category", showgrid=False).update_xaxes(showgrid=False)


def _is_read_out(recording: Recording, layer: int, state: str) -> bool:
    """Whether the readout meets these states."""
    return recording.layer(layer) is recording.layers[-1] and state == "hidden_states"


def _title(recording: Recording, layer: int, state: str) -> str:
    name, number = state.replace("_", " ").capitalize(), range(len(recording.layers))[layer] + 1
    return f"{name} of layer {number} while {plain_text(recording.network)} reads {recording.words_read} words"


def _cells(states: Floats, words: list[str], units: list[str], scale: StateScale) -> go.Heatmap:
    return go.Heatmap(
        z=states,
        x=words,
        y=units,
        zmin=scale.low,
        zmax=scale.limit,
        colorscale=colour_scale(LIGHT.sequential if scale.gate else LIGHT.diverging),
        colorbar={"title": {"text": "gate" if scale.gate else "state"}, "thickness": 12},
        hovertemplate="unit %{y}, %{x}: %{z:.3f}<extra></extra>",
    )


def _reading(scale: StateScale) -> str:
    """What the colours mean."""
    if scale.gate:
        return "The stronger the colour, the wider it is open, from 0 to 1."
    return f"Blue is below 0, red above; both ends are ±{scale.limit:.2f}."
