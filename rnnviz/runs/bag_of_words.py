"""A bag of words on a run's own reviews: what can be said about a review without reading it in order."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rnnviz.errors import IncompatibleModelError, RnnvizError
from rnnviz.foreign import parsing, quoted
from rnnviz.networks import open_archive, read_array
from rnnviz.runs.files import write_bytes
from rnnviz.shapes import Floats, Ids
from rnnviz.text import UNKNOWN_ID

__all__ = ["BagOfWords", "damaged", "read_bag_of_words", "write_bag_of_words"]

_NUMBERS = ("bias", "penalty", "accuracy", "trained_on", "validated_with")
_DIGEST = 32  # bytes of a SHA-256
_MOST, _MOST_REVIEWS = 1e6, 1e12


@dataclass(frozen=True, kw_only=True, eq=False)
class BagOfWords:
    """Logistic regression on which words stand in a review: logit = bias + Σ weights[id] over its distinct words.

    How often a word stands there, and where, plays no part. Padding, start sign and unknown words weigh nothing.

    Parameters
    ----------
    weights
        What the presence of a word adds to the logit, by its id, (num_words,).
    bias
        Logit of a review without known words.
    penalty
        C of scikit-learn: the inverse strength of the L2 penalty, chosen by `accuracy` from a few.
    accuracy
        Share of the run's validation reviews that it judges as labelled.
    trained_on, validated_with
        Reviews in the run's two parts, from which it was made.
    corpus
        Fingerprint of these reviews, as in the run's record.

    References
    ----------
    Wang & Manning (2012), Baselines and bigrams: simple, good sentiment and topic classification.
    """

    weights: Floats
    bias: float
    penalty: float
    accuracy: float
    trained_on: int
    validated_with: int
    corpus: str

    def logit(self, ids: Ids) -> float:
        """Logit of the review with these ids, whatever padding is among them, (timesteps,)."""
        return self.bias + float(self.weights[np.unique(ids)].sum())


def write_bag_of_words(path: Path, bag: BagOfWords) -> None:
    """Write it to an ``.npz`` file, in one step."""
    packed = io.BytesIO()
    np.savez_compressed(
        packed,
        allow_pickle=False,
        weights=bag.weights.astype(np.float32),
        corpus=np.frombuffer(bytes.fromhex(bag.corpus), dtype=np.uint8),
        **{name: np.float64(getattr(bag, name)) for name in _NUMBERS},
    )
    write_bytes(path, packed.getvalue())


def read_bag_of_words(path: Path, *, run: str, num_words: int, corpus: str) -> BagOfWords | None:
    """Read it from a file that may be anybody's; None where there is none.

    Parameters
    ----------
    path
        The file.
    run, num_words, corpus
        Name of the run that it has to be of, how many ids its network knows, and the fingerprint of its reviews.

    Raises
    ------
    IncompatibleModelError
        The file is damaged, or of another run.
    """
    if not path.is_file():
        return None
    try:
        with parsing(), path.open("rb") as file, open_archive(file) as archive:
            bag = _read(archive, num_words)
    except RnnvizError as error:
        raise damaged(path.name, run, error) from None
    if bag.corpus != corpus:
        raise IncompatibleModelError("{file} of {run} was fitted on other reviews.", file=path.name, run=run)
    return bag


def damaged(file: str, run: str, error: RnnvizError, *, command: str = "measure") -> IncompatibleModelError:
    """The sentence for a measured file of a run that cannot be read, and with which command it is made again."""
    return IncompatibleModelError(
        "{file} of {run} cannot be read ({error}): make it again with python -m rnnviz {command} {run}.",
        file=file,
        run=run,
        error=quoted(error),
        command=command,
    )


def _read(archive: zipfile.ZipFile, num_words: int) -> BagOfWords:
    weights = read_array(archive, "weights.npy", (num_words,), np.float32).astype(np.float64)
    numbers = {name: float(read_array(archive, f"{name}.npy", (), np.float64)) for name in _NUMBERS}
    _check(weights, numbers)
    return BagOfWords(
        weights=weights,
        corpus=read_array(archive, "corpus.npy", (_DIGEST,), np.uint8).tobytes().hex(),
        bias=numbers["bias"],
        penalty=numbers["penalty"],
        accuracy=numbers["accuracy"],
        trained_on=int(numbers["trained_on"]),
        validated_with=int(numbers["validated_with"]),
    )


def _check(weights: Floats, numbers: dict[str, float]) -> None:
    """Refuse what no regression leaves."""
    if not (np.abs(weights) < _MOST).all() or not (np.abs(list(numbers.values())) < _MOST_REVIEWS).all():
        raise IncompatibleModelError("it holds inf, nan, or numbers that no regression leaves")
    if weights[: UNKNOWN_ID + 1].any():
        raise IncompatibleModelError("it gives a weight to what is no word")
    counts = (numbers["trained_on"], numbers["validated_with"])
    if not (0 <= numbers["accuracy"] <= 1 and min(counts) >= 0):
        raise IncompatibleModelError("its figures cannot be")
