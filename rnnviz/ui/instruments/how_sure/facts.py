"""What "How sure" says, as numbers."""

from dataclasses import dataclass

from rnnviz.explanation import Proportion
from rnnviz.runs import Calibration

__all__ = ["SureFacts", "sure_facts"]


@dataclass(frozen=True, kw_only=True)
class SureFacts:
    """A verdict among the held-out reviews that the network gave about the same probability.

    Parameters
    ----------
    bin
        Place of the verdict's bin.
    said
        Mean probability of the reviews in that bin; None where there are none.
    came
        How many of them are positive, with its interval.
    too_sure
        1 where the probability lies further from one half than the interval of what came true, −1 where it lies nearer,
        0 where the interval holds it.
    apart
        Expected calibration error: the mean distance between what was said and what came true, over all reviews.
    """

    bin: int
    said: float | None
    came: Proportion
    too_sure: int
    apart: float


def sure_facts(calibration: Calibration, probability: float) -> SureFacts:
    """Facts of a verdict of this probability.

    References
    ----------
    Naeini, Cooper & Hauskrecht (2015), Obtaining well calibrated probabilities using Bayesian binning (the error).
    """
    bins = len(calibration.counts)
    place = min(int(probability * bins), bins - 1)
    came = Proportion(hits=calibration.positive[place], n=calibration.counts[place])
    said = calibration.probability[place]
    columns = zip(calibration.counts, calibration.probability, calibration.frequency, strict=True)
    apart = sum(
        count * abs(mean - often) for count, mean, often in columns if mean is not None and often is not None
    ) / max(calibration.reviews, 1)
    return SureFacts(bin=place, said=said, came=came, too_sure=_too_sure(said, came), apart=apart)


def _too_sure(said: float | None, came: Proportion) -> int:
    if said is None:
        return 0
    above = -came.against(said)  # 1: more was said than came true
    return above if said >= 0.5 else -above
