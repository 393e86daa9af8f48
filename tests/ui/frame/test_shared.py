"""What is computed once for all sessions."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import streamlit as st

from rnnviz.ui.frame.shared import shared


def test_a_session_that_empties_the_caches_takes_nothing_from_others() -> None:
    """What any browser tab may ask of Streamlit, to clear its caches, leaves shared values where they are."""
    calls = []

    @shared(10)
    def twice(value: int) -> int:
        calls.append(value)
        return 2 * value

    assert twice(4) == 8
    st.cache_data.clear()
    st.cache_resource.clear()
    assert (twice(4), calls) == (8, [4])


def test_values_are_bounded_in_bytes() -> None:
    """What was asked for longest ago goes first; a value larger than the bound is returned and not kept."""
    calls = []

    @shared(100, size=len)
    def zeros(count: int) -> bytes:
        calls.append(count)
        return bytes(count)

    for count in (60, 30, 60, 50, 60, 30, 101, 101):
        assert len(zeros(count)) == count
    # 60 and 30 fit together; 50 drives out 30, which was asked for longest ago, and then 60; 101 never fits.
    assert calls == [60, 30, 50, 60, 30, 101, 101]


def test_sessions_that_ask_for_the_same_wait_for_one() -> None:
    """Eight sessions that ask at once have it computed once; another question is not kept waiting."""
    calls = []
    go = threading.Event()

    @shared(10)
    def slow(value: int) -> int:
        calls.append(value)
        if value == 1:
            assert go.wait(60)
        return value

    with ThreadPoolExecutor(9) as sessions:
        asked = [sessions.submit(slow, 1) for _ in range(8)]
        while not calls:
            time.sleep(0.001)
        assert sessions.submit(slow, 2).result(60) == 2
        go.set()
        assert [one.result(60) for one in asked] == [1] * 8
    assert sorted(calls) == [1, 2]


def test_what_fails_is_tried_again() -> None:
    """An error reaches whoever asked, and is not kept."""
    calls = []

    @shared(10)
    def fails(value: int) -> int:
        calls.append(value)
        if len(calls) == 1:
            raise ValueError(value)
        return value

    with pytest.raises(ValueError, match="3"):
        fails(3)
    assert (fails(3), calls) == (3, [3, 3])
