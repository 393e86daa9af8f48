"""A loop that cannot be is refused with a sentence, and one that fits is known beforehand."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.cells import CELLS
from rnnviz.errors import ConfigurationError
from rnnviz.loops import MOST_NUMBERS, LoopSpec, check_budget, equation, most_timesteps, run_loop
from tests.loops.drawing import own_spec, specs


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"cell": "rnn"}, "cell is one of simple_rnn, lstm, gru, not 'rnn'."),
        ({"cell": None}, "cell is one of simple_rnn, lstm, gru, not None."),
        ({"cell": ["lstm"]}, "cell is one of simple_rnn, lstm, gru, not a list."),
        ({"timesteps": 10**9}, "timesteps is a whole number from 1 to 500, not 1000000000."),
        ({"timesteps": 0}, "timesteps is a whole number from 1 to 500, not 0."),
        ({"timesteps": True}, "timesteps is a whole number from 1 to 500, not True."),
        ({"timesteps": 10.0}, "timesteps is a whole number from 1 to 500, not 10.0."),
        ({"timesteps": 10**5000}, "timesteps is a whole number from 1 to 500, not a number of more than 36 digits."),
        ({"input_features": 129}, "input_features is a whole number from 1 to 128, not 129."),
        ({"input_features": float("nan")}, "input_features is a whole number from 1 to 128, not nan."),
        ({"units": -1}, "units is a whole number from 1 to 128, not -1."),
        ({"units": "64"}, "units is a whole number from 1 to 128, not '64'."),
        ({"seed": 2**32}, "seed is a whole number from 0 to 4,294,967,295, not 4294967296."),
        ({"seed": None}, "seed is a whole number from 0 to 4,294,967,295, not None."),
        ({"weights": "random"}, "weights is one of uniform, glorot, orthogonal, keras, own, not 'random'."),
        ({"inputs": "x" * 99}, f"inputs is one of uniform, normal, impulse, own, not '{'x' * 38}…."),
        ({"radius": 10.5}, "radius is a number from 0 to 10, not 10.5."),
        ({"radius": -0.1}, "radius is a number from 0 to 10, not -0.1."),
        ({"radius": float("nan")}, "radius is a number from 0 to 10, not nan."),
        ({"radius": float("inf")}, "radius is a number from 0 to 10, not inf."),
        ({"radius": "1"}, "radius is a number from 0 to 10, not '1'."),
        ({"radius": True}, "radius is a number from 0 to 10, not True."),
    ],
)
def test_a_setting_out_of_its_range_is_named(settings: dict[str, Any], sentence: str) -> None:
    """The sentence says what the setting is, its range, and what came."""
    with pytest.raises(ConfigurationError) as caught:
        LoopSpec(**settings)
    assert str(caught.value) == sentence


OWN = own_spec("simple_rnn", timesteps=3, input_features=2, units=2)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        (
            {"own_kernel": None},
            "W needs 2 rows of 2 numbers, and own_kernel is None. Give a tuple of rows.",
        ),
        (
            {"own_kernel": ((1.0, 2.0),)},
            "W needs 2 rows of 2 numbers, not 1 row. Add rows.",
        ),
        (
            {"own_recurrent_kernel": ((1.0, 2.0),) * 3},
            "U needs 2 rows of 2 numbers, not 3 rows. Leave rows out.",
        ),
        (
            {"own_recurrent_kernel": ((1.0, 2.0), (1.0, 2.0, 3.0))},
            "U needs 2 rows of 2 numbers, and row 2 has 3 numbers. Leave numbers in row 2 out.",
        ),
        (
            {"own_bias": ((1.0,),)},
            "b needs 1 row of 2 numbers, and row 1 has 1 number. Add numbers in row 1.",
        ),
        (
            {"own_bias": (1.0,)},
            "b needs 1 row of 2 numbers, and row 1 is 1.0. Give each row as a tuple of numbers.",
        ),
        (
            {"own_inputs": ((1.0, 2.0), (1.0, float("nan")), (1.0, 2.0))},
            "x, row 2, column 2 is nan, not a finite number. Give a number such as 0.5, -2 or 1e-3.",
        ),
        (
            {"own_inputs": ((1.0, 2.0), (1.0, 2.0), (-float("inf"), 2.0))},
            "x, row 3, column 1 is -inf, not a finite number. Give a number such as 0.5, -2 or 1e-3.",
        ),
        (
            {"own_kernel": ((1.0, "np"), (1.0, 2.0))},
            "W, row 1, column 2 is 'np', not a finite number. Give a number such as 0.5, -2 or 1e-3.",
        ),
        (
            {"own_kernel": ((1.0, 10**400), (1.0, 2.0))},
            "W, row 1, column 2 is a number of more than 36 digits, not a finite number. "
            "Give a number such as 0.5, -2 or 1e-3.",
        ),
        (
            {"own_kernel": ((False, 1.0), (1.0, 2.0))},
            "W, row 1, column 1 is False, not a finite number. Give a number such as 0.5, -2 or 1e-3.",
        ),
    ],
)
def test_own_numbers_that_cannot_be_used_are_named(numbers: dict[str, Any], sentence: str) -> None:
    """The sentence names matrix, row and column, counted from 1, what came, and what to do."""
    with pytest.raises(ConfigurationError) as caught:
        replace(OWN, **numbers)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(("cell", "blocks", "biases"), [("lstm", 4, "1 row"), ("gru", 3, "2 rows")])
def test_own_weights_have_a_block_of_rows_for_each_gate(cell: str, blocks: int, biases: str) -> None:
    """W and U have blocks * units rows, b as many columns, and the GRU's b a second row."""
    spec = own_spec(cell, timesteps=1, input_features=3, units=2)
    assert np.shape(spec.own_kernel) == (blocks * 2, 3)
    with pytest.raises(ConfigurationError, match=f"^b needs {biases} of {blocks * 2} numbers, not 3 rows"):
        replace(spec, own_bias=((0.0,) * blocks * 2,) * 3)


def test_own_numbers_make_a_key() -> None:
    """Lists, whole numbers and NumPy's floats become tuples of plain floats: equal specs have equal hashes."""
    mixed = replace(OWN, own_kernel=[[1, np.float64(2)], (3.0, 4)])
    plain = replace(OWN, own_kernel=((1.0, 2.0), (3.0, 4.0)))
    assert mixed == plain
    assert hash(mixed) == hash(plain)
    assert {type(value) for row in mixed.own_kernel or () for value in row} == {float}


def test_own_numbers_are_looked_at_where_they_are_used() -> None:
    """A matrix that waits for its turn may have any shape."""
    assert LoopSpec(own_kernel=((1.0,),)).weights == "uniform"


@settings(max_examples=60, deadline=None)
@given(spec=specs())
def test_numbers_are_those_of_the_picture(spec: LoopSpec) -> None:
    """Weights with every bias, inputs, three terms and a value for each block, and the states."""
    loop = run_loop(spec)
    weights = loop.cell.kernel.size + loop.cell.recurrent_kernel.size + sum(b.size for b in loop.biases.values())
    blocks = sum(3 * block.pre_activation.size + block.values.size for block in equation(loop))
    states = sum(state.size for state in loop.previous_states)
    assert spec.numbers == weights + loop.inputs.size + blocks + states


@pytest.mark.parametrize(("cell", "weights"), [("simple_rnn", 18), ("lstm", 72), ("gru", 63)])
def test_weight_numbers_count_both_biases(cell: str, weights: int) -> None:
    """With 2 features and 3 units a GRU has 3 · 3 · (2 + 3 + 2) = 63 weights: its recurrence has a bias of its own."""
    assert LoopSpec(cell=cell, input_features=2, units=3).weight_numbers == weights


@settings(max_examples=100, deadline=None)
@given(cell=st.sampled_from(tuple(CELLS)), input_features=st.integers(1, 128), units=st.integers(1, 128))
def test_the_most_timesteps_fit_and_one_more_does_not(cell: str, input_features: int, units: int) -> None:
    """A loop of `most_timesteps` passes, and the next longer one is refused with that number."""
    spec = LoopSpec(cell=cell, timesteps=1, input_features=input_features, units=units)
    most = most_timesteps(spec)
    assert 1 <= most <= 500
    check_budget(replace(spec, timesteps=most))
    assert replace(spec, timesteps=most).numbers <= MOST_NUMBERS
    if most < 500:
        with pytest.raises(ConfigurationError, match=f"features and units up to {most} timesteps? fit"):
            check_budget(replace(spec, timesteps=most + 1))


def test_the_budget_is_a_sentence() -> None:
    """It says what one picture holds, what this loop has, what is possible, and what to do."""
    with pytest.raises(ConfigurationError) as caught:
        check_budget(LoopSpec(cell="lstm", timesteps=500, input_features=128, units=128))
    assert str(caught.value) == (
        "One picture holds up to 200,000 numbers, and this loop has 1,347,584: with these features and units up to 28 "
        "timesteps fit. Take fewer timesteps, features or units."
    )


def test_the_largest_loop_can_be_run() -> None:
    """The budget is the picture's: a script may run what it refuses."""
    loop = run_loop(LoopSpec(cell="gru", timesteps=500, input_features=128, units=128))
    assert loop.hidden_states.shape == (500, 128)
