"""Model files that Keras wrote, and a way to damage them."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import h5py
import pytest

from tests.networks.drawing import network_spec

Change = Callable[[Any], object]


@pytest.fixture(scope="session")
def good_file(keras: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A .keras file of a small network, as Keras writes it."""
    from rnnviz.networks import build_keras_model

    path = tmp_path_factory.mktemp("keras-files") / "good.keras"
    build_keras_model(network_spec("simple_rnn", "gru"), seed=0).save(path)
    return path


@pytest.fixture
def damaged(good_file: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes the good file again with its config, weights or members changed."""

    def write(
        config: Change = lambda _: None,
        weights: Change = lambda _: None,
        without: str = "",
        compression: int = zipfile.ZIP_STORED,
    ) -> Path:
        with zipfile.ZipFile(good_file) as archive:
            members = {name: archive.read(name) for name in archive.namelist() if name != without}
        if "config.json" in members:
            parsed = json.loads(members["config.json"])
            replaced = config(parsed)
            members["config.json"] = replaced if isinstance(replaced, bytes) else json.dumps(parsed).encode()
        if "model.weights.h5" in members:
            content = io.BytesIO(members["model.weights.h5"])
            with h5py.File(content, "r+") as file:
                weights(file)
            members["model.weights.h5"] = content.getvalue()
        path = tmp_path / "damaged.keras"
        with zipfile.ZipFile(path, "w", compression) as archive:
            for name, member in members.items():
                archive.writestr(name, member)
        return path

    return write
