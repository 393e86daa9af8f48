"""How many bytes travel when one control of "Read a review" is changed, against an earlier state of this project?

Counted in Chromium: everything that comes over the WebSocket, and over HTTP, from the click to the quiet after it.
The earlier state is checked out from git beside this one (`--before REVISION`); the default is the last one that sent
its scripts with every run.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from first_picture import ROOT
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from slider import app

WANTED = 0.35
BEFORE = "5d666ac"
CHOICES = ("push", "one unit", "change of state")


class Wire:
    """Bytes that a page has been sent."""

    def __init__(self, session: CDPSession) -> None:
        self.received = 0
        session.send("Network.enable")
        session.on("Network.webSocketFrameReceived", self._frame)
        session.on("Network.loadingFinished", self._file)

    def _frame(self, event: dict[str, dict[str, str]]) -> None:
        # A binary frame comes as base64: four signs for three bytes.
        self.received += len(event["response"]["payloadData"]) * 3 // 4

    def _file(self, event: dict[str, float]) -> None:
        self.received += int(event["encodedDataLength"])


def changes(browser: Browser, address: str) -> list[int]:
    """Bytes of one change after another, in a page that has seen each choice once."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    wire = Wire(page.context.new_cdp_session(page))
    page.goto(address)
    page.get_by_test_id("reader-heatmap").wait_for(timeout=60_000)
    folded = page.get_by_text("View options", exact=True)  # the earlier state shows its choices at once
    if folded.count():
        folded.click()
    sizes = []
    for choice in (*CHOICES, *CHOICES):
        settle(page, wire)
        before = wire.received
        page.get_by_role("radio", name=choice, exact=True).click()
        settle(page, wire)
        sizes.append(wire.received - before)
    page.close()
    return sizes[len(CHOICES) :]


def settle(page: Page, wire: Wire) -> None:
    """Wait until nothing has come for a second."""
    seen = -1
    while seen != wire.received:
        seen = wire.received
        page.wait_for_timeout(1_000)


def measure(folders: Sequence[Path]) -> list[float]:
    """Median bytes of a change in each tree."""
    medians = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for folder in folders:
            os.environ["PYTHONPATH"] = str(folder)
            with app(folder) as address:
                medians.append(statistics.median(changes(browser, address)))
        browser.close()
    return medians


def main() -> None:
    """Print both medians and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", default=BEFORE, help="the revision to compare with")
    revision = parser.parse_args().before
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / "before"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(old), revision], check=True)
        try:
            now, then = measure([ROOT, old])
        finally:
            subprocess.run([*git, "remove", "--force", str(old)], check=True)
    print(
        f"{now / 1000:.1f} kB now, {then / 1000:.1f} kB at {revision}, ratio {now / then:.2f} (at most {WANTED} wanted)"
    )


if __name__ == "__main__":
    main()
