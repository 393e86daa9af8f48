"""The words of "The loop by hand": what its controls are called, and what they say of what was chosen or typed.

What the loop teaches stands in `lesson_words`, the parts of a cell in `cell_words`, the pictures in `view_words`, the
proof bench in `bench_words`.
"""

from collections.abc import Mapping
from typing import Literal

from rnnviz.ui.language import say

__all__ = [
    "Choice",
    "Look",
    "Matrix",
    "Scheme",
    "controls",
    "cut_down",
    "cut_typed",
    "forget_bias_help",
    "input_schemes",
    "looks",
    "misfit",
    "presets",
    "program_caption",
    "radius_help",
    "sequences",
    "size_help",
    "typed_help",
    "typed_label",
    "typed_matrix",
    "typed_title",
    "unknown",
    "weight_schemes",
]

Scheme = Literal["uniform", "glorot", "orthogonal", "keras", "normal", "impulse", "own"]
"""How numbers are drawn; "own" are typed."""

Matrix = Literal["kernel", "recurrent_kernel", "bias", "x"]
"""What can be typed, by its key in the address."""


Look = Literal["lessons", "numbers", "cells", "program", "compare", "hunt"]
"""What is open below the stage."""

Choice = Literal["cell", "weights", "inputs", "look", "sequences"]
"""A control that chooses one of several things, by its key in the address."""


def controls() -> Mapping[str, str]:
    """What the controls are called, by their keys; Keras's names are the same in every language."""
    return {
        "begin": say("Begin with"),
        "cell": say("Cell"),
        "weights": say("Weights are drawn"),
        "inputs": say("Inputs are drawn"),
        "seed": "seed",
        "timesteps": "timesteps",
        "input_features": "input_features",
        "output_features": "output_features",
        "radius": say("spectral radius of U"),
        "forget_bias": say("bias of the forget gate"),
        "sequences": say("Sequences"),
        "sizes": say("Sizes, weights"),
        "look": say("Look closer"),
    }


def looks() -> Mapping[Look, str]:
    """What can be opened below the stage."""
    return {
        "lessons": say("what it teaches"),
        "numbers": say("weights and inputs"),
        "cells": say("three cells compared"),
        "program": say("program"),
        "compare": say("compare with Keras"),
        "hunt": say("find the bug"),
    }


def presets() -> Mapping[str, str]:
    """What the loops to begin with are called, by their ids."""
    return {
        "chapter": say("as in the chapter"),
        "small": say("small"),
        "room": say("room to move"),
        "fades": say("fades"),
        "lasts": say("lasts"),
        "explodes": say("explodes"),
        "keeps": say("LSTM keeps"),
    }


def weight_schemes() -> Mapping[Scheme, str]:
    """How the weights can be drawn."""
    return {
        "uniform": say("uniform from 0 to 1"),
        "glorot": say("Glorot"),
        "orthogonal": say("orthogonal"),
        "keras": say("as a new Keras layer"),
        "own": say("own numbers"),
    }


def input_schemes() -> Mapping[Scheme, str]:
    """How the inputs can be drawn."""
    return {
        "uniform": say("uniform from 0 to 1"),
        "normal": say("normal"),
        "impulse": say("one push at step 1"),
        "own": say("own numbers"),
    }


def sequences() -> Mapping[Literal["one", "two"], str]:
    """How many sequences are read."""
    return {"one": say("one"), "two": say("two, one after the other")}


def radius_help() -> str:
    """What the spectral radius is."""
    return say(
        "The largest size of an eigenvalue of U. Here all eigenvalues of U have this size: without the bend of tanh, a "
        "state would shrink or grow by just this factor at every step."
    )


def forget_bias_help() -> str:
    """What the bias of the forget gate does."""
    return say(
        "The larger, the more open the gate begins, and the more of the cell state is kept from step to step. "
        "Keras begins "
        "with 1."
    )


def size_help(most: int) -> str:
    """Why a slider ends where it does."""
    return say("How far this goes depends on the other sizes: one picture holds {most:,} numbers.", most=most)


# ---- what an address asks for that there is not ----


def unknown(key: Choice) -> str:
    """For an address that asks for what there is not; the other places are filled where it is said."""
    later = {place: f"{{{place}}}" for place in ("known", "came", "shown")}
    return say("{name} is one of {known}, not {came}; {shown} is shown.", name=key, **later)


# ---- numbers of one's own ----


def typed_title() -> str:
    """Above the boxes that hold the numbers."""
    return say("The numbers as text, to paste or to copy")


def typed_help() -> str:
    """How numbers are typed."""
    return say(
        "One row a line, numbers separated by spaces or commas. Under “weights and inputs” they can be typed "
        "into the pictures, too."
    )


def typed_matrix(key: Matrix) -> str:
    """What can be typed."""
    return {"kernel": "W", "recurrent_kernel": "U", "bias": "b", "x": say("inputs")}[key]


def typed_label(key: Matrix, shape: tuple[int, int]) -> str:
    """Above a box for the numbers of a matrix."""
    return say("{name}: {rows} × {columns}", name=typed_matrix(key), rows=shape[0], columns=shape[1])


def misfit(key: Matrix, shape: tuple[int, int], typed: tuple[int, int]) -> str:
    """For a matrix of which more or less was typed than the loop needs."""
    return say(
        "{name} should have {rows} × {columns} numbers here and has {typed_rows} × {typed_columns}: what is missing "
        "stands at 0, what is beyond is kept in the text but not used.",
        name=typed_matrix(key),
        rows=shape[0],
        columns=shape[1],
        typed_rows=typed[0],
        typed_columns=typed[1],
    )


def cut_down(name: str, wanted: int, possible: int, most: int) -> str:
    """Where a size does not go with the others: how far its slider reaches."""
    return say(
        "{name} {wanted:,} is too large beside the other sizes: one picture holds {most:,} numbers, so {possible:,} is "
        "shown.",
        name=name,
        wanted=wanted,
        possible=possible,
        most=most,
    )


def cut_typed(name: str, wanted: int, possible: int) -> str:
    """Where a size is too large for numbers of one's own."""
    return say(
        "{name} {wanted:,} is too large for own numbers, which are typed one by one: {possible:,} is shown.",
        name=name,
        wanted=wanted,
        possible=possible,
    )


# ---- the program ----


def program_caption() -> str:
    """What can be done with the program."""
    return say("The program that computed all this: pasted into a file, it prints the numbers that are drawn above.")
