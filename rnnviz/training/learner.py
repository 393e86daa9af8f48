"""What the training loop asks of whoever moves the weights: Keras, or the engine of our own."""

from collections.abc import Sequence
from typing import Protocol

from rnnviz.runs import EpochMetrics, Run, TrainingSpec
from rnnviz.training.datasets import Data
from rnnviz.training.session import Session

__all__ = ["Learner"]


class Learner(Protocol):
    """A network with its optimizer, while it is trained."""

    @property
    def steps(self) -> int:
        """Batches that have moved the weights."""
        ...

    def train_epoch(
        self, data: Data, training: TrainingSpec, session: Session, *, epoch: int, first: int, verbose: int
    ) -> dict[str, float]:
        """Train an epoch from its batch `first` on.

        Returns
        -------
        dict
            loss and accuracy of these batches, val_loss and val_accuracy after them.

        Raises
        ------
        StopAsked, LossLost
            The epoch ended early.
        """
        ...

    def keep_epoch(self, run: Run, history: Sequence[EpochMetrics]) -> None:
        """Put a finished epoch on disk. The checkpoint comes last: with it the epoch counts as finished."""
        ...

    def keep_checkpoint(self, run: Run) -> None:
        """Put on disk what training goes on from."""
        ...

    def restore(self, run: Run) -> None:
        """Go on from the run's checkpoint.

        Raises
        ------
        IncompatibleModelError
            It is damaged, or holds another network or optimizer.
        """
        ...
