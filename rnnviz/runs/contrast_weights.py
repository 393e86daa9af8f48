"""The files of trained contrasts: the weights of a network without a state as float16, and a bag of words."""

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from rnnviz.errors import IncompatibleModelError
from rnnviz.networks import StatelessSpec, open_archive, read_array
from rnnviz.runs.bag_of_words import BagOfWords, write_bag_of_words
from rnnviz.runs.files import write_bytes
from rnnviz.shapes import Floats

__all__ = ["BAG_FILE", "most_bytes", "unpacked_weights", "weights_file", "write_contrast_bag", "write_contrast_weights"]

BAG_FILE = "bag_of_words.npz"

_MOST_WEIGHTS = 16_000_000


def weights_file(kind: str) -> str:
    """Name of the file with the weights of a kind of network."""
    return f"{kind}.npz"


def write_contrast_weights(folder: Path, spec: StatelessSpec, weights: Sequence[Floats]) -> str:
    """Write the weights of a network as float16; return the file's SHA-256."""
    packed = io.BytesIO()
    named = {f"{number:02d}": one.astype(np.float16) for number, one in enumerate(weights)}
    np.savez_compressed(packed, allow_pickle=False, **named)
    write_bytes(folder / weights_file(spec.kind), packed.getvalue())
    return hashlib.sha256(packed.getvalue()).hexdigest()


def write_contrast_bag(folder: Path, bag: BagOfWords) -> str:
    """Write the bag of words; return the file's SHA-256."""
    write_bag_of_words(folder / BAG_FILE, bag)
    return hashlib.sha256((folder / BAG_FILE).read_bytes()).hexdigest()


def most_bytes(parameters: int) -> int:
    """Most bytes of a file with so many weights; compressed numbers take hardly more than two each."""
    return 4 * min(parameters, _MOST_WEIGHTS) + 100_000


def unpacked_weights(content: bytes, spec: StatelessSpec) -> list[Floats]:
    """Weights in a file that may be anybody's, float32 with the precision of float16.

    Raises
    ------
    IncompatibleModelError
        They are too many, not those of `spec`, or not finite.
    """
    if spec.parameter_count > _MOST_WEIGHTS:
        raise IncompatibleModelError(
            "it has {count:,} weights; at most {most:,} are read", count=spec.parameter_count, most=_MOST_WEIGHTS
        )
    shapes = [shape for layer in spec.weight_shapes for shape in layer.values()]
    with open_archive(io.BytesIO(content)) as archive:
        named = [(f"{number:02d}.npy", shape) for number, shape in enumerate(shapes)]
        weights = [read_array(archive, name, shape, np.float16).astype(np.float32) for name, shape in named]
    if not all(np.isfinite(one).all() for one in weights):
        raise IncompatibleModelError("it holds inf or nan: the training diverged")
    return weights
