"""The loop as a NumPy program: the text that is shown is the text that is run.

It is made of checked numbers and the lines below, never of anybody's words, so running it is safe.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rnnviz.cells import CELLS, Cell
from rnnviz.cells.cell import let_explode
from rnnviz.loops.spec import LoopSpec, Rows

__all__ = ["FORGET_GATE", "SATURATED", "Program", "loop_lines", "memory_name", "run", "write_program"]


FORGET_GATE = "forget_gate"
"""The block whose bias can be chosen."""

SATURATED = 0.99
"""From here on tanh, and from here or its counterpart 0.01 a gate, counts as saturated."""


@dataclass(frozen=True, kw_only=True)
class Program:
    """A loop as Python source.

    Parameters
    ----------
    computing
        Everything up to `final_output_sequence`.
    printing
        The prints after it.
    """

    computing: str
    printing: str

    @property
    def source(self) -> str:
        """The whole program, ready to paste."""
        return f"{self.computing}\n{self.printing}"


def write_program(spec: LoopSpec) -> Program:
    """The program of a loop."""
    computing = "\n".join([_head(spec), _inputs(spec), _weights(spec), loop_lines(spec.cell, spec.sequences)])
    sums = CELLS[spec.cell].program.first_sums.rstrip()
    return Program(computing=computing, printing=_PRINTING.format(sums=sums, saturated=SATURATED))


@let_explode
def run(source: str, **names: object) -> dict[str, Any]:
    """Every name of a program after it was run; exploding numbers are a result, not a warning.

    Parameters
    ----------
    source
        A program of this module.
    names
        What it finds when it starts.
    """
    namespace: dict[str, Any] = {"__name__": "loop", **names}
    exec(compile(source, "<loop>", "exec"), namespace)
    return namespace


def loop_lines(cell: str, sequences: int = 1) -> str:
    """The part of a cell's program that starts from zeros and loops over the inputs."""
    made = CELLS[cell]
    further = {memory_name(state): made.program.memories[state] for state in made.state_names[1:]}
    begin = [
        "state_t = np.zeros((output_features,))  # before the first step nothing is remembered",
        *(f"{name}_t = np.zeros((output_features,))  # {meaning}" for name, meaning in further.items()),
    ]
    lists = ["successive_outputs = []", *(f"successive_{name}s = []" for name in further)]
    step = [
        textwrap.indent(made.program.lines.rstrip(), "    "),
        "    successive_outputs.append(output_t)",
        *(f"    successive_{name}s.append({name}_t)" for name in further),
        "    state_t = output_t  # the output of this step is the state of the next",
    ]
    if sequences == 1:
        body = [*begin, "", *lists, "for input_t in inputs:", *step]
    else:
        anew = "  # each begins anew: what the one before said is no part of it"
        inner = textwrap.indent("\n".join([*begin, "for input_t in sequence:", *step]), "    ")
        body = ["", *lists, f"for sequence in np.split(inputs, {sequences}):{anew}", inner]
    lines = [*body, "", "final_output_sequence = np.stack(successive_outputs, axis=0)  # (steps, output_features)", ""]
    if sequences == 1:
        lines[-2] = "final_output_sequence = np.stack(successive_outputs, axis=0)  # (timesteps, output_features)"
    return (_SIGMOID if made.gates else "") + "\n".join(lines)


def memory_name(state: str) -> str:
    """What a state beside the hidden one is called in a program: "cell" for "cell_states", which is `cell_t`."""
    return state.removesuffix("_states")


def _head(spec: LoopSpec) -> str:
    sizes = {
        f"timesteps = {spec.timesteps}": "steps of the loop" if spec.sequences == 1 else "steps of each sequence",
        f"input_features = {spec.input_features}": "numbers in one input vector",
        f"output_features = {spec.units}": 'numbers in one output vector (Keras says "units")',
    }
    width = max(map(len, sizes))
    cell = CELLS[spec.cell]
    whose = "Keras's" if cell.in_keras else "the"
    lines = [f"# The loop inside {whose} {cell.keras_class} layer.", "import numpy as np", ""]
    lines += [f"{size:<{width}}  # {meaning}" for size, meaning in sizes.items()]
    if spec.weights != "own" or spec.inputs in ("uniform", "normal"):
        lines += ["", f"rng = np.random.default_rng({spec.seed})  # the same seed draws the same numbers again"]
    return "\n".join([*lines, ""])


def _inputs(spec: LoopSpec) -> str:
    rows = "timesteps" if spec.sequences == 1 else f"{spec.sequences} * timesteps"
    lines = {
        "uniform": f"inputs = rng.random(({rows}, input_features))  # random numbers from 0 to 1 stand for a text",
        "normal": f"inputs = rng.standard_normal(({rows}, input_features))  # normal numbers stand for a text",
        "impulse": f"inputs = np.zeros(({rows}, input_features))\ninputs[0] = 1  # one knock, then silence",
        "own": f"inputs = {_array(spec.own_inputs)}",
    }
    return lines[spec.inputs] + "\n"


def _weights(spec: LoopSpec) -> str:
    rows = "output_features" if spec.blocks == 1 else f"{spec.blocks} * output_features"
    cell = CELLS[spec.cell]
    biases = ("b", "c")[: cell.biases()]
    ones = [_readable(block) for block, value in cell.initial_bias.items() if value == 1]
    new = f"zeros in a new Keras layer{''.join(f', ones for the {block}' for block in ones)}"
    if spec.weights == "own":
        drawn = [f"W = {_array(spec.own_kernel)}", f"U = {_array(spec.own_recurrent_kernel)}"]
        drawn += [f"{name} = np.array({list(row)!r})" for name, row in zip(biases, spec.own_bias or (), strict=True)]
    elif spec.weights == "uniform":
        drawn = [f"W = rng.random(({rows}, input_features))", f"U = rng.random(({rows}, output_features))"]
        drawn += [f"{name} = rng.random(({rows},))" for name in biases]
    elif spec.weights == "keras":
        drawn = _as_keras_begins(spec, rows, biases)
    else:
        drawn = [
            f"limit = np.sqrt(6 / (input_features + {rows}))  # Glorot and Bengio's rule, as in Keras",
            f"W = rng.uniform(-limit, limit, ({rows}, input_features))",
            *(_glorot_recurrence(rows) if spec.weights == "glorot" else _rotations(spec)),
            *(f"{name} = rng.uniform(-limit, limit, ({rows},))  # {new}" for name in biases),
        ]
    return "\n".join([*_weight_comments(cell), *drawn, *_forget_bias(spec), "\n" if cell.gates else ""])


def _as_keras_begins(spec: LoopSpec, rows: str, biases: Sequence[str]) -> list[str]:
    """Weights of a new Keras layer: nothing of them is learnt yet, and how long they remember is decided by them."""
    lines = [
        f"limit = np.sqrt(6 / (input_features + {rows}))  # Glorot and Bengio's rule, as in Keras",
        f"W = rng.uniform(-limit, limit, ({rows}, input_features))",
        f"U = np.linalg.qr(rng.standard_normal(({rows}, output_features)))[0]  # columns orthonormal, as in Keras",
        *(f"{name} = np.zeros(({rows},))" for name in biases),
    ]
    cell = CELLS[spec.cell]
    for block, value in cell.initial_bias.items():
        if block == FORGET_GATE and spec.forget_bias is not None:
            continue  # another is chosen
        lines.append(f"{_block_of_bias(cell, block)} = {value!r}  # so Keras begins with an open {_readable(block)}")
    return lines


def _forget_bias(spec: LoopSpec) -> list[str]:
    cell = CELLS[spec.cell]
    if spec.forget_bias is None or spec.weights == "own" or FORGET_GATE not in cell.blocks:
        return []
    return [f"{_block_of_bias(cell, FORGET_GATE)} = {spec.forget_bias!r}  # chosen: the larger, the more is kept"]


def _block_of_bias(cell: type[Cell], block: str) -> str:
    at = cell.blocks.index(block)
    return f"b[{at} * output_features : {at + 1} * output_features]"


def _weight_comments(cell: type[Cell]) -> list[str]:
    lead = f"# The weights of the input, of the state, and {'the bias' if cell.biases() == 1 else 'a bias for each'}."
    if len(cell.blocks) == 1:
        return [lead]
    number = {2: "two", 3: "three", 4: "four"}.get(len(cell.blocks), str(len(cell.blocks)))
    return [f"{lead} The rows stand in {number} blocks:", f"# {', '.join(map(_readable, cell.blocks))}."]


def _readable(name: str) -> str:
    return name.replace("_", " ")


def _glorot_recurrence(rows: str) -> list[str]:
    limit = f"np.sqrt(6 / (output_features + {rows}))"
    return [f"limit_U = {limit}", f"U = rng.uniform(-limit_U, limit_U, ({rows}, output_features))"]


def _rotations(spec: LoopSpec) -> list[str]:
    rotation = "np.linalg.qr(rng.standard_normal((output_features, output_features)))[0]"
    if spec.blocks > 1:
        rotation = f"np.concatenate([\n    {rotation}\n    for _ in range({spec.blocks})\n])"
    return [
        f"radius = {spec.radius!r}  # each block of U turns the state and stretches it by this",
        f"U = radius * {rotation}",
    ]


def _array(rows: Rows | None) -> str:
    """A matrix as a literal, whose numbers read back as the same floats."""
    lines = [f"    [{', '.join(map(repr, row))}]," for row in rows or ()]
    return "\n".join(["np.array([", *lines, "])"])


_SIGMOID = '''\
def sigmoid(values):
    """From 0 (shut) to 1 (open): 1 / (1 + exp(-values)), written so that it cannot overflow."""
    return 0.5 + 0.5 * np.tanh(0.5 * values)


'''

_PRINTING = """\
# What came out. At the first step the state is still zeros, so U plays no part in its sums.
{sums}
saturated = np.abs(final_output_sequence) >= {saturated}
print("final output sequence:", final_output_sequence.shape)
for name, sums in first_sums.items():
    print(f"first step, {{name}}: from {{sums.min():.6g}} to {{sums.max():.6g}}")
print(f"saturated outputs: {{saturated.mean():.4f}}")
print("last output:", *[f"{{value:.4f}}" for value in final_output_sequence[-1]])
"""
