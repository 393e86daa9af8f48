"""The ``config.json`` of a ``.keras`` file: which network it is, and where its weights stand."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from rnnviz.cells import CELLS
from rnnviz.errors import IncompatibleModelError
from rnnviz.networks.layer import MOST, LayerSpec
from rnnviz.networks.spec import NetworkSpec

__all__ = ["group_names", "read_config", "weight_shapes"]

_CELL_NAMES = {cell.keras_class: name for name, cell in CELLS.items()}

# What the config of any recurrent layer may say, beside its cell's `keras_settings`.
_KNOWN_SETTINGS: Mapping[str, Any] = {"go_backwards": False, "stateful": False}


def read_config(config: Mapping[str, Any]) -> tuple[list[str], NetworkSpec]:
    """Names of the layers' groups in the weight file, and the spec.

    Raises
    ------
    IncompatibleModelError
        It is a network that rnnviz cannot show; what is no config of a model at all ends in any error.
    """
    if config["class_name"] != "Sequential":
        raise IncompatibleModelError("it is a {kind} model; rnnviz shows Sequential models.", kind=config["class_name"])
    layers = [layer for layer in config["config"]["layers"] if layer["class_name"] != "InputLayer"]
    if len(layers) > MOST["layers"] + 2:
        raise IncompatibleModelError(
            "it has {count:,} layers; rnnviz shows up to {most} between Embedding and readout.",
            count=len(layers),
            most=MOST["layers"],
        )
    kinds = [str(layer["class_name"]) for layer in layers]
    if len(layers) < 3 or kinds[0] != "Embedding" or kinds[-1] != "Dense":
        raise IncompatibleModelError(
            "it should be an Embedding, recurrent layers and a Dense readout; its layers are {kinds}.",
            kinds=", ".join(kinds[:20]),
        )
    embedding, *recurrent, readout = (layer["config"] for layer in layers)
    specs = [_layer_spec(kind, layer) for kind, layer in zip(kinds[1:-1], recurrent, strict=True)]
    _check_sequences(recurrent)
    if readout["units"] != 1 or readout["activation"] != "sigmoid" or not readout["use_bias"]:
        raise IncompatibleModelError(
            "its readout should be Dense(1, activation='sigmoid') with a bias; it has {units} units and the "
            "activation {activation}.",
            units=readout["units"],
            activation=readout["activation"],
        )
    spec = NetworkSpec(
        num_words=embedding["input_dim"],
        input_features=embedding["output_dim"],
        layers=tuple(specs),
        mask_zero=bool(embedding.get("mask_zero", False)),
    )
    return group_names(kinds), spec


def _layer_spec(kind: str, config: Mapping[str, Any]) -> LayerSpec:
    if kind == "Bidirectional":
        if config["merge_mode"] != "concat":
            raise IncompatibleModelError(
                "a Bidirectional layer merges by {mode!r}; rnnviz shows concat.", mode=config["merge_mode"]
            )
        wrapped, backward = config["layer"], config.get("backward_layer") or config["layer"]
        if "Bidirectional" in (wrapped["class_name"], backward["class_name"]):  # each level would be read twice
            raise IncompatibleModelError("a Bidirectional layer wraps another one; rnnviz shows a cell in it.")
        forward = _layer_spec(wrapped["class_name"], wrapped["config"])
        settings = {**backward["config"], "go_backwards": False}
        if _layer_spec(backward["class_name"], settings) != forward:
            raise IncompatibleModelError("a Bidirectional layer has two different cells; rnnviz shows equal ones.")
        return replace(forward, bidirectional=True)
    if kind not in _CELL_NAMES:
        raise IncompatibleModelError(
            "rnnviz does not know the layer {kind}; it shows {known}.", kind=kind, known=", ".join(_CELL_NAMES)
        )
    policy = config.get("dtype", "float32")
    precision = policy["config"]["name"] if isinstance(policy, Mapping) else policy
    if precision != "float32":
        raise IncompatibleModelError(
            "a {kind} layer computes in {precision}; rnnviz shows float32 networks.", kind=kind, precision=precision
        )
    known_settings = {**CELLS[_CELL_NAMES[kind]].keras_settings, **_KNOWN_SETTINGS}
    for setting, known in known_settings.items():
        if config.get(setting, known) != known:
            raise IncompatibleModelError(
                "a {kind} layer has {setting}={value!r}; rnnviz shows {setting}={known!r}.",
                kind=kind,
                setting=setting,
                value=config[setting],
                known=known,
            )
    return LayerSpec(
        cell=_CELL_NAMES[kind],
        units=config["units"],
        dropout=config.get("dropout", 0.0),
        recurrent_dropout=config.get("recurrent_dropout", 0.0),
    )


def _check_sequences(recurrent: Sequence[Mapping[str, Any]]) -> None:
    for number, config in enumerate(recurrent, start=1):
        inner = config["layer"]["config"] if "layer" in config else config
        if bool(inner["return_sequences"]) != (number < len(recurrent)):
            raise IncompatibleModelError(
                "all recurrent layers but the last should return sequences, and the last its last output; recurrent "
                "layer {number} has return_sequences={value}.",
                number=number,
                value=inner["return_sequences"],
            )


def group_names(kinds: Sequence[str]) -> list[str]:
    """Names of the groups below ``layers/`` in the weight file: the class in snake case, numbered where it recurs."""
    seen: Counter[str] = Counter()
    names = []
    for kind in kinds:
        name = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", kind).lower()
        names.append(f"{name}_{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return names


def weight_shapes(spec: NetworkSpec) -> list[dict[str, tuple[int, ...]]]:
    """For each layer, the place of every weight below its group in the weight file, and its shape."""
    shapes: list[dict[str, tuple[int, ...]]] = [{"vars/0": (spec.num_words, spec.input_features)}]
    for layer, inputs in zip(spec.layers, spec.layer_inputs, strict=True):
        cell = list(enumerate(CELLS[layer.cell].weight_shapes(inputs, layer.units).values()))
        sides = ("forward_layer/", "backward_layer/") if layer.bidirectional else ("",)
        shapes.append({f"{side}cell/vars/{place}": shape for side in sides for place, shape in cell})
    shapes.append({"vars/0": (spec.layers[-1].output_features, 1), "vars/1": (1,)})
    return shapes
