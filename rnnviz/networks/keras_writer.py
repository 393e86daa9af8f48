"""Writing a ``.keras`` file with h5py alone: Keras opens it, and TensorFlow is not needed to make it."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from rnnviz.cells import CELLS
from rnnviz.networks.keras_config import group_names, weight_shapes
from rnnviz.networks.layer import LayerSpec
from rnnviz.networks.spec import NetworkSpec
from rnnviz.shapes import Floats

__all__ = ["OptimizerState", "keras_file"]


@dataclass(frozen=True, kw_only=True)
class OptimizerState:
    """What a file that training goes on from holds of its optimizer.

    Parameters
    ----------
    name, keras_class
        Keras's name of the optimizer and of its class.
    steps, learning_rate
        Batches that it has moved the weights by, and its step size.
    global_clipnorm
        The most that the norm of all gradients may be; None: any.
    slots
        Its numbers for each weight: all of the first weight, all of the second, …
    """

    name: str
    keras_class: str
    steps: int
    learning_rate: float
    global_clipnorm: float | None = None
    slots: Sequence[Floats] = field(default_factory=tuple)


def keras_file(spec: NetworkSpec, weights: Sequence[Floats], optimizer: OptimizerState | None = None) -> bytes:
    """Content of a ``.keras`` file.

    Parameters
    ----------
    spec
        The network.
    weights
        In the order of Keras's `get_weights()`.
    optimizer
        Its state, where training is to go on from the file.
    """
    metadata = {"keras_version": version("keras"), "date_saved": f"{datetime.now(UTC):%Y-%m-%d@%H:%M:%S}"}
    config = _config(spec) | ({} if optimizer is None else {"compile_config": _compile_config(optimizer)})
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("metadata.json", json.dumps(metadata))
        archive.writestr("config.json", json.dumps(config))
        archive.writestr("model.weights.h5", _weight_file(spec, weights, optimizer))
    return content.getvalue()


def _weight_file(spec: NetworkSpec, weights: Sequence[Floats], optimizer: OptimizerState | None) -> bytes:
    content, left = io.BytesIO(), iter(weights)
    with h5py.File(content, "w") as file:
        file.create_group("vars")
        for name, places in zip(group_names(_kinds(spec)), weight_shapes(spec), strict=True):
            file.create_group(f"layers/{name}/vars")
            for place in places:
                file[f"layers/{name}/{place}"] = next(left).astype(np.float32)
        if optimizer is not None:
            steps, rate = np.int64(optimizer.steps), np.float32(optimizer.learning_rate)
            numbers: list[NDArray[Any] | np.generic] = [steps, rate, *optimizer.slots]
            for number, array in enumerate(numbers):
                file[f"optimizer/vars/{number}"] = array
    return content.getvalue()


def _kinds(spec: NetworkSpec) -> list[str]:
    recurrent = ["Bidirectional" if layer.bidirectional else layer.keras_class for layer in spec.layers]
    return ["Embedding", *recurrent, "Dense"]


def _object(kind: str, config: Mapping[str, Any], module: str = "keras.layers") -> dict[str, Any]:
    return {"module": module, "class_name": kind, "config": dict(config), "registered_name": None}


def _config(spec: NetworkSpec) -> dict[str, Any]:
    names = group_names(_kinds(spec))
    last = len(spec.layers) - 1
    inputs = {"batch_shape": [None, None], "dtype": "int32", "sparse": False, "name": "input_layer"}
    embedding = {"input_dim": spec.num_words, "output_dim": spec.input_features, "mask_zero": spec.mask_zero}
    layers = [
        _object("InputLayer", inputs),
        _object("Embedding", {"name": names[0], "dtype": "float32", **embedding}),
        *(
            _recurrent(layer, name, return_sequences=number < last)
            for number, (layer, name) in enumerate(zip(spec.layers, names[1:-1], strict=True))
        ),
        _object(
            "Dense", {"name": names[-1], "dtype": "float32", "units": 1, "activation": "sigmoid", "use_bias": True}
        ),
    ]
    built = {"build_config": {"input_shape": [None, None]}}
    return _object("Sequential", {"name": "sequential", "dtype": "float32", "layers": layers}, "keras") | built


def _recurrent(layer: LayerSpec, name: str, *, return_sequences: bool) -> dict[str, Any]:
    def cell(called: str, *, backwards: bool) -> dict[str, Any]:
        config = {
            "name": called,
            "dtype": "float32",
            "units": layer.units,
            "dropout": layer.dropout,
            "recurrent_dropout": layer.recurrent_dropout,
            "return_sequences": return_sequences,
            "go_backwards": backwards,
            "stateful": False,
            **CELLS[layer.cell].keras_settings,
        }
        return _object(layer.keras_class, config)

    if not layer.bidirectional:
        return cell(name, backwards=False)
    both = {
        "layer": cell(f"forward_{layer.cell}", backwards=False),
        "backward_layer": cell(f"backward_{layer.cell}", backwards=True),
    }
    return _object("Bidirectional", {"name": name, "dtype": "float32", "merge_mode": "concat", **both})


def _compile_config(optimizer: OptimizerState) -> dict[str, Any]:
    settings = {
        "name": optimizer.name,
        "learning_rate": optimizer.learning_rate,
        "global_clipnorm": optimizer.global_clipnorm,
    }
    return {
        "optimizer": _object(optimizer.keras_class, settings, "keras.optimizers"),
        "loss": "binary_crossentropy",
        "metrics": ["accuracy"],
    }
