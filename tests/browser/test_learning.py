"""How a network learnt, in Chromium: the epochs of "Read a review", and the clinic that leads there."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.driving import PATIENCE, Reader, Server
from tests.runs.small import small_run

pytestmark = pytest.mark.browser

REVIEW = "?model=imdb-simple-rnn&epoch=3&text=A+slow+film%2C+and+then+a+truly+wonderful+ending"
PHONE = {"width": 390, "height": 844}


def violations(page: Page) -> list[str]:
    """What axe finds in our own pictures."""
    found = Axe().run(page, context="[data-testid=stMain]").response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


def test_dragging_the_epoch_replays_the_review(open_reader: Callable[..., Reader]) -> None:
    """Every view follows the slider in the browser; where it is let go, the verdict and the address follow, too.

    Arrow keys, Home and End move it as the pointer does.
    """
    reader = open_reader(REVIEW)
    page, slider = reader.page, reader.page.get_by_test_id("reader-epochs")
    expect(reader.root).to_have_attribute("data-epoch", "3")
    box = slider.bounding_box()
    assert box is not None
    before = reader.sent
    seen = {reader.readout.inner_text()}
    page.mouse.move(box["x"] + box["width"] * 0.12, box["y"] + 40)
    page.mouse.down()
    expect(reader.root).to_have_attribute("data-epoch", "1")
    for share in (0.5, 0.7, 0.98):
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + 40)
        seen.add(reader.readout.inner_text())
    expect(reader.root).to_have_attribute("data-epoch", "10")
    assert len(seen) == 4
    assert reader.sent == before, "Dragging ran the script."
    page.mouse.up()
    expect(page.get_by_role("heading", name="Verdict after epoch 10:")).to_be_visible()
    expect(page).to_have_url(re.compile("epoch=10"))
    spoken = re.search(r"verdict (\d\.\d+)", slider.get_attribute("aria-valuetext") or "")
    shown = page.get_by_role("heading", name="Verdict after epoch 10:").inner_text()
    assert spoken
    assert abs(float(spoken[1]) - float(shown.split()[-1])) < 0.0056

    # the keyboard does the same, the review's own cursor stays, and the cross leads back to the best epoch
    reader.settle()
    reader.word("film").click()
    slider.focus()
    for key, epoch in (("Home", "1"), ("ArrowRight", "2"), ("End", "10"), ("ArrowLeft", "9")):
        reader.page.keyboard.press(key)
        expect(reader.root).to_have_attribute("data-epoch", epoch)
    expect(slider).to_have_attribute("aria-valuenow", "9")
    expect(reader.page.get_by_role("heading", name="Verdict after epoch 9:")).to_be_visible()
    expect(reader.root).to_have_attribute("data-pinned", "true")
    expect(reader.readout).to_contain_text("film")
    reader.page.get_by_test_id("reader-close-learning").click()
    expect(reader.page.get_by_test_id("reader-learning")).to_be_hidden()
    expect(reader.select("Epoch")).to_have_value("best")
    assert reader.complaints == []


def test_the_replay_runs_through_all_epochs(open_reader: Callable[..., Reader]) -> None:
    """From the eighth epoch on, Replay plays to the last one and stops there, on a phone and in dark."""
    reader = open_reader(REVIEW.replace("epoch=3", "epoch=8"), viewport=PHONE, color_scheme="dark")
    assert violations(reader.page) == []
    button = reader.page.get_by_test_id("reader-replay")
    button.click()
    expect(button).to_have_text("Pause")
    expect(reader.root).to_have_attribute("data-epoch", "10")
    expect(button).to_have_text("Replay")
    expect(reader.page.get_by_role("heading", name="Verdict after epoch 10:")).to_be_visible()


def test_a_part_of_the_clinic_leads_to_its_review(
    new_page: Callable[..., Page], server: Server, own_runs: Path
) -> None:
    """A click on a part lists its reviews, and one of them opens on "Read a review" at that epoch."""
    small_run(own_runs / "small")
    page = new_page()
    reader = Reader(page, server.url)
    page.goto(f"{server.url}/clinic?c_run=small&c_epoch=3", timeout=PATIENCE)
    reader.settle(drawn=False)
    columns = page.get_by_test_id("clinic-columns")
    columns.locator("[data-part]").first.wait_for()
    assert violations(page) == []
    columns.locator('[data-testid="clinic-move"][data-epoch="1"][data-part="1"]').click()
    expect(page.get_by_role("heading", name="Reviews that are newly right after epoch 2")).to_be_visible()
    reader.settle(drawn=False)
    columns.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Reviews that are newly right after epoch 3")).to_be_visible()
    reader.settle(drawn=False)
    row = page.locator(".review").first
    after = row.locator(".note").inner_text().split("→")[1].split()[0]
    row.get_by_role("button").click()
    reader.settle()
    heading = page.get_by_role("heading", name="Verdict after epoch 3")
    expect(heading).to_be_visible()
    assert f"{float(heading.inner_text().rsplit(', ', 1)[1].split()[0]):.2f}" == after
    expect(page.get_by_role("button", name="Back to Clinic")).to_be_in_viewport()
    expect(reader.select("Model")).to_have_value("small")
