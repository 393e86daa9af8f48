"""Learning curves of real trainings, and of kinds that are told apart, with what each shows."""

import math

from rnnviz.analysis import Finding, Setting
from rnnviz.runs import EpochMetrics

Rows = tuple[tuple[float, float, float, float], ...]


def history(*rows: tuple[float, float, float, float]) -> list[EpochMetrics]:
    """Epochs of loss, accuracy, val_loss, val_accuracy."""
    return [
        EpochMetrics(epoch=epoch, loss=loss, accuracy=accuracy, val_loss=val_loss, val_accuracy=val, seconds=1.0)
        for epoch, (loss, accuracy, val_loss, val) in enumerate(rows, start=1)
    ]


CHAPTER = Setting(validation=5_000, updates=157)
FEW = Setting(validation=400, updates=13)

# The chapter's published SimpleRNN and LSTM.
PUBLISHED_RNN = history(
    (0.6455, 0.6210, 0.5293, 0.7758),
    (0.4005, 0.8362, 0.4752, 0.7742),
    (0.2739, 0.8920, 0.4947, 0.8064),
    (0.1916, 0.9290, 0.3783, 0.8460),
    (0.1308, 0.9528, 0.5755, 0.7376),
    (0.0924, 0.9675, 0.5829, 0.7634),
    (0.0726, 0.9768, 0.5541, 0.7932),
    (0.0426, 0.9862, 0.5551, 0.8292),
    (0.0300, 0.9918, 0.5962, 0.8312),
    (0.0256, 0.9925, 0.6707, 0.8054),
)
PUBLISHED_LSTM = history(
    (0.5038, 0.7574, 0.3853, 0.8346),
    (0.2917, 0.8866, 0.3020, 0.8794),
    (0.2305, 0.9105, 0.3125, 0.8688),
    (0.2033, 0.9261, 0.4013, 0.8574),
    (0.1749, 0.9385, 0.3273, 0.8912),
    (0.1543, 0.9457, 0.3505, 0.8774),
    (0.1417, 0.9493, 0.4485, 0.8396),
    (0.1331, 0.9522, 0.3242, 0.8928),
    (0.1147, 0.9618, 0.4216, 0.8746),
    (0.1092, 0.9628, 0.3972, 0.8758),
)

# Trained with `python -m rnnviz train` and the options named; 320 to 1,600 reviews, SimpleRNN(32).
FEW_REVIEWS = history(  # --limit 600 --epochs 3
    (0.69178, 0.51250, 0.69112, 0.52500), (0.61315, 0.76042, 0.69253, 0.52500), (0.51668, 0.95833, 0.69284, 0.55000)
)
RMSPROP_1E_6 = history(  # --limit 2000 --epochs 8 --learning-rate 1e-6
    (0.69801, 0.50250, 0.69737, 0.51000),
    (0.69790, 0.50437, 0.69736, 0.51000),
    (0.69781, 0.50500, 0.69734, 0.51000),
    (0.69773, 0.50500, 0.69733, 0.51000),
    (0.69765, 0.50500, 0.69732, 0.51000),
    (0.69757, 0.50500, 0.69731, 0.51000),
    (0.69749, 0.50562, 0.69730, 0.51000),
    (0.69741, 0.50625, 0.69729, 0.50750),
)
SGD_001 = history(  # --limit 2000 --epochs 8 --optimizer sgd (0.01 is Keras's own)
    (0.69785, 0.50625, 0.69642, 0.51000),
    (0.69541, 0.52312, 0.69596, 0.51000),
    (0.69324, 0.53500, 0.69575, 0.50750),
    (0.69113, 0.53875, 0.69577, 0.52000),
    (0.69050, 0.53875, 0.69503, 0.52000),
    (0.68858, 0.55062, 0.69473, 0.53000),
    (0.68689, 0.55812, 0.69475, 0.51750),
    (0.68506, 0.55937, 0.69482, 0.51000),
)
RMSPROP_1 = history(  # --limit 2000 --epochs 8 --learning-rate 1.0
    (4.29064, 0.50750, 3.54093, 0.50000),
    (2.93861, 0.51562, 2.49232, 0.53750),
    (2.58779, 0.49500, 2.22959, 0.49750),
    (2.58592, 0.51812, 2.75565, 0.45500),
    (2.78173, 0.51000, 2.10484, 0.51250),
    (2.39727, 0.55687, 2.70201, 0.54250),
    (2.61293, 0.53562, 3.98049, 0.50500),
    (2.72141, 0.52125, 2.21951, 0.50250),
)
RMSPROP_01 = history(  # --limit 2000 --epochs 8 --learning-rate 0.1
    (1.04155, 0.48500, 0.73437, 0.51250),
    (0.74892, 0.56187, 0.79045, 0.51250),
    (0.71733, 0.58312, 0.75025, 0.50250),
    (0.62603, 0.65812, 0.83282, 0.53250),
    (0.55072, 0.72187, 0.75794, 0.58000),
    (0.48584, 0.74812, 0.94169, 0.52250),
    (0.44499, 0.78250, 1.09092, 0.54500),
    (0.44441, 0.79437, 0.83021, 0.59750),
)

# How far the weights of these trainings moved, as `weights_moved` measured it.
MOVED = {"few": 0.0393, "rmsprop 1e-6": 0.000286, "sgd 0.01": 0.01143, "rmsprop 1": 1.2935}


def moved(setting: Setting, share: float) -> Setting:
    """Setting with what was measured of the weights."""
    return Setting(validation=setting.validation, updates=setting.updates, positive=setting.positive, moved=share)


# By name: the curves, their setting, and the findings in their order.
CASES: dict[str, tuple[list[EpochMetrics], Setting, list[Finding]]] = {
    "none": (history(), CHAPTER, ["no_epoch"]),
    "diverged": (history((0.6, 0.7, 0.6, 0.7), (math.nan, 0.5, math.nan, 0.5)), CHAPTER, ["diverged"]),
    "published SimpleRNN": (PUBLISHED_RNN, CHAPTER, ["overfitting", "jumpy", "kept"]),
    "published LSTM": (PUBLISHED_LSTM, CHAPTER, ["overfitting", "jumpy", "kept"]),
    "600 reviews, 3 epochs": (
        FEW_REVIEWS,
        Setting(validation=120, updates=4, moved=MOVED["few"]),
        ["few_steps", "gap"],
    ),
    "rmsprop 1e-6": (RMSPROP_1E_6, moved(FEW, MOVED["rmsprop 1e-6"]), ["rate_too_low"]),
    "rmsprop 1e-6, no weights kept": (RMSPROP_1E_6, FEW, ["rate_unclear"]),
    "sgd 0.01": (SGD_001, moved(FEW, MOVED["sgd 0.01"]), ["rate_too_low"]),
    "rmsprop 1": (RMSPROP_1, moved(FEW, MOVED["rmsprop 1"]), ["rate_too_high"]),
    "rmsprop 0.1": (RMSPROP_01, FEW, ["rate_too_high", "overfitting"]),
    "a rise that persists": (
        history((0.5, 0.8, 0.5, 0.8), (0.4, 0.85, 0.45, 0.81), (0.6, 0.7, 0.6, 0.80), (0.55, 0.72, 0.6, 0.80)),
        CHAPTER,
        ["loss_rises"],
    ),
    "one bad epoch": (
        history((0.5, 0.8, 0.5, 0.8), (0.4, 0.85, 0.45, 0.81), (0.6, 0.7, 0.6, 0.80)),
        CHAPTER,
        ["kept"],
    ),
    "the more frequent class": (
        history(*[(0.33, 0.9, 0.325, 0.9)] * 5),
        Setting(validation=1_000, updates=200, positive=0.9, moved=0.3),
        ["near_guessing"],
    ),
    "by heart, and no better than guessing": (
        history((0.69, 0.52, 0.69, 0.53), (0.64, 0.71, 0.68, 0.535), (0.38, 0.83, 0.69, 0.54)),
        Setting(validation=400, updates=100),
        ["near_guessing", "gap"],
    ),
    "best at the end, loss falling": (
        history((0.6, 0.6, 0.6, 0.65), (0.5, 0.75, 0.5, 0.75)),
        CHAPTER,
        ["still_improving"],
    ),
    "no more in it": (
        history((0.5, 0.8, 0.4, 0.85), (0.45, 0.81, 0.40, 0.851), (0.44, 0.81, 0.40, 0.85), (0.44, 0.81, 0.402, 0.85)),
        CHAPTER,
        ["settled"],
    ),
}
