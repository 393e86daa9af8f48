"""A run of one's own is measured from the page; what comes of it is on the page, and what stands in the way is told."""

import json
import re
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.runs import models_folder
from rnnviz.ui.instruments import measuring
from tests.app.driving import captions, sentences, visit
from tests.app.test_units import lesson, view


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A run of one's own of which nothing has been measured."""
    home = tmp_path / "home"
    shutil.copytree(models_folder() / "imdb-lstm", home / "runs" / "own")
    (home / "runs" / "own" / "measured.json").unlink()
    monkeypatch.setenv("RNNVIZ_HOME", str(home))
    yield home / "runs" / "own"
    measuring._end()


def measured(monkeypatch: pytest.MonkeyPatch, program: str) -> AppTest:
    """The page after a press of the button, and after the end of the process that it starts: this program instead."""
    command = measuring._command
    monkeypatch.setattr(measuring, "_command", lambda work, run: [sys.executable, "-c", program, *command(work, run)])
    app = visit(ask="how_sure", model="own", text="a truly wonderful film")
    app.button(key="measure").click().run()
    for _ in range(200):
        if app.error or not app.info:
            return app
        assert "own is being measured" in re.sub(r"\\(.)", r"\1", captions(app))
        time.sleep(0.1)
        app.run()
    pytest.fail("The process did not end.")


def test_what_was_measured_is_shown(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is that of the command line, and when it has ended the question is answered."""
    record = json.dumps((models_folder() / "imdb-lstm" / "measured.json").read_text("utf-8"))
    program = (
        "import sys, pathlib\n"
        "assert sys.argv[2:5] == ['-m', 'rnnviz', 'measure']\n"
        f"pathlib.Path(sys.argv[5], 'measured.json').write_text({record})"
    )
    app = measured(monkeypatch, program)
    assert sentences(app) == []
    assert lesson(app).startswith("It says ")
    assert view(app, "lines")["panels"]


def test_what_stands_in_the_way_is_told(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last thing that the process said is on the page, without places of this machine, and one may try again."""
    app = measured(monkeypatch, "import sys\nprint('first')\nsys.exit(f'Error: {sys.argv[5]} is gone')")
    assert sentences(app) == ["own could not be measured: Error: runs/own is gone"]
    assert app.button(key="measure")
