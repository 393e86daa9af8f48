"""Learning curves of runs as the component `curves` draws them."""

import base64
from collections.abc import Sequence

import numpy as np

from rnnviz.analysis import BAG_OF_WORDS, PUBLISHED, SeedBand, diagnose, differ_in_seed_alone, seed_band
from rnnviz.palette import PALETTES
from rnnviz.runs import EpochMetrics, Run, best_epoch
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.train.views.curves import BestPoint, Curve, CurvesPayload, Level, Panel

__all__ = ["curves_payload"]


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
    payload: CurvesPayload = {
        "epochs": float(epochs),
        "axis": "epoch",
        "epoch_label": "after epoch {epoch}",
        "band_label": "{label}: {value}, from {low} to {high}, seeds: {runs}",
        "panels": [
            _panel("loss", runs, histories, epochs, published, batches=batches),
            _panel("accuracy", runs, histories, epochs, published, batches=batches),
        ],
        "overfit_label": "overfitting",
        "colours": {
            "light": {"categorical": list(PALETTES["light"].categorical)},
            "dark": {"categorical": list(PALETTES["dark"].categorical)},
        },
        "inks": both_inks(),
    }
    found = diagnose(histories[0]) if len(runs) == 1 else None
    if found is not None and found.finding == "overfitting" and found.epoch:
        payload["overfit"] = float(found.epoch - 1)
    return payload


def _panel(
    name: str,
    runs: Sequence[Run],
    histories: Sequence[list[EpochMetrics]],
    epochs: int,
    published: str | None,
    *,
    batches: bool,
) -> Panel:
    banded = _are_seeds(runs, histories)
    series = _band_lines(name, histories) if banded else _run_lines(name, runs, histories, batches=batches)
    if published in PUBLISHED:
        printed = PUBLISHED[published][0 if name == "loss" else 1][: int(epochs)]
        series.append(
            _line("published, validation", "soft", range(1, len(printed) + 1), printed, width=1.75, dash="2 4")
        )
    seen = [value for line in series for packed in (line["y"], line.get("high", "")) for value in _floats(packed)]
    low, high, ticks = _loss_scale(seen) if name == "loss" else (0.5, 1.0, [0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
    marks: list[Level] = []
    if name == "accuracy" and runs and runs[0].record.corpus.name == "imdb":
        marks = [{"value": BAG_OF_WORDS, "label": f"bag of words {BAG_OF_WORDS:.3f}"}]
    panel: Panel = {
        "name": name,
        "title": _title(name, histories, "seeds" if banded else "runs"),
        "help": _HELPS[name],
        "told": _told_band(name, histories) if banded else _told(name, histories),
        "axis": name,
        "low": low,
        "high": high,
        "ticks": ticks,
        "digits": 1,
        "series": series,
        "marks": marks,
    }
    best = _best(name, histories)
    if best is not None:
        panel["best"] = best
    return panel


_HELPS = {
    "loss": "Binary cross-entropy in nats: 0.69 is guessing, 0 is certain and right.",
    "accuracy": "Share of right verdicts. Validation reviews are never trained on.",
}


def _are_seeds(runs: Sequence[Run], histories: Sequence[list[EpochMetrics]]) -> bool:
    """Whether these runs are one network with several seeds, two of which have finished an epoch."""
    return sum(map(bool, histories)) > 1 and differ_in_seed_alone([run.record for run in runs])


def _run_lines(
    name: str, runs: Sequence[Run], histories: Sequence[list[EpochMetrics]], *, batches: bool
) -> list[Curve]:
    """Two lines a run, in its colour."""
    series: list[Curve] = []
    for ink, (run, history) in enumerate(zip(runs, histories, strict=True)):
        prefix = f"{run.name}, " if len(runs) > 1 else ""
        series.append(_training(f"{prefix}training", name, run, history, ink, batches=batches and len(runs) == 1))
        validation = [getattr(row, f"val_{name}") for row in history]
        series.append(_line(f"{prefix}validation", ink, [row.epoch for row in history], validation, width=2.75))
    return series


def _band_lines(name: str, histories: Sequence[list[EpochMetrics]]) -> list[Curve]:
    """Two lines for all runs: the median over their seeds, with the range around it."""
    seeds = f"median and range of {sum(map(bool, histories))} seeds"
    training, validation = (seed_band(histories, quantity) for quantity in (name, f"val_{name}"))
    return [
        _banded(_line(f"training, {seeds}", 0, *_points(training), width=1.5, dash="6 4", dots=False), training),
        _banded(_line(f"validation, {seeds}", 0, *_points(validation), width=2.75), validation),
    ]


def _points(band: SeedBand) -> tuple[range, list[float]]:
    return range(1, len(band.median) + 1), band.median.tolist()


def _banded(line: Curve, band: SeedBand) -> Curve:
    edges = [_packed(values.tolist()) for values in (band.low, band.high, band.runs)]
    return {**line, "low": edges[0], "high": edges[1], "runs": edges[2]}


def _training(label: str, name: str, run: Run, history: list[EpochMetrics], ink: int, *, batches: bool) -> Curve:
    lines = [line for line in run.batches() if line.get(name) is not None] if batches else []
    if not lines:
        x, y = [float(row.epoch) for row in history], [getattr(row, name) for row in history]
        return _line(label, ink, x, y, width=1.5, dash="6 4", dots=True)
    per_epoch = [float(line.get("batches", 0)) or _batches_an_epoch(run) for line in lines]
    x = [line["epoch"] - 1 + (line["batch"] + 1) / most for line, most in zip(lines, per_epoch, strict=True)]
    return _line(label, ink, x, [line[name] for line in lines], width=1.5, dash="6 4", dots=False)


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


def _best(name: str, histories: Sequence[list[EpochMetrics]]) -> BestPoint | None:
    if len(histories) != 1 or not histories[0]:
        return None
    row = best_epoch(histories[0])
    value = getattr(row, f"val_{name}")
    return {"x": float(row.epoch), "y": value, "ink": 0, "label": f"kept: epoch {row.epoch}, {value:.3f}"}


def _title(name: str, histories: Sequence[list[EpochMetrics]], what: str) -> str:
    done = [history for history in histories if history]
    if not done:
        return f"{name.capitalize()}, from the first batch on"
    if len(done) > 1:
        bests = sorted(max(row.val_accuracy for row in history) for history in done)
        return f"{name.capitalize()} of {len(done)} {what}" + (
            f": best validation from {bests[0]:.3f} to {bests[-1]:.3f}" if name == "accuracy" else ""
        )
    last = done[0][-1]
    trained, validated = getattr(last, name), getattr(last, f"val_{name}")
    return f"{name.capitalize()} after epoch {last.epoch}: {trained:.3f} in training, {validated:.3f} on validation"


def _told(name: str, histories: Sequence[list[EpochMetrics]]) -> str:
    rows = [row for history in histories for row in history]
    return "; ".join(f"epoch {row.epoch}: validation {name} {getattr(row, f'val_{name}'):.3f}" for row in rows[-20:])


def _told_band(name: str, histories: Sequence[list[EpochMetrics]]) -> str:
    band = seed_band(histories, f"val_{name}")
    points = zip(band.median, band.low, band.high, band.runs, strict=True)
    return "; ".join(
        f"epoch {epoch}: median validation {name} of {runs} seeds {median:.3f}, from {low:.3f} to {high:.3f}"
        for epoch, (median, low, high, runs) in enumerate(points, start=1)
    )
