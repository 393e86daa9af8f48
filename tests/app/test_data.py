"""The page "Data" as AppTest builds it."""

import json
import re
from dataclasses import replace
from typing import Any, Literal

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.analysis import padding_drift
from rnnviz.corpora import Corpus, WordCounts, count_words
from rnnviz.recording import record
from rnnviz.runs import load
from rnnviz.text import UNKNOWN_ID, Padding, plain_words, read_words, review_row
from rnnviz.ui.data.controls import CUT_REVIEW
from rnnviz.ui.reviews.box import LONGEST_SHARED
from rnnviz.ui.reviews.examples import EXAMPLES
from tests.app.driving import captions, sentences, trainers_loaded_by, visit

GOOD = b"id,review,sentiment\n1,A fine film,pos\n2,a dull film film,neg\n3,fine,pos\n"
HOSTILE = "<script>alert(1)</script> **bold** :red[x] $y$ ![](https://example.org/x.png) `z`"


@pytest.fixture(scope="module")
def imdb_words(imdb: Corpus) -> WordCounts:
    """The words of the 25,000 reviews, counted once."""
    return count_words(imdb.texts)


def views(app: AppTest) -> dict[str, dict[str, Any]]:
    """What the components were given, by what they are; the page shows no error."""
    assert sentences(app) == []
    found = {}
    for view in app.get("bidi_component"):
        data = json.loads(view.proto.json)[0]
        signs = {"array": "way", "headline": "thesis", "reviews": "reviews", "words": "words"}
        kind = next((kind for sign, kind in signs.items() if sign in data), None)
        found[kind or data["panels"][0]["name"]] = data
    return found


def way(app: AppTest) -> dict[str, Any]:
    """The drawing of the review's way."""
    return views(app)["way"]


def panel(app: AppTest, name: str) -> dict[str, Any]:
    """One of the charts."""
    panels = [part for view in views(app).values() for part in view.get("panels", ()) if part["name"] == name]
    assert len(panels) == 1
    return panels[0]


def warnings(app: AppTest) -> list[str]:
    """Warnings as they are read."""
    return [re.sub(r"\\(.)", r"\1", warning.value) for warning in app.warning]


def metric(app: AppTest, label: str) -> str:
    """The value of a metric."""
    return next(found.value for found in app.metric if found.label == label)


def upload(content: bytes, name: str = "mine.csv") -> AppTest:
    """The page with this file chosen as the corpus."""
    app = visit("data", d_corpus="a CSV of your own")
    return app.file_uploader(key="d_file").set_value((name, content, "text/csv")).run()


# ---- the way of one review ----


def test_a_first_visit_shows_an_examples_way(imdb_words: WordCounts) -> None:
    """The first example stands in a row of 500 with the vocabulary of 10,000, and nothing is wrong."""
    app = visit("data")
    view = way(app)
    row = review_row(EXAMPLES["mixed"], imdb_words.vocabulary(10_000), Padding())
    assert [text for _, text in view["words"]] == [word.text for word in row.words]
    assert view["ids"] == [1, *(word.id for word in row.words)]
    assert (view["first"], view["kept"], view["maxlen"], view["pending"]) == (row.pads, 52, 500, False)
    assert warnings(app) == []


@pytest.mark.parametrize("padding", ["pre", "post"])
@pytest.mark.parametrize("truncating", ["pre", "post"])
def test_controls_give_the_counts_of_the_text_functions(
    imdb_words: WordCounts, padding: Literal["pre", "post"], truncating: Literal["pre", "post"]
) -> None:
    """What is cut and unknown, and where everything stands, follow from the controls as from `review_row`."""
    for maxlen in ("7", "60"):
        app = visit(
            "data", d_example="negated", d_num_words="20", d_maxlen=maxlen, d_padding=padding, d_truncating=truncating
        )
        rule = Padding(maxlen=int(maxlen), padding=padding, truncating=truncating)
        row = review_row(EXAMPLES["negated"], imdb_words.vocabulary(20), rule)
        view = way(app)
        assert view["total"] - view["kept"] == row.words_cut + (not row.start_kept)
        assert view["first"] == row.first
        inside = [i for i in view["unknown"] if view["begin"] <= i < view["begin"] + view["kept"]]
        assert len(inside) == row.words_unknown > 0
        assert re.search(f" {row.words_unknown} (are|is) unknown", view["sentence"])
        assert (f"{row.words_cut} words are cut" in view["sentence"]) == bool(row.words_cut)
        zeros = row.row.tolist().count(0)
        assert (f"{zeros} zeros stand {'before' if padding == 'pre' else 'behind'} them" in view["sentence"]) == bool(
            zeros
        )


def test_moving_a_control_redraws_the_way(imdb_words: WordCounts) -> None:
    """num_words is live: a smaller vocabulary makes more words unknown, and the address follows."""
    app = visit("data")
    before = len(way(app)["unknown"])
    app.select_slider(key="d_num_words").set_value(100).run()
    words = read_words(EXAMPLES["mixed"], imdb_words.vocabulary(100))
    assert len(way(app)["unknown"]) == sum(word.id == UNKNOWN_ID for word in words) > before


def test_the_row_is_written_as_numpy_writes_it() -> None:
    """A short row is written whole, a long one with its zeros counted."""
    assert way(visit("data", d_text="the and", d_maxlen="5"))["array"] == "[0, 0, 1, 4, 5]"
    assert way(visit("data", d_text="the and"))["array"] == "[0, 0, 0, … 491 more zeros …, 0, 0, 0, 1, 4, 5]"
    behind = visit("data", d_text="the and", d_padding="post")
    assert way(behind)["array"] == "[1, 4, 5, 0, 0, 0, … 491 more zeros …, 0, 0, 0]"


@pytest.mark.parametrize("text", ["!!!", "the", "한국어 영화", HOSTILE, "x" * 5_000, "the " * 5_000])
def test_any_text_has_a_way(text: str) -> None:
    """No word, one, none known, markup, one huge word and 5,000 words are drawn as what they are."""
    app = visit("data")
    app.text_area(key="d_text").set_value(text).run()
    view = way(app)
    assert view["total"] == len(text.split()) + 1 if text.isascii() and " " not in HOSTILE else view["total"] >= 1
    assert len(view["words"]) <= 2_400
    assert not any(HOSTILE[:20] in str(part.value) for part in [*app.markdown, *app.caption])


def test_an_empty_text_is_one_sentence() -> None:
    """Nothing to read is said; the box stays."""
    app = visit("data")
    app.text_area(key="d_text").set_value("  ").run()
    assert sentences(app) == [
        "There is nothing to read yet: paste a film review under “Choose a review”, or pick one there."
    ]


# ---- the network and the zeros ----


def thesis(app: AppTest) -> dict[str, Any]:
    """What is drawn of the review in two rows."""
    return views(app)["thesis"]


def test_both_rows_are_those_of_the_network() -> None:
    """What is drawn after every place is what the network computes, and the headline says how both end."""
    app = visit("data")
    network = load("imdb-simple-rnn")
    found = thesis(app)
    for row, side in zip(found["rows"], ("pre", "post"), strict=True):
        read = record(replace(network, padding=Padding(padding=side)), EXAMPLES["mixed"])
        np.testing.assert_allclose(row["probability"], read.probability, atol=6e-5)
        assert row["title"].endswith(f"{read.probability[-1]:.3f}")
        assert f"ends at {read.probability[-1]:.3f}" in found["headline"]
        assert row["words"] == [word for word, real in zip(read.words, read.mask, strict=True) if real]
        assert (row["first"], row["zeros"]) == (448 if side == "pre" else 0, "448 zeros")
    assert [row["chosen"] for row in found["rows"]] == [True, False]


def test_the_state_over_the_zeros_is_that_of_the_network() -> None:
    """Norm and logit over the zeros are those of the analysis."""
    app = visit("data")
    drift = padding_drift(load("imdb-simple-rnn"), EXAMPLES["mixed"], Padding())
    assert panel(app, "norm")["y"][-1] == pytest.approx(float(drift.norms[-1]))
    assert panel(app, "logit")["y"] == pytest.approx(drift.logit.tolist())


def test_the_row_of_the_page_is_marked() -> None:
    """Of both rows the one that the controls choose is drawn below, whichever network reads."""
    app = visit("data", d_model="imdb-simple-rnn-stacked", d_padding="post")
    assert [row["chosen"] for row in thesis(app)["rows"]] == [False, True]
    assert app.session_state.d_model == "imdb-simple-rnn-stacked"


def test_a_network_that_masks_is_said_to_mask() -> None:
    """There is no chart of a drift, and the page says why."""
    app = visit("data", d_model="imdb-lstm")
    assert "norm" not in views(app)
    found = thesis(app)
    assert found["headline"].startswith("This network masks the zeros: it skips them")
    assert "alone" not in found
    assert set(found["rows"][0]["probability"][:448]) == {found["rows"][0]["probability"][0]}


def test_a_row_without_zeros_drifts_nowhere() -> None:
    """A review that is cut is shown cut at either end; rows of 10 are said to be new to the network."""
    app = visit("data", d_maxlen="10", d_truncating="post")
    assert "norm" not in views(app)
    found = thesis(app)
    assert [row["chosen"] for row in found["rows"]] == [False, True]
    assert "truncating" in found["rows"][0]["title"]
    assert "It was trained on rows of 500: rows of 10 are new to it." in found["note"]
    full = thesis(visit("data", d_text="the and", d_maxlen="3"))
    assert full["headline"].startswith("The review fills all 3 places of its row: there is no zero in it")


def test_a_review_that_is_cut_is_one_click_away(imdb: Corpus) -> None:
    """The review is found by its number, does not fit into 500 places, and which end is cut decides its verdict."""
    app = visit("data")
    app.button(key="d_cut").click().run()
    text = imdb.texts[CUT_REVIEW - 1]
    assert app.text_area(key="d_text").value == text
    assert way(app)["total"] - way(app)["kept"] == len(plain_words(text)) + 1 - 500 > 0
    assert thesis(app)["headline"].startswith("What is cut decides: without the first")
    assert dict(app.query_params)["d_review"] in (str(CUT_REVIEW), [str(CUT_REVIEW)])


# ---- the corpus ----


def test_imdb_is_described_by_its_published_facts() -> None:
    """25,000 reviews, half of each class, 2,108 cut at 500, 5.7 % unknown at 10,000."""
    app = visit("data")
    assert (metric(app, "Reviews"), metric(app, "Different words")) == ("25,000", "88,584")
    assert views(app)["lengths"]["balance"]["told"] == "12,500 negative and 12,500 positive reviews."
    assert panel(app, "lengths")["title"] == "Rows of 500 cut 8.4 % of the reviews (2,108)"
    assert sum(panel(app, "lengths")["y"]) == 25_000
    assert panel(app, "coverage")["title"].endswith("5.7 % are unknown")
    assert panel(app, "coverage")["mark"]["x"] == 10_000


def test_the_charts_follow_the_controls(imdb: Corpus) -> None:
    """Both marks stand at the chosen maxlen and num_words."""
    app = visit("data", d_maxlen="100", d_num_words="500")
    assert panel(app, "lengths")["mark"]["x"] == 101
    assert panel(app, "coverage")["mark"]["x"] == 500


def test_words_are_ordered_as_asked() -> None:
    """The most frequent words first, or those of one class."""
    tops = {order: views(visit("data", d_words=order))["words"]["words"]["items"] for order in
            ("most frequent", "most positive", "most negative")}  # fmt: skip
    assert [item["text"] for item in tops["most frequent"][:3]] == ["the", "and", "a"]
    assert "superb" in {item["text"] for item in tops["most positive"]}
    assert "worst" in {item["text"] for item in tops["most negative"]}
    assert all(item["share"] > 0.5 for item in tops["most positive"])


# ---- finding a review ----


def test_a_search_finds_every_review_that_holds_it(imdb: Corpus) -> None:
    """Only reviews with the text, of the label, in the order; what was found is marked."""
    app = visit("data", d_search="Quantum physics", d_show="positive", d_order="shortest first")
    view = views(app)["reviews"]
    fits = [i for i, text in enumerate(imdb.texts) if "quantum physics" in text.lower() and imdb.labels[i] == 1]
    assert view["found"].startswith(f"{len(fits)} review")
    assert {review["number"] - 1 for review in view["reviews"]} <= set(fits)
    assert all(review["parts"][1].lower() == "quantum physics" for review in view["reviews"])
    lengths = [int(review["note"].split()[0].replace(",", "")) for review in view["reviews"]]
    assert lengths == sorted(lengths)


def test_what_was_found_stands_among_whole_words(imdb: Corpus) -> None:
    """An excerpt that begins within a review begins with a word of it."""
    for review in views(visit("data", d_search="not bad"))["reviews"]["reviews"]:
        lead = review["parts"][0]
        if lead.startswith("… "):
            first = re.escape(lead.split(" ")[1])
            assert re.search(rf"[\s>]{first}", imdb.texts[review["number"] - 1])  # behind a space or a line break
            assert len(lead) <= 92


def test_pages_hold_ten_reviews_each() -> None:
    """The second page goes on after the first; a search begins at page 1 again."""
    app = visit("data", d_page="2")
    assert [review["number"] for review in views(app)["reviews"]["reviews"]] == list(range(11, 21))
    app.text_input(key="d_search").set_value("quantum").run()
    assert app.number_input(key="d_page").value == 1


@pytest.mark.parametrize("query", ["(", "\\", "[a", HOSTILE, "zzzzqqq", "İ", "."])
def test_a_search_is_text_and_no_pattern(imdb: Corpus, query: str) -> None:
    """Signs of a pattern and markup are looked for as they stand."""
    app = visit("data", d_search=query)
    view = views(app)["reviews"]
    expected = sum(query.lower() in text.lower() for text in imdb.texts)
    assert view["found"].startswith(f"{expected:,} review" if expected else "None of 25,000")


def test_a_review_of_the_corpus_is_in_the_address(imdb: Corpus, imdb_words: WordCounts) -> None:
    """A number in the address brings the review back, also one that is longer than the address holds."""
    number = 1 + next(i for i, text in enumerate(imdb.texts) if len(text) > LONGEST_SHARED)
    app = visit("data", d_review=str(number))
    assert app.text_area(key="d_text").value == imdb.texts[number - 1]
    assert dict(app.query_params)["d_review"] in (str(number), [str(number)])
    assert "d_text" not in app.query_params
    assert warnings(app) == []
    app.button_group(key="d_example").set_value("negated").run()
    assert way(app)["total"] == len(read_words(EXAMPLES["negated"], imdb_words.vocabulary(9))) + 1


@pytest.mark.parametrize("length", ["short", "long"])
def test_a_review_is_handed_over_to_be_read(imdb: Corpus, length: str) -> None:
    """A text that another page hands over, short or too long for an address, is what "Read a review" reads."""
    text = next(text for text in imdb.texts if (len(text) > LONGEST_SHARED) == (length == "long"))
    app = AppTest.from_function(_hand_over, default_timeout=120, args=(text,)).run()
    assert app.session_state["text"] == text
    assert app.session_state["example"] is None
    assert app.session_state["address"] == ({"text": text} if length == "short" else {})


def _hand_over(text: str) -> None:
    import streamlit as st

    from rnnviz.ui.reviews.box import READ_BOX

    st.session_state.address = READ_BOX.hand_over(text)


def test_a_page_that_is_come_back_to_keeps_its_review() -> None:
    """After a look at another page the text is still in the box."""
    app = visit("data")
    app.text_area(key="d_text").set_value("a fine film").run()
    for page in ("loop", "data"):
        app.query_params.clear()
        app.switch_page(f"../../pages/{page}.py").run()
    assert app.text_area(key="d_text").value == "a fine film"
    assert dict(app.query_params)["d_text"] in ("a fine film", ["a fine film"])


# ---- the address ----


def test_an_address_restores_every_control() -> None:
    """Corpus, text, sizes, sides, model, words and the table's controls come back cold."""
    app = visit(
        "data",
        d_text="a fine film",
        d_num_words="500",
        d_maxlen="20",
        d_padding="post",
        d_truncating="post",
        d_model="imdb-simple-rnn-stacked",
        d_words="most positive",
        d_search="awful",
        d_show="negative",
        d_order="longest first",
        d_page="3",
    )
    view = way(app)
    assert ([text for _, text in view["words"]], view["maxlen"], view["first"]) == (["a", "fine", "film"], 20, 0)
    state = app.session_state
    assert (state.d_num_words, state.d_model, state.d_words) == (500, "imdb-simple-rnn-stacked", "positive")
    assert (state.d_search, state.d_show, state.d_order, state.d_page) == ("awful", "negative", "longest", 3)
    assert warnings(app) == []


def test_an_address_may_hold_ids() -> None:
    """What is called by its id is found as by its label."""
    app = visit("data", d_corpus="imdb", d_words="negative", d_order="longest", d_show="positive")
    assert warnings(app) == []
    assert (app.session_state.d_words, app.session_state.d_order) == ("negative", "longest")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"d_example": "moon"}, "There is no example moon; mixed is shown."),
        ({"d_corpus": "moon"}, "There is no corpus moon"),
        ({"d_num_words": "10001"}, "num_words is one of"),
        ({"d_num_words": "many"}, "num_words is one of"),
        ({"d_maxlen": "0"}, "maxlen is a whole number from 1 to 1,000, not 0"),
        ({"d_maxlen": "1e9"}, "maxlen is a whole number"),
        ({"d_padding": "left"}, "padding is one of pre, post, not left"),
        ({"d_truncating": HOSTILE}, "truncating is one of pre, post, not <script>"),
        ({"d_model": "../../etc"}, "The model is one of"),
        ({"d_words": "rare"}, "The order of the words is one of"),
        ({"d_show": "mixed"}, "The label is one of"),
        ({"d_order": "random"}, "The order is one of"),
        ({"d_page": "-1"}, "Page is a whole number"),
        ({"d_page": "9" * 400}, "Page is a whole number from 1 to 2,500"),
        ({"d_maxlen": "9" * 400}, "maxlen is a whole number from 1 to 1,000"),
        ({"d_num_words": "9" * 400}, "num_words is one of"),
        ({"d_review": "9" * 400}, "The number of the review is a whole number"),
        ({"d_page": "9999999"}, "Page is a whole number from 1 to 2,500"),
        ({"d_review": "25001"}, "The number of the review is a whole number from 1 to 25,000, not 25001"),
        ({"d_review": "x"}, "The number of the review"),
    ],
    ids=lambda value: next(iter(value.items()))[0] if isinstance(value, dict) else "",
)
def test_nonsense_in_the_address_is_one_warning(address: dict[str, str], said: str) -> None:
    """What a control cannot have is said, and the page shows what it shows without it."""
    app = visit("data", **address)
    (warning,) = warnings(app)
    assert said in warning
    assert way(app)["maxlen"] == 500


# ---- other corpora ----


def test_keras_imdb_without_its_files_is_one_sentence(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is downloaded; the sentence says where the files were looked for, and the installed reviews are shown."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    app = visit("data", d_corpus="Keras's IMDB")
    (sentence,) = sentences(app)
    assert "is not in Keras's cache (imdb.npz in" in sentence
    assert metric(app, "Reviews") == "25,000"


def test_before_an_upload_imdb_is_shown() -> None:
    """The limits are stated, and the page is not empty."""
    app = visit("data", d_corpus="a CSV of your own")
    assert "Up to 20 MB, 1,000,000 rows and 100 columns" in captions(app)
    assert metric(app, "Reviews") == "25,000"


def test_an_uploaded_corpus_is_counted() -> None:
    """Its likely columns are chosen, its words give the ids, and its reviews can be found."""
    app = upload(GOOD)
    assert [box.value for box in app.selectbox if "Column of" in box.label] == ["review", "sentiment"]
    assert (metric(app, "Reviews"), metric(app, "Words")) == ("3", "8")
    assert [review["label"] for review in views(app)["reviews"]["reviews"]] == ["positive", "negative", "positive"]
    app.text_area(key="d_text").set_value("film fine dull strange").run()
    assert way(app)["ids"] == [1, 4, 6, 7, 2]


def test_an_uploaded_corpus_belongs_to_its_session() -> None:
    """Another visitor sees nothing of it."""
    upload(GOOD.replace(b"fine", b"secretword"))
    other = visit("data", d_corpus="a CSV of your own", d_search="secretword")
    assert "secretword" not in json.dumps([view["reviews"] for view in [views(other)["reviews"]]])
    assert metric(other, "Reviews") == "25,000"


def test_other_columns_may_be_chosen() -> None:
    """A column that holds no labels is refused by row, and choosing the right one repairs it."""
    app = upload(b"a,b,c\n1,fine film,x\n0,dull film,y\n")
    assert "row 1: a label is 0, 1, negative or positive, not 'fine film'" in sentences(app)[0]
    text, label = (box for box in app.selectbox if "Column of" in box.label)
    label.set_value("a")
    text.set_value("b").run()
    assert metric(app, "Reviews") == "2"


_DISTINCT = b"text,label\n" + b"".join(
    b"%s,%d\n" % (b" ".join(b"%x" % word for word in range(100 * row, 100 * row + 100)), row % 2)
    for row in range(8_100)
)

HOSTILE_UPLOADS = {
    "empty": (b"", "mine.csv is empty"),
    "no row": (b"text,label\n", "mine.csv holds no review"),
    "one column": (b"text\nfine\n", "has one column, 'text'"),
    "open quote": (b'text,label\n"a,1\nb,0\n', "look for a quote that is not closed"),
    "latin-1": ("text,label\ncafé,1\n".encode("latin-1"), "is not UTF-8 text"),
    "label 7": (b"text,label\na,7\n", "row 1: a label is 0, 1, negative or positive, not '7'"),
    "cells": (b"text,label\na,1,2\n", "row 1: a row has 3 cells where the header has 2"),
    "gzip": (b"\x1f\x8b\x08\x00" + bytes(1000), "is a gzip archive"),
    "header": (b"text,label" + b",text" * 300_000 + b"\na,1\n", "has 300,002 columns"),
    "name twice": (b"text,label,text\na,1,b\n", "two columns that are called 'text'"),
    "huge cell": (b"text,label\n" + b"a" * 1_000_001 + b",1\n", "holds a cell of more than 1,000,000 characters"),
    "NUL": (b"text,label\na\x00b,1\n", "row 1: its text holds a NUL"),
    "too large": (b"text,label\n" + b"a fine film,1\n" * 1_700_000, "has 22.7 MB; at most 20 MB are read"),
    "markup": (HOSTILE.encode() + b",x\na,b\n", "row 1: a label is"),
}


@pytest.mark.parametrize(("content", "said"), HOSTILE_UPLOADS.values(), ids=HOSTILE_UPLOADS)
def test_a_hostile_upload_is_one_sentence(content: bytes, said: str) -> None:
    """Each is refused in a sentence that says what came and what to do."""
    (sentence,) = sentences(upload(content))
    assert said in sentence


def test_more_words_than_a_language_has_are_not_counted() -> None:
    """A file of numbers, each a word of its own, is refused before counting them keeps everybody waiting."""
    rows = [" ".join(f"{word:x}" for word in range(100 * row, 100 * row + 100)) for row in range(8_100)]
    (sentence,) = sentences(upload(b"text,label\n" + "".join(f"{row},{row.count('a') % 2}\n" for row in rows).encode()))
    assert "more than 800,000 different words" in sentence


def test_one_class_is_warned_of() -> None:
    """A file of positive reviews alone is shown, and said to teach nothing."""
    app = upload(b"text,label\nfine,1\ngood,1\n")
    assert any("All 2 reviews of mine.csv are positive" in warning for warning in warnings(app))
    assert np.isclose(views(app)["lengths"]["balance"]["positive"]["share"], 1)


@pytest.mark.parametrize("rows", [",1\n,0\n", "a,1\n", "!!!,0\nfine,1\n", "\x07\u202e,1\nb,0\n"])
def test_a_corpus_of_next_to_nothing_is_shown(rows: str) -> None:
    """Reviews without a word, a single review and odd signs are counted as they are."""
    app = upload(f"text,label\n{rows}".encode())
    assert metric(app, "Reviews") == str(rows.count("\n"))
    app.select_slider(key="d_num_words").set_value(5).run()
    app.slider(key="d_maxlen").set_value(1).run()
    for order in ("most positive", "most negative"):
        app.button_group(key="d_words").set_value(order).run()
        assert "words" in views(app)


_SESSION = """
from tests.app.driving import visit
from tests.app.test_data import views
assert "way" in views(visit("data"))
visit("data", d_corpus="Keras's IMDB")
"""


@pytest.mark.thorough
def test_the_page_loads_no_tensorflow() -> None:
    """Neither TensorFlow nor Keras is in the process that serves the page, whatever the corpus."""
    assert trainers_loaded_by(_SESSION) == []
