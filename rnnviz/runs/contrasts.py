"""Networks without a state beside a run, trained on exactly its reviews: their files, and which runs they are for.

They lie in a folder ``contrasts`` beside a run's files; those beside a shipped run serve every run on the same reviews:
``contrasts.json`` with what was measured, ``NAME.npz`` with the weights (float16) of each network, and
``bag_of_words.npz``. All of it may be anybody's: sizes are checked before memory is taken, nothing is unpickled, and a
set is never used for a run with other reviews, another split, other words or rows.
"""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from rnnviz.errors import ConfigurationError, IncompatibleModelError, RnnvizError
from rnnviz.foreign import parsing, quoted, read_bytes, read_json
from rnnviz.networks import STATELESS_KINDS, StatelessKind, StatelessNetwork, StatelessSpec, stateless_network
from rnnviz.runs.answers import MOST_PARTS, MeasuredPart
from rnnviz.runs.bag_of_words import BagOfWords, read_bag_of_words
from rnnviz.runs.contrast_weights import BAG_FILE, most_bytes, unpacked_weights, weights_file
from rnnviz.runs.files import write_text
from rnnviz.runs.record import RunRecord

__all__ = [
    "CONTRASTS",
    "ContrastFigures",
    "ContrastName",
    "Contrasts",
    "SeedFigures",
    "contrast_specs",
    "read_contrasts",
    "reviews_key",
    "write_contrasts",
]

ContrastName = Literal["averaged", "flattened", "convolution", "bag_of_words"]

CONTRASTS: tuple[ContrastName, ...] = get_args(ContrastName)
"""What a run is held against, in the order in which it is shown."""

_FILE = "contrasts.json"
_MOST_BYTES, _MOST_SEEDS, _MOST_COUNT = 4_000_000, 100, 10**9
_MOST_VOCABULARY = 100_000_000  # bytes


@dataclass(frozen=True, kw_only=True)
class SeedFigures:
    """What one seed reached: its accuracy by the fingerprint of the reviews."""

    seed: int
    accuracies: Mapping[str, float]

    def __post_init__(self) -> None:
        _check(type(self.seed) is int and len(self.accuracies) <= MOST_PARTS)
        _check(all(_is_number(share, 1) for share in self.accuracies.values()))


@dataclass(frozen=True, kw_only=True)
class ContrastFigures:
    """How a contrast was trained.

    Parameters
    ----------
    parameters
        Trainable weights.
    seconds
        Of an epoch, the median; of a bag of words, of the whole fit.
    epoch, epochs
        Whose weights are kept, the best by validation accuracy, and how many there were; 0 for a bag of words.
    seeds
        What each seed reached, the kept one first; none for a bag of words, in which nothing is drawn.
    weights
        SHA-256 of the file with its weights.
    """

    parameters: int
    seconds: float
    epoch: int
    epochs: int
    seeds: tuple[SeedFigures, ...]
    weights: str

    def __post_init__(self) -> None:
        counts = (self.parameters, self.epoch, self.epochs)
        _check(all(type(count) is int and 0 <= count < _MOST_COUNT for count in counts) and self.epoch <= self.epochs)
        _check(_is_number(self.seconds, _MOST_COUNT) and len(self.seeds) <= _MOST_SEEDS)
        _check(isinstance(self.weights, str))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "ContrastFigures":
        """Figures of their JSON form.

        Raises
        ------
        ConfigurationError
            One is missing, unknown or out of range.
        """
        return cls(**{**data, "seeds": tuple(SeedFigures(**one) for one in data["seeds"])})


@dataclass(frozen=True, kw_only=True, eq=False)
class Contrasts:
    """The contrasts of a run.

    Parameters
    ----------
    folder
        Where they lie.
    key
        What their reviews, words and rows are, as `reviews_key` says it of a record.
    figures
        How each was trained.
    parts
        Reviews that they answered: the run's validation part, and held-out ones where there were.
    """

    folder: Path
    key: str
    figures: Mapping[ContrastName, ContrastFigures]
    parts: tuple[MeasuredPart, ...]

    def network(self, spec: StatelessSpec) -> StatelessNetwork:
        """The trained network of `spec`.

        Raises
        ------
        IncompatibleModelError
            Its file is damaged, or is not the one that was measured.
        """
        path = self.folder / weights_file(spec.kind)
        try:
            with parsing():
                return stateless_network(spec, unpacked_weights(self._content(spec.kind, path), spec))
        except (RnnvizError, OSError) as error:
            raise _damaged(path, error) from None

    def bag_of_words(self, *, num_words: int, corpus: str) -> BagOfWords | None:
        """The bag of words that was fitted on the same reviews; None without one.

        Raises
        ------
        IncompatibleModelError
            Its file is damaged, or is not the one that was measured.
        """
        path = self.folder / BAG_FILE
        if "bag_of_words" not in self.figures:
            return None
        try:
            self._content("bag_of_words", path)
        except (RnnvizError, OSError) as error:
            raise _damaged(path, error) from None
        return read_bag_of_words(path, run=self.folder.parent.name, num_words=num_words, corpus=corpus)

    def _content(self, name: ContrastName, path: Path) -> bytes:
        content = read_bytes(path, most_bytes(self.figures[name].parameters))
        if hashlib.sha256(content).hexdigest() != self.figures[name].weights:
            raise IncompatibleModelError("it is not the file that was measured")
        return content


def contrast_specs(record: RunRecord) -> dict[StatelessKind, StatelessSpec]:
    """The networks that a run can be held against: with as many words, numbers a word and places as it has.

    Rows that are too short for a convolution have none.
    """
    network, made = record.network, {}
    for kind in STATELESS_KINDS:
        try:
            made[kind] = StatelessSpec(
                kind=kind,
                num_words=network.num_words,
                input_features=network.input_features,
                maxlen=record.padding.maxlen,
            )
        except ConfigurationError:
            continue
    return made


def reviews_key(record: RunRecord, vocabulary_file: Path) -> str:
    """SHA-256 of all that decides which rows a run was trained on and validated with, and how long its vectors are."""
    corpus, training = record.corpus, record.training
    parts = [
        corpus.fingerprint,
        corpus.training,
        corpus.validation,
        training.validation_split,
        training.split_seed,
        asdict(record.padding),
        record.network.num_words,
        record.network.input_features,
        hashlib.sha256(read_bytes(vocabulary_file, _MOST_VOCABULARY)).hexdigest(),
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


# ---- files ----


def write_contrasts(
    folder: Path,
    key: str,
    figures: Mapping[ContrastName, ContrastFigures],
    parts: Sequence[MeasuredPart],
) -> Contrasts:
    """Write ``contrasts.json``, in one step and last: a set without it is none."""
    content = {
        "key": key,
        "figures": {name: asdict(one) for name, one in figures.items()},
        "parts": [part.to_dict() for part in parts],
    }
    write_text(folder / _FILE, json.dumps(content, indent=1) + "\n")
    return Contrasts(folder=folder, key=key, figures=figures, parts=tuple(parts))


def read_contrasts(folder: Path, key: str) -> Contrasts | None:
    """Read the contrasts in a folder; None where there are none, or where they are for other reviews.

    Raises
    ------
    IncompatibleModelError
        They are damaged.
    """
    path = folder / _FILE
    if not path.is_file():
        return None
    try:
        with parsing():
            found = _of_dict(read_json(read_bytes(path, _MOST_BYTES)), folder)
    except RnnvizError as error:
        raise _damaged(path, error) from None
    return found if found.key == key else None


def _of_dict(data: Mapping[str, Any], folder: Path) -> Contrasts:
    try:
        figures = {
            name: ContrastFigures.from_dict(data["figures"][name]) for name in CONTRASTS if name in data["figures"]
        }
        parts = data["parts"]
        _check(isinstance(data["key"], str) and isinstance(parts, list) and 0 < len(parts) <= MOST_PARTS)
        measured = tuple(MeasuredPart.from_dict(part) for part in parts)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ConfigurationError(
            "these are no contrasts of a run ({kind}: {error})", kind=type(error).__name__, error=error
        ) from None
    _check(all(set(figures) == set(part.answers) for part in measured))
    return Contrasts(folder=folder, key=data["key"], figures=figures, parts=measured)


def _damaged(path: Path, error: Exception) -> IncompatibleModelError:
    return IncompatibleModelError(
        "{file} of the contrasts in {folder} cannot be read ({error}): make them again with "
        "python -m rnnviz contrast {folder} --again.",
        file=path.name,
        folder=path.parent.parent.name,
        error=quoted(error) if isinstance(error, RnnvizError) else type(error).__name__,
    )


def _is_number(value: object, most: float) -> bool:
    return isinstance(value, int | float) and math.isfinite(value) and 0 <= value <= most


def _check(good: bool) -> None:
    """Refuse figures that cannot be.

    Raises
    ------
    ConfigurationError
        They cannot.
    """
    if not good:
        raise ConfigurationError("its figures cannot be")
