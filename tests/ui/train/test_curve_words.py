"""What the page "Train" says of a run."""

import pytest

from rnnviz.analysis import diagnose
from rnnviz.ui.train.curve_words import diagnosis_in_words
from tests.analysis.curves import CASES


@pytest.mark.parametrize("finding", CASES)
def test_every_finding_is_said_with_its_numbers(finding: str) -> None:
    """Each finding has a sentence of its own, with the epoch and the numbers in it."""
    rows, _, _, sentence = CASES[finding]
    assert diagnosis_in_words(diagnose(rows)) == sentence
