"""The folded parts of "Read a review"'s strip open and close in the browser, as menus do."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.driving import PATIENCE, Reader, Server

pytestmark = pytest.mark.browser

PARTS = ("Review", "View options")


@pytest.fixture(scope="module")
def opened(chromium: Browser, server: Server) -> Iterator[Reader]:
    """The page in a tab of its own, loaded once."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    yield Reader(context.new_page(), server.url).open()
    context.close()


@pytest.fixture
def strip(opened: Reader) -> Iterator[Reader]:
    """Both parts closed; whatever the test does, no script may run because of it."""
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator(".st-key-strip details[open]")).to_have_count(0)
    before = opened.sent
    yield opened
    assert opened.sent == before, "The page asked the server to run the script again."


@pytest.mark.parametrize("name", PARTS)
def test_a_part_closes_by_escape(strip: Reader, name: str) -> None:
    """Escape closes what is open, and the keyboard stands on its title again."""
    strip.unfold(name)
    strip.fold(name).locator("input, textarea").first.focus()
    strip.page.keyboard.press("Escape")
    expect(strip.fold(name)).to_have_js_property("open", False)
    expect(strip.fold(name).locator("summary")).to_be_focused()


@pytest.mark.parametrize("name", PARTS)
def test_a_part_closes_by_a_press_outside(strip: Reader, name: str) -> None:
    """A press inside leaves it open, one on the stage closes it."""
    strip.unfold(name)
    strip.fold(name).locator("label").first.click()
    assert strip.is_open(name)
    strip.root.locator(".sentence").click(position={"x": 2, "y": 2})
    expect(strip.fold(name)).to_have_js_property("open", False)


def test_one_part_is_open_at_a_time(strip: Reader) -> None:
    """Opening one closes the other."""
    strip.unfold(PARTS[0])
    strip.fold(PARTS[1]).locator("summary").click()
    expect(strip.fold(PARTS[0])).to_have_js_property("open", False)
    assert strip.is_open(PARTS[1])


def test_a_list_of_choices_belongs_to_its_part(strip: Reader) -> None:
    """Escape closes the list first and the part after it."""
    strip.unfold("View options")
    strip.select("State").click()
    choices = strip.page.get_by_role("option", name="cell state c")
    expect(choices).to_be_visible()
    strip.page.keyboard.press("Escape")
    expect(choices).to_have_count(0)
    assert strip.is_open("View options")
    strip.page.keyboard.press("Escape")
    expect(strip.fold("View options")).to_have_js_property("open", False)


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_what_opens_lies_inside_the_window(strip: Reader, width: int) -> None:
    """On a phone, a tablet and a projector, nothing of an open part is cut off at either side."""
    strip.page.set_viewport_size({"width": width, "height": 720})
    for name in PARTS:
        strip.unfold(name)
        box = strip.fold(name).locator("[data-testid=stExpanderDetails]").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["width"] >= min(width - 40, 690)
    strip.page.set_viewport_size({"width": 1280, "height": 720})


def test_a_choice_leaves_its_part_open(open_reader: Callable[..., Reader]) -> None:
    """A press in a list, which stands beside the page's content, is no press outside."""
    reader = open_reader()
    reader.choose("Sort units by", "variance")
    assert reader.is_open("View options")


def test_read_it_closes_the_box_and_no_run_closes_it_again(open_reader: Callable[..., Reader]) -> None:
    """Opened again while the script still runs, the box stays open; an empty one is not closed at all."""
    reader = open_reader()
    button = reader.page.get_by_role("button", name="Read it")
    for text in ("a fine film", "a dull film", "a long film"):
        reader.unfold("Review")
        reader.box.fill(text)
        button.click()
        assert not reader.is_open("Review")
        reader.unfold("Review")
        expect(reader.words.filter(has_text=text.split()[1])).to_be_visible()
        reader.settle()
        assert reader.is_open("Review")
    reader.box.fill(" ")
    button.click()
    expect(reader.page.get_by_role("alert")).to_be_visible()
    assert reader.is_open("Review")
