"""A run beside networks without a state: trained on its reviews, asked the same, compared review by review."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as drawn

import rnnviz
from rnnviz.corpora import Corpus, load_imdb
from rnnviz.errors import ConfigurationError
from rnnviz.explanation import (
    VALIDATION,
    contrast,
    contrast_table,
    contrasts,
    judges_of,
    paired,
    read_review,
    stateless_verdicts,
)
from rnnviz.networks import NetworkSpec, StatelessSpec, sigmoid, stateless_network
from rnnviz.recording import record
from rnnviz.runs import (
    CONTRASTS,
    DROPOUT,
    RUN,
    BagOfWords,
    Contrasted,
    Contrasts,
    Run,
    TrainingSpec,
    contrast_specs,
    contrasted_of,
    contrasts_folder,
    contrasts_of,
)
from rnnviz.shapes import Bools, Floats
from rnnviz.text import PADDING_ID, START_ID
from rnnviz.training import contrasts as training_contrasts
from rnnviz.training import train
from rnnviz.training.contrasts import ContrastProgress, TrainedContrast, shuffled_rows
from rnnviz.training.datasets import Data
from rnnviz.training.reviews import reviews_of
from tests.runs.made import made_contrasts
from tests.runs.small import small_run

answers = st.integers(1, 60).flatmap(lambda n: drawn.arrays(np.bool_, (2, n)))


@settings(deadline=None)
@given(both=answers)
def test_two_networks_are_compared_review_by_review(both: Bools) -> None:
    """Difference and interval are those of the matched pairs: one half added to each of the four counts."""
    found, n = paired(*both), both.shape[1]
    scores = both[0].astype(float) - both[1]
    assert found.difference == pytest.approx(scores.mean())
    more = np.array([*scores, 1, -1, 0, 0])
    weights = np.array([1.0] * n + [0.5] * 4)
    mean = np.average(more, weights=weights)
    error = 1.96 * np.sqrt(np.average((more - mean) ** 2, weights=weights) / (n + 2))
    low, high = found.interval
    assert (low, high) == pytest.approx((max(mean - error, -1), min(mean + error, 1)), abs=1e-4)
    assert found.apart == (low > 0) - (high < 0)
    turned = paired(both[1], both[0])
    assert turned.interval == pytest.approx((-high, -low))


def test_the_same_answers_are_not_told_apart() -> None:
    """Two networks that are right on the same reviews differ by nothing."""
    right = np.arange(100) % 3 == 0
    assert paired(right, right).apart == 0
    assert paired(np.ones(100, bool), np.zeros(100, bool)).apart == 1


rows_strategy = drawn.arrays(np.int32, (3, 12), elements=st.integers(0, 6))


@settings(deadline=None)
@given(rows=rows_strategy, seed=st.integers(0, 99))
def test_shuffling_moves_words_alone(rows: np.ndarray, seed: int) -> None:
    """Padding and start signs stay in their places, each row keeps its words, and a seed always gives the same."""
    before = rows.copy()
    found = shuffled_rows(rows, seed=seed)
    assert (rows == before).all()
    assert ((found <= START_ID) == (rows <= START_ID)).all()
    assert (np.sort(found, axis=1) == np.sort(rows, axis=1)).all()
    assert (found[rows <= START_ID] == rows[rows <= START_ID]).all()
    assert (found == shuffled_rows(rows, seed=seed)).all()


@given(
    kind=st.sampled_from(["averaged", "convolution"]),
    seed=st.integers(0, 99),
    epoch=st.integers(1, 99),
    accuracy=st.floats(0, 1),
)
def test_a_line_of_progress_is_read_again(kind: str, seed: int, epoch: int, accuracy: float) -> None:
    """What the command line prints of an epoch is what the page shows of it; other lines tell nothing."""
    told = ContrastProgress(kind=kind, seed=seed, epoch=epoch, val_accuracy=accuracy)
    again = ContrastProgress.of_line(f"{told}\n")
    assert again is not None
    assert again == ContrastProgress(kind=kind, seed=seed, epoch=epoch, val_accuracy=round(accuracy, 4))
    assert ContrastProgress.of_line(f"W {told}") is None


# ---- training and asking ----


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of 250 reviews."""
    return small_run(tmp_path_factory.mktemp("runs") / "small", epochs=(1,))


class Trainer:
    """Stands for Keras: weights and accuracies are drawn from the kind and the seed."""

    def __init__(self) -> None:
        self.trained: list[tuple[str, int]] = []

    def __call__(
        self, spec: StatelessSpec, _data: Data | None, *, seed: int, epochs: int, tell: Any
    ) -> TrainedContrast:
        self.trained.append((spec.kind, seed))
        rng = np.random.default_rng([CONTRASTS.index(spec.kind), seed])
        shapes = [shape for layer in spec.weight_shapes for shape in layer.values()]
        weights: list[Floats] = [rng.normal(0, 0.2, shape) for shape in shapes]
        tell(ContrastProgress(kind=spec.kind, seed=seed, epoch=epochs, val_accuracy=0.5))
        accuracy = float(rng.random())
        return TrainedContrast(
            weights=weights, seed=seed, epoch=1, epochs=epochs, val_accuracy=accuracy, seconds=1.0 + seed
        )


@pytest.fixture(scope="module")
def trainer() -> Iterator[Trainer]:
    """In the place of Keras."""
    with pytest.MonkeyPatch.context() as patch:
        trainer = Trainer()
        patch.setattr(contrasts, "train_contrast", trainer)
        yield trainer


@pytest.fixture(scope="module")
def made(small: Run, trainer: Trainer) -> tuple[Contrasts, Contrasted]:
    """Its contrasts of three seeds, and what the run itself answers."""
    return contrast(small, seeds=3, epochs=2, dropout=0)


def test_all_are_trained_and_asked(small: Run, made: tuple[Contrasts, Contrasted], trainer: Trainer) -> None:
    """Three networks of three seeds and a bag of words answer the validation part as their kept weights do."""
    found, own = made
    assert trainer.trained[:9] == [(kind, seed) for kind in CONTRASTS[:3] for seed in range(3)]
    (part,), validation = found.parts, reviews_of(small)[1]
    assert (part.name, part.reviews, part.fingerprint) == (VALIDATION, 50, validation.fingerprint)
    recordings = record(small.network(), list(validation.texts))
    rows = np.stack([one.ids for one in recordings])  # of a network that reads its padding
    for kind, spec in contrast_specs(small.record).items():
        figures = found.figures[kind]
        right = (found.network(spec).logits(rows) >= 0) == validation.labels
        assert part.answers[kind].right.tolist() == right.tolist()
        assert figures.seeds[0].accuracies[part.fingerprint] == part.answers[kind].accuracy
        assert {one.seed for one in figures.seeds} == {0, 1, 2}
        assert (figures.epoch, figures.epochs, figures.seconds) == (1, 2, 2.0)
    pairs = zip(recordings, validation.labels, strict=True)
    assert own.parts[0].answers[RUN].right.tolist() == [(one.probability[-1] >= 0.5) == label for one, label in pairs]
    assert part.answers["averaged"].turned == part.answers["bag_of_words"].turned == 0
    assert contrasts_of(small) is not None
    assert contrasted_of(small) is not None


def test_the_best_seed_by_validation_is_kept(small: Run, made: tuple[Contrasts, Contrasted]) -> None:
    """Of several seeds the one whose validation accuracy was best is first, and its weights are kept."""
    for kind, spec in contrast_specs(small.record).items():
        trained = [Trainer()(spec, None, seed=seed, epochs=2, tell=lambda _: None) for seed in range(3)]
        best = max(trained, key=lambda one: one.val_accuracy)
        assert made[0].figures[kind].seeds[0].seed == best.seed
        rounded = [one.astype(np.float16) for one in best.weights]
        row = np.arange(3, 3 + spec.maxlen, dtype=np.int32)[None]
        assert made[0].network(spec).logits(row) == stateless_network(spec, rounded).logits(row)


def test_held_out_reviews_are_asked_without_training_again(
    small: Run, made: tuple[Contrasts, Contrasted], trainer: Trainer, tmp_path: Path
) -> None:
    """Further reviews are answered by the weights that are there, the run's own ones left out, and all is kept."""
    run = Run(shutil.copytree(small.path, tmp_path / "copy"))
    before = (contrasts_folder(run) / "averaged.npz").read_bytes()
    whole, known = load_imdb(), reviews_of(run)[0]
    texts = (*whole.select(range(30)).texts, known.texts[0])
    given_ones = Corpus(name="others.csv", texts=texts, labels=np.array([1, 0] * 15 + [1], dtype=np.int8))
    trained = len(trainer.trained)
    found, own = contrast(run, given_ones, dropout=0)
    assert len(trainer.trained) == trained
    assert (contrasts_folder(run) / "averaged.npz").read_bytes() == before
    assert [part.name for part in found.parts] == [part.name for part in own.parts] == [VALIDATION, "others.csv"]
    assert found.parts[1].left_out >= 1
    table = contrast_table(run)
    assert table is not None
    assert table.held_out
    assert table.reviewed == found.parts[1].reviews
    assert [row.name for row in table.rows] == [RUN, *CONTRASTS]


def test_the_same_network_with_dropout_is_asked_too(
    small: Run, made: tuple[Contrasts, Contrasted], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is trained as the run was, from the same weights, on the same reviews; asked again it is not trained again."""
    run = Run(shutil.copytree(small.path, tmp_path / "copy"))
    run = run.write_record(training=replace(run.record.training, epochs=1))
    asked_for: list[tuple[NetworkSpec, TrainingSpec]] = []

    def trained(network: NetworkSpec, training: TrainingSpec, **others: Any) -> Run:
        asked_for.append((network, training))
        return train(network, training, **others)

    monkeypatch.setattr(training_contrasts, "train", trained)
    _, own = contrast(run, dropout=0.2)
    ((network, training),) = asked_for
    assert all((layer.dropout, layer.recurrent_dropout) == (0.2, 0.2) for layer in network.layers)
    assert (training.seed, training.epochs) == (run.record.training.seed, 1)
    assert own.dropout is not None
    assert own.dropout.seeds[0].accuracies == {
        own.parts[0].fingerprint: own.parts[0].answers[DROPOUT].accuracy,
    }
    table = contrast_table(run)
    assert table is not None
    assert [row.name for row in table.rows] == [RUN, DROPOUT, *CONTRASTS]
    assert table.dropout is not None
    assert table.rate == 0.2
    assert [row.name for row in table.contrasts] == list(CONTRASTS)
    contrast(run, dropout=0.2)
    assert len(asked_for) == 1


# ---- the table ----


@pytest.fixture
def drawn_run(small: Run, tmp_path: Path) -> Run:
    """A run with drawn contrasts."""
    run = Run(shutil.copytree(small.path, tmp_path / "drawn", ignore=shutil.ignore_patterns("contrast*")))
    made_contrasts(run)
    return run


def test_a_table_holds_all_that_was_measured(drawn_run: Run) -> None:
    """Rows are the run and its contrasts, each with its counts, its seeds and how the run does against it."""
    table, found, own = contrast_table(drawn_run), contrasts_of(drawn_run), contrasted_of(drawn_run)
    assert table is not None
    assert found is not None
    assert own is not None
    assert not table.held_out
    run_right = own.parts[0].answers[RUN].right
    assert table.run.accuracy.hits == run_right.sum()
    assert table.run.against is None
    for row in table.contrasts:
        one = found.parts[0].answers[row.name]
        assert (row.accuracy.hits, row.shuffled.hits) == (one.right.sum(), one.shuffled.sum())
        assert row.against == paired(run_right, one.right)
        assert row.order == paired(one.right, one.shuffled)
        assert len(row.seeds) == (0 if row.name == "bag_of_words" else 2)


def test_without_common_reviews_there_is_no_table(drawn_run: Run) -> None:
    """A run that answered nothing, or has no contrasts, has no table."""
    (drawn_run.path / "contrasted.json").unlink()
    assert contrast_table(drawn_run) is None


def test_the_figure_holds_what_was_measured(drawn_run: Run) -> None:
    """A dot and a ring for every network: shares as written and shuffled; without a table it says what to do."""
    table = contrast_table(drawn_run)
    assert table is not None
    written, shuffled = rnnviz.contrasts_compared(table).data
    rows = sorted(table.rows, key=lambda row: row.accuracy.hits)
    np.testing.assert_allclose(written.x, [100 * row.answers.right.mean() for row in rows])
    np.testing.assert_allclose(shuffled.x, [100 * row.answers.shuffled.mean() for row in rows])
    with pytest.raises(ConfigurationError, match="python -m rnnviz contrast"):
        rnnviz.contrasts_compared(None)


# ---- one review ----

TEXT = "a truly wonderful film that is not boring at all, only the zorgblat was boring boring"


@pytest.mark.parametrize("text", [TEXT, "wonderful", "zorgblat", "film " * 700])
@pytest.mark.parametrize("model", ["imdb-simple-rnn", "imdb-lstm"])
def test_the_parts_of_a_review_add_up(drawn_run: Run, model: str, text: str) -> None:
    """Parts of the words, the padding and the rest are the logit, whether the network masks padding or reads it."""
    found = contrasts_of(drawn_run)
    assert found is not None
    reading = read_review(rnnviz.load(model), text)
    judges = judges_of(found, drawn_run.record)
    verdicts = stateless_verdicts(judges, reading.recording, drawn_run.record.padding, order=3)
    assert [one.name for one in verdicts] == list(CONTRASTS)
    ids = reading.recording.ids
    row = drawn_run.record.padding.rows([ids[ids != PADDING_ID]])
    for one in verdicts:
        assert one.values.shape == ids.shape
        assert one.values.sum() + one.padding + one.rest == pytest.approx(one.logit, abs=1e-10)
        judge = judges[one.name]
        if isinstance(judge, BagOfWords):
            assert one.logit == judge.logit(row[0])
            assert one.shuffled == judge.logit(shuffled_rows(row, seed=3)[0])
        else:
            assert one.logit == pytest.approx(judge.logits(row)[0], abs=1e-10)
            assert one.shuffled == pytest.approx(judge.logits(shuffled_rows(row, seed=3))[0], abs=1e-10)
        if one.name in {"averaged", "bag_of_words"}:
            assert one.shuffled == one.logit
            assert one.padding == 0
        for window in one.windows:
            assert (window.first is None) == (window.last is None)
            if window.first is not None and window.last is not None:
                assert 0 <= window.first <= window.last < len(ids)
                assert window.last - window.first <= 40
    again = rnnviz.without_state(drawn_run, text, order=3)
    assert [one.logit for one in again] == pytest.approx([one.logit for one in verdicts], abs=1e-9)
    assert bool(verdicts[2].windows) == (verdicts[2].name == "convolution")
    assert 0 < float(sigmoid(np.array(verdicts[0].logit))) < 1


def test_a_run_without_contrasts_says_how_to_get_them(drawn_run: Run) -> None:
    """In a notebook the error names the command."""
    shutil.rmtree(contrasts_folder(drawn_run))
    with pytest.raises(ConfigurationError, match="python -m rnnviz contrast drawn"):
        rnnviz.without_state(drawn_run, TEXT)
