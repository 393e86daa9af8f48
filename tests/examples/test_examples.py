"""Every example runs as it stands, and leaves nothing behind where it is not told to."""

import runpy
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SCRIPTS = sorted(EXAMPLES.glob("*.py"))


def test_there_are_examples() -> None:
    """The rule below has scripts to hold for."""
    assert SCRIPTS


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_an_example_runs(
    script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Started in an empty folder, a script ends without an error and says something."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [script.name])
    runpy.run_path(str(script), run_name="__main__")
    assert capsys.readouterr().out.strip()


def test_the_reading_example_writes_figures_that_need_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """read_a_review.py prints the verdict after every word and writes four pages that load nothing."""
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(EXAMPLES / "read_a_review.py"))["main"](tmp_path)
    out = capsys.readouterr().out
    for word in ("(start)", "truly", "great", "minute"):
        assert word in out
    pages = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert set(pages) == {"states.html", "cell_states.html", "probability.html", "units.html"}
    assert not [name for name, page in pages.items() if '<script src="http' in page or "<link" in page]
