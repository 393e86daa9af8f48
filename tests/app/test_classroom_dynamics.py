"""The classroom script of "Dynamics" is clicked through, and says what the page says."""

from collections.abc import Iterator

import pytest

from tests.app.classroom import assert_said, screen, script
from tests.app.driving import visit

SCRIPT = script("dynamics")


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A home of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNNVIZ_HOME", str(tmp_path_factory.mktemp("class-home")))
        yield


def test_the_script_says_what_the_page_says() -> None:
    """Every bold text of the script is on the page after the clicks before it."""
    epochs = screen(visit("dynamics", dy_weights="epochs"))
    trained, other = screen(visit("dynamics")), screen(visit("dynamics", dy_run="imdb-lstm"))
    screens = [*[epochs] * 3, *[trained] * 5, *[other] * 2, *[trained] * 6]
    assert_said(SCRIPT, screens)
