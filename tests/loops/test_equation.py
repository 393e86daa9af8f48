"""The terms of every sum add up to it, and its activation is the value."""

import numpy as np
import pytest
from hypothesis import given, settings

from rnnviz.cells import CELLS
from rnnviz.loops import LoopSpec, equation, run_loop
from rnnviz.shapes import Floats
from tests.loops.drawing import specs

KINDS = {
    "simple_rnn": [("kernel", "recurrent_kernel", "bias")],
    "lstm": [("kernel", "recurrent_kernel", "bias")] * 4,
    "gru": [("kernel", "bias", "recurrent_kernel", "recurrent_bias")] * 2 + [("kernel", "bias", "reset")],
}


def activated(sums: Floats, activation: str) -> Floats:
    """tanh or sigmoid, written in another way than in the cells."""
    with np.errstate(over="ignore"):
        return np.tanh(sums) if activation == "tanh" else 1 / (1 + np.exp(-sums))


@settings(max_examples=100, deadline=None)
@given(spec=specs())
def test_terms_add_up_and_the_activation_gives_the_value(spec: LoopSpec) -> None:
    """For any loop: sum of the terms = pre-activation, and its activation = the value, (timesteps, units) each."""
    loop = run_loop(spec)
    blocks = equation(loop)
    assert tuple(block.name for block in blocks) == loop.cell.blocks
    for block in blocks:
        shapes = {term.values.shape for term in block.terms}
        assert shapes == {block.pre_activation.shape} == {block.values.shape} == {(spec.timesteps, spec.units)}
        total = np.sum([term.values for term in block.terms], axis=0)
        np.testing.assert_allclose(block.pre_activation, total, rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(block.values, activated(block.pre_activation, block.activation), atol=1e-12)


@pytest.mark.parametrize("cell", CELLS)
def test_terms_have_the_kinds_of_the_cell(cell: str) -> None:
    """Each block lists its terms in the order of the cell's equation; gates are sigmoids, candidates tanh."""
    blocks = equation(run_loop(LoopSpec(cell=cell, timesteps=2, input_features=2, units=2)))
    assert [tuple(term.kind for term in block.terms) for block in blocks] == KINDS[cell]
    assert all((block.activation == "sigmoid") == block.name.endswith("gate") for block in blocks)


@settings(max_examples=40, deadline=None)
@given(spec=specs(cells=("simple_rnn",)))
def test_terms_are_the_products_of_the_program(spec: LoopSpec) -> None:
    """W·x, U·h and b are those of the textbook's layout."""
    loop = run_loop(spec)
    kernel, recurrence, bias = (term.values for term in equation(loop)[0].terms)
    W, U = loop.cell.kernel.T, loop.cell.recurrent_kernel.T
    for t, (x, h) in enumerate(zip(loop.inputs, loop.previous_states[0], strict=True)):
        np.testing.assert_allclose(kernel[t], np.dot(W, x), atol=1e-12)
        np.testing.assert_allclose(recurrence[t], np.dot(U, h), atol=1e-12)
        np.testing.assert_array_equal(bias[t], loop.cell.bias)
