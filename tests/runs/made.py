"""Contrasts with drawn weights and answers, made in a moment."""

from collections.abc import Mapping

import numpy as np

from rnnviz.runs import (
    CONTRASTS,
    RUN,
    Answers,
    BagOfWords,
    Contrasted,
    ContrastFigures,
    Contrasts,
    MeasuredPart,
    Run,
    SeedFigures,
    contrast_specs,
    contrasted_file,
    contrasts_folder,
    digest,
    reviews_key,
    write_contrast_bag,
    write_contrast_weights,
    write_contrasted,
    write_contrasts,
)
from rnnviz.shapes import Bools

__all__ = ["answered", "made_contrasts", "part_of"]

FINGERPRINT = "f" * 64


def answered(right: Bools, shuffled: Bools | None = None) -> Answers:
    """Answers; in another order the same where none are given."""
    return Answers(right=np.asarray(right), shuffled=np.asarray(right if shuffled is None else shuffled))


def part_of(
    answers: Mapping[str, Answers], *, name: str = "validation", fingerprint: str = FINGERPRINT
) -> MeasuredPart:
    """Reviews that these networks answered."""
    reviews = len(next(iter(answers.values())).right)
    return MeasuredPart(name=name, fingerprint=fingerprint, reviews=reviews, left_out=0, answers=answers)


def made_contrasts(run: Run, *, seed: int = 0, reviews: int = 50) -> Contrasts:
    """A set beside the run, and what the run itself answered."""
    rng, folder = np.random.default_rng(seed), contrasts_folder(run)
    folder.mkdir()
    drawn = lambda: answered(rng.random(reviews) < 0.8, rng.random(reviews) < 0.7)  # noqa: E731
    num_words = run.record.network.num_words
    weights = rng.normal(size=num_words).astype(np.float32).astype(float)
    weights[:3] = 0
    bag = BagOfWords(
        weights=weights,
        bias=0.25,
        penalty=0.1,
        accuracy=0.8,
        trained_on=200,
        validated_with=reviews,
        corpus=run.record.corpus.fingerprint,
    )
    files = {"bag_of_words": write_contrast_bag(folder, bag)}
    counts = {"bag_of_words": num_words}
    for kind, spec in contrast_specs(run.record).items():
        shapes = [shape for layer in spec.weight_shapes for shape in layer.values()]
        files[kind] = write_contrast_weights(folder, spec, [rng.normal(0, 0.1, shape) for shape in shapes])
        counts[kind] = spec.parameter_count
    figures = {
        name: ContrastFigures(
            parameters=counts[name],
            seconds=1.5,
            epoch=0 if name == "bag_of_words" else 2,
            epochs=0 if name == "bag_of_words" else 5,
            seeds=()
            if name == "bag_of_words"
            else tuple(SeedFigures(seed=one, accuracies={FINGERPRINT: float(rng.uniform(0.7, 0.9))}) for one in (1, 0)),
            weights=files[name],
        )
        for name in CONTRASTS
        if name in files
    }
    own = Contrasted(model=digest(run.model_file), parts=(part_of({RUN: drawn()}),))
    write_contrasted(contrasted_file(run), own)
    key = reviews_key(run.record, run.vocabulary_file)
    return write_contrasts(folder, key, figures, [part_of({name: drawn() for name in figures})])
