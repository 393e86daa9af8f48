"""Networks without a state: the same as Keras, and parts that add up to the logit."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnviz.errors import ConfigurationError
from rnnviz.networks import (
    STATELESS_KINDS,
    StatelessKind,
    StatelessNetwork,
    StatelessSpec,
    build_stateless_model,
    sigmoid,
    stateless_network,
)
from rnnviz.networks.averaged import AveragedNetwork
from rnnviz.shapes import Floats, Ids

specs = st.builds(
    StatelessSpec,
    kind=st.sampled_from(STATELESS_KINDS),
    num_words=st.integers(3, 40),
    input_features=st.integers(1, 6),
    maxlen=st.integers(41, 70),
)
seeds = st.integers(0, 2**31)


def drawn_weights(spec: StatelessSpec, rng: np.random.Generator) -> list[Floats]:
    """Weights as large as those of a trained network."""
    return [rng.normal(0, 0.4, shape).astype(np.float32) for layer in spec.weight_shapes for shape in layer.values()]


def drawn_rows(spec: StatelessSpec, rng: np.random.Generator, count: int = 5) -> Ids:
    """Rows of any length from one word on, padded in front or behind."""
    rows = rng.integers(1, spec.num_words, (count, spec.maxlen)).astype(np.int32)
    for row in rows:
        padding = int(rng.integers(0, spec.maxlen))
        row[:padding] = 0
        if rng.random() < 0.5:
            row[:] = row[::-1].copy()
    return rows


def drawn(spec: StatelessSpec, seed: int) -> tuple[StatelessNetwork, Ids]:
    """A network and rows."""
    rng = np.random.default_rng(seed)
    return stateless_network(spec, drawn_weights(spec, rng)), drawn_rows(spec, rng)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spec=specs, seed=seeds)
def test_the_verdict_is_that_of_keras(keras: ModuleType, spec: StatelessSpec, seed: int) -> None:
    """NumPy and Keras's predict give the same probabilities for any shape, rows and weights."""
    rng = np.random.default_rng(seed)
    model, weights, rows = build_stateless_model(spec), drawn_weights(spec, rng), drawn_rows(spec, rng)
    model.set_weights(weights)
    ours = sigmoid(stateless_network(spec, weights).logits(rows))
    np.testing.assert_allclose(ours, model.predict(rows, verbose=0)[:, 0], rtol=0, atol=1e-6)


@pytest.mark.parametrize("kind", STATELESS_KINDS)
def test_the_source_builds_the_model(keras: ModuleType, kind: StatelessKind) -> None:
    """The Keras source that is shown builds layers with the weights that are counted."""
    spec = StatelessSpec(kind=kind, num_words=20, input_features=3, maxlen=50)
    names: dict[str, Any] = {}
    exec(spec.keras_source(), names)
    shown, built = names["model"], build_stateless_model(spec)
    assert [type(one) for one in shown.layers] == [type(one) for one in built.layers]
    assert shown.count_params() == built.count_params() == spec.parameter_count
    assert [one.shape for one in built.get_weights()] == [
        shape for layer in spec.weight_shapes for shape in layer.values()
    ]


@settings(max_examples=60, deadline=None)
@given(spec=specs, seed=seeds)
def test_the_parts_add_up_to_the_logit(spec: StatelessSpec, seed: int) -> None:
    """What the places add and the rest are the logit to 1e-10, for every row."""
    network, rows = drawn(spec, seed)
    for row, logit in zip(rows, network.logits(rows), strict=True):
        found = network.contributions(row)
        assert found.logit == pytest.approx(logit, rel=0, abs=1e-10)
        if spec.kind != "convolution":
            assert found.rest == found.readout_bias
            assert found.windows == ()


@settings(max_examples=60, deadline=None)
@given(spec=specs, seed=seeds)
def test_the_windows_add_up_to_the_logit(spec: StatelessSpec, seed: int) -> None:
    """The windows that a convolution chose are of 41 places in the row, and with the bias they are the logit."""
    network, rows = drawn(StatelessSpec(**{**vars(spec), "kind": "convolution"}), seed)
    for row, logit in zip(rows, network.logits(rows), strict=True):
        found = network.contributions(row)
        total = found.readout_bias + sum(one.share for one in found.windows)
        assert total == pytest.approx(logit, rel=0, abs=1e-10)
        assert all(one.first >= 0 and one.last == one.first + 40 < spec.maxlen for one in found.windows)
        assert [one.first for one in found.windows] == sorted({one.first for one in found.windows})


@settings(max_examples=30, deadline=None)
@given(spec=specs, seed=seeds)
def test_no_word_outside_the_windows_matters(spec: StatelessSpec, seed: int) -> None:
    """A place that no chosen window holds adds nothing to what a convolution says."""
    network, rows = drawn(StatelessSpec(**{**vars(spec), "kind": "convolution"}), seed)
    for row in rows:
        found = network.contributions(row)
        held = np.zeros(len(row), dtype=bool)
        for one in found.windows:
            held[one.first : one.last + 1] = True
        assert not found.values[~held].any()


@settings(max_examples=60, deadline=None)
@given(spec=specs, seed=seeds)
def test_the_mean_knows_no_order(spec: StatelessSpec, seed: int) -> None:
    """The averaged network says the same of the same words in any order, wherever the padding is, to the last digit."""
    network, rows = drawn(StatelessSpec(**{**vars(spec), "kind": "averaged"}), seed)
    other = np.random.default_rng(seed).permuted(rows, axis=1)
    assert (network.logits(other) == network.logits(rows)).all()


def test_padding_adds_nothing_to_the_mean() -> None:
    """Only words and the start sign have a part in the averaged network's verdict, each by its place in the list."""
    network, _ = drawn(StatelessSpec(kind="averaged", num_words=10, input_features=2, maxlen=6), 0)
    assert isinstance(network, AveragedNetwork)
    row = np.array([0, 0, 1, 5, 7, 5], dtype=np.int32)
    values = network.contributions(row).values
    np.testing.assert_allclose(values, [0, 0, *network.word_logits[[1, 5, 7, 5]] / 4])


def test_no_row_is_no_verdict() -> None:
    """Of no rows every network makes no logits."""
    for kind in STATELESS_KINDS:
        network, rows = drawn(StatelessSpec(kind=kind, num_words=10, input_features=2, maxlen=41), 0)
        assert network.logits(rows[:0]).shape == (0,)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"kind": "recurrent"}, "averaged, flattened, convolution"),
        ({"kind": "averaged", "num_words": 0}, "whole numbers from 1 on"),
        ({"kind": "averaged", "maxlen": 2.0}, "whole numbers from 1 on"),
        ({"kind": "convolution", "maxlen": 40}, "41 places at least"),
    ],
)
def test_what_cannot_be_is_refused(fields: dict[str, Any], told: str) -> None:
    """A spec that no network can have is a sentence."""
    with pytest.raises(ConfigurationError, match=told):
        StatelessSpec(**fields)


def test_weights_of_another_network_are_refused() -> None:
    """Weights in other shapes than those of the network are a sentence."""
    spec = StatelessSpec(kind="flattened", num_words=10, input_features=2, maxlen=6)
    weights = drawn_weights(StatelessSpec(kind="averaged", num_words=10, input_features=2), np.random.default_rng(0))
    with pytest.raises(ConfigurationError, match="have the shapes"):
        stateless_network(spec, weights)
