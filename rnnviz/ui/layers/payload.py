"""What the drawing of a stack needs, as one JSON-ready dict without markup."""

from rnnviz.cells import CELLS
from rnnviz.networks import LayerSummary, StackLayer, StackSpec, WeightSpec, write_stack
from rnnviz.ui.layers import stack_words
from rnnviz.ui.layers.edits import MOST_DRAWN_LAYERS
from rnnviz.ui.layers.keras_texts import SUMMARY_HEAD, summary_totals, title_of, written_shape
from rnnviz.ui.layers.sentence_words import what_goes_through
from rnnviz.ui.layers.views.stack import (
    AnyStage,
    Axis,
    AxisName,
    DenseStage,
    EmbeddingStage,
    InputStage,
    Output,
    Parameters,
    Problem,
    RecurrentStage,
    StackPayload,
    WeightRow,
)

__all__ = ["stack_payload"]

Shape = tuple[int | None, ...]


def stack_payload(stack: StackSpec, refusals: int = 0) -> StackPayload:
    """Data of the component `stack`."""
    full = len(stack.recurrent) >= MOST_DRAWN_LAYERS
    return {
        "line": write_stack(stack),
        "refusals": refusals,
        "sentence": what_goes_through(stack),
        "cells": {name: cell.keras_class for name, cell in CELLS.items()},
        "stages": _stages(stack),
        "summary_head": SUMMARY_HEAD,
        "summary": [
            {
                "layer": title_of(row),
                "shape": written_shape(row.output_shape),
                "count": f"{row.parameter_count:,}",
            }
            for row in stack.summary
        ],
        "totals": [] if stack.problem else summary_totals(stack),
        "unbuilt": "" if stack.problem is None else stack_words.unbuilt(),
        "full": full,
        "adder_note": stack_words.adder_note(MOST_DRAWN_LAYERS, full=full),
        "labels": stack_words.stack_labels(),
    }


# ---- the stages ----


def _stages(stack: StackSpec) -> list[AnyStage]:
    rows = list(stack.summary)
    stages: list[AnyStage] = [_input_stage(stack)]
    if stack.num_words is not None:
        stages.append(_embedding_stage(stack, stack.num_words, rows.pop(0)))
    for number, one in enumerate(stack.recurrent):
        reached = stack.problem is None or number < stack.problem.layer
        stages.append(_recurrent_stage(stack, number, one, rows[number] if reached else None))
    if stack.readout_units is not None:
        stages.append(_dense_stage(stack, stack.readout_units, rows[-1] if stack.problem is None else None))
    return stages


def _input_stage(stack: StackSpec) -> InputStage:
    words = stack.num_words is not None
    return {
        "kind": "input",
        "title": stack_words.input_title(),
        "reads": "words" if words else "features",
        "sizes": {} if words else {"input_features": stack.input_features},
        "sequence": True,
        "output": _output(stack, stack.input_shape, ids=words),
    }


def _embedding_stage(stack: StackSpec, num_words: int, row: LayerSummary) -> EmbeddingStage:
    return {
        "kind": "embedding",
        "title": stack_words.embedding_title(),
        "sizes": {"num_words": num_words, "input_features": stack.input_features},
        "mask": stack.mask_zero,
        "sequence": True,
        "output": _output(stack, row.output_shape),
        "parameters": _parameters(
            row, stack_words.embedding_formula(num_words, stack.input_features), stack_words.embedding_reason()
        ),
    }


def _recurrent_stage(stack: StackSpec, number: int, one: StackLayer, row: LayerSummary | None) -> RecurrentStage:
    formula = stack_words.formula(one.layer, stack.layer_inputs[number])
    return {
        "kind": "recurrent",
        "title": stack_words.layer_title(number + 1),
        "layer": number,
        "cell": one.layer.cell,
        "sizes": {"units": one.layer.units},
        "bidirectional": one.layer.bidirectional,
        "sequence": one.return_sequences,
        "output": _output(stack, row.output_shape) if row else None,
        "parameters": _parameters(row, formula, stack_words.reason(one.layer)) if row else None,
        "problem": _problem(stack, number),
    }


def _problem(stack: StackSpec, number: int) -> Problem | None:
    if stack.problem is None or stack.problem.layer != number:
        return None
    return {"keras": f"ValueError: {stack.problem.sentence}", "why": stack_words.why_refused(number + 1), "fix": number}


def _dense_stage(stack: StackSpec, units: int, row: LayerSummary | None) -> DenseStage:
    last = stack.recurrent[-1]
    formula = stack_words.dense_formula(last.layer.output_features, units)
    reason = stack_words.dense_reason(every_timestep=last.return_sequences)
    return {
        "kind": "dense",
        "title": stack_words.dense_title(stack.readout_activation),
        "sizes": {"units": units},
        "sequence": last.return_sequences,
        "output": _output(stack, row.output_shape) if row else None,
        "parameters": _parameters(row, formula, reason) if row else None,
    }


# ---- what comes out of a stage, and its parameters ----


def _output(stack: StackSpec, shape: Shape, *, ids: bool = False) -> Output:
    return {
        "shape": written_shape(shape),
        "plain": stack_words.shape_in_words(shape, words=stack.num_words is not None, ids=ids),
        "axes": _axes(shape, ids=ids),
        "features": 0 if ids else shape[-1] or 0,
    }


def _axes(shape: Shape, *, ids: bool) -> dict[AxisName, Axis]:
    names: tuple[AxisName, ...] = ("batch", "timesteps", "features")
    if ids or len(shape) == 2:
        names = ("batch", "timesteps") if ids else ("batch", "features")
    return {
        name: {"name": stack_words.axis_name(name), "size": "None" if size is None else f"{size:,}"}
        for name, size in zip(names, shape, strict=True)
    }


def _parameters(row: LayerSummary, formula: tuple[str, str], reason: str) -> Parameters:
    return {
        "layer": row.name,
        "formula": formula[0],
        "filled": formula[1],
        "count": f"{row.parameter_count:,}",
        "weights": [_weight(weight) for weight in row.weights],
        "reason": reason,
    }


def _weight(weight: WeightSpec) -> WeightRow:
    name = f"{weight.direction} {weight.name}".strip()
    return {"name": name, "shape": written_shape(weight.shape), "count": f"{weight.size:,}"}
