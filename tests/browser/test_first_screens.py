"""What Keras layers, Train and Clinic are about stands in the first screen; no label of a chart stands on another."""

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.driving import PATIENCE, Reader, Server

pytestmark = pytest.mark.browser

WINDOWS = ({"width": 1280, "height": 720}, {"width": 1440, "height": 900})

PARTS = {
    "train": {
        "run": "[data-testid=stSelectbox]",
        "quick try": ".st-key-t_quick button",
        "sentence": "[data-testid=stMarkdownContainer] strong",
        "legend": ".curves .legend",
        "loss": ".curves .panel:first-child .chart > svg",
        "accuracy": ".curves .panel:last-child .chart > svg",
    },
    "layers": {
        "sentence": ".layers .sentence",
        "input": ".layers .stage:first-child .shape",
        "picture": ".layers .stage:last-child .tensor",
        "shape": ".layers .stage:last-child .shape",
        "count": ".layers .stage:last-child .sum",
        "weights": ".layers .stage:last-child .weights",
    },
    "clinic": {
        "controls": ".st-key-strip_clinic",
        "title": ".clinic .title",
        "what moved": ".clinic .columns .panel:first-child svg",
        "all reviews": ".clinic .columns .panel:last-child svg",
        "first review": ".review",
    },
}

_BOX = """node => {
    const box = node.getBoundingClientRect();
    return { left: box.left, top: box.top, right: box.right, bottom: box.bottom };
}"""


@pytest.fixture
def open_page(new_page: Callable[..., Page], server: Server, own_runs: Path) -> Callable[[str], Page]:
    """Return a function that opens a page as a new visitor finds it."""
    del own_runs

    def visit(path: str) -> Page:
        page = new_page(cold=True)
        page.set_viewport_size(WINDOWS[0])  # type: ignore[arg-type]
        page.goto(f"{server.url}/{path}", timeout=PATIENCE)
        Reader(page, server.url).settle(drawn=False)
        page.locator(list(PARTS[path].values())[-1]).first.wait_for(timeout=PATIENCE)
        return page

    return visit


@pytest.mark.parametrize("path", PARTS)
def test_the_parts_stand_in_the_window(open_page: Callable[[str], Page], path: str) -> None:
    """On a projector and on a laptop, without scrolling."""
    page = open_page(path)
    for window in WINDOWS:
        page.set_viewport_size(window)  # type: ignore[arg-type]
        page.wait_for_timeout(400)  # the charts are drawn anew
        for name, selector in PARTS[path].items():
            box = page.locator(selector).first.evaluate(_BOX)
            assert box["left"] >= 0, name
            assert box["top"] >= 60, name
            assert box["right"] <= window["width"], name
            assert box["bottom"] <= window["height"], (name, box)
            assert box["bottom"] - box["top"] > 10, name


def test_labels_of_curves_do_not_cover_each_other(open_page: Callable[[str], Page], server: Server) -> None:
    """The kept epoch, the bag of words and the overfitting of one run, wide and on a phone."""
    page = open_page("train")
    page.goto(f"{server.url}/train?t_run=imdb-simple-rnn-stacked", timeout=PATIENCE)
    page.locator("text.note", has_text="overfitting").first.wait_for(timeout=PATIENCE)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(400)
        for panel in page.locator(".curves .panel").all():
            boxes = [note.evaluate(_BOX) for note in panel.locator("text.note").all()]
            assert len(boxes) >= 2
            for one, other in combinations(boxes, 2):
                beside = one["right"] <= other["left"] or other["right"] <= one["left"]
                assert beside or one["bottom"] <= other["top"] + 3 or other["bottom"] <= one["top"] + 3
