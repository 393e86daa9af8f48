"""What "Keras layers" says around its drawing: the controls, what goes through the stack, and its training."""

from collections.abc import Mapping

from rnnviz.cells import ABBREVIATIONS, either
from rnnviz.networks import NetworkSpec, StackSpec
from rnnviz.ui.language import say, say_count
from rnnviz.ui.layers.edits import Preset
from rnnviz.ui.layers.views.returns import ReturnsLabels

__all__ = [
    "backward_half",
    "controls",
    "forward_half",
    "last_row",
    "last_title",
    "line_help",
    "no_layer",
    "not_named",
    "nothing_goes_through",
    "or_on_the_command_line",
    "preset_labels",
    "refused_edit",
    "refused_line",
    "returns_help",
    "returns_labels",
    "returns_title",
    "run_title",
    "sequence_title",
    "source_stops",
    "source_title",
    "text_cut",
    "unknown_words",
    "untrained",
    "whole_output",
    "why_not_trained",
]


# ---- the controls ----


def controls() -> Mapping[str, str]:
    """What the controls are called, by their keys."""
    return {
        "stack": say("The stack in one line, as the address holds it"),
        "preset": say("Begin with"),
        "steps": say("Timesteps of random features"),
        "words": say("A short text"),
        "draw": say("Seed"),
        "watched": say("Layer to look into"),
        "train": say("Train this network"),
    }


def preset_labels() -> Mapping[Preset, str]:
    """What the stacks to begin with are called."""
    return {
        "last_output": say("last output"),
        "whole_sequence": say("whole sequence"),
        "four_stacked": say("four stacked"),
        "with_readout": say("with readout"),
        "lstm": say("LSTM"),
        "gru": say("GRU"),
        "bidirectional": say("bidirectional"),
        "not_valid": say("not valid"),
    }


def line_help() -> str:
    """How the line of a stack is written."""
    return say(
        "It begins with emb-num_words-output_dim, or in-features for plain features. The layers follow: "
        "{cells} with their units, -bi for Bidirectional, -seq for return_sequences=True. "
        "At the end, dense-units.",
        cells=either(ABBREVIATIONS),
    )


def refused_line(error: str) -> str:
    """For a line that is no stack."""
    return say("{error} The chapter's network is shown instead.", error=error)


def refused_edit(error: str) -> str:
    """For a change that leads to no stack."""
    return say("{error} The stack stays as it was.", error=error)


def no_layer(count: int) -> str:
    """For an address with a layer that is not there; what came and is shown is filled where it is said."""
    return say(
        "The layer to look into is a whole number from 1 to {count}, not {came}; {shown} is shown.",
        count=count,
        came="{came}",
        shown="{shown}",
    )


def text_cut(words: int, most: int) -> str:
    """For a text that is longer than what is sent through."""
    return say("The text has {words:,} words; the first {most} are sent through.", words=words, most=most)


# ---- what goes through ----


def run_title() -> str:
    """Above what goes through the stack."""
    return say("What goes through it, with random weights")


def untrained() -> str:
    """The badge of random weights."""
    return say("untrained")


def nothing_goes_through() -> str:
    """For a stack that Keras refuses."""
    return say("Nothing goes through a stack that Keras does not build. Repair it above.")


def unknown_words(count: int, num_words: int) -> str:
    """How many of the words share the id of the unknown ones."""
    return say_count(
        count,
        "{count} of these words is not among the {ids:,} ids: unknown words all share id 2.",
        "{count} of these words are not among the {ids:,} ids: unknown words all share id 2.",
        ids=num_words,
    )


def returns_title(layer: int) -> str:
    """What both return modes of a layer, from 1, show."""
    return say("What layer {layer} returns in either way, untrained", layer=layer)


def returns_help(seed: int) -> str:
    """How they are read."""
    return say(
        "Random weights, seed {seed}: nothing has been learned, only shapes and rule mean something. "
        "One row a timestep, one column a unit; the framed rows are the same numbers.",
        seed=seed,
    )


def sequence_title(timesteps: int, features: int) -> str:
    """Above the whole sequence."""
    return say_count(
        timesteps,
        "return_sequences=True: {count:,} row of {features:,}",
        "return_sequences=True: {count:,} rows of {features:,}",
        features=features,
    )


def last_title(features: int) -> str:
    """Above the last output."""
    return say("return_sequences=False: one row of {features:,}", features=features)


def last_row(timesteps: int, row: str, output: str, *, equal: int, size: int) -> str:
    """Compare the last row with the last output, of which `equal` of `size` numbers are the same."""
    told = {"timesteps": timesteps, "row": row, "output": output}
    if equal == size:
        return say_count(
            size,
            "Row {timesteps}, the last, is {row}; the last output is {output}: the same number.",
            "Row {timesteps}, the last, is {row}; the last output is {output}: all {count:,} numbers the same.",
            **told,
        )
    return say_count(
        size,
        "Row {timesteps}, the last, is {row}; the last output is {output}: {equal:,} of {count:,} number the same.",
        "Row {timesteps}, the last, is {row}; the last output is {output}: {equal:,} of {count:,} numbers the same.",
        equal=equal,
        **told,
    )


def forward_half(timesteps: int, output: str, *, equal: int, size: int) -> str:
    """The same for the forward half of a bidirectional layer's output."""
    told = {"timesteps": timesteps, "output": output}
    if equal == size:
        return say_count(
            size,
            "The forward half of the last output is {output}, the same number as in row {timesteps}, the last.",
            "The forward half of the last output is {output}, all {count:,} numbers the same as in row {timesteps}, "
            "the last.",
            **told,
        )
    return say_count(
        size,
        "The forward half of the last output is {output}, {equal:,} of {count:,} number the same as in row "
        "{timesteps}, the last.",
        "The forward half of the last output is {output}, {equal:,} of {count:,} numbers the same as in row "
        "{timesteps}, the last.",
        equal=equal,
        **told,
    )


def backward_half(output: str, *, equal: int, size: int) -> str:
    """The same for the backward half, which is in the first row."""
    if equal == size:
        return say_count(
            size,
            "Its backward half is {output}, the same number as in row 1: the backward cell begins at the end and "
            "finishes there.",
            "Its backward half is {output}, all {count:,} numbers the same as in row 1: the backward cell begins at "
            "the end and finishes there.",
            output=output,
        )
    return say_count(
        size,
        "Its backward half is {output}, {equal:,} of {count:,} number the same as in row 1: the backward cell begins "
        "at the end and finishes there.",
        "Its backward half is {output}, {equal:,} of {count:,} numbers the same as in row 1: the backward cell begins "
        "at the end and finishes there.",
        output=output,
        equal=equal,
    )


def whole_output(shape: str, number: float | None) -> str:
    """What the whole stack returns; `number` is the one of a readout for the whole sample, None for anything else."""
    if number is None:
        return say("The whole stack returns {shape} for this one sample.", shape=shape)
    return say(
        "The whole stack returns {shape} for this one sample: {number:.3f}, which means nothing before training.",
        shape=shape,
        number=number,
    )


def returns_labels() -> ReturnsLabels:
    """What stands on the picture of both return modes; the browser fills the places."""
    return {
        "id": say("id {id}"),
        "last_output": say("last output"),
        "unit": say("unit 0"),
        "units": say("units {first}–{last}"),
        "forward": say("forward {first}–{last}"),
        "backward": say("backward {first}–{last}"),
        "of_row": say("timestep {timestep}, unit {unit}: {value}"),
        "of_last": say("last output, unit {unit}: {value}"),
        "below": say("below 0"),
        "above": say("above 0"),
    }


# ---- its source and its training ----


def source_title() -> str:
    """Above the Keras program."""
    return say("The same stack in Keras")


def source_stops() -> str:
    """For the program of a stack that Keras refuses."""
    return say("Pasted into Python, this stops with the error above.")


def not_named() -> str:
    """For a stack of unlike layers."""
    return say("The command line makes layers that are all alike, so it cannot name this one.")


def or_on_the_command_line() -> str:
    """Between the way to "Train" and the command."""
    return say("Or on the command line:")


def why_not_trained(stack: StackSpec) -> str:
    """The first reason why rnnviz does not train this stack, as a sentence; empty where it does."""
    if NetworkSpec.of_stack(stack) is not None:
        return ""
    if stack.problem is not None:
        return say("rnnviz does not train this stack: Keras does not build it.")
    if stack.num_words is None:
        return say(
            "rnnviz does not train this stack: it reads plain features, and rnnviz trains on words: begin with an "
            "Embedding."
        )
    if stack.recurrent[-1].return_sequences:
        return say(
            "rnnviz does not train this stack: it answers at every timestep, and a review has one label: set "
            "return_sequences=False in the last layer."
        )
    return say("rnnviz does not train this stack: a verdict is one number: end with Dense(1).")
