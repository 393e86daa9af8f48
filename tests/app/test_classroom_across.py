"""The classroom script of "Units and words" is clicked through, and says what the page says."""

import re
from collections.abc import Iterator

import pytest

from rnnviz.analysis import shown_steps
from rnnviz.runs import find_run
from rnnviz.states import kept_store, open_index, record_corpus
from rnnviz.ui.frame.doors import to_state
from rnnviz.ui.frame.session import recording_of
from rnnviz.ui.reviews.examples import EXAMPLES
from tests.app.driving import ROOT, visit
from tests.app.test_classroom_why import screen

SCRIPT = (ROOT / "docs" / "classroom" / "units-and-words.md").read_text(encoding="utf-8")
RUN, WORD = "imdb-lstm", 28


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A home of its own, in which nothing is recorded at first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNNVIZ_HOME", str(tmp_path_factory.mktemp("class-home")))
        yield


def claims() -> list[str]:
    """What the script prints in bold, in its order."""
    return [" ".join(claim.split()) for claim in re.findall(r"\*\*(.+?)\*\*", SCRIPT, flags=re.DOTALL)]


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
    assert len(claims()) == len(screens)
    for claim, text in zip(claims(), screens, strict=True):
        assert claim in text, f"{claim}\n{text}"
