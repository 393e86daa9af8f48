"""Train the runs that ship with rnnviz, choose the best of several seeds by validation, and write the table.

    python models/build.py                       train what is not trained yet (about an hour on two cores)
    python models/build.py --test FILE           and measure every seed on held-out reviews (text, label)
    python models/build.py --only imdb-lstm      one model, and the table anew
    python models/build.py --contrasts           the networks without a state anew, all else as it is
    python models/build.py --states              what "Units and words" shows at the first look anew, all else as it is

Every seed trains into build/models/NAME-seedN, where it can be interrupted and is resumed by the next call. What each
reached is kept in models/seeds.csv: a model is built anew without training the others, whose weights would come out
otherwise on another processor.
"""

import argparse
import csv
import json
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rnnviz.corpora import Corpus, load_corpus, read_table
from rnnviz.explanation import contrast, contrast_table, held_out, keep_measured, measure
from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs import Run, TrainingSpec, write_text
from rnnviz.states import open_index, open_overview, record_corpus, unit_extremes, unit_movers, write_overview
from rnnviz.states.overview_file import OVERVIEW_FILE
from rnnviz.text import Padding
from rnnviz.training import evaluate, resume, train

HERE = Path(__file__).resolve().parent
WORK = HERE.parent / "build" / "models"
SEED_FIGURES = HERE / "seeds.csv"
SEEDS = (0, 1, 2)
SPLIT_SEED = 0


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """One shipped model.

    `epochs_kept`: whether the weights of every epoch ship too. `overview`: whether it ships with what "Units and words"
    shows at the first look, about 4 MB. `jit_compile`: XLA makes a step of one recurrent layer
    faster, and one of four stacked layers eight times slower.
    """

    network: NetworkSpec
    epochs_kept: bool = False
    overview: bool = False
    jit_compile: bool = True


MODELS = {
    "imdb-simple-rnn": Shipped(network=NetworkSpec(), epochs_kept=True, overview=True),
    "imdb-lstm": Shipped(
        network=NetworkSpec(layers=(LayerSpec(cell="lstm"),), mask_zero=True), epochs_kept=True, overview=True
    ),
    "imdb-gru": Shipped(network=NetworkSpec(layers=(LayerSpec(cell="gru"),), mask_zero=True), epochs_kept=True),
    "imdb-simple-rnn-stacked": Shipped(network=NetworkSpec(layers=(LayerSpec(),) * 4), jit_compile=False),
}


def trained(name: str, seed: int) -> Run:
    """Run of `name` with `seed`, trained, resumed or found finished."""
    run = Run(WORK / f"{name}-seed{seed}")
    if not (run.path / "run.json").exists():
        training = TrainingSpec(seed=seed, split_seed=SPLIT_SEED, jit_compile=MODELS[name].jit_compile)
        return train(MODELS[name].network, training, corpus="imdb", padding=Padding(), out=run.path)
    return run if run.record.status == "finished" else resume(run.path)


def tested(run: Run, test: Corpus | None) -> Run:
    """Run with its held-out figures in its record, measured once."""
    if test is None or "test_accuracy" in run.record.metrics:
        return run
    figures = evaluate(run, test)
    held_out = {"test_reviews": figures.reviews, "test_loss": figures.loss, "test_accuracy": figures.accuracy}
    return run.write_record(metrics={**run.record.metrics, **held_out})


def ship(name: str, runs: list[Run]) -> Run:
    """Copy the run of the best validation accuracy into models/."""
    best = max(runs, key=lambda run: run.record.metrics["val_accuracy"])
    target = HERE / name
    for old in target.glob("*"):
        if old.name != "contrasts":  # they are of the reviews, not of this model
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    target.mkdir(exist_ok=True)
    for file in ("model.keras", "vocabulary.txt", "run.json", "history.csv", "batches.jsonl"):
        shutil.copy(best.path / file, target / file)
    if MODELS[name].epochs_kept:
        shutil.copytree(best.path / "epochs", target / "epochs")
    return Run(target).write_record()


def look_over(name: str) -> None:
    """Record the validation reviews, and leave beside the model what a first look needs of that."""
    run = Run(HERE / name)
    with tempfile.TemporaryDirectory() as folder:
        index = open_index(record_corpus(run, Path(folder)))
        write_overview(run, index)
        overview = open_overview(run)
        assert overview is not None
        for unit in range(index.units):
            ours, theirs = unit_movers(overview, unit), unit_movers(index, unit)
            ours, theirs = (one.take(np.argsort(one.what)) for one in (ours, theirs))
            np.testing.assert_allclose(ours.means, theirs.means, atol=1e-6)
            np.testing.assert_allclose(ours.high, theirs.high, atol=1e-5)
            for sign in (1, -1):
                found = [unit_extremes(one, unit, sign=sign, most=12) for one in (overview, index)]
                assert found[0] == found[1]
        np.testing.assert_array_equal(overview.logits, index.logits)
        np.testing.assert_array_equal(overview.pushes, index.pushes)
    print(f"{name}: {(run.path / OVERVIEW_FILE).stat().st_size / 1e6:.2f} MB for the first look", flush=True)


def baseline(test: Corpus | None) -> dict[str, float]:
    """Validation and held-out accuracy of logistic regression on word counts, the honest bar.

    The penalty is chosen by validation accuracy from a few.
    """
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    from rnnviz.text import split_words

    training, validation = load_corpus("imdb").split(0.2, seed=SPLIT_SEED)
    counter = CountVectorizer(max_features=10_000, analyzer=lambda text: [word.text for word in split_words(text)])
    counts, held = counter.fit_transform(training.texts), counter.transform(validation.texts)
    models = [LogisticRegression(C=c, max_iter=1000).fit(counts, training.labels) for c in (0.01, 0.03, 0.1)]
    best = max(models, key=lambda model: model.score(held, validation.labels))
    figures = {"C": best.C, "val_accuracy": best.score(held, validation.labels)}
    if test is not None:
        figures["test_accuracy"] = best.score(counter.transform(test.texts), test.labels)
    return figures


def row(label: str, network: str, val: float, test: float | None, others: str = "") -> str:
    """One line of the table."""
    held_out = "not measured" if test is None else f"{test:.4f}"
    return f"| {label} | {network} | {val:.4f} | {held_out} | {others} |"


def read_seeds() -> list[dict[str, str]]:
    """What each seed of each model reached; without held-out reviews `test_accuracy` is empty."""
    with SEED_FIGURES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def keep_seeds(name: str, runs: list[Run]) -> None:
    """Write what the seeds of this model reached into the file of all."""
    rows = [row for row in read_seeds() if row["model"] != name] if SEED_FIGURES.exists() else []
    for seed, run in zip(SEEDS, runs, strict=True):
        metrics = run.record.metrics
        test = f"{metrics['test_accuracy']:.4f}" if "test_accuracy" in metrics else ""
        rows.append(
            {"model": name, "seed": str(seed), "val_accuracy": f"{metrics['val_accuracy']:.4f}", "test_accuracy": test}
        )
    rows.sort(key=lambda row: (list(MODELS).index(row["model"]), int(row["seed"])))
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    write_text(SEED_FIGURES, "\n".join(lines) + "\n")


def seeds_line(name: str) -> str:
    """What each seed reached, validation / held-out."""
    found = [row for row in read_seeds() if row["model"] == name]
    return ", ".join(
        f"{row['seed']}: {row['val_accuracy']}" + (f" / {row['test_accuracy']}" if row["test_accuracy"] else "")
        for row in found
    )


def contrasted(test: Corpus | None, *, again: bool) -> None:
    """Train the contrasts, which lie beside the first model and serve all, and ask every model the same."""
    for place, name in enumerate(MODELS):
        contrast(
            Run(HERE / name), test, seeds=len(SEEDS), again=again and not place, tell=lambda one: print(one, flush=True)
        )


def contrast_lines() -> str:
    """Rows of the table of networks without a state; those of a model stand beside it on the page Train."""
    table = contrast_table(Run(HERE / next(iter(MODELS))))
    if table is None:
        return ""
    rows = []
    for one in table.contrasts:
        seeds = ", ".join(f"{accuracy:.4f}" for accuracy in one.seeds)
        figures = f"{one.accuracy.share:.4f} | {one.shuffled.share:.4f} | {seeds}"
        rows.append(f"| {one.name.replace('_', ' ')} | {one.parameters:,} | {figures} |")
    lines = "\n".join(rows)
    return f"""
## Without a state

Trained on the same 20,000 reviews, with the same words and rows; they lie in `{next(iter(MODELS))}/contrasts`. Accuracy
on the {table.reviewed:,} test reviews that do not stand among the train reviews, too ({table.left_out} do), as written
and with the words of each row shuffled. Of {len(SEEDS)} seeds the one with the best validation accuracy is kept.

| network | parameters | accuracy | words shuffled | every seed, the kept one first |
|---|---|---|---|---|
{lines}
"""


def table(bar: dict[str, float]) -> str:
    """Content of models/README.md."""
    rows = []
    for name, model in MODELS.items():
        run = Run(HERE / name)
        metrics = run.record.metrics
        title = f"{model.network.title}, {model.network.parameter_count:,} parameters"
        rows.append(
            row(
                f"[{name}]({name}/README.md)",
                title,
                metrics["val_accuracy"],
                metrics.get("test_accuracy"),
                seeds_line(name),
            )
        )
    words = "logistic regression on the counts of the 10,000 most frequent words"
    rows.append(row("bag of words", words, bar["val_accuracy"], bar.get("test_accuracy"), f"C = {bar['C']:g}"))
    lines = "\n".join(rows)
    return f"""# Shipped models

Each folder is a run directory (see docs/architecture.md). All were trained on the 20,000/5,000 split (split seed
{SPLIT_SEED}) of the IMDB train reviews, with the chapter's settings: rmsprop, batches of 128, rows of 500 ids padded in
front, 10 epochs, the epoch of the best validation accuracy kept. Of {len(SEEDS)} seeds the one with the best validation
accuracy ships; the test reviews (the official 25,000) chose nothing. LSTM and GRU mask their padding; the other two
read it, as the chapter's network does.

| model | network | validation accuracy | test accuracy | every seed: validation / test |
|---|---|---|---|---|
{lines}

A network this small does not beat a bag of words on this task. It is here to be looked into.

`states.npz` of the first two holds what the page "Units and words" shows before anything is recorded, 8.5 MB together:
sums over the words of all validation reviews, the strongest places of each unit, and every logit in steps of 1/16,384.
`make models ARGS=--states` writes them again, in seconds, and looks that they say what all states say. One that is not
of the weights beside it is never used.

The table is written by `make models ARGS="--test FILE"`, where FILE holds the official test reviews (CSV or Parquet,
columns text and label); the figures of every seed stand in `models/seeds.csv`, too.
{contrast_lines()}"""


def main() -> int:
    """Train, choose, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--test", type=Path, help="held-out reviews: CSV or Parquet with text and label")
    parser.add_argument("--only", choices=MODELS, help="train this model alone")
    parser.add_argument("--contrasts", action="store_true", help="train the networks without a state anew, alone")
    parser.add_argument("--states", action="store_true", help="write what a first look needs of all states anew, alone")
    options = parser.parse_args()
    if options.states:
        for name in (name for name, model in MODELS.items() if model.overview):
            look_over(name)
        return 0
    test = read_table(options.test) if options.test else None
    for name in [] if options.contrasts else [options.only] if options.only else MODELS:
        began = time.monotonic()
        runs = [tested(trained(name, seed), test) for seed in SEEDS]
        shipped = ship(name, runs)
        keep_seeds(name, runs)
        keep_measured(shipped, *measure(shipped, held_out(shipped, test)))
        if MODELS[name].overview:
            look_over(name)
        print(
            f"{name}: {json.dumps(dict(shipped.record.metrics))}, {time.monotonic() - began:.0f} s",
            flush=True,
        )
    contrasted(test, again=options.contrasts)
    bar = baseline(test)
    print(f"bag of words: {json.dumps(bar)}", flush=True)
    write_text(HERE / "README.md", table(bar))
    return 0


if __name__ == "__main__":
    sys.exit(main())
