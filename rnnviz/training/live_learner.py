"""Training by the engine of our own: the chapter's epoch in about a second, without TensorFlow."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rnnviz.networks import NetworkSpec, OptimizerState, first_weights, keras_file, read_checkpoint
from rnnviz.runs import Change, EpochMetrics, Run, TrainingSpec, write_bytes
from rnnviz.shapes import Floats, Ids
from rnnviz.text import Padding
from rnnviz.training.batches import Index, drop_generator, row_lengths
from rnnviz.training.checkpoints import keep_files
from rnnviz.training.datasets import Data, epoch_batches
from rnnviz.training.layer_norms import EVERY, LayerLooks
from rnnviz.training.session import BATCHES_A_LINE, Session

if TYPE_CHECKING:
    from rnnviz.engine.dropping import Masks

__all__ = ["LiveLearner"]

_KERAS_CLASSES = {"rmsprop": "RMSprop", "adam": "Adam", "sgd": "SGD"}
_READ_AT_ONCE = 256  # reviews of a batch that is only validated with


class LiveLearner:
    """A `Learner` that is the engine's network and optimizer.

    Parameters
    ----------
    network, training
        What is trained, and how. XLA plays no part.
    padding
        How rows are padded.
    """

    def __init__(self, network: NetworkSpec, training: TrainingSpec, padding: Padding) -> None:
        from rnnviz.engine.network import LiveNetwork
        from rnnviz.engine.optimizers import Optimizer
        from rnnviz.engine.preparing import prepare

        prepare(sorted({layer.cell for layer in network.layers}), [training.optimizer])
        self.spec, self.padding = network, padding
        self.network = LiveNetwork(network, padding, gradient_steps=training.gradient_steps)
        self.network.set_weights(first_weights(network, training.seed, recurrent_gain=training.recurrent_gain))
        self.optimizer = Optimizer(
            training.optimizer, self.network.parameters, training.learning_rate, clip=training.global_clipnorm
        )
        self._looks = LayerLooks(network, self.network, self.optimizer)
        self._reviews: tuple[_Reviews, _Reviews] | None = None

    @property
    def steps(self) -> int:
        """Batches that have moved the weights."""
        return self.optimizer.steps

    def train_epoch(
        self, data: Data, training: TrainingSpec, session: Session, *, epoch: int, first: int, verbose: int
    ) -> dict[str, float]:
        """Train an epoch, one batch after the other, and read the validation reviews."""
        reviews, held = self._reviews_of(data)
        sums = _Sums()
        for number, index in enumerate(epoch_batches(data, training, epoch=epoch, first=first)):
            self._follow(session.before(epoch, first + number, self.network.weights))
            batch, labels = self.network.arranged(reviews.rows, reviews.lengths, index), reviews.labels[index]
            masks = self._masks(len(index), training, epoch, first + number)
            sums.add(*self.network.learn(batch, labels, squares=self.optimizer.needs_squares, masks=masks), labels)
            if (first + number) % EVERY == 0:
                self._looks.look(session.run.path, epoch, first + number, self.optimizer.step)
            else:
                self.optimizer.step()
            session.tell(epoch, first + number, sums.figures(), regular=number % BATCHES_A_LINE == 0)
        figures = sums.figures() | {f"val_{name}": value for name, value in self._read(held).figures().items()}
        if verbose:
            sys.stdout.write("  ".join(f"{name} {value:.4f}" for name, value in figures.items()) + "\n")
        return figures

    def _masks(self, reviews: int, training: TrainingSpec, epoch: int, batch: int) -> "Masks | None":
        """What a batch drops: drawn from its place in the training, so that a resumed run drops the same."""
        from rnnviz.engine.dropping import draw_masks

        return draw_masks(self.spec, reviews, drop_generator(training.seed, epoch, batch))

    def _follow(self, change: Change) -> None:
        if change.learning_rate is not None:
            self.optimizer.rate = change.learning_rate
        if change.global_clipnorm is not None:
            self.optimizer.clip = change.global_clipnorm or None

    def keep_epoch(self, run: Run, history: Sequence[EpochMetrics]) -> None:
        """Put a finished epoch on disk."""
        weights = self.network.weights()
        names = [weight.name for row in self.spec.summary for weight in row.weights]
        keep_files(
            run,
            history,
            weights=list(zip(names, weights, strict=True)),
            save_best=lambda: write_bytes(run.model_file, keras_file(self.spec, weights)),
            save_checkpoint=lambda: self.keep_checkpoint(run),
        )

    def keep_checkpoint(self, run: Run) -> None:
        """Put on disk what training goes on from."""
        write_bytes(run.checkpoint_file, keras_file(self.spec, self.network.weights(), self._optimizer_state()))

    def restore(self, run: Run) -> None:
        """Go on from the run's checkpoint. The learning rate is the record's."""
        slots = [(array.shape, "float32") for array in self._slots()]
        weights, numbers = read_checkpoint(run.checkpoint_file, self.spec, [((), "int64"), ((), "float32"), *slots])
        self.network.set_weights([array for layer in weights for array in layer])
        self.optimizer.steps = int(numbers[0])
        kinds = len(self.optimizer.slots)
        for place, held in enumerate(self.optimizer.slots.values()):
            self.network.fill(held, numbers[2 + place :: kinds])

    def _slots(self) -> list[Floats]:
        """The optimizer's numbers in Keras's shapes: all of the first weight, all of the second, and so on."""
        kinds = [self.network.in_keras_order(held) for held in self.optimizer.slots.values()]
        return [array for arrays in zip(*kinds, strict=True) for array in arrays]

    def _optimizer_state(self) -> OptimizerState:
        name = self.optimizer.name
        return OptimizerState(
            name=name,
            keras_class=_KERAS_CLASSES[name],
            steps=self.steps,
            learning_rate=self.optimizer.rate,
            global_clipnorm=self.optimizer.clip,
            slots=self._slots(),
        )

    def _reviews_of(self, data: Data) -> "tuple[_Reviews, _Reviews]":
        if self._reviews is None:
            both = ((data.rows, data.labels), (data.validation_rows, data.validation_labels))
            training, validation = (
                _Reviews(rows=self.network.aligned(rows), lengths=row_lengths(rows), labels=labels)
                for rows, labels in both
            )
            self._reviews = training, validation
        return self._reviews

    def _read(self, reviews: "_Reviews") -> "_Sums":
        """Loss and accuracy on reviews that nothing is learnt from."""
        sums, order = _Sums(), np.argsort(reviews.lengths, kind="stable")
        for start in range(0, len(order), _READ_AT_ONCE):
            index = order[start : start + _READ_AT_ONCE]
            batch = self.network.arranged(reviews.rows, reviews.lengths, index, learning=False)
            labels = reviews.labels[index]
            sums.add(*self.network.read(batch, labels), labels)
        return sums


@dataclass(frozen=True, kw_only=True, eq=False)
class _Reviews:
    rows: Ids
    lengths: Index
    labels: NDArray[np.int8]


class _Sums:
    """Running loss and accuracy, as Keras has them: means over all reviews so far."""

    def __init__(self) -> None:
        self._reviews, self._loss, self._right = 0, 0.0, 0

    def add(self, logits: Floats, loss: float, labels: NDArray[np.int8]) -> None:
        self._reviews += len(labels)
        self._loss += loss * len(labels)
        self._right += int(np.count_nonzero((logits > 0) == labels))

    def figures(self) -> dict[str, float]:
        return {"loss": self._loss / self._reviews, "accuracy": self._right / self._reviews}
