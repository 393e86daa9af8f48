"""A cell is made of checked weights, and says in a sentence what does not fit."""

import dataclasses
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from rnnviz.cells import CELLS, GRU, LSTM, SimpleRNN, make_cell, unroll, unroll_projected
from rnnviz.errors import ConfigurationError
from tests.cells.drawing import random_cell


def lstm_weights(**changed: Any) -> dict[str, Any]:
    """Return the weights of an LSTM(2) on 3 features, some of them replaced."""
    weights = {"kernel": np.ones((3, 8)), "recurrent_kernel": np.ones((2, 8)), "bias": np.ones(8)}
    return weights | changed


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            {"kernel": np.ones((3, 6))},
            r"LSTM kernel should have the shape \(input_features, 8\), got \(3, 6\)",
        ),
        ({"kernel": np.ones((0, 8))}, r"\(input_features, 8\), got \(0, 8\)"),
        ({"kernel": np.ones(8)}, r"\(input_features, 8\), got \(8,\)"),
        (
            {"recurrent_kernel": np.ones((2, 6))},
            r"recurrent_kernel should have the shape \(units, 8\), got \(2, 6\)",
        ),
        ({"recurrent_kernel": np.float64(1)}, r"recurrent_kernel should have the shape"),
        ({"recurrent_kernel": np.ones((0, 0))}, r"recurrent_kernel should have the shape"),
        ({"bias": np.ones((2, 8))}, r"bias should have the shape \(8\), got \(2, 8\)"),
        ({"bias": np.ones(8, "float32")}, r"the same in all weights, got float32 \(kernel: float64\)"),
        ({"kernel": np.ones((3, 8), int)}, "should be float32 or float64"),
        ({"recurrent_kernel": np.full((2, 8), np.nan)}, "recurrent_kernel should be finite, got 16 values"),
        ({"bias": np.full(8, np.inf)}, "bias should be finite, got 8 values of inf or nan"),
    ],
)
def test_a_weight_that_does_not_fit_is_refused(changed: dict[str, Any], message: str) -> None:
    """The message names the weight, what was expected and what came."""
    with pytest.raises(ConfigurationError, match=message):
        LSTM(**lstm_weights(**changed))


def test_a_gru_without_reset_after_is_refused_by_name() -> None:
    """A GRU bias with one axis comes from reset_after=False, and the message says so."""
    with pytest.raises(ConfigurationError, match="train it with reset_after=True"):
        GRU(np.ones((3, 6)), np.ones((2, 6)), np.ones(6))


def test_an_unknown_cell_is_refused_with_the_known_names() -> None:
    """The message lists the cells that exist."""
    with pytest.raises(ConfigurationError, match=r"No cell is called 'rnn'\. Choose one of simple_rnn, lstm, gru"):
        make_cell("rnn", np.ones((1, 1)), np.ones((1, 1)))


@pytest.mark.parametrize("name", CELLS)
def test_make_cell_makes_the_named_cell(name: str) -> None:
    """The registry's name, the class's name and the cell made agree."""
    cell = random_cell(name, np.random.default_rng(0))
    made = make_cell(name, cell.kernel, cell.recurrent_kernel, cell.bias)
    assert type(made) is CELLS[name]
    assert made.name == name
    assert (made.units, made.input_features, made.dtype) == (4, 3, np.float32)


def test_a_cell_is_frozen() -> None:
    """Weights can be neither replaced nor written to, and changing the caller's array changes nothing."""
    kernel = np.ones((3, 2))
    cell = SimpleRNN(kernel, np.ones((2, 2)))
    kernel[:] = 5
    assert (cell.kernel == 1).all()
    with pytest.raises(dataclasses.FrozenInstanceError):
        cell.kernel = kernel  # type: ignore[misc]
    with pytest.raises(ValueError, match="read-only"):
        cell.kernel[0, 0] = 5


def test_a_cell_shows_its_size_and_not_its_weights() -> None:
    """The repr is one short line."""
    assert repr(LSTM(**lstm_weights())) == "LSTM(units=2, input_features=3, dtype=float64)"


@pytest.mark.parametrize(
    ("shape", "options", "message"),
    [
        ((5, 4), {}, r"LSTM expects inputs \(\.\.\., 3\), got \(5, 4\)"),
        ((3,), {}, r"or \(timesteps, features\) for one review, got the shape \(8,\)"),
        ((5, 3), {"mask": np.ones((1, 5), bool)}, r"mask: expected \(5,\), got \(1, 5\)"),
        ((2, 5, 3), {"mask": np.ones(5, bool)}, r"mask: expected \(2, 5\), got \(5,\)"),
        ((5, 3), {"initial_state": [np.zeros(2)]}, r"the number of states: expected \(2,\), got \(1,\)"),
        (
            (5, 3),
            {"initial_state": [np.zeros(2), np.zeros(3)]},
            r"initial cell_states: expected \(2,\), got \(3,\)",
        ),
    ],
)
def test_inputs_that_do_not_go_together_are_refused(
    shape: tuple[int, ...], options: dict[str, Any], message: str
) -> None:
    """The message names the array, the expected shape and the shape that came."""
    with pytest.raises(ConfigurationError, match=message):
        unroll(LSTM(**lstm_weights()), np.ones(shape), **options)


def test_projected_inputs_of_another_cell_are_refused() -> None:
    """Rows of a table that was projected for another cell do not fit."""
    with pytest.raises(ConfigurationError, match=r"projected inputs: expected \(8,\), got \(6,\)"):
        unroll_projected(LSTM(**lstm_weights()), np.ones((5, 6)))


def test_cells_do_not_load_tensorflow() -> None:
    """Importing the cells loads neither TensorFlow nor Keras."""
    code = "import rnnviz.cells, sys; print({'tensorflow', 'keras'} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "set()"
