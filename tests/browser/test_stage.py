"""The stage of "Read a review": everything that the cursor links stands in one window."""

import shutil
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, expect

from rnnviz.ui.reviews.examples import EXAMPLES
from tests.browser.driving import PATIENCE, Reader, Server
from tests.runs.deep import deep_run

pytestmark = pytest.mark.browser

WINDOWS = ({"width": 1280, "height": 720}, {"width": 1440, "height": 900})
MODELS = ("imdb-lstm", "imdb-simple-rnn", "imdb-simple-rnn-stacked")
LONG = " ".join((EXAMPLES["very long"] + " " + EXAMPLES["very long"]).split())
TEXTS = {
    51: EXAMPLES["mixed"],
    230: " ".join(LONG.split()[:230]),
    500: " ".join(LONG.split()[:500]),
}

PARTS = {
    "verdict": ".bar .verdict",
    "player": ".bar .controls",
    "read-out": ".readout .push",
    "sentence": ".sentence",
    "words": ".strip",
    "probability": ".chart.probability",
    "heatmap": ".chart.heatmap",
    "unit": ".chart.unit",
    "arithmetic": ".why",
    "axis": ".axis",
}
EPOCHS = {"epochs": ".chart.epochs", "replay": ".replay"}

# Where parts of the stage stand in the window, as far as they can be seen.
_BOXES = """(root, parts) => Object.fromEntries(Object.entries(parts).map(([name, selector]) => {
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


@pytest.fixture(scope="module")
def deep(server: Server) -> Iterator[str]:
    """Name of a run of 128 units in each of four layers, in the server's runs folder."""
    run = deep_run(server.home / "runs" / "deep")
    yield run.name
    shutil.rmtree(run.path)


def outside(reader: Reader, window: dict[str, int], *, epochs: bool = False) -> dict[str, object]:
    """The parts of the stage that are not wholly inside the window, with `epochs` their slider among them."""
    reader.page.set_viewport_size(window)
    expect(reader.root).to_have_attribute("data-drawn-for", f"{window['width']}×{window['height']}")
    wanted = PARTS | EPOCHS if epochs else PARTS
    parts: dict[str, dict[str, float]] = reader.root.evaluate(_BOXES, wanted)
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


@pytest.mark.parametrize("epochs", [False, True])
@pytest.mark.parametrize("state", ["hidden state h", "forget gate"])
@pytest.mark.keras  # a process of its own makes the network
def test_128_units_and_four_layers_take_no_more_room(opened: Reader, deep: str, state: str, epochs: bool) -> None:
    """One layer is drawn, and its heatmap keeps its height: states and gates, with the slider of epochs, too."""
    chosen = {"model": deep, "state": state, "text": TEXTS[230]} | ({"epoch": "2"} if epochs else {})
    opened.open(f"?{urlencode(chosen)}")
    assert [outside(opened, window, epochs=epochs) for window in WINDOWS] == [{}, {}]
    heat = opened.page.get_by_test_id("reader-heatmap").bounding_box()
    assert heat
    assert heat["height"] >= 128


@pytest.mark.parametrize("words", TEXTS)
def test_the_epochs_stand_in_the_window_too(opened: Reader, words: int) -> None:
    """With an epoch chosen, its slider and everything that follows it are seen at once."""
    opened.open(f"?{urlencode({'model': 'imdb-simple-rnn', 'epoch': '3'})}")
    if words > 51:
        opened.paste(TEXTS[words])
    shown = opened.root.locator("[data-testid=reader-word]:not(.padding, .start)")
    expect(shown).to_have_count(words)
    assert [outside(opened, window, epochs=True) for window in WINDOWS] == [{}, {}]


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
