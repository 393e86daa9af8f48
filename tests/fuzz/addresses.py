"""Odd addresses: whatever stands in one, the page is drawn or a sentence says why it is not."""

import random
import time
from functools import cache

from streamlit.runtime.state.query_params import QueryParams

from rnnviz.ui.frame.pages import PAGES
from rnnviz.ui.instruments.words import questions
from tests.app.driving import ROOT, visit

__all__ = ["PLACES", "visit_addresses"]

PLACES: dict[str, dict[str, str]] = {
    **{entry.path: {} for entry in PAGES},
    **{f"read, {question}": {"ask": question} for question in questions() if question != "none"},
}
"""Every page, and every question below a reading: it has controls of its own. Each with what its addresses ask for."""

_VALUES = (
    *("", " ", "0", "-1", "1e9", "nan", "inf", "-inf", "1" * 400, "0x10", "1_000", "१२", "½", "1.5", "true", "None"),
    *("<img src=x onerror=alert(1)>", "**bold** $x$ :red[x]", "../../etc/passwd", "..", "/", "C:\\", "file:///etc"),
    *("\x00", "\x07", "\u202e", "🎬" * 30, "é" * 300, "a" * 9_000, "{came}", "{0}", "%s", "'; --", '"', "&", "#", "?"),
    *("imdb-lstm", "imdb-gru", "imdb-simple-rnn", "LSTM", "GRU", "SimpleRNN", "push", "layer", "2", "31", "32", "500"),
    *("SimpleRNN(32) GRU(8)", "LSTM(" * 50, "Dense(1)", "SimpleRNN(999999999999)", "Bidirectional(GRU(2))", "null"),
    *("0.1, 0.2", "[[1, 2], [3, 4]]", "1e400", "step 3", "hidden state h", "forget gate", "all", "[]", "()", ","),
)
_ALONE = ("text", "d_text", "d_review", "label", "back", "bench", "run", "stack", "nonsense", "embed", "embed_options")


def visit_addresses(place: str, numbers: range) -> tuple[float, int]:
    """Visit the addresses of these numbers; return the processor time of the slowest visit, and its number.

    What a first visit brings plays no part: the place was visited before, to learn what its addresses hold.

    Raises
    ------
    AssertionError
        A page met an error that nobody expected, or named a place of this machine.
    """
    slowest = (0.0, -1)
    for number in numbers:
        address, began = address_of(place, number), time.process_time()
        app = visit(_page(place), **address)
        slowest = max(slowest, (time.process_time() - began, number))
        assert [error.value for error in app.exception] == [], address
        assert not any(str(ROOT) in one.value for one in (*app.warning, *app.error)), address
    return slowest


def _page(place: str) -> str:
    page = place.split(",", maxsplit=1)[0]
    return "" if page == PAGES[0].path else page


@cache
def _keys(place: str) -> tuple[str, ...]:
    """What a page keeps in its address, as its controls say it."""
    keys: list[str] = []
    bind = QueryParams.bind_widget

    def listen(self: QueryParams, param_key: str, *rest: object, **named: object) -> object:
        keys.append(param_key)
        return bind(self, param_key, *rest, **named)

    QueryParams.bind_widget = listen  # type: ignore[method-assign, assignment]
    try:
        visit(_page(place), **PLACES[place])
    finally:
        QueryParams.bind_widget = bind  # type: ignore[method-assign]
    return (*dict.fromkeys(keys), *_ALONE)


def address_of(place: str, number: int) -> dict[str, str]:
    """The address of this number: keys that the place knows, each with one of the odd values."""
    draw = random.Random(f"{place} {number}")
    keys = _keys(place)
    odd = {key: draw.choice(_VALUES) for key in draw.sample(keys, draw.randint(1, min(len(keys), 12)))}
    return odd | PLACES[place]
