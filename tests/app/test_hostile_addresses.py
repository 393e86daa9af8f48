"""Whatever an address says, the page is drawn or a sentence says why it is not."""

import os
import random
import time
from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.runtime.state.query_params import QueryParams

from rnnviz.ui.frame.pages import PAGES
from tests.app.driving import ROOT, visit

ADDRESSES = int(os.environ.get("RNNVIZ_FUZZ", "90"))
"""How many addresses are tried; `make fuzz` tries more."""

SECONDS = 2
"""The longest visit that `make fuzz` takes for good; the suite times nothing."""

_VALUES = (
    *("", " ", "0", "-1", "1e9", "nan", "inf", "-inf", "1" * 400, "0x10", "1_000", "१२", "½", "1.5", "true", "None"),
    *("<img src=x onerror=alert(1)>", "**bold** $x$ :red[x]", "../../etc/passwd", "..", "/", "C:\\", "file:///etc"),
    *("\x00", "\x07", "\u202e", "🎬" * 30, "é" * 300, "a" * 9_000, "{came}", "{0}", "%s", "'; --", '"', "&", "#", "?"),
    *("imdb-lstm", "imdb-gru", "imdb-simple-rnn", "LSTM", "GRU", "SimpleRNN", "push", "layer", "2", "31", "32", "500"),
    *("SimpleRNN(32) GRU(8)", "LSTM(" * 50, "Dense(1)", "SimpleRNN(999999999999)", "Bidirectional(GRU(2))", "null"),
    *("0.1, 0.2", "[[1, 2], [3, 4]]", "1e400", "step 3", "hidden state h", "forget gate", "all", "[]", "()", ","),
)
_ALONE = ("text", "d_text", "d_review", "label", "back", "bench", "run", "stack", "nonsense", "embed", "embed_options")


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path_factory.mktemp("home")))
    return


@cache
def _keys(page: str) -> tuple[str, ...]:
    """What a page keeps in its address, as its controls say it."""
    keys: list[str] = []
    bind = QueryParams.bind_widget

    def listen(self: QueryParams, param_key: str, *rest: object, **named: object) -> object:
        keys.append(param_key)
        return bind(self, param_key, *rest, **named)

    QueryParams.bind_widget = listen  # type: ignore[method-assign, assignment]
    try:
        visit(page)
    finally:
        QueryParams.bind_widget = bind  # type: ignore[method-assign]
    return (*dict.fromkeys(keys), *_ALONE)


def _address(page: str, number: int) -> dict[str, str]:
    draw = random.Random(f"{page} {number}")
    keys = _keys(page)
    return {key: draw.choice(_VALUES) for key in draw.sample(keys, draw.randint(1, min(len(keys), 12)))}


@pytest.mark.parametrize("page", ["", *(entry.script.stem for entry in PAGES[1:])])
def test_no_address_breaks_a_page(page: str) -> None:
    """Every address of a page is answered by the page or by sentences, never by an error that nobody expected."""
    for number in range(ADDRESSES // len(PAGES)):
        address, began = _address(page, number), time.perf_counter()
        app = visit(page, **address)
        assert [error.value for error in app.exception] == [], address
        assert not any(str(ROOT) in one.value for one in (*app.warning, *app.error)), address
        assert "RNNVIZ_FUZZ" not in os.environ or number < 3 or time.perf_counter() - began < SECONDS, address
