"""The words of "Clinic": what became of a review, its controls, the columns and the rows."""

from collections.abc import Mapping, Sequence
from typing import Literal

from rnnviz.analysis import CHANGES, Change
from rnnviz.ui.clinic.views.columns import ColumnsLabels
from rnnviz.ui.language import say, say_count

__all__ = [
    "Order",
    "choices_unknown",
    "columns_help",
    "columns_labels",
    "columns_title",
    "controls",
    "found",
    "group_labels",
    "group_meanings",
    "history_told",
    "looking",
    "no_epoch",
    "opener_labels",
    "order_labels",
    "reading",
    "reviews_title",
    "verdicts",
]

Order = Literal["change", "surest", "closest"]


def controls() -> Mapping[str, str]:
    """What the controls are called, by their keys."""
    return {
        "c_run": say("Run"),
        "c_epoch": say("Epoch"),
        "c_group": say("Reviews that are"),
        "c_order": say("Order"),
    }


def choices_unknown() -> Mapping[str, str]:
    """For addresses that ask for what there is not, by the control's key; the places are filled where it is said."""
    return {
        "c_run": say("There is no run {came} that kept the weights of its epochs; {shown} is shown."),
        "c_group": say("The group is one of {known}, not {came}; {shown} is shown."),
        "c_order": say("The order is one of {known}, not {came}; {shown} is shown."),
    }


def no_epoch(run: str) -> str:
    """For an address with an epoch that a run did not keep; all places but the run are filled where it is said."""
    doubled = run.replace("{", "{{").replace("}", "}}")  # as it is filled once more
    return say(
        "{run} kept no weights of an epoch {came}; {shown} is shown.", run=doubled, came="{came}", shown="{shown}"
    )


def group_labels() -> Mapping[Change, str]:
    """Names of the groups, those first that a visitor looks for."""
    return {
        "newly_wrong": say("newly wrong"),
        "newly_right": say("newly right"),
        "forgotten": say("forgotten"),
        "never_right": say("never right"),
        "still_right": say("still right"),
    }


def group_meanings() -> Mapping[Change, str]:
    """What became of the reviews of a group."""
    return {
        "newly_wrong": say("right after the epoch before, wrong now"),
        "newly_right": say("wrong after the epoch before, right now"),
        "forgotten": say("lost in an earlier epoch, and still wrong"),
        "never_right": say("wrong after every epoch so far"),
        "still_right": say("right after the epoch before, and now"),
    }


def order_labels() -> Mapping[Order, str]:
    """How the reviews are ordered."""
    return {
        "change": say("largest change"),
        "surest": say("surest verdict"),
        "closest": say("closest verdict"),
    }


# ---- while the run is read ----


def looking() -> str:
    """Before anything is read."""
    return say("Looking for the validation reviews of the run.")


def reading(reviews: int, epoch: int) -> str:
    """While the reviews are read."""
    return say_count(
        reviews,
        "Reading {count:,} validation review with the weights of epoch {epoch}.",
        "Reading {count:,} validation reviews with the weights of epoch {epoch}.",
        epoch=epoch,
    )


# ---- the columns ----


def columns_title(
    epoch: int, right: float, reviews: int, change: tuple[int, int] | None, *, shifted: tuple[int, float] | None = None
) -> str:
    """Title of the columns.

    Parameters
    ----------
    epoch
        The epoch that is shown.
    right
        Share of the reviews that are right after it.
    reviews
        All of them.
    change
        How many reviews it won, and how many it lost; None for the first epoch.
    shifted
        How many it would have lost with all verdicts centred, and where they moved to (above 0: positive), where that
        explains much of what it lost.
    """
    if change is None:
        return say_count(
            reviews,
            "After epoch {epoch} the network is right on {right:.1f} % of {count:,} review",
            "After epoch {epoch} the network is right on {right:.1f} % of {count:,} reviews",
            epoch=epoch,
            right=100 * right,
        )
    title = _change_title(epoch, right, *change)
    return title if shifted is None else say("{title}. {shift}", title=title, shift=_shift(*shifted))


def _shift(left: int, moved: float) -> str:
    if moved > 0:
        return say("Verdicts shifted towards positive; without that it would lose {left:,}", left=left)
    return say("Verdicts shifted towards negative; without that it would lose {left:,}", left=left)


def _change_title(epoch: int, right: float, won: int, lost: int) -> str:
    told = {"epoch": epoch, "right": 100 * right, "lost": lost}
    if won == lost:
        return say_count(
            won,
            "Epoch {epoch} wins {count:,} review and loses {lost:,}: validation accuracy does not change",
            "Epoch {epoch} wins {count:,} reviews and loses {lost:,}: validation accuracy does not change",
            **told,
        )
    if won > lost:
        return say_count(
            won,
            "Epoch {epoch} wins {count:,} review and loses {lost:,}: validation accuracy rises to {right:.1f} %",
            "Epoch {epoch} wins {count:,} reviews and loses {lost:,}: validation accuracy rises to {right:.1f} %",
            **told,
        )
    return say_count(
        won,
        "Epoch {epoch} wins {count:,} review and loses {lost:,}: validation accuracy falls to {right:.1f} %",
        "Epoch {epoch} wins {count:,} reviews and loses {lost:,}: validation accuracy falls to {right:.1f} %",
        **told,
    )


def columns_help(lost: int, again: int) -> str:
    """How to read the columns; `lost` reviews were forgotten so far, `again` of them are right again."""
    if not lost:
        return say("One column an epoch: coloured is right, grey is wrong. Click a part to see its reviews below.")
    return say_count(
        lost,
        "One column an epoch: coloured is right, grey is wrong; click a part to see its reviews. {count:,} review was "
        "right and then wrong at some time so far; right again: {again:,}.",
        "One column an epoch: coloured is right, grey is wrong; click a part to see its reviews. {count:,} "
        "reviews were "
        "right and then wrong at some time so far; right again: {again:,}.",
        again=again,
    )


def columns_labels() -> ColumnsLabels:
    """Labels of the columns; the places are filled by the browser."""
    names, meanings = group_labels(), group_meanings()
    return {
        "groups": {group: names[group] for group in CHANGES},
        "meanings": {group: meanings[group] for group in CHANGES},
        "reviews": say("reviews"),
        "moved": say("What moved: won above, lost below"),
        "all": say("All reviews"),
        "epochs": say("epoch"),
        "slider": say("Epoch. Arrow keys change it, up and down the group."),
        "told": say(
            "epoch {epoch}: {still_right} still right, {newly_right} newly right, {newly_wrong} newly wrong, "
            "{forgotten} forgotten, {never_right} never right"
        ),
        "part": say("epoch {epoch}: {count} {group}"),
        "share": say("{percent} %: {meaning}"),
    }


# ---- the rows ----


def reviews_title(group: Change, epoch: int) -> str:
    """Title of the list of reviews."""
    return say("Reviews that are {group} after epoch {epoch}", group=group_labels()[group], epoch=epoch)


def found(group: Change, count: int, page: int, pages: int) -> str:
    """How many reviews are in a group, which page of them is shown, and how to read a row."""
    meaning = group_meanings()[group]
    if not count:
        return say("No review is {group} ({meaning}).", group=group_labels()[group], meaning=meaning)
    return say_count(
        count,
        "{count:,} review, {meaning}; page {page:,} of {pages:,}. A row: label, probability of positive before → "
        "after, "
        "a dot an epoch, filled where right.",
        "{count:,} reviews, {meaning}; page {page:,} of {pages:,}. A row: label, probability of positive before "
        "→ after, "
        "a dot an epoch, filled where right.",
        meaning=meaning,
        page=page,
        pages=pages,
    )


def opener_labels() -> dict[Literal["here", "read", "here_name", "read_name"], str]:
    """The button that opens a review; the place is filled by the browser."""
    return {
        "read": say("Read it"),
        "read_name": say("Read review {number_label} with the weights of this epoch"),
    }


def verdicts(before: float | None, now: float) -> str:
    """The probability after the epoch before, and after this one."""
    return say("{now:.2f}", now=now) if before is None else say("{before:.2f} → {now:.2f}", before=before, now=now)


def history_told(right: Sequence[int]) -> str:
    """After which epochs a review was right, for those who cannot see the dots."""
    if not right:
        return say("never right")
    return say_count(
        len(right),
        "right after epoch {epochs}",
        "right after epochs {epochs}",
        epochs=", ".join(map(str, right)),
    )
