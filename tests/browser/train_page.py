"""The page "Train" as a person uses it in a browser, and the processes that train for a server."""

import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.browser.driving import PATIENCE, Reader, Server


class TrainPage(Reader):
    """A browser page on Train."""

    def open(self, address: str = "") -> "TrainPage":
        self.page.goto(f"{self.url}/train{address}", timeout=PATIENCE)
        self.settle(drawn=False)
        return self

    def open_form(self) -> None:
        """Open the form, which is one line while a run trains."""
        self.page.get_by_text("Choose a network and train it").click()

    def button(self, name: str) -> Any:
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def bar(self) -> Any:
        return self.page.get_by_test_id("stProgress")


def workers(server: Server) -> list[int]:
    """Processes that train for the home of this server, whichever app has started them."""
    home, found = f"RNNVIZ_HOME={server.home}".encode(), []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended in the meantime
            if b"work" in (folder / "cmdline").read_bytes().split(b"\0"):
                found += [int(folder.name)] * (home in (folder / "environ").read_bytes().split(b"\0"))
    return found


def kill_workers(server: Server) -> None:
    """End every process that trains for this server, as kill -9 does."""
    for worker in workers(server):
        os.kill(worker, signal.SIGKILL)
