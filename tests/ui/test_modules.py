"""What the JavaScript below `rnnviz/ui` must look like from outside: rooms, circles, sizes."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UI = ROOT / "rnnviz" / "ui"
MODULES = sorted(UI.rglob("*.js"))

IMPORTED = re.compile(r'^(?:import (?:.* from )?|\} from )"([^"]+)";$', flags=re.MULTILINE)
# deno formats the files, so a block ends at the first line that closes at the indentation of the line that opened it.
OPENS_A_FUNCTION = re.compile(r"^( *)(?!.*\b(?:if|for|while|switch|class)\b ?\(?.*\{$)(?:.*=> |.*\) )\{$")

# What a room may import besides itself; every other folder is a room of one page.
SHARED = {"drawing": set(), "reviews": {"drawing"}, "corpora": {"drawing"}}
PAGE = {"drawing", "reviews", "corpora"}


def imports(module: Path) -> set[Path]:
    """Files that `module` imports."""
    return {(module.parent / name).resolve() for name in IMPORTED.findall(module.read_text(encoding="utf-8"))}


def room(path: Path) -> str:
    """Folder of `rnnviz/ui` that a file stands in."""
    return path.relative_to(UI).parts[0]


def functions(lines: list[str]) -> dict[str, int]:
    """Number of lines of every function, by the line that opens it."""
    found = {}
    for start, line in enumerate(lines):
        opened = OPENS_A_FUNCTION.match(line)
        if opened is None:
            continue
        closed = re.compile(rf"^{opened[1]}\}}")
        end = next(at for at in range(start + 1, len(lines)) if closed.match(lines[at]))
        found[line.strip()] = end - start + 1
    return found


def test_there_are_modules() -> None:
    """The rules below have modules, imports and functions to hold for."""
    assert len(MODULES) > 20
    assert sum(len(imports(module)) for module in MODULES) > 50
    assert sum(len(functions(module.read_text(encoding="utf-8").splitlines())) for module in MODULES) > 200


def test_every_import_is_a_file_below_ui() -> None:
    """Nothing is imported from an address or from npm, and no import is misspelled."""
    wanted = {str(path) for module in MODULES for path in imports(module)}
    assert wanted <= {str(module) for module in MODULES}


def test_a_room_imports_no_other_room() -> None:
    """A page's room imports itself, `reviews`, `corpora` and `drawing`; `drawing` imports nothing but itself."""
    strangers = {
        str(module.relative_to(UI)): sorted(
            other for other in map(room, imports(module)) if other not in {here, *SHARED.get(here, PAGE)}
        )
        for module in MODULES
        for here in [room(module)]
    }
    assert {name: others for name, others in strangers.items() if others} == {}


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Every module can be read after all that it imports."""
    order = TopologicalSorter({module: imports(module) for module in MODULES}).static_order()
    assert set(order) == set(MODULES)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(UI)))
def test_a_module_and_its_functions_are_short(module: Path) -> None:
    """A file has at most 300 lines, a function at most 40."""
    lines = module.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 300
    assert {name: length for name, length in functions(lines).items() if length > 40} == {}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(UI)))
def test_a_module_writes_no_markup(module: Path) -> None:
    """User text is data: elements are made one by one, never from a string of markup."""
    markup = re.findall(r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write)\b", module.read_text("utf-8"))
    assert markup == []
