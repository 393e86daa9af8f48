"""What runs are called: the shipped ones by what they are, one's own as they were named."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from rnnviz.networks import LayerSpec
from rnnviz.runs import Run, accuracy_of, find_run, is_shipped, is_the_chapters, models_folder, title_of


@pytest.mark.parametrize("name", [path.parent.name for path in models_folder().glob("*/run.json")])
def test_a_shipped_run_is_called_by_its_cell_and_held_out_accuracy(name: str) -> None:
    """The title names the cell and the accuracy on IMDB's test reviews, and no title stands twice."""
    run = find_run(name)
    title = str(title_of(run))
    assert run.record.network.layers[0].keras_class in title
    assert f"{100 * run.record.metrics['test_accuracy']:.1f} %" in title
    assert ("chapter" in title) == (name == "imdb-simple-rnn") == is_the_chapters(run.record)
    assert ("4 layers" in title) == (len(run.record.network.layers) == 4)


def test_ones_own_run_keeps_its_name(tmp_path: Path) -> None:
    """A copy of a shipped run elsewhere is no shipped one, whatever it holds; nor is one that cannot be read."""
    run = Run(shutil.copytree(find_run("imdb-simple-rnn").path, tmp_path / "mine, {braces}"))
    assert not is_shipped(run)
    assert str(title_of(run)) == "mine, {braces}"
    (run.path / "run.json").write_text("{")
    assert str(title_of(Run(run.path))) == "mine, {braces}"


def test_the_accuracy_is_the_held_out_one_where_there_is_one() -> None:
    """Without held-out figures it is the best validation accuracy."""
    shipped = find_run("imdb-simple-rnn")
    assert accuracy_of(shipped) == shipped.record.metrics["test_accuracy"]
    shipped.__dict__["record"] = replace(shipped.record, metrics={})
    assert accuracy_of(shipped) == max(row.val_accuracy for row in shipped.history)


def test_the_chapters_run_has_its_network_and_its_training() -> None:
    """Another seed or compiling changes nothing; another size, corpus, optimizer or a mask does."""
    record = find_run("imdb-simple-rnn").record
    assert is_the_chapters(replace(record, training=replace(record.training, seed=7, epochs=3, jit_compile=False)))
    lstm = replace(record.network, layers=(LayerSpec(cell="lstm"),))
    assert is_the_chapters(replace(record, network=lstm))
    others = [
        replace(record, network=replace(record.network, layers=(LayerSpec(units=16),))),
        replace(record, network=replace(record.network, mask_zero=True)),
        replace(record, training=replace(record.training, optimizer="adam")),
        replace(record, corpus=replace(record.corpus, limit=2000)),
        replace(record, padding=replace(record.padding, padding="post")),
    ]
    assert not any(map(is_the_chapters, others))
