"""Training by Keras."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from rnnviz.errors import TrainingError
from rnnviz.networks import NetworkSpec, build_keras_model
from rnnviz.runs import Change, EpochMetrics, Run, TrainingSpec
from rnnviz.training.batches import drop_generator
from rnnviz.training.checkpoints import keep_epoch, restore_model, save_model
from rnnviz.training.datasets import Data, feed
from rnnviz.training.session import Session

__all__ = ["KerasLearner"]


class KerasLearner:
    """A `Learner` that is a compiled Keras model.

    Parameters
    ----------
    network, training
        What is trained, and how.
    """

    def __init__(self, network: NetworkSpec, training: TrainingSpec) -> None:
        keras = _loaded()
        self.model = build_keras_model(network, seed=training.seed)
        for weight in self.model.weights:
            if weight.name == "recurrent_kernel":
                weight.assign(weight * training.recurrent_gain)
        optimizer = keras.optimizers.get(training.optimizer)
        if training.learning_rate is not None:
            optimizer.learning_rate = training.learning_rate
        optimizer.global_clipnorm = training.global_clipnorm
        self._rate: float | None = None  # where it was changed amid a training
        self.model.compile(
            optimizer=optimizer,
            loss="binary_crossentropy",
            metrics=["accuracy"],
            jit_compile=training.jit_compile,
        )

    @property
    def steps(self) -> int:
        """Batches that have moved the weights."""
        return int(self.model.optimizer.iterations)

    def train_epoch(
        self, data: Data, training: TrainingSpec, session: Session, *, epoch: int, first: int, verbose: int
    ) -> dict[str, float]:
        """Train an epoch by `model.fit`."""
        fitted = self.model.fit(
            **feed(data, training, epoch=epoch, first=first),
            callbacks=[
                self._seeding(training.seed, epoch, first),
                session.holding(epoch, first, self.model.get_weights, self._follow),
                session.callback(epoch, first),
            ],
            verbose=verbose,
        )
        return {name: float(values[-1]) for name, values in fitted.history.items()}

    def _seeding(self, seed: int, epoch: int, first: int) -> Any:
        """What gives every batch masks that are drawn from its place in the training: a resumed run drops the same."""
        states = [one for one in self.model.non_trainable_variables if one.name == "seed_generator_state"]

        def begin(batch: int, logs: object = None) -> None:  # noqa: ARG001  (Keras names it)
            for number, state in enumerate(states):
                state.assign(drop_generator(seed, epoch, first + batch, number).integers(2**31, size=2))

        return _loaded().callbacks.LambdaCallback(on_train_batch_begin=begin)

    def _follow(self, change: Change) -> None:
        rate = change.learning_rate
        if rate is not None and rate != self._rate:
            self.model.optimizer.learning_rate = self._rate = rate

    def keep_epoch(self, run: Run, history: Sequence[EpochMetrics]) -> None:
        """Put a finished epoch on disk."""
        keep_epoch(run, self.model, history)

    def keep_checkpoint(self, run: Run) -> None:
        """Put on disk what training goes on from."""
        save_model(self.model, run.checkpoint_file)

    def restore(self, run: Run) -> None:
        """Go on from the run's checkpoint."""
        restore_model(run, self.model)


def _loaded() -> Any:
    """Keras.

    Raises
    ------
    TrainingError
        It cannot be loaded.
    """
    try:
        return import_module("keras")
    except Exception as error:  # whatever a broken installation raises
        raise TrainingError(
            "Keras is to train this, but it or TensorFlow cannot be loaded ({kind}: {reason}): mend the installation, "
            "or train with the live engine, which needs neither.",
            kind=type(error).__name__,
            reason=" ".join(str(error).split())[:300],
        ) from error
