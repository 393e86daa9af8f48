"""What the code must look like from outside: the floors' weight, the pages' size, the pins, the documents.

The floors themselves are import-linter's contracts in pyproject.toml (`make check`).
"""

import ast
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "rnnviz"
PAGES = sorted((ROOT / "pages").glob("*.py"))
HEAVY = {"keras", "numba", "pandas", "plotly", "scipy", "sklearn", "streamlit", "tensorflow"}

# Folders that hold no file of the project.
FOREIGN = {"build", "dist", "node_modules", "__pycache__", "runs", "test-results"}


def loaded_by(*modules: str) -> set[str]:
    """Heavy libraries in `sys.modules` of a fresh process that imported `modules`."""
    code = f"import sys, {', '.join(modules)}; print(*sorted({HEAVY!r} & set(sys.modules)))"
    process = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert process.returncode == 0, process.stderr
    return set(process.stdout.split())


def modules_below(floors: set[str]) -> list[str]:
    """Every module of rnnviz outside the packages `floors`."""
    found = pkgutil.walk_packages([str(PACKAGE)], prefix="rnnviz.", onerror=lambda _: None)
    names = (module.name for module in found)
    return sorted(name for name in names if name.split(".")[1] not in floors)


def imports_when_loaded(path: Path) -> set[str]:
    """Top-level names that `path` imports at module level, where functions don't count."""

    def walk(nodes: list[ast.stmt]) -> Iterator[str]:
        for node in nodes:
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield (node.module or "").partition(".")[0]
            elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
                yield from walk(node.orelse)
            elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from walk([child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)])

    return set(walk(ast.parse(path.read_text(encoding="utf-8")).body))


def project_files() -> Iterator[Path]:
    """Every file of the project, caches and environments left out."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [
            name
            for name in folders
            if name not in FOREIGN
            and not name.endswith((".egg-info", "_cache"))
            and name not in {".git", ".hypothesis", ".ipynb_checkpoints"}
            and not (Path(folder) / name / "pyvenv.cfg").exists()
        ]
        yield from (Path(folder) / name for name in names)


def test_importing_rnnviz_is_light() -> None:
    """`import rnnviz` loads none of the heavy libraries."""
    assert loaded_by("rnnviz") == set()


def test_every_floor_below_the_figures_is_light() -> None:
    """From the texts to the analyses and the command line, no import loads a heavy library; numba is the engine's."""
    assert loaded_by("rnnviz", "rnnviz.engine", *modules_below({"engine", "figures", "ui"})) == set()


@pytest.mark.parametrize(
    ("folder", "own"),
    [("rnnviz/figures", {"plotly"}), ("rnnviz/ui", {"streamlit"}), ("pages", {"streamlit"})],
)
def test_a_floor_that_may_load_one_heavy_library_loads_no_other(folder: str, own: set[str]) -> None:
    """At module level figures import plotly at most, the app streamlit at most."""
    files = sorted((ROOT / folder).rglob("*.py"))
    loaded = {str(path.relative_to(ROOT)): imports_when_loaded(path) & (HEAVY - own) for path in files}
    assert {path: names for path, names in loaded.items() if names} == {}


def test_there_are_pages() -> None:
    """The rules about pages below have pages to hold for."""
    assert PAGES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_short(page: Path) -> None:
    """A page asks, computes, draws and explains in 60 lines; the rest belongs to the package."""
    assert len(page.read_text(encoding="utf-8").splitlines()) <= 60


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_imports_no_other_page(page: Path) -> None:
    """Pages share what stands in `rnnviz.ui`, never each other."""
    others = {"pages", *(other.stem for other in PAGES if other != page)}
    imported = re.findall(r"^\s*(?:from|import)\s+([\w.]+)", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert not {name.partition(".")[0] for name in imported} & others


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_exact_and_name_no_address(name: str) -> None:
    """Every requirement is `package==version`, and no line says where to fetch it."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    assert pins
    assert [line for line in pins if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*==\d[\w.!+]*( ;.*)?", line)] == []
    assert [line for line in lines if "://" in line] == []


def test_the_two_requirements_agree() -> None:
    """The tests run with the versions that the app runs with."""
    app, dev = (
        set(re.findall(r"^[^\s#]+==\S+", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert app <= dev


def test_the_architecture_names_every_sub_package() -> None:
    """docs/architecture.md says what each package of rnnviz is for."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    packages = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
    assert [name for name in packages if not re.search(rf"\b{name}\b", text)] == []


def test_no_file_names_a_package_registry() -> None:
    """Where packages come from is the business of the machine, so the project runs behind any mirror."""
    hosts = ["pypi" + ".org", "python" + "hosted.org", "registry.npm" + "js.org", "deb.debian" + ".org"]
    pattern = re.compile("|".join(map(re.escape, hosts)).encode())
    assert [str(path.relative_to(ROOT)) for path in project_files() if pattern.search(path.read_bytes())] == []


def test_the_look_asks_nothing_of_the_network() -> None:
    """The configuration names no address, reports no usage and listens on this machine alone."""
    text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert "://" not in text
    assert "gatherUsageStats = false" in text
    assert 'address = "localhost"' in text


# The loop's controls still wait for their split.
LONGER = {"rnnviz/ui/loop/controls.py"}


def test_a_file_of_the_package_is_short() -> None:
    """A module of rnnviz has at most 300 lines."""
    lines = {str(path.relative_to(ROOT)): path.read_text("utf-8").count("\n") for path in PACKAGE.rglob("*.py")}
    assert {path for path, count in lines.items() if count > 300} <= LONGER


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Number of lines of a function's code, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_a_function_of_the_package_is_short() -> None:
    """A function has at most 40 lines of code; what its docstring says does not count."""
    lengths = {
        f"{path.relative_to(ROOT)}:{node.name}": lines_of(node)
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert len(lengths) > 500
    assert {name: length for name, length in lengths.items() if length > 40} == {}


def test_keras_never_loads_a_file() -> None:
    """Its loader follows what a file says; every model file is read by our own reader."""
    sources = [*PACKAGE.rglob("*.py"), *PAGES]
    loading = {"load_model", "load_weights", "deserialize_keras_object", "model_from_json"}
    named = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for path in sources
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute | ast.Name)
    }
    assert not loading & named
