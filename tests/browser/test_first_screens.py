"""First screens of Keras layers, Train and Clinic; no label of a chart stands on another; the words of the foot."""

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.glossary import glossary
from tests.browser.driving import PATIENCE, STILL, Reader, Server

pytestmark = pytest.mark.browser

WINDOWS = ({"width": 1280, "height": 720}, {"width": 1440, "height": 900})
PHONE = {"width": 390, "height": 844}

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
    "dynamics": {
        "controls": ".st-key-strip_dynamics",
        "lesson": ".st-key-lesson-dynamics",
        "title": ".plane .title",
        "keys": ".plane .keys",
        "words": ".plane .text",
        "plane": ".plane .field svg",
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


@pytest.mark.parametrize("size", [WINDOWS[0], PHONE])
def test_a_word_of_the_foot_tells_what_it_means(
    new_page: Callable[..., Page], server: Server, size: dict[str, int]
) -> None:
    """Pointed at or focused, the first and the last word of a foot show their whole definition in the window."""
    page = new_page(viewport=size)
    page.goto(f"{server.url}/clinic", timeout=PATIENCE)
    terms = page.locator(".term")
    terms.first.wait_for()  # the foot is the last to come; the pictures above it may still grow
    Reader(page, server.url).settle(drawn=False)
    for term in (terms.first, terms.last):
        told = term.get_by_role("tooltip", include_hidden=True)
        definition = glossary()[(term.text_content() or "").removesuffix(told.text_content() or "")]
        for reach in (term.hover, term.focus):
            expect(told).to_be_hidden()
            reach()
            expect(told).to_be_visible()
            expect(told).to_have_text(definition)
            expect(told).to_be_in_viewport(ratio=1)
            page.mouse.move(0, 0)
            term.blur()


def test_nothing_is_drawn_before_the_styles_that_all_share(new_page: Callable[..., Page], server: Server) -> None:
    """However late they come, the rows of reviews are drawn in the theme of the page: light inks on a light ground."""
    page, held, late = new_page(cold=True), list[Route](), [True]
    page.route("**/base*.css", lambda route: held.append(route) if late else route.continue_())
    with page.expect_request("**/base*.css", timeout=PATIENCE):
        page.goto(f"{server.url}/data", timeout=PATIENCE)
    page.locator(STILL).wait_for(timeout=PATIENCE)
    rows = page.get_by_test_id("reviews")
    rows.wait_for(state="attached")
    while not held:  # the request is on its way to the function above
        page.wait_for_timeout(10)
    late.clear()
    for route in held:
        route.continue_()
    label = rows.locator(".label.negative").first
    label.wait_for()
    red, green, blue = (int(both_inks()["light"]["negative"][at : at + 2], 16) for at in (1, 3, 5))
    expect(label).to_have_css("color", f"rgb({red}, {green}, {blue})")
