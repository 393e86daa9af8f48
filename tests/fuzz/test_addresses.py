"""Whatever an address says, the page is drawn or a sentence says why it is not."""

from pathlib import Path

import pytest

from tests.fuzz.addresses import PLACES, visit_addresses
from tests.fuzz.fuzzer import MOST_SECONDS

ADDRESSES = 800
"""Of all places together; `make fuzz` visits more."""


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.usefixtures("no_worker")
def test_no_address_breaks_a_page(place: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every address is answered by its page or by sentences, soon, and never by an error that nobody expected."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path))
    seconds, number = visit_addresses(place, range(-(-ADDRESSES // len(PLACES))))
    assert seconds < MOST_SECONDS, number
