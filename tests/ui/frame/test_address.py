"""`choice`: one control for everything that is chosen and bound to the address."""

import pytest
from streamlit.testing.v1 import AppTest

SCRIPT = """
import streamlit as st
from rnnviz.ui.frame.address import choice

KIND = "{kind}"
shown = choice("State", {{"hidden_states": "hidden state h", "cell_states": "cell state c"}}, key="state", kind=KIND)
st.write(f"chosen {{shown}}")
"""


def run(kind: str = "box", **address: str) -> AppTest:
    app = AppTest.from_string(SCRIPT.format(kind=kind), default_timeout=120)
    for key, value in address.items():
        app.query_params[key] = value
    return app.run()


def chosen(app: AppTest) -> str:
    assert not app.exception
    return app.markdown[0].value


@pytest.mark.parametrize("kind", ["box", "row"])
def test_a_new_visitor_finds_the_first(kind: str) -> None:
    """Without an address the first option is chosen, and nothing is said."""
    app = run(kind)
    assert chosen(app) == "chosen hidden_states"
    assert not app.warning


@pytest.mark.parametrize("kind", ["box", "row"])
@pytest.mark.parametrize("asked", ["cell state c", "cell_states"])
def test_a_label_and_an_id_in_the_address_are_understood(kind: str, asked: str) -> None:
    """The address may hold what the control shows, or the name that never changes with a language."""
    app = run(kind, state=asked)
    assert chosen(app) == "chosen cell_states"
    assert not app.warning


@pytest.mark.parametrize("kind", ["box", "row"])
@pytest.mark.parametrize("asked", ["mauve", "0", "<b>"])
def test_what_there_is_not_is_said(kind: str, asked: str) -> None:
    """An unreadable value is told with what was expected and what is shown instead."""
    app = run(kind, state=asked)
    assert chosen(app) == "chosen hidden_states"
    (warning,) = app.warning
    said = warning.value.replace("\\", "")
    assert said == f"State is one of hidden state h, cell state c, not {asked}; hidden state h is shown."
