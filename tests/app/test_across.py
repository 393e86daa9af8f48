"""The page "Units and words" as AppTest builds it, on a run with real weights and fifty validation reviews."""

import json
import re
import shutil
import sys
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.errors import DataError
from rnnviz.runs import Run, find_run
from rnnviz.states import (
    StateIndex,
    find_spans,
    is_ready,
    kept_store,
    nearest_states,
    open_index,
    record_corpus,
    unit_extremes,
    write_overview,
)
from rnnviz.ui.across import recording
from rnnviz.ui.across.elsewhere_facts import state_of
from rnnviz.ui.frame.doors import READ_BACK_KEY, READ_LABEL_KEY, Door, door_of, to_state
from rnnviz.ui.frame.session import recording_of
from rnnviz.ui.reviews.rows import OpenedReview
from tests.app.driving import captions, sentences, trainers_loaded_by, visit
from tests.runs.small import small_run


@pytest.fixture(scope="module", autouse=True)
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The run, in a home of its own, and another of which nothing is recorded."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("RNNVIZ_HOME", str(home))
        yield small_run(home / "runs" / "small", epochs=(1, 2))


@pytest.fixture(scope="module")
def index(run: Run) -> StateIndex:
    """What the page looks things up in."""
    return open_index(record_corpus(run, kept_store(run).path))


def views(app: AppTest) -> dict[str, Any]:
    """What each view was given to draw, by the name of its component."""
    assert sentences(app) == []
    found = app.get("bidi_component")
    return {view.proto.component_name.rpartition(".")[2]: json.loads(view.proto.json)[0] for view in found}


def warnings(app: AppTest) -> list[str]:
    return [warning.value.replace("\\", "") for warning in app.warning]


def lesson(app: AppTest) -> str:
    """The sentence of the page."""
    said = next(text.value for text in app.markdown if text.value.startswith("**") and text.value.endswith("**"))
    return re.sub(r"\\(.)", r"\1", said[2:-2])


def test_nothing_is_written_before_it_is_asked_for() -> None:
    """A first visit says what is missing, what it takes, and offers it."""
    app = visit("across", w_run="imdb-gru")
    assert sentences(app) == []
    assert app.button(key="w_record").label == "Record the states"
    assert "on its 5,000 reviews have not been recorded yet" in lesson(app)
    # What it will be asked, with the answers of a run that came with them.
    assert "**When else was the network in this state?**" in [text.value for text in app.markdown]
    assert captions(app).replace("\\", "").count("imdb-lstm answers: ") == 3


def test_answers_that_cannot_be_had_stand_in_nobodys_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the reviews of the shipped runs are gone, another run is offered all the same."""

    def gone(*_: object) -> None:
        raise DataError("The reviews are gone.")

    monkeypatch.setattr("rnnviz.ui.across.missing.first_overview", gone)
    app = visit("across", w_run="imdb-gru")
    assert sentences(app) == []
    assert app.button(key="w_record")
    assert "answers: " not in captions(app)


def test_a_run_that_came_with_its_answers_shows_them_at_once() -> None:
    """Nothing is recorded, and the places have their words and states; only the two searches are to be recorded."""
    app = visit("across", w_run="imdb-lstm")
    assert lesson(app).startswith("Unit ")
    for each in views(app)["contexts"]["lists"]:
        assert len(each["rows"]) == 6
        assert all(np.isfinite(row["values"]).all() and len(row["values"]) == len(row["words"]) for row in each["rows"])
    assert not kept_store(find_run("imdb-lstm")).record_file.exists()
    for part in ("pattern", "state"):
        app = visit("across", w_run="imdb-lstm", w_part=part)
        assert app.button(key="w_record").label == "Record the states"
        assert "the other parts answer without" in lesson(app)


def without_digits(value: Any) -> Any:
    """The same with its numbers to five decimals."""
    match value:
        case float():
            return round(value, 5) + 0.0
        case dict():
            return {name: without_digits(one) for name, one in value.items()}
        case list():
            return [without_digits(one) for one in value]
    return value


@pytest.mark.parametrize(
    "part",
    [
        {"w_part": "unit", "w_unit": "7", "w_least": "3"},
        {"w_part": "word", "w_word": "the"},
        {"w_part": "errors"},
        {"w_part": "blocks", "w_blocks": "3"},
    ],
)
def test_what_came_with_a_run_says_what_its_states_say(index: StateIndex, run: Run, part: dict[str, str]) -> None:
    """Sentences and pictures are the same, whether the states were recorded or not."""
    other = run.path.parent / "other"
    if not other.exists():
        write_overview(Run(shutil.copytree(run.path, other)), index)
    apps = [visit("across", w_run=name, **part) for name in ("small", "other")]
    assert lesson(apps[0]) == lesson(apps[1])
    shown = [without_digits(views(app)) for app in apps]
    assert shown[0] == shown[1]
    assert not is_ready(kept_store(Run(other)))


def recorded(monkeypatch: pytest.MonkeyPatch, program: str) -> AppTest:
    """The page after a press of the button, and after the end of the process that it starts: this program instead."""
    monkeypatch.setattr(recording, "_command", lambda *_: [sys.executable, "-c", program])
    app = visit("across", w_run="imdb-gru")
    app.button(key="w_record").click().run()
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if app.error:
            return app
        time.sleep(0.05)
        app.run()
    pytest.fail("The process did not end.")


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        ("import sys; print('rnnviz: The disk is full: make room.'); sys.exit(1)", "The disk is full: make room."),
        ("import os; os.abort()", "the process was ended."),
    ],
)
def test_what_stands_in_the_way_is_told(monkeypatch: pytest.MonkeyPatch, program: str, sentence: str) -> None:
    """The process's last line is the page's sentence, and the button is offered again."""
    app = recorded(monkeypatch, program)
    assert sentences(app) == [f"imdb-gru could not be recorded: {sentence}"]
    assert app.button(key="w_record")


def test_the_command_is_that_of_the_command_line(run: Run) -> None:
    """It records into the store of the run, and makes the index."""
    command = recording._command("small", kept_store(run))
    assert command[1:] == [
        *("-m", "rnnviz", "record-corpus", str(run.path)),
        *("--out", str(kept_store(run).path), "--index", "--quiet"),
    ]


def test_a_run_without_its_vocabulary_is_a_sentence(run: Run) -> None:
    """A file that is missing is told as it is on every page."""
    hidden = run.vocabulary_file.rename(run.path / "hidden")
    try:
        (sentence,) = sentences(visit("across", w_run="small"))
    finally:
        hidden.rename(run.vocabulary_file)
    assert "vocabulary.txt" in sentence


def test_a_units_places_are_its_extremes(index: StateIndex) -> None:
    """Numbers, labels, states and words of the highest and the lowest places; every word in its own state."""
    app = visit("across", w_run="small", w_unit="3")
    shown = views(app)
    for sign, each in zip((1, -1), shown["contexts"]["lists"], strict=True):
        expected = unit_extremes(index, 3, sign=sign, most=6)
        assert [row["number"] - 1 for row in each["rows"]] == [one.review for one in expected]
        for row, one in zip(each["rows"], expected, strict=True):
            assert row["label"] == ("positive" if index.labels[one.review] else "negative")
            at = int(index.starts[one.review]) + 1 + one.position - row["first"]
            states = index.halves[at : at + len(row["words"]), 3].astype(float)
            np.testing.assert_allclose(row["values"], states, atol=1e-4)
            assert row["values"][row["first"]] == pytest.approx(one.value, abs=1e-4)
    assert lesson(app).startswith("Unit 3 ")


def test_unknown_words_are_shown_as_they_are_written(index: StateIndex, run: Run) -> None:
    """A word that the vocabulary lacks is that of the text, and marked as another one."""
    rows = [row for each in views(visit("across", w_run="small"))["contexts"]["lists"] for row in each["rows"]]
    store = kept_store(run)
    unknown = [(row, at) for row in rows for at in row["other"] if row["words"][at] not in ("start",)]
    for row, at in unknown:
        assert row["words"][at] in store.text(row["number"] - 1).lower()
    assert all(len(row["words"]) == len(row["values"]) for row in rows)


def test_a_words_uses_and_units_are_shown(index: StateIndex) -> None:
    """The uses that push its way and the other way, and the units that it moves."""
    app = visit("across", w_run="small", w_part="word", w_word="The")
    shown = views(app)
    usual, other = (each["rows"] for each in shown["contexts"]["lists"])
    assert {row["words"][row["first"]] for row in (*usual, *other)} == {"the"}
    signs = (
        {np.sign(row["values"][row["first"]]) for row in usual},
        {np.sign(row["values"][row["first"]]) for row in other},
    )
    assert len(signs[0]) == 1
    assert not signs[0] & signs[1]
    assert len(shown["effects"]["lists"][0]["rows"]) == 8
    assert lesson(app).endswith("This run has no bag of words to compare with.")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"w_unit": "99"}, "This network's last layer has no unit 99; unit "),
        (
            {"w_part": "mood"},
            "What is looked at is one of unit, word, errors, pattern, ",
        ),
        ({"w_part": "errors", "w_order": "7"}, "The order is one of surest verdict, "),
        ({"w_part": "errors", "w_page": "99"}, "Page is a whole number from 1 to "),
        ({"w_least": "x"}, "Least uses is a whole number from 2 to 10,000, not x; 20 is shown."),
        ({"w_run": "none"}, "There is no run none to read with; "),
        ({"w_part": "word", "w_word": "zorblax"}, "“zorblax” is not among the 10,000 words that this network knows."),
    ],
)
def test_nonsense_in_the_address_is_a_sentence(index: StateIndex, address: dict[str, str], said: str) -> None:
    """What was asked for and what is shown instead."""
    (warning,) = warnings(visit("across", **{"w_run": "small", **address}))
    assert warning.startswith(said)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("not good", "One word is looked at at a time, and “not good” is 2: type one of them."),
        ("!!", "There is no word to look at: type one word, such as “not”."),
        ("<b>x</b>" * 900, "One word is looked at at a time, "),
    ],
)
def test_what_is_no_word_is_a_sentence(index: StateIndex, word: str, said: str) -> None:
    """Nothing typed, several words, markup."""
    (sentence,) = sentences(visit("across", w_run="small", w_part="word", w_word=word))
    assert sentence.startswith(said)


def test_a_damaged_store_is_a_sentence(index: StateIndex, run: Run) -> None:
    """What was cut off is told, with what to do."""
    store = kept_store(run)
    texts = store.text_files[1].read_bytes()
    try:
        store.text_files[1].write_bytes(b"")
        assert sentences(visit("across", w_run="small")) == []
    finally:
        store.text_files[1].write_bytes(texts)


def test_a_review_takes_its_label_and_the_way_back_along(index: StateIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """The door to "Read a review" says what the review is labelled as, and leads back to the same unit."""
    opened: list[Door] = []
    with monkeypatch.context() as patched:
        patched.setattr("rnnviz.ui.across.unit.show_contexts", lambda *_, **__: 3)
        patched.setattr(Door, "enter", lambda door: opened.append(door))  # noqa: PLW0108  (a method, unlike append)
        visit("across", w_run="small", w_unit="5", w_least="3")
    (door,) = opened
    assert (door.path, door.address["model"]) == ("read", "small")
    assert door.address[READ_LABEL_KEY] == ("positive" if index.labels[2] else "negative")
    back = door_of(door.address[READ_BACK_KEY])
    assert back is not None
    assert back.address == {"w_run": "small", "w_part": "unit", "w_unit": "5", "w_least": "3"}


@pytest.mark.parametrize("group", ["wrong", "false_negative", "true_positive"])
def test_the_reviews_of_a_group_are_listed(index: StateIndex, group: str) -> None:
    """By their numbers, with their labels; the surest first, and every one of that kind."""
    shown = views(visit("across", w_run="small", w_part="errors", w_group=group))
    logits = index.logits[index.starts[1:] - 1]
    called, positive = logits >= 0, index.labels == 1
    kinds = {"wrong": called != positive, "false_negative": ~called & positive, "true_positive": called & positive}
    expected = np.flatnonzero(kinds[group])
    expected = expected[np.argsort(-np.abs(logits[expected]), kind="stable")]
    rows = shown["rows"]["reviews"]
    assert [row["number"] - 1 for row in rows] == expected[:10].tolist()
    assert [row["label"] == "positive" for row in rows] == positive[expected[:10]].tolist()
    cells = {cell["group"]: cell["count"] for cell in shown["confusion"]["cells"]}
    assert cells["true_positive"] == kinds["true_positive"].sum()
    assert cells["false_negative"] == kinds["false_negative"].sum()
    assert sum(cells.values()) == 50


def test_without_a_bag_of_words_it_is_not_offered(index: StateIndex) -> None:
    """The groups beside it are not there, and an address that asks for one is told so."""
    app = visit("across", w_run="small", w_part="errors", w_group="run_only")
    (warning,) = warnings(app)
    assert warning.startswith("The reviews are one of all wrong ones, ")
    assert "only the network is right" not in app.selectbox(key="w_group").options


def test_the_list_leads_back(index: StateIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """Group, order and page come back."""
    opened: list[Door] = []
    with monkeypatch.context() as patched:
        patched.setattr("rnnviz.ui.across.errors.reviews_view", lambda *_, **__: OpenedReview(number=4, to="read"))
        patched.setattr(Door, "enter", lambda door: opened.append(door))  # noqa: PLW0108  (a method, unlike append)
        visit("across", w_run="small", w_part="errors", w_group="true_positive", w_order="longest", w_page="2")
    back = door_of(opened[0].address[READ_BACK_KEY])
    assert back is not None
    wanted = {"w_part": "errors", "w_group": "true_positive", "w_order": "longest", "w_page": "2"}
    assert back.address == {"w_run": "small", **wanted}


def test_a_patterns_places_are_those_of_the_search(index: StateIndex) -> None:
    """Reviews, stretches and their lengths; an address with what are no units is told so."""
    app = visit("across", w_run="small", w_part="pattern", w_units="3, 9", w_side="low", w_level="0.2")
    assert warnings(app) == []
    (found,) = views(app)["contexts"]["lists"]
    expected = find_spans(index, [3, 9], 0.2, sign=-1, most=12)
    assert [row["number"] - 1 for row in found["rows"]] == [one.review for one in expected]
    for row, one in zip(found["rows"], expected, strict=True):
        assert row["last"] - row["first"] == min(one.last - one.first, 7)
        at = int(index.starts[one.review]) + 1 + one.first
        states = index.halves[at, [3, 9]].astype(float)
        assert row["values"][row["first"]] == pytest.approx(states.mean(), abs=1e-4)
    (warning,) = warnings(visit("across", w_run="small", w_part="pattern", w_units="99"))
    assert warning.startswith("Units are numbers from 0 to 31, such as 3, 7, not 99; ")


def test_the_nearest_states_are_those_of_the_search(index: StateIndex) -> None:
    """Of the state in the address; without one, or with nonsense, of the surest positive verdict."""
    state = index.halves[100].astype(np.float64)
    door = to_state(run="small", state=state, said="good")
    app = visit("across", **door.address)
    (found,) = views(app)["contexts"]["lists"]
    expected = nearest_states(index, state, most=12)
    assert [row["number"] - 1 for row in found["rows"]] == [one.review for one in expected]
    assert [row["note"] for row in found["rows"]] == [f"{one.distance:.2f}" for one in expected]
    assert lesson(app).startswith("When else was the network in the state after “good”?")
    app = visit("across", w_run="small", w_part="state", w_state="<b>")
    assert "Until then: the state after the last word of the surest positive verdict" in captions(app).replace("\\", "")
    surest = int(np.argmax(index.logits[index.starts[1:] - 1])) + 1
    assert surest not in {row["number"] for row in views(app)["contexts"]["lists"][0]["rows"]}


def test_a_span_below_a_reading_leads_to_both(index: StateIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its units with the threshold, and the state after its last word; a session that was there before is set anew."""
    opened: list[Door] = []
    for key in ("u_elsewhere", "u_when"):
        app = visit(ask="units", model="small", text="this is not very good", u_span="6-7", u_level="0.05")
        with monkeypatch.context() as patched:
            patched.setattr(Door, "enter", lambda door: opened.append(door))  # noqa: PLW0108  (a method)
            app.button(key=key).click().run()
    units, when = opened
    assert (units.address["w_part"], when.address["w_part"]) == ("pattern", "state")
    assert units.address["w_level"] == "0.05"
    assert set(units.anew) <= set(units.address)
    told = recording_of("small", "this is not very good")
    state = told.layers[-1].values()[-1]
    assert when.address["w_said"] == "good"
    np.testing.assert_allclose(state_of(when.address["w_state"], 32), state, atol=1e-3)
    sign = 1 if units.address["w_side"] == "high" else -1
    on = [unit for unit in range(32) if (sign * told.layers[-1].values()[-2:, unit] > 0.05).all()]
    assert units.address["w_units"] == ", ".join(map(str, on))


def test_blocks_are_a_table_of_words_and_units(index: StateIndex, run: Run) -> None:
    """Every number is the mean change of its unit at its word; more blocks than can be are told so."""
    app = visit("across", w_run="small", w_part="blocks", w_blocks="3")
    shown = views(app)["blocks"]
    vocabulary = run.network().vocabulary
    assert vocabulary is not None
    numbers = [vocabulary.id_of(word) for word in shown["words"]]
    means = index.changes[numbers] / index.word_counts[numbers][:, None]
    np.testing.assert_allclose(shown["values"], means[:, shown["units"]], atol=1e-4)
    assert (len(shown["word_ends"]), len(shown["unit_ends"])) == (2, 2)
    (warning,) = warnings(visit("across", w_run="small", w_part="blocks", w_blocks="99"))
    assert warning == "Blocks is a whole number from 2 to 6, not 99; 2 is shown."


def test_the_page_loads_no_trainer(index: StateIndex) -> None:
    """Neither TensorFlow nor Keras is imported."""
    session = "from tests.app.driving import visit\nassert not visit('across', w_run='small').exception"
    assert trainers_loaded_by(session) == []
