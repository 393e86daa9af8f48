"""Reading a ``.keras`` file with h5py alone: its spec and its weights, within limits, without TensorFlow.

The file is untrusted: nothing in it is executed, every size is checked before memory is taken, and what rnnviz
does not know how to show is refused by name.
"""

import io
import json
import lzma
import math
import os
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from rnnviz.cells import CELLS
from rnnviz.errors import ConfigurationError, IncompatibleModelError, ModelNotFoundError
from rnnviz.networks.layer import LayerSpec
from rnnviz.networks.spec import NetworkSpec
from rnnviz.shapes import Floats

__all__ = ["read_keras_file", "read_member", "weight_shapes"]

_MOST_CONFIG_BYTES = 2_000_000
_MOST_WEIGHT_BYTES = 256_000_000

_CELL_NAMES = {cell.keras_class: name for name, cell in CELLS.items()}

# What the config of any recurrent layer may say, beside its cell's `keras_settings`.
_KNOWN_SETTINGS: Mapping[str, Any] = {"go_backwards": False, "stateful": False}


def read_keras_file(path: str | os.PathLike[str]) -> tuple[NetworkSpec, list[list[Floats]]]:
    """Spec and weights of a ``.keras`` file.

    Returns
    -------
    spec
        The network.
    weights
        One list a layer, Embedding first and readout last, in the order of `layer.get_weights()`, float32; those of
        a Bidirectional layer are the forward cell's, then the backward cell's.

    Raises
    ------
    ModelNotFoundError
        There is no such file.
    IncompatibleModelError
        The file is damaged, too large, or holds a network that rnnviz cannot show.
    """
    path = Path(path)
    if not path.is_file():
        raise ModelNotFoundError("A model file was expected at {path}, but there is none.", path=path)
    try:
        return _read(path)
    except (IncompatibleModelError, ConfigurationError) as error:
        reason = error if len(str(error)) <= 400 else f"{str(error)[:400]}…."
        raise IncompatibleModelError(
            "{file} ({folder}) cannot be shown: {reason}", file=path.name, folder=path.parent.name, reason=reason
        ) from None
    except _DAMAGE as error:
        raise IncompatibleModelError(
            "{file} ({folder}) is not a whole .keras file: save it again with model.save() ({kind}: {error}).",
            file=path.name,
            folder=path.parent.name,
            kind=type(error).__name__,
            error=str(error)[:120],
        ) from error


# What zipfile, json and h5py raise on damaged bytes.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RuntimeError,
)


def _read(path: Path) -> tuple[NetworkSpec, list[list[Floats]]]:
    with zipfile.ZipFile(path) as archive:
        config = json.loads(read_member(archive, "config.json", _MOST_CONFIG_BYTES))
        content = read_member(archive, "model.weights.h5", _MOST_WEIGHT_BYTES)
    names, spec = _read_config(config)
    shapes = weight_shapes(spec)
    _check_size(shapes)
    with h5py.File(io.BytesIO(content), "r") as file:
        reader = _Weights(file)
        return spec, [reader.layer(name, places) for name, places in zip(names, shapes, strict=True)]


def read_member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Content of one file of an archive, of `most` bytes at most.

    Raises
    ------
    IncompatibleModelError
        It is not there, or larger.
    """
    try:
        size = archive.getinfo(name).file_size
    except KeyError:
        raise IncompatibleModelError(
            "it holds no {name}, so it was not written by Keras 3's model.save().", name=name
        ) from None
    if size > most:
        raise IncompatibleModelError(
            "its {name} has {size:,} bytes; at most {most:,} are read.", name=name, size=size, most=most
        )
    with archive.open(name) as file:
        content = file.read(most + 1)
    if len(content) > most:  # the size in the archive's index was a lie
        raise IncompatibleModelError("its {name} unpacks to more than {most:,} bytes.", name=name, most=most)
    return content


def _read_config(config: Mapping[str, Any]) -> tuple[list[str], NetworkSpec]:
    """Names of the layers' groups in the weight file, and the spec."""
    if config["class_name"] != "Sequential":
        raise IncompatibleModelError("it is a {kind} model; rnnviz shows Sequential models.", kind=config["class_name"])
    layers = [layer for layer in config["config"]["layers"] if layer["class_name"] != "InputLayer"]
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
    return _group_names(kinds), spec


def _layer_spec(kind: str, config: Mapping[str, Any]) -> LayerSpec:
    if kind == "Bidirectional":
        if config["merge_mode"] != "concat":
            raise IncompatibleModelError(
                "a Bidirectional layer merges by {mode!r}; rnnviz shows concat.", mode=config["merge_mode"]
            )
        wrapped, backward = config["layer"], config.get("backward_layer") or config["layer"]
        forward = _layer_spec(wrapped["class_name"], wrapped["config"])
        settings = {**backward["config"], "go_backwards": False}
        if _layer_spec(backward["class_name"], settings) != forward:
            raise IncompatibleModelError("a Bidirectional layer has two different cells; rnnviz shows equal ones.")
        return LayerSpec(cell=forward.cell, units=forward.units, bidirectional=True)
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
    return LayerSpec(cell=_CELL_NAMES[kind], units=config["units"])


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


def _group_names(kinds: Sequence[str]) -> list[str]:
    """Names of the groups below ``layers/``: the class in snake case, numbered where it recurs."""
    seen: Counter[str] = Counter()
    names = []
    for kind in kinds:
        name = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", kind).lower()
        names.append(f"{name}_{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return names


def weight_shapes(spec: NetworkSpec) -> list[dict[str, tuple[int, ...]]]:
    """For each layer, the place of every weight below its group, and its shape."""
    shapes: list[dict[str, tuple[int, ...]]] = [{"vars/0": (spec.num_words, spec.input_features)}]
    for layer, inputs in zip(spec.layers, spec.layer_inputs, strict=True):
        cell = list(enumerate(CELLS[layer.cell].weight_shapes(inputs, layer.units).values()))
        sides = ("forward_layer/", "backward_layer/") if layer.bidirectional else ("",)
        shapes.append({f"{side}cell/vars/{place}": shape for side in sides for place, shape in cell})
    shapes.append({"vars/0": (spec.layers[-1].output_features, 1), "vars/1": (1,)})
    return shapes


def _check_size(shapes: Sequence[Mapping[str, tuple[int, ...]]]) -> None:
    """HDF5 fills an array that was declared and never written: a small file may ask for any amount of memory."""
    size = sum(4 * math.prod(shape) for layer in shapes for shape in layer.values())
    if size > _MOST_WEIGHT_BYTES:
        raise IncompatibleModelError(
            "its weights take {size:,} bytes; at most {most:,} are read.", size=size, most=_MOST_WEIGHT_BYTES
        )


class _Weights:
    """The weight file, read with care: hard links only, and the shape checked before memory is taken."""

    def __init__(self, file: h5py.File) -> None:
        self.file = file

    def layer(self, name: str, shapes: Mapping[str, tuple[int, ...]]) -> list[Floats]:
        return [self.array(f"layers/{name}/{place}", shape) for place, shape in shapes.items()]

    def array(self, place: str, shape: tuple[int, ...]) -> Floats:
        node: Any = self.file
        for part in place.split("/"):
            if not isinstance(node, h5py.Group) or not isinstance(node.get(part, getlink=True), h5py.HardLink):
                raise IncompatibleModelError("its weights lack {place}.", place=place)
            node = node[part]
        if not isinstance(node, h5py.Dataset) or node.is_virtual or node.external:
            raise IncompatibleModelError("its weight {place} is not an ordinary array.", place=place)
        if node.shape != shape:
            raise IncompatibleModelError(
                "its weight {place} should have the shape {shape}; it has {found}.",
                place=place,
                shape=shape,
                found=node.shape,
            )
        if node.dtype != np.float32:
            raise IncompatibleModelError(
                "its weight {place} should be float32; it is {dtype}.", place=place, dtype=str(node.dtype)
            )
        values: Floats = node[()]
        if not np.isfinite(values).all():
            raise IncompatibleModelError("its weight {place} holds inf or nan: the training diverged.", place=place)
        return values
