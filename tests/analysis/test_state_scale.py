"""A state is drawn on a scale about 0, a gate from shut to open."""

import numpy as np
import pytest

from rnnviz.analysis import state_scale
from rnnviz.cells import CELLS


@pytest.mark.parametrize("state", ["input_gate", "forget_gate", "output_gate", "update_gate", "reset_gate"])
def test_a_gate_runs_from_0_to_1_whatever_its_values(state: str) -> None:
    """A gate that never opens far keeps the scale of one that does."""
    scale = state_scale(state, [np.array([[0.2, 0.3]])])
    assert (scale.gate, scale.low, scale.limit) == (True, 0.0, 1.0)


@pytest.mark.parametrize("state", ["hidden_states", "cell_states", "cell_candidate", "candidate_state"])
def test_a_state_has_a_scale_about_0_that_all_its_arrays_share(state: str) -> None:
    """Both ends are the largest |value| of all arrays; what is no finite number does not count."""
    scale = state_scale(state, [np.array([[0.2, -0.3]]), np.array([[np.inf, 0.82]])])
    assert (scale.gate, scale.low, scale.limit) == (False, -0.82, 0.82)


def test_a_silent_state_has_a_scale_all_the_same() -> None:
    """Nothing but zeros, or nothing at all, is drawn from -1 to 1."""
    assert state_scale("hidden_states", [np.zeros((2, 2))]).limit == 1.0
    assert state_scale("hidden_states", []).limit == 1.0


def test_a_name_is_a_gate_in_every_cell_or_in_none() -> None:
    """No cell calls a gate what another calls something else."""
    gates = {name for cell in CELLS.values() for name in cell.gates}
    others = {name for cell in CELLS.values() for name in cell.intermediates if name not in cell.gates}
    assert gates
    assert not gates & others
