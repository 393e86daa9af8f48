"""Every shipped model gives Keras's verdict, and its folder is a whole run directory."""

import csv
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

import rnnviz
from rnnviz.corpora import Corpus
from rnnviz.explanation import METHODS
from rnnviz.networks import read_keras_file
from rnnviz.runs import Run, models_folder
from rnnviz.states import has_overview, kept_store, open_overview, unit_extremes
from rnnviz.states.overview_file import OVERVIEW_FILE
from rnnviz.text import START_ID, read_words

SHIPPED = [run for run in rnnviz.list_runs() if run.path.parent == models_folder()]
REVIEWS = 1_000
MOST_BYTES = 40_000_000

each_model = pytest.mark.parametrize("run", SHIPPED, ids=[run.name for run in SHIPPED])


@pytest.fixture(scope="module")
def words(imdb: Corpus) -> tuple[str, ...]:
    """Return every word of the train reviews by rank, behind the reserved entries."""
    return imdb.vocabulary(1_000_000).words


def test_there_are_shipped_models() -> None:
    """The rules below have models to hold for."""
    assert SHIPPED


def test_the_shipped_models_are_small() -> None:
    """All of models/ is under 40 MB."""
    assert sum(path.stat().st_size for path in models_folder().rglob("*") if path.is_file()) < MOST_BYTES


def test_the_networks_of_one_layer_kept_their_epochs() -> None:
    """The clinic and the slider of epochs show how a SimpleRNN, an LSTM and a GRU learnt."""
    kept = {run.name for run in SHIPPED if len(run.kept_epochs) == len(run.history)}
    assert kept >= {"imdb-simple-rnn", "imdb-lstm", "imdb-gru"}


def test_the_table_tells_every_seed_and_the_best_of_them_ships() -> None:
    """models/README.md, models/seeds.csv and the records tell the same figures."""
    table = (models_folder() / "README.md").read_text("utf-8")
    with (models_folder() / "seeds.csv").open(encoding="utf-8", newline="") as file:
        seeds = list(csv.DictReader(file))
    for run in SHIPPED:
        ours = [row for row in seeds if row["model"] == run.name]
        best = max(ours, key=lambda row: float(row["val_accuracy"]))
        metrics = run.record.metrics
        shipped = tuple(f"{metrics[name]:.4f}" for name in ("val_accuracy", "test_accuracy"))
        assert (best["val_accuracy"], best["test_accuracy"]) == shipped
        assert int(best["seed"]) == run.record.training.seed
        (line,) = (line for line in table.splitlines() if f"({run.name}/" in line)
        told = ", ".join(f"{row['seed']}: {row['val_accuracy']} / {row['test_accuracy']}" for row in ours)
        assert line.endswith(f"| {shipped[0]} | {shipped[1]} | {told} |")


def test_what_a_first_look_needs_is_small_and_of_the_shipped_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under 10 MB together; its logits, states and places are those of the networks, as they read some reviews now."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path))
    runs = [run for run in SHIPPED if has_overview(run)]
    assert {run.name for run in runs} == {"imdb-lstm", "imdb-simple-rnn"}
    assert sum((run.path / OVERVIEW_FILE).stat().st_size for run in runs) < 10_000_000
    for run in runs:
        overview = open_overview(run)
        assert overview is not None
        highest = unit_extremes(overview, 3, sign=1, most=6)
        for one in highest:
            told = rnnviz.record(run.network(), kept_store(run).text(one.review))
            real = np.flatnonzero(told.mask)
            rows = slice(int(overview.starts[one.review]) + 1, int(overview.starts[one.review + 1]))
            np.testing.assert_array_equal(overview.ids[rows], told.ids[real])
            np.testing.assert_allclose(overview.logits[rows], told.logit[real], atol=5e-4)
            states = told.layers[-1].values("hidden_states")[real, 3]
            assert states[one.position] == pytest.approx(one.value, abs=1e-3)
            assert states.max() == pytest.approx(one.value, abs=1e-3)


@each_model
def test_verdicts_equal_keras_on_real_reviews(keras: ModuleType, imdb: Corpus, run: Run) -> None:
    """On 1,000 reviews the last probability is that of Keras's predict on the padded rows, within 1e-5."""
    texts = imdb.shuffled(7).select(range(REVIEWS)).texts
    network = run.network()
    assert network.vocabulary is not None
    ours = np.array([recording.probability[-1] for recording in rnnviz.record(network, texts)])
    rows = keras.utils.pad_sequences(
        [[START_ID, *(word.id for word in read_words(text, network.vocabulary))] for text in texts],
        maxlen=network.padding.maxlen,
        padding=network.padding.padding,
        truncating=network.padding.truncating,
    )
    theirs = keras.saving.load_model(run.model_file, compile=False).predict(rows, batch_size=250, verbose=0)[:, 0]
    assert np.abs(ours - theirs).max() <= 1e-5
    assert np.ptp(ours) > 0.5


@each_model
def test_a_shipped_model_is_a_whole_run(run: Run, imdb: Corpus, words: tuple[str, ...]) -> None:
    """Record, history, vocabulary, batches and model card are there and tell of the same finished training."""
    record = run.record
    assert record.status == "finished"
    assert record.corpus.fingerprint == imdb.fingerprint
    assert (record.corpus.training, record.corpus.validation) == (20_000, 5_000)
    assert [row.epoch for row in run.history] == list(range(1, record.training.epochs + 1))
    best = max(run.history, key=lambda row: row.val_accuracy)
    assert record.metrics["best_epoch"] == best.epoch
    assert record.metrics["val_accuracy"] == best.val_accuracy
    vocabulary = run.network().vocabulary
    assert vocabulary is not None
    assert vocabulary.words == words[: record.network.num_words]
    assert run.batches_file.is_file()
    card = (run.path / "README.md").read_text("utf-8")
    assert f"# {run.name}\n" in card
    assert f"{record.metrics['test_accuracy']:.4f}" in card


@each_model
def test_the_kept_epochs_lead_to_the_shipped_model(run: Run) -> None:
    """Where the weights of every epoch ship, those of the best epoch are the model's, in float16."""
    files = sorted((run.path / "epochs").glob("*.npz"))
    assert [file.stem for file in files] in ([], [f"{epoch:02d}" for epoch in range(1, run.record.training.epochs + 1)])
    weights = [array for layer in read_keras_file(run.model_file)[1] for array in layer]
    best = int(run.record.metrics["best_epoch"])
    for file in files[best - 1 : best]:
        with np.load(file) as epoch:
            for kept, ours in zip(epoch.values(), weights, strict=True):
                np.testing.assert_array_equal(kept, ours.astype(np.float16))


def test_the_docs_tell_what_was_measured() -> None:
    """docs/instruments/which-words.md: little differs on LSTM and GRU, and on the SimpleRNN a bag of words is best."""
    figures = {}
    for run in SHIPPED:
        trust = run.trust()
        assert trust is not None
        assert trust.faithfulness is not None
        assert trust.faithfulness.reviews >= 200
        figures[run.name] = trust.faithfulness.comprehensiveness
    for name in ("imdb-lstm", "imdb-gru"):
        assert all(figures[name][method].low > 0.5 for method in METHODS)
        assert figures[name]["random"].high < 0.05
    best, *others = sorted(METHODS, key=lambda method: -figures["imdb-simple-rnn"][method].mean)
    assert best == "bag_of_words"
    assert not any(figures["imdb-simple-rnn"][other].overlaps(figures["imdb-simple-rnn"][best]) for other in others)
    assert figures["imdb-simple-rnn"]["push"].mean < figures["imdb-simple-rnn"][best].mean / 2
