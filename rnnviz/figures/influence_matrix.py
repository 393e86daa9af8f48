"""How long words are remembered: what every word leaves at every other, and the lines of one word."""

import plotly.graph_objects as go

from rnnviz.explanation import Reading, WordMemory
from rnnviz.figures.theme import LIGHT, colour_scale, plain_text, styled
from rnnviz.recording import Recording

__all__ = ["influence_matrix", "memory_lines"]

_NAMES = {"hidden_states": "hidden state h", "cell_states": "cell state c", "logit": "running logit"}


def influence_matrix(reading: Reading, memory: WordMemory, *, measure: str = "hidden_states") -> go.Figure:
    """Heatmap of what each word (row) leaves at every timestep (column), 1 at its own.

    Parameters
    ----------
    reading, memory
        A review and `word_memory(reading)`.
    measure
        "hidden_states", an LSTM's "cell_states", or "logit".
    """
    timesteps = _timesteps(reading)
    figure = styled(
        go.Figure(
            go.Heatmap(
                z=memory.left(measure),
                x=timesteps,
                y=[timesteps[word] for word in memory.influence.words.tolist()],
                zmin=0,
                zmax=1,
                colorscale=colour_scale(LIGHT.sequential),
                colorbar={"title": {"text": "left"}, "thickness": 12},
                hovertemplate="%{y} at %{x}: %{z:.3f}<extra></extra>",
            )
        ),
        title=f"What every word leaves in the {_NAMES.get(measure, measure)} of {plain_text(reading.network.name)}",
        help_line="One row a word, one column a timestep; the darker, the more is left, as a share of its own step.",
        x="timestep and word",
        y="word",
        height=max(320, min(18 * len(memory.influence.words), 900) + 130),
    )
    return figure.update_yaxes(autorange="reversed", type="category", showgrid=False).update_xaxes(showgrid=False)


def memory_lines(reading: Reading, memory: WordMemory, word: int) -> go.Figure:
    """What is left of one word at every timestep: measured, and as gradient and spectrum say; logarithmic.

    Parameters
    ----------
    reading, memory
        A review and `word_memory(reading)`.
    word
        Number of the word among those that were read, from 0: its row in the matrix.
    """
    timesteps = _timesteps(reading)
    lines = {_NAMES.get(state, state): memory.left(state)[word] for state in memory.influence.differences}
    lines |= {"gradient": memory.gradient_left(word), "spectrum": memory.spectrum_left(word)}
    inks = (LIGHT.ink, LIGHT.ink, "#0072b2", "#7b5ea7")[-len(lines) :]
    figure = styled(
        go.Figure(
            [
                go.Scatter(x=timesteps, y=values, name=name, mode="lines", line={"color": ink, "width": 2})
                for (name, values), ink in zip(lines.items(), inks, strict=True)
            ]
        ),
        title=f"What is left of {timesteps[memory.influence.words[word]]}",
        help_line="Every line is 1 at the word's own step; the dotted line is a half.",
        x="timestep and word",
        y="left",
        height=360,
    )
    return figure.update_yaxes(type="log").add_hline(y=0.5, line={"dash": "dot", "color": LIGHT.ink, "width": 1})


def _timesteps(reading: Reading) -> list[str]:
    """What every timestep is called, after the padding that reviews share: its number and its word."""
    recording: Recording = reading.recording
    words = [plain_text(word) or kind for word, kind in zip(recording.words, recording.kinds, strict=True)]
    return [f"{number} {word}" for number, word in enumerate(words[reading.pads :])]
