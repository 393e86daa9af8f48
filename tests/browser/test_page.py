"""The page around the views: first sight, address, other people's text, downloads, small screens, the dark, axe."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

import rnnviz
from rnnviz.runs import models_folder, title_of
from rnnviz.text import split_words
from rnnviz.ui.frame.held_text import LATE_SECONDS
from rnnviz.ui.reviews.examples import EXAMPLES
from tests.browser.driving import PATIENCE, Reader, Server
from tests.shipped import held_out

pytestmark = pytest.mark.browser

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}

Visit = Callable[..., Reader]


# ---- first sight ----


def test_a_cold_start_shows_everything(open_reader: Visit) -> None:
    """Without an address there are words, verdict and three charts; nobody complains and no other server is asked."""
    reader = open_reader(cold=True)
    expect(reader.page.get_by_role("heading", name="Read a review", level=1)).to_be_visible()
    expect(reader.verdict).to_be_visible()
    assert reader.texts() == _words(next(iter(EXAMPLES.values())))
    for chart in Reader.charts:
        box = reader.page.get_by_test_id(chart).bounding_box()
        assert box
        assert min(box["width"], box["height"]) > 40
    assert reader.complaints == []
    assert reader.strange == []


def test_a_pasted_review_is_read(open_reader: Visit) -> None:
    """Two pasted reviews give their own words, and opposite verdicts."""
    reader = open_reader()
    for text, verdict in ((EXAMPLES["clearly negative"], "negative"), (EXAMPLES["clearly positive"], "positive")):
        reader.paste(f"{text} The end.")
        expect(reader.verdict).to_contain_text(verdict)
        expect(reader.words.nth(1)).to_have_text(text.split()[0])  # the picture may come after the verdict
        assert reader.texts() == _words(f"{text} The end.")
    assert reader.complaints == []


def test_model_state_and_layer_are_chosen_by_name(open_reader: Visit) -> None:
    """Another model reads the text anew, without padding if it masks; the charts say which state they show."""
    reader = open_reader("?model=imdb-simple-rnn-stacked")
    words = reader.texts()
    expect(reader.root.locator(".padding")).to_have_count(1)
    expect(reader.select("Layer")).to_have_value("4")
    reader.choose("Layer", "1")
    expect(reader.root.locator(".legend .name")).to_have_text("hidden state h of layer 1")
    reader.choose("Model", f"LSTM, {held_out('imdb-lstm')}")
    expect(reader.root.locator(".padding")).to_have_count(0)
    assert reader.texts() == words
    reader.choose("State", "cell state c")
    expect(reader.root.locator(".legend .name")).to_have_text("cell state c of layer 1")


# ---- the address ----


def test_a_unit_is_chosen_in_the_gutter(open_reader: Visit) -> None:
    """A click on a row's number follows that unit in the line, the read-out, the box and the address."""
    reader = open_reader("?model=imdb-simple-rnn")
    gutter = reader.root.locator(".gutter")
    gutter.scroll_into_view_if_needed()
    box = gutter.bounding_box()
    assert box
    gutter.click(position={"x": box["width"] - 8, "y": box["height"] * 5.5 / 32})
    expect(reader.readout).to_contain_text("unit 5")
    reader.page.wait_for_url("**/*unit=5*")
    expect(reader.select("Unit")).to_have_value("5")
    expect(reader.root).to_contain_text(re.compile("unit 5 goes furthest from 0"))


def test_an_address_restores_what_was_seen(open_reader: Visit) -> None:
    """What one visitor chose and typed, another sees who opens the same address cold."""
    mine = open_reader("?model=imdb-simple-rnn")
    mine.paste("Ein <b>wonderful</b> film & 100% 영화")
    mine.page.wait_for_url("**/*text=Ein*")
    mine.colour_by("push")
    mine.page.wait_for_url("**/*colour=push*")
    mine.choose("Sort units by", "variance")
    mine.page.wait_for_url("**/*sort=variance*")
    mine.choose("Unit", "9")
    mine.page.wait_for_url("**/*unit=9*")
    expect(mine.readout).to_contain_text("unit 9")
    theirs = open_reader(f"?{mine.page.url.partition('?')[2]}", cold=True)
    assert theirs.box.input_value() == "Ein <b>wonderful</b> film & 100% 영화"
    assert theirs.texts() == mine.texts()
    expect(theirs.root.locator(".view").first).to_contain_text("pushed the verdict")
    expect(theirs.radio("push")).to_be_checked()
    expect(theirs.select("Sort units by")).to_have_value("variance")
    expect(theirs.select("Unit")).to_have_value("9")
    assert theirs.verdict.inner_text() == mine.verdict.inner_text()


def test_the_longest_shared_text_can_be_opened(open_reader: Visit) -> None:
    """An address with 2,000 Korean letters, 18 kB of it, is served and restored."""
    text = ("재미있는 영화 " * 300)[:2_000].strip()
    assert open_reader(f"?text={quote(text)}").box.input_value() == text


def test_a_reload_keeps_the_text(open_reader: Visit) -> None:
    """F5 loses neither text nor choices."""
    reader = open_reader("?model=imdb-simple-rnn&unit=9")
    reader.paste("a fine film")
    reader.page.wait_for_url("**/*text=a+fine+film*")
    reader.page.reload(timeout=PATIENCE)
    reader.settle()
    assert reader.texts() == ["a", "fine", "film"]
    expect(reader.select("Unit")).to_have_value("9")


def test_back_and_forward_go_from_review_to_review(open_reader: Visit) -> None:
    """After two pasted reviews, Back shows the first one again, and Forward the second."""
    reader = open_reader()
    for text in ("a fine film", "an awful film"):
        reader.paste(text)
        reader.page.wait_for_url(f"**/*{urlencode({'text': text})}*")
    reader.page.wait_for_timeout(1000 * LATE_SECONDS + 500)  # as somebody who has looked at the picture
    reader.page.go_back()
    expect(reader.words.filter(has_text="fine")).to_be_visible()
    expect(reader.box).to_have_value("a fine film")
    reader.page.go_forward()
    expect(reader.words.filter(has_text="awful")).to_be_visible()


# ---- other people's text ----

HOSTILE = (
    "<script>window.hacked = 1</script> <img src=x onerror='window.hacked=2'> **bold** $x^2$ :red[good] "
    "![pixel](http://example.com/pixel.png) {{ 7*7 }} javascript:alert(1) \u202eevil"
)


def test_hostile_text_stays_text(open_reader: Visit) -> None:
    """Markup of every kind is read as words: nothing runs, nothing is fetched, and the box holds it as it was typed."""
    reader = open_reader()
    reader.paste(HOSTILE)
    expect(reader.words.filter(has_text="hacked").first).to_be_visible()
    assert reader.box.input_value() == HOSTILE
    assert reader.evaluate("window.hacked") is None
    assert reader.root.locator("img, script, b, strong, iframe").count() == 0
    assert reader.page.locator("[data-testid=stMain] :is(img, script, .katex)").count() == 0
    assert "script" in reader.texts()
    assert reader.complaints == []


def test_an_error_about_a_hostile_name_stays_text(open_reader: Visit, own_runs: Path) -> None:
    """The sentence about a damaged run shows the run's name sign by sign, whatever the name."""
    name = "<img src=x onerror=alert(1)> :red[r] $x$ **b** [l](x) :material-home: `c`"
    (own_runs / name).mkdir()
    (own_runs / name / "run.json").write_bytes((models_folder() / "imdb-simple-rnn" / "run.json").read_bytes())
    (own_runs / name / "model.keras").write_bytes(b"PK")
    reader = open_reader("?model=imdb-simple-rnn")
    reader.choose("Model", name)
    expect(reader.page.get_by_role("alert")).to_contain_text(name)
    assert reader.page.get_by_role("alert").locator("img, strong, code, .katex").count() == 0


def test_two_sessions_are_two(open_reader: Visit) -> None:
    """A text that cannot be read in one session leaves the other as it was, and going on."""
    mine, other = open_reader("?text=a+fine+film"), open_reader("?text=a+good+film", cold=True)
    before = other.root.inner_text()
    mine.paste("x" * 300_000, drawn=False)
    expect(mine.page.get_by_role("alert")).to_contain_text("up to 200,000 characters")
    assert len(mine.box.input_value()) == 300_000
    assert other.root.inner_text() == before
    other.choose("Unit", "3")
    expect(other.readout).to_contain_text("unit 3")


def test_an_unreadable_text_keeps_the_choices(open_reader: Visit) -> None:
    """After an empty box the next review is shown as chosen before, in the page and in the address."""
    reader = open_reader("?model=imdb-simple-rnn&unit=9&sort=variance&colour=push")
    reader.paste(" ", drawn=False)
    expect(reader.page.get_by_role("alert")).to_contain_text("nothing to read")
    reader.paste("a fine film")
    expect(reader.select("Unit")).to_have_value("9")
    expect(reader.select("Sort units by")).to_have_value("variance")
    expect(reader.radio("push")).to_be_checked()
    address = reader.address()
    assert (address["unit"], address["sort"], address["colour"]) == ("9", "variance", "push")


# ---- downloads ----


def test_the_states_are_a_table(open_reader: Visit) -> None:
    """states.csv has a header and one row for every timestep and unit, with the recording's numbers."""
    reader = open_reader("?model=imdb-simple-rnn&text=a+fine+film")
    with reader.page.expect_download(timeout=PATIENCE) as download:
        reader.page.get_by_role("button", name="States as CSV").click()
    assert download.value.suggested_filename == "states.csv"
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8"), newline="")))
    recording = rnnviz.record(rnnviz.load("imdb-simple-rnn"), "a fine film")
    assert list(rows[0])[:3] == ["timestep", "kind", "word"]
    assert set(rows[0]) == set(recording.to_frame().columns)
    assert len(rows) == 500 * 32
    assert [row["word"] for row in rows if row["unit"] == "0"][-3:] == ["a", "fine", "film"]
    assert float(rows[-1]["hidden_states"]) == pytest.approx(float(recording.hidden_states[-1, -1]), abs=1e-6)


def test_the_heatmap_is_a_page_of_its_own(open_reader: Visit, new_page: Callable[..., Page], tmp_path: Path) -> None:
    """heatmap.html names no other file, and opens without a network or a complaint, with its heatmap drawn."""
    reader = open_reader("?model=imdb-simple-rnn&text=a+fine+film")
    with reader.page.expect_download(timeout=PATIENCE) as download:
        reader.page.get_by_role("button", name="Heatmap as HTML").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "heatmap.html"
    assert re.findall(r"<(?:script|link|img|iframe)[^>]*\s(?:src|href)=[^>]*>", file.read_text("utf-8")) == []
    alone = new_page(cold=True, offline=True)
    complaints: list[str] = []
    alone.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    alone.on("pageerror", lambda error: complaints.append(str(error)))
    alone.goto(file.as_uri(), timeout=PATIENCE)
    expect(alone.locator(".heatmaplayer image").first).to_be_attached()
    assert complaints == []


# ---- small screens, the dark, axe ----


def test_a_phone_shows_it_and_can_be_tapped(open_reader: Visit) -> None:
    """At 390 px nothing is wider than the screen, a tap on a word pins it, and the buttons are at least 40 px tall."""
    reader = open_reader("?text=a+truly+wonderful+film", viewport=PHONE, has_touch=True, is_mobile=True)
    width = reader.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= PHONE["width"]
    assert reader.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    inside = reader.root.evaluate("""root => [...root.querySelectorAll('*')].filter(
        node => node.checkVisibility() && !node.closest('.tooltip, .announcer')
            && node.getBoundingClientRect().right > innerWidth + 1).map(node => node.outerHTML.slice(0, 80))""")
    assert inside == []
    reader.word("wonderful").tap()
    expect(reader.root).to_have_attribute("data-pinned", "true")
    expect(reader.marked).to_have_text("wonderful")
    for name in ("play", "step-back", "step-forward", "reset", "speed"):
        box = reader.page.get_by_test_id(f"reader-{name}").bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 40


_CONTRASTS = """root => {
    const channels = colour => {
        const paint = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
        paint.fillStyle = colour;
        paint.fillRect(0, 0, 1, 1);
        return [...paint.getImageData(0, 0, 1, 1).data];
    };
    const luminance = ([r, g, b]) => [r, g, b].map(c => c / 255)
        .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const ground = getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor;
    return [...root.querySelectorAll('.word')].map(word => {
        const style = getComputedStyle(word);
        const back = channels(style.backgroundColor);
        const [a, b] = [luminance(channels(style.color)), luminance(back[3] ? back : channels(ground))];
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    });
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_coloured_word_can_be_read(open_reader: Visit, theme: str) -> None:
    """The page follows the system's theme, and in each of the four colourings words have a contrast of 4.5 at least."""
    reader = open_reader("?model=imdb-simple-rnn&example=very+long", color_scheme=theme)
    ground = reader.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert (max(int(channel) for channel in re.findall(r"\d+", ground)[:3]) < 60) == (theme == "dark")
    assert reader.data("theme") == theme
    titles = {"push": "pushed the verdict", "one unit": "state of unit 0", "change of state": "changed the state"}
    assert min(reader.root.evaluate(_CONTRASTS)) >= 4.5
    for colouring, title in titles.items():
        reader.colour_by(colouring)
        expect(reader.root.locator(".view").first).to_contain_text(title)
        assert min(reader.root.evaluate(_CONTRASTS)) >= 4.5


# What is Streamlit's own and not ours to change: rule -> the only selectors that are let pass.
STREAMLITS_OWN: dict[str, tuple[str, ...]] = {}


@pytest.mark.parametrize(("theme", "viewport"), [("light", WIDE), ("dark", PHONE)], ids=["light", "dark phone"])
def test_axe_finds_nothing(open_reader: Visit, theme: str, viewport: dict[str, int]) -> None:
    """No rule of axe is broken, by the page as it is first seen or with a word pinned and the model's card open."""
    reader = open_reader("?model=imdb-simple-rnn&example=unknown+words", color_scheme=theme, viewport=viewport)
    assert _violations(reader) == []
    reader.word("good").click()
    reader.page.get_by_text("About this model").click()
    expect(reader.page.get_by_text("parameters, trained on")).to_be_visible()
    assert _violations(reader) == []


def test_axe_finds_nothing_in_an_error(open_reader: Visit) -> None:
    """A sentence instead of a picture breaks no rule of axe, which finds a nameless button inside a picture."""
    reader = open_reader()
    reader.root.evaluate("root => root.append(document.createElement('button'))")
    assert "button-name" in {rule for rule, _ in _violations(reader)}
    reader.paste(" ", drawn=False)
    expect(reader.page.get_by_role("alert")).to_be_visible()
    assert _violations(reader) == []


def _violations(reader: Reader) -> list[tuple[str, str]]:
    """Rule and place of everything that axe finds and that is not `STREAMLITS_OWN`."""
    found = Axe().run(reader.page).response["violations"]
    places = [(rule["id"], " ".join(map(str, node["target"]))) for rule in found for node in rule["nodes"]]
    return [(rule, place) for rule, place in places if place not in STREAMLITS_OWN.get(rule, ())]


# ---- the server ----


def test_the_server_has_not_loaded_tensorflow(open_reader: Visit, server: Server) -> None:
    """After a session with every shipped model and both downloads, no library of TensorFlow is in the process."""
    reader = open_reader()
    for run in rnnviz.list_runs():
        reader.choose("Model", str(title_of(run)))
        expect(reader.select("Model")).to_have_value(str(title_of(run)))
        reader.settle()
    for button in ("States as CSV", "Heatmap as HTML"):
        with reader.page.expect_download(timeout=PATIENCE):
            reader.page.get_by_role("button", name=button).click()
    maps = Path(f"/proc/{server.pid}/maps").read_text()
    assert "numpy" in maps
    assert [line for line in maps.splitlines() if re.search("tensorflow|jaxlib|libtorch", line)] == []


def test_the_server_logs_no_traceback(open_reader: Visit, server: Server) -> None:
    """Neither a good nor a bad text, nor an example, writes a traceback or a warning into the server's log."""
    reader = open_reader()
    reader.paste(HOSTILE)
    reader.paste("", drawn=False)
    reader.unfold("Review")
    reader.radio("very long").click()
    reader.settle()
    log = server.log.read_text("utf-8", "replace")
    assert [line for line in log.splitlines() if re.search("Traceback|Warning|Error", line)] == []


def _words(text: str) -> list[str]:
    """The words of a text as it was typed."""
    return [text[word.start : word.stop] for word in split_words(text)]
