"""The page "The loop by hand" in Chromium: stepping, pointing, typing, the bench, small screens, the dark, axe."""

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from rnnviz.loops import LoopSpec, equation, fault_of_case, run_loop
from rnnviz.ui.loop.bench_words import faults
from tests.browser.conftest import opening
from tests.browser.driving import PATIENCE, Server
from tests.browser.loop_page import LoopPage

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
SMALL = "?timesteps=5&input_features=3&output_features=2&weights=Glorot&inputs=normal"

NUMBERS = f"{SMALL}&look=weights+and+inputs"

Visit = Callable[..., LoopPage]


@pytest.fixture
def open_loop(new_page: Callable[..., Page], server: Server) -> Iterator[Visit]:
    """Return a function that opens the page; no page may ask another server or complain."""
    yield from opening(LoopPage, new_page, server)


# ---- stepping ----


def test_a_first_visit_shows_the_chapters_numbers(open_loop: Visit) -> None:
    """Cold and without an address the loop stands at step 1 of 100, with the numbers of the chapter's program."""
    loop = open_loop(cold=True)
    expect(loop.page.get_by_role("heading", name="The loop by hand", level=1)).to_be_visible()
    loop.expect_step(1)
    first = equation(run_loop(LoopSpec()))[0].pre_activation[0, 0]
    expect(loop.readout).to_contain_text(f"{first:.4f}")
    expect(loop.readout).to_contain_text("64 of 64")


def test_the_loop_is_stepped_with_buttons_and_keys(open_loop: Visit) -> None:
    """Buttons, arrow keys, Home and End move all views to the same step, without a script run."""
    loop = open_loop(SMALL)
    sent = loop.sent
    loop.page.get_by_test_id("loop-step-forward").click()
    loop.expect_step(2)
    expect(loop.formula).to_have_text("output2 = tanh( W·input2 + U·state2 + b )")
    loop.page.get_by_test_id("loop-equation").focus()
    loop.page.keyboard.press("ArrowRight")
    loop.expect_step(3)
    loop.page.keyboard.press("End")
    loop.expect_step(5)
    loop.page.get_by_test_id("loop-reset").click()
    loop.expect_step(1)
    assert loop.sent == sent


def test_playing_lets_the_output_grow(open_loop: Visit) -> None:
    """While the loop is played, what lies ahead is veiled; at the end nothing is."""
    loop = open_loop(SMALL)
    loop.page.get_by_test_id("loop-speed").select_option("0.5")
    loop.page.get_by_test_id("loop-play").click()
    expect(loop.root.locator(".veil")).to_be_visible()
    loop.expect_step(5)
    expect(loop.root.locator(".veil")).to_be_hidden()


def test_a_step_is_pinned_in_the_film_and_in_the_heatmap(open_loop: Visit) -> None:
    """A click on a box of the unrolled loop, or on a column of the outputs, goes there."""
    loop = open_loop(SMALL)
    film = loop.page.get_by_test_id("loop-unrolled")
    box = film.bounding_box()
    assert box
    film.click(position={"x": 60 + (box["width"] - 70) * 2.5 / 5, "y": box["height"] / 2})
    loop.expect_step(3)
    outputs = loop.page.get_by_test_id("loop-outputs")
    area = outputs.bounding_box()
    assert area
    outputs.click(position={"x": area["width"] * 3.5 / 5, "y": area["height"] * 0.75})
    loop.expect_step(4)
    expect(loop.root).to_have_attribute("data-unit", "1")
    loop.page.wait_for_url("**/*step=4*")
    loop.page.wait_for_url("**/*unit=1*")
    loop.page.reload()
    loop.settle(drawn=False)
    loop.expect_step(4)
    expect(loop.root).to_have_attribute("data-unit", "1")


def test_pointing_at_a_unit_shows_its_products(open_loop: Visit) -> None:
    """Over a unit's cells the sums are those of its row of W and U, to four decimals; moving off goes back."""
    loop = open_loop(SMALL)
    truth = run_loop(LoopSpec(timesteps=5, input_features=3, units=2, weights="glorot", inputs="normal"))
    loop.page.get_by_test_id("loop-step-forward").click()
    box = loop.equation.bounding_box()
    canvas = loop.equation.locator("canvas").first.bounding_box()
    assert box
    assert canvas
    loop.equation.hover(position={"x": canvas["x"] - box["x"] + canvas["width"] * 0.75, "y": 20})
    expect(loop.root).to_have_attribute("data-unit", "1")
    terms = [f"{term.values[1, 1]:.4f}".replace("-", "−") for term in equation(truth)[0].terms]
    products = loop.page.get_by_test_id("loop-products")
    expect(products).to_contain_text(f"Σ {terms[0]}")
    expect(products).to_contain_text(f"Σ {terms[1]}")
    expect(products).to_contain_text("unit 1: a sum of 3 products")
    loop.page.mouse.move(5, 5)
    expect(loop.root).to_have_attribute("data-unit", "0")


def test_units_are_chosen_with_the_keyboard(open_loop: Visit) -> None:
    """The down arrow goes to the next unit, and no further than the last; the address follows."""
    loop = open_loop(SMALL)
    loop.equation.focus()
    for _ in range(3):
        loop.page.keyboard.press("ArrowDown")
    expect(loop.root).to_have_attribute("data-unit", "1")
    expect(loop.readout).to_contain_text("output, unit 1")
    loop.page.wait_for_url("**/*unit=1*")


def test_back_restores_the_place_and_the_sizes(open_loop: Visit) -> None:
    """The browser's way back frees the step that was pinned last, and then takes the last step off the loop."""
    loop = open_loop(SMALL)
    loop.open_drawer()
    loop.page.get_by_role("slider", name="timesteps").focus()
    loop.page.keyboard.press("ArrowRight")
    outputs = loop.page.get_by_test_id("loop-outputs")
    expect(outputs).to_have_attribute("aria-valuemax", "6")
    loop.page.wait_for_url("**/*timesteps=6*")
    loop.page.keyboard.press("Escape")
    loop.settle(drawn=False)
    loop.page.get_by_test_id("loop-unrolled").press("End")
    loop.page.get_by_test_id("loop-unrolled").press("Enter")
    loop.page.wait_for_url("**/*step=6*")
    expect(loop.root).to_have_attribute("data-pinned", "true")
    loop.settle(drawn=False)
    loop.page.go_back()
    expect(loop.root).to_have_attribute("data-pinned", "false")
    expect(outputs).to_have_attribute("aria-valuemax", "6")
    loop.settle(drawn=False)
    loop.page.go_back()
    expect(outputs).to_have_attribute("aria-valuemax", "5")


def test_the_gates_of_an_lstm_are_chosen_with_the_keyboard(open_loop: Visit) -> None:
    """The four sums of an LSTM are a radio group: an arrow shows the next one's formula."""
    loop = open_loop(f"{SMALL}&cell=LSTM")
    blocks = loop.page.get_by_test_id("loop-blocks")
    expect(loop.page.get_by_test_id("loop-mix")).to_be_visible()  # first what the gates do together
    blocks.get_by_role("radio", name="input gate i").click()
    loop.page.keyboard.press("ArrowRight")
    expect(blocks.get_by_role("radio", name="forget gate f")).to_be_checked()
    expect(loop.formula).to_contain_text("f1 = sigmoid")
    expect(loop.page.get_by_test_id("loop-mix")).to_be_hidden()


# ---- one screen ----


@pytest.mark.parametrize(
    ("cell", "size"),
    [("SimpleRNN", (1280, 720)), ("LSTM", (1280, 720)), ("GRU", (1280, 720)), ("GRU", (1440, 900))],
    ids=str,
)
def test_the_stage_lies_in_the_window(open_loop: Visit, cell: str, size: tuple[int, int]) -> None:
    """Player, unrolled loop, step, outputs, memory and what can be opened are seen at once, for 2, 64 and 128 units."""
    for sizes in ("", "&output_features=128&timesteps=30", "&timesteps=5&input_features=3&output_features=2"):
        loop = open_loop(f"?cell={cell}{sizes}&weights=Glorot", viewport={"width": size[0], "height": size[1]})
        for part in ("readout", "unrolled", "outputs", "memory"):
            assert _foot(loop, f"loop-{part}") <= size[1]
        assert _foot(loop, "loop-equation" if cell == "SimpleRNN" else "loop-mix") <= size[1]
        assert _foot(loop, "loop-products") <= size[1]
        row = loop.page.get_by_role("radiogroup", name="Look closer").bounding_box()
        assert row
        assert row["y"] + row["height"] <= size[1]


def test_rows_get_thinner_and_their_names_fewer(open_loop: Visit) -> None:
    """128 units take the room of 64: each row is at least a pixel high, and names keep 13 pixels apart."""
    heights = []
    for units in (64, 128):
        loop = open_loop(f"?output_features={units}&timesteps=30", viewport={"width": 1280, "height": 720})
        box = loop.page.get_by_test_id("loop-outputs").bounding_box()
        assert box
        heights.append(box["height"])
        names = [name.bounding_box() for name in loop.root.locator(".outputs .gutter .unit").all()]
        tops = [name["y"] for name in names if name]
        assert min(b - a for a, b in itertools.pairwise(tops)) >= 13
    assert heights == [128, 128]


def test_a_phone_begins_with_the_loop(open_loop: Visit) -> None:
    """At 390 px the unrolled loop is on the first screen, and the player stays in the window while it is scrolled."""
    loop = open_loop("", viewport=PHONE, has_touch=True, is_mobile=True)
    assert _foot(loop, "loop-unrolled") <= PHONE["height"]
    loop.page.get_by_test_id("loop-memory").scroll_into_view_if_needed()
    expect(loop.page.get_by_test_id("loop-play")).to_be_in_viewport()


def test_a_weight_says_its_number(open_loop: Visit) -> None:
    """In a large matrix, too, the number under the pointer is told with its place."""
    loop = open_loop("?look=weights+and+inputs")
    kernel = loop.page.get_by_test_id("loop-numbers").locator(".matrix canvas").first
    kernel.hover(position={"x": 1, "y": 1})
    told = loop.page.get_by_test_id("loop-numbers").locator(".tooltip")
    expect(told).to_contain_text("row 0, column 0")
    expect(told).to_contain_text(f"{run_loop(LoopSpec()).cell.kernel[0, 0]:.4f}")


def _foot(loop: LoopPage, test_id: str) -> float:
    box = loop.page.get_by_test_id(test_id).bounding_box()
    return box["y"] + box["height"] if box else 0


# ---- typing ----


def test_a_typed_weight_changes_the_loop_and_the_address(open_loop: Visit) -> None:
    """A number typed into U is taken over, the rest stays as drawn, and a cold visit to the address shows the same."""
    loop = open_loop(NUMBERS)
    drawn = loop.cell("kernel", 1, 2).input_value()
    loop.type_number("recurrent_kernel", 0, 1, "-0.75")
    loop.page.wait_for_url("**/*recurrent_kernel=*")
    loop.open_drawer()
    expect(loop.select("Weights are drawn")).to_have_value("own numbers")
    expect(loop.cell("recurrent_kernel", 0, 1)).to_have_value("−0.75")
    expect(loop.cell("kernel", 1, 2)).to_have_value(drawn)
    loop.settle(drawn=False)
    there = open_loop(f"?{loop.page.url.partition('?')[2]}", cold=True)
    expect(there.cell("recurrent_kernel", 0, 1)).to_have_value("−0.75")
    expect(there.cell("kernel", 1, 2)).to_have_value(drawn)


def test_what_is_no_number_is_refused_in_place(open_loop: Visit) -> None:
    """Letters are marked and explained, nothing is sent, and Escape brings the old number back."""
    loop = open_loop(NUMBERS)
    old = loop.cell("kernel", 0, 0).input_value()
    sent = loop.sent
    loop.type_number("kernel", 0, 0, "<b>7")
    expect(loop.page.get_by_test_id("loop-complaint")).to_have_text(re.compile("“<b>7” is not a number"))
    expect(loop.cell("kernel", 0, 0)).to_have_attribute("aria-invalid", "true")
    assert loop.sent == sent
    loop.cell("kernel", 0, 0).press("Escape")
    expect(loop.cell("kernel", 0, 0)).to_have_value(old)
    expect(loop.page.get_by_test_id("loop-complaint")).to_have_text("")


def test_an_input_is_typed_where_it_is_read(open_loop: Visit) -> None:
    """A number typed into the picture of the inputs is that feature at that step."""
    loop = open_loop(NUMBERS)
    loop.type_number("inputs", 2, 3, "9")
    loop.page.wait_for_url("**/*x=*")
    expect(loop.cell("inputs", 2, 3)).to_have_value("9")
    rows = loop.address()["x"].splitlines()
    assert float(rows[3].split()[2]) == 9


# ---- controls ----


def test_a_slider_is_moved_with_the_keyboard(open_loop: Visit) -> None:
    """An arrow key on the slider draws one more step, keeps the cursor's place, and is in the address."""
    loop = open_loop(SMALL)
    loop.open_drawer()
    loop.page.get_by_role("slider", name="timesteps").focus()
    loop.page.keyboard.press("ArrowRight")
    expect(loop.page.get_by_test_id("loop-outputs")).to_have_attribute("aria-valuemax", "6")
    loop.page.wait_for_url("**/*timesteps=6*")


def test_presets_and_back(open_loop: Visit) -> None:
    """A preset's address, opened cold, shows the same loop and marks the same preset."""
    loop = open_loop()
    loop.preset("fades")
    for choice in ("radius=0.5", "weights=orthogonal", "inputs=one"):  # each is written when its control is drawn
        loop.page.wait_for_url(f"**/*{choice}*")
    there = open_loop(f"?{loop.page.url.partition('?')[2]}", cold=True)
    there.open_drawer()
    expect(there.page.get_by_role("slider", name="spectral radius of U")).to_have_value("0.5")
    assert there.root.inner_text() == loop.root.inner_text()


# ---- the bench ----


def test_keras_is_asked_and_follows_the_cursor(open_loop: Visit, server: Server) -> None:
    """The comparison is drawn by a worker while the server stays free of TensorFlow; its cursor is the loop's.

    A click in it is in the address as one in the loop is.
    """
    loop = open_loop(f"{SMALL}&look=compare+with+Keras")
    bench = loop.page.get_by_test_id("bench")
    expect(bench).to_contain_text("agree at every step", timeout=2 * PATIENCE)
    loop.page.get_by_test_id("loop-step-forward").click()
    expect(bench).to_have_attribute("data-cursor", "1")
    loop.page.get_by_test_id("bench-curve").focus()
    loop.page.keyboard.press("End")
    loop.expect_step(5)
    area = loop.page.get_by_test_id("bench-curve").bounding_box()
    assert area
    loop.page.get_by_test_id("bench-curve").click(position={"x": area["width"] * 0.55, "y": area["height"] / 2})
    loop.page.wait_for_url("**/*step=3*")
    loop.expect_step(3)
    maps = Path(f"/proc/{server.pid}/maps").read_text("utf-8")
    assert [line for line in maps.splitlines() if re.search("tensorflow|jaxlib|libtorch", line)] == []


def test_a_fault_is_found(open_loop: Visit) -> None:
    """The planted fault of a case is answered with a click; a wrong answer first says why it is wrong."""
    loop = open_loop(f"{SMALL}&look=find+the+bug&case=3")
    expect(loop.page.get_by_test_id("bench")).to_contain_text("Case 3:", timeout=2 * PATIENCE)
    right = faults()[fault_of_case(3)]
    wrong = next(fault for fault in faults().values() if fault != right)
    loop.page.get_by_text(wrong.label, exact=True).click()
    expect(loop.page.get_by_test_id("stAlert")).to_contain_text("Not this one")
    loop.page.get_by_text(right.label, exact=True).click()
    expect(loop.page.get_by_test_id("stAlert")).to_contain_text("Right.")
    assert "answer" not in loop.page.url


# ---- small screens, the dark, axe ----


@pytest.mark.parametrize("address", ["", f"{SMALL}&cell=LSTM"], ids=["chapter", "small"])
def test_a_phone_shows_it_without_scrolling_sideways(open_loop: Visit, address: str) -> None:
    """At 390 px the page is no wider than the screen."""
    loop = open_loop(address, viewport=PHONE, has_touch=True, is_mobile=True)
    assert loop.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
    assert loop.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize(
    ("theme", "viewport"), [("light", {"width": 1440, "height": 900}), ("dark", PHONE)], ids=["light", "dark phone"]
)
def test_axe_finds_nothing(open_loop: Visit, theme: str, viewport: dict[str, int]) -> None:
    """No rule of axe is broken, with numbers that can be typed, gates, and the text boxes open."""
    loop = open_loop(f"{SMALL}&cell=LSTM", color_scheme=theme, viewport=viewport)
    assert _violations(loop) == []
    loop.preset("small")
    expect(loop.page.get_by_test_id("loop-numbers")).to_have_attribute("data-cursor", "0")
    assert _violations(loop) == []
    loop.open_drawer()
    expect(loop.page.get_by_role("textbox", name="W: 2 × 3")).to_be_visible()
    assert _violations(loop) == []


def test_axe_finds_nothing_in_the_bench(open_loop: Visit) -> None:
    """The bench with a question and its answer breaks no rule either."""
    loop = open_loop(f"{SMALL}&look=find+the+bug&case=1")
    expect(loop.page.get_by_test_id("bench")).to_contain_text("Case 1:", timeout=2 * PATIENCE)
    loop.page.get_by_text(faults()[fault_of_case(1)].label, exact=True).click()
    expect(loop.page.get_by_test_id("stAlert")).to_be_visible()
    assert _violations(loop) == []


def _violations(loop: LoopPage) -> list[tuple[str, str]]:
    found = Axe().run(loop.page).response["violations"]
    return [(rule["id"], " ".join(map(str, node["target"]))) for rule in found for node in rule["nodes"]]
