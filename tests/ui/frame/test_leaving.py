"""A session that left stops its work."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.testing.v1 import AppTest

from rnnviz import interruption
from rnnviz.networks import Network
from rnnviz.ui.frame import session
from rnnviz.ui.frame.shared import shared
from tests.app.driving import SCRIPT


def left() -> None:
    """A page whose visitor leaves while it computes."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    from rnnviz.interruption import interruptible, now_and_then
    from rnnviz.ui.frame.session import leave_if_asked

    context = get_script_run_ctx()
    assert context is not None
    assert context.script_requests is not None
    done = st.query_params
    with interruptible(leave_if_asked):
        now_and_then()
        done["before"] = "1"
        context.script_requests.request_stop()
        now_and_then()
    raise AssertionError("the computation went on")


def test_who_left_is_not_computed_for() -> None:
    """The loop that looks up ends the script run, without an error, where the visitor has gone."""
    app = AppTest.from_function(left).run()
    assert app.query_params["before"] == "1"
    assert [error.value for error in app.exception] == []


def test_the_pages_look_up_while_a_network_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """While a page reads a review, looking up is looking whether the visitor has left."""
    looks = []
    read = Network.read

    def noting(network: Network, *given: object, **named: object) -> object:
        looks.append(interruption._look.get())
        return read(network, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Network, "read", noting)
    app = AppTest.from_file(SCRIPT, default_timeout=120).run()
    assert [error.value for error in app.exception] == []
    assert set(looks) == {session.leave_if_asked}
    assert interruption._look.get() is None


class LeftError(BaseException):
    """What ends a script run; nobody may catch it by chance."""


def test_who_left_leaves_nothing_half_computed_behind() -> None:
    """What is computed for all sessions is computed by the next one, if the first has gone in the midst of it."""
    looks = iter([LeftError(), None])

    @shared(10)
    def value() -> int:
        gone = next(looks)
        if gone is not None:
            raise gone
        return 5

    with pytest.raises(LeftError):
        value()
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(value).result(timeout=60) == 5
