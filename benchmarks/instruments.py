"""How long from a question to its answer below "Read a review", on a review of 500 words, against a bare page?

Measured in Chromium, from the press on a question to the frame after its last picture is drawn and no script runs.
The bare page writes which option was pressed: what Streamlit itself takes for the way to the server and back. Questions
and the bare page take turns. The first time that a question is asked of this server is told apart.
"""

import shutil
import statistics
import tempfile
from pathlib import Path

from _timing import review_of
from first_picture import ROOT
from playwright.sync_api import Page, sync_playwright
from slider import app

MODELS = ("imdb-lstm", "imdb-simple-rnn")
QUESTIONS = ("Which words", "How long", "What if", "Units", "Two at once", "How sure")
ROUNDS, WORDS = 3, 500
WANTED_MS = 1_000
BARE = (
    "import streamlit as st\n\n"
    'st.text(st.segmented_control("Ask", ["Nothing", "Something"], default="Nothing", required=True))\n'
)

# From the press to the frame after `done()`: more views than before, all of them drawn, and no script runs.
_WATCH = """(done) => {
    const roots = () => [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')]
        .map(node => node.shadowRoot?.querySelector('.rnnviz')).filter(Boolean);
    const still = () => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning';
    const text = () => document.querySelector('[data-testid=stText]')?.innerText;
    const [many, said] = [roots().length, text()];
    const answered = () => roots().length > many && roots().every(root => 'drawn' in root.dataset) && still();
    const is = done === 'answered' ? answered : () => text() !== said;
    window.took = null;
    addEventListener('pointerdown', () => {
        const began = performance.now();
        const look = () => requestAnimationFrame(is() ? () => { window.took = performance.now() - began; } : look);
        look();
    }, { once: true, capture: true });
}"""


def press(page: Page, done: str, label: str) -> float:
    """Milliseconds from the press to the answer."""
    page.evaluate(_WATCH, done)
    page.get_by_role("radio", name=label, exact=True).click()
    page.wait_for_function("window.took !== null", timeout=60_000)
    took = float(page.evaluate("window.took"))
    page.wait_for_timeout(400)
    return took


def close(page: Page) -> None:
    """Ask nothing, so that the next question is opened again."""
    page.get_by_role("radio", name="Nothing").click()
    page.wait_for_timeout(700)


def main() -> None:
    """Print for each question its first time and the median of the others, beside the bare page."""
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        (Path(folder) / "app.py").write_text(BARE)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with app(ROOT) as ours, app(Path(folder)) as theirs:
            bare = browser.new_page(viewport={"width": 1280, "height": 720})
            bare.goto(theirs)
            bare.get_by_role("radio", name="Nothing").wait_for()
            for model in MODELS:
                slowest = max(slowest, *(told(browser.new_page, ours, bare, model)))
        browser.close()
    print(f"slowest {slowest:.0f} ms (under {WANTED_MS} wanted)")


def told(new_page, address: str, bare: Page, model: str) -> list[float]:
    """Medians of the questions with one model, printed."""
    page = new_page(viewport={"width": 1280, "height": 720}, bypass_csp=True)
    page.goto(f"{address}/?model={model}")
    page.get_by_role("radio", name="Nothing").wait_for(timeout=60_000)
    page.locator(".st-key-strip summary", has_text="Review").click()
    page.get_by_role("textbox", name="Review").fill(review_of(WORDS))
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(3_000)
    times: dict[str, list[float]] = {question: [] for question in QUESTIONS}
    plain = []
    for _ in range(ROUNDS + 1):
        for question in QUESTIONS:
            times[question].append(press(page, "answered", question))
            close(page)
            plain.append(press(bare, "changed", "Something"))
            press(bare, "changed", "Nothing")
    page.close()
    base = statistics.median(plain)
    medians = []
    for question, (first, *others) in times.items():
        medians.append(statistics.median(others))
        ratio = medians[-1] / base
        print(f"{model:15} {question:12} {medians[-1]:5.0f} ms, ratio {ratio:4.1f}; first {first:5.0f} ms")
    print(f"{model:15} bare page    {base:5.0f} ms")
    return medians


if __name__ == "__main__":
    main()
