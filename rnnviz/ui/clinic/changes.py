"""What every epoch did to the validation reviews, as columns of five parts."""

import streamlit as st

from rnnviz.analysis import CHANGES, Change
from rnnviz.ui.clinic.run import EPOCH_KEY, GROUP_KEY, Examined, to_first_page
from rnnviz.ui.clinic.views.columns import clinic_view
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.drawing.numbers import count_of

__all__ = ["MEANINGS", "show_changes"]

MEANINGS: dict[Change, str] = {
    "still right": "right after the epoch before, and now",
    "newly right": "wrong after the epoch before, right now",
    "newly wrong": "right after the epoch before, wrong now",
    "forgotten": "once right, but lost in an earlier epoch and still wrong",
    "never right": "wrong after every epoch so far",
}
"""What the names of the groups mean."""


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
            "meanings": [MEANINGS[name] for name in CHANGES],
            "counts": [[len(each[name]) for name in CHANGES] for each in groups],
            "title": _title(examined, place),
            "help": (
                "One column an epoch, all validation reviews in each: coloured is right, grey is wrong. Click a part "
                "to see its reviews below."
            ),
            "colours": both_inks(),
        },
        key="clinic",
        on_pick=_take,
    )


def _take(epoch: int, group: str) -> None:
    st.session_state[EPOCH_KEY] = str(epoch)
    st.session_state[GROUP_KEY] = group
    to_first_page()


def _title(examined: Examined, place: int) -> str:
    clinic = examined.clinic
    groups, shares = clinic.changes(place), clinic.accuracies
    epoch, now = clinic.epochs[place], f"{shares[place]:.1%}"
    if place == 0:
        return f"After epoch {epoch} the network is right on {now} of {count_of(len(examined.reviews), 'review')}"
    won, lost = len(groups["newly right"]), len(groups["newly wrong"])
    moved = "does not change" if won == lost else f"{'rises' if won > lost else 'falls'} to {now}"
    return f"Epoch {epoch} wins {count_of(won, 'review')} and loses {lost:,}: validation accuracy {moved}"
