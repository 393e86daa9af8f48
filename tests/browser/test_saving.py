"""Every picture of every page is saved: as SVG, as PNG, and its numbers as CSV."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pytest
from playwright.sync_api import Page, expect

import rnnviz
from rnnviz.analysis import shown_steps
from rnnviz.runs import models_folder
from tests.browser.driving import PATIENCE, STILL, Reader, Server
from tests.browser.saving import Saved, control, pictures_of, save

pytestmark = pytest.mark.browser

Visit = Callable[..., Reader]

SMALL = "?timesteps=5&input_features=3&output_features=2&weights=Glorot&inputs=normal"

HOSTILE = '=cmd() <img src=x onerror=alert(1)> "quoted", @SUM(A1) -2 +1 and\x07 a fine film'


def test_a_review_is_saved_as_it_is_read(open_reader: Visit) -> None:
    """Every picture of "Read a review" becomes three files, whose numbers are those of the recording."""
    reader = open_reader(
        f"?{urlencode({'model': 'imdb-simple-rnn', 'text': 'A slow film, and then a truly fine end'})}"
    )
    saved = save_all(reader.page)
    assert set(saved) == {"words", "probability", "heatmap", "unit"}
    recording = rnnviz.record(rnnviz.load("imdb-simple-rnn"), "A slow film, and then a truly fine end")
    steps = shown_steps(recording)
    np.testing.assert_allclose(saved["probability"].column("probability"), steps.probability, rtol=1e-6)
    np.testing.assert_allclose(saved["words"].column("delta_logit"), steps.delta_logit, rtol=1e-5, atol=1e-7)
    states = recording.hidden_states[steps.timesteps]
    heat = saved["heatmap"].column("value").reshape(32, len(states))
    np.testing.assert_allclose(heat, states.T, atol=np.abs(states).max() / 60_000)
    assert [row["word"] for row in saved["unit"].rows] == list(reader.words.all_text_contents())


def test_the_epochs_of_a_review_are_saved(open_reader: Visit) -> None:
    """The slider of epochs becomes three files, with one row an epoch."""
    reader = open_reader("?model=imdb-simple-rnn&text=a+fine+film&epoch=2")
    epochs = save_all(reader.page, ["learning"])["learning"]
    run = next(run for run in rnnviz.list_runs() if run.name == "imdb-simple-rnn")
    np.testing.assert_allclose(epochs.column("val_accuracy"), [row.val_accuracy for row in run.history], rtol=1e-6)


def test_hostile_text_is_saved_as_text(open_reader: Visit) -> None:
    """Markup in a review is text in the SVG, a control sign is gone, and no cell of the CSV is a formula."""
    reader = open_reader(f"?{urlencode({'text': HOSTILE})}")
    words = save(reader.page, "words", ["svg", "csv"])
    assert {"img", "=cmd()", "@SUM(A1)"} & set(words.texts) or "<img" in words.texts
    assert words.elements & {"img", "script", "foreignObject"} == set()
    cells = [row["word"] for row in words.rows]
    assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"} and not _is_number(cell)] == []


def test_a_loop_is_saved_as_it_was_computed(open_page: Callable[..., Page]) -> None:
    """The saved weights and inputs give the saved outputs; the bench's pictures are saved, too."""
    bench = save_all(open_page(f"loop{SMALL}&look=compare+with+Keras", "memory", "bench"), ["bench"])
    assert set(bench) == {"bench"}
    saved = save_all(open_page(f"loop{SMALL}&look=weights+and+inputs", "memory", "weights"))
    assert set(saved) == {"unrolled", "step", "inputs", "outputs", "memory", "weights"}
    steps = 1 + int(saved["inputs"].column("step")[-1] - saved["inputs"].column("step")[0])
    inputs = saved["inputs"].column("value").reshape(steps, -1)
    outputs = saved["outputs"].column("value").reshape(steps, -1)
    kernel, recurrent, bias = (_matrix(saved["weights"], name) for name in ("kernel", "recurrent_kernel", "bias"))
    state = np.zeros(outputs.shape[1])
    for read, wanted in zip(inputs, outputs, strict=True):
        state = np.tanh(kernel @ read + recurrent @ state + bias[:, 0])
        np.testing.assert_allclose(state, wanted, atol=1e-5)
    products = [float(row["value"]) for row in saved["step"].rows if row["row"] == "products"]
    assert len(products) == inputs.shape[1] + outputs.shape[1]


def test_a_stack_is_saved_with_its_parameters(open_page: Callable[..., Page]) -> None:
    """The parameters of the saved arrays add up to the summary's, and the last row is the last output."""
    saved = save_all(open_page("layers", "stack", "returns"))
    assert set(saved) == {"stack", "summary", "returns"}
    total = sum(int(row["parameters"].replace(",", "")) for row in saved["summary"].rows)
    assert saved["stack"].column("parameters").sum() == total
    sequence, last = (
        [float(row["value"]) for row in saved["returns"].rows if row["output"] == part] for part in ("sequence", "last")
    )
    assert sequence[-len(last) :] == last


def test_the_data_are_saved(open_page: Callable[..., Page]) -> None:
    """The row has a place for every timestep, the lengths count every review, and the classes make a whole."""
    saved = save_all(open_page("data", "row", "lengths", "top-words", "reviews"))
    assert set(saved) >= {
        "thesis-pre",
        "thesis-post",
        "words",
        "ids",
        "row",
        "balance",
        "lengths",
        "coverage",
        "top-words",
        "reviews",
    }
    assert [int(row["place"]) for row in saved["row"].rows] == list(range(1, 501))
    assert saved["lengths"].column("value").sum() == 25_000
    assert saved["balance"].column("share").sum() == 1
    places = {row["place"]: row["word_number"] for row in saved["row"].rows if row["word_number"]}
    assert {row["place"]: row["word_number"] for row in saved["words"].rows} == places


def test_the_curves_of_a_training_are_saved(open_page: Callable[..., Page], own_runs: Path) -> None:
    """The validation curve has the history's numbers, and the legend is in the picture."""
    shutil.copytree(models_folder() / "imdb-simple-rnn", own_runs / "mine")
    saved = save_all(open_page("train", "loss"))
    assert set(saved) == {"loss", "accuracy", "intervals"}
    validation = [float(row["value"]) for row in saved["accuracy"].rows if row["line"] == "validation"]
    history = next(run for run in rnnviz.list_runs() if run.name == "imdb-simple-rnn").history
    np.testing.assert_allclose(validation, [row.val_accuracy for row in history], rtol=1e-6)
    assert {"training", "validation"} <= set(saved["loss"].texts)


def test_the_columns_of_the_clinic_are_saved(open_page: Callable[..., Page]) -> None:
    """Every epoch has all validation reviews, and the rows below are saved as numbers alone."""
    saved = save_all(open_page("clinic", "changes", "reviews"))
    assert set(saved) == {"changes", "reviews"}
    counts = saved["changes"].column("reviews").reshape(-1, 5)
    assert set(counts.sum(axis=1)) == {5000}
    assert len(counts) == len(next(run for run in rnnviz.list_runs() if run.name == "imdb-gru").history)
    assert set(saved["reviews"].files) == {"csv"}
    assert saved["reviews"].column("number").min() >= 1


def test_the_plane_of_the_dynamics_is_saved(open_page: Callable[..., Page]) -> None:
    """A row a word of the walk, a row an eigenvalue of the chosen point, and the curves, with names of axes."""
    address = "dynamics?dy_run=imdb-simple-rnn&dy_text=a+dull+start+and+a+wonderful+end"
    saved = save_all(open_page(address, "plane", "spectrum", "drift", "pushes"))
    assert set(saved) == {"plane", "spectrum", "drift", "speed", "half-life", "pushes"}
    assert [row["word"] for row in saved["plane"].rows] == [
        "start",
        "a",
        "dull",
        "start",
        "and",
        "a",
        "wonderful",
        "end",
    ]
    assert any("of the variance" in text for text in saved["plane"].texts)
    values = saved["spectrum"].column("real") + 1j * saved["spectrum"].column("imaginary")
    assert len(values) == 32
    assert np.abs(values[0] - 1) == np.abs(values - 1).min()
    assert len(saved["half-life"].rows) == 31


# ---- the button ----


def test_the_menu_is_used_by_keyboard(open_reader: Visit) -> None:
    """Enter opens the menu, arrows go through it, Escape closes it alone, and the focus comes back."""
    reader = open_reader("?text=a+fine+film")
    button = control(reader.page, "probability")
    menu = reader.page.get_by_test_id("save-probability").get_by_role("menu")
    reader.word("fine").click()
    button.press("Enter")
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    reader.page.keyboard.press("ArrowDown")
    expect(menu.get_by_role("menuitem").nth(1)).to_be_focused()
    reader.page.keyboard.press("ArrowUp")
    reader.page.keyboard.press("ArrowUp")
    expect(menu.get_by_role("menuitem").last).to_be_focused()
    reader.page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(button).to_be_focused()
    expect(reader.root).to_have_attribute("data-pinned", "true")
    button.press("Enter")
    with reader.page.expect_download(timeout=PATIENCE):
        reader.page.keyboard.press("Enter")


def test_a_picture_that_is_drawn_anew_keeps_its_open_menu(open_page: Callable[..., Page]) -> None:
    """A window that changes its width draws the rows anew; the menu that was opened before it still saves."""
    page = open_page("data", "thesis-pre")
    control(page, "thesis-pre").click()
    row = page.locator("[data-picture=thesis-pre]").element_handle()
    page.set_viewport_size({"width": 1100, "height": 720})
    page.wait_for_function("row => !row.isConnected", arg=row)
    with page.expect_download(timeout=PATIENCE) as download:
        page.get_by_test_id("save-thesis-pre").locator("[data-format=svg]").click()
    assert download.value.suggested_filename.endswith(".svg")


def test_the_button_takes_no_room_and_is_large_enough(open_reader: Visit) -> None:
    """Without the buttons every view stands where it stood; each is 24 pixels large and says what it saves."""
    reader = open_reader("?text=a+fine+film")
    expect(control(reader.page, "probability")).to_have_accessible_name(re.compile("^Save this picture ."))
    for picture in pictures_of(reader.page):
        box = control(reader.page, picture).bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
    before = reader.root.evaluate(_PLACES)
    reader.root.evaluate(_WITHOUT)
    assert reader.root.evaluate(_PLACES) == before


_PLACES = """root => [...root.querySelectorAll(".view, .chart, .title, .help")].map(
    node => JSON.stringify(node.getBoundingClientRect()))"""
_WITHOUT = """root => root.querySelectorAll("[data-picture]").forEach(view => {
    view.removeAttribute("data-picture");
    view.querySelector(".save")?.remove();
})"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_has_the_theme_of_the_page(open_reader: Visit, theme: str) -> None:
    """The ground of the PNG is that of the page, and the axis is below the chart."""
    reader = open_reader("?text=a+fine+film", color_scheme=theme)
    saved = save_all(reader.page, ["probability"])["probability"]
    red, green, blue = saved.png.getpixel((2, 2))
    assert (red + green + blue > 384) == (theme == "light")
    assert "word" in saved.texts


# ---- what holds of every picture ----


@pytest.fixture
def open_page(new_page: Callable[..., Page], server: Server) -> Callable[..., Page]:
    """Return a function that opens a page cold and waits until these pictures are drawn."""

    def visit(address: str, *pictures: str) -> Page:
        page = new_page(accept_downloads=True)
        page.goto(f"{server.url}/{address}", timeout=PATIENCE)
        for picture in pictures:
            control(page, picture).wait_for(timeout=2 * PATIENCE)
        page.locator(STILL).wait_for(timeout=2 * PATIENCE)
        return page

    return visit


def save_all(page: Page, names: list[str] | None = None) -> dict[str, Saved]:
    """Save the pictures of a page and check what holds of each of them."""
    pictures = pictures_of(page)
    saved = {name: save(page, name, formats) for name, formats in pictures.items() if names is None or name in names}
    for name, one in saved.items():
        assert one.name.split("-")[1] == name.split("-")[0] or name in one.name
        assert one.rows, f"{name} has no numbers."
        if "svg" not in one.files:
            continue
        assert one.elements & {"script", "foreignObject", "button", "img"} == set()
        head = page.locator(f"[data-picture={name}]:visible").locator(".title, .sentence, .help").first
        title, box = head.text_content(), head.bounding_box()
        assert title
        assert box
        if box["width"] > 2:  # one that only a screen reader hears is in no picture
            assert title.split()[0] in " ".join(one.texts)
        width, height = (int(one.svg.attrib[side]) for side in ("width", "height"))
        assert one.png.size == (2 * width, 2 * height)
        assert one.colours > 12, f"{name} is blank."
    return saved


def _matrix(saved: Saved, name: str) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    rows = [row for row in saved.rows if row["matrix"] == name]
    columns = 1 + max(int(row["column"]) for row in rows)
    return np.array([float(row["value"]) for row in rows]).reshape(-1, columns)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
