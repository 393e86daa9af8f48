"""What is true of a cell of any size: its names, gates, biases and Keras's word for it. Code elsewhere asks here."""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from rnnviz.cells.step_text import StepProgram

__all__ = ["CellFacts"]


class CellFacts:
    """Facts of a cell, the same for every size."""

    name: ClassVar[str]
    abbreviation: ClassVar[str]
    """The cell in one short word of small letters, as an address writes it."""
    keras_class: ClassVar[str]
    in_keras: ClassVar[bool] = True
    """Whether `keras.layers` brings the class; otherwise `keras_layer` makes it."""
    keras_settings: ClassVar[Mapping[str, Any]] = MappingProxyType({"activation": "tanh", "use_bias": True})
    """What a Keras layer's configuration may say of the arithmetic: anything else computes something different."""
    blocks: ClassVar[tuple[str, ...]]
    activations: ClassVar[tuple[str, ...]]
    """Of each block: "sigmoid", which makes it a gate, from 0 (shut) to 1 (open), or "tanh"."""
    gates: ClassVar[tuple[str, ...]] = ()
    """The blocks that are gates; they follow from the activations."""
    gated_reads: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """The gate through which a block's part of the recurrent kernel reads the state, U·(gate·h), by the block."""
    keeping_gates: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """The gate that a state's old value is multiplied by, s[t] = gate·s[t-1] + …, by the state: 1 keeps all of it."""
    state_names: ClassVar[tuple[str, ...]]
    intermediates: ClassVar[tuple[str, ...]]
    """Every name that `step` returns: first the blocks, last the states."""
    bias_rows: ClassVar[tuple[int, ...]] = ()
    """Leading axes of the bias: (2,) for one bias of the input and one of the recurrence."""
    initial_bias: ClassVar[Mapping[str, float]] = MappingProxyType({})
    """What Keras begins the bias of a block with, where that is not 0."""
    program: ClassVar[StepProgram]
    """The step as a NumPy program."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        pairs = zip(getattr(cls, "blocks", ()), getattr(cls, "activations", ()), strict=True)
        cls.gates = tuple(block for block, activation in pairs if activation == "sigmoid")

    @classmethod
    def biases(cls) -> int:
        """How many biases each block has: 2 where the recurrence has one of its own, otherwise 1."""
        return math.prod(cls.bias_rows)

    @classmethod
    def weight_shapes(cls, input_features: int, units: int) -> dict[str, tuple[int, ...]]:
        """Shape of each weight by Keras's name, in Keras's order, for a cell of this size."""
        columns = len(cls.blocks) * units
        return {
            "kernel": (input_features, columns),
            "recurrent_kernel": (units, columns),
            "bias": (*cls.bias_rows, columns),
        }
