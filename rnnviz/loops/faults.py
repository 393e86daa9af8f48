"""Six mistakes that a loop by hand can have, to be found by what they do to its numbers.

A faulty loop is the right program with one line changed, and it is run as it is shown.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from rnnviz.errors import ConfigurationError
from rnnviz.loops.loop import Loop
from rnnviz.loops.program import loop_lines, run
from rnnviz.loops.spec import check_count
from rnnviz.shapes import Floats

__all__ = ["FAULTS", "Fault", "fault_of_case", "faulty_outputs"]

_MOST_CASES = 999


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A mistake.

    Attributes
    ----------
    name
        Its key in `FAULTS`.
    label
        A few plain words.
    explanation
        What its evidence looks like, and why.
    lines
        The right and the wrong line of code for each cell, by the cell's name.
    """

    name: str
    label: str
    explanation: str
    lines: Mapping[str, tuple[str, str]]

    @property
    def right_line(self) -> str:
        """The right line of the SimpleRNN's program."""
        return self.lines["simple_rnn"][0]

    @property
    def wrong_line(self) -> str:
        """The line that stands in its place."""
        return self.lines["simple_rnn"][1]


def faulty_outputs(loop: Loop, name: str) -> Floats:
    """Return the outputs of a loop's program with one mistake in it, (timesteps, units), float64.

    The program starts with `W = kernel.T` and `U = recurrent_kernel.T`: the weights come from a Keras layer.

    Raises
    ------
    ConfigurationError
        If no fault has this name.
    """
    if name not in FAULTS:
        raise ConfigurationError(f"A fault is one of {', '.join(FAULTS)}, not {name!r:.40}.")
    cell = loop.cell
    right, wrong = FAULTS[name].lines[cell.name]
    source = f"import numpy as np\nW = kernel.T\nU = recurrent_kernel.T\n{loop_lines(cell.name)}"
    names = run(
        source.replace(right, wrong),
        kernel=np.asfortranarray(cell.kernel),  # so that its transpose lies in memory as the program's W does
        recurrent_kernel=np.asfortranarray(cell.recurrent_kernel),
        inputs=loop.inputs,
        input_features=cell.input_features,
        output_features=cell.units,
        **loop.biases,
    )
    outputs: Floats = names["final_output_sequence"]
    return outputs


def fault_of_case(case: int) -> str:
    """Return the fault of a numbered case, the same for everybody and in every version.

    Raises
    ------
    ConfigurationError
        If the case is not a whole number from 1 to 999.
    """
    check_count("case", case, 1, _MOST_CASES)
    digest = hashlib.sha256(f"{_SALT} {case}".encode()).digest()
    return tuple(FAULTS)[int.from_bytes(digest) % len(FAULTS)]


_SALT = "case 6895"  # cases 1 to 12 have every fault twice, and no two neighbours share one

_SUMS = {
    "simple_rnn": "output_t = np.tanh(np.dot(W, input_t) + np.dot(U, state_t) + b)",
    "lstm": "sums = np.dot(W, input_t) + np.dot(U, state_t) + b",
    "gru": "update_input, reset_input, candidate_input = np.split(np.dot(W, input_t) + b, 3)",
}
_WITHOUT_BIAS = {
    "simple_rnn": "output_t = np.tanh(np.dot(W, input_t) + np.dot(U, state_t))",
    "lstm": "sums = np.dot(W, input_t) + np.dot(U, state_t)",
    "gru": "update_input, reset_input, candidate_input = np.split(np.dot(W, input_t), 3)",
}
_RECURRENCE = "update_recurrence, reset_recurrence, candidate_recurrence = np.split(np.dot(U, state_t)"
_SUMS["gru"] += f"\n    {_RECURRENCE} + c, 3)"
_WITHOUT_BIAS["gru"] += f"\n    {_RECURRENCE}, 3)"

_CARRIED = "state_t = output_t"
_ZEROS = "state_t = np.zeros((output_features,))"
_CANDIDATE = "candidate_input + reset_gate * candidate_recurrence"


def _everywhere(right: str, wrong: str, **others: tuple[str, str]) -> Mapping[str, tuple[str, str]]:
    """Return the lines for each cell, those of `others` instead of the common ones."""
    return MappingProxyType(dict.fromkeys(_SUMS, (right, wrong)) | others)


FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        fault.name: fault
        for fault in (
            Fault(
                name="transposed_kernel",
                label="W was reshaped instead of transposed",
                explanation="Wrong from step 1 on. Keras keeps W turned on its side; reshape brings it into the right "
                "shape but deals the numbers out in reading order, so nearly every weight sits in the wrong place.",
                lines=_everywhere("W = kernel.T", "W = kernel.reshape(kernel.shape[::-1])"),
            ),
            Fault(
                name="transposed_recurrent_kernel",
                label="U is on its side",
                explanation="Step 1 is right, because U is multiplied by a state of zeros there. From step 2 on the "
                "outputs part: each unit listens with the weights with which the others should listen to it.",
                lines=_everywhere(
                    "U = recurrent_kernel.T",
                    "U = recurrent_kernel",
                    lstm=("U = recurrent_kernel.T", "U = np.concatenate(np.split(recurrent_kernel, 4, axis=1))"),
                    gru=("U = recurrent_kernel.T", "U = np.concatenate(np.split(recurrent_kernel, 3, axis=1))"),
                ),
            ),
            Fault(
                name="forgotten_bias",
                label="The bias was forgotten",
                explanation="Wrong from step 1 on, and also where the input is silent: zeros in give zeros out until "
                "the first input that is not zero, and the right loop answers with its bias there.",
                lines=MappingProxyType({cell: (_SUMS[cell], _WITHOUT_BIAS[cell]) for cell in _SUMS}),
            ),
            Fault(
                name="state_not_carried",
                label="The state is not carried to the next step",
                explanation="Step 1 is right, because it starts from zeros anyway. From step 2 on each output depends "
                "on the input of its own step alone: equal inputs give equal outputs, whatever came before.",
                lines=_everywhere(
                    _CARRIED, _ZEROS, lstm=(_CARRIED, "state_t, cell_t = np.zeros((2, output_features))")
                ),
            ),
            Fault(
                name="late_input",
                label="Each input comes one step late",
                explanation="Wrong from step 1 on, where the loop hears zeros: its first output is what the bias alone "
                "makes. Every later step answers the input of the step before, and nothing answers the last input.",
                lines=_everywhere("for input_t in inputs:", "for input_t in [np.zeros(input_features), *inputs[:-1]]:"),
            ),
            Fault(
                name="missing_activation",
                label="A tanh is missing",
                explanation="Wrong from step 1 on, and on the far side: every output of step 1 has the right sign and "
                "is too large. Near 0 that is hardly seen, because tanh(a) ≈ a; large sums run away from −1…1.",
                lines=_everywhere(
                    _SUMS["simple_rnn"],
                    "output_t = np.dot(W, input_t) + np.dot(U, state_t) + b",
                    lstm=("output_t = output_gate * np.tanh(cell_t)", "output_t = output_gate * cell_t"),
                    gru=(f"candidate_state = np.tanh({_CANDIDATE})", f"candidate_state = {_CANDIDATE}"),
                ),
            ),
        )
    }
)
"""The mistakes by name."""
