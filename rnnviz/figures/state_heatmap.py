"""Units × words: a state blue–white–red about zero, a gate from shut to open."""

import plotly.graph_objects as go

from rnnviz.analysis import shown_steps, state_scale, unit_order
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
    last = recording.layer(layer) is recording.layers[-1] and state == "hidden_states"
    rows = unit_order(states, order, readout_kernel=readout_kernel if last else None)
    scale = state_scale(state, [states])
    number = range(len(recording.layers))[layer] + 1
    heatmap = go.Heatmap(
        z=states.T[rows],
        x=word_axis(steps),
        y=[str(unit) for unit in rows],
        zmin=scale.low,
        zmax=scale.limit,
        colorscale=colour_scale(LIGHT.sequential if scale.gate else LIGHT.diverging),
        colorbar={"title": {"text": "gate" if scale.gate else "state"}, "thickness": 12},
        hovertemplate="unit %{y}, %{x}: %{z:.3f}<extra></extra>",
    )
    colours = (
        "The stronger the colour, the wider it is open, from 0 to 1."
        if scale.gate
        else f"Blue is below 0, red above; both ends are ±{scale.limit:.2f}."
    )
    name, who = state.replace("_", " "), plain_text(recording.network)
    figure = styled(
        go.Figure(heatmap),
        title=f"{name.capitalize()} of layer {number} while {who} reads {recording.words_read} words",
        help_line=f"One row a unit, one column a word. {colours}",
        x="step and word",
        y=f"unit, sorted by {order}",
        height=max(320, min(18 * len(rows), 900) + 130),
    )
    figure.update_yaxes(autorange="reversed", type="category", showgrid=False)
    figure.update_xaxes(showgrid=False)
    return figure
