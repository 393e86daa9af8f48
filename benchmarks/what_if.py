"""How long from a press on a word's button to both readings drawn anew in "What if", against a bare page with a button?

Measured in Chromium, on the longest example (391 words), from the press to the frame after the words are new. The bare
page writes how often its button was pressed: what Streamlit itself takes for the way to the server and back. They take
turns.
"""

import shutil
import statistics
import tempfile
from pathlib import Path

from first_picture import ROOT
from playwright.sync_api import Page, sync_playwright
from slider import app

MODELS = ("imdb-simple-rnn", "imdb-lstm", "imdb-gru", "imdb-simple-rnn-stacked")
EDITS = ("Replace by", "Insert “not”", "Drop it", "Reverse all words")
ROUNDS = 3
WANTED_MS = 300
BARE = (
    "import streamlit as st\n\nst.session_state.setdefault('n', 0)\n"
    "if st.button('Press'):\n    st.session_state.n += 1\nst.text(st.session_state.n)\n"
)

# From the press to the frame after `read()` gives something else.
_WATCH = """(read) => {
    const value = new Function('return ' + read);
    const before = value();
    window.took = null;
    addEventListener('pointerdown', () => {
        const began = performance.now();
        const look = () => value() === before ? requestAnimationFrame(look)
            : requestAnimationFrame(() => { window.took = performance.now() - began; });
        look();
    }, { once: true, capture: true });
}"""
_FIND = "[...document.querySelectorAll('*')].map(node => node.shadowRoot?.querySelector('.rnnviz.edited'))"
EDITED = f"{_FIND}.find(Boolean)?.querySelector('.tokens').firstChild"
_TEXT = "document.querySelector('[data-testid=stText]')?.innerText"


def press(page: Page, read: str, name: str) -> float:
    """Milliseconds from the press to the new picture."""
    page.evaluate(_WATCH, read)
    page.get_by_role("button", name=name).first.click()
    page.wait_for_function("window.took !== null", timeout=60_000)
    took = float(page.evaluate("window.took"))
    page.wait_for_timeout(400)
    return took


def main() -> None:
    """Print the median of all edits for each model, beside the bare page."""
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        (Path(folder) / "app.py").write_text(BARE)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with app(ROOT) as ours, app(Path(folder)) as theirs:
            bare = browser.new_page()
            bare.goto(theirs)
            bare.get_by_role("button", name="Press").wait_for(timeout=60_000)
            for model in MODELS:
                page = browser.new_page(viewport={"width": 1280, "height": 720}, bypass_csp=True)
                page.goto(f"{ours}/?ask=What+if&example=very+long&model={model}")
                page.get_by_role("button", name="Replace by").wait_for(timeout=60_000)
                page.wait_for_timeout(1_500)
                slowest = max(slowest, told(model, page, bare))
                page.close()
        browser.close()
    print(f"slowest median {slowest:.0f} ms (under {WANTED_MS} wanted)")


def told(model: str, page: Page, bare: Page) -> float:
    """Median of the edits and of what undoes them, printed."""
    times, plain = [], []
    for _ in range(ROUNDS):
        for edit in EDITS:
            times += [press(page, EDITED, edit), press(page, EDITED, "Undo")]
            plain.append(press(bare, _TEXT, "Press"))
    median, base = statistics.median(times), statistics.median(plain)
    print(f"{model:24} {median:4.0f} ms (slowest {max(times):4.0f}), ratio {median / base:4.1f} to {base:4.0f} ms")
    return median


if __name__ == "__main__":
    main()
