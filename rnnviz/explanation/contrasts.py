"""Did it need a state? A run beside networks without one, trained on exactly its reviews and asked the same."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from filelock import Timeout

from rnnviz.corpora import Corpus
from rnnviz.errors import ConfigurationError, TrainingError
from rnnviz.explanation.asked_reviews import AskedReviews, Judge, judge_of, judge_of_bag
from rnnviz.explanation.dropped import can_drop, dropped
from rnnviz.explanation.measuring import held_out
from rnnviz.networks import StatelessKind, StatelessSpec, stateless_network
from rnnviz.runs import (
    DROPOUT,
    MOST_PARTS,
    RUN,
    Answers,
    Contrasted,
    ContrastFigures,
    ContrastName,
    Contrasts,
    Run,
    SeedFigures,
    contrast_specs,
    contrasted_file,
    contrasted_of,
    contrasts_folder,
    contrasts_of,
    digest,
    is_shipped,
    reviews_key,
    write_bytes,
    write_contrast_bag,
    write_contrast_weights,
    write_contrasted,
    write_contrasts,
)
from rnnviz.training import fit_bag_of_words
from rnnviz.training.contrasts import (
    ContrastProgress,
    TrainedContrast,
    contrast_data,
    train_contrast,
)

__all__ = ["contrast"]

DROPOUT_RATE = 0.2
"""Share that the chapter's next section drops, of inputs and of the state."""

_PATIENCE = 2.0  # seconds; whoever looks whether the run is trained holds its lock for a moment

Tell = Callable[[ContrastProgress], None]


def contrast(
    run: Run,
    given: Corpus | None = None,
    *,
    seeds: int = 1,
    epochs: int | None = None,
    again: bool = False,
    dropout: float = DROPOUT_RATE,
    tell: Tell = lambda _: None,
) -> tuple[Contrasts, Contrasted]:
    """Contrasts of a run, trained where there are none yet, and what the run itself answers; both are kept.

    Parameters
    ----------
    run
        A run with a trained model.
    given
        Held-out reviews; those that the run knows are left out. Without any its own validation part alone is asked.
    seeds, epochs
        How many seeds of each network are trained, and for how many epochs at most; None leaves that to validation.
    again
        Train also where there are contrasts.
    dropout
        Share of inputs and of the state that the same network with dropout drops; 0 trains none.
    tell
        Is told of each finished epoch.

    Raises
    ------
    TrainingError
        The run's own reviews cannot be read any more, or it is being trained.
    ModelNotFoundError
        It has no trained model.
    ConfigurationError
        A folder cannot be written.
    """
    model, network = digest(run.model_file), run.network()
    parts = [held_out(run, None)] + ([] if given is None else [held_out(run, given)])
    asked = [AskedReviews.of(run, on) for on in parts]
    found = None if again else contrasts_of(run)
    found = _made(run, asked, seeds, epochs, tell) if found is None else _asked_too(run, found, asked)
    answers = {one.fingerprint: {RUN: one.answers(judge_of(run, network))} for one in asked}
    contrasted = Contrasted(model=model, parts=tuple(one.part(answers[one.fingerprint]) for one in asked))
    contrasted = _keep(run, contrasted)
    if dropout and can_drop(run) and (again or not _has_dropout(contrasted, asked, dropout)):
        new, figures = dropped(run, asked, rate=dropout, seeds=seeds, tell=tell)
        both = tuple(one.part({**answers[one.fingerprint], DROPOUT: new[one.fingerprint]}) for one in asked)
        contrasted = _keep(run, Contrasted(model=model, parts=both, rate=dropout, dropout=figures))
    return found, contrasted


# ---- the contrasts ----


def _made(run: Run, asked: Sequence[AskedReviews], seeds: int, epochs: int | None, tell: Tell) -> Contrasts:
    """Train each network with several seeds, keep the best by validation, and ask all."""
    data, specs = contrast_data(run), contrast_specs(run.record)
    trained: dict[StatelessKind, list[TrainedContrast]] = {}
    for kind, spec in specs.items():
        some = [train_contrast(spec, data, seed=seed, epochs=epochs, tell=tell) for seed in range(seeds)]
        trained[kind] = sorted(some, key=lambda one: -one.val_accuracy)
    began = time.monotonic()
    bag = fit_bag_of_words(run)
    seconds = time.monotonic() - began
    judges = {kind: [_rounded(specs[kind], one) for one in some] for kind, some in trained.items()}
    kept: list[dict[str, Answers]] = [
        {kind: one.answers(some[0]) for kind, some in judges.items()} | {"bag_of_words": one.answers(judge_of_bag(bag))}
        for one in asked
    ]
    reached = {
        kind: [{one.fingerprint: one.accuracy(judge) for one in asked} for judge in some]
        for kind, some in judges.items()
    }
    folder = contrasts_folder(run)
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        figures: dict[ContrastName, ContrastFigures] = {}
        for kind, some in trained.items():
            weights = write_contrast_weights(folder, specs[kind], some[0].weights)
            figures[kind] = _figures(specs[kind], some, reached[kind], weights)
        figures["bag_of_words"] = ContrastFigures(
            parameters=int(np.count_nonzero(bag.weights)) + 1,
            seconds=seconds,
            epoch=0,
            epochs=0,
            seeds=(),
            weights=write_contrast_bag(folder, bag),
        )
        parts = [one.part(into) for one, into in zip(asked, kept, strict=True)]
        return write_contrasts(folder, reviews_key(run.record, run.vocabulary_file), figures, parts)


def _figures(
    spec: StatelessSpec, trained: Sequence[TrainedContrast], reached: Sequence[Mapping[str, float]], weights: str
) -> ContrastFigures:
    pairs = zip(trained, reached, strict=True)
    return ContrastFigures(
        parameters=spec.parameter_count,
        seconds=float(np.median([one.seconds for one in trained])),
        epoch=trained[0].epoch,
        epochs=trained[0].epochs,
        seeds=tuple(SeedFigures(seed=one.seed, accuracies=found) for one, found in pairs),
        weights=weights,
    )


def _rounded(spec: StatelessSpec, trained: TrainedContrast) -> Judge:
    """The network with the precision that its file keeps."""
    return stateless_network(spec, [one.astype(np.float16) for one in trained.weights]).logits


def _asked_too(run: Run, found: Contrasts, asked: Sequence[AskedReviews]) -> Contrasts:
    """Contrasts that answered these reviews, too; without training any of them again."""
    known = {part.fingerprint for part in found.parts}
    missing = [one for one in asked if one.fingerprint not in known]
    if not missing:
        return found
    judges: dict[str, Judge] = {
        kind: found.network(spec).logits for kind, spec in contrast_specs(run.record).items() if kind in found.figures
    }
    bag = found.bag_of_words(num_words=run.record.network.num_words, corpus=run.record.corpus.fingerprint)
    if bag is not None:
        judges["bag_of_words"] = judge_of_bag(bag)
    new = [one.part({name: one.answers(judge) for name, judge in judges.items()}) for one in missing]
    folder = found.folder if is_shipped(run) else contrasts_folder(run)
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for file in found.folder.glob("*.npz"):
            if folder != found.folder:
                write_bytes(folder / file.name, file.read_bytes())
        return write_contrasts(folder, found.key, found.figures, [*found.parts, *new][-MOST_PARTS:])


# ---- the run itself ----


def _has_dropout(found: Contrasted, asked: Sequence[AskedReviews], rate: float) -> bool:
    parts = [found.part(one.fingerprint) for one in asked]
    return found.rate == rate and all(part is not None and DROPOUT in part.answers for part in parts)


def _keep(run: Run, new: Contrasted) -> Contrasted:
    """Write what the run answered beside it; what the same model answered before stays, as far as it is not new."""
    try:
        with run.lock.acquire(timeout=_PATIENCE), _writing(run.path):
            if digest(run.model_file) != new.model:
                raise TrainingError("{run} has changed while it was asked: ask it again.", run=run.name)
            found = new.joined(contrasted_of(run))
            write_contrasted(contrasted_file(run), found)
            return found
    except Timeout:
        raise TrainingError("{run} is being trained: contrast it once it has stopped.", run=run.name) from None


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """What the system refuses is a sentence."""
    try:
        yield
    except OSError as error:
        raise ConfigurationError(
            "{path} cannot be written ({reason}).", path=folder, reason=error.strerror or error
        ) from None
