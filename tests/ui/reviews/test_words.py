"""Words that the box for a review says."""

from rnnviz.ui.reviews.examples import EXAMPLES
from rnnviz.ui.reviews.words import example_labels


def test_every_example_has_a_label_of_its_own() -> None:
    """The pills show one label for each example, in the order of the examples, and no two are alike."""
    assert list(example_labels()) == list(EXAMPLES)
    assert len(set(example_labels().values())) == len(EXAMPLES)
