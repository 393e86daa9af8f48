"""What a session of "Read a review" keeps between two script runs."""

import gc

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import app_test

from rnnviz.recording import Recording
from rnnviz.ui.instruments import words
from tests.app.driving import sentences, visit


@pytest.mark.parametrize("question", words.questions())
def test_no_picture_is_kept_for_a_visitor_who_only_looks(question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two runs a session refers neither to a recording nor to a payload: most of what it would take."""
    buttons: list[MediaFileManager] = []

    class Manager(MediaFileManager):
        """Keeps what the buttons for downloads refer to, as a server does and AppTest does not."""

        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)
            buttons.append(self)

    monkeypatch.setattr(app_test, "MediaFileManager", Manager)
    app = visit(text="A great film, and not a dull moment.", ask=question)
    assert sentences(app) == []
    assert any(manager._deferred_callables for manager in buttons)
    gc.collect()
    kept = gc.get_objects()
    assert [one for one in kept if type(one) is Recording] == []
    assert [one for one in kept if type(one) is dict and {"order", "steps", "verdict"} <= one.keys()] == []
