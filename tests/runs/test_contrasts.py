"""The files of a run's contrasts: they come back, belong to one set of reviews, and may be anybody's."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.errors import DataError, IncompatibleModelError
from rnnviz.networks import NetworkSpec, StatelessKind
from rnnviz.runs import (
    CONTRASTS,
    DROPOUT,
    RUN,
    Answers,
    Contrasted,
    ContrastFigures,
    MeasuredPart,
    Run,
    contrast_specs,
    contrasted_file,
    contrasted_of,
    contrasts_folder,
    contrasts_of,
    export_run,
    import_run,
    reviews_key,
    write_contrasted,
)
from rnnviz.text import Padding
from tests.runs.made import answered, made_contrasts, part_of
from tests.runs.small import small_run

reviews = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run with contrasts. Tests leave it as it is."""
    run = small_run(tmp_path_factory.mktemp("runs") / "small", epochs=(1,))
    made_contrasts(run)
    return run


@pytest.fixture
def run(kept: Run, tmp_path: Path) -> Run:
    """A copy that may be changed."""
    return Run(shutil.copytree(kept.path, tmp_path / "mine"))


@settings(deadline=None)
@given(given_ones=reviews)
def test_answers_come_back(given_ones: list[tuple[bool, bool]]) -> None:
    """Bits of any number of reviews survive the file, and what turned is counted."""
    right, shuffled = np.array(given_ones).T
    one = Answers(right=right, shuffled=shuffled)
    part = MeasuredPart(name="x", fingerprint="ab", reviews=len(right), left_out=3, answers={"a": one})
    again = MeasuredPart.from_dict(json.loads(json.dumps(part.to_dict())))
    assert again.answers["a"].right.tolist() == right.tolist()
    assert again.answers["a"].shuffled.tolist() == shuffled.tolist()
    assert again.answers["a"].turned == sum(a != b for a, b in given_ones)
    assert again.answers["a"].accuracy == np.mean(right)


def test_a_set_comes_back(kept: Run) -> None:
    """Figures, answers, networks and the bag of words are read as they were written."""
    found = contrasts_of(kept)
    assert found is not None
    assert tuple(found.figures) == CONTRASTS
    assert set(found.parts[0].answers) == set(CONTRASTS)
    for kind, spec in contrast_specs(kept.record).items():
        assert found.figures[kind].parameters == spec.parameter_count
        row = np.ones((1, spec.maxlen), dtype=np.int32)
        assert np.isfinite(found.network(spec).logits(row)).all()
    bag = found.bag_of_words(num_words=kept.record.network.num_words, corpus=kept.record.corpus.fingerprint)
    assert bag is not None
    assert bag.bias == 0.25
    own = contrasted_of(kept)
    assert own is not None
    assert own.part(found.parts[0].fingerprint) is own.parts[0]
    assert own.part("0" * 64) is None
    assert set(own.parts[0].answers) == {RUN}


def test_another_run_has_another_key(run: Run) -> None:
    """Whatever decides which rows are trained on is in the key; what does not touch them is not."""
    record, file = run.record, run.vocabulary_file
    key = reviews_key(record, file)
    others = [
        replace(record, corpus=replace(record.corpus, fingerprint="0" * 64)),
        replace(record, corpus=replace(record.corpus, training=199)),
        replace(record, training=replace(record.training, split_seed=1)),
        replace(record, training=replace(record.training, validation_split=0.3)),
        replace(record, padding=Padding(maxlen=500, padding="post")),
        replace(record, padding=Padding(maxlen=499)),
        replace(record, network=NetworkSpec(num_words=9_999)),
        replace(record, network=NetworkSpec(input_features=31)),
    ]
    keys = [reviews_key(other, file) for other in others]
    assert len({key, *keys}) == len(others) + 1
    same = replace(record, training=replace(record.training, seed=7, epochs=2), status="stopped")
    assert reviews_key(same, file) == key
    file.write_text(file.read_text("utf-8") + "zorgblat\n", encoding="utf-8")
    assert reviews_key(record, file) != key


def test_contrasts_of_other_reviews_are_not_used(run: Run) -> None:
    """A run whose reviews have changed has no contrasts, and no sentence is needed."""
    other = run.write_record(corpus=replace(run.record.corpus, fingerprint="0" * 64))
    assert contrasts_of(other) is None


def test_a_trained_model_has_not_answered_for_the_one_before(run: Run) -> None:
    """What another model answered is not shown for this one."""
    run.model_file.write_bytes(run.model_file.read_bytes() + b"0")
    assert contrasted_of(run) is None


def test_without_files_there_is_none(run: Run) -> None:
    """A run that was not contrasted has neither."""
    shutil.rmtree(contrasts_folder(run))
    contrasted_file(run).unlink()
    assert contrasts_of(run) is None
    assert contrasted_of(run) is None


@pytest.mark.parametrize("kind", ["averaged", "flattened", "convolution"])
def test_weights_that_were_not_measured_are_refused(run: Run, kind: StatelessKind) -> None:
    """A file of weights that was exchanged, cut or taken away is a sentence that says what to do."""
    found, spec = contrasts_of(run), contrast_specs(run.record)[kind]
    assert found is not None
    file = contrasts_folder(run) / f"{kind}.npz"
    for content in (file.read_bytes()[:-5], b"", None):
        file.unlink(missing_ok=True)
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(IncompatibleModelError, match="python -m rnnviz contrast"):
            found.network(spec)


def test_a_bag_that_was_not_measured_is_refused(run: Run) -> None:
    """So is its bag of words."""
    found = contrasts_of(run)
    assert found is not None
    (contrasts_folder(run) / "bag_of_words.npz").write_bytes(b"PK")
    with pytest.raises(IncompatibleModelError, match="python -m rnnviz contrast"):
        found.bag_of_words(num_words=10_000, corpus=run.record.corpus.fingerprint)


def changed(file: Path, *path: Any, value: Any) -> None:
    """Put a value into a JSON file at this place."""
    whole = json.loads(file.read_text("utf-8"))
    inside = whole
    for name in path[:-1]:
        inside = inside[name]
    if value is None:
        del inside[path[-1]]
    else:
        inside[path[-1]] = value
    file.write_text(json.dumps(whole), encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("key",), None),
        (("key",), 5),
        (("figures",), []),
        (("figures", "averaged"), None),
        (("figures", "averaged", "parameters"), -1),
        (("figures", "averaged", "seconds"), "long"),
        (("figures", "averaged", "epoch"), 6),
        (("figures", "averaged", "seeds"), [{"seed": 0, "accuracies": {"x": 2}}]),
        (("figures", "averaged", "weights"), 3),
        (("figures", "averaged", "more"), 3),
        (("parts",), []),
        (("parts",), {}),
        (("parts", 0, "reviews"), 10**9),
        (("parts", 0, "reviews"), 0),
        (("parts", 0, "reviews"), True),
        (("parts", 0, "left_out"), -1),
        (("parts", 0, "name"), ""),
        (("parts", 0, "name"), 7),
        (("parts", 0, "answers", "averaged"), None),
        (("parts", 0, "answers", "averaged", "right"), "?"),
        (("parts", 0, "answers", "averaged", "shuffled"), "AAAA"),
        (("parts", 0, "answers", "averaged", "shuffled"), 7),
    ],
)
def test_figures_that_cannot_be_are_refused(run: Run, path: tuple[Any, ...], value: Any) -> None:
    """What no training and no measuring leaves is one sentence."""
    changed(contrasts_folder(run) / "contrasts.json", *path, value=value)
    with pytest.raises(IncompatibleModelError, match="python -m rnnviz contrast"):
        contrasts_of(run)


def figures_of(parameters: int) -> ContrastFigures:
    """How a network with dropout was trained."""
    return ContrastFigures(parameters=parameters, seconds=1.0, epoch=1, epochs=2, seeds=(), weights="")


def test_what_was_answered_before_stays() -> None:
    """New answers join older ones of the same model; a network with dropout goes with all that it answered."""
    first, second = (answered(np.array([True, False])), answered(np.array([False, False])))
    plain = Contrasted(model="m", parts=(part_of({RUN: first}, fingerprint="a"),))
    dropped = Contrasted(
        model="m",
        parts=(part_of({RUN: first, DROPOUT: second}, fingerprint="a"),),
        rate=0.2,
        dropout=figures_of(1),
    )
    other = Contrasted(model="m", parts=(part_of({RUN: second}, fingerprint="b"),))
    assert plain.joined(None) is plain
    both = other.joined(dropped)
    assert [part.fingerprint for part in both.parts] == ["a", "b"]
    assert DROPOUT in both.parts[0].answers
    assert both.dropout == figures_of(1)
    asked_again = plain.joined(dropped)
    assert set(asked_again.parts[0].answers) == {RUN, DROPOUT}
    anew = Contrasted(
        model="m", parts=(part_of({RUN: first, DROPOUT: first}, fingerprint="b"),), rate=0.5, dropout=figures_of(2)
    ).joined(dropped)
    assert [set(part.answers) for part in anew.parts] == [{RUN}, {RUN, DROPOUT}]
    assert (anew.rate, anew.dropout) == (0.5, figures_of(2))


def test_dropout_comes_back(run: Run) -> None:
    """What the network with dropout answered, its rate and figures are read as they were written."""
    own = contrasted_of(run)
    assert own is not None
    right = own.parts[0].answers[RUN]
    part = replace(own.parts[0], answers={RUN: right, DROPOUT: right})
    write_contrasted(contrasted_file(run), replace(own, parts=(part,), rate=0.25, dropout=figures_of(7)))
    again = contrasted_of(run)
    assert again is not None
    assert (again.rate, again.dropout) == (0.25, figures_of(7))
    assert again.parts[0].answers[DROPOUT].right.tolist() == right.right.tolist()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("rate",), 0.2),
        (("rate",), 1),
        (("rate",), "much"),
        (("dropout",), {}),
        (("dropout",), {**vars(figures_of(1)), "seeds": []}),
        (("parts", 0, "answers", "averaged"), {"right": "AAAAAAAAAA==", "shuffled": "AAAAAAAAAA=="}),
        (("model",), None),
        (("model",), 5),
        (("parts",), []),
        (("parts",), 5),
        (("parts", 0, "answers", RUN), None),
        (("parts", 0, "answers", RUN, "right"), "AAAA"),
    ],
)
def test_answers_that_cannot_be_are_refused(run: Run, path: tuple[Any, ...], value: Any) -> None:
    """So are those of the run itself."""
    changed(contrasted_file(run), *path, value=value)
    with pytest.raises(IncompatibleModelError, match="python -m rnnviz contrast"):
        contrasted_of(run)


@settings(deadline=None)
@given(content=st.binary(max_size=60) | st.text(max_size=60).map(str.encode) | st.just(b"[" * 100_000))
def test_any_bytes_are_a_sentence(kept: Run, tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Whatever stands in the files, what comes of it is ours."""
    run = Run(tmp_path_factory.mktemp("any"))
    for name in ("run.json", "vocabulary.txt", "model.keras"):
        (run.path / name).symlink_to(kept.path / name)
    contrasts_folder(run).mkdir()
    (contrasts_folder(run) / "contrasts.json").write_bytes(content)
    contrasted_file(run).write_bytes(content)
    with pytest.raises(IncompatibleModelError):
        contrasts_of(run)
    with pytest.raises(IncompatibleModelError):
        contrasted_of(run)


def test_a_row_too_short_has_no_convolution(run: Run) -> None:
    """Of rows of 40 places no convolution is made; the others are."""
    short = replace(run.record, padding=Padding(maxlen=40))
    assert set(contrast_specs(short)) == {"averaged", "flattened"}


def test_they_travel_with_the_run(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip file of a run holds its contrasts; what is damaged in one is not taken in."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))
    came = import_run(export_run(run), called="mine.zip")
    assert came.left_out == ()
    assert contrasts_of(came.run) is not None
    assert contrasted_of(came.run) is not None
    (contrasts_folder(run) / "averaged.npz").write_bytes(b"PK")
    with pytest.raises(DataError, match="Nothing was imported"):
        import_run(export_run(run), called="mine.zip")
