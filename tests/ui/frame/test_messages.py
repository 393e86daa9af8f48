"""Sentences of the page: a text of unknown origin stays text in Streamlit's markdown, and an error is translated."""

import ast
import html
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rnnviz.errors import ConfigurationError, DataError, RnnvizError
from rnnviz.runs import models_folder, runs_folder
from rnnviz.ui.frame.messages import plain, said, without_places
from rnnviz.ui.language import speaking

UI = Path(__file__).resolve().parents[3] / "rnnviz" / "ui"
MARKDOWN = MarkdownIt("gfm-like", {"linkify": False, "html": True})

# One line, as an error is: a line break parts paragraphs and is no sign to be shown.
one_line = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" ")).map(str.strip)


def shown(markdown: str) -> str:
    """What a browser shows of a paragraph of markdown; a tag in it is shown as ⟨tag⟩."""
    rendered = MARKDOWN.render(markdown).removeprefix("<p>").removesuffix("</p>\n")
    return html.unescape(re.sub(r"<([^>]*)>", r"⟨\1⟩", rendered))


@pytest.mark.parametrize(
    "text",
    [
        "*italic* **bold** _italic_ __bold__ ~~struck~~",
        "`code` ``code``",
        "[link](http://example.com) ![image](http://example.com/a.png)",
        "<script>window.hacked = 1</script>",
        "<img src=x onerror=alert(1)>",
        "&lt;b&gt; &amp; &#42;",
        "# heading",
        "- item",
        "+ item",
        "* item",
        "1. item",
        "1) item",
        "> quote",
        "| a | b |",
        "---",
        r"back\slash \* \n",
        "$x^2$ $$y$$",
        ":red[text] :material/home: :smile:",
        "models/imdb-lstm (my_run) holds 'layer' \"x\"",
    ],
)
def test_a_construct_is_shown_sign_by_sign(text: str) -> None:
    """Emphasis, links, images, HTML, headings, lists, quotes, tables, entities and escapes stay what was typed."""
    assert shown(plain(text)) == text


@given(one_line)
def test_any_line_is_shown_as_it_stands(text: str) -> None:
    """Whatever the line, the reader sees its signs and no markup."""
    assert shown(plain(text)) == text


@pytest.mark.parametrize("sign", "$:")
def test_streamlits_own_signs_are_escaped(sign: str) -> None:
    """Formulas and colour directives, which are Streamlit's and no markdown, begin with an escaped sign too."""
    assert plain(f"a{sign}b") == f"a\\{sign}b"


def test_letters_and_digits_are_left_alone() -> None:
    """Text without a special sign is untouched."""
    assert plain("Größe 영화 12 %") == "Größe 영화 12 %"


# ---- errors ----

GERMAN = {
    "{file} has {rows:,} rows.": "{file} hat {rows:,} Zeilen.",
    "Nothing was read: {why}": "Nichts wurde gelesen: {why}",
    "A row is {'a': 1}.": "Eine Zeile ist {'a': 1}.",
}
ROWS = DataError("{file} has {rows:,} rows.", file="{a}.csv", rows=1_001)


@pytest.mark.parametrize(
    ("error", "german"),
    [
        (ROWS, "{a}.csv hat 1,001 Zeilen."),
        (ConfigurationError("Nothing was read: {why}", why=ROWS), "Nichts wurde gelesen: {a}.csv hat 1,001 Zeilen."),
        (ConfigurationError("A row is {'a': 1}."), "Eine Zeile ist {'a': 1}."),
    ],
    ids=["values", "quoted", "braces"],
)
def test_an_error_is_said_in_the_language_of_the_screen(error: RnnvizError, german: str) -> None:
    """Its message is translated, and that of an error that it quotes; braces of a value, or without values, stay."""
    assert said(error) == str(error)
    with speaking(GERMAN.__getitem__):
        assert said(error) == german


def _caught(tree: ast.AST) -> Iterator[tuple[ast.ExceptHandler, str]]:
    """Handlers that look at what they caught, with the name that they give it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.name is not None:
            yield node, node.name


def _calls_of_said(handler: ast.ExceptHandler) -> list[ast.Call]:
    calls = [node for node in ast.walk(handler) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "said"]


def test_the_app_shows_no_error_but_through_its_language() -> None:
    """Wherever the app catches an error by name, it hands it to `said` and does nothing else with it."""
    found = 0
    for path in sorted(UI.rglob("*.py")):
        for handler, name in _caught(ast.parse(path.read_text(encoding="utf-8"))):
            uses = {node for node in ast.walk(handler) if isinstance(node, ast.Name) and node.id == name}
            spoken = {argument for call in _calls_of_said(handler) for argument in call.args}
            assert uses <= spoken, f"{path.relative_to(UI)}:{handler.lineno} shows an error in English."
            found += 1
    assert found > 5


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (
            "A run was expected at {runs}/mine, but there is none.",
            "A run was expected at runs/mine, but there is none.",
        ),
        ("{runs}: no space", "runs: no space"),
        ("{home} cannot be written (denied).", "home cannot be written (denied)."),
        ("It lies in {home}.", "It lies in home."),
        (
            "{models}/imdb-lstm/model.keras (name = '{models}/a b')",
            "models/imdb-lstm/model.keras (name = 'models/a b')",
        ),
        ("{home}-too, but not x{home}/y", "@/home-too, but not x{home}/y"),
        ("either/or, 3/4, http://example.com/root and /", "either/or, 3/4, http://example.com/root and /"),
    ],
)
def test_a_page_names_no_place_of_the_machine(
    told: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in the runs folder or among the models keeps the end of its path; the rest of a text stays."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))
    places = {"runs": runs_folder(), "models": models_folder(), "home": tmp_path / "home"}
    shown = shown.replace("@", str(tmp_path.relative_to(tempfile.gettempdir())))  # a part of what lies there stays
    assert without_places(told.format(**places)) == shown.format(**places)
    assert said(DataError("{text}", text=told.format(**places))) == shown.format(**places)
