"""What the views show is said through the language: in a pseudo-language no text is left over in the browser."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from rnnviz.runs import list_runs, models_folder
from rnnviz.states import kept_store, open_index, record_corpus
from rnnviz.ui.frame.pages import PAGES
from tests.app.test_language import NAMES
from tests.browser.conftest import serving
from tests.browser.driving import ROOT, Reader, Server
from tests.pseudo import plain_words
from tests.runs.small import small_run

_APP = """
import sys

sys.path.insert(0, {root!r})
import streamlit as st

from rnnviz.ui.language import speaking
from tests.pseudo import pseudo

SPOKEN = speaking(pseudo)
SPOKEN.__enter__()
app = st.App({script!r})
"""

# All texts below the main part, in shadow roots too, and what is said to those who cannot see; apart from them what is
# marked as no text to be translated, which is data. Code is left out.
_TEXTS = """() => {
    const found = [], data = [];
    const walk = (node) => {
        if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent);
        if (node.nodeType !== Node.ELEMENT_NODE && node.nodeType !== Node.DOCUMENT_FRAGMENT_NODE) return;
        if (node.matches?.('[translate=no]')) return data.push(node.textContent);
        if (node.matches?.('style, script, code, pre, textarea, [data-testid=stFileUploader]')) return;
        for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder']) {
            if (node.closest?.('.rnnviz') && node.getAttribute(name)) found.push(node.getAttribute(name));
        }
        for (const child of node.childNodes) walk(child);
        if (node.shadowRoot) walk(node.shadowRoot);
    };
    walk(document.querySelector('[data-testid=stMain]'));
    return [[...new Set(found.map((text) => text.trim()).filter(Boolean))], data];
}"""


@pytest.fixture(scope="module")
def pseudo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app in the pseudo-language."""
    folder = tmp_path_factory.mktemp("pseudo")
    shutil.copytree(models_folder() / "imdb-simple-rnn", folder / "home" / "runs" / "mine")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNNVIZ_HOME", str(folder / "home"))
        small = small_run(folder / "home" / "runs" / "small", epochs=(1,))
        open_index(record_corpus(small, kept_store(small).path))
    script = folder / "app.py"
    script.write_text(_APP.format(root=str(ROOT), script=str(ROOT / "rnnviz" / "ui" / "main.py")), encoding="utf-8")
    with serving(folder / "home", folder / "log.txt", script=script) as server:
        yield server


@pytest.mark.parametrize("page", [page.path for page in PAGES])
def test_no_view_says_anything_but_messages(new_page: Callable[..., Page], pseudo_server: Server, page: str) -> None:
    """Titles, legends, axes, labels and what a screen reader hears come from the words of Python."""
    opened = Reader(new_page(), pseudo_server.url)
    address = {PAGES[0].path: "", "across": "across?w_run=small"}.get(page, page)
    opened.page.goto(f"{pseudo_server.url}/{address}")
    opened.page.locator(".rnnviz[data-drawn]").first.wait_for(state="attached")
    opened.settle(drawn=False)
    texts, shown = opened.page.evaluate(_TEXTS)
    data = {
        word for text in [*shown, *(run.name for run in list_runs()), "mine", "small"] for word in plain_words(text)
    } | NAMES
    assert len(texts) > 10
    assert [text for text in texts if set(plain_words(text)) - data] == []
