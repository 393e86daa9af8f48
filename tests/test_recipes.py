"""The recipes of CONTRIBUTING.md, each followed in a copy of the tree: they work, and touch what they name alone."""

from pathlib import Path

from tests.recipes import copy_of_the_tree, files_named_by, files_touched, replace, run_in

_PAGE = '''"""Memory: how long does a network remember a word?"""

from rnnviz.ui.memory.words import show_nothing

show_nothing()
'''

_WORDS = '''"""The words of "Memory"."""

import streamlit as st

from rnnviz.ui.language import say


def show_nothing() -> None:
    """Say that there is nothing to see yet."""
    st.info(say("Nothing is remembered yet."))
'''

_VISIT = """
from streamlit.testing.v1 import AppTest

app = AppTest.from_file("rnnviz/ui/main.py", default_timeout=120)
app.switch_page("../../pages/memory.py")
app.run()
assert not app.exception and not app.error, app.exception
print(app.title[0].value, app.caption[0].value, app.info[0].value, sep=" | ")
"""


def test_a_page_by_its_recipe(tmp_path: Path) -> None:
    """An empty page stands in the navigation, and the contracts hold for its room."""
    tree = copy_of_the_tree(tmp_path)
    (tree / "pages" / "memory.py").write_text(_PAGE, encoding="utf-8")
    room = tree / "rnnviz" / "ui" / "memory"
    room.mkdir()
    (room / "__init__.py").write_text('"""The room of the page "Memory"."""\n', encoding="utf-8")
    (room / "words.py").write_text(_WORDS, encoding="utf-8")
    table = tree / "rnnviz" / "ui" / "frame" / "pages.py"
    replace(
        table, '    PageEntry(path="clinic"', '    PageEntry(path="memory", terms=()),\n    PageEntry(path="clinic"'
    )
    entry = '"memory": (say("Memory"), say("How long does a network remember a word?")),\n'
    replace(table, '        "clinic": (\n', f'        {entry}        "clinic": (\n')
    replace(tree / "pyproject.toml", "| train | clinic", "| train | clinic | memory")

    assert files_touched(tree) == files_named_by("A page", "memory")
    said = run_in(tree, "-c", _VISIT).strip()
    assert said == "Memory | How long does a network remember a word? | Nothing is remembered yet."
    run_in(tree, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))")
