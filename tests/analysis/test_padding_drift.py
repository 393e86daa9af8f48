"""What padding does to a network, held to the network itself."""

import numpy as np
import pytest

from rnnviz.analysis import padding_drift
from rnnviz.recording import record
from rnnviz.runs import load
from rnnviz.text import Padding

TEXT = "A wonderful film, and a terrible end."


def test_a_network_without_a_mask_drifts() -> None:
    """Norms and logits over the padding are those of the trajectory that all its reviews begin with."""
    network = load("imdb-simple-rnn")
    found = padding_drift(network, TEXT, network.padding)
    (trajectory,) = network.padding_trajectory or ()
    pads = 500 - 8
    np.testing.assert_allclose(found.norms, np.linalg.norm(trajectory.hidden_states[:pads], axis=-1), atol=1e-6)
    np.testing.assert_allclose(found.logit, network.readout(trajectory.hidden_states[:pads]), atol=1e-5)
    assert not found.masked
    assert found.before == pytest.approx(record(network, TEXT).initial_logit)


def test_the_verdict_is_given_for_both_sides() -> None:
    """With padding in front it is that of `record`; behind, the padding moves it."""
    network = load("imdb-simple-rnn")
    found = padding_drift(network, TEXT, network.padding)
    assert found.probabilities["pre"] == pytest.approx(float(record(network, TEXT).probability[-1]))
    assert abs(found.probabilities["pre"] - found.probabilities["post"]) > 1e-3


def test_padding_behind_drifts_from_the_last_word() -> None:
    """The padding's last logit is the verdict, and the logit before it that of the last word."""
    network = load("imdb-simple-rnn")
    found = padding_drift(network, TEXT, Padding(maxlen=20, padding="post"))
    assert found.logit.shape == (12,)
    assert 1 / (1 + np.exp(-found.logit[-1])) == pytest.approx(found.probabilities["post"], abs=1e-6)
    alone = padding_drift(network, TEXT, Padding(maxlen=8, padding="post"))
    assert 1 / (1 + np.exp(-found.before)) == pytest.approx(alone.probabilities["post"], abs=1e-6)


def test_a_network_that_masks_does_not_drift() -> None:
    """There is no padding step, and both sides give the same verdict."""
    network = load("imdb-lstm")
    found = padding_drift(network, TEXT, network.padding)
    assert found.masked
    assert found.norms.size == found.logit.size == 0
    assert found.probabilities["pre"] == found.probabilities["post"]
