"""The linked views: one time cursor, moved by pointer, keys and play, and never by running Python again."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.driving import PATIENCE, Reader, Server

pytestmark = pytest.mark.browser

REVIEW = "?model=imdb-simple-rnn&text=A+slow+film%2C+and+then+a+truly+wonderful+ending"
WORDS = ["A", "slow", "film", "and", "then", "a", "truly", "wonderful", "ending"]


@pytest.fixture(scope="module")
def opened(chromium: Browser, server: Server) -> Iterator[Reader]:
    """A review of nine words in a page of its own, loaded once: what only moves the cursor leaves nothing behind."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    yield Reader(context.new_page(), server.url).open(REVIEW)
    context.close()


@pytest.fixture
def reading(opened: Reader) -> Iterator[Reader]:
    """The review as it was loaded; whatever the test does, no script may run again because of it."""
    opened.page.mouse.move(2, 2)
    opened.page.get_by_test_id("reader-speed").select_option("1")
    opened.page.get_by_test_id("reader-reset").click()
    opened.page.mouse.move(2, 2)
    before = opened.sent
    yield opened
    opened.page.wait_for_timeout(200)  # what a click sends goes out at the end of an animation frame
    assert opened.sent == before, "The page asked the server to run the script again."
    assert opened.complaints == []


def step_of(word: str) -> int:
    """The step of a word: before the first one stand the padding and the start sign."""
    return WORDS.index(word) + 2


def test_the_counter_sees_a_rerun(open_reader: Callable[..., Reader]) -> None:
    """Choosing in a box sends a message to the server, so that the fixture `reading` can fail."""
    reader = open_reader(REVIEW)
    before = reader.sent
    reader.choose("Unit", "5")
    expect(reader.readout).to_contain_text("unit 5")
    assert reader.sent > before


def test_the_cursor_begins_at_the_verdict(reading: Reader) -> None:
    """Before anything is touched, every view marks the last word."""
    assert reading.texts() == WORDS
    reading.expect_cursor(step_of("ending"))
    assert (reading.data("pinned"), reading.data("playing")) == ("false", "false")


def test_hovering_a_word_marks_every_chart(reading: Reader) -> None:
    """The pointer on a word moves the cursor of all charts there, and the read-out names the word."""
    for word in ("slow", "truly"):
        reading.word(word).hover()
        reading.expect_cursor(step_of(word))
        expect(reading.readout).to_contain_text(word)


@pytest.mark.parametrize("chart", Reader.charts)
def test_hovering_a_chart_marks_the_word(reading: Reader, chart: str) -> None:
    """The pointer on a chart marks the word read there, and all other charts."""
    for word in ("film", "wonderful"):
        reading.hover_chart(chart, step_of(word))
        reading.expect_cursor(step_of(word))


@pytest.mark.parametrize("chart", Reader.charts)
def test_a_chart_says_its_value_at_the_pointer(reading: Reader, chart: str) -> None:
    """A tooltip names the word under the pointer."""
    reading.hover_chart(chart, step_of("film"))
    expect(reading.root.locator(".tooltip")).to_be_visible()
    expect(reading.root.locator(".tooltip")).to_contain_text("film")


def test_leaving_puts_the_cursor_back(reading: Reader) -> None:
    """When the pointer leaves, the cursor rests on the verdict again."""
    reading.word("slow").hover()
    reading.expect_cursor(step_of("slow"))
    reading.page.mouse.move(2, 2)
    reading.expect_cursor(step_of("ending"))


def test_a_click_pins_and_a_second_one_frees(reading: Reader) -> None:
    """A clicked word keeps the cursor while the pointer is elsewhere; clicked again, it lets go."""
    reading.word("slow").click()
    expect(reading.root).to_have_attribute("data-pinned", "true")
    reading.word("truly").hover()
    reading.expect_cursor(step_of("slow"))
    reading.word("slow").click()
    expect(reading.root).to_have_attribute("data-pinned", "false")


@pytest.mark.parametrize("chart", Reader.charts)
def test_a_click_on_a_chart_pins(reading: Reader, chart: str) -> None:
    """A chart is pinned like a word; in the heatmap, on the row of the unit that is followed."""
    place = reading.place(chart, step_of("film")) | ({"y": 2} if chart == "reader-heatmap" else {})
    reading.page.get_by_test_id(chart).click(position=place)
    expect(reading.root).to_have_attribute("data-pinned", "true")
    reading.page.mouse.move(2, 2)
    reading.expect_cursor(step_of("film"))


@pytest.mark.parametrize("target", ["strip", *Reader.charts])
def test_keys_move_the_cursor(reading: Reader, target: str) -> None:
    """With a view in focus, arrows step, Home and End jump, and the ends hold."""
    (reading.strip if target == "strip" else reading.page.get_by_test_id(target)).focus()
    last = reading.last
    for key, step in (
        ("ArrowLeft", last - 1),
        ("ArrowRight", last),
        ("ArrowRight", last),
        ("Home", 0),
        ("ArrowLeft", 0),
        ("ArrowRight", 1),
        ("PageDown", last),
        ("PageUp", 0),
        ("End", last),
    ):
        reading.page.keyboard.press(key)
        reading.expect_cursor(step)


def test_enter_pins_and_escape_frees(reading: Reader) -> None:
    """The keyboard pins the word that the cursor is on, and lets it go."""
    reading.strip.focus()
    reading.page.keyboard.press("Home")
    reading.page.keyboard.press("Enter")
    expect(reading.root).to_have_attribute("data-pinned", "true")
    reading.page.keyboard.press("Escape")
    expect(reading.root).to_have_attribute("data-pinned", "false")


def test_space_plays_and_pauses(reading: Reader) -> None:
    """With a view in focus, space starts and stops the reading and does not scroll the page."""
    reading.strip.focus()
    top = reading.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    reading.page.keyboard.press("Space")
    expect(reading.root).to_have_attribute("data-playing", "true")
    reading.page.keyboard.press("Space")
    expect(reading.root).to_have_attribute("data-playing", "false")
    assert reading.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == top


def test_play_reads_on_and_pause_stops(reading: Reader) -> None:
    """From the verdict, play begins at the first step and moves on by itself; paused, the cursor stays."""
    reading.page.get_by_test_id("reader-speed").select_option(index=0)
    reading.play.click()
    expect(reading.root).to_have_attribute("data-playing", "true")
    reading.page.wait_for_function(f"() => {_CURSOR} >= 2 && {_CURSOR} < 10")
    reading.play.click()
    expect(reading.root).to_have_attribute("data-playing", "false")
    stopped = reading.cursor
    reading.page.wait_for_timeout(1_200)  # two words at this speed
    reading.expect_cursor(stopped)


def test_play_ends_at_the_verdict(reading: Reader) -> None:
    """Played to its end, the review is read, and the player stops by itself."""
    speeds = reading.page.get_by_test_id("reader-speed")
    speeds.select_option(index=speeds.locator("option").count() - 1)
    reading.play.click()
    expect(reading.root).to_have_attribute("data-playing", "false")
    reading.expect_cursor(reading.last)


def test_what_is_not_read_yet_is_veiled(reading: Reader) -> None:
    """While a review is played, the words and the charts beyond the cursor are covered, and shown again at the end."""
    reading.page.get_by_test_id("reader-speed").select_option(index=0)
    reading.play.click()
    expect(reading.root.locator(".veil")).to_be_visible()
    expect(reading.word("ending")).to_have_class(re.compile("unread"))
    reading.page.get_by_test_id("reader-reset").click()
    expect(reading.root.locator(".veil")).to_be_hidden()
    expect(reading.word("ending")).not_to_have_class(re.compile("unread"))


def test_the_step_buttons_step(reading: Reader) -> None:
    """Back and forward move the cursor by one word."""
    reading.page.get_by_test_id("reader-step-back").click()
    reading.expect_cursor(reading.last - 1)
    reading.page.get_by_test_id("reader-step-forward").click()
    reading.expect_cursor(reading.last)


def test_reset_goes_back_to_the_verdict(reading: Reader) -> None:
    """Reset unpins, stops, and rests on the last word."""
    reading.word("slow").click()
    reading.page.get_by_test_id("reader-reset").click()
    expect(reading.root).to_have_attribute("data-pinned", "false")
    reading.expect_cursor(reading.last)


def test_a_word_in_the_sentence_leads_to_it(reading: Reader) -> None:
    """A word that the sentence mentions is a button that pins the word."""
    mention = reading.root.locator(".sentence button").first
    name = mention.inner_text()
    mention.click()
    expect(reading.root).to_have_attribute("data-pinned", "true")
    expect(reading.marked).to_have_text(name)


def test_the_read_out_is_the_steps_own(reading: Reader) -> None:
    """Probability and push in the read-out are those of the word under the cursor, as recorded."""
    import rnnviz

    recording = rnnviz.record(rnnviz.load("imdb-simple-rnn"), "A slow film, and then a truly wonderful ending")
    t = recording.words.index("wonderful")
    reading.word("wonderful").hover()
    expect(reading.readout).to_contain_text(f"{recording.probability[t]:.3f}")
    expect(reading.readout).to_contain_text(f"{recording.probability[t - 1]:.2f} → {recording.probability[t]:.2f}")
    log_odds = f"{recording.delta_logit[t]:+.2f}".replace("-", "−")
    expect(reading.readout.locator(".push")).to_have_attribute("title", re.compile(re.escape(log_odds)))
    expect(reading.readout).to_contain_text(f"{recording.hidden_states[t, 0]:+.2f}".replace("-", "−"))


def test_the_heatmap_is_the_recording(reading: Reader) -> None:
    """The drawn cell of the largest state is red where it is above 0 and blue where it is below."""
    import numpy as np

    import rnnviz

    recording = rnnviz.record(rnnviz.load("imdb-simple-rnn"), "A slow film, and then a truly wonderful ending")
    states = recording.hidden_states[-10:]
    for pick, warm in ((states.argmax(), True), (states.argmin(), False)):
        step, unit = np.unravel_index(pick, states.shape)
        script = f"""canvas => {{
            const copy = new OffscreenCanvas(canvas.width, canvas.height);
            const pen = copy.getContext('2d', {{ willReadFrequently: true }});
            pen.drawImage(canvas, 0, 0);
            const [x, y] = [({int(step) + 1}.5) * canvas.width / 11, ({int(unit)}.5) * canvas.height / 32];
            return [...pen.getImageData(x, y, 1, 1).data];
        }}"""
        red, _, blue, opacity = reading.root.locator("canvas").evaluate(script)
        assert opacity == 255
        assert (red > blue) == warm


def test_a_new_review_begins_at_its_verdict(open_reader: Callable[..., Reader]) -> None:
    """A pin belongs to its review: the next one begins unpinned, at its last word."""
    reader = open_reader(REVIEW)
    reader.word("slow").click()
    reader.paste("a fine film")
    expect(reader.words.filter(has_text="fine")).to_be_visible()
    expect(reader.root).to_have_attribute("data-pinned", "false")
    reader.expect_cursor(reader.last)


def test_the_cursor_survives_another_colouring(open_reader: Callable[..., Reader]) -> None:
    """Colouring the words otherwise leaves a pin where it is."""
    reader = open_reader(REVIEW)
    reader.word("slow").click()
    pinned = reader.cursor
    reader.colour_by("push")
    expect(reader.root).to_contain_text("pushed the verdict")
    reader.expect_cursor(pinned)
    assert reader.data("pinned") == "true"


_CURSOR = """Number([...document.querySelectorAll('*')].map(node => node.shadowRoot?.querySelector('.reader'))
    .find(Boolean).dataset.cursor)"""


def test_the_cursor_of_the_reader_is_the_pages(reading: Reader) -> None:
    """Another component hears where the cursor goes and moves it, without a name of the reader's."""
    page = reading.page
    page.evaluate("() => addEventListener('rnnviz-step', ({ detail }) => (globalThis.heard = detail))")
    reading.word("slow").click()
    heard = page.evaluate("() => ({ ...globalThis.heard, from: null })")
    assert heard == {"from": None, "step": step_of("slow"), "count": len(WORDS) + 2, "pinned": True}
    page.evaluate("() => dispatchEvent(new CustomEvent('rnnviz-step', { detail: { from: null, step: 4, count: 11 } }))")
    reading.expect_cursor(4)
    page.evaluate("() => { globalThis.heard = null; dispatchEvent(new Event('rnnviz-step-asked')); }")
    assert page.evaluate("() => globalThis.heard.step") == 4


def test_a_cell_leads_to_its_arithmetic_and_back(open_reader: Callable[..., Reader]) -> None:
    """A click pins the word and follows the unit, and the button leads to their equations; Escape leads back.

    A double click does both, and a second click on the cell lets go.
    """
    reader = open_reader(REVIEW)
    heatmap, button = reader.page.get_by_test_id("reader-heatmap"), reader.page.get_by_test_id("reader-why")
    expect(button).to_have_text("Arithmetic of unit 0, word 9")
    place = reader.place("reader-heatmap", step_of("truly")) | {"y": 45}
    heatmap.click(position=place)
    unit = int(32 * place["y"] / heatmap.bounding_box()["height"])  # type: ignore[index]
    expect(button).to_have_text(f"Arithmetic of unit {unit}, word 7")
    reader.settle().expect_cursor(step_of("truly"))
    button.click()
    window = reader.page.get_by_role("dialog")
    expect(window).to_contain_text(f"Unit {unit} of layer 1 at “truly”, word 7")
    expect(window).to_contain_text("tanh(W·x + U·h[t−1] + b) = tanh(")
    reader.page.keyboard.press("Escape")
    expect(window).to_be_hidden()
    heatmap.click(position=place)
    expect(reader.root).to_have_attribute("data-pinned", "false")
    heatmap.dblclick(position=reader.place("reader-heatmap", step_of("slow")) | {"y": 2})
    expect(window).to_contain_text("Unit 0 of layer 1 at “slow”, word 2")
    assert reader.complaints == []


def test_the_products_of_a_sum_show_by_pointer_and_by_keyboard(open_reader: Callable[..., Reader]) -> None:
    """Pointed at or gone to with Tab, a number of the equation names its products, and their sum is that number."""
    reader = open_reader(REVIEW)
    reader.page.get_by_test_id("reader-why").click()
    window, products = reader.page.get_by_role("dialog"), reader.page.get_by_test_id("arithmetic-products")
    first, second = (window.locator(".equation button").nth(place) for place in (0, 1))
    expect(products).to_contain_text("W·x: the largest of its 32 products")
    second.hover()
    expect(products).to_contain_text("U·h: the largest of its 32 products")
    total = products.locator(".sum .told").inner_text()
    assert total.removeprefix("−") == second.inner_text().removeprefix("−")
    first.focus()
    expect(products).to_contain_text("W·x: the largest")
    reader.page.keyboard.press("Tab")
    expect(second).to_be_focused()
    expect(products).to_contain_text("U·h: the largest")
    assert reader.complaints == []


def test_the_pinned_word_is_in_the_address(open_reader: Callable[..., Reader]) -> None:
    """A link to a pinned word opens there; pinning runs no script, and another review begins at its verdict."""
    mine = open_reader(REVIEW)
    before = mine.sent
    mine.word("truly").click()
    assert mine.address()["word"] == str(step_of("truly") + 1)
    assert mine.sent == before
    mine.colour_by("push")
    mine.page.wait_for_url("**/*colour=push*")
    theirs = open_reader(f"?{mine.page.url.partition('?')[2]}")
    theirs.expect_cursor(step_of("truly"))
    assert theirs.data("pinned") == "true"
    theirs.paste("a fine film")
    expect(theirs.root).to_have_attribute("data-pinned", "false")
    assert "word" not in theirs.address()
