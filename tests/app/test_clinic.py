"""The page "Clinic" as AppTest builds it, on a run with real weights and fifty validation reviews."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.analysis import CHANGES, Clinic, last_logits, row_ids
from rnnviz.runs import Run, find_run
from rnnviz.training.reviews import reviews_of
from rnnviz.ui.clinic.words import group_labels
from rnnviz.ui.frame.doors import READ_BACK_KEY, READ_LABEL_KEY, Door, door_of
from rnnviz.ui.reviews.rows import OpenedReview
from tests.app.driving import sentences, trainers_loaded_by, visit
from tests.runs.small import small_run
from tests.shipped import held_out


@pytest.fixture(scope="module", autouse=True)
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The run, in a home of its own."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("RNNVIZ_HOME", str(home))
        yield small_run(home / "runs" / "small")


@pytest.fixture(scope="module")
def examined(run: Run) -> Clinic:
    """What the page should show."""
    _, validation = reviews_of(run)
    vocabulary = run.network().vocabulary
    assert vocabulary is not None
    rows = row_ids(validation.texts, vocabulary)
    logits = [last_logits(run.network(epoch), rows) for epoch in run.kept_epochs]
    return Clinic(epochs=tuple(run.kept_epochs), labels=validation.labels, logits=np.stack(logits))


def views(app: AppTest) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the columns and the rows were given to draw."""
    assert sentences(app) == []
    columns, rows = (json.loads(view.proto.json)[0] for view in app.get("bidi_component"))
    return columns, rows


def warnings(app: AppTest) -> list[str]:
    return [warning.value.replace("\\", "") for warning in app.warning]


def test_the_columns_are_the_changes_of_every_epoch(examined: Clinic) -> None:
    """Each column has the sizes of the five groups; at first the epoch is shown that lost most."""
    columns, rows = views(visit("clinic", c_run="small"))
    counts = [[len(examined.changes(place)[name]) for name in CHANGES] for place in range(4)]
    assert columns["counts"] == counts
    lost = [count[CHANGES.index("newly_wrong")] for count in counts]
    assert columns["shown"] == lost.index(max(lost))
    assert len(rows["reviews"]) == min(max(lost), 10)


@pytest.mark.parametrize("group", CHANGES)
def test_an_address_restores_epoch_and_group(examined: Clinic, run: Run, group: Any) -> None:
    """The rows are the reviews of the group, with their labels and how they went."""
    label = group_labels()[group]
    columns, rows = views(visit("clinic", c_run="small", c_epoch="3", c_group=label))
    expected = {int(place) + 1 for place in examined.changes(2)[group]}
    assert (columns["shown"], columns["group"]) == (2, group)
    shown = [row["number"] for row in rows["reviews"]]
    assert set(shown) <= expected
    assert len(shown) == min(len(expected), 10)
    for row in rows["reviews"]:
        assert row["history"]["right"] == examined.right[:, row["number"] - 1].tolist()
        assert row["label"] == ("positive" if examined.labels[row["number"] - 1] else "negative")


@pytest.mark.thorough
def test_a_first_visit_examines_the_chapters_run_and_offers_the_others() -> None:
    """Every run that kept its epochs can be chosen."""
    box = visit("clinic").selectbox(key="c_run")
    assert box.value == "imdb-simple-rnn"
    assert {f"LSTM, {held_out('imdb-lstm')}", f"GRU, {held_out('imdb-gru')}"} <= set(box.options)


@pytest.mark.parametrize("asked", ["never right", "never_right"])
def test_an_address_may_name_a_group_by_its_label_or_its_id(asked: str) -> None:
    """Both choose the group without a warning."""
    app = visit("clinic", c_run="small", c_epoch="3", c_group=asked)
    columns, _ = views(app)
    assert columns["group"] == "never_right"
    assert warnings(app) == []


def test_the_largest_change_comes_first(examined: Clinic) -> None:
    """In the order that is chosen at first, rows move less and less."""
    _, rows = views(visit("clinic", c_run="small", c_epoch="2", c_group="still right"))
    moved = [
        abs(examined.logits[1, row["number"] - 1] - examined.logits[0, row["number"] - 1]) for row in rows["reviews"]
    ]
    assert moved == sorted(moved, reverse=True)


@pytest.mark.parametrize(("key", "value"), [("c_epoch", "4"), ("c_order", "surest")])
def test_another_list_begins_at_its_first_page(examined: Clinic, key: str, value: str) -> None:
    """Who chooses another epoch or order is not left on the page of the last list, though it has one of that number."""
    assert min(len(examined.changes(place)["still_right"]) for place in (2, 3)) > 10
    app = visit("clinic", c_run="small", c_epoch="3", c_group="still right", c_page="2")
    assert app.number_input(key="c_page").value == 2
    app.selectbox(key=key).set_value(value).run()
    assert app.number_input(key="c_page").value == 1


def test_a_group_without_reviews_says_so() -> None:
    """After the first epoch nothing can be forgotten."""
    _, rows = views(visit("clinic", c_run="small", c_epoch="1", c_group="forgotten"))
    assert rows["found"].startswith("No review is forgotten (lost in an earlier epoch, and still wrong)")
    assert rows["reviews"] == []


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ({"c_run": "none"}, "There is no run none that kept the weights of its epochs; SimpleRNN of the chapter, "),
        ({"c_run": "small", "c_epoch": "9"}, "small kept no weights of an epoch 9; "),
        ({"c_run": "small", "c_group": "lost"}, "The group is one of newly wrong, "),
        ({"c_run": "small", "c_order": "7"}, "The order is one of largest change, "),
        ({"c_run": "small", "c_page": "1" * 400}, "Page is a whole number from 1 to "),
    ],
)
def test_nonsense_in_the_address_is_a_sentence(
    address: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked for and what is shown instead."""
    if address["c_run"] == "none":
        monkeypatch.setattr("rnnviz.ui.clinic.run.list_runs", lambda: [find_run("imdb-simple-rnn"), find_run("small")])
        monkeypatch.setattr("rnnviz.ui.clinic.run._logits", lambda *_: np.zeros(5_000))
    (warning,) = warnings(visit("clinic", **address))
    assert warning.startswith(sentence)


def test_reviews_that_are_not_there_any_more_are_a_sentence(run: Run) -> None:
    """A run whose corpus has changed cannot be examined, and the page says why."""
    record = run.record
    try:
        run.write_record(corpus=replace(record.corpus, fingerprint="0" * 64))
        (sentence,) = sentences(visit("clinic", c_run="small"))
    finally:
        Run(run.path).write_record(corpus=record.corpus)
    assert sentence == "imdb is not the data that small began with: its fingerprint differs."


def test_the_page_loads_no_trainer(run: Run) -> None:
    """Everything is read in NumPy: neither TensorFlow nor Keras is imported, not even for Keras's own reviews."""
    record = run.record
    session = "from tests.app.driving import visit\nassert not visit('clinic', c_run='small').exception"
    try:
        run.write_record(corpus=replace(record.corpus, name="keras-imdb"))
        assert trainers_loaded_by(session) == []
    finally:
        Run(run.path).write_record(corpus=record.corpus)


def test_a_review_takes_its_label_and_the_way_back_along(examined: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    """The door to "Read a review" says what the review is labelled as, and leads back to the same list."""
    opened: list[Door] = []
    with monkeypatch.context() as patched:
        patched.setattr("rnnviz.ui.clinic.reviews.reviews_view", lambda *_, **__: OpenedReview(number=3, to="read"))
        patched.setattr(Door, "enter", lambda door: opened.append(door))  # noqa: PLW0108  (a method, unlike append)
        visit("clinic", c_run="small", c_epoch="3", c_group="still_right", c_order="surest")
    (door,) = opened
    assert (door.path, door.address["epoch"], door.address["model"]) == ("read", "3", "small")
    assert door.address[READ_LABEL_KEY] == ("positive" if examined.labels[2] else "negative")
    back = door_of(door.address[READ_BACK_KEY])
    assert back is not None
    assert back.path == "clinic"
    columns, _ = views(visit(back.path, **back.address))
    assert (columns["shown"], columns["group"]) == (2, "still_right")


def test_the_title_tells_a_shift_as_the_logits_have_it() -> None:
    """On the shipped run the epoch that lost most did so in good part by a shift of all verdicts."""
    columns, _ = views(visit("clinic", c_run="imdb-simple-rnn"))
    assert columns["title"].startswith("Epoch 7 wins 656 reviews and loses 743: validation accuracy falls to 77.0 %")
    assert columns["title"].endswith("Verdicts shifted towards negative; without that it would lose 427")
