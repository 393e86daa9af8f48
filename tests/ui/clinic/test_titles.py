"""The title and the help of the columns, read back and computed again from the logits."""

import re
from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.analysis import Clinic
from rnnviz.ui.clinic import words
from rnnviz.ui.clinic.changes import _title


@st.composite
def clinics(draw: st.DrawFn) -> Clinic:
    """Networks that learn a little, jump a little, and shift all their verdicts now and then."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    epochs, reviews = draw(st.integers(2, 6)), draw(st.integers(4, 400))
    labels = rng.integers(0, 2, reviews).astype(np.int8)
    learnt = np.linspace(0.2, 2, epochs)[:, None] * (2.0 * labels - 1)
    shift = rng.normal(0, draw(st.floats(0, 3)), (epochs, 1))
    return Clinic(
        epochs=tuple(range(1, epochs + 1)), labels=labels, logits=learnt + shift + rng.normal(size=(epochs, reviews))
    )


def numbers(text: str) -> list[float]:
    """Numbers of a sentence in their order."""
    return [float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*\.?\d*", text)]


@settings(deadline=None)
@given(clinics())
def test_every_number_and_direction_of_a_title_is_true(clinic: Clinic) -> None:
    """What was won and lost, where the accuracy went, and what a shift of all verdicts explains."""
    examined = SimpleNamespace(clinic=clinic, reviews=range(len(clinic.labels)))
    right = (clinic.logits >= 0) == (clinic.labels == 1)
    centred = clinic.logits - np.median(clinic.logits, axis=1)[:, None]
    left_right = (centred >= 0) == (clinic.labels == 1)
    for place in range(1, len(clinic.epochs)):
        title = _title(examined, place)  # type: ignore[arg-type]
        won, lost = int((~right[place - 1] & right[place]).sum()), int((right[place - 1] & ~right[place]).sum())
        assert numbers(title)[:3] == [place + 1, won, lost]
        assert ("rises" in title, "falls" in title, "does not change" in title) == (won > lost, won < lost, won == lost)
        if won != lost:
            assert f"to {100 * right[place].mean():.1f} %" in title
        left = int((left_right[place - 1] & ~left_right[place]).sum())
        assert ("Verdicts shifted" in title) == (lost - left > lost / 3)
        if "Verdicts shifted" in title:
            assert numbers(title)[-1] == left
            rose = np.median(clinic.logits[place]) > np.median(clinic.logits[place - 1])
            assert f"towards {'positive' if rose else 'negative'}" in title


@settings(deadline=None)
@given(clinics())
def test_the_help_counts_what_was_ever_lost(clinic: Clinic) -> None:
    """Reviews that were right and then wrong, and those of them that are right again, counted one by one."""
    right = (clinic.logits >= 0) == (clinic.labels == 1)
    for place in range(len(clinic.epochs)):
        lost = [way for way in right[: place + 1].T.tolist() if "10" in "".join("01"[one] for one in way)]
        told = numbers(words.columns_help(*clinic.ever_lost(place)))
        assert told == ([len(lost), sum(way[-1] for way in lost)] if lost else [])
