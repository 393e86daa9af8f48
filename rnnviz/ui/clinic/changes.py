"""What every epoch did to the validation reviews, as columns of five parts."""

import streamlit as st

from rnnviz.analysis import CHANGES, Change
from rnnviz.ui.clinic import words
from rnnviz.ui.clinic.run import EPOCH_KEY, GROUP_KEY, Examined, to_first_page
from rnnviz.ui.clinic.views.columns import clinic_view
from rnnviz.ui.drawing.colours import both_inks

__all__ = ["show_changes"]


def show_changes(examined: Examined, place: int, group: Change) -> None:
    """Draw the epochs; a click on a part chooses its epoch and group."""
    clinic = examined.clinic
    groups = [clinic.changes(each) for each in range(len(clinic.epochs))]
    clinic_view(
        {
            "epochs": list(clinic.epochs),
            "shown": place,
            "group": group,
            "groups": list(CHANGES),
            "counts": [[len(each[name]) for name in CHANGES] for each in groups],
            "title": _title(examined, place),
            "help": words.columns_help(*clinic.ever_lost(place)),
            "labels": words.columns_labels(),
            "colours": both_inks(),
        },
        key="clinic",
        on_pick=_take,
    )


def _take(epoch: int, group: Change) -> None:
    st.session_state[EPOCH_KEY] = str(epoch)
    st.session_state[GROUP_KEY] = group
    to_first_page()


def _title(examined: Examined, place: int) -> str:
    clinic = examined.clinic
    groups = clinic.changes(place)
    change = (len(groups["newly_right"]), len(groups["newly_wrong"])) if place else None
    return words.columns_title(
        clinic.epochs[place],
        float(clinic.accuracies[place]),
        len(examined.reviews),
        change,
        shifted=_shifted(examined, place, len(groups["newly_wrong"])) if place else None,
    )


def _shifted(examined: Examined, place: int, lost: int) -> tuple[int, float] | None:
    """How many would have been lost with all verdicts centred, and where these moved, if that explains a third."""
    left = len(examined.clinic.centred().changes(place)["newly_wrong"])
    return (left, examined.clinic.shift(place)) if lost - left > lost / 3 else None
