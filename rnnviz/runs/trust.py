"""What was measured of a trained model on held-out reviews: how far its verdicts and their explanations go."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from rnnviz.errors import ConfigurationError
from rnnviz.runs.files import write_text
from rnnviz.runs.of_model import read_of_model

__all__ = [
    "BINS",
    "Calibration",
    "Faithfulness",
    "Interval",
    "Measured",
    "Trust",
    "read_trust",
    "write_trust",
]

BINS = 10
"""Bins of a calibration, of equal width from probability 0 to 1; a probability of 1 is in the last."""

_MOST_BYTES = 100_000
_MOST_REVIEWS, _MOST_METHODS, _MOST_SHARES, _LONGEST = 10**9, 40, 40, 200


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The reviews that were measured.

    Parameters
    ----------
    name
        What the data is called; "validation" for the run's own validation part, which chose its epoch.
    fingerprint
        SHA-256 of all its reviews and labels, as of a corpus.
    reviews
        How many were measured.
    left_out
        How many were not, because the run was trained on them or validated with them.
    accuracy, bag_of_words_accuracy
        Share of them that the network, and the bag of words, judge as labelled.
    """

    name: str
    fingerprint: str
    reviews: int
    left_out: int
    accuracy: float
    bag_of_words_accuracy: float

    def __post_init__(self) -> None:
        _check(all(_is_text(text) for text in (self.name, self.fingerprint)))
        _check(all(_is_count(count) for count in (self.reviews, self.left_out)) and self.reviews > 0)
        _check(all(_is_number(share, 0, 1) for share in (self.accuracy, self.bag_of_words_accuracy)))


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """How often a review is positive where the network says a probability, by ten bins of it.

    Parameters
    ----------
    counts
        Reviews in each bin.
    probability
        Their mean probability; None in a bin without reviews.
    positive
        How many of them are labelled positive.

    References
    ----------
    DeGroot & Fienberg (1983), The comparison and evaluation of forecasters.
    Guo, Pleiss, Sun, Weinberger (2017), On calibration of modern neural networks.
    """

    counts: tuple[int, ...]
    probability: tuple[float | None, ...]
    positive: tuple[int, ...]

    def __post_init__(self) -> None:
        _check(all(len(column) == BINS for column in (self.counts, self.probability, self.positive)))
        for place, (count, mean, positive) in enumerate(zip(self.counts, self.probability, self.positive, strict=True)):
            _check(_is_count(count) and _is_count(positive) and positive <= count)
            _check((mean is None) == (count == 0))
            # The mean of many equal numbers may be off by a rounding.
            _check(mean is None or _is_number(mean, place / BINS - 1e-9, (place + 1) / BINS + 1e-9))

    @property
    def reviews(self) -> int:
        """Reviews in all bins."""
        return sum(self.counts)

    @property
    def frequency(self) -> tuple[float | None, ...]:
        """Share of the reviews in each bin that are labelled positive; None in a bin without reviews."""
        pairs = zip(self.positive, self.counts, strict=True)
        return tuple(positive / count if count else None for positive, count in pairs)


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A mean over reviews and its 95 % interval: mean ± 1.96 standard errors."""

    mean: float
    low: float
    high: float

    def __post_init__(self) -> None:
        _check(all(_is_number(value, -1, 1) for value in (self.mean, self.low, self.high)))
        _check(self.low <= self.mean <= self.high)

    def overlaps(self, other: "Interval") -> bool:
        """Whether the intervals have something in common."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, kw_only=True)
class Faithfulness:
    """What taking away, or keeping alone, the words that a method ranks highest does to the probability decided for.

    Parameters
    ----------
    reviews
        How many reviews were taken apart.
    shares
        Shares of the words that were taken; a figure is the mean over them.
    comprehensiveness
        For each method: probability of the side decided for, minus that without the words. The larger, the better.
    sufficiency
        Probability minus that of these words alone. The smaller, the better.

    References
    ----------
    DeYoung, Jain, Rajani, Lehman, Xiong, Socher, Wallace (2020), ERASER: a benchmark to evaluate rationalized NLP
    models.
    """

    reviews: int
    shares: tuple[float, ...]
    comprehensiveness: Mapping[str, Interval]
    sufficiency: Mapping[str, Interval]

    def __post_init__(self) -> None:
        _check(_is_count(self.reviews) and self.reviews > 1)
        _check(0 < len(self.shares) <= _MOST_SHARES and all(_is_number(share, 0, 1) for share in self.shares))
        _check(list(self.comprehensiveness) == list(self.sufficiency) and len(self.sufficiency) <= _MOST_METHODS)
        _check(all(_is_text(name) for name in self.sufficiency))


@dataclass(frozen=True, kw_only=True)
class Trust:
    """Content of ``measured.json``.

    Parameters
    ----------
    model
        SHA-256 of the ``model.keras`` that was measured.
    measured
        On which reviews.
    calibration
        Probability against frequency.
    faithfulness
        How well each method of explanation finds the words that carry a verdict; None where it was not measured.
    """

    model: str
    measured: Measured
    calibration: Calibration
    faithfulness: Faithfulness | None = None

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Trust of its JSON form.

        Raises
        ------
        ConfigurationError
            A field is missing, unknown or out of range.
        """
        try:
            calibration, faithfulness = data["calibration"], data.get("faithfulness")
            return cls(
                model=str(data["model"])[:_LONGEST],
                measured=Measured(**data["measured"]),
                calibration=Calibration(**{name: tuple(column) for name, column in calibration.items()}),
                faithfulness=None if faithfulness is None else _faithfulness(faithfulness),
            )
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ConfigurationError(
                "this is not what was measured of a run ({kind}: {error})", kind=type(error).__name__, error=error
            ) from None


def write_trust(path: Path, trust: Trust) -> None:
    """Write ``measured.json``, in one step."""
    write_text(path, json.dumps(trust.to_dict(), indent=1) + "\n")


def read_trust(path: Path, *, run: str, model_file: Path) -> Trust | None:
    """Read a ``measured.json`` that may be anybody's; None where there is none, or where it is of another model.

    Raises
    ------
    IncompatibleModelError
        It is damaged.
    """
    return read_of_model(path, Trust.from_dict, _MOST_BYTES, run=run, model_file=model_file, command="measure")


def _faithfulness(data: Mapping[str, Any]) -> Faithfulness:
    return Faithfulness(
        reviews=data["reviews"],
        shares=tuple(data["shares"]),
        comprehensiveness=_intervals(data["comprehensiveness"]),
        sufficiency=_intervals(data["sufficiency"]),
    )


def _intervals(data: Mapping[str, Any]) -> dict[str, Interval]:
    return {name: Interval(**one) for name, one in data.items()}


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value < _MOST_REVIEWS


def _is_number(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and math.isfinite(value) and low <= value <= high


def _check(good: bool) -> None:
    """Refuse figures that cannot be.

    Raises
    ------
    ConfigurationError
        They cannot.
    """
    if not good:
        raise ConfigurationError("its figures cannot be")
