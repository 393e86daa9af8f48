"""The loop as a NumPy program: the text that is shown is the text that is run.

It is made of checked numbers and the lines below, never of anybody's words, so running it is safe.
"""

from dataclasses import dataclass
from typing import Any

from rnnviz.cells import CELLS
from rnnviz.cells.cell import let_explode
from rnnviz.loops.spec import LoopSpec, Rows

__all__ = ["SATURATED", "Program", "loop_lines", "run", "write_program"]


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
    """Return the program of a loop."""
    computing = "\n".join([_head(spec), _inputs(spec), _weights(spec), loop_lines(spec.cell)])
    return Program(computing=computing, printing=_PRINTING.format(sums=_FIRST_SUMS[spec.cell], saturated=SATURATED))


@let_explode
def run(source: str, **names: object) -> dict[str, Any]:
    """Return every name of a program after it was run; exploding numbers are a result, not a warning.

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


def loop_lines(cell: str) -> str:
    """Return the part of a cell's program that starts from zeros and loops over the inputs."""
    return _LOOPS[cell]


def _head(spec: LoopSpec) -> str:
    sizes = {
        f"timesteps = {spec.timesteps}": "steps of the loop",
        f"input_features = {spec.input_features}": "numbers in one input vector",
        f"output_features = {spec.units}": 'numbers in one output vector (Keras says "units")',
    }
    width = max(map(len, sizes))
    lines = [f"# The loop inside Keras's {CELLS[spec.cell].keras_class} layer.", "import numpy as np", ""]
    lines += [f"{size:<{width}}  # {meaning}" for size, meaning in sizes.items()]
    if spec.weights != "own" or spec.inputs in ("uniform", "normal"):
        lines += ["", f"rng = np.random.default_rng({spec.seed})  # the same seed draws the same numbers again"]
    return "\n".join([*lines, ""])


def _inputs(spec: LoopSpec) -> str:
    lines = {
        "uniform": "inputs = rng.random((timesteps, input_features))  # random numbers from 0 to 1 stand for a text",
        "normal": "inputs = rng.standard_normal((timesteps, input_features))  # normal numbers stand for a text",
        "impulse": "inputs = np.zeros((timesteps, input_features))\ninputs[0] = 1  # one knock, then silence",
        "own": f"inputs = {_array(spec.own_inputs)}",
    }
    return lines[spec.inputs] + "\n"


def _weights(spec: LoopSpec) -> str:
    rows = "output_features" if spec.blocks == 1 else f"{spec.blocks} * output_features"
    biases = ("b", "c") if spec.cell == "gru" else ("b",)
    new = f"zeros in a new Keras layer{', ones for the forget gate' if spec.cell == 'lstm' else ''}"
    if spec.weights == "own":
        drawn = [f"W = {_array(spec.own_kernel)}", f"U = {_array(spec.own_recurrent_kernel)}"]
        drawn += [f"{name} = np.array({list(row)!r})" for name, row in zip(biases, spec.own_bias or (), strict=True)]
    elif spec.weights == "uniform":
        drawn = [f"W = rng.random(({rows}, input_features))", f"U = rng.random(({rows}, output_features))"]
        drawn += [f"{name} = rng.random(({rows},))" for name in biases]
    else:
        drawn = [
            f"limit = np.sqrt(6 / (input_features + {rows}))  # Glorot and Bengio's rule, as in Keras",
            f"W = rng.uniform(-limit, limit, ({rows}, input_features))",
            *(_glorot_recurrence(rows) if spec.weights == "glorot" else _rotations(spec)),
            *(f"{name} = rng.uniform(-limit, limit, ({rows},))  # {new}" for name in biases),
        ]
    return "\n".join([*_WEIGHT_COMMENTS[spec.cell], *drawn, "" if spec.cell == "simple_rnn" else "\n"])


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
    """Return a matrix as a literal, whose numbers read back as the same floats."""
    lines = [f"    [{', '.join(map(repr, row))}]," for row in rows or ()]
    return "\n".join(["np.array([", *lines, "])"])


_WEIGHT_COMMENTS = {
    "simple_rnn": ["# The weights of the input, of the state, and the bias."],
    "lstm": [
        "# The weights of the input, of the state, and the bias. The rows stand in four blocks:",
        "# input gate, forget gate, cell candidate, output gate.",
    ],
    "gru": [
        "# The weights of the input, of the state, and a bias for each. The rows stand in three blocks:",
        "# update gate, reset gate, candidate state.",
    ],
}

_SIGMOID = '''\
def sigmoid(values):
    """From 0 (shut) to 1 (open): 1 / (1 + exp(-values)), written so that it cannot overflow."""
    return 0.5 + 0.5 * np.tanh(0.5 * values)


'''

_LOOPS = {
    "simple_rnn": """\
state_t = np.zeros((output_features,))  # before the first step nothing is remembered

successive_outputs = []
for input_t in inputs:
    output_t = np.tanh(np.dot(W, input_t) + np.dot(U, state_t) + b)
    successive_outputs.append(output_t)
    state_t = output_t  # the output of this step is the state of the next

final_output_sequence = np.stack(successive_outputs, axis=0)  # (timesteps, output_features)
""",
    "lstm": f"""\
{_SIGMOID}state_t = np.zeros((output_features,))  # before the first step nothing is remembered
cell_t = np.zeros((output_features,))  # the second memory of an LSTM

successive_outputs = []
successive_cells = []
for input_t in inputs:
    sums = np.dot(W, input_t) + np.dot(U, state_t) + b
    input_sum, forget_sum, candidate_sum, output_sum = np.split(sums, 4)
    input_gate = sigmoid(input_sum)  # how much of the candidate is written
    forget_gate = sigmoid(forget_sum)  # how much of the old cell state is kept
    cell_candidate = np.tanh(candidate_sum)  # what could be written
    output_gate = sigmoid(output_sum)  # how much of the cell state is shown
    cell_t = forget_gate * cell_t + input_gate * cell_candidate
    output_t = output_gate * np.tanh(cell_t)
    successive_outputs.append(output_t)
    successive_cells.append(cell_t)
    state_t = output_t  # the output of this step is the state of the next

final_output_sequence = np.stack(successive_outputs, axis=0)  # (timesteps, output_features)
""",
    "gru": f"""\
{_SIGMOID}state_t = np.zeros((output_features,))  # before the first step nothing is remembered

successive_outputs = []
for input_t in inputs:
    update_input, reset_input, candidate_input = np.split(np.dot(W, input_t) + b, 3)
    update_recurrence, reset_recurrence, candidate_recurrence = np.split(np.dot(U, state_t) + c, 3)
    update_gate = sigmoid(update_input + update_recurrence)  # how much of the old state is kept
    reset_gate = sigmoid(reset_input + reset_recurrence)  # how much of it the candidate hears
    candidate_state = np.tanh(candidate_input + reset_gate * candidate_recurrence)
    output_t = update_gate * state_t + (1 - update_gate) * candidate_state
    successive_outputs.append(output_t)
    state_t = output_t  # the output of this step is the state of the next

final_output_sequence = np.stack(successive_outputs, axis=0)  # (timesteps, output_features)
""",
}

_FIRST_SUMS = {
    "simple_rnn": """\
first_sums = {"weighted sum": np.dot(W, inputs[0]) + b}""",
    "lstm": """\
sums = np.split(np.dot(W, inputs[0]) + b, 4)
first_sums = dict(zip(["input gate", "forget gate", "cell candidate", "output gate"], sums))""",
    "gru": """\
update_sum, reset_sum, _ = np.split(np.dot(W, inputs[0]) + b + c, 3)
candidate_sum = np.split(np.dot(W, inputs[0]) + b, 3)[2] + sigmoid(reset_sum) * np.split(c, 3)[2]
first_sums = {"update gate": update_sum, "reset gate": reset_sum, "candidate state": candidate_sum}""",
}

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
