"""Learning curves, one of each kind that is told apart."""

import math

from rnnviz.runs import EpochMetrics


def history(*rows: tuple[float, float, float, float]) -> list[EpochMetrics]:
    """Epochs of loss, accuracy, val_loss, val_accuracy."""
    return [
        EpochMetrics(epoch=epoch, loss=loss, accuracy=accuracy, val_loss=val_loss, val_accuracy=val, seconds=1.0)
        for epoch, (loss, accuracy, val_loss, val) in enumerate(rows, start=1)
    ]


# The chapter's published SimpleRNN and LSTM.
PUBLISHED_RNN = history(
    (0.6455, 0.6210, 0.5293, 0.7758),
    (0.4005, 0.8362, 0.4752, 0.7742),
    (0.2739, 0.8920, 0.4947, 0.8064),
    (0.1916, 0.9290, 0.3783, 0.8460),
    (0.1308, 0.9528, 0.5755, 0.7376),
    (0.0924, 0.9675, 0.5829, 0.7634),
)
PUBLISHED_LSTM = history(
    (0.5038, 0.7574, 0.3853, 0.8346),
    (0.2917, 0.8866, 0.3020, 0.8794),
    (0.2305, 0.9105, 0.3125, 0.8688),
    (0.2033, 0.9261, 0.4013, 0.8574),
)
CHANCE = math.log(2)

# By finding: the curves, the epoch, the numbers, and what the page says.
CASES: dict[str, tuple[list[EpochMetrics], int | None, dict[str, float], str]] = {
    "no_epoch": (history(), None, {}, "No epoch is finished yet."),
    "diverged": (
        history((0.6, 0.7, 0.6, 0.7), (math.nan, 0.5, math.nan, 0.5)),
        2,
        {},
        "The loss of epoch 2 is no number any more: the weights were thrown off. Try a learning rate ten times "
        "smaller.",
    ),
    "loss_at_chance": (
        history((0.70, 0.5, 0.70, 0.5), (0.71, 0.5, 0.70, 0.5)),
        2,
        {"epochs": 2, "loss": 0.71, "chance_loss": CHANCE},
        "After 2 epochs the training loss is 0.71, no better than guessing (0.69). Mostly the learning rate is too "
        "high (or far too low): try another.",
    ),
    "loss_rises": (
        history((0.5, 0.8, 0.5, 0.8), (0.4, 0.85, 0.45, 0.81), (0.6, 0.7, 0.6, 0.78)),
        3,
        {"lowest_epoch": 2, "lowest_loss": 0.40, "loss": 0.60},
        "The training loss rises again after epoch 2, from 0.40 to 0.60: the steps are too large. Try a smaller "
        "learning rate.",
    ),
    "jumpy": (
        PUBLISHED_RNN,
        5,
        {"fall": 10.84, "best_epoch": 4, "val_accuracy": 0.8460},
        "The validation accuracy falls by 11 points at epoch 5: with one seed that is luck as much as learning. Epoch "
        "4 (84.6%) is kept; train several seeds.",
    ),
    "overfitting": (
        PUBLISHED_LSTM,
        3,
        {"loss": 0.2033, "lowest_val_loss": 0.3020, "val_loss": 0.4013},
        "Overfitting from epoch 3 on: the training loss still falls (to 0.20), but the validation loss rises from 0.30 "
        "to 0.40. That is learning by heart.",
    ),
    "near_guessing": (
        history((0.69, 0.52, 0.69, 0.53), (0.64, 0.71, 0.68, 0.555), (0.58, 0.83, 0.69, 0.54)),
        3,
        {"val_accuracy": 0.555},
        "Not yet trained: the best epoch is right on 55.5% of the validation reviews, and guessing on half of them. "
        "Train longer, or on more reviews.",
    ),
    "still_improving": (
        history((0.6, 0.6, 0.6, 0.65), (0.5, 0.75, 0.5, 0.75)),
        2,
        {"val_accuracy": 0.75},
        "Not yet trained: the last epoch was the best so far (75.0%). One more may help.",
    ),
    "settled": (
        history((0.5, 0.8, 0.4, 0.85), (0.45, 0.81, 0.40, 0.851), (0.44, 0.81, 0.40, 0.85)),
        2,
        {"val_accuracy": 0.851},
        "The curves have settled: epoch 2 was the best, right on 85.1% of the validation reviews.",
    ),
}
