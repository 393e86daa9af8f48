"""How long from a slider's move to the new picture of "The loop by hand", against a bare page with the same slider?

Measured in Chromium, from the key press on `timesteps` to the frame after the picture changed, at the default size. The
bare page writes the slider's value: what Streamlit itself takes for the way to the server and back.
"""

import contextlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from first_picture import ROOT, free_port
from playwright.sync_api import Page, sync_playwright

MOVES = 15
WANTED_MS = 200
BARE = 'import streamlit as st\n\nst.text(st.slider("timesteps", 1, 500, 100))\n'

# From the key press to the frame after `read()` gives something else.
_WATCH = """(read) => {
    const value = new Function('return ' + read);
    const before = value();
    window.took = null;
    window.addEventListener('keydown', () => {
        const began = performance.now();
        const look = () => value() === before ? requestAnimationFrame(look)
            : requestAnimationFrame(() => { window.took = performance.now() - began; });
        look();
    }, { once: true, capture: true });
}"""
_FIND = "[...document.querySelectorAll('*')].map(node => node.shadowRoot?.querySelector('[data-testid=loop-outputs]'))"
LOOP = f"(window.loop ??= {_FIND}.find(Boolean))?.getAttribute('aria-valuemax')"
_TEXT = "document.querySelector('[data-testid=stText]')?.innerText"


@contextlib.contextmanager
def app(folder: Path) -> Iterator[str]:
    """Serve the app of a folder; its address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    process = subprocess.Popen(
        [*command, "--server.port", str(port)], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://localhost:{port}"
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                break
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


def move(page: Page, read: str) -> float:
    """Milliseconds from a press of the right arrow to the new picture."""
    slider = page.get_by_role("slider", name="timesteps")
    slider.focus()
    page.evaluate(_WATCH, read)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("window.took !== null", timeout=30_000)
    page.wait_for_timeout(300)
    return float(page.evaluate("window.took"))


def main() -> None:
    """Print medians and the ratio."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        (Path(folder) / "app.py").write_text(BARE)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with app(ROOT) as ours, app(Path(folder)) as theirs:
            pages = []
            for address, read in ((f"{ours}/loop", LOOP), (theirs, _TEXT)):
                page = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
                page.goto(address)
                page.wait_for_function(f"{read} !== undefined", timeout=60_000)
                page.wait_for_timeout(1_000)
                for drawer in page.get_by_role("button", name="Sizes, weights").all():
                    drawer.click()
                move(page, read)
                pages.append((page, read))
            pairs = [tuple(move(page, read) for page, read in pages) for _ in range(MOVES)]
        browser.close()
    loop, bare = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"loop {loop:.0f} ms (under {WANTED_MS} wanted), bare page {bare:.0f} ms, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
