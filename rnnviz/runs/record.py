"""What a run was: the content of ``run.json``."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, Self, get_args

from rnnviz.engine import Obstacle
from rnnviz.errors import ConfigurationError
from rnnviz.networks import NetworkSpec
from rnnviz.runs.training_spec import TrainingSpec
from rnnviz.text import Padding

__all__ = ["CorpusRecord", "HeldOutRecord", "RunRecord", "Status"]

Status = Literal["running", "stopped", "finished"]

_LATER = {"reason", "held_out", "not_live"}  # fields that records of earlier versions have not
_MOST_COUNTED = 1e12


@dataclass(frozen=True, kw_only=True)
class CorpusRecord:
    """Which reviews a run was trained on.

    Parameters
    ----------
    name
        The corpus's name or the path of its file.
    fingerprint
        SHA-256 of all its reviews and labels before the split.
    training, validation
        Reviews in the two parts.
    limit
        How many reviews were drawn from the corpus for a quick try; None = all.
    positive
        Share of the validation reviews that are positive; None in records of earlier versions.
    """

    name: str
    fingerprint: str
    training: int
    validation: int
    limit: int | None = None
    positive: float | None = None

    def __post_init__(self) -> None:
        if not all(isinstance(text, str) for text in (self.name, self.fingerprint)):
            raise ConfigurationError(
                "A corpus has a name and a fingerprint, not {name!r}, {fingerprint!r}.",
                name=self.name,
                fingerprint=self.fingerprint,
            )
        counts = (self.training, self.validation, 1 if self.limit is None else self.limit)
        if not all(type(count) is int and 0 <= count < 10**12 for count in counts):
            raise ConfigurationError(
                "The counts of a corpus's reviews are whole numbers from 0 on, not {counts}.", counts=counts
            )
        if self.positive is not None and not (type(self.positive) in {int, float} and 0 <= self.positive <= 1):
            raise ConfigurationError(
                "The share of positive reviews lies between 0 and 1, not {positive!r}.", positive=self.positive
            )


@dataclass(frozen=True, kw_only=True)
class HeldOutRecord:
    """Which reviews the held-out metrics of a run come from.

    Parameters
    ----------
    name
        What the data is called.
    fingerprint
        SHA-256 of all its reviews and labels, as of a corpus.
    trained_on, validated_with
        How many of its reviews stand in the run's own two parts, too; None where these could not be read any more.
    """

    name: str
    fingerprint: str
    trained_on: int | None = None
    validated_with: int | None = None

    def __post_init__(self) -> None:
        if not all(isinstance(text, str) for text in (self.name, self.fingerprint)):
            raise ConfigurationError(
                "Held-out reviews have a name and a fingerprint, not {name!r}, {fingerprint!r}.",
                name=self.name,
                fingerprint=self.fingerprint,
            )
        counts = [count for count in (self.trained_on, self.validated_with) if count is not None]
        if not all(type(count) is int and 0 <= count < 10**12 for count in counts):
            raise ConfigurationError(
                "The counts of known reviews are whole numbers from 0 on, not {counts}.", counts=counts
            )
        if len(counts) == 1:
            raise ConfigurationError("Of known reviews both counts are told, or none; here it is one.")


@dataclass(frozen=True, kw_only=True)
class RunRecord:
    """Everything that is worth knowing about a run, beside its weights.

    Parameters
    ----------
    network, padding, training, corpus
        What was trained, and on what.
    status
        "running", "stopped" (it can be resumed) or "finished".
    created
        When the run was started, ISO 8601 in UTC.
    versions
        Packages that trained it.
    metrics
        Figures by name: `best_epoch`, `val_loss`, `val_accuracy`, and held-out ones once they were measured:
        `test_accuracy`, `test_loss`, `test_reviews`.
    reason
        The sentence that says why a run stopped by itself; None where somebody stopped it or nothing did.
    held_out
        Where the held-out metrics come from; None without any, and for the shipped runs, whose are IMDB's test reviews.
    not_live
        What kept the live engine, which was asked for, from training the run, so that Keras did; None for nothing.
    """

    network: NetworkSpec
    padding: Padding
    training: TrainingSpec
    corpus: CorpusRecord
    status: Status
    created: str
    versions: Mapping[str, str] = field(default_factory=dict)
    metrics: Mapping[str, float] = field(default_factory=dict)
    reason: str | None = None
    held_out: HeldOutRecord | None = None
    not_live: Obstacle | None = None

    def __post_init__(self) -> None:
        if self.status not in get_args(Status):
            raise ConfigurationError(
                "The status is one of {known}, not {status!r}.", known=", ".join(get_args(Status)), status=self.status
            )
        if not isinstance(self.reason, str | None):
            raise ConfigurationError("The reason is a sentence or null, not {reason!r}.", reason=self.reason)
        if self.not_live is not None and self.not_live not in get_args(Obstacle):
            raise ConfigurationError(
                "What keeps the live engine from a run is one of {known}, not {came!r}.",
                known=", ".join(get_args(Obstacle)),
                came=self.not_live,
            )
        if not isinstance(self.created, str):
            raise ConfigurationError("A run was created at a time in ISO 8601, not {created!r}.", created=self.created)
        if not all(isinstance(part, str) for pair in self.versions.items() for part in pair):
            raise ConfigurationError(
                "The versions are those of packages by name, not {versions!r}.", versions=self.versions
            )
        _check_metrics(self.metrics)

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Record of its JSON form.

        Raises
        ------
        ConfigurationError
            A field is missing, unknown or out of range.
        """
        try:
            given = {item.name: data[item.name] for item in fields(cls) if item.name not in _LATER}
            return cls(
                **{
                    **given,
                    "network": NetworkSpec.from_dict(data["network"]),
                    "padding": Padding(**data["padding"]),
                    "training": TrainingSpec(**data["training"]),
                    "corpus": CorpusRecord(**data["corpus"]),
                    "metrics": {str(name): float(value) for name, value in data["metrics"].items()},
                    "reason": data.get("reason"),
                    "not_live": data.get("not_live"),
                    "held_out": None if data.get("held_out") is None else HeldOutRecord(**data["held_out"]),
                }
            )
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ConfigurationError(
                "this is not the record of a run ({kind}: {error})", kind=type(error).__name__, error=error
            ) from None


_SHARES, _COUNTS = ("val_accuracy", "test_accuracy"), ("best_epoch", "test_reviews")


def _check_metrics(metrics: Mapping[str, float]) -> None:
    """Refuse figures that cannot be, and a held-out accuracy of nobody knows how many reviews.

    Raises
    ------
    ConfigurationError
        With the name and what came.
    """
    for name, value in metrics.items():
        good = math.isfinite(value) and (name not in _SHARES or 0 <= value <= 1)
        if not good or (name in _COUNTS and not 0 <= value < _MOST_COUNTED):
            raise ConfigurationError("{name} cannot be {value!r}.", name=name[:40], value=value)
    if "test_accuracy" in metrics and "test_reviews" not in metrics:
        raise ConfigurationError("A test_accuracy goes with the number of its test_reviews, which is missing.")
