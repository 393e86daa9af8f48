"""The timesteps that a view shows: every word, and padding folded into one step."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.recording import Kind, Recording
from rnnviz.shapes import Floats
from rnnviz.text import split_words

__all__ = ["ShownSteps", "change_of_state", "shown_steps"]


@dataclass(frozen=True, kw_only=True, eq=False)
class ShownSteps:
    """The steps of a view, (steps,) each.

    Parameters
    ----------
    timesteps
        Which timestep of the recording a step stands for; folded padding stands for its last.
    kinds
        "padding", "start", "word" or "unknown".
    words
        The word as it was typed where it was looked up as such, else as it was looked up.
    numbers
        Number of the word in the pasted text, from 1; 0 for padding and start.
    padding
        How many timesteps a step folds: 1, or the length of the padding.
    logit, probability
        Running readout after the step.
    delta_logit
        How far the step moved the logit; the sum is the last logit minus the initial one.
    """

    timesteps: NDArray[np.int64]
    kinds: tuple[Kind, ...]
    words: tuple[str, ...]
    numbers: NDArray[np.int64]
    padding: NDArray[np.int64]
    logit: Floats
    probability: Floats
    delta_logit: Floats

    def __len__(self) -> int:
        return len(self.timesteps)

    def summed(self, values: Floats) -> Floats:
        """Values of the recording's timesteps, (timesteps,), as those of the steps: folded ones are added up."""
        sums: Floats = np.add.reduceat(values, self.timesteps - self.padding + 1)
        return sums


def shown_steps(recording: Recording) -> ShownSteps:
    """Every real timestep of `recording`, and the last one of each stretch of padding."""
    timesteps = recording.folded_timesteps
    kinds = recording.kinds
    words = [_as_typed(recording, t) for t in timesteps.tolist()]
    is_word = recording.ids[timesteps] > 1
    before = (
        recording.words_cut if recording.kinds[0] in {"word", "unknown"} else 0
    )  # cut in front: numbers begin later
    logit = recording.logit[timesteps]
    return ShownSteps(
        timesteps=timesteps,
        kinds=tuple(kinds[t] for t in timesteps),
        words=tuple(words),
        numbers=np.where(is_word, np.cumsum(is_word) + before, 0),
        padding=np.diff(timesteps, prepend=-1),
        logit=logit,
        probability=recording.probability[timesteps],
        delta_logit=np.diff(logit, prepend=logit.dtype.type(recording.initial_logit)),
    )


def _as_typed(recording: Recording, timestep: int) -> str:
    word, (start, stop) = recording.words[timestep], recording.spans[timestep]
    typed = recording.text[start:stop] if start >= 0 else ""
    return typed if [read.text for read in split_words(typed)] == [word] else word


def change_of_state(states: Floats) -> Floats:
    """Speed of a trajectory, ‖h[t] − h[t−1]‖ with h[−1] = 0, (steps, units) -> (steps,)."""
    before = np.zeros_like(states[:1])
    speed: Floats = np.linalg.norm(np.diff(states, axis=0, prepend=before), axis=-1)
    return speed
