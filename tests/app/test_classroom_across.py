"""The classroom script of "Units and words" is clicked through, and says what the page says."""

from collections.abc import Iterator

import pytest

from rnnviz.analysis import shown_steps
from rnnviz.runs import find_run
from rnnviz.states import kept_store, open_index, record_corpus
from rnnviz.ui.frame.doors import to_state
from rnnviz.ui.frame.session import recording_of
from rnnviz.ui.reviews.examples import EXAMPLES
from tests.app.classroom import assert_said, screen, script
from tests.app.driving import visit

SCRIPT = script("units-and-words")
RUN, WORD = "imdb-lstm", 28


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A home of its own, in which nothing is recorded at first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNNVIZ_HOME", str(tmp_path_factory.mktemp("class-home")))
        yield


def word(text: str) -> str:
    """All that the page says of a word."""
    return screen(visit("across", w_part="word", w_word=text))


def elsewhere() -> tuple[str, str]:
    """What the window of the word says, and what the page answers when its states are recorded."""
    recording = recording_of(RUN, EXAMPLES["mixed"])
    steps = shown_steps(recording)
    step = steps.words.index("excellent")
    assert int(steps.numbers[step]) == WORD
    app = visit(example="mixed")
    app.session_state["read-elsewhere"] = (0, step)
    asked = " ".join(button.label.replace("\\", "") for button in app.run().button)
    open_index(record_corpus(find_run(RUN), kept_store(find_run(RUN)).path))
    state = recording.hidden_states[steps.timesteps[step]]
    return asked, screen(visit("across", **to_state(run=RUN, state=state, said="excellent").address))


def test_the_script_says_what_the_page_says() -> None:
    """Every bold text of the script is on the page after the clicks before it."""
    negation, ten = word("not"), word("10")
    first, other = screen(visit("across")), screen(visit("across", w_unit="0"))
    blocks, errors = (screen(visit("across", w_part=part)) for part in ("blocks", "errors"))
    asked, state = elsewhere()
    screens = [*[negation] * 4, word("never"), *[ten] * 3, word("7"), ten]
    screens += [first, other, other, blocks, errors, errors, asked, state, state]
    assert_said(SCRIPT, screens)
