"""Rows of equal length are Keras's."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.errors import ConfigurationError
from rnnviz.text import Padding, Side

sides = st.sampled_from(["pre", "post"])


@settings(deadline=None)
@given(
    reviews=st.lists(st.lists(st.integers(1, 10_000), max_size=12), min_size=1, max_size=5),
    maxlen=st.integers(1, 9),
    padding=sides,
    truncating=sides,
)
def test_rows_equal_pad_sequences(
    keras: ModuleType, reviews: list[list[int]], maxlen: int, padding: Side, truncating: Side
) -> None:
    """Rows equal keras.utils.pad_sequences for reviews of any length and all four combinations of sides."""
    ours = Padding(maxlen=maxlen, padding=padding, truncating=truncating)
    theirs = keras.utils.pad_sequences(reviews, maxlen=maxlen, padding=padding, truncating=truncating)
    rows = ours.rows(reviews)
    assert rows.dtype == np.int32
    np.testing.assert_array_equal(rows, theirs)
    for review in reviews:
        assert len(review[ours.kept(len(review))]) == min(len(review), maxlen)


def test_no_reviews_make_no_rows() -> None:
    """No review gives an array of no rows, still maxlen wide."""
    assert Padding(maxlen=7).rows([]).shape == (0, 7)


def test_the_defaults_are_the_chapters() -> None:
    """A row has 500 ids, padded and cut in front."""
    assert Padding() == Padding(maxlen=500, padding="pre", truncating="pre")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"maxlen": 0}, "maxlen is a whole number from 1 to 10,000, not 0"),
        ({"maxlen": 10_001}, "not 10001"),
        ({"maxlen": 2.5}, "not 2.5"),
        ({"maxlen": True}, "not True"),
        ({"maxlen": "500"}, "not '500'"),
        ({"padding": "left"}, 'padding is "pre" or "post", not \'left\''),
        ({"truncating": ""}, 'truncating is "pre" or "post", not \'\''),
    ],
)
def test_settings_that_cannot_work_are_refused(settings: dict[str, Any], message: str) -> None:
    """The sentence names the setting, what it may be and what came."""
    with pytest.raises(ConfigurationError, match=message):
        Padding(**settings)
