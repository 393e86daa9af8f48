"""How a network is trained: the part of a run's record that says so."""

import math
from dataclasses import dataclass
from typing import Literal, get_args

from rnnviz.errors import ConfigurationError
from rnnviz.networks import KERAS_RATES

__all__ = ["Batching", "Engine", "TrainingSpec"]

Batching = Literal["padded", "by_length"]
Engine = Literal["keras", "live"]

_MOST_STEPS = 100_000
_MOST_GAIN = 10


@dataclass(frozen=True, kw_only=True)
class TrainingSpec:
    """How a network is trained; the defaults are the chapter's.

    Parameters
    ----------
    optimizer
        Keras's name of the optimizer.
    learning_rate
        Step size; None = Keras's default for the optimizer.
    batch_size
        Reviews in a step.
    epochs
        Passes over the training part.
    validation_split
        Share of the reviews that are kept for validation.
    split_seed
        Seed of the shuffle before the split.
    seed
        Seed of the initial weights and of the order of the batches.
    jit_compile
        Whether the training step is compiled by XLA (the same mathematics, another order of additions).
    batching
        "padded": every row has maxlen places, as in the chapter. "by_length": reviews of similar length share a batch,
        whose rows are no longer than the longest of them needs; for networks that mask their padding.
    engine
        "keras", as every run of earlier versions was trained; or "live", our own, which is many times faster and can do
        most networks (`rnnviz.engine`). The mathematics is the same, the first weights are drawn by other generators.
    global_clipnorm
        The most that the norm of all gradients together may be: where it is more, all are scaled down alike. None: any.
    gradient_steps
        Truncated back-propagation through time: from the last step that a cell reads, its gradient is carried back over
        so many steps, and what its state was before counts as given. None: over all steps. For the live engine alone.
    recurrent_gain
        The recurrent kernels, which are drawn orthogonal, begin multiplied by this.
    """

    optimizer: str = "rmsprop"
    learning_rate: float | None = None
    batch_size: int = 128
    epochs: int = 10
    validation_split: float = 0.2
    split_seed: int = 0
    seed: int = 0
    jit_compile: bool = False
    batching: Batching = "padded"
    engine: Engine = "keras"
    global_clipnorm: float | None = None
    gradient_steps: int | None = None
    recurrent_gain: float = 1.0

    def __post_init__(self) -> None:
        if self.optimizer not in KERAS_RATES:
            raise ConfigurationError(
                "The optimizer is one of {known}, not {optimizer!r}.",
                known=", ".join(KERAS_RATES),
                optimizer=self.optimizer,
            )
        if type(self.jit_compile) is not bool:
            raise ConfigurationError("jit_compile is true or false, not {jit_compile!r}.", jit_compile=self.jit_compile)
        for name, kind in (("batching", Batching), ("engine", Engine)):
            if getattr(self, name) not in get_args(kind):
                raise ConfigurationError(
                    "{name} is one of {known}, not {value!r}.",
                    name=name,
                    known=", ".join(get_args(kind)),
                    value=getattr(self, name),
                )
        rate = self.learning_rate
        if rate is not None and not 0 < rate <= 100:
            raise ConfigurationError("The learning rate is a number above 0 (0.001 is usual), not {rate!r}.", rate=rate)
        for name, most in (("batch_size", 100_000), ("epochs", 1_000)):
            value = getattr(self, name)
            if type(value) is not int or not 1 <= value <= most:
                raise ConfigurationError(
                    "{name} is a whole number from 1 to {most:,}, not {value!r}.", name=name, most=most, value=value
                )
        if type(self.validation_split) not in {int, float}:
            raise ConfigurationError(
                "validation_split is a share between 0 and 1, not {share!r}.", share=self.validation_split
            )
        self._check_gradients()
        for name in ("seed", "split_seed"):
            if type(getattr(self, name)) is not int or not 0 <= getattr(self, name) < 2**32:
                raise ConfigurationError(
                    "{name} is a whole number from 0 to 4,294,967,295, not {value!r}.",
                    name=name,
                    value=getattr(self, name),
                )

    def _check_gradients(self) -> None:
        limit, steps, gain = self.global_clipnorm, self.gradient_steps, self.recurrent_gain
        if limit is not None and not (_is_number(limit) and 0 < limit <= 1e6):
            raise ConfigurationError(
                "The limit of the gradients' norm is a number above 0 (1 is usual), not {limit!r}; leave it out for "
                "none.",
                limit=limit,
            )
        if steps is not None and not (type(steps) is int and 1 <= steps <= _MOST_STEPS):
            raise ConfigurationError(
                "Gradients are carried back over a whole number of steps from 1 to {most:,}, not {steps!r}; leave it "
                "out for all.",
                most=_MOST_STEPS,
                steps=steps,
            )
        if not (_is_number(gain) and 0 <= gain <= _MOST_GAIN):
            raise ConfigurationError(
                "Recurrent kernels begin multiplied by a number from 0 to {most}, not {gain!r}.",
                most=_MOST_GAIN,
                gain=gain,
            )
        if steps is not None and self.engine == "keras":
            raise ConfigurationError(
                "Keras carries gradients back over every step that is read; only the live engine can stop after "
                "{steps}. Take the live engine with a network and an optimizer that it can train, or leave the number "
                "of steps out.",
                steps=steps,
            )


def _is_number(value: object) -> bool:
    return type(value) in {int, float} and math.isfinite(value)  # type: ignore[arg-type]
