"""Six mistakes that a loop by hand can have, to be found by what they do to its numbers.

A faulty loop is the right program with one line changed, and it is run as it is shown.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from rnnviz.cells import CELLS, Cell
from rnnviz.errors import ConfigurationError
from rnnviz.loops.loop import Loop
from rnnviz.loops.program import loop_lines, memory_name, run
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
    lines
        The right and the wrong line of code for each cell, by the cell's name.
    """

    name: str
    lines: Mapping[str, tuple[str, str]]


def faulty_outputs(loop: Loop, name: str) -> Floats:
    """Outputs of a loop's program with one mistake in it, (timesteps, units), float64.

    The program starts with `W = kernel.T` and `U = recurrent_kernel.T`: the weights come from a Keras layer.

    Raises
    ------
    ConfigurationError
        If no fault has this name.
    """
    if name not in FAULTS:
        raise ConfigurationError("A fault is one of {known}, not {name!r:.40}.", known=", ".join(FAULTS), name=name)
    cell = loop.cell
    right, wrong = FAULTS[name].lines[cell.name]
    source = f"import numpy as np\nW = kernel.T\nU = recurrent_kernel.T\n{loop_lines(cell.name)}"
    parts = [_run(loop, source.replace(right, wrong), inputs) for inputs in np.split(loop.inputs, loop.spec.sequences)]
    return np.concatenate(parts)


def _run(loop: Loop, source: str, inputs: Floats) -> Floats:
    cell = loop.cell
    names = run(
        source,
        kernel=np.asfortranarray(cell.kernel),  # so that its transpose lies in memory as the program's W does
        recurrent_kernel=np.asfortranarray(cell.recurrent_kernel),
        inputs=inputs,
        input_features=cell.input_features,
        output_features=cell.units,
        **loop.biases,
    )
    outputs: Floats = names["final_output_sequence"]
    return outputs


def fault_of_case(case: int) -> str:
    """Fault of a numbered case, the same for everybody and in every version.

    Raises
    ------
    ConfigurationError
        If the case is not a whole number from 1 to 999.
    """
    check_count("case", case, 1, _MOST_CASES)
    digest = hashlib.sha256(f"{_SALT} {case}".encode()).digest()
    return tuple(FAULTS)[int.from_bytes(digest) % len(FAULTS)]


_SALT = "case 6895"  # cases 1 to 12 have every fault twice, and no two neighbours share one
_BIAS = r" \+ [bc]\b"


def _transposed_recurrent_kernel(cell: type[Cell]) -> tuple[str, str]:
    split = f"np.concatenate(np.split(recurrent_kernel, {len(cell.blocks)}, axis=1))"
    return "U = recurrent_kernel.T", f"U = {split if len(cell.blocks) > 1 else 'recurrent_kernel'}"


def _forgotten_bias(cell: type[Cell]) -> tuple[str, str]:
    """The lines from the first to the last that adds a bias, and the same without it."""
    lines = cell.program.lines.splitlines()
    adding = [number for number, line in enumerate(lines) if re.search(_BIAS, line)]
    right = "\n    ".join(lines[adding[0] : adding[-1] + 1])
    return right, re.sub(_BIAS, "", right)


def _state_not_carried(cell: type[Cell]) -> tuple[str, str]:
    further = [f"{memory_name(state)}_t" for state in cell.state_names[1:]]
    states, shape = ", ".join(["state_t", *further]), f"({len(further) + 1}, output_features)"
    return "state_t = output_t", f"{states} = np.zeros({shape if further else '(output_features,)'})"


def _missing_activation(cell: type[Cell]) -> tuple[str, str]:
    """The last line with a tanh, and the same with what stands in it."""
    right = next(line for line in reversed(cell.program.lines.splitlines()) if "np.tanh(" in line)
    return right, re.sub(r"np\.tanh\((.*)\)", r"\1", right)


def _for_all(lines: Callable[[type[Cell]], tuple[str, str]]) -> Mapping[str, tuple[str, str]]:
    """The right and the wrong line for each cell, by its name."""
    return MappingProxyType({name: lines(cell) for name, cell in CELLS.items()})


def _everywhere(right: str, wrong: str) -> Mapping[str, tuple[str, str]]:
    return _for_all(lambda _: (right, wrong))


FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        fault.name: fault
        for fault in (
            Fault(
                name="transposed_kernel",
                lines=_everywhere("W = kernel.T", "W = kernel.reshape(kernel.shape[::-1])"),
            ),
            Fault(name="transposed_recurrent_kernel", lines=_for_all(_transposed_recurrent_kernel)),
            Fault(name="forgotten_bias", lines=_for_all(_forgotten_bias)),
            Fault(name="state_not_carried", lines=_for_all(_state_not_carried)),
            Fault(
                name="late_input",
                lines=_everywhere("for input_t in inputs:", "for input_t in [np.zeros(input_features), *inputs[:-1]]:"),
            ),
            Fault(name="missing_activation", lines=_for_all(_missing_activation)),
        )
    }
)
"""The mistakes by name."""
