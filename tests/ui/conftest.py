"""What the tests of the page's parts share: a shipped network, and recordings made to measure."""

from collections.abc import Callable

import numpy as np
import pytest

import rnnviz
from rnnviz.analysis import ShownSteps
from rnnviz.networks import LayerSpec, Network, NetworkSpec
from rnnviz.recording import LayerRecording, Recording
from rnnviz.shapes import Floats
from rnnviz.ui.read.view import View

Steps = Callable[..., ShownSteps]


@pytest.fixture(scope="session")
def network() -> Network:
    """The chapter's network, as it ships."""
    return rnnviz.load("imdb-simple-rnn")


@pytest.fixture
def view() -> Callable[..., View]:
    """Return a function that makes a view, with what a new visitor sees where nothing else is asked for."""
    standard = {"layer": 1, "state": "hidden_states", "order": "index", "unit": 0, "colouring": "readout"}
    return lambda **changes: View(**standard | changes)


@pytest.fixture
def recorded() -> Callable[[Floats], Recording]:
    """Return a function that makes the recording of a review whose hidden states are given, (timesteps, units)."""

    def recording(states: Floats) -> Recording:
        timesteps, units = states.shape
        words = tuple(f"word{number}" for number in range(timesteps))
        return Recording(
            network="made to measure",
            spec=NetworkSpec(layers=(LayerSpec(units=units),)),
            text=" ".join(words),
            ids=np.full(timesteps, 7, dtype=np.int32),
            read_words=lambda: (words, np.full((timesteps, 2), -1, dtype=np.int32)),
            layers=(LayerRecording(cell="simple_rnn", padding_part={}, forward_part={"hidden_states": states}),),
            logit=np.linspace(-1, 1, timesteps, dtype=np.float32),
            initial_logit=0.0,
            words_cut=0,
        )

    return recording


@pytest.fixture
def read() -> Steps:
    """Return a function that makes the steps of a review from its words and the probability after each of them."""

    def steps(words: str, probability: list[float], *, initial: float = 0.5, padding: int = 0) -> ShownSteps:
        texts = [""] * bool(padding) + words.split()
        logit = np.log(np.array(probability) / (1 - np.array(probability)))
        numbers = np.array([0] * bool(padding) + list(range(1, len(words.split()) + 1)))
        return ShownSteps(
            timesteps=np.arange(len(texts)),
            kinds=tuple("word" if number else "padding" for number in numbers),
            words=tuple(texts),
            numbers=numbers,
            padding=np.array([padding] * bool(padding) + [1] * len(words.split())),
            logit=logit,
            probability=np.array(probability),
            delta_logit=np.diff(logit, prepend=np.log(initial / (1 - initial))),
        )

    return steps
