"""The check that every weight of a cell passes once, when the cell is made."""

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.errors import ConfigurationError
from rnnviz.shapes import Floats

__all__ = ["checked_weight"]

_MISFIT = (
    "{label} should have the shape ({expected}), got {shape}. Pass the weights in Keras's order (kernel, "
    "recurrent_kernel, bias) and layout, and check that they come from this kind of layer."
)
_MISFIT_OF_ONE_BIAS = (
    "{label} should have the shape ({expected}), got {shape}. Pass the weights in Keras's order (kernel, "
    "recurrent_kernel, bias) and layout; a GRU bias with one axis comes from reset_after=False: train it with "
    "reset_after=True."
)


def checked_weight(label: str, weight: ArrayLike, shape: tuple[str | int, ...], like: Floats) -> Floats:
    """A weight, checked: its read-only copy.

    Parameters
    ----------
    label
        What the weight is called in a message, such as "LSTM kernel".
    weight
        The array.
    shape
        Its expected shape: a number, or the name of an axis that may have any length from 1.
    like
        The array whose dtype it must share.

    Raises
    ------
    ConfigurationError
        If the shape or the dtype is another, or a value is not finite.
    """
    array = np.array(weight, order="C")
    _check(label, array, shape, like)
    array.setflags(write=False)
    return array


def _check(label: str, array: Floats, shape: tuple[str | int, ...], like: Floats) -> None:
    if not _fits(array.shape, shape):
        raise ConfigurationError(
            _MISFIT_OF_ONE_BIAS if label == "GRU bias" and array.ndim == 1 else _MISFIT,
            label=label,
            expected=", ".join(map(str, shape)),
            shape=array.shape,
        )
    if array.dtype not in (np.float32, np.float64) or array.dtype != like.dtype:
        raise ConfigurationError(
            "{label} should be float32 or float64, the same in all weights, got {dtype} (kernel: {kernel}). "
            "Convert the weights with .astype('float32').",
            label=label,
            dtype=array.dtype,
            kernel=like.dtype,
        )
    if not np.isfinite(array).all():
        raise ConfigurationError(
            "{label} should be finite, got {count} values of inf or nan. The training has probably diverged: load "
            "an earlier epoch, or lower the learning rate.",
            label=label,
            count=int(np.count_nonzero(~np.isfinite(array))),
        )


def _fits(shape: tuple[int, ...], expected: tuple[str | int, ...]) -> bool:
    """Tell whether a shape is the expected one; a named axis has any length from 1."""
    return len(shape) == len(expected) and all(
        length >= 1 if isinstance(axis, str) else length == axis >= 1
        for length, axis in zip(shape, expected, strict=True)
    )
