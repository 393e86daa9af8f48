"""Pictures as a person saves them: the files, and what is in them."""

import csv
import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from PIL import Image
from playwright.sync_api import Error, Locator, Page

from tests.browser.driving import PATIENCE

__all__ = ["Saved", "pictures_of", "save"]

SVG = "{http://www.w3.org/2000/svg}"

_PICTURES = """() => {
  const found = [];
  const look = (root) => root.querySelectorAll("*").forEach((node) => {
    const { picture, formats } = node.dataset ?? {};
    if (picture && node.checkVisibility()) found.push([picture, formats ?? "png svg csv"]);
    if (node.shadowRoot) look(node.shadowRoot);
  });
  look(document);
  return found;
}"""


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What one picture became: its file's name and the content in the formats that were asked for."""

    name: str
    files: dict[str, bytes]

    @cached_property
    def svg(self) -> ElementTree.Element:
        """The parsed SVG."""
        return ElementTree.fromstring(self.files["svg"])

    @property
    def texts(self) -> list[str]:
        """Every text that the SVG shows."""
        return ["".join(node.itertext()) for node in self.svg.iter(f"{SVG}text")]

    @property
    def elements(self) -> set[str]:
        """Names of all elements of the SVG."""
        return {node.tag.removeprefix(SVG) for node in self.svg.iter()}

    @cached_property
    def png(self) -> Image.Image:
        """The opened PNG."""
        return Image.open(io.BytesIO(self.files["png"])).convert("RGB")

    @property
    def colours(self) -> int:
        """How many colours the PNG has."""
        red, green, blue = np.moveaxis(np.asarray(self.png, dtype=np.uint32), -1, 0)
        seen = np.zeros(2**24, dtype=bool)  # sorting millions of pixels takes seconds
        seen[red << 16 | green << 8 | blue] = True
        return int(seen.sum())

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        """The rows of the CSV file."""
        return list(csv.DictReader(io.StringIO(self.files["csv"].decode("utf-8"), newline=""), strict=True))

    def column(self, name: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        """A column of the CSV file as numbers."""
        return np.array([float(row[name]) for row in self.rows])


def pictures_of(page: Page) -> dict[str, list[str]]:
    """Names of the pictures that the page shows, each with the formats that it can be saved in."""
    return {name: formats.split() for name, formats in page.evaluate(_PICTURES)}


def control(page: Page, picture: str) -> Locator:
    """The button that opens the menu of a picture."""
    return page.get_by_test_id(f"save-{picture}").get_by_role("button")


def save(page: Page, picture: str, formats: list[str]) -> Saved:
    """Save a picture by its menu."""
    files, names = {}, set()
    for file_format in formats:
        control(page, picture).click()
        item = page.get_by_test_id(f"save-{picture}").locator(f"[data-format={file_format}]")
        try:
            with page.expect_download(timeout=PATIENCE) as download:
                item.click()
        except Error as error:
            error.add_note(f"It is {picture!r} that was to be saved as {file_format}.")
            raise
        path = download.value.path()
        files[file_format] = Path(path).read_bytes()
        stem, _, ending = download.value.suggested_filename.rpartition(".")
        assert ending == file_format
        names.add(stem)
    (name,) = names
    return Saved(name=name, files=files)
