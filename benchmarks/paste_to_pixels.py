"""How long from a pasted review to its picture on "Read a review", against a bare page with the same text box?

Measured in Chromium, from Ctrl+Enter in the box to the frame after the picture shows the new review: 230 words, the
page as a new visitor finds it. The bare page writes the text's first word: what Streamlit itself takes for the way to
the server and back. Both take turns, so that what else the machine does hits both.
"""

import shutil
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from first_picture import ROOT
from playwright.sync_api import Page, sync_playwright
from slider import app

from rnnviz.ui.reviews.examples import EXAMPLES

PASTES = 15
WORDS = 230
WANTED = 1.8
BARE = 'import streamlit as st\n\nst.text(st.text_area("Review", "first of all").split()[0])\n'

# From the keys to the frame after `read()` gives the text's first word.
_WATCH = """([read, wanted]) => {
    const value = new Function('return ' + read);
    window.took = null;
    window.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter') return;
        const began = performance.now();
        const look = () => value() !== wanted ? requestAnimationFrame(look)
            : requestAnimationFrame(() => { window.took = performance.now() - began; });
        look();
    }, { capture: true, signal: (window.watch = new AbortController()).signal });
}"""
_FIND = "[...document.querySelectorAll('*')].map(node => node.shadowRoot?.querySelector('.reader')).find(Boolean)"
READER = f"(window.reader ??= {_FIND})?.querySelector('.word.word:not(.padding, .start)')?.textContent"
TEXT = "document.querySelector('[data-testid=stText]')?.innerText"


def paste(page: Page, read: str, number: int) -> float:
    """Milliseconds from the keys to the picture of the review."""
    first = f"take{number}"
    words = [first, *EXAMPLES["very long"].split()[1:WORDS]]
    box = page.get_by_role("textbox", name="Review")
    box.fill(" ".join(words))
    page.wait_for_timeout(300)
    page.evaluate(_WATCH, [read, first])
    page.keyboard.press("Control+Enter")
    page.wait_for_function("window.took !== null", timeout=60_000)
    took = float(page.evaluate("window.took"))
    page.evaluate("window.watch.abort()")
    page.wait_for_timeout(500)
    return took


def opened(browser_page: Callable[..., Page], address: str, read: str) -> Page:
    """Page at an address, its box in sight, after two pastes that warm it up."""
    page = browser_page(viewport={"width": 1280, "height": 720}, bypass_csp=True)
    page.goto(address)
    page.wait_for_function(f"{read} !== undefined", timeout=60_000)
    page.wait_for_timeout(1_500)
    fold = page.locator(".st-key-strip summary", has_text="Review")
    if fold.count():
        fold.click()
        page.wait_for_timeout(1_500)
    for number in range(2):
        paste(page, read, 1_000 + number)
    return page


def main() -> None:
    """Print medians and the ratio."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        (Path(folder) / "app.py").write_text(BARE)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with app(ROOT) as ours, app(Path(folder)) as theirs:
            sides = [
                (opened(browser.new_page, address, read), read) for address, read in ((ours, READER), (theirs, TEXT))
            ]
            pairs = [tuple(paste(page, read, number) for page, read in sides) for number in range(PASTES)]
        browser.close()
    reader, bare = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(
        f"review of {WORDS} words {reader:.0f} ms, bare page {bare:.0f} ms, ratio {ratio:.2f} (at most {WANTED} wanted)"
    )


if __name__ == "__main__":
    main()
