"""Whatever an address says, the page is drawn or a sentence says why it is not."""

from pathlib import Path

import pytest

from tests.fuzz.addresses import PLACES, visit_addresses

ADDRESSES = 15
"""Of each page; `make fuzz` visits more."""


@pytest.mark.parametrize("page", PLACES)
def test_no_address_breaks_a_page(page: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every address of a page is answered by the page or by sentences, never by an error that nobody expected."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path))
    visit_addresses(page, range(ADDRESSES))
