"""The stage of "Read a review": everything that the cursor links stands in one window."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from rnnviz.ui.reviews.examples import EXAMPLES
from tests.browser.driving import PATIENCE, Reader, Server

pytestmark = pytest.mark.browser

WINDOWS = ({"width": 1280, "height": 720}, {"width": 1440, "height": 900})
MODELS = ("imdb-lstm", "imdb-simple-rnn", "imdb-simple-rnn-stacked")
LONG = " ".join((EXAMPLES["very long"] + " " + EXAMPLES["very long"]).split())
TEXTS = {
    51: EXAMPLES["mixed"],
    230: " ".join(LONG.split()[:230]),
    500: " ".join(LONG.split()[:500]),
}

# Where each part of the stage stands in the window, as far as it can be seen.
_PARTS = """root => Object.fromEntries([
    ['verdict', '.bar .verdict'], ['player', '.bar .controls'], ['read-out', '.readout .push'],
    ['sentence', '.sentence'], ['words', '.strip'], ['probability', '.chart.probability'],
    ['heatmap', '.chart.heatmap'], ['unit', '.chart.unit'], ['axis', '.axis'],
].map(([name, selector]) => {
    const box = root.querySelector(selector).getBoundingClientRect();
    return [name, { left: box.left, top: box.top, right: box.right, bottom: box.bottom }];
}))"""


@pytest.fixture(scope="module")
def opened(chromium: Browser, server: Server) -> Iterator[Reader]:
    """The page in a tab of its own."""
    context = chromium.new_context(viewport=WINDOWS[0], reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    yield Reader(context.new_page(), server.url)
    context.close()


def outside(reader: Reader, window: dict[str, int]) -> dict[str, object]:
    """The parts of the stage that are not wholly inside the window."""
    reader.page.set_viewport_size(window)
    reader.page.wait_for_function("tall => innerHeight === tall", arg=window["height"])
    reader.page.wait_for_timeout(150)  # the charts are drawn anew
    parts: dict[str, dict[str, float]] = reader.root.evaluate(_PARTS)
    return {
        name: box
        for name, box in parts.items()
        if box["left"] < 0
        or box["top"] < 60  # Streamlit's header
        or box["right"] > window["width"]
        or box["bottom"] > window["height"]
        or box["bottom"] - box["top"] < 14
    }


@pytest.mark.parametrize("model", MODELS)
def test_the_stage_stands_in_the_window(opened: Reader, model: str) -> None:
    """Verdict, player, words and charts are seen at once, for 51, 230 and 500 words, on a projector and a laptop."""
    opened.open(f"?model={model}")
    for words, text in TEXTS.items():
        if words > 51:
            opened.paste(text)
        shown = opened.root.locator("[data-testid=reader-word]:not(.padding, .start)")
        expect(shown).to_have_count(words)  # the picture may come after the script
        assert [outside(opened, window) for window in WINDOWS] == [{}, {}]


def test_the_words_follow_the_cursor(opened: Reader) -> None:
    """Where the words scroll in their box, the one that the cursor is on is in sight."""
    opened.page.get_by_test_id("reader-heatmap").focus()
    for key in ("Home", "End"):
        opened.page.keyboard.press(key)
        strip, word = opened.strip.bounding_box(), opened.marked.bounding_box()
        assert strip
        assert word
        assert strip["y"] <= word["y"]
        assert word["y"] + word["height"] <= strip["y"] + strip["height"]
