"""A review's way from text to row, held to the functions that every stage is made of."""

from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from rnnviz.text import START_ID, UNKNOWN_ID, Padding, Vocabulary, read_ids, review_row

VOCABULARY = Vocabulary(["good", "film"])
sides = st.sampled_from(["pre", "post"])
reviews = st.lists(st.sampled_from(["good", "film", "strange"]), max_size=10)


@given(words=reviews, maxlen=st.integers(1, 12), padding=sides, truncating=sides)
def test_the_row_holds_what_is_said_of_it(
    words: list[str], maxlen: int, padding: Literal["pre", "post"], truncating: Literal["pre", "post"]
) -> None:
    """Padding, start sign and kept words stand side by side in the row, and the counts are those of the row."""
    rule = Padding(maxlen=maxlen, padding=padding, truncating=truncating)
    found = review_row(" ".join(words), VOCABULARY, rule)
    inside = [START_ID] * found.start_kept + [word.id for word in found.words[found.kept]]
    zeros = [0] * found.pads
    assert found.row.tolist() == (zeros + inside if padding == "pre" else inside + zeros)
    assert found.row.tolist() == rule.rows([[START_ID, *read_ids(" ".join(words), VOCABULARY)]])[0].tolist()
    assert found.words_unknown == found.row.tolist().count(UNKNOWN_ID)
    assert found.words_cut + len(inside) - found.start_kept == len(words)
    assert found.row.tolist()[found.first :][: len(inside)] == inside


def test_the_start_sign_is_cut_first() -> None:
    """A review that is one id too long loses its start sign at the beginning, a word at the end."""
    before = review_row("good film", VOCABULARY, Padding(maxlen=2, truncating="pre"))
    behind = review_row("good film", VOCABULARY, Padding(maxlen=2, truncating="post"))
    assert (before.row.tolist(), before.words_cut, before.start_kept) == ([4, 5], 0, False)
    assert (behind.row.tolist(), behind.words_cut, behind.start_kept) == ([1, 4], 1, True)
