"""The styles around the views, which are all there at once."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
UI = ROOT / "rnnviz" / "ui"
PAGES = sorted(UI.glob("*/page.css"))


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.parent.name)
def test_the_styles_of_a_page_hold_on_that_page_alone(file: Path) -> None:
    """Every rule stands in one block, which needs an element that is on this page."""
    text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL).strip()
    opened = re.match(r':where\(\[data-testid="stMain"\]:has\(\.st-key-(?P<key>\w+)\)\) \{', text)
    assert opened is not None
    depths = [text[: at + 1].count("{") - text[: at + 1].count("}") for at in range(opened.end() - 1, len(text))]
    assert depths[-1] == 0
    assert min(depths[:-1]) == 1
    scripts = [*UI.rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    having = [script for script in scripts if f'"{opened["key"]}"' in script.read_text(encoding="utf-8")]
    rooms = {script.stem if script.parent.name == "pages" else script.relative_to(UI).parts[0] for script in having}
    assert rooms == {file.parent.name}
