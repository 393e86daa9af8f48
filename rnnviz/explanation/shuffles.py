"""What a network says of the same words in other orders."""

from dataclasses import dataclass

import numpy as np

from rnnviz.explanation.reading import Reading, check_readings
from rnnviz.networks import LayerTrajectory, Network
from rnnviz.shapes import Floats

__all__ = ["ShuffledReading", "shuffle_words"]


@dataclass(frozen=True, kw_only=True, eq=False)
class ShuffledReading:
    """Readings of the words of one review in random orders; start sign and padding stay in their places.

    A bag of words says the same of all of them: what they differ in is what the network makes of order.

    Parameters
    ----------
    reading
        The review itself.
    running
        Running logit of every shuffle, (shuffles, timesteps of `reading.ids`); the last entry of each is its verdict.
    """

    reading: Reading
    running: Floats

    @property
    def verdicts(self) -> Floats:
        """Logit of every shuffle's verdict, (shuffles,)."""
        return self.running[:, -1]

    @property
    def same_side(self) -> int:
        """Shuffles whose verdict is on the side of the review's own."""
        return int(((self.verdicts >= 0) == (self.reading.logit >= 0)).sum())

    def quantiles(self, *shares: float) -> Floats:
        """Quantiles of the running logit over the shuffles, (shares, timesteps)."""
        return np.asarray(np.quantile(self.running, shares, axis=0))


def shuffle_words(reading: Reading, *, shuffles: int = 100, seed: int = 0) -> ShuffledReading:
    """Read the words of a review in random orders, each as likely as any other.

    Parameters
    ----------
    reading
        From `read_review`.
    shuffles
        How many orders.
    seed
        Of the random orders.

    Raises
    ------
    DataError
        It would take too long.
    """
    check_readings(reading, shuffles)
    rng = np.random.default_rng(seed)
    places = np.flatnonzero(reading.words)
    orders = np.tile(np.arange(len(reading.ids)), (shuffles, 1))
    for order in orders:
        order[places] = rng.permutation(places)
    running = [_running(reading.network, reading.read(reading.vectors[some])) for some in reading.chunks(orders)]
    return ShuffledReading(reading=reading, running=np.concatenate(running))


def _running(network: Network, trajectories: tuple[LayerTrajectory, ...]) -> Floats:
    """Readout of every state, what a backward cell adds held at its final state, as in a `Recording`."""
    last = trajectories[-1]
    features = last.forward.hidden_states
    if last.backward is not None:
        held = np.broadcast_to(last.backward.final_state[0][..., None, :], features.shape)
        features = np.concatenate([features, held], axis=-1)
    return network.readout(features)
