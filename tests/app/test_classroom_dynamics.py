"""The classroom script of "Dynamics" is clicked through, and says what the page says."""

import re
from collections.abc import Iterator

import pytest

from tests.app.driving import ROOT, visit
from tests.app.test_classroom_why import screen

SCRIPT = (ROOT / "docs" / "classroom" / "dynamics.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A home of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNNVIZ_HOME", str(tmp_path_factory.mktemp("class-home")))
        yield


def claims() -> list[str]:
    """What the script prints in bold, in its order."""
    return [" ".join(claim.split()) for claim in re.findall(r"\*\*(.+?)\*\*", SCRIPT, flags=re.DOTALL)]


def test_the_script_says_what_the_page_says() -> None:
    """Every bold text of the script is on the page after the clicks before it."""
    epochs = screen(visit("dynamics", dy_weights="epochs"))
    trained, other = screen(visit("dynamics")), screen(visit("dynamics", dy_run="imdb-lstm"))
    screens = [*[epochs] * 3, *[trained] * 5, *[other] * 2, *[trained] * 6]
    assert len(claims()) == len(screens)
    for claim, text in zip(claims(), screens, strict=True):
        assert claim in text, f"{claim}\n{text}"
