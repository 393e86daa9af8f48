"""A review that was picked elsewhere comes with its label and the way back."""

import pytest

from tests.app.driving import paste, verdict, visit

BACK = "/clinic?c_run=imdb-simple-rnn"


@pytest.mark.parametrize(("label", "told"), [("positive", "right"), ("negative", "wrong")])
def test_a_label_says_whether_the_verdict_is_right(label: str, told: str) -> None:
    """The verdict is compared with the label, until another text is read."""
    app = visit(model="imdb-lstm", text="a truly wonderful film", label=label)
    assert verdict(app).startswith(f"Verdict, {told} by the label: positive, 0.")
    assert any(label in text.value for text in app.markdown if "labelled" in text.value)
    assert verdict(paste(app, "an awful film")).startswith("Verdict: ")


def test_a_label_that_there_is_not_is_told() -> None:
    """The review is read all the same."""
    app = visit(text="a film", label="<b>good</b>")
    (warning,) = app.warning
    assert "positive or negative, not" in warning.value
    assert verdict(app).startswith("Verdict: ")


@pytest.mark.parametrize(("link", "offered"), [(BACK, True), ("https://example.com/clinic", False), ("nowhere", False)])
def test_only_a_way_back_into_the_app_is_offered(link: str, offered: bool) -> None:
    """A link to anywhere else is no way back."""
    app = visit(text="a film", back=link)
    assert ["Back to Clinic" in button.label for button in app.button if button.label.startswith("Back")] == [
        True
    ] * offered
