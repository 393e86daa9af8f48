"""The page "Keras layers" as a person uses it in a browser."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.driving import PATIENCE, Reader


class LayersPage(Reader):
    """A browser page on a stack; a `Reader` in all but what is drawn."""

    def open(self, address: str = "") -> LayersPage:
        """Load the page and wait until it is drawn."""
        self.page.goto(f"{self.url}/layers{address}", timeout=PATIENCE)
        self.settle()
        return self

    def settle(self, *, drawn: bool = True) -> LayersPage:
        """Wait until no script runs and, unless `drawn` is false, the stack is there."""
        super().settle(drawn=False)
        if drawn:
            self.stages.first.wait_for()
        return self

    @property
    def root(self) -> Locator:
        return self.page.get_by_test_id("stack")

    @property
    def stages(self) -> Locator:
        return self.page.get_by_test_id("stack-flow").get_by_role("listitem").filter(has=self.page.locator("h3"))

    def stage(self, title: str) -> Locator:
        """The card of an input or a layer."""
        return self.stages.filter(has=self.page.get_by_role("heading", name=title))

    def control(self, name: str) -> Locator:
        """A box, a tick or a button of a card, by what a screen reader calls it."""
        return self.root.get_by_label(name, exact=True)

    def add(self, name: str) -> None:
        """Press one of the buttons below the cards."""
        self.page.get_by_test_id("stack-adder").get_by_role("button", name=name).click()

    def expect_line(self, line: str) -> None:
        """The drawing, the box with the line and the address agree on the stack."""
        expect(self.root).to_have_attribute("data-line", line)
        expect(self.line).to_have_value(line)

    @property
    def line(self) -> Locator:
        return self.page.get_by_role("textbox", name="The stack in one line")

    @property
    def summary(self) -> Locator:
        return self.page.get_by_test_id("stack-summary")

    @property
    def totals(self) -> Locator:
        return self.root.locator(".totals")

    def slices_seen(self, title: str) -> int:
        """How many slices of a layer's output are drawn in full."""
        script = """picture => [...picture.querySelectorAll('.slice')].filter(
            slice => Number(getComputedStyle(slice).opacity) > 0.9).length"""
        found: int = self.stage(title).locator("svg.tensor").evaluate(script)
        return found
