"""What "Keras layers" says: the formulas with their numbers, the summary as Keras prints it, and what happens here."""

from rnnviz.cells import CELLS
from rnnviz.networks import LayerSpec, LayerSummary, NetworkSpec, StackSpec
from rnnviz.ui.drawing.numbers import count_of

__all__ = [
    "formula",
    "memory_of",
    "reason",
    "shape_in_words",
    "summary_totals",
    "training_command",
    "what_goes_through",
    "why_not_trained",
    "why_refused",
]


def formula(layer: LayerSpec, input_features: int) -> tuple[str, str]:
    """How the parameters of a recurrent layer are counted: in names, and with its numbers up to the equals sign."""
    both = "2 · " if layer.bidirectional else ""
    blocks = f"{layer.blocks} · " if layer.blocks > 1 else ""
    lead = f"{both}{blocks}"
    return (
        f"{lead}units · (features + units + {layer.biases})",
        f"{lead}{layer.units:,} · ({input_features:,} + {layer.units:,} + {layer.biases})",
    )


def reason(layer: LayerSpec) -> str:
    """Why the formula is as it is."""
    reasons = {
        "simple_rnn": "Each unit weighs every feature and every unit of the step before, and adds 1 bias.",
        "lstm": "4 times: input gate, forget gate, candidate and output gate each have weights of their own.",
        "gru": (
            "3 times: update gate, reset gate and candidate. 2 biases, because with reset_after=True "
            "the input and the recurrence each have one."
        ),
    }
    both = " 2 times over: forward and backward share nothing." if layer.bidirectional else ""
    return reasons.get(layer.cell, _plain_reason(layer)) + both


def _plain_reason(layer: LayerSpec) -> str:
    """The same for a cell without words of its own."""
    cell = CELLS[layer.cell]
    *most, last = (block.replace("_", " ") for block in cell.blocks)
    lead = f"{layer.blocks} times: {', '.join(most)} and {last} each have weights of their own." if most else ""
    biases = " 2 biases, because the input and the recurrence each have one." if layer.biases == 2 else ""
    return lead + biases or "Each unit weighs every feature and every unit of the step before, and adds 1 bias."


def shape_in_words(shape: tuple[int | None, ...], *, words: bool, ids: bool = False) -> str:
    """Plain words for an output shape."""
    what = "review" if words else "sample"
    if ids:
        return f"any number of {what}s, each with any number of timesteps: one word id each"
    if len(shape) == 2:
        return f"any number of {what}s: one vector of {shape[1]:,} each"
    return f"any number of {what}s, each with any number of timesteps: a vector of {shape[2]:,} each"


def what_goes_through(stack: StackSpec) -> str:
    """Tell what this stack does, in plain words."""
    what = "review" if stack.num_words is not None else "sample"
    last = stack.layers[-1]
    if stack.problem is not None:
        return f"Keras does not build this stack: {why_refused(stack)}"
    counts = [row.parameter_count for row in stack.summary if row.keras_class not in {"Embedding", "Dense"}]
    numbers = count_of(last.layer.output_features, "number")
    often = (
        f"one vector of {numbers} for every timestep" if last.return_sequences else f"one vector of {numbers} a {what}"
    )
    name = "The last layer" if len(stack.layers) > 1 else "The recurrent layer"
    same = "are used again at every timestep, so they do not depend on the number of timesteps"
    parts = [f"{name} returns {often}; its {counts[-1]:,} parameters {same}."]
    if len(stack.layers) > 1:
        below = "Layer 1 returns its" if len(stack.layers) == 2 else f"Layers 1 to {len(stack.layers) - 1} return their"
        parts.append(f"{below} whole sequence, because the layer above reads a vector for every timestep.")
    if stack.readout_units is not None:
        made = "one number between 0 and 1" if stack.readout_units == 1 else f"{stack.readout_units:,} shares of 1"
        each = "each of them" if last.return_sequences else "it"
        parts.append(f"The Dense layer makes {made} of {each}, with {stack.summary[-1].parameter_count:,} parameters.")
    parts.append(f"In all there are {stack.parameter_count:,} parameters.")
    return " ".join(parts)


def why_refused(stack: StackSpec) -> str:
    """Why Keras refuses a stack, and what to change, in plain words."""
    if stack.problem is None:
        return ""
    below, layer = stack.problem.layer, stack.problem.layer + 1
    return (
        f"layer {layer} reads one vector for every timestep, but layer {below} returns only its last one. "
        f"Set return_sequences=True in layer {below}."
    )


def summary_totals(stack: StackSpec) -> list[str]:
    """The lines below the table of Keras's `summary()`."""
    count = stack.parameter_count
    return [
        f"Total params: {count:,} ({memory_of(count)})",
        f"Trainable params: {count:,} ({memory_of(count)})",
        f"Non-trainable params: 0 ({memory_of(0)})",
    ]


def memory_of(parameters: int) -> str:
    """Memory that so many float32 numbers take, as Keras writes it."""
    size = float(4 * parameters)
    for unit in ("B", "KB", "MB"):
        if size < 1024:
            return f"{size:.2f} {unit}"
        size /= 1024
    return f"{size:.2f} GB"


def title_of(row: LayerSummary) -> str:
    """A layer as the table of `summary()` names it."""
    return f"{row.name} ({row.keras_class})"


def training_command(stack: StackSpec) -> str | None:
    """Command line that trains this stack on the reviews; None where rnnviz does not train it."""
    spec = NetworkSpec.of_stack(stack)
    if spec is None or len(set(spec.layers)) > 1:
        return None
    layer = spec.layers[0]
    options = [
        f"--cell {layer.cell}",
        f"--units {layer.units}",
        f"--layers {len(spec.layers)}",
        *(["--bidirectional"] if layer.bidirectional else []),
        f"--input-features {spec.input_features}",
        f"--num-words {spec.num_words}",
        *(["--mask"] if spec.mask_zero else []),
    ]
    return f"python -m rnnviz train {' '.join(options)}"


def why_not_trained(stack: StackSpec) -> str:
    """The first reason why rnnviz does not train this stack; empty where it does."""
    if NetworkSpec.of_stack(stack) is not None:
        return ""
    if stack.problem is not None:
        return "Keras does not build it."
    if stack.num_words is None:
        return "it reads plain features, and rnnviz trains on words: begin with an Embedding."
    if stack.layers[-1].return_sequences:
        return "it answers at every timestep, and a review has one label: set return_sequences=False in the last layer."
    return "a verdict is one number: end with Dense(1)."
