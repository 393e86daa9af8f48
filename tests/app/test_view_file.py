"""What is seen, as a file: for texts that no address can hold."""

import json

import pytest

from rnnviz.errors import DataError
from rnnviz.ui.read.view_file import _read
from tests.app.driving import drawn, visit, words

LONG = "a truly wonderful film " * 600


def test_a_saved_view_opens_as_it_was() -> None:
    """Text, model and choices of one session are those of another that opens its file."""
    app = visit()
    file = json.dumps({"text": LONG, "model": "imdb-gru", "colour": "delta_logit", "unit": "9", "epoch": None}).encode()
    app.file_uploader(key="read-file").upload("review.json", file, "application/json").run()
    assert app.session_state["model"] == "imdb-gru"
    assert words(app)[-1] == "film"
    assert (drawn(app)["colouring"], drawn(app)["unit"]) == ("delta_logit", 9)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.json", b"[1, 2", "no file that this page has saved"),
        ("a.json", b"[1, 2]", "holds no review"),
        ("a.json", b'{"text": 3}', "holds no review"),
        ("a.txt", b"\xff\xfe\x00", "no text in UTF-8"),
        ("a.txt", b"x" * 2_000_001, "up to 2,000,000 bytes"),
    ],
)
def test_another_file_is_refused_with_a_sentence(name: str, content: bytes, told: str) -> None:
    """What is no text and no saved view changes nothing."""
    with pytest.raises(DataError, match=told):
        _read(name, content)


def test_a_text_file_is_a_text() -> None:
    """A byte order mark is no sign of the review."""
    assert _read("a.txt", "\ufeffa fine film".encode()) == ("a fine film", {})
