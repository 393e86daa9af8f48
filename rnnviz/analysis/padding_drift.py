"""What padding does to a network before, or after, it reads a review."""

from dataclasses import dataclass, replace

import numpy as np

from rnnviz.networks import Network
from rnnviz.recording import record
from rnnviz.shapes import Floats
from rnnviz.text import Padding, Side

__all__ = ["PaddingDrift", "padding_drift"]


@dataclass(frozen=True, kw_only=True, eq=False)
class PaddingDrift:
    """The state over the padding of one review, and the verdict with padding on either side.

    Parameters
    ----------
    masked
        Whether the network skips its padding; then there is nothing else to see.
    norms
        ‖h‖ of the last layer after every padding step, (pads,); of its forward half where it reads both ways.
    logit
        Running logit after every padding step, (pads,).
    before
        Logit at the step before the padding: of the initial state, or of the last word.
    probabilities
        Verdict of the same network on the same words, by the side of the padding.
    """

    masked: bool
    norms: Floats
    logit: Floats
    before: float
    probabilities: dict[Side, float]


def padding_drift(network: Network, text: str, padding: Padding) -> PaddingDrift:
    """Read `text` with padding before and behind it, in rows of `padding.maxlen`."""
    sides: tuple[Side, Side] = ("pre", "post")
    read = {side: record(replace(network, padding=replace(padding, padding=side)), text) for side in sides}
    shown = read[padding.padding]
    places = np.flatnonzero(~shown.mask)
    states = shown.layers[-1].values("hidden_states")[places, : network.spec.layers[-1].units]
    first = int(places[0]) if len(places) else 0
    return PaddingDrift(
        masked=network.spec.mask_zero,
        norms=np.linalg.norm(states, axis=-1),
        logit=shown.logit[places],
        before=float(shown.logit[first - 1]) if first else shown.initial_logit,
        probabilities={side: float(recording.probability[-1]) for side, recording in read.items()},
    )
