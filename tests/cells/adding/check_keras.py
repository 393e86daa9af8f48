"""Run in a tree to which the minimal gated unit was added: its Keras layer gives the cell's numbers."""

import numpy as np

from rnnviz.cells import make_cell, unroll
from rnnviz.loops import LoopSpec, compare, keras_arguments, keras_truth, run_loop
from rnnviz.networks import build_keras_model, read_stack

if __name__ == "__main__":
    loop = run_loop(LoopSpec(cell="mgu", timesteps=6, input_features=3, units=4, weights="glorot", inputs="normal"))
    differences = compare(loop, keras_truth(*keras_arguments(loop)))
    assert max(differences.running.max(), differences.one_step.max()) <= 1e-5

    stack = read_stack("in-3.mgu-4-seq.mgu-2")
    model = build_keras_model(stack, seed=0)
    assert model.count_params() == stack.parameter_count
    inputs = np.random.default_rng(0).normal(size=(1, 6, 3)).astype("float32")
    states = inputs[0]
    for layer in model.layers:
        states = unroll(make_cell("mgu", *layer.get_weights()), states).hidden_states
    assert np.abs(np.asarray(model(inputs))[0] - states[-1]).max() <= 1e-5

    namespace: dict[str, object] = {}
    exec(stack.keras_source(), namespace)
    assert namespace["model"].count_params() == stack.parameter_count
