"""What the buttons and boxes of "Keras layers" do to a stack."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from rnnviz.errors import ConfigurationError
from rnnviz.networks import LayerSpec, StackLayer, StackSpec
from rnnviz.networks.stack_text import size_of

__all__ = ["MOST_DRAWN_LAYERS", "PRESETS", "Preset", "edit_stack"]

MOST_DRAWN_LAYERS = 8
"""Recurrent layers that the page draws, of the 16 that a network may have."""

Preset = Literal[
    "last_output", "whole_sequence", "four_stacked", "with_readout", "lstm", "gru", "bidirectional", "not_valid"
]

PRESETS: Mapping[Preset, str] = {
    "last_output": "emb-10000-32.rnn-32",
    "whole_sequence": "emb-10000-32.rnn-32-seq",
    "four_stacked": "emb-10000-32.rnn-32-seq.rnn-32-seq.rnn-32-seq.rnn-32",
    "with_readout": "emb-10000-32.rnn-32.dense-1",
    "lstm": "emb-10000-32.lstm-32.dense-1",
    "gru": "emb-10000-32.gru-32.dense-1",
    "bidirectional": "emb-10000-32.lstm-32-bi.dense-1",
    "not_valid": "emb-10000-32.rnn-32.rnn-32.dense-1",
}
"""Stacks to begin with, by id; the first four are the chapter's."""

_WORDS, _FEATURES = 10_000, 32


def edit_stack(stack: StackSpec, do: str, layer: int, value: str) -> StackSpec:
    """Stack after one change.

    Parameters
    ----------
    stack
        As it is.
    do
        The name of the change, a key of `_LAYER_EDITS` or `_STACK_EDITS`.
    layer
        The recurrent layer that it is about, from 0; another change ignores it.
    value
        What was typed or chosen.

    Raises
    ------
    ConfigurationError
        The change leads to no stack: a size out of range, no layer left, too many layers.
    """
    if do in _STACK_EDITS:
        return _STACK_EDITS[do](stack, value)
    if do not in _LAYER_EDITS or not 0 <= layer < len(stack.recurrent):
        raise ConfigurationError(
            "There is no layer {layer} for that; the stack has {count}.", layer=layer + 1, count=len(stack.recurrent)
        )
    return replace(stack, layers=_LAYER_EDITS[do](stack.recurrent, layer, value))


Layers = tuple[StackLayer, ...]


def _changed(layers: Layers, number: int, one: StackLayer) -> Layers:
    return (*layers[:number], one, *layers[number + 1 :])


def _cell(layers: Layers, number: int, value: str) -> Layers:
    one = layers[number]
    return _changed(layers, number, replace(one, layer=replace(one.layer, cell=value)))


def _units(layers: Layers, number: int, value: str) -> Layers:
    one = layers[number]
    return _changed(layers, number, replace(one, layer=replace(one.layer, units=size_of("units", value))))


def _bidirectional(layers: Layers, number: int, value: str) -> Layers:
    one = layers[number]
    return _changed(layers, number, replace(one, layer=replace(one.layer, bidirectional=value == "true")))


def _sequences(layers: Layers, number: int, value: str) -> Layers:
    return _changed(layers, number, replace(layers[number], return_sequences=value == "true"))


def _earlier(layers: Layers, number: int, value: str) -> Layers:
    del value
    return layers if number == 0 else _later(layers, number - 1, "")


def _later(layers: Layers, number: int, value: str) -> Layers:
    del value
    return (*layers[:number], *layers[number : number + 2][::-1], *layers[number + 2 :])


def _remove(layers: Layers, number: int, value: str) -> Layers:
    del value
    return (*layers[:number], *layers[number + 1 :])


def _add(stack: StackSpec, value: str) -> StackSpec:
    """One more layer behind the last; as in Keras it returns its last output, and the others stay as they are."""
    if len(stack.recurrent) >= MOST_DRAWN_LAYERS:
        raise ConfigurationError("Up to {most} recurrent layers are drawn: remove one first.", most=MOST_DRAWN_LAYERS)
    new = StackLayer(layer=LayerSpec(cell=value, units=stack.recurrent[-1].layer.units))
    return replace(stack, layers=(*stack.recurrent, new))


def _input(stack: StackSpec, value: str) -> StackSpec:
    if value == "words":
        return replace(stack, num_words=_WORDS, input_features=_FEATURES)
    return replace(stack, num_words=None, input_features=_FEATURES, mask_zero=False)


_LAYER_EDITS: Mapping[str, Callable[[Layers, int, str], Layers]] = {
    "cell": _cell,
    "units": _units,
    "bidirectional": _bidirectional,
    "sequences": _sequences,
    "earlier": _earlier,
    "later": _later,
    "remove": _remove,
}

_STACK_EDITS: Mapping[str, Callable[[StackSpec, str], StackSpec]] = {
    "add": _add,
    "input": _input,
    "num_words": lambda stack, value: replace(stack, num_words=size_of("num_words", value)),
    "input_features": lambda stack, value: replace(stack, input_features=size_of("input_features", value)),
    "mask": lambda stack, value: replace(stack, mask_zero=value == "true"),
    "readout": lambda stack, value: replace(stack, readout_units=size_of("units", value) if value else None),
}
