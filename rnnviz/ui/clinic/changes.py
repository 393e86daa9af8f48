"""What every epoch did to the validation reviews, as columns of five parts."""

import streamlit as st

from rnnviz.analysis import CHANGES, Change
from rnnviz.ui.clinic.run import EPOCH_KEY, GROUP_KEY, Examined, to_first_page
from rnnviz.ui.clinic.views.columns import clinic_view
from rnnviz.ui.clinic.words import group_labels, group_meanings
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.drawing.numbers import count_of

__all__ = ["show_changes"]


def show_changes(examined: Examined, place: int, group: Change) -> None:
    """Draw the epochs; a click on a part chooses its epoch and group."""
    clinic = examined.clinic
    groups = [clinic.changes(each) for each in range(len(clinic.epochs))]
    labels, meanings = group_labels(), group_meanings()
    clinic_view(
        {
            "epochs": list(clinic.epochs),
            "shown": place,
            "group": labels[group],
            "groups": [labels[name] for name in CHANGES],
            "meanings": [meanings[name] for name in CHANGES],
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


def _take(epoch: int, label: str) -> None:
    st.session_state[EPOCH_KEY] = str(epoch)
    st.session_state[GROUP_KEY] = next(group for group, name in group_labels().items() if name == label)
    to_first_page()


def _title(examined: Examined, place: int) -> str:
    clinic = examined.clinic
    groups, shares = clinic.changes(place), clinic.accuracies
    epoch, now = clinic.epochs[place], f"{shares[place]:.1%}"
    if place == 0:
        return f"After epoch {epoch} the network is right on {now} of {count_of(len(examined.reviews), 'review')}"
    won, lost = len(groups["newly_right"]), len(groups["newly_wrong"])
    moved = "does not change" if won == lost else f"{'rises' if won > lost else 'falls'} to {now}"
    return f"Epoch {epoch} wins {count_of(won, 'review')} and loses {lost:,}: validation accuracy {moved}"
