"""How the tests read the page as AppTest builds it."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "rnnviz" / "ui" / "main.py"


def visit(page: str = "", **address: str) -> AppTest:
    """A session's first look at a page, the start page unless a file of `pages/` is named, with this address."""
    app = AppTest.from_file(SCRIPT, default_timeout=120)
    app._bidi_component_manager = _components()
    for name, value in address.items():
        app.query_params[name] = value
    if page:
        app.switch_page(f"../../pages/{page}.py")
    return app.run()


@cache
def _components() -> BidiComponentManager:
    """The components, found once, as a server does: every `AppTest` would read the manifests of all packages."""
    manager = BidiComponentManager()
    manager.discover_and_register_components(start_file_watching=False)
    return manager


def paste(app: AppTest, text: str) -> AppTest:
    """Put `text` into the box and leave it."""
    return app.text_area(key="text").set_value(text).run()


def picture(app: AppTest, *, called: str = "") -> dict[str, Any] | None:
    """What the linked views were given to draw, or the component that is called so; None where there are none."""
    names = [(view, view.proto.component_name) for view in app.get("bidi_component")]
    views = [view for view, name in names if name.endswith(called) and not name.endswith("folds")]
    assert len(views) <= 1
    return json.loads(views[0].proto.json)[0] if views else None


def drawn(app: AppTest) -> dict[str, Any]:
    """What the linked views were given to draw, on a page that shows no error."""
    assert sentences(app) == []
    found = picture(app)
    assert found is not None
    return found


def sentences(app: AppTest) -> list[str]:
    """Errors of the page as they are read; a bug, which is no sentence, fails the test."""
    assert [error.value for error in app.exception] == []
    return [re.sub(r"\\(.)", r"\1", error.value) for error in app.error]


def words(app: AppTest) -> list[str]:
    """The words of the picture."""
    return [step["t"] for step in drawn(app)["steps"] if step.get("k") in {None, "unknown"}]


def verdict(app: AppTest) -> str:
    """The verdict's line."""
    return " ".join(drawn(app)["verdict"])


def captions(app: AppTest) -> str:
    """Everything that is said in small type."""
    return " ".join(caption.value for caption in app.caption)


def counts(app: AppTest) -> str:
    """How many words were read, unknown and cut."""
    return next(text.value for text in app.markdown if "** word" in text.value and " read, " in text.value).replace(
        "**", ""
    )


def trainers_loaded_by(session: str) -> list[str]:
    """Which of TensorFlow, Keras and their like a fresh process has loaded after a session, given as Python source."""
    code = (
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{session}\n"
        "print(*sorted({'tensorflow', 'keras', 'torch', 'jax'} & set(sys.modules)), 'end')"
    )
    process = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert process.returncode == 0, process.stderr
    assert process.stdout.split()[-1] == "end"
    return process.stdout.split()[:-1]
