"""A recurrent layer as a loop written by hand: a NumPy program, its numbers, and what can be learned from them.

The program that is shown is the program that was run::

    loop = run_loop(LoopSpec(cell="simple_rnn", timesteps=100, input_features=32, units=64))
    print(loop.source)  # paste it anywhere: it prints the numbers of this loop
    loop.hidden_states  # (timesteps, units), those of the program to the last bit
    equation(loop)[0].terms  # W·x, U·h and b of every step
    memory(loop).states["hidden_states"]  # how far a push at each step moves the last state
"""

from rnnviz.loops.comparison import Differences, compare, compare_outputs
from rnnviz.loops.equation import EquationBlock, equation, saturation
from rnnviz.loops.faults import FAULTS, Fault, fault_of_case, faulty_outputs
from rnnviz.loops.keras_truth import keras_arguments, keras_truth
from rnnviz.loops.loop import Loop, run_loop
from rnnviz.loops.matrix_text import fit_matrix, format_matrix, parse_matrix
from rnnviz.loops.memory import Memory, first_input_difference, largest_stretch, memory, spectral_radius
from rnnviz.loops.program import FORGET_GATE, SATURATED
from rnnviz.loops.spec import MOST_NUMBERS, LoopSpec, Rows, check_budget, most_fitting, most_timesteps

__all__ = [
    "FAULTS",
    "FORGET_GATE",
    "MOST_NUMBERS",
    "SATURATED",
    "Differences",
    "EquationBlock",
    "Fault",
    "Loop",
    "LoopSpec",
    "Memory",
    "Rows",
    "check_budget",
    "compare",
    "compare_outputs",
    "equation",
    "fault_of_case",
    "faulty_outputs",
    "first_input_difference",
    "fit_matrix",
    "format_matrix",
    "keras_arguments",
    "keras_truth",
    "largest_stretch",
    "memory",
    "most_fitting",
    "most_timesteps",
    "parse_matrix",
    "run_loop",
    "saturation",
    "spectral_radius",
]
