"""What the drawing of a stack needs, as one JSON-ready dict without markup."""

from rnnviz.cells import CELLS
from rnnviz.networks import LayerSummary, StackSpec, WeightSpec, write_stack
from rnnviz.ui.layers import words as stack_words
from rnnviz.ui.layers.edits import MOST_DRAWN_LAYERS
from rnnviz.ui.layers.views.stack import Axis, Problem, StackPayload, Stage, WeightRow

__all__ = ["stack_payload"]


def stack_payload(stack: StackSpec, refusals: int = 0) -> StackPayload:
    """Data of the component `stack`."""
    rows = list(stack.summary)
    stages = [_input_stage(stack)]
    if stack.num_words is not None:
        stages.append(_embedding_stage(stack, rows.pop(0)))
    stages += _recurrent_stages(stack, rows)
    if stack.readout_units is not None:
        stages.append(_readout_stage(stack, rows[-1] if stack.problem is None else None))
    return {
        "line": write_stack(stack),
        "refusals": refusals,
        "sentence": stack_words.what_goes_through(stack),
        "cells": {name: cell.keras_class for name, cell in CELLS.items()},
        "stages": stages,
        "summary": [
            {
                "layer": stack_words.title_of(row),
                "shape": _written(row.output_shape),
                "count": f"{row.parameter_count:,}",
            }
            for row in stack.summary
        ],
        "totals": [] if stack.problem else stack_words.summary_totals(stack),
        "unbuilt": "" if stack.problem is None else "Keras stopped here: there is no model, and no total.",
        "full": len(stack.layers) >= MOST_DRAWN_LAYERS,
        "most": MOST_DRAWN_LAYERS,
    }


def _input_stage(stack: StackSpec) -> Stage:
    words = stack.num_words is not None
    if words:
        return _stage(stack, kind="input", title="Input", choice="words", shape=stack.input_shape, sequence=True)
    return _stage(
        stack,
        kind="input",
        title="Input",
        choice="features",
        shape=stack.input_shape,
        sequence=True,
        sizes={"input_features": stack.input_features},
    )


def _embedding_stage(stack: StackSpec, row: LayerSummary) -> Stage:
    sizes = {"num_words": row.weights[0].shape[0], "input_features": stack.input_features}
    return _stage(
        stack,
        kind="embedding",
        title="Embedding",
        row=row,
        shape=row.output_shape,
        sequence=True,
        sizes=sizes,
        mask=stack.mask_zero,
        formula=("num_words · output_dim", f"{sizes['num_words']:,} · {sizes['input_features']:,}"),
        reason="A table with one row for each word id: looking a row up needs no arithmetic.",
    )


def _recurrent_stages(stack: StackSpec, rows: list[LayerSummary]) -> list[Stage]:
    stages = []
    for number, (one, inputs) in enumerate(zip(stack.layers, stack.layer_inputs, strict=True)):
        row = rows[number] if stack.problem is None or number < stack.problem.layer else None
        refused = stack.problem is not None and stack.problem.layer == number
        stages.append(
            _stage(
                stack,
                kind="recurrent",
                title=f"Layer {number + 1}",
                layer=number,
                row=row,
                shape=row.output_shape if row else None,
                sequence=one.return_sequences,
                cell=one.layer.cell,
                bidirectional=one.layer.bidirectional,
                sizes={"units": one.layer.units},
                formula=stack_words.formula(one.layer, inputs),
                reason=stack_words.reason(one.layer),
                problem=_problem(stack) if refused else None,
            )
        )
    return stages


def _problem(stack: StackSpec) -> Problem | None:
    if stack.problem is None:
        return None
    why = stack_words.why_refused(stack)
    return {
        "keras": f"ValueError: {stack.problem.sentence}",
        "why": why[:1].upper() + why[1:],
        "fix": stack.problem.layer,
    }


def _readout_stage(stack: StackSpec, row: LayerSummary | None) -> Stage:
    units, inputs = stack.readout_units or 0, stack.layers[-1].layer.output_features
    return _stage(
        stack,
        kind="dense",
        title=f"Dense · {stack.readout_activation}",
        row=row,
        shape=row.output_shape if row else None,
        sequence=stack.layers[-1].return_sequences,
        sizes={"units": units},
        formula=("(inputs + 1) · units", f"({inputs:,} + 1) · {units:,}"),
        reason="Each unit weighs every input and adds 1 bias."
        + (" The same weights at every timestep." if stack.layers[-1].return_sequences else ""),
    )


def _stage(  # noqa: PLR0913  (one stage, written in one place)
    stack: StackSpec,
    *,
    kind: str,
    title: str,
    shape: tuple[int | None, ...] | None,
    sequence: bool,
    layer: int = -1,
    row: LayerSummary | None = None,
    choice: str = "",
    cell: str = "",
    bidirectional: bool = False,
    mask: bool = False,
    sizes: dict[str, int] | None = None,
    formula: tuple[str, str] = ("", ""),
    reason: str = "",
    problem: Problem | None = None,
) -> Stage:
    words, ids = stack.num_words is not None, kind == "input" and stack.num_words is not None
    return {
        "kind": kind,
        "layer": layer,
        "title": title,
        "name": row.name if row else "",
        "choice": choice,
        "cell": cell,
        "bidirectional": bidirectional,
        "sequence": sequence,
        "mask": mask,
        "sizes": sizes or {},
        "shape": _written(shape) if shape else "",
        "plain": stack_words.shape_in_words(shape, words=words, ids=ids) if shape else "",
        "axes": _axes(shape) if shape else [],
        "features": (shape[-1] or 0) if shape else 0,
        "formula": formula[0],
        "filled": formula[1],
        "count": f"{row.parameter_count:,}" if row else "",
        "weights": [_weight(weight) for weight in row.weights] if row else [],
        "reason": reason,
        "problem": problem,
    }


def _axes(shape: tuple[int | None, ...]) -> list[Axis]:
    ids = shape == (None, None)
    names = (
        ["batch", "timesteps"]
        if ids
        else ["batch", "features"]
        if len(shape) == 2
        else ["batch", "timesteps", "features"]
    )
    return [
        {"name": name, "size": "None" if size is None else f"{size:,}"} for name, size in zip(names, shape, strict=True)
    ]


def _weight(weight: WeightSpec) -> WeightRow:
    name = f"{weight.direction} {weight.name}".strip()
    return {"name": name, "shape": _written(weight.shape), "count": f"{weight.size:,}"}


def _written(shape: tuple[int | None, ...]) -> str:
    """A shape as Python writes it."""
    return str(tuple(shape))
