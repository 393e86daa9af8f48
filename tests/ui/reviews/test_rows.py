"""Excerpts of reviews as rows show them."""

import re

import numpy as np
import pytest

from rnnviz.corpora import Corpus
from rnnviz.ui.reviews.rows import readable


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (["A film.<br /><br />A plot."], ["A film. A plot."]),
        (["A film.<BR>A plot. <br/> An end."], ["A film. A plot. An end."]),
        (["A film.<br …"], ["A film.  …"]),
        (["… r />A plot."], ["…  A plot."]),
        (["1 > 0 and a <b> c"], ["1 > 0 and a <b> c"]),
        (["a ", "<br />", " b"], ["a ", "<br />", " b"]),
    ],
)
def test_line_breaks_are_spaces(parts: list[str], shown: list[str]) -> None:
    """Whole breaks and what a cut left of one go; other markup, and what was searched for, stay as written."""
    assert readable(parts) == shown


def test_no_excerpt_of_the_corpus_holds_markup_of_a_break(imdb: Corpus) -> None:
    """Wherever 500 reviews are cut, no piece of a line break is left."""
    draw = np.random.default_rng(0)
    for number in draw.choice(len(imdb), 500, replace=False):
        text = imdb.texts[number]
        start = int(draw.integers(0, max(len(text) - 100, 1)))
        (shown,) = readable(["… " * bool(start) + text[start : start + 260] + " …" * (start + 260 < len(text))])
        assert not re.search(r"<br|br />|^… r />|<b? ?…$", shown), shown
