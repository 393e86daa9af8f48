"""What the app keeps between script runs, shared by all sessions and never changed by one."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import streamlit as st

from rnnviz.errors import ModelNotFoundError
from rnnviz.networks import Network, first_weights
from rnnviz.recording import Recording, record
from rnnviz.runs import Run, find_run, list_runs, title_of
from rnnviz.ui.frame.shared import shared
from rnnviz.ui.language import say

__all__ = [
    "leave_if_asked",
    "network_of",
    "recording_of",
    "run_label",
    "run_labels",
    "run_names",
    "run_of",
    "untrained_of",
]

_MOST_BYTES = 300_000_000
"""Of all networks together; one that ships takes 6 MB."""


def run_names() -> list[str]:
    """Names of the runs that can be read with, shipped ones first.

    Raises
    ------
    ModelNotFoundError
        There is none.
    """
    names = list(dict.fromkeys(run.name for run in list_runs()))
    if not names:
        raise ModelNotFoundError(
            "There is no trained network to read with. Train one with python -m rnnviz train, "
            "or the shipped ones with make models."
        )
    return names


def run_labels(names: Sequence[str], *, short: bool = False) -> dict[str, str]:
    """What runs are called on the screen, by their names; one that would be called like another keeps its name.

    Short ones leave the accuracy out.
    """
    runs = {run.name: run for run in reversed(list_runs())}
    labels = {name: run_label(runs[name], short=short) if name in runs else name for name in names}
    called = Counter([*labels.values(), *(name for name, label in labels.items() if label != name)])
    return {name: label if called[label] == 1 else name for name, label in labels.items()}


def run_label(run: Run, *, short: bool = False) -> str:
    """What a run is called on the screen: one that ships by what it is, one's own as it was named."""
    title = title_of(run, short=short)
    return say(title.message, **title.values) if title.values else title.message


def run_of(name: str) -> Run:
    """Run of that name as it is on disk now."""
    return find_run(name)


def network_of(name: str, *, epoch: int | None = None) -> Network:
    """Network of a run, of its best epoch or another one, read again when the file changed."""
    run = find_run(name)
    file = run.model_file if epoch is None else run.epoch_file(epoch)
    return _network(name, epoch, file.stat().st_mtime_ns if file.exists() else 0)


def _bytes_of(network: Network) -> int:
    """What a network takes in memory, at most: its weights, what it keeps of them for reading, and its words."""
    words = 0 if network.vocabulary is None else len(network.vocabulary)
    return 12 * network.spec.parameter_count + 200 * words


@shared(_MOST_BYTES, size=_bytes_of)
def _network(name: str, epoch: int | None, changed: int) -> Network:
    del changed  # part of the key only
    return find_run(name).network(epoch)


def untrained_of(name: str) -> Network:
    """Network of a run with weights as they are drawn before a training with the run's seed."""
    file = find_run(name).model_file
    return _untrained(name, file.stat().st_mtime_ns if file.exists() else 0)


@shared(4)
def _untrained(name: str, changed: int) -> Network:
    del changed  # part of the key only
    record, trained = find_run(name).record, network_of(name)
    flat = first_weights(record.network, record.training.seed, recurrent_gain=record.training.recurrent_gain)
    counts = [1, *(len(layer.weights(1)) for layer in record.network.layers), 2]
    ends = np.cumsum(counts)
    weights = [flat[end - count : end] for count, end in zip(counts, ends.tolist(), strict=True)]
    return Network.from_weights(
        record.network, weights, name=name, vocabulary=trained.vocabulary, padding=trained.padding
    ).astype(np.float64)


def recording_of(name: str, text: str, *, epoch: int | None = None) -> Recording:
    """Recording of the network called `name`, of its best epoch or another one, while it reads `text`."""
    return record(network_of(name, epoch=epoch), text)


def leave_if_asked() -> None:
    """End the script run if its visitor has left, or has asked for something else in the meantime.

    Streamlit looks for that whenever a script asks it anything, and at no other time.
    """
    _ = "page" in st.session_state
