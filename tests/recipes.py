"""What the tests of the recipes in CONTRIBUTING.md share: a copy of the tree, and the files that a recipe names."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_COPIED = ("app.py", "pages", "rnnviz", "models", "pyproject.toml", ".streamlit")
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "epochs", "*.egg-info")


def copy_of_the_tree(folder: Path) -> Path:
    """Copy of what the app is made of, without the weights of epochs."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=_LEFT_OUT)
        else:
            shutil.copy2(source, folder / name)
    return folder


def files_named_by(recipe: str, name: str) -> set[str]:
    """Files that the recipe of CONTRIBUTING.md names, NAME replaced; `recipe` is how its paragraph begins in bold."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paragraph = text.split(f"**{recipe}**", 1)[1].split("\n**", 1)[0].split("\n## ", 1)[0]
    listed = re.findall(r"^- `([^`]+)`", paragraph, flags=re.MULTILINE)
    assert listed, f"the recipe {recipe!r} lists no file"
    return {path.replace("NAME", name) for path in listed}


def files_touched(tree: Path) -> set[str]:
    """Files of a copy that are new, or differ from those of this tree."""
    paths = (path for path in tree.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    touched = set()
    for path in paths:
        ours = ROOT / path.relative_to(tree)
        if not ours.is_file() or ours.read_bytes() != path.read_bytes():
            touched.add(path.relative_to(tree).as_posix())
    return touched


def run_in(tree: Path, *command: str) -> str:
    """Output of a command that imports the copy; one that fails fails the test with what it said."""
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *command], cwd=tree, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def replace(path: Path, old: str, new: str) -> None:
    """Put `new` in the place of the one `old`."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
