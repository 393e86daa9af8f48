"""What the page says of the verdicts that are wrong, as numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from rnnviz.analysis import Difference, Separation, difference_of_means, separation
from rnnviz.explanation import Proportion
from rnnviz.shapes import Bools, Floats
from rnnviz.states import CorpusReviews
from rnnviz.text import Vocabulary

__all__ = ["GROUPS", "ErrorFacts", "Group", "Measure", "denying_ids", "error_facts", "groups_of", "measures_of"]

Measure = Literal["words", "unknown", "denying", "sureness"]
"""What is asked to tell wrong verdicts from right ones."""

Group = Literal["wrong", "false_positive", "false_negative", "true_positive", "true_negative", "run_only", "bag_only"]

GROUPS: tuple[Group, ...] = (
    *("wrong", "false_positive", "false_negative", "true_positive", "true_negative"),
    *("bag_only", "run_only"),
)
"""Reviews that can be listed: all wrong ones, the four kinds of verdicts, and where run and bag of words disagree."""

_DENYING = {
    *("not", "never", "no", "nor", "neither", "none", "nobody", "nothing", "nowhere", "cannot", "without", "hardly"),
}


def denying_ids(vocabulary: Vocabulary) -> list[int]:
    """Ids of the words that deny: not, never, no and their like, and all that end in n't."""
    return [number for number, word in enumerate(vocabulary.words) if word in _DENYING or word.endswith("n't")]


def groups_of(reviews: CorpusReviews, bag: Floats | None) -> Mapping[Group, Bools]:
    """Which reviews are in each group; `bag` are the bag of words' logits, without which two groups are not there."""
    right, positive = reviews.right, reviews.labels == 1
    groups: dict[Group, Bools] = {
        "wrong": ~right,
        "false_positive": ~right & ~positive,
        "false_negative": ~right & positive,
        "true_positive": right & positive,
        "true_negative": right & ~positive,
    }
    if bag is not None:
        bag_right = (bag >= 0) == positive
        groups |= {"bag_only": bag_right & ~right, "run_only": right & ~bag_right}
    return groups


def measures_of(reviews: CorpusReviews) -> Mapping[Measure, Floats]:
    """Of every review: its words, the shares of unknown and of denying ones, and how sure the verdict is."""
    words = np.maximum(reviews.words, 1)
    return {
        "words": reviews.words.astype(np.float64),
        "unknown": reviews.unknown / words,
        "denying": reviews.denying / words,
        "sureness": np.abs(reviews.logits),
    }


@dataclass(frozen=True, kw_only=True)
class ErrorFacts:
    """Verdicts on a corpus.

    Parameters
    ----------
    reviews, wrong
        How many, and how many of them are wrong.
    sides
        Share of wrong verdicts among the positive reviews, and among the negative ones.
    sureness
        Mean |logit| of wrong verdicts on positive reviews, and on negative ones.
    separations
        How often a wrong review has more of something than a right one.
    beside
        Of the reviews on which the run and its bag of words disagree, on how many the run is right; None without one.
    """

    reviews: int
    wrong: int
    sides: Difference
    sureness: Difference
    separations: Mapping[Measure, Separation]
    beside: Proportion | None


def error_facts(reviews: CorpusReviews, bag: Floats | None) -> ErrorFacts:
    """Facts of the verdicts."""
    wrong, positive = ~reviews.right, reviews.labels == 1
    sure = np.abs(reviews.logits)
    groups = groups_of(reviews, bag)
    beside = None
    if bag is not None:
        hits = int(groups["run_only"].sum())
        beside = Proportion(hits=hits, n=hits + int(groups["bag_only"].sum()))
    return ErrorFacts(
        reviews=len(wrong),
        wrong=int(wrong.sum()),
        sides=difference_of_means(wrong[positive].astype(float), wrong[~positive].astype(float)),
        sureness=difference_of_means(sure[wrong & positive], sure[wrong & ~positive]),
        separations={name: separation(values[wrong], values[~wrong]) for name, values in measures_of(reviews).items()},
        beside=beside,
    )
