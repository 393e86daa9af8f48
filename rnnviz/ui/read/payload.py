"""What the linked views of a review need, as one JSON-ready dict: small, and without markup."""

import hashlib
from itertools import accumulate

from rnnviz.analysis import ShownSteps, change_of_state, shown_steps, state_scale, tell_story, unit_order
from rnnviz.cells import CELLS
from rnnviz.networks import Network
from rnnviz.recording import Kind, Recording
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.arrays import as_float32, as_int16
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.read import help_words, learning_words, reading_words, title_words, view_words, words
from rnnviz.ui.read.learning import Learning
from rnnviz.ui.read.view import View
from rnnviz.ui.read.views.reader import Frame, LearningPayload, ReaderPayload, Step

__all__ = ["readable_orders", "readable_states", "reader_payload", "states_of"]

_LONGEST_WORD = 60
_INT16_MOST = 32_767


def states_of(recording: Recording, view: View) -> Floats:
    """States that the view shows, every timestep, (timesteps, units)."""
    return recording.layers[view.layer - 1].values(view.state)


def readable_states(recording: Recording, layer: int) -> list[str]:
    """States that were recorded of a layer, then its gates and candidates."""
    recorded = recording.layers[layer - 1]
    cell = CELLS[recorded.cell]
    return [name for name in dict.fromkeys((*cell.state_names, *cell.blocks)) if name in recorded.names]


def readable_orders(recording: Recording, layer: int, state: str) -> list[str]:
    """Ways to sort these units; only the last layer's hidden states meet the readout."""
    last = layer == len(recording.layers) and state == "hidden_states"
    return ["index", "readout", "variance", "similarity"] if last else ["index", "variance", "similarity"]


def reader_payload(
    recording: Recording,
    network: Network,
    view: View,
    learning: Learning | None = None,
    *,
    steps: ShownSteps | None = None,
    positive: bool | None = None,
) -> ReaderPayload:
    """Data of the component `reader`; with `learning`, `recording` is that of the epoch that is shown.

    All epochs share the order of the units and the scale of the states, so that what changes is what was learnt.
    `steps` are those of `recording`, where the caller has them already; `positive` is how the review is labelled.
    """
    steps = shown_steps(recording) if steps is None else steps
    recordings = [recording] if learning is None else learning.recordings
    scale = state_scale(view.state, (states_of(one, view)[steps.timesteps] for one in recordings))
    basis = states_of(recording if learning is None else learning.basis, view)[steps.timesteps]
    readout = network.readout_kernel if "readout" in readable_orders(recording, view.layer, view.state) else None
    epochs = [None] if learning is None else learning.epochs
    frames = [
        _frame(one, steps if one is recording else shown_steps(one), view, scale.limit, (epoch, positive))
        for one, epoch in zip(recordings, epochs, strict=True)
    ]
    return {
        **frames[0 if learning is None else learning.shown],
        "id": _identity(recording, view),
        "steps": _steps(steps),
        "states_scale": scale.limit / _INT16_MOST,
        "states_limit": scale.limit,
        "states_low": scale.low,
        "order": unit_order(basis, view.order, readout_kernel=readout).tolist(),
        "order_label": view_words.order_label(view.order),
        "unit": view.unit,
        "colouring": view.colouring,
        "colours": both_inks(),
        "helps": help_words.helps(view, recording),
        "state_name": words.state_name(view.layer, view.state),
        "learning": None if learning is None else _learning(learning, frames),
        "word_ends": view_words.word_ends(view),
        "state_ends": view_words.state_ends(view),
        "labels": view_words.reader_labels(view),
    }


def _frame(
    recording: Recording, steps: ShownSteps, view: View, limit: float, of: tuple[int | None, bool | None]
) -> Frame:
    """What of the payload depends on the weights, and the label; states are fractions of `limit`."""
    states = states_of(recording, view)[steps.timesteps]
    story = tell_story(steps)
    named = words.Words(steps, recording.initial_probability)
    return {
        "probability": as_float32(steps.probability),
        "logit": as_float32(steps.logit),
        "delta_logit": as_float32(steps.delta_logit),
        "speed": as_float32(change_of_state(states)),
        "initial_probability": recording.initial_probability,
        "states": as_int16(states.T, limit),
        "titles": title_words.titles(named, story, states, view, _directions(recording, view)),
        "sentence": words.what_happened(named, story),
        "verdict": reading_words.verdict(story.probability, *of),
    }


def _directions(recording: Recording, view: View) -> int:
    return 2 if recording.layers[view.layer - 1].backward_part is not None else 1


def _learning(learning: Learning, frames: list[Frame]) -> LearningPayload:
    verdicts = [float(recording.probability[-1]) for recording in learning.recordings]
    return {
        "epochs": learning.epochs,
        "shown": learning.shown,
        "best": learning.best,
        "accuracies": learning.accuracies,
        "frames": frames,
        "title": learning_words.of_read(
            learning_words.learning_title(learning.epochs, verdicts), len(verdicts), learning.kept
        ),
        "help": learning_words.learning_help(),
    }


def _identity(recording: Recording, view: View) -> str:
    key = f"{recording.network}\0{view.layer}\0{view.state}\0{recording.text}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _steps(steps: ShownSteps) -> list[Step]:
    columns = zip(steps.words, steps.kinds, steps.numbers.tolist(), steps.padding.tolist(), strict=True)
    seen = accumulate(steps.numbers.tolist(), max, initial=0)
    return [_step(*column, before) for column, before in zip(columns, seen, strict=False)]


def _step(word: str, kind: Kind, number: int, folded: int, before: int) -> Step:
    if kind == "padding":
        return {"t": view_words.padding_step(folded), "k": kind}
    if kind == "start":
        return {"t": view_words.start_step(), "k": kind}
    step: Step = {"t": _short(word)}
    if kind == "unknown":
        step["k"] = kind
    if number != before + 1:
        step["p"] = number
    return step


def _short(word: str) -> str:
    return word if len(word) <= _LONGEST_WORD else word[: _LONGEST_WORD - 1] + "…"
