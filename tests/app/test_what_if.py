"""The instrument "What if" below a reading."""

import base64
import json
import re
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import rnnviz
from rnnviz.explanation import compare_edit, negation_pairs, order_pairs, read_pairs, read_review, shuffle_words
from rnnviz.ui.instruments.views.edited import Act
from rnnviz.ui.instruments.what_if.draft import act
from tests.app.driving import captions, sentences, visit

TEXT = "a truly wonderful film that is not boring at all"
MODELS = [run.name for run in rnnviz.list_runs()]
SOME = ["imdb-simple-rnn", "imdb-lstm"]  # one that reads its padding, one that masks it


def view(app: AppTest, name: str = "edited") -> dict[str, Any]:
    """What a component of the instrument was given to draw."""
    views = [one for one in app.get("bidi_component") if one.proto.component_name.endswith(name)]
    return json.loads(views[0].proto.json)[0]  # type: ignore[no-any-return]


def floats(packed: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(packed), dtype="<f4")


def told(app: AppTest) -> str:
    """The first sentence of the view."""
    return "".join(part["t"] for part in view(app)["sentence"])


def bold(app: AppTest) -> list[str]:
    """The sentences in front of the charts."""
    lines = [text.value for text in app.markdown if text.value.startswith("**") and text.value.endswith("**")]
    return [re.sub(r"\\(.)", r"\1", line).strip("*").replace("\N{NO-BREAK SPACE}", " ") for line in lines]


@pytest.mark.parametrize("model", MODELS)
def test_both_readings_are_drawn_for_every_model(model: str) -> None:
    """The lines, the words and the last number of the sentence are those of two recordings."""
    other = TEXT.replace("wonderful", "awful")
    app = visit(ask="what_if", model=model, text=TEXT, wi_text=other)
    assert sentences(app) == []
    shown = view(app)
    edited = compare_edit(rnnviz.load(model).astype("float64"), TEXT, other)
    np.testing.assert_allclose(floats(shown["before"]), edited.logit_before, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(floats(shown["after"]), edited.logit_after, rtol=1e-5, atol=1e-5)
    assert [(one["one"], one["other"]) for one in shown["columns"] if one["one"] != one["other"]] == [
        ("wonderful", "awful")
    ]
    assert f"{edited.logit_after[-1]:+.2f}".replace("-", "−") in told(app)


def test_without_an_edit_nothing_differs() -> None:
    """The box holds the review, the address no text of it, and a word with an opposite is ready to be changed."""
    app = visit(ask="what_if", text=TEXT)
    assert app.text_area(key="wi_text").value == TEXT
    assert "wi_text" not in app.query_params
    shown = view(app)
    assert (shown["changed"], shown["undo"]) == (False, False)
    assert shown["columns"][shown["chosen"]]["opposite"]
    assert told(app).startswith("This is the review as it is.")


def test_an_edit_is_in_the_address_and_is_undone() -> None:
    """A typed edit is drawn and shared; another review begins anew."""
    app = visit(ask="what_if", text=TEXT)
    app.text_area(key="wi_text").set_value("a film").run()
    assert app.query_params["wi_text"] == "a film"
    assert view(app)["undo"]
    app.text_area(key="text").set_value("a great film").run()
    assert app.text_area(key="wi_text").value == "a great film"
    assert "wi_text" not in app.query_params
    assert not view(app)["undo"]


@pytest.mark.parametrize(
    ("pressed", "left"),
    [
        (Act(kind="opposite", word=3), TEXT.replace("wonderful", "awful")),
        (Act(kind="not", word=3), TEXT.replace("wonderful", "not wonderful")),
        (Act(kind="move", word=3), "a truly not wonderful film that is boring at all"),
        (Act(kind="drop", word=3), "a truly film that is not boring at all"),
        (Act(kind="reverse", word=0), "all at boring not is that film wonderful truly a"),
        (Act(kind="drop", word=99), TEXT),
    ],
)
def test_what_is_pressed_is_done_and_undone(monkeypatch: pytest.MonkeyPatch, pressed: Act, left: str) -> None:
    """Each button changes the text of the box; undoing leads back, and so does the way back to the review."""
    app = visit(ask="what_if", text=TEXT)
    vocabulary = rnnviz.load("imdb-lstm").vocabulary
    assert vocabulary is not None

    def press(done: Act) -> str:
        state = app.session_state
        monkeypatch.setattr("rnnviz.ui.instruments.what_if.draft.st.session_state", state)
        act(done, vocabulary)
        monkeypatch.undo()
        app.run()
        assert sentences(app) == []
        return str(app.text_area(key="wi_text").value)

    assert press(pressed) == left
    before = view(app)["columns"]
    assert press(Act(kind="undo", word=0)) == TEXT
    shown = view(app)
    assert pressed.word in {0, 99} or shown["columns"][shown["chosen"]]["number"] == pressed.word
    assert before != shown["columns"] or pressed.word == 99
    assert press(pressed) == left
    assert press(Act(kind="original", word=0)) == TEXT


@pytest.mark.parametrize(
    ("edit", "said", "words"),
    [
        ("   ", "The edit leaves no word to read.", None),
        ("...!", "The edit leaves no word to read.", None),
        ("x " * 100_001, "may have up to 200,000 characters; this text has 200,002", None),
        ("great", "", 1),
        ("a " * 100_000, "", 500),
        ("zorblax " * 500, "", 500),
    ],
)
def test_texts_that_break_things(edit: str, said: str, words: int | None) -> None:
    """One sentence, and the old picture stays; or a picture."""
    app = visit(ask="what_if", text=TEXT)
    app.text_area(key="wi_text").set_value(edit).run()
    if said:
        assert [said in sentence for sentence in sentences(app)] == [True]
        assert "The picture shows the last text that could be read." in captions(app)
        assert [one["one"] for one in view(app)["columns"]][1:] == TEXT.split()
    else:
        assert sentences(app) == []
        assert sum(one["number"] > 0 for one in view(app)["columns"]) in {words, (words or 0) - 1}
    assert any("knows none of these words" in warning.value for warning in app.warning) == ("zorblax" in edit)


@pytest.mark.parametrize("model", SOME)
def test_shuffles_are_those_of_the_address(model: str) -> None:
    """The band, and the counts of the sentence, are those of so many shuffles with that seed."""
    app = visit(ask="what_if", wi_part="orders", wi_shuffles="40", wi_seed="7", model=model, text=TEXT)
    assert sentences(app) == []
    panel = view(app, "lines")["panels"][0]
    shuffled = shuffle_words(read_review(rnnviz.load(model), TEXT), shuffles=40, seed=7)
    low, high = shuffled.quantiles(0.05, 0.95)[:, -1]
    assert [floats(panel["bands"][0][end])[-1] for end in ("low", "high")] == pytest.approx([low, high], abs=1e-5)
    assert f"{shuffled.same_side} of 40 keep its side" in bold(app)[0]
    bag = rnnviz.runs.find_run(model).bag_of_words()
    assert bag is not None
    assert panel["levels"][0]["value"] == pytest.approx(bag.logit(read_review(rnnviz.load(model), TEXT).ids))


@pytest.mark.parametrize("model", SOME)
def test_the_card_is_made_of_its_pairs(model: str) -> None:
    """Every share of the table and both charts are those of the pairs, and of the bag of words on them."""
    app = visit(ask="what_if", wi_part="pairs", wi_modifier="never", model=model)
    assert sentences(app) == []
    network, bag = rnnviz.load(model).astype("float64"), rnnviz.runs.find_run(model).bag_of_words()
    assert bag is not None
    reads = [read_pairs(network, pairs, bag_of_words=bag.weights) for pairs in (negation_pairs("never"), order_pairs())]
    table = next(text.value for text in app.markdown if text.value.startswith("| "))
    rows = [line.strip("| ").split(" | ") for line in table.split("\n")[2:]]
    for read, row in zip(reads, (rows[0], rows[3]), strict=True):
        share, (low, high) = read.share(), read.share().interval
        assert row[1:3] == [f"{share.n:,}", f"{100 * share.share:.0f} % ({100 * low:.0f}–{100 * high:.0f})"]
        assert row[4].startswith(f"{100 * read.share(read.bag_moved).share:.0f} %")
    by_fillers = [[100 * reads[0].share(fillers=n, kind=kind).share for n in range(9)] for kind in (1, 0)]
    ends = " to ".join("{:.0f}" for _ in range(2))
    wanted = [ends.format(min(shares), max(shares)) for shares in by_fillers]
    if all(min(shares) == max(shares) for shares in by_fillers):
        praise, blame = (f"{shares[0]:.0f}" for shares in by_fillers)
        assert f"nothing changes: {praise} % before praise, {blame} % before blame" in captions(app).replace("\\", "")
    else:
        assert f"goes from {wanted[0]} % before praise, and from {wanted[1]} % before blame" in captions(app)
    for read, panel in zip(reads, view(app, "lines")["panels"], strict=True):
        shares = [100 * read.share(fillers=fillers).share for fillers in range(9)]
        np.testing.assert_allclose(floats(panel["lines"][2]["values"]), shares, rtol=1e-5)


def test_a_run_without_a_bag_of_words_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pictures are there without it, and a sentence says how it is made."""
    monkeypatch.setattr("rnnviz.runs.run.read_bag_of_words", lambda *_, **__: None)
    for part in ("orders", "pairs"):
        app = visit(ask="what_if", wi_part=part, text=TEXT)
        assert sentences(app) == []
        assert "“How sure” has it measured" in captions(app).replace("\\", "")
        assert view(app, "lines")["panels"]


@pytest.mark.parametrize(
    ("address", "told_of"),
    [
        ({"wi_part": "dice"}, "not dice; Change words is shown"),
        ({"wi_part": "pairs", "wi_modifier": "nor"}, "not nor; not is shown"),
        ({"wi_part": "orders", "wi_shuffles": "1e9"}, "not 1e9;"),
        ({"wi_part": "orders", "wi_seed": "-4"}, "not -4;"),
    ],
)
def test_hostile_values_of_the_address_are_told(address: dict[str, str], told_of: str) -> None:
    """A warning says what there is, and that is shown."""
    app = visit(ask="what_if", text=TEXT, **address)
    assert sentences(app) == []
    assert any(told_of in warning.value.replace("\\", "") for warning in app.warning)


def test_an_edit_that_is_too_long_to_link_is_told() -> None:
    """It is read and drawn, and a caption says that a link does not hold it."""
    app = visit(ask="what_if", text=TEXT)
    app.text_area(key="wi_text").set_value("a great film " * 200).run()
    assert "a link leads to the unchanged review" in captions(app)
    assert "wi_text" not in app.query_params


def test_texts_to_go_back_to_are_kept_up_to_a_length() -> None:
    """A session keeps the latest long texts only, however often they are changed; ordinary ones stay."""
    app = visit(ask="what_if", text=TEXT)
    for number in range(4):
        app.text_area(key="wi_text").set_value(f"film {number} " * 25_000).run()
    past = [text for text, _ in app.session_state["wi-past"]]
    assert [len(text) for text in past] == [175_000] * 2
    assert view(app)["undo"]
