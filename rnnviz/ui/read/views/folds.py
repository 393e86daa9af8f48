"""The folded parts of the strip close as menus do: by a press outside them, by Escape, and when their work is done."""

from typing import TypedDict

from rnnviz.ui.drawing.component import component

__all__ = ["FoldsPayload", "folds"]


class FoldsPayload(TypedDict):
    """Keys of Streamlit's containers: the strip whose parts close, and the button that ends the work of its own."""

    strip: str
    done: str


_mount = component("read/views/folds")


def folds(strip: str, *, done: str, key: str) -> None:
    """Let the expanders in the container `strip` close in the browser, without a run of the script.

    A run that began before a part was opened knows it as closed; were that Python's to say, it would close it again.
    """
    payload: FoldsPayload = {"strip": strip, "done": done}
    _mount(key=key, data=[payload])
