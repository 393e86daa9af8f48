"""The epochs of a training on "Read a review": which one is shown, and what the network read after each of them."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.networks import NetworkSpec, reading_work
from rnnviz.recording import Recording
from rnnviz.runs import best_epoch
from rnnviz.ui.frame.address import asked, choice
from rnnviz.ui.frame.doors import BEST_EPOCH, READ_EPOCH_KEY
from rnnviz.ui.frame.messages import warn
from rnnviz.ui.frame.session import recording_of, run_of
from rnnviz.ui.read import words

__all__ = ["Learning", "choose_epoch", "learning_of", "remember_epoch"]

_MOST_EPOCHS = 24
_MOST_SECONDS, _PARAMETERS_A_SECOND = 4.0, 20_000_000  # of reading, and of weights that are unpacked
_MOST_STATES = 2_000_000  # numbers that are sent to the browser: 16 bits each


@dataclass(frozen=True, kw_only=True, eq=False)
class Learning:
    """One review, read with the weights after each of several epochs.

    Parameters
    ----------
    epochs
        The epochs, from 1, in order; those of the first, the best and the last among them.
    shown
        Place of the one that is shown.
    best
        Place of the one with the highest validation accuracy.
    accuracies
        Validation accuracy after each.
    recordings
        What the network did after each.
    kept
        How many epochs the run kept; where these are many, some of them are read.
    """

    epochs: list[int]
    shown: int
    best: int
    accuracies: list[float]
    recordings: list[Recording]
    kept: int

    @property
    def recording(self) -> Recording:
        """What the network did after the epoch that is shown."""
        return self.recordings[self.shown]

    @property
    def basis(self) -> Recording:
        """What it did after the best epoch, by which the units are sorted in all."""
        return self.recordings[self.best]


def choose_epoch(name: str, warnings: DeltaGenerator) -> int | None:
    """Let the visitor choose an epoch of a run that kept more than one; None is the trained model."""
    run = run_of(name)
    kept = [str(epoch) for epoch in run.kept_epochs]
    came, best = asked(READ_EPOCH_KEY), words.best_epoch()
    if len(kept) < 2:
        if came is not None and came not in (BEST_EPOCH, best, *kept):
            with warnings:
                warn(words.no_epoch(name, came))
        return None
    chosen = choice(
        words.controls()["epoch"],
        {BEST_EPOCH: best, **{epoch: epoch for epoch in kept}},
        key=READ_EPOCH_KEY,
        # An epoch that this session chose of another run is not missed; one that an address asks for is.
        unknown=None if came is None else words.no_epoch(name.replace("{", "{{").replace("}", "}}")),
        place=warnings,
        width=182,
        help=words.epoch_help(),
    )
    return None if chosen == BEST_EPOCH else int(chosen)


def remember_epoch(epoch: int | None) -> None:
    """Take over the epoch that was chosen in the picture, as if it were chosen in the box; None is the best."""
    st.session_state[READ_EPOCH_KEY] = BEST_EPOCH if epoch is None else str(epoch)


def learning_of(name: str, text: str, epoch: int) -> Learning:
    """Read `text` with the weights after each epoch of the run called `name`, `epoch` among them."""
    run = run_of(name)
    kept = set(run.kept_epochs)
    history = {row.epoch: row for row in run.history if row.epoch in kept}
    best = best_epoch(list(history.values())).epoch
    first = recording_of(name, text, epoch=epoch)
    epochs = _spread(list(history), first, {epoch, best})
    return Learning(
        epochs=epochs,
        shown=epochs.index(epoch),
        best=epochs.index(best),
        accuracies=[history[one].val_accuracy for one in epochs],
        recordings=[first if one == epoch else recording_of(name, text, epoch=one) for one in epochs],
        kept=len(history),
    )


def _spread(kept: list[int], recording: Recording, wanted: set[int]) -> list[int]:
    """Epochs that are sent: all where they are few and small, else some from the first to the last."""
    widest = max(layer.values().shape[1] for layer in recording.layers)
    states = int(recording.mask.sum()) * widest
    timesteps = len(recording.ids)
    most = max(min(_MOST_EPOCHS, _MOST_STATES // max(states, 1), _read_in_time(recording.spec, timesteps)), 2)
    if len(kept) <= most:
        return kept
    places = {round(place * (len(kept) - 1) / (most - 1)) for place in range(most)}
    return sorted({kept[place] for place in places} | wanted)


def _read_in_time(spec: NetworkSpec, timesteps: int) -> int:
    """How many epochs can be read and looked up while somebody waits."""
    reading = max(reading_work(spec, timesteps).seconds, spec.parameter_count / _PARAMETERS_A_SECOND)
    return int(_MOST_SECONDS / reading)
