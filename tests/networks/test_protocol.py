"""A stack has room for layers that are not recurrent: whatever keeps the protocol stands in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rnnviz.errors import ConfigurationError
from rnnviz.networks import (
    Layer,
    LayerGradients,
    LayerPlan,
    LayerSpec,
    NetworkSpec,
    StackLayer,
    StackSpec,
    UntrainedStack,
    WeightSpec,
    build_keras_model,
    layers_vjp,
    write_stack,
)
from rnnviz.networks.protocol import Shape
from rnnviz.shapes import Floats

STEP, TOLERANCE = 1e-5, 1e-6


@dataclass(frozen=True)
class Dense:
    """tanh(inputs · kernel + bias) at every timestep."""

    kernel: Floats
    bias: Floats

    def outputs(self, inputs: Floats) -> Floats:
        return np.tanh(inputs @ self.kernel + self.bias)

    def outputs_vjp(self, inputs: Floats, cotangent: Floats) -> LayerGradients:
        sums = cotangent * (1 - self.outputs(inputs) ** 2)
        rows, below = (array.reshape(-1, array.shape[-1]) for array in (sums, inputs))
        return LayerGradients(inputs=sums @ self.kernel.T, weights=(below.T @ rows, rows.sum(0)))


@dataclass(frozen=True)
class DensePlan:
    """Keras's Dense on a sequence."""

    units: int
    input_axes = 3
    keras_class = "Dense"
    keras_names = ("dense",)
    keras_imports = frozenset({("keras.layers", "Dense")})

    @property
    def keras_call(self) -> str:
        return f'Dense({self.units}, activation="tanh")'

    def keras_layer(self) -> Any:
        import keras

        return keras.layers.Dense(self.units, activation="tanh")

    def output_shape(self, input_shape: Shape) -> Shape:
        return (*input_shape[:-1], self.units)

    def weights(self, input_features: int) -> tuple[WeightSpec, ...]:
        kernel = WeightSpec(name="kernel", shape=(input_features, self.units))
        return kernel, WeightSpec(name="bias", shape=(self.units,))

    def first_weights(self, input_features: int, rng: Callable[[int], np.random.Generator]) -> list[Floats]:
        kernel = rng(0).normal(0, 0.5, (input_features, self.units)).astype(np.float32)
        return [kernel, np.full(self.units, 0.1, dtype=np.float32)]

    def with_weights(self, weights: Sequence[Floats]) -> Layer:
        return Dense(*weights)


@dataclass(frozen=True)
class GlobalMaxPooling1D:
    """The largest value of each feature over the timesteps: plan and layer in one, because it has no weights."""

    input_axes = 3
    keras_class = "GlobalMaxPooling1D"
    keras_names = ("global_max_pooling1d",)
    keras_imports = frozenset({("keras.layers", "GlobalMaxPooling1D")})
    keras_call = "GlobalMaxPooling1D()"

    def keras_layer(self) -> Any:
        import keras

        return keras.layers.GlobalMaxPooling1D()

    def output_shape(self, input_shape: Shape) -> Shape:
        return (input_shape[0], input_shape[-1])

    def weights(self, input_features: int) -> tuple[WeightSpec, ...]:  # noqa: ARG002
        return ()

    def first_weights(self, input_features: int, rng: Callable[[int], np.random.Generator]) -> list[Floats]:  # noqa: ARG002
        return []

    def with_weights(self, weights: Sequence[Floats]) -> Layer:  # noqa: ARG002
        return self

    def outputs(self, inputs: Floats) -> Floats:
        return inputs.max(axis=-2)

    def outputs_vjp(self, inputs: Floats, cotangent: Floats) -> LayerGradients:
        largest = inputs == inputs.max(axis=-2, keepdims=True)
        return LayerGradients(inputs=largest * cotangent[..., None, :], weights=())


def recurrent(cell: str, units: int, *, bidirectional: bool = False, sequences: bool = True) -> StackLayer:
    return StackLayer(layer=LayerSpec(cell=cell, units=units, bidirectional=bidirectional), return_sequences=sequences)


PLANS: tuple[LayerPlan, ...] = (
    recurrent("lstm", 4),
    DensePlan(5),
    recurrent("gru", 3, bidirectional=True),
    GlobalMaxPooling1D(),
)
STACK = StackSpec(num_words=None, input_features=2, layers=PLANS, readout_units=1)


def differences(scalar: Callable[[Floats], float], at: Floats) -> Floats:
    """Gradient by central finite differences."""
    gradient = np.empty_like(at)
    for index in np.ndindex(at.shape):
        nudge = np.zeros_like(at)
        nudge[index] = STEP
        gradient[index] = (scalar(at + nudge) - scalar(at - nudge)) / (2 * STEP)
    return gradient


@pytest.mark.parametrize(
    "plans",
    [
        PLANS,
        PLANS[:-1],
        (DensePlan(3), recurrent("simple_rnn", 4, sequences=False)),
        (recurrent("lstm", 3, bidirectional=True, sequences=False),),
        (recurrent("gru", 3, sequences=False),),
    ],
    ids=["pooled", "sequence", "last output", "last outputs of both directions", "last output of one layer"],
)
def test_gradients_through_mixed_layers_equal_finite_differences(plans: tuple[LayerPlan, ...]) -> None:
    """Gradients of the inputs and of every weight of every layer are right to 1e-6, in float64."""
    rng = np.random.default_rng(0)
    spec = StackSpec(num_words=None, input_features=2, layers=plans)
    weights = [
        [rng.normal(0, 0.6, weight.shape) for weight in plan.weights(inputs)]
        for plan, inputs in zip(plans, spec.layer_inputs, strict=True)
    ]
    inputs = rng.normal(size=(2, 5, 2))

    def forward(weights: list[list[Floats]], inputs: Floats) -> Floats:
        for plan, arrays in zip(plans, weights, strict=True):
            inputs = plan.with_weights(arrays).outputs(inputs)
        return inputs

    cotangent = rng.normal(size=forward(weights, inputs).shape)
    layers = [plan.with_weights(arrays) for plan, arrays in zip(plans, weights, strict=True)]
    gradients = layers_vjp(layers, inputs, cotangent)

    def scalar(weights: list[list[Floats]], inputs: Floats) -> float:
        return float((forward(weights, inputs) * cotangent).sum())

    expected = differences(lambda x: scalar(weights, x), inputs)
    assert np.abs(gradients[0].inputs - expected).max() <= TOLERANCE
    for number, ours in enumerate(gradients):
        assert len(ours.weights) == len(weights[number])
        for place, gradient in enumerate(ours.weights):

            def changed(array: Floats, number: int = number, place: int = place) -> float:
                replaced = [list(arrays) for arrays in weights]
                replaced[number][place] = array
                return scalar(replaced, inputs)

            assert np.abs(gradient - differences(changed, weights[number][place])).max() <= TOLERANCE


def test_the_summary_has_a_row_for_every_layer(keras: ModuleType) -> None:
    """Names, shapes and counts are those of the model that Keras builds of the same stack."""
    keras.backend.clear_session()
    model = build_keras_model(STACK)
    assert [(row.name, row.output_shape, row.parameter_count) for row in STACK.summary] == [
        ("lstm", (None, None, 4), 112),
        ("dense", (None, None, 5), 25),
        ("bidirectional", (None, None, 6), 180),
        ("global_max_pooling1d", (None, 6), 0),
        ("dense_1", (None, 1), 7),
    ]
    assert [(layer.name, tuple(layer.output.shape), layer.count_params()) for layer in model.layers] == [
        (row.name, row.output_shape, row.parameter_count) for row in STACK.summary
    ]
    namespace: dict[str, Any] = {}
    exec(STACK.keras_source(), namespace)
    assert namespace["model"].count_params() == STACK.parameter_count


def test_numbers_go_through_as_in_keras(keras: ModuleType) -> None:
    """With the same weights Keras returns the same number."""
    untrained = UntrainedStack(spec=STACK)
    inputs = untrained.features(6)
    run = untrained.run(inputs)
    model = build_keras_model(STACK)
    drawn = [
        plan.first_weights(features, lambda direction, number=number: untrained._rng(3, number, direction))
        for number, (plan, features) in enumerate(zip(PLANS, STACK.layer_inputs, strict=True))
    ]
    for layer, weights in zip(model.layers, [*drawn, list(untrained.readout or ())], strict=True):
        layer.set_weights(weights)
    np.testing.assert_allclose(run.output, np.asarray(model(inputs[None]))[0], atol=1e-5)
    assert [one.output.shape for one in run.layers] == [(6, 4), (6, 5), (6, 6), (6,)]


def test_a_layer_refuses_what_keras_refuses(keras: ModuleType) -> None:
    """Pooling reads a sequence: behind a last output alone the stack has Keras's problem."""
    stack = replace(STACK, layers=(recurrent("gru", 3, sequences=False), GlobalMaxPooling1D()))
    assert stack.problem is not None
    assert stack.problem.layer == 1
    keras.backend.clear_session()
    with pytest.raises(ValueError, match="expected ndim=3, found ndim=2") as caught:
        build_keras_model(stack)
    assert stack.problem.sentence in str(caught.value)


def test_what_is_written_for_recurrent_layers_alone_says_so() -> None:
    """Such a stack is no network that rnnviz trains, and has no line in an address."""
    assert NetworkSpec.of_stack(replace(STACK, num_words=100)) is None
    with pytest.raises(ConfigurationError, match="all its layers are recurrent"):
        write_stack(STACK)
