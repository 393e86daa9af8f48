"""Ways from page to page: what they hand over, and what is taken for a way back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.ui.frame.doors import READ_BACK_KEY, READ_LABEL_KEY, door_of, to_clinic, to_read, to_unit, to_word


@settings(deadline=None)
@given(
    st.dictionaries(
        st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8"), min_size=1)
    )
)
def test_a_door_is_found_again_by_its_link(more: dict[str, str]) -> None:
    """Whatever its address says, also that of the start page, which has no path of its own."""
    for door in (to_clinic(run="my run", more=more), to_read(model="my run", text=more)):
        assert door_of(door.link) == door


def test_a_review_has_its_label_and_the_way_back() -> None:
    """Both stand in the address of "Read a review", and neither where nothing is given."""
    back = to_clinic(run="mine", more={"c_epoch": "3"})
    door = to_read(model="mine", label="negative", back=back)
    assert door.address[READ_LABEL_KEY] == "negative"
    assert door_of(door.address[READ_BACK_KEY]) == back
    assert {READ_LABEL_KEY, READ_BACK_KEY}.isdisjoint(to_read(model="mine").address)


def test_a_way_to_a_part_sets_it_anew() -> None:
    """A session that looked at something else before finds what its way says."""
    for door in (to_word(run="mine", word="not"), to_unit(run="mine", unit=7)):
        assert set(door.anew) == set(door.address) - {"w_run"}


@pytest.mark.parametrize(
    "link",
    [
        *(
            "https://elsewhere.example/clinic",
            "//elsewhere.example/clinic",
            "javascript:alert(1)",
            "/nowhere",
            "",
            "clinic",
        ),
        *("/clinic?c_run", "/clinic#part", "http://[", "/clinic/../data", "\\\\elsewhere\\clinic"),
    ],
)
def test_what_leads_elsewhere_is_no_door(link: str) -> None:
    """An address may claim anything; only a page of the app with its query is a way back."""
    assert door_of(link) is None
