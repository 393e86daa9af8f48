"""The page "Data" as a person uses it in a browser."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.driving import PATIENCE, Reader


class DataPage(Reader):
    """A browser page on the data; a `Reader` in all but what is drawn."""

    def open(self, address: str = "") -> DataPage:
        """Load the page and wait until it is drawn."""
        self.page.goto(f"{self.url}/data{address}", timeout=PATIENCE)
        self.settle()
        return self

    def settle(self, *, drawn: bool = True) -> DataPage:
        """Wait until no script runs and, unless `drawn` is false, the rows of reviews at the foot are there."""
        super().settle(drawn=False)
        if drawn:
            self.found.wait_for()
            expect(self.array).to_be_visible()
        return self

    @property
    def root(self) -> Locator:
        return self.page.get_by_test_id("way")

    @property
    def box(self) -> Locator:
        """The box for a text, in the part that folds out."""
        box = self.page.get_by_role("textbox", name="Review", exact=True)
        if not box.count():
            self.page.get_by_role("button", name="Choose a review").click()
            box.wait_for()
        return box

    @property
    def headline(self) -> Locator:
        """What the zeros or the cut do to the verdict."""
        return self.page.get_by_test_id("thesis-headline")

    @property
    def chips(self) -> Locator:
        return self.page.get_by_test_id("way-words").get_by_role("option")

    @property
    def sentence(self) -> Locator:
        return self.page.get_by_test_id("way-sentence")

    @property
    def array(self) -> Locator:
        return self.page.get_by_test_id("way-array")

    @property
    def value(self) -> Locator:
        """What is said of the word that is pointed at."""
        return self.root.get_by_role("status")

    @property
    def reviews(self) -> Locator:
        return self.page.get_by_test_id("reviews").get_by_role("listitem")

    @property
    def found(self) -> Locator:
        return self.page.get_by_test_id("reviews").get_by_role("status")

    def search(self, text: str) -> None:
        """Look for a text that stands in the corpus, and wait until it is marked."""
        box = self.page.get_by_role("textbox", name="Search the text")
        box.fill(text)
        box.press("Enter")
        expect(self.reviews.first.locator("mark").first).to_have_text(text, ignore_case=True)
        self.settle()
