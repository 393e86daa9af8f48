"""The page "Keras layers" in a browser: links, the drawing that answers, the keyboard, small screens, axe."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import opening
from tests.browser.driving import Server
from tests.browser.layers_page import LayersPage

pytestmark = pytest.mark.browser

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
REFUSED = "emb-10000-32.rnn-32.rnn-32.dense-1"

Visit = Callable[..., LayersPage]


@pytest.fixture
def open_layers(new_page: Callable[..., Page], server: Server) -> Iterator[Visit]:
    """Return a function that opens the page; no page may ask another server, and none may complain."""
    yield from opening(LayersPage, new_page, server)


def test_a_link_restores_the_stack_and_back_undoes(open_layers: Visit) -> None:
    """A cold link shows the stack, a preset is in the address, Back brings the former one, and a reload keeps it."""
    layers = open_layers("?stack=emb-500-8.gru-4-seq.lstm-3-bi.dense-1&words=a+fine+film&draw=3", cold=True)
    layers.expect_line("emb-500-8.gru-4-seq.lstm-3-bi.dense-1")
    expect(layers.page.get_by_test_id("returns-sequence")).to_contain_text("fine")
    layers.page.get_by_role("radio", name="four stacked").click()
    layers.page.wait_for_url("**/*stack=emb-10000-32.rnn-32-seq.rnn-32-seq.rnn-32-seq.rnn-32*")
    expect(layers.totals).to_contain_text("Total params: 328,320 (1.25 MB)")
    layers.settle()
    layers.page.go_back()
    layers.expect_line("emb-500-8.gru-4-seq.lstm-3-bi.dense-1")
    layers.settle()
    layers.page.reload()
    layers.settle()
    layers.expect_line("emb-500-8.gru-4-seq.lstm-3-bi.dense-1")


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_return_sequences_changes_the_drawing(open_layers: Visit, motion: str) -> None:
    """A tick brings all slices and the third axis back, and into the address; without it only the last slice stands."""
    layers = open_layers(reduced_motion=motion)
    card = layers.stage("Layer 1")
    expect(card).to_contain_text("(None, 32)")
    assert layers.slices_seen("Layer 1") == 1
    layers.control("Layer 1: return_sequences").check()
    expect(card.locator(".shape")).to_have_text("(None, None, 32)")
    expect(card.locator(".slice").first).to_have_css("opacity", "1")
    assert layers.slices_seen("Layer 1") == 7
    layers.page.wait_for_url("**/*stack=emb-10000-32.rnn-32-seq*")
    expect(layers.page.get_by_test_id("returns-sequence")).to_have_attribute("data-returned", "true")
    layers.control("Layer 1: return_sequences").uncheck()
    expect(card.locator(".slice").first).to_have_css("opacity", "0.13")
    assert layers.slices_seen("Layer 1") == 1


def test_a_refused_stack_shows_where_and_is_repaired(open_layers: Visit) -> None:
    """A second layer behind a last output is refused at its card in Keras's words; the button there repairs it."""
    layers = open_layers()
    layers.add("+ SimpleRNN")
    card = layers.stage("Layer 2")
    expect(card).to_contain_text("expected ndim=3, found ndim=2. Full shape received: (None, 32)")
    expect(card).to_have_attribute("data-state", "refused")
    expect(layers.totals).to_contain_text("there is no model")
    expect(layers.page.get_by_test_id("returns")).to_have_count(0)
    card.get_by_role("button", name="Set return_sequences=True in layer 1").click()
    layers.expect_line("emb-10000-32.rnn-32-seq.rnn-32")
    expect(layers.page.get_by_test_id("returns-statement")).to_contain_text("all 32 numbers the same")


def test_a_stack_is_built_with_the_keyboard_alone(open_layers: Visit) -> None:
    """Layers are added, changed, moved and removed without a mouse, and the focus stays with the layer that moves."""
    layers = open_layers("?stack=in-3.rnn-2-seq")
    keyboard = layers.page.keyboard
    adder = layers.page.get_by_test_id("stack-adder")
    adder.get_by_role("button", name="+ LSTM").focus()
    keyboard.press("Enter")
    layers.expect_line("in-3.rnn-2-seq.lstm-2")
    layers.control("Layer 2: units").focus()
    keyboard.press("ControlOrMeta+a")
    keyboard.type("5")
    keyboard.press("Tab")
    layers.expect_line("in-3.rnn-2-seq.lstm-5")
    layers.control("Layer 2: Bidirectional").focus()
    keyboard.press("Space")
    layers.expect_line("in-3.rnn-2-seq.lstm-5-bi")
    layers.control("Layer 2: move earlier").focus()
    keyboard.press("Enter")
    layers.expect_line("in-3.lstm-5-bi.rnn-2-seq")
    expect(layers.control("Layer 1: cell")).to_be_focused()
    layers.control("Layer 1: remove").focus()
    keyboard.press("Enter")
    layers.expect_line("in-3.rnn-2-seq")


def test_a_size_that_cannot_be_is_a_sentence(open_layers: Visit) -> None:
    """0, a negative number and 10⁹ are answered by one warning, and box and stack stay as they were."""
    layers = open_layers()
    for size, said in (("0", "not 0"), ("-7", "not -7"), ("1000000000", "not 1000000000")):
        layers.control("Layer 1: units").fill(size)
        layers.control("Layer 1: units").press("Tab")
        expect(layers.page.get_by_role("alert")).to_contain_text(f"units is a whole number from 1 to 4,096, {said}")
        expect(layers.control("Layer 1: units")).to_have_value("32")
    layers.expect_line("emb-10000-32.rnn-32")


@pytest.mark.parametrize("line", ["emb-10000-32.lstm-32-bi-seq.gru-128.dense-1", REFUSED])
def test_a_phone_shows_it_without_scrolling_sideways(open_layers: Visit, line: str) -> None:
    """At 390 px nothing of a built or a refused stack is wider than the screen."""
    layers = open_layers(f"?stack={line}", viewport=PHONE, has_touch=True, is_mobile=True)
    assert layers.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
    wide = """root => [...root.querySelectorAll('*')].filter(node => node.checkVisibility()
        && node.getBoundingClientRect().right > innerWidth + 1).map(node => node.outerHTML.slice(0, 80))"""
    assert layers.root.evaluate(wide) == []
    if line != REFUSED:
        assert layers.page.get_by_test_id("returns").evaluate(wide) == []


@pytest.mark.parametrize(("theme", "viewport"), [("light", WIDE), ("dark", PHONE)], ids=["light", "dark phone"])
def test_axe_finds_nothing(open_layers: Visit, theme: str, viewport: dict[str, int]) -> None:
    """No rule of axe is broken by the page as it is first seen, nor by a stack that Keras refuses."""
    layers = open_layers(color_scheme=theme, viewport=viewport)
    assert _violations(layers) == []
    layers.page.get_by_role("radio", name="not valid").click()
    expect(layers.stage("Layer 2")).to_have_attribute("data-state", "refused")
    layers.settle()
    assert _violations(layers) == []


def _violations(layers: LayersPage) -> list[str]:
    found = Axe().run(layers.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    return [f"{rule['id']}: {[node['target'] for node in rule['nodes']]}" for rule in found.response["violations"]]
