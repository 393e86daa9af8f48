"""Without a state: the same review as the mean, the flattened row, the convnet and the bag of words judge it."""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from rnnviz.explanation import StatelessVerdict, judges_of, stateless_verdicts, verdicts
from rnnviz.explanation.stateless import Judge, row_of
from rnnviz.runs import RUN, BagOfWords, ContrastName, Contrasts, Run, contrasts_of
from rnnviz.text import PADDING_ID
from rnnviz.training.contrasts import shuffled_rows
from rnnviz.ui.frame.address import choice, whole_number
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.frame.session import run_labels, run_of
from rnnviz.ui.frame.shared import shared
from rnnviz.ui.instruments.asked import Asked
from rnnviz.ui.instruments.grammar import lesson, misleads
from rnnviz.ui.instruments.measuring import offer_measuring
from rnnviz.ui.instruments.views.strips import strips_view
from rnnviz.ui.instruments.views.without import without_view
from rnnviz.ui.instruments.without_state import words
from rnnviz.ui.instruments.without_state.facts import judged, order_facts, sides
from rnnviz.ui.instruments.without_state.payload import parts_payload, rows_of, without_payload

__all__ = ["show"]

_MOST_ORDERS = 1_000
_MOST_BYTES = 120_000_000
"""Of all networks together; those of one run on IMDB take 8 MB."""


def show(asked: Asked) -> None:
    """Show every network's verdict, what each word adds to it, and what another order of the words does."""
    run = run_of(asked.name)
    contrasts = contrasts_of(run)
    if contrasts is None:
        offer_measuring(asked.name, words.not_there(asked.name), there=_is_there, work="contrast")
        return
    called = words.names(run_labels([asked.name], short=True)[asked.name])
    judges = _judges(contrasts, run)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = choice(
            words.controls()["network"],
            {RUN: called[RUN], **{name: called[name] for name in judges}},
            key="ws_network",
            kind="row",
            first="averaged" if "averaged" in judges else RUN,
            unknown=words.no_network(),
        )
        order = whole_number(words.controls()["order"], 1, _MOST_ORDERS, 1, key="ws_order", width=170)
    found = stateless_verdicts(judges, asked.recording, run.record.padding, order=order)
    everybody = judged(float(asked.recording.logit[-1]), _shuffled_logit(asked, run, order), found)
    lesson(
        words.sides_sentence(*sides(everybody), called),
        words.order_sentence(order_facts(everybody), called, order),
        words.cannot_show(),
        key="without-state",
    )
    if asked.epoch is not None:
        st.caption(plain(words.of_best(asked.epoch)))
    without_view(without_payload(everybody, found, asked.steps, called, chosen), key="without-state")
    rows = rows_of(asked.steps, found)
    strips_view(parts_payload(rows, asked.steps, called, chosen, _promise(asked, found, chosen)), key="without-parts")
    misleads(words.mislead())


def _is_there(run: Run) -> bool:
    return contrasts_of(run) is not None


def _shuffled_logit(asked: Asked, run: Run, order: int) -> float:
    """Logit of the recurrent network on the words in the order that the others read, too."""
    row, _ = row_of(asked.recording, run.record.padding)
    other = shuffled_rows(row[None], seed=order)[0]
    return float(verdicts(asked.network, [other[other != PADDING_ID]])[0])


def _promise(asked: Asked, found: tuple[StatelessVerdict, ...], chosen: str) -> str:
    one = next((one for one in found if one.name == chosen), None)
    if one is None:
        recording = asked.recording
        return words.promise(
            RUN,
            float(asked.steps.delta_logit.sum()),
            0.0,
            recording.initial_logit,
            float(recording.logit[-1]),
        )
    return words.promise(one.name, float(np.sum(one.values)), one.padding, one.rest, one.logit)


def _judges(contrasts: Contrasts, run: Run) -> Mapping[ContrastName, Judge]:
    """The networks, read again when a file changed."""
    files = [contrasts.folder / f"{name}.npz" for name in contrasts.figures]
    changed = tuple(file.stat().st_mtime_ns if file.exists() else 0 for file in files)
    return _kept(str(contrasts.folder), run.name, contrasts.key, changed)


def _bytes_of(judges: Mapping[ContrastName, Judge]) -> int:
    arrays = (one.weights.size if isinstance(one, BagOfWords) else one.spec.parameter_count for one in judges.values())
    return 10_000 + 8 * sum(arrays)


@shared(_MOST_BYTES, size=_bytes_of)
def _kept(folder: str, name: str, key: str, changed: tuple[int, ...]) -> Mapping[ContrastName, Judge]:
    del folder, key, changed  # they say only which networks
    run = run_of(name)
    contrasts = contrasts_of(run)
    return {} if contrasts is None else judges_of(contrasts, run.record)
