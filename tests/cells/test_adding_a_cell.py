"""A cell is added by the recipe of CONTRIBUTING.md, in the files that it names and in no other."""

import filecmp
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDING = Path(__file__).parent / "adding"

RECIPE = ("rnnviz/cells/mgu.py", "rnnviz/cells/registry.py", "rnnviz/cells/keras_layers.py")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package to which the minimal gated unit was added by the recipe."""
    root = tmp_path_factory.mktemp("tree")
    shutil.copytree(ROOT / "rnnviz", root / "rnnviz", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ADDING / "mgu.py", root / "rnnviz/cells/mgu.py")
    registry = root / "rnnviz/cells/registry.py"
    change(registry, "from rnnviz.cells.lstm import LSTM\n", "from rnnviz.cells.mgu import MGU\n")
    text = registry.read_text(encoding="utf-8")
    registry.write_text(text.replace("(SimpleRNN, LSTM, GRU)", "(SimpleRNN, LSTM, GRU, MGU)"), encoding="utf-8")
    keras_layers = root / "rnnviz/cells/keras_layers.py"
    change(
        keras_layers,
        "    import keras\n\n",
        '    if cell == "mgu":\n        return _mgu(units, **settings)\n',
        last=True,
    )
    with keras_layers.open("a", encoding="utf-8") as file:
        file.write((ADDING / "keras_mgu.txt").read_text(encoding="utf-8"))
    return root


def change(path: Path, behind: str, new: str, *, last: bool = False) -> None:
    """Write `new` behind the text that stands in the file."""
    text = path.read_text(encoding="utf-8")
    place = (text.rindex(behind) if last else text.index(behind)) + len(behind)
    path.write_text(text[:place] + new + text[place:], encoding="utf-8")


def run(tree: Path, script: str) -> None:
    """Run a script of `adding` where the package is the one in the tree; it fails with what it asserts."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.run(
        [sys.executable, "-W", "ignore", str(ADDING / script)],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert process.returncode == 0, process.stderr


def test_a_new_cell_is_read_recorded_and_drawn_everywhere(tree: Path) -> None:
    """It reads as by hand, its gradients are finite differences; recordings, loops and stacks show it."""
    run(tree, "check.py")


@pytest.mark.thorough
def test_a_new_cell_has_a_keras_layer_with_its_numbers(tree: Path) -> None:
    """A cell that Keras does not bring is compared, built and written in Keras by its translation."""
    run(tree, "check_keras.py")


def test_only_the_files_of_the_recipe_are_touched(tree: Path) -> None:
    """The tree differs from the package in these files alone, and the recipe names each of them."""
    before, after = (
        {path.relative_to(root).as_posix() for path in (root / "rnnviz").rglob("*") if is_source(path)}
        for root in (ROOT, tree)
    )
    touched = {name for name in after if name not in before or not filecmp.cmp(ROOT / name, tree / name, shallow=False)}
    assert before <= after
    assert touched == set(RECIPE)
    recipe = re.search(
        r"^\*\*A cell\*\*.*?(?=^\*\*)", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.M | re.S
    )
    assert recipe
    for name in ("registry.py", "keras_layers.py", "rnnviz/cells"):
        assert name in recipe[0]


def is_source(path: Path) -> bool:
    """Whether a path is a file of the package, not something that Python left behind."""
    return path.is_file() and "__pycache__" not in path.parts


def test_no_code_outside_the_cells_compares_the_name_of_a_cell() -> None:
    """Code asks the cell: no `== "gru"` and no `!= "simple_rnn"` stands anywhere else."""
    compared = re.compile(r"""[!=]=\s*["'](simple_rnn|lstm|gru|SimpleRNN|LSTM|GRU)["']""")
    files = [path for path in (ROOT / "rnnviz").rglob("*") if path.suffix in {".py", ".js"}]
    assert len(files) > 100
    assert [str(path) for path in files if compared.search(path.read_text(encoding="utf-8"))] == []
