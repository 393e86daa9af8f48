"""What the drawing of "Keras layers" says: the formulas with their numbers, and its labels."""

from rnnviz.cells import CELLS
from rnnviz.networks import LayerSpec
from rnnviz.ui.language import say
from rnnviz.ui.layers.views.stack import AxisName, StackLabels

__all__ = [
    "adder_note",
    "axis_name",
    "dense_formula",
    "dense_reason",
    "dense_title",
    "embedding_formula",
    "embedding_reason",
    "embedding_title",
    "formula",
    "input_title",
    "layer_title",
    "reason",
    "shape_in_words",
    "stack_labels",
    "unbuilt",
    "why_refused",
]


# ---- the cards ----


def input_title() -> str:
    """What the card of the input is called."""
    return say("Input")


def embedding_title() -> str:
    """What the card of the Embedding is called."""
    return say("Embedding")


def layer_title(number: int) -> str:
    """What the card of a recurrent layer is called; `number` is from 1."""
    return say("Layer {number}", number=number)


def dense_title(activation: str | None) -> str:
    """What the card of the Dense layer is called."""
    return say("Dense · {activation}", activation=activation)


def why_refused(layer: int) -> str:
    """Why Keras refuses recurrent layer `layer` (from 1), and what to change, in plain words."""
    return say(
        "Layer {layer} reads one vector for every timestep, but layer {below} returns only its last one. "
        "Set return_sequences=True in layer {below}.",
        layer=layer,
        below=layer - 1,
    )


def formula(layer: LayerSpec, input_features: int) -> tuple[str, str]:
    """How the parameters of a recurrent layer are counted: in names, and with its numbers up to the equals sign."""
    factors = [*([2] if layer.bidirectional else []), *([layer.blocks] if layer.blocks > 1 else [])]
    times = "".join(f"{factor} · " for factor in factors)
    return (
        say("{times}units · (features + units + {biases})", times=times, biases=layer.biases),
        f"{times}{layer.units:,} · ({input_features:,} + {layer.units:,} + {layer.biases})",
    )


def embedding_formula(num_words: int, output_dim: int) -> tuple[str, str]:
    """The same for an Embedding."""
    return say("num_words · output_dim"), f"{num_words:,} · {output_dim:,}"


def dense_formula(inputs: int, units: int) -> tuple[str, str]:
    """The same for a Dense layer."""
    return say("(inputs + 1) · units"), f"({inputs:,} + 1) · {units:,}"


def reason(layer: LayerSpec) -> str:
    """Why the formula is as it is."""
    reasons = {
        "simple_rnn": say("Each unit weighs every feature and every unit of the step before, and adds 1 bias."),
        "lstm": say("4 times: input gate, forget gate, candidate and output gate each have weights of their own."),
        "gru": say(
            "3 times: update gate, reset gate and candidate. 2 biases, because with reset_after=True "
            "the input and the recurrence each have one."
        ),
    }
    told = reasons.get(layer.cell) or _plain_reason(layer)
    return f"{told} {say('2 times over: forward and backward share nothing.')}" if layer.bidirectional else told


def _plain_reason(layer: LayerSpec) -> str:
    """The same for a cell without words of its own."""
    *most, last = (block.replace("_", " ") for block in CELLS[layer.cell].blocks)
    told = []
    if most:
        told.append(
            say(
                "{times} times: {blocks} and {last} each have weights of their own.",
                times=layer.blocks,
                blocks=", ".join(most),
                last=last,
            )
        )
    if layer.biases == 2:
        told.append(say("2 biases, because the input and the recurrence each have one."))
    if not told:
        return say("Each unit weighs every feature and every unit of the step before, and adds 1 bias.")
    return " ".join(told)


def embedding_reason() -> str:
    """Why an Embedding's formula is as it is."""
    return say("A table with one row for each word id: looking a row up needs no arithmetic.")


def dense_reason(*, every_timestep: bool) -> str:
    """Why a Dense layer's formula is as it is."""
    if every_timestep:
        return say("Each unit weighs every input and adds 1 bias. The same weights at every timestep.")
    return say("Each unit weighs every input and adds 1 bias.")


def shape_in_words(shape: tuple[int | None, ...], *, words: bool, ids: bool = False) -> str:
    """Plain words for an output shape."""
    size = shape[-1]
    if ids:
        return say("any number of reviews, each with any number of timesteps: one word id each")
    if len(shape) == 2:
        if words:
            return say("any number of reviews: one vector of {size:,} each", size=size)
        return say("any number of samples: one vector of {size:,} each", size=size)
    if words:
        return say("any number of reviews, each with any number of timesteps: a vector of {size:,} each", size=size)
    return say("any number of samples, each with any number of timesteps: a vector of {size:,} each", size=size)


def axis_name(axis: AxisName) -> str:
    """What an axis of a tensor is called."""
    return {"batch": say("batch"), "timesteps": say("timesteps"), "features": say("features")}[axis]


# ---- below the cards ----


def adder_note(most: int, *, full: bool) -> str:
    """What becomes of a layer that is added, or why none can be."""
    if full:
        return say("{most} recurrent layers are the most that are drawn here.", most=most)
    return say("A new recurrent layer comes behind the last one. As in Keras, it returns its last output alone.")


def unbuilt() -> str:
    """In the place of the totals, for a stack that Keras refuses."""
    return say("Keras stopped here: there is no model, and no total.")


def stack_labels() -> StackLabels:
    """What stands on the cards and below them; the browser fills the places."""
    return {
        "control": say("{stage}: {control}"),
        "reads": say("reads"),
        "read_words": say("word ids"),
        "read_features": say("plain features"),
        "features": say("features"),
        "num_words": say("num_words"),
        "output_dim": say("output_dim"),
        "mask": say("mask_zero"),
        "cell": say("cell"),
        "units": say("units"),
        "bidirectional": say("Bidirectional"),
        "sequence": say("return_sequences"),
        "earlier": say("{stage}: move earlier"),
        "later": say("{stage}: move later"),
        "remove": say("{stage}: remove"),
        "remove_dense": say("Dense: remove"),
        "output": say("Output {shape}: {plain}"),
        "not_returned": say("not returned"),
        "no_parameters": say("0 parameters"),
        "stops": say("Keras stops here"),
        "unreached": say("Keras does not get here."),
        "fix": say("Set return_sequences=True in layer {layer}"),
        "add": say("Add a layer"),
        "add_one": say("+ {layer}"),
        "summary": say("What model.summary() prints"),
        "summary_help": say(
            "None stands for any number: how many samples are read together, and how many timesteps each of them has."
        ),
        "table": say("model.summary()"),
    }
