"""The words on learning curves: their lines, titles and axes."""

from collections.abc import Sequence
from typing import Literal

from rnnviz.analysis import BAG_OF_WORDS, BAG_OF_WORDS_TRAINED_ON, SeedBand
from rnnviz.runs import EpochMetrics
from rnnviz.ui.language import say, say_count
from rnnviz.ui.train.views.curves import CurvesLabels

__all__ = [
    "Part",
    "Quantity",
    "axis",
    "bag_of_words",
    "curves_labels",
    "help_of",
    "kept",
    "line_label",
    "part_label",
    "published",
    "seeds_label",
    "title_of_many",
    "title_of_one",
    "told_of_band",
    "told_of_runs",
]

Quantity = Literal["loss", "accuracy"]
Part = Literal["training", "validation"]


def curves_labels() -> CurvesLabels:
    """What both charts share; the places are filled by the browser."""
    return {
        "epochs": say("epoch"),
        "epoch": say("after epoch {epoch}"),
        "value": say("{label}: {value}"),
        "band": say("{label}: {value}, from {low} to {high}, seeds: {runs}"),
        "overfit": say("overfitting"),
    }


def axis(quantity: Quantity) -> str:
    """Name of the axis."""
    return {"loss": say("loss"), "accuracy": say("accuracy")}[quantity]


def help_of(quantity: Quantity) -> str:
    """How to read the values."""
    return {
        "loss": say("Binary cross-entropy in nats: 0.69 is guessing, 0 is certain and right."),
        "accuracy": say("Share of right verdicts. Validation reviews are never trained on."),
    }[quantity]


# ---- lines and marks ----


def part_label(part: Part) -> str:
    """Whose values a line shows."""
    return {"training": say("training"), "validation": say("validation")}[part]


def line_label(part: Part, run: str) -> str:
    """A line of one of several runs."""
    return {"training": say("{run}, training", run=run), "validation": say("{run}, validation", run=run)}[part]


def seeds_label(part: Part, seeds: int) -> str:
    """The line and the band of several seeds."""
    return {
        "training": say("training, median and range of {seeds} seeds", seeds=seeds),
        "validation": say("validation, median and range of {seeds} seeds", seeds=seeds),
    }[part]


def published(cell: str) -> str:
    """The line of published results."""
    return say("published {cell}, validation", cell=cell)


def bag_of_words(*, trained_alike: bool) -> str:
    """The line of a network without order; `trained_alike` unless the runs beside it were trained on fewer reviews."""
    if trained_alike:
        return say("bag of words, validation accuracy {accuracy:.3f}", accuracy=BAG_OF_WORDS)
    return say(
        "bag of words, validation accuracy {accuracy:.3f}, trained on {reviews:,} reviews",
        accuracy=BAG_OF_WORDS,
        reviews=BAG_OF_WORDS_TRAINED_ON,
    )


def kept(epoch: int, value: float) -> str:
    """The point of the epoch whose weights are kept."""
    return say("kept: epoch {epoch}, {value:.3f}", epoch=epoch, value=value)


# ---- titles ----


def title_of_one(quantity: Quantity, row: EpochMetrics | None) -> str:
    """Title where one run has finished epochs, by the last of them; None before the first."""
    if row is None:
        return {
            "loss": say("Loss, from the first batch on"),
            "accuracy": say("Accuracy, from the first batch on"),
        }[quantity]
    if quantity == "loss":
        return say(
            "Loss after epoch {epoch}: {trained:.3f} in training, {validated:.3f} on validation",
            epoch=row.epoch,
            trained=row.loss,
            validated=row.val_loss,
        )
    return say(
        "Accuracy after epoch {epoch}: {trained:.3f} in training, {validated:.3f} on validation",
        epoch=row.epoch,
        trained=row.accuracy,
        validated=row.val_accuracy,
    )


def title_of_many(quantity: Quantity, bests: Sequence[float], *, seeds: bool) -> str:
    """Title of several runs, or seeds of one network, by their best values on the validation reviews."""
    told = {"count": len(bests), "low": min(bests), "high": max(bests)}
    if quantity == "loss":
        if seeds:
            return say("Loss of {count} seeds: lowest validation from {low:.2f} to {high:.2f}", **told)
        return say("Loss of {count} runs: lowest validation from {low:.2f} to {high:.2f}", **told)
    if seeds:
        return say("Accuracy of {count} seeds: best validation from {low:.3f} to {high:.3f}", **told)
    return say("Accuracy of {count} runs: best validation from {low:.3f} to {high:.3f}", **told)


# ---- for those who cannot see the curves ----


def told_of_runs(quantity: Quantity, title: str, rows: Sequence[EpochMetrics]) -> str:
    """The title, and the values on validation reviews."""
    if quantity == "loss":
        told = [say("epoch {epoch}: validation loss {value:.3f}", epoch=row.epoch, value=row.val_loss) for row in rows]
    else:
        told = [
            say("epoch {epoch}: validation accuracy {value:.3f}", epoch=row.epoch, value=row.val_accuracy)
            for row in rows
        ]
    return say("{title}. {values}", title=title, values="; ".join(told))


def told_of_band(quantity: Quantity, title: str, band: SeedBand) -> str:
    """The title, and middle and range of the values on validation reviews."""
    points = zip(band.median, band.low, band.high, band.runs, strict=True)
    told = [
        _told_of_point(quantity, epoch, int(runs), {"median": median, "low": low, "high": high})
        for epoch, (median, low, high, runs) in enumerate(points, start=1)
    ]
    return say("{title}. {values}", title=title, values="; ".join(told))


def _told_of_point(quantity: Quantity, epoch: int, runs: int, values: dict[str, float]) -> str:
    if quantity == "loss":
        return say_count(
            runs,
            "epoch {epoch}: median validation loss of {count} seed {median:.3f}, from {low:.3f} to {high:.3f}",
            "epoch {epoch}: median validation loss of {count} seeds {median:.3f}, from {low:.3f} to {high:.3f}",
            epoch=epoch,
            **values,
        )
    return say_count(
        runs,
        "epoch {epoch}: median validation accuracy of {count} seed {median:.3f}, from {low:.3f} to {high:.3f}",
        "epoch {epoch}: median validation accuracy of {count} seeds {median:.3f}, from {low:.3f} to {high:.3f}",
        epoch=epoch,
        **values,
    )
