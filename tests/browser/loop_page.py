"""The page "The loop by hand" as a person uses it in a browser."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.driving import PATIENCE, Reader


class LoopPage(Reader):
    """A browser page on the loop; a `Reader` in all but what is drawn."""

    def open(self, address: str = "") -> LoopPage:
        """Load the page and wait until it is drawn."""
        self.page.goto(f"{self.url}/loop{address}", timeout=PATIENCE)
        self.settle()
        return self

    def settle(self, *, drawn: bool = True) -> LoopPage:
        """Wait until no script runs and, unless `drawn` is false, the loop is there."""
        super().settle(drawn=False)
        if drawn:
            expect(self.root).to_have_attribute("data-cursor", "0")
        return self

    @property
    def root(self) -> Locator:
        return self.page.get_by_test_id("loop")

    @property
    def readout(self) -> Locator:
        return self.page.get_by_test_id("loop-readout")

    @property
    def formula(self) -> Locator:
        return self.page.get_by_test_id("loop-formula")

    @property
    def equation(self) -> Locator:
        return self.page.get_by_test_id("loop-equation")

    def cell(self, matrix: str, row: int, column: int) -> Locator:
        """The table's cell of a matrix that can be typed into."""
        return self.page.get_by_test_id(f"loop-{matrix}-{row}-{column}")

    def type_number(self, matrix: str, row: int, column: int, text: str) -> None:
        """Type into a cell and leave it."""
        self.cell(matrix, row, column).fill(text)
        self.cell(matrix, row, column).press("Tab")

    def open_drawer(self) -> None:
        """Open what holds the sliders."""
        self.page.get_by_role("button", name="Sizes, weights").click()
        self.settle(drawn=False)

    def preset(self, name: str) -> None:
        """Press one of the pills."""
        self.page.get_by_role("button", name=name).or_(self.page.get_by_role("radio", name=name)).click()
        self.settle(drawn=False)

    def expect_step(self, step: int) -> None:
        """Toolbar, title, formula and every slider agree on the step, counted from 1."""
        expect(self.root).to_have_attribute("data-cursor", str(step - 1))
        expect(self.readout).to_contain_text(f"step {step} of")
        expect(self.root.locator(".view.step .title")).to_have_text(f"Step {step}, with its real numbers")
        for slider in self.root.get_by_role("slider").all():
            expect(slider).to_have_attribute("aria-valuenow", str(step))
