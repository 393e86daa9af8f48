"""Whatever is pasted and whatever lies in the runs folder: a picture or one sentence, never a broken page."""

import shutil
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rnnviz.runs import models_folder
from tests.app.driving import captions, counts, drawn, paste, picture, sentences, visit, words

# What each text counts: read, unknown, cut.
ODD = {
    "one 10,000-letter word": ("x" * 10_000, (1, 1, 0)),
    "100,000 words": ("a " * 100_000, (500, 0, 99_500)),
    "emoji": ("😀 🎬🍿 great 👩‍👩‍👧‍👦", (4, 3, 0)),
    "right to left": ("فيلم رائع جدا", (3, 3, 0)),
    "zero-width": ("gre\u200bat\u200d fi\ufefflm", (2, 0, 0)),
    "NUL": ("great\x00 film\x00", (2, 0, 0)),
    "HTML and script": ("<script>alert('good')</script><img src=x onerror=alert(1)>", (10, None, 0)),
    "markdown and formulas": ("**great** $film$ :red[good] ![a](http://x.y/z.png)", (10, None, 0)),
    "only unknown words": ("zorblax quandoodle wibblefrotz", (3, 3, 0)),
    "Korean": ("정말 재미있는 영화였다", (3, 3, 0)),
    "Korean, decomposed": (unicodedata.normalize("NFD", "재미있는 영화"), (2, 2, 0)),
    "many lines": ("great\n\n\n  \t film\r\n", (2, 0, 0)),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_text_gives_a_picture(name: str) -> None:
    """The text is read, its words are counted rightly, and the box holds it as it was typed."""
    text, (read, unknown, cut) = ODD[name]
    app = paste(visit(model="imdb-simple-rnn"), text)
    assert len(words(app)) == min(read, 500)
    counted = counts(app)
    assert counted.startswith(f"{read:,} {'word' if read == 1 else 'words'} read, ")
    assert counted.endswith(f", {cut:,} cut")
    assert unknown is None or f", {unknown:,} unknown," in counted
    assert app.text_area(key="text").value == text


@pytest.mark.parametrize("text", ["", " ", "\n\n\t ", "\u00a0\u2003"])
def test_a_blank_text_gives_one_sentence(text: str) -> None:
    """Nothing to read is said once, and the box keeps its blanks."""
    app = paste(visit(), text)
    assert sentences(app) == ["There is nothing to read yet: paste a film review under “Review”, or pick one there."]
    assert picture(app) is None
    assert app.text_area(key="text").value == text


@pytest.mark.parametrize("text", ["!!! ... ???", "\u200b\u200b", "\x00", "-- & --"])
def test_a_text_without_a_word_is_not_said_to_have_words(text: str) -> None:
    """Where no word was read, the page says so, and does not speak of words that the network does not know."""
    app = paste(visit(), text)
    assert "none of these words" not in captions(app)
    assert "no word" in " ".join([*sentences(app), captions(app)]).lower()
    assert app.text_area(key="text").value == text


@pytest.mark.parametrize(
    ("text", "length"), [("x" * 1_000_000, "1,000,000"), ("bad " * 100_000, "400,000"), ("x" * 200_001, "200,001")]
)
def test_a_text_beyond_the_limit_gives_one_sentence(text: str, length: str) -> None:
    """A text that is too long is not read; the sentence states the limit and the length, and the box keeps the text."""
    app = paste(visit(), text)
    (sentence,) = sentences(app)
    assert "up to 200,000 characters" in sentence
    assert f"this text has {length}" in sentence
    assert picture(app) is None
    assert app.text_area(key="text").value == text


def test_after_a_bad_text_comes_a_good_one() -> None:
    """A page that showed a sentence shows the next review, in the colouring, order and unit chosen before."""
    app = visit(colour="push", sort="variance", unit="7")
    paste(paste(app, ""), "a fine film")
    assert words(app) == ["a", "fine", "film"]
    view = drawn(app)
    assert (view["colouring"], view["order_label"], view["unit"]) == ("delta_logit", "sorted by variance", 7)


def test_a_bad_text_is_nobody_elses() -> None:
    """What one session pastes changes nothing in another."""
    mine, other = visit(), visit(text="a fine film")
    before = drawn(other)
    paste(mine, "x" * 300_000)
    paste(mine, "<script>")
    assert drawn(other.run()) == before
    assert other.text_area(key="text").value == "a fine film"


# --- the runs folder ----------------------------------------------------------------------------------------------


@pytest.fixture
def own_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run of the user's own, a copy of a shipped one, in an otherwise empty runs folder."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path))
    run = tmp_path / "runs" / "my-first-run"
    shutil.copytree(models_folder() / "imdb-simple-rnn", run, ignore=shutil.ignore_patterns("epochs"))
    return run


def _without_model(run: Path) -> None:
    (run / "model.keras").unlink()


def _truncated(run: Path) -> None:
    content = (run / "model.keras").read_bytes()
    (run / "model.keras").write_bytes(content[: len(content) // 2])


def _empty(run: Path) -> None:
    (run / "model.keras").write_bytes(b"")


def _foreign(run: Path) -> None:
    (run / "model.keras").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1_000))


def _foreign_archive(run: Path) -> None:
    with zipfile.ZipFile(run / "model.keras", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")


def _other_network(run: Path) -> None:
    (run / "run.json").write_text((run / "run.json").read_text("utf-8").replace('"units": 32', '"units": 16'), "utf-8")


def _no_record(run: Path) -> None:
    (run / "run.json").write_text("{", "utf-8")


def _no_vocabulary(run: Path) -> None:
    (run / "vocabulary.txt").unlink()


def _short_vocabulary(run: Path) -> None:
    (run / "vocabulary.txt").write_text("not a vocabulary\n", "utf-8")


DAMAGE = [
    _truncated,
    _empty,
    _foreign,
    _foreign_archive,
    _other_network,
    _no_record,
    _no_vocabulary,
    _short_vocabulary,
]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__.strip("_"))
def test_a_damaged_run_gives_one_sentence_that_names_it(own_run: Path, damage: Callable[[Path], None]) -> None:
    """A run whose model, record or vocabulary is damaged or foreign is named in one sentence, without a path."""
    damage(own_run)
    (sentence,) = sentences(app := visit(model=own_run.name))
    assert own_run.name in sentence
    assert str(own_run.parent) not in sentence
    assert picture(app) is None


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__.strip("_"))
def test_a_damaged_run_leaves_the_others_alone(own_run: Path, damage: Callable[[Path], None]) -> None:
    """Beside a damaged run, the shipped ones can be chosen and read with."""
    damage(own_run)
    app = visit(model=own_run.name)
    app.selectbox(key="model").set_value("imdb-simple-rnn").run()
    assert drawn(app)["steps"]


def test_a_run_whose_model_is_missing_is_named(own_run: Path) -> None:
    """An address that asks for a run without a model file is answered with its name, not with another model alone."""
    _without_model(own_run)
    app = visit(model=own_run.name)
    said = " ".join([*sentences(app), *(warning.value for warning in app.warning)]).replace("\\", "")
    assert own_run.name in said


def test_a_model_that_is_deleted_while_it_is_shown(own_run: Path) -> None:
    """When the chosen run disappears from the disk, the page goes on and names it."""
    app = visit(model=own_run.name)
    drawn(app)
    shutil.rmtree(own_run)
    app.run()
    said = " ".join([*sentences(app), *(warning.value for warning in app.warning)]).replace("\\", "")
    assert own_run.name in said


def test_a_repaired_model_is_read_again(own_run: Path) -> None:
    """A model file that was broken and is whole again is read without a restart."""
    whole = (own_run / "model.keras").read_bytes()
    _truncated(own_run)
    app = visit(model=own_run.name)
    assert len(sentences(app)) == 1
    (own_run / "model.keras").write_bytes(whole)
    assert drawn(app.run())["steps"]


def test_a_run_of_ones_own_is_offered(own_run: Path) -> None:
    """A whole run in the runs folder can be chosen beside the shipped ones, which come first."""
    app = visit(model=own_run.name)
    assert drawn(app)["steps"]
    assert app.selectbox(key="model").options[-1] == own_run.name


def test_a_run_called_like_a_shipped_one_does_not_hide_it(own_run: Path) -> None:
    """Of two runs with one name the box offers the name once, and it means the shipped one."""
    own_run = own_run.rename(own_run.with_name("imdb-simple-rnn"))
    _truncated(own_run)
    app = visit(model="imdb-simple-rnn")
    options = app.selectbox(key="model").options
    assert options.count("SimpleRNN of the chapter, 84.6 %") == 1
    assert "imdb-simple-rnn" not in options
    assert drawn(app)["steps"]


def test_no_model_at_all_gives_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a single run the page says so and how to get one."""
    monkeypatch.setattr("rnnviz.ui.frame.session.list_runs", list)
    (sentence,) = sentences(app := visit())
    assert "python -m rnnviz train" in sentence
    assert "make models" in sentence
    assert picture(app) is None
