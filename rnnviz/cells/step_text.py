"""What a cell says of one timestep in writing: the terms of its weighted sums, and the step as a NumPy program."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rnnviz.shapes import Floats

__all__ = ["StepProgram", "Term"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Term:
    """One term of a weighted sum.

    Attributes
    ----------
    kind
        "kernel" W·x, "recurrent_kernel" U·h, "bias" b, "recurrent_bias" c, or "reset" gate·(U·h + c).
    values
        (timesteps, units); a bias is repeated for every timestep.
    gate
        Block that stands before the state: in a "recurrent_kernel" U·(gate·h), in a "reset" gate·(U·h + c).
    """

    kind: str
    values: Floats
    gate: str = ""


@dataclass(frozen=True, kw_only=True)
class StepProgram:
    """One timestep as lines of NumPy, as a textbook would write it.

    Attributes
    ----------
    lines
        From `input_t`, `state_t` and the further memories to `output_t` and those memories after the step. They find
        `W`, `U` and `b`, with two biases `c` as well, and a function `sigmoid` where the cell has gates. The bias is
        added as ``+ b`` (``+ c``), and the last line with a tanh is the one that keeps the output within −1…1: the
        bug hunt leaves these out.
    first_sums
        Lines that make `first_sums`, a dict with the weighted sums of the first step by the names of the blocks.
    memories
        What each state beside the hidden state is, as a comment. `cell_states` is called `cell_t` in the lines.
    """

    lines: str
    first_sums: str
    memories: Mapping[str, str] = field(default_factory=dict)
