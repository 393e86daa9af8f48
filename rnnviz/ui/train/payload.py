"""Learning curves of runs as the component `curves` draws them."""

import base64
from collections.abc import Mapping, Sequence

import numpy as np

from rnnviz.analysis import (
    BAG_OF_WORDS,
    BAG_OF_WORDS_TRAINED_ON,
    PUBLISHED,
    SeedBand,
    batch_curve,
    diagnose,
    differ_in_seed_alone,
    seed_band,
    setting_of,
)
from rnnviz.cells import CELLS
from rnnviz.palette import PALETTES
from rnnviz.runs import EpochMetrics, Run, best_epoch, read_changes
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.session import run_labels
from rnnviz.ui.train import curve_words as words
from rnnviz.ui.train.curve_words import Part, Quantity
from rnnviz.ui.train.steer_words import turn_label
from rnnviz.ui.train.views.curves import BestPoint, Curve, CurvesPayload, Panel, Turn

__all__ = ["curves_payload"]

Histories = Sequence[list[EpochMetrics]]

_MOST_TURNS = 6
_AS_TOLD = 20  # epochs that a screen reader says


def curves_payload(runs: Sequence[Run], *, published: str | None, batches: bool = True) -> CurvesPayload:
    """Data of the component `curves`.

    Parameters
    ----------
    runs
        The runs to draw, each in a colour of its own; those that differ in their seed alone as one band.
    published
        The cell whose published curves stand beside them; None for none.
    batches
        Whether the training curve is drawn between the epochs, too (of a single run).
    """
    histories = [run.history for run in runs]
    epochs = max([run.record.training.epochs for run in runs] + [len(history) for history in histories])
    banded = _are_seeds(runs, histories)
    panels = []
    for quantity in _PRINTED:
        series = _band_lines(quantity, histories) if banded else _run_lines(quantity, runs, histories, batches=batches)
        if published in PUBLISHED:
            series.append(_published_line(quantity, published, int(epochs)))
        panels.append(_panel(quantity, runs, histories, series, banded=banded))
    payload: CurvesPayload = {
        "epochs": float(epochs),
        "labels": words.curves_labels(),
        "panels": panels,
        "colours": {
            "light": {"categorical": list(PALETTES["light"].categorical)},
            "dark": {"categorical": list(PALETTES["dark"].categorical)},
        },
        "inks": both_inks(),
    }
    found = diagnose(histories[0], setting_of(runs[0])) if len(runs) == 1 else ()
    for one in found:
        if one.finding == "overfitting" and one.epoch:
            payload["overfit"] = float(one.epoch - 1)
    return payload


def _panel(
    quantity: Quantity, runs: Sequence[Run], histories: Histories, series: list[Curve], *, banded: bool
) -> Panel:
    seen = [value for line in series for packed in (line["y"], line.get("high", "")) for value in _floats(packed)]
    low, high, ticks = _loss_scale(seen) if quantity == "loss" else (0.5, 1.0, [0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
    title = _title(quantity, histories, seeds=banded)
    panel: Panel = {
        "name": quantity,
        "title": title,
        "help": words.help_of(quantity),
        "told": _told(quantity, title, histories, banded=banded),
        "axis": words.axis(quantity),
        "low": low,
        "high": high,
        "ticks": ticks,
        "digits": 1,
        "series": series,
        "marks": [],
        "turns": _turns(runs) if len(runs) == 1 else [],
    }
    if quantity == "accuracy" and runs and runs[0].record.corpus.name == "imdb":
        alike = all(run.record.corpus.training == BAG_OF_WORDS_TRAINED_ON for run in runs)
        panel["marks"] = [{"value": BAG_OF_WORDS, "label": words.bag_of_words(trained_alike=alike)}]
    best = _best(quantity, histories)
    if best is not None:
        panel["best"] = best
    return panel


def _turns(runs: Sequence[Run]) -> list[Turn]:
    """Where a run was changed on the way, the last few of them."""
    progress = runs[0].progress
    if progress is None:
        return []
    return [
        {"x": change.epoch - 1 + change.batch / progress.batches, "label": turn_label(change)}
        for change in read_changes(runs[0].path)[-_MOST_TURNS:]
    ]


def _are_seeds(runs: Sequence[Run], histories: Histories) -> bool:
    """Whether these runs are one network with several seeds, two of which have finished an epoch."""
    return sum(map(bool, histories)) > 1 and differ_in_seed_alone([run.record for run in runs])


# ---- lines ----


_PRINTED: Mapping[Quantity, int] = {"loss": 0, "accuracy": 1}
"""Both quantities, with their place among the published results."""


def _published_line(quantity: Quantity, cell: str, epochs: int) -> Curve:
    printed = PUBLISHED[cell][_PRINTED[quantity]][:epochs]
    return _line(
        words.published(CELLS[cell].keras_class), "soft", range(1, len(printed) + 1), printed, width=1.75, dash="2 4"
    )


def _run_lines(quantity: Quantity, runs: Sequence[Run], histories: Histories, *, batches: bool) -> list[Curve]:
    """Two lines a run, in its colour."""
    series: list[Curve] = []
    for ink, (run, history) in enumerate(zip(runs, histories, strict=True)):
        training, validation = (_label(part, run, runs) for part in _PARTS)
        series.append(_training(training, quantity, run, history, ink, batches=batches and len(runs) == 1))
        values = [getattr(row, f"val_{quantity}") for row in history]
        series.append(_line(validation, ink, [row.epoch for row in history], values, width=2.75))
    return series


_PARTS: tuple[Part, Part] = ("training", "validation")


def _label(part: Part, run: Run, runs: Sequence[Run]) -> str:
    labels = run_labels([one.name for one in runs], short=True)
    return words.part_label(part) if len(runs) == 1 else words.line_label(part, labels[run.name])


def _band_lines(quantity: Quantity, histories: Histories) -> list[Curve]:
    """Two lines for all runs: the median over their seeds, with the range around it."""
    seeds = sum(map(bool, histories))
    training, validation = (seed_band(histories, one) for one in (quantity, f"val_{quantity}"))
    labels = [words.seeds_label(part, seeds) for part in _PARTS]
    return [
        _banded(
            _line(labels[0], 0, *_points(training), width=1.5, dash="6 4", dots=False),
            training,
            words.part_label("training"),
        ),
        _banded(_line(labels[1], 0, *_points(validation), width=2.75), validation, words.part_label("validation")),
    ]


def _points(band: SeedBand) -> tuple[range, list[float]]:
    return range(1, len(band.median) + 1), band.median.tolist()


def _banded(line: Curve, band: SeedBand, short: str) -> Curve:
    edges = [_packed(values.tolist()) for values in (band.low, band.high, band.runs)]
    return {**line, "short": short, "low": edges[0], "high": edges[1], "runs": edges[2]}


def _training(
    label: str, quantity: Quantity, run: Run, history: list[EpochMetrics], ink: int, *, batches: bool
) -> Curve:
    lines = [line for line in run.batches() if line.get(quantity) is not None] if batches else []
    if not lines:
        x, y = [float(row.epoch) for row in history], [getattr(row, quantity) for row in history]
        return _line(label, ink, x, y, width=1.5, dash="6 4", dots=True)
    places, values = batch_curve(
        lines, quantity, batches=_batches_an_epoch(run), most=1.0 if quantity == "accuracy" else None
    )
    return _line(label, ink, places.tolist(), values.tolist(), width=1.5, dash="6 4", dots=False)


def _batches_an_epoch(run: Run) -> float:
    return float(-(-run.record.corpus.training // run.record.training.batch_size))


def _line(
    label: str,
    ink: int | str,
    x: Sequence[float] | range,
    y: Sequence[float],
    *,
    width: float,
    dash: str | None = None,
    dots: bool = True,
) -> Curve:
    curve: Curve = {
        "label": label,
        "ink": ink,  # type: ignore[typeddict-item]
        "width": width,
        "dots": dots,
        "x": _packed(x),
        "y": _packed(y),
    }
    if dash:
        curve["dash"] = dash
    return curve


def _packed(values: Sequence[float] | range) -> str:
    return base64.b64encode(np.asarray(list(values), dtype="<f4").tobytes()).decode("ascii")


def _floats(packed: str) -> list[float]:
    return [float(value) for value in np.frombuffer(base64.b64decode(packed), dtype="<f4")]


def _loss_scale(seen: Sequence[float]) -> tuple[float, float, list[float]]:
    """From 0 to what is seen, 0.8 at least: a first loss is near 0.69."""
    most = max((value for value in seen if np.isfinite(value)), default=0.8)
    high = float(np.clip(np.ceil(most * 5) / 5, 0.8, 4))
    every = 0.2 if high <= 1.2 else 0.5
    return 0.0, high, [float(tick) for tick in np.arange(0, high + every / 2, every)]


def _best(quantity: Quantity, histories: Histories) -> BestPoint | None:
    if len(histories) != 1 or not histories[0]:
        return None
    row = best_epoch(histories[0])
    value = getattr(row, f"val_{quantity}")
    return {"x": float(row.epoch), "y": value, "ink": 0, "label": words.kept(row.epoch, value)}


def _title(quantity: Quantity, histories: Histories, *, seeds: bool) -> str:
    done = [history for history in histories if history]
    if len(done) > 1:
        bests = (
            [min(row.val_loss for row in history) for history in done]
            if quantity == "loss"
            else [max(row.val_accuracy for row in history) for history in done]
        )
        return words.title_of_many(quantity, bests, seeds=seeds)
    return words.title_of_one(quantity, done[0][-1] if done else None)


def _told(quantity: Quantity, title: str, histories: Histories, *, banded: bool) -> str:
    if banded:
        return words.told_of_band(quantity, title, seed_band(histories, f"val_{quantity}"))
    rows = [row for history in histories for row in history]
    return words.told_of_runs(quantity, title, rows[-_AS_TOLD:])
