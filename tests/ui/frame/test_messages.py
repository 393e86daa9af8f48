"""`plain`: a text of unknown origin stays text in Streamlit's markdown."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rnnviz.ui.frame.messages import plain

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
