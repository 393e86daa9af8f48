"""What Keras and the command line write of a stack: code, the same in every language."""

from rnnviz.networks import LayerSummary, NetworkSpec, StackSpec

__all__ = ["SUMMARY_HEAD", "memory_of", "summary_totals", "title_of", "training_command", "written_shape"]

SUMMARY_HEAD = ["Layer (type)", "Output Shape", "Param #"]
"""Names of the columns of Keras's `summary()`."""


def written_shape(shape: tuple[int | None, ...]) -> str:
    """A shape as Python writes it."""
    return str(tuple(shape))


def title_of(row: LayerSummary) -> str:
    """A layer as the table of `summary()` names it."""
    return f"{row.name} ({row.keras_class})"


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


def training_command(stack: StackSpec) -> str | None:
    """Command line that trains this stack on the reviews; None where rnnviz does not train it, or cannot name it."""
    spec = NetworkSpec.of_stack(stack)
    if spec is None or len(set(spec.layers)) > 1:
        return None
    layer = spec.layers[0]
    options = [
        f"--cell {layer.cell}",
        f"--units {layer.units}",
        f"--layers {len(spec.layers)}",
        *(["--bidirectional"] if layer.bidirectional else []),
        *([f"--dropout {layer.dropout}"] if layer.dropout else []),
        *([f"--recurrent-dropout {layer.recurrent_dropout}"] if layer.recurrent_dropout else []),
        f"--input-features {spec.input_features}",
        f"--num-words {spec.num_words}",
        *(["--mask"] if spec.mask_zero else []),
    ]
    return f"python -m rnnviz train {' '.join(options)}"
