"""Take the pictures of the README again: `python docs/images/draw.py`, or one of them: `… draw.py the-loop-by-hand`.

The app is started as anyone starts it, with the runs that ship, and photographed in Chromium.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

PICTURES = {
    "read-a-review": ("", 1360, 800),
    "the-loop-by-hand": ("loop?weights=Glorot&inputs=normal&step=5&unit=7", 1280, 720),
    "clinic": ("clinic", 1280, 720),
}
"""Address, width and height by name."""


@contextlib.contextmanager
def app() -> Iterator[str]:
    """Serve the app with no runs but the shipped ones; its address."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as home:
        free.bind(("", 0))
        port = free.getsockname()[1]
        free.close()
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
        env = os.environ | {"RNNVIZ_HOME": home}
        process = subprocess.Popen([*command, "--server.port", str(port)], cwd=ROOT, env=env)
        try:
            for _ in range(600):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1)
                    break
                time.sleep(0.1)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait()


def draw(page: Page, address: str, name: str) -> None:
    """Open a page and keep what is seen of it once every view is drawn."""
    page.goto(f"{address}/{PICTURES[name][0]}")
    page.locator("[data-drawn]:visible").first.wait_for(timeout=120_000)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=120_000)
    page.mouse.move(0, 0)
    page.wait_for_timeout(1_500)  # what fades in has done so
    page.screenshot(path=HERE / f"{name}.png")


def main() -> None:
    """Take all pictures, or those that are named."""
    names = sys.argv[1:] or list(PICTURES)
    with app() as address, sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-headless-shell")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name in names:
            _, width, height = PICTURES[name]
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
            draw(page, address, name)
        browser.close()


if __name__ == "__main__":
    main()
