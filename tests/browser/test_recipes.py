"""The recipe of a view, followed in a copy of the tree: it is drawn, and hears the cursor of the reader."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import serving
from tests.browser.driving import Reader
from tests.recipes import copy_of_the_tree, files_named_by, files_touched, replace

_PYTHON = '''"""A view that says where the cursor stands."""

from typing import TypedDict

from rnnviz.ui.drawing.component import component

__all__ = ["PlacePayload", "place_view"]


class PlacePayload(TypedDict):
    """What is said, with a place for the step."""

    told: str


_mount = component("read/views/place")


def place_view(payload: PlacePayload, *, key: str) -> None:
    """Draw the view."""
    _mount(key=key, data=[payload])
'''

_HTML = '<section class="rnnviz place" data-testid="place"><p class="told"></p></section>\n'

_CSS = '@import url("../../drawing/base.css");\n\n.place .told { font-weight: 600; }\n'

_SCRIPT = """// ---- place.js: says where the cursor of the page stands ----

import { hearCursor } from "../../drawing/cursor.js";
import { living } from "../../drawing/mount.js";
import { fill } from "../../drawing/scale.js";

/** @param {{ root: HTMLElement, told: string, step: number }} view */
function draw({ root, told, step }) {
  /** @type {HTMLElement} */ (root.querySelector(".told")).textContent = fill(told, { step });
}

export default living({
  mount: (root, life) => {
    const view = { root, told: "", step: -1 };
    hearCursor(life, root, ({ step }) => {
      view.step = step;
      draw(view);
    });
    return view;
  },
  update: (view, /** @type {{ told: string }} */ { told }) => draw(Object.assign(view, { told })),
});
"""


def test_a_view_by_its_recipe(tmp_path: Path, new_page: Callable[..., Page]) -> None:
    """An empty view below the stage is drawn and follows the cursor; the reader does not name it."""
    tree = copy_of_the_tree(tmp_path / "tree")
    views = tree / "rnnviz" / "ui" / "read" / "views"
    for ending, text in (("py", _PYTHON), ("html", _HTML), ("css", _CSS), ("js", _SCRIPT)):
        (views / f"place.{ending}").write_text(text, encoding="utf-8")
    with (tree / "rnnviz" / "pyproject.toml").open("a", encoding="utf-8") as manifest:
        manifest.write('\n[[tool.streamlit.component.components]]\nname = "place"\nasset_dir = "ui"\n')
    page = tree / "pages" / "read.py"
    replace(
        page,
        "import streamlit as st\n",
        "import streamlit as st\n\nfrom rnnviz.ui.read.views.place import place_view\n",
    )
    with page.open("a", encoding="utf-8") as script:
        script.write('place_view({"told": "at {step}"}, key="place")\n')
    assert files_touched(tree) == files_named_by("A view", "place")

    (tmp_path / "home" / "runs").mkdir(parents=True)
    with serving(tmp_path / "home", tmp_path / "log.txt", tree=tree) as server:
        opened = Reader(new_page(cold=True), server.url).open()
        told = opened.page.get_by_test_id("place")
        expect(told).to_have_text("at 51")
        opened.words.nth(4).hover()
        expect(told).to_have_text("at 4")
