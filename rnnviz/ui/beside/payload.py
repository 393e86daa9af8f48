"""What the views of the page are given to draw."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rnnviz.analysis import VerdictPair
from rnnviz.shapes import Floats
from rnnviz.ui.beside import epoch_words, state_words, verdict_words
from rnnviz.ui.beside.facts import EPOCH_REVIEWS, EpochFacts, StateFacts
from rnnviz.ui.beside.views.likeness import LikenessCell, LikenessPayload
from rnnviz.ui.beside.views.parting import PartingPayload
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.axes import round_range, ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.instruments.views.intervals import IntervalsPayload
from rnnviz.ui.instruments.views.lines import LinePanel, LinesPayload
from rnnviz.ui.reviews.rows import ReviewsPayload, readable

__all__ = [
    "curves_payload",
    "epochs_payload",
    "estimates_payload",
    "layers_payload",
    "parting_payload",
    "rows_payload",
]

_SHOWN, _GLANCE = 160, 90


def parting_payload(pair: VerdictPair, parted: NDArray[np.intp], texts: Sequence[str]) -> PartingPayload:
    """Both logits of every review; `parted` are those that part, farthest apart first."""
    ends = [round_range(float(min(one.min(), 0)), float(max(one.max(), 0))) for one in (pair.first, pair.second)]
    (x_low, x_high), (y_low, y_high) = ends
    return {
        "title": verdict_words.parting_title(len(parted), len(pair)),
        "help": verdict_words.parting_help(),
        "first": as_float32(pair.first),
        "second": as_float32(pair.second),
        "positive": np.flatnonzero(pair.labels == 1).tolist(),
        "parted": parted.tolist(),
        "texts": [" ".join(readable([_cut(texts[review], _GLANCE)])) for review in parted],
        "x_low": x_low,
        "x_high": x_high,
        "y_low": y_low,
        "y_high": y_high,
        "x_ticks": ticks(x_low, x_high),
        "y_ticks": ticks(y_low, y_high),
        "corners": verdict_words.corner_labels(pair),
        "labels": verdict_words.parting_labels(),
        "colours": both_inks(),
    }


def rows_payload(pair: VerdictPair, shown: NDArray[np.intp], texts: Sequence[str], found: str) -> ReviewsPayload:
    """Some of the reviews that part, as rows."""
    return {
        "found": found,
        "reviews": [
            {
                "number": review + 1,
                "number_label": f"{review + 1:,}",
                "label": "positive" if pair.labels[review] else "negative",
                "note": verdict_words.note(float(pair.first[review]), float(pair.second[review])),
                "parts": [_cut(texts[review], _SHOWN)],
            }
            for review in shown.tolist()
        ],
        "labels": verdict_words.opener_labels(),
        "colours": both_inks(),
    }


def _cut(text: str, most: int) -> str:
    return text[:most] + (" …" if len(text) > most else "")


def layers_payload(facts: StateFacts) -> LikenessPayload:
    """CKA of every layer with every layer."""
    cka, low, high = facts.layers.cka, facts.layers.low, facts.layers.high
    rows, columns = (state_words.layer_names(count) for count in cka.shape)
    first, second = divmod(int(np.nanargmax(cka)), cka.shape[1])
    title = state_words.likeness_title(rows, columns, (first, second), float(cka[first, second]))
    cells: list[list[LikenessCell]] = [
        [
            {"value": value, "told": f"{value:.2f}", "more": f"{below:.2f} – {above:.2f}"}
            for value, below, above in zip(*line, strict=True)
        ]
        for line in zip(cka.tolist(), low.tolist(), high.tolist(), strict=True)
    ]
    return {
        "title": title,
        "help": state_words.likeness_help(),
        "sides": ["A", "B"],
        "rows": rows,
        "columns": columns,
        "cells": cells,
        "colours": both_inks(),
    }


def epochs_payload(cka: Floats, epochs: tuple[int, ...], others: tuple[int, ...], *, own: bool) -> LikenessPayload:
    """CKA of every epoch of A with every epoch of B, or of A itself."""
    row, column = divmod(int(cka.argmax()), cka.shape[1])
    if own:
        row = int(np.diagonal(cka, 1)[1:].argmin()) + 1  # the first step is the largest, always
        column = row + 1
    return {
        "title": epoch_words.epochs_title(epochs[row], others[column], float(cka[row, column]), own=own),
        "help": epoch_words.epochs_help(own),
        "sides": ["A", "A" if own else "B"],
        "rows": epoch_words.epoch_names(epochs),
        "columns": epoch_words.epoch_names(others),
        "cells": [
            [{"value": value, "told": f"{value:.2f}".removeprefix("0"), "more": ""} for value in line]
            for line in cka.tolist()
        ],
        "colours": both_inks(),
    }


def estimates_payload(facts: StateFacts) -> IntervalsPayload:
    """CKA of the last states, with what to hold it against."""
    known = {
        "last": facts.last,
        "logits": facts.logits,
        "rest": facts.rest,
        "before": facts.before,
        "untrained": facts.untrained,
        "floor": facts.floor,
    }
    labels = state_words.estimate_labels(facts.epoch)
    title = state_words.estimates_title(facts.last, facts.rest)
    name, better = state_words.estimates_column()
    return {
        "title": title,
        "help": state_words.estimates_help(min(EPOCH_REVIEWS, facts.reviews)),
        "told": title,
        "columns": [{"name": "cka", "title": name, "better": better, "low": 0.0, "high": 1.0, "ticks": ticks(0, 1)}],
        "rows": [
            {
                "name": measure,
                "label": labels[measure],
                "floor": measure in ("before", "untrained", "floor"),
                "chosen": measure == "last",
                "values": [{"mean": one.value, "low": one.low, "high": one.high}],
            }
            for measure, one in known.items()
            if one is not None and np.isfinite(one.value)
        ],
        "colours": both_inks(),
    }


def curves_payload(facts: EpochFacts, second: float) -> LinesPayload:
    """CKA and accuracy over the epochs of A; `second` is the accuracy of B."""
    return {"panels": [_cka_panel(facts), _accuracy_panel(facts, 100 * second)], "colours": both_inks()}


def _cka_panel(facts: EpochFacts) -> LinePanel:
    names, axis = epoch_words.lines(), epoch_words.axes()["cka"]
    panel = _over_epochs(facts, epoch_words.cka_title(facts), axis, 0.0, 1.0)
    panel["name"], panel["help"] = "cka", epoch_words.cka_help()
    panel["lines"] = [
        {"label": names["other"], "values": as_float32(facts.other), "ink": "one", "dots": "joined"},
        {"label": names["own"], "values": as_float32(facts.own), "ink": "two", "dots": "joined", "dash": "5 4"},
    ]
    return panel


def _accuracy_panel(facts: EpochFacts, second: float) -> LinePanel:
    names, axis, accuracies = epoch_words.lines(), epoch_words.axes()["accuracy"], 100 * facts.accuracies
    known = [value for value in (*accuracies.tolist(), second) if np.isfinite(value)]
    low, high = round_range(min(known), max(known))
    panel = _over_epochs(facts, epoch_words.accuracy_title(facts), axis, low, high)
    panel["name"], panel["help"], panel["digits"] = "accuracy", epoch_words.accuracy_help(), 1
    panel["lines"] = [{"label": names["accuracy"], "values": as_float32(accuracies), "ink": "one", "dots": "joined"}]
    panel["levels"] = [{"value": second, "label": names["second"]}] if np.isfinite(second) else []
    return panel


def _over_epochs(facts: EpochFacts, title: str, axis: str, low: float, high: float) -> LinePanel:
    """A panel over the epochs of A, without its lines; the title is what is told of it."""
    last = facts.epochs[-1]
    return {
        "name": "",
        "title": title,
        "help": "",
        "told": title,
        "x": [float(epoch) for epoch in facts.epochs],
        "lines": [],
        "x_low": 0.0,
        "x_high": float(last),
        "y_low": low,
        "y_high": high,
        "x_ticks": ticks(0, last, about=10),
        "y_ticks": ticks(low, high),
        "x_axis": epoch_words.axes()["epoch"],
        "y_axis": axis,
        "tip": epoch_words.tip(),
    }
