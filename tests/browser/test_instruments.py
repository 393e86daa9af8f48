"""Every instrument below a reading in a browser: no rule of axe is broken, nothing is wider than a phone."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.driving import Reader

pytestmark = pytest.mark.browser

WIDE, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}
TEXT = "text=The+plot+is+not+very+good+but+the+zorgblat+ending+is+a+truly+wonderful+surprise"
ASKED = [
    "ask=which&model=imdb-lstm",
    "ask=units&u_span=4-6&u_level=0.05",
    "ask=units&u_look=surgery&u_from=4",
    "ask=units&u_look=build",
    "ask=how_sure",
    "ask=how_long",
    "ask=what_if&wi_text=the+plot+is+awful",
    "ask=what_if&wi_part=pairs",
    "ask=what_if&wi_part=orders",
    "ask=two",
    "ask=without_state&ws_network=convolution",
]

_WIDER = """root => [...root.querySelectorAll('*')].filter(node => node.checkVisibility()
    && node.getBoundingClientRect().right > innerWidth + 1).map(node => node.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("asked", ASKED)
def test_an_instrument_is_accessible(open_reader: Callable[..., Reader], asked: str) -> None:
    """No rule of axe is broken, and no part of it is cut off at the right: wide and light, then dark on a phone."""
    reader = open_reader(f"?{TEXT}&{asked}", viewport=WIDE)
    _assert_accessible(reader)
    reader.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    reader.page.emulate_media(color_scheme="dark")
    expect(reader.page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    _assert_accessible(reader.settle())


def _assert_accessible(reader: Reader) -> None:
    found = Axe().run(reader.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    assert [
        f"{rule['id']}: {[node['target'] for node in rule['nodes']]}" for rule in found.response["violations"]
    ] == []
    for view in reader.page.locator(".rnnviz").all():
        assert view.evaluate(_WIDER) == []


def test_the_verdict_leads_to_the_questions(open_reader: Callable[..., Reader]) -> None:
    """One press beside the verdict brings the questions into the window, and the keyboard stands on them."""
    reader = open_reader(viewport=WIDE)
    sent = reader.sent
    reader.page.get_by_test_id("reader-further").click()
    question = reader.page.get_by_role("radio", name="How sure")
    expect(question).to_be_in_viewport(ratio=1)
    assert reader.evaluate("document.activeElement.closest('.st-key-ask') !== null")
    assert reader.sent == sent


def test_a_window_of_the_convnet_leads_the_cursor(open_reader: Callable[..., Reader]) -> None:
    """A press on a window moves the one cursor to its middle, also in the coloured words, without a rerun."""
    reader = open_reader(f"?{TEXT}&ask=without_state", viewport=WIDE)
    windows = reader.page.get_by_test_id("without").locator(".window:enabled")
    expect(windows.first).to_be_visible()
    sent = reader.sent
    windows.first.click()
    expect(windows.first).to_have_class("window now")
    expect(reader.page.get_by_test_id("which-text").locator(".now")).to_have_count(1)
    assert reader.sent == sent
