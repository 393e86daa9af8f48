"""Units that are on in a span, units taken out, and verdicts built from units are what they are said to be."""

from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.errors import ConfigurationError
from rnnviz.explanation import Surgery, build_up, operate, read_review, unit_effects, units_on
from rnnviz.explanation.surgery import OPERATIONS
from rnnviz.networks import Network, NetworkSpec, build_keras_model, sigmoid
from rnnviz.recording import record
from rnnviz.shapes import Floats
from rnnviz.text import Padding
from tests.networks.drawing import network_spec, paddings, random_network, random_weights, specs

spans = st.tuples(st.integers(0, 11), st.integers(0, 11)).map(sorted)


@given(seed=st.integers(0, 999), span=spans, threshold=st.floats(0, 1), data=st.data())
def test_units_of_a_span_equal_brute_force(seed: int, span: list[int], threshold: float, data: st.DataObject) -> None:
    """Unit by unit and step by step, a unit is found exactly where the definition holds."""
    states = np.random.default_rng(seed).choice([-1.0, -0.5, 0.0, 0.5, 1.0], (12, 6))
    (first, last), sign = span, data.draw(st.sampled_from([1, -1]))
    before, after = data.draw(st.booleans()), data.draw(st.booleans())
    expected = []
    for unit in range(6):
        on = [sign * states[step, unit] > threshold for step in range(12)]
        alone = not (before and first > 0 and on[first - 1]) and not (after and last < 11 and on[last + 1])
        if all(on[first : last + 1]) and alone:
            expected.append(unit)
    found = units_on(states, first, last, threshold, off_before=before, off_after=after, sign=sign)
    assert found.tolist() == expected


def test_a_span_outside_and_a_threshold_below_zero_are_refused() -> None:
    """The sentence says where a span may lie, and what a threshold is."""
    states = np.zeros((4, 2))
    with pytest.raises(ConfigurationError, match="A span lies between 0 and 3"):
        units_on(states, 2, 4, 0.5)
    with pytest.raises(ConfigurationError, match="A threshold is a number of at least 0, not nan"):
        units_on(states, 0, 1, float("nan"))


def some_ids(spec: NetworkSpec, data: st.DataObject) -> np.ndarray:
    """Ids of a short review."""
    ids = st.lists(st.integers(1, spec.num_words - 1), min_size=1, max_size=10)
    return np.array(data.draw(ids, label="ids"), dtype=np.int32)


@settings(max_examples=12, deadline=None)
@given(spec=specs, data=st.data())
def test_zeroed_units_equal_a_keras_model_that_never_sees_them(
    keras: ModuleType, spec: NetworkSpec, data: st.DataObject
) -> None:
    """Zero from the first timestep on is the verdict of Keras where nothing reads these units."""
    weights = random_weights(spec, data.draw(st.integers(0, 50), label="weights"))
    maxlen = data.draw(st.integers(4, 12), label="maxlen")
    network = Network.from_weights(spec, weights, padding=Padding(maxlen=maxlen, padding="post"))
    number = data.draw(st.integers(0, len(spec.layers) - 1), label="layer")
    features, units = spec.layers[number].output_features, spec.layers[number].units
    chosen = np.array(data.draw(st.lists(st.booleans(), min_size=features, max_size=features), label="chosen"))
    reading = read_review(network, some_ids(spec, data))
    ours = sigmoid(operate(reading, chosen, Surgery(layer=number))[-1:])

    unseen = [[array.copy() for array in layer] for layer in weights]
    for direction in range(features // units):
        unseen[number + 1][3 * direction + 1][chosen[direction * units :][:units]] = 0  # its recurrent kernel
    above = unseen[number + 2]
    for kernel in above[:1] if number == len(spec.layers) - 1 else above[::3]:
        kernel[chosen] = 0
    model = build_keras_model(spec)
    model.set_weights([array for layer in unseen for array in layer])
    row = np.zeros((1, maxlen), dtype=np.int32)
    real = reading.recording.ids
    row[0, : len(real)] = real
    np.testing.assert_allclose(ours, np.asarray(model(row))[:, 0], atol=1e-5)


def stepwise(network: Network, ids: np.ndarray, unit: int, surgery: Surgery) -> Floats:
    """Running logit of a network of one forward layer, a unit changed after each single step."""
    cell = network.layers[0].forward
    states = [np.zeros(cell.units) for _ in cell.state_names]
    plain = network.read(ids)[0].forward.hidden_states
    running = []
    for t, word in enumerate(ids):
        step = cell.step(cell.project(network.embedding[word].astype(float)), states)
        states = [step[name].copy() for name in cell.state_names]
        if t >= surgery.start:
            held = plain[surgery.start - 1, unit] if surgery.start else 0.0
            new = {"zero": 0.0, "freeze": held, "flip": -states[0][unit], "clamp": surgery.value}
            states[0][unit] = new[surgery.operation]
        running.append(float(states[0] @ network.readout_kernel + network.readout_bias))
    return np.array(running)


@pytest.mark.parametrize("cell", ["simple_rnn", "lstm", "gru"])
@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("start", [0, 3])
def test_every_operation_equals_changing_each_step_by_hand(cell: str, operation: str, start: int) -> None:
    """From the word on, and not before, the unit is changed after each step, and everything later hears of it."""
    network = random_network(network_spec(cell, mask=True)).astype("float64")
    ids = np.array([1, 4, 7, 5, 9, 4, 2, 6], dtype=np.int32)
    surgery = Surgery(operation=operation, start=start, value=0.7)
    ours = operate(read_review(network, ids), np.eye(4, dtype=bool), surgery)
    theirs = [stepwise(network, ids, unit, surgery) for unit in range(4)]
    np.testing.assert_allclose(ours, theirs, atol=1e-12)


@settings(max_examples=40, deadline=None)
@given(spec=specs, padding=paddings, data=st.data())
def test_nothing_chosen_changes_nothing(spec: NetworkSpec, padding: Padding, data: st.DataObject) -> None:
    """For any network, layer, operation and start, no unit chosen is the reading itself."""
    network, ids = random_network(spec, padding=padding), some_ids(spec, data)
    reading = read_review(network, ids)
    surgery = Surgery(
        operation=data.draw(st.sampled_from(OPERATIONS)),
        start=data.draw(st.integers(0, 12)),
        layer=data.draw(st.integers(0, len(spec.layers) - 1)),
    )
    features = spec.layers[surgery.layer].output_features
    running = operate(reading, np.zeros(features, dtype=bool), surgery)
    np.testing.assert_allclose(running, reading.recording.logit, atol=1e-12)
    assert len(running) == len(record(network, ids).logit)


def test_effects_are_of_each_unit_alone_and_rank_by_size() -> None:
    """A unit that only the readout reads moves the verdict by its weight times its state; correlations are numpy's."""
    spec = network_spec("simple_rnn", mask=True)
    weights = random_weights(spec)
    weights[1][1][:] = 0  # no recurrence: the readout alone reads a unit
    network = Network.from_weights(spec, weights)
    reading = read_review(network, np.array([1, 4, 7, 5], dtype=np.int32))
    effects = unit_effects(reading, Surgery())
    states = reading.recording.hidden_states
    np.testing.assert_allclose(effects.effect, states[-1] * reading.network.readout_kernel, atol=1e-12)
    assert np.abs(effects.effect)[effects.order].tolist() == sorted(np.abs(effects.effect), reverse=True)
    theirs = [np.corrcoef(states[:, unit], reading.recording.logit)[0, 1] for unit in range(4)]
    np.testing.assert_allclose(effects.correlation, theirs, atol=1e-12)
    turned = (effects.logit - effects.effect >= 0) != (effects.logit >= 0)
    assert effects.carrying.tolist() == turned.tolist()


def test_a_verdict_is_built_from_all_units_off_to_all_on() -> None:
    """Each entry is the surgery of the units still off, and the verdict stands where it keeps half of its logit."""
    network = random_network(network_spec("gru", units=5)).astype("float64")
    reading = read_review(network, np.array([1, 4, 7, 5], dtype=np.int32))
    orders = np.array([[4, 3, 2, 1, 0], [0, 1, 2, 3, 4]])
    built = build_up(reading, orders)
    for order, logits, stands in zip(orders, built.logit, built.standing, strict=True):
        for on in range(6):
            off = ~np.isin(np.arange(5), order[:on])
            np.testing.assert_allclose(logits[on], operate(reading, off, Surgery())[-1], atol=1e-12)
        halves = logits / logits[-1] >= 0.5
        assert halves[stands:].all()
        assert stands == 0 or not halves[stands - 1]


def test_operations_layers_and_choices_that_there_are_not_are_refused() -> None:
    """Each is a sentence with what there is."""
    reading = read_review(random_network(network_spec("gru")), np.array([1, 4], dtype=np.int32))
    with pytest.raises(ConfigurationError, match="An operation is one of zero, freeze, flip, clamp, not 'cut'"):
        Surgery(operation="cut")  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="has 1 recurrent layers; there is no layer 1"):
        operate(reading, np.zeros(4, dtype=bool), Surgery(layer=1))
    with pytest.raises(ConfigurationError, match="Choose among the 4 units"):
        operate(reading, np.zeros(3, dtype=bool), Surgery())
