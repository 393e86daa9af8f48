"""The page "Data" in a browser: links, the cursor, search, hostile text, small screens, axe."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from rnnviz.corpora import Corpus
from tests.browser.conftest import opening
from tests.browser.data_page import DataPage
from tests.browser.driving import Server

pytestmark = pytest.mark.browser

WIDE = {"width": 1440, "height": 900}
PROJECTOR = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}
HOSTILE = "<img src=x onerror=alert(1)> <script>alert(2)</script> **bold** $y$"

Visit = Callable[..., DataPage]


@pytest.fixture
def open_data(new_page: Callable[..., Page], server: Server) -> Iterator[Visit]:
    """Return a function that opens the page; no page may ask another server, and none may complain."""
    yield from opening(DataPage, new_page, server)


def test_a_cold_link_restores_the_way_and_survives_a_reload(open_data: Visit) -> None:
    """Text, sizes and sides come from the address, a change goes into it, and a reload keeps it."""
    data = open_data("?d_text=the+and+a+zorblax&d_maxlen=8&d_padding=post&d_search=quantum+physics", cold=True)
    expect(data.array).to_have_text("[1, 4, 5, 6, 2, 0, 0, 0]")
    expect(data.sentence).to_contain_text("3 zeros stand behind them. Of the 4 words in the row, 1 is unknown.")
    expect(data.reviews.first).to_contain_text("quantum physics", ignore_case=True)
    data.page.get_by_role("radiogroup", name="padding").get_by_role("radio", name="pre").click()
    expect(data.array).to_have_text("[0, 0, 0, 1, 4, 5, 6, 2]")
    data.page.wait_for_function("() => !location.search.includes('d_padding=post')")
    data.settle()
    data.page.reload()
    data.settle()
    expect(data.array).to_have_text("[0, 0, 0, 1, 4, 5, 6, 2]")
    expect(data.box).to_have_value("the and a zorblax")


@pytest.mark.parametrize("viewport", [PROJECTOR, WIDE], ids=["1280", "1440"])
def test_the_point_is_on_the_first_screen(open_data: Visit, viewport: dict[str, int]) -> None:
    """Controls, headline, both pictures whole, and the first words of the way, for a short and for a cut review."""
    data = open_data(viewport=viewport)
    for headline in ("zeros behind the words wipe them out", "What is cut decides"):
        expect(data.headline).to_contain_text(headline)
        labels = data.page.locator(".st-key-strip_data").get_by_test_id("stWidgetLabel").all()
        assert len({label.bounding_box()["y"] for label in labels}) == 1  # type: ignore[index]
        for part in (data.headline, *(data.page.get_by_test_id(f"thesis-{side}") for side in ("pre", "post"))):
            box = part.bounding_box()
            assert box is not None
            assert box["y"] > 0
            assert box["y"] + box["height"] < viewport["height"]
        first = data.chips.first.bounding_box()
        assert first is not None
        assert first["y"] + first["height"] < viewport["height"]
        cut = data.page.get_by_role("button", name="Show one that is cut")
        if cut.count():
            cut.click()
            data.settle()


def test_a_place_of_a_row_is_told_under_the_pointer(open_data: Visit) -> None:
    """A zero, the start sign and a word say what they are, and the probability after them."""
    data = open_data("?d_text=fine+film&d_maxlen=6")
    picture = data.page.get_by_test_id("thesis-pre")
    box = picture.bounding_box()
    assert box is not None
    plot = (46, box["width"] - 12)
    for place, told in ((1, "place 1: a zero"), (4, "place 4: the start sign"), (6, "place 6: “film”")):
        picture.hover(position={"x": plot[0] + (plot[1] - plot[0]) * (place - 0.5) / 6, "y": 60})
        tip = data.page.get_by_test_id("thesis").locator(".tooltip")
        expect(tip).to_contain_text(told)
        expect(tip).to_contain_text("probability 0.")


def test_one_cursor_joins_word_id_and_place(open_data: Visit) -> None:
    """Pointing at a word, or walking there with the keys, marks its id and says its place or that it is cut."""
    data = open_data("?d_text=the+and+a+zorblax&d_maxlen=4")
    data.chips.nth(1).hover()
    expect(data.value).to_have_text("word 2, “and” → number 2 by frequency → id 5 → place 2 of 4")
    expect(data.page.get_by_test_id("way-ids").locator(".marked")).to_contain_text("and")
    data.page.get_by_test_id("way-words").focus()
    data.page.keyboard.press("End")
    expect(data.value).to_have_text("word 4, “zorblax” → not in the vocabulary → id 2 → place 4 of 4")
    expect(data.chips.nth(3)).to_have_attribute("aria-selected", "true")
    data.page.get_by_test_id("way-ids").locator(".start").hover()
    expect(data.value).to_have_text("the start sign → id 1 → cut away")


def test_a_search_opens_a_review_to_be_read(open_data: Visit, imdb: Corpus) -> None:
    """What was found is shown here, by its other button on "Read a review", and still here on the way back."""
    data = open_data()
    data.search("quantum physics")
    row = data.reviews.first
    number = int(row.get_attribute("data-number") or 0)
    row.get_by_role("button", name="Show the way").click()
    expect(data.headline).to_be_in_viewport()  # the way is drawn at the head of the page
    expect(data.box).to_have_value(imdb.texts[number - 1])
    data.page.wait_for_url(f"**/*d_review={number}*")
    data.settle()
    row.get_by_role("button", name="word by word").click()
    data.page.get_by_test_id("reader-word").first.wait_for()
    expect(data.page.get_by_role("textbox", name="Review", include_hidden=True)).to_have_value(imdb.texts[number - 1])
    data.page.get_by_role("link", name="Data", exact=True).click()
    data.page.wait_for_url(f"**/data*d_review={number}*")
    data.settle()
    expect(data.box).to_have_value(imdb.texts[number - 1])


def test_a_long_review_is_handed_over(open_data: Visit, imdb: Corpus) -> None:
    """A review that no address holds arrives on "Read a review", too."""
    data = open_data("?d_order=longest+first")
    row = data.reviews.first
    number = int(row.get_attribute("data-number") or 0)
    assert len(imdb.texts[number - 1]) > 10_000
    row.get_by_role("button", name="word by word").click()
    data.page.get_by_test_id("reader-word").first.wait_for()
    expect(data.page.get_by_role("textbox", name="Review", include_hidden=True)).to_have_value(imdb.texts[number - 1])


def test_hostile_text_stays_text(open_data: Visit, tmp_path: Path) -> None:
    """Markup in a review, in a search and in an uploaded file, its name and its columns is shown as it was written."""
    data = open_data("?d_corpus=a+CSV+of+your+own", cold=True)
    data.page.on("dialog", lambda dialog: pytest.fail(f"The page ran {dialog.message}."))
    file = tmp_path / "_b_ <b>mine.csv"
    file.write_text(f'text,label,<u>x</u>\n"{HOSTILE}",1,0\nfine,0,0\n', encoding="utf-8")
    data.page.locator("input[type=file]").set_input_files(file)
    expect(data.reviews).to_have_count(2)
    expect(data.reviews.first).to_contain_text(HOSTILE)
    data.reviews.first.get_by_role("button", name="Show the way").click()
    expect(data.box).to_have_value(HOSTILE)
    data.settle()
    data.search("<script>")
    expect(data.reviews).to_have_count(1)
    expect(data.reviews.first.locator("mark")).to_have_text("<script>")
    assert data.page.locator("img[src=x], .way script, .reviews script").count() == 0
    expect(data.page.get_by_text("_b_ <b>mine.csv: your file")).to_be_visible()


def test_a_phone_shows_it_without_scrolling_sideways(open_data: Visit) -> None:
    """At 390 px nothing of the page is wider than the screen."""
    data = open_data("?d_example=unknown+words&d_maxlen=12&d_search=wonderful", viewport=PHONE, has_touch=True)
    assert data.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
    wide = """root => [...root.querySelectorAll('*')].filter(node => node.checkVisibility()
        && node.getBoundingClientRect().right > innerWidth + 1).map(node => node.outerHTML.slice(0, 80))"""
    for part in ("way", "reviews"):
        assert data.page.get_by_test_id(part).evaluate(wide) == []
    for plots in data.page.get_by_test_id("plots").all():
        assert plots.evaluate(wide) == []


@pytest.mark.parametrize(("theme", "viewport"), [("light", WIDE), ("dark", PHONE)], ids=["light", "dark phone"])
def test_axe_finds_nothing(open_data: Visit, theme: str, viewport: dict[str, int]) -> None:
    """No rule of axe is broken, with cut and unknown words and a search on the page."""
    data = open_data("?d_example=unknown+words&d_maxlen=12&d_search=wonderful", color_scheme=theme, viewport=viewport)
    found = Axe().run(data.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    broken = [f"{rule['id']}: {[node['target'] for node in rule['nodes']]}" for rule in found.response["violations"]]
    assert broken == []
