"""What the curves of a run have to be held against, read from its record and its kept weights."""

import numpy as np

from rnnviz.analysis.diagnosis import Setting, is_near_guessing
from rnnviz.errors import RnnvizError
from rnnviz.networks import read_epoch_file
from rnnviz.runs import Run

__all__ = ["setting_of", "weights_moved"]


def setting_of(run: Run) -> Setting:
    """Setting of a run; how far its weights moved is measured where that decides something."""
    corpus, training = run.record.corpus, run.record.training
    setting = Setting(
        validation=corpus.validation,
        updates=-(-corpus.training // training.batch_size),
        positive=0.5 if corpus.positive is None else corpus.positive,
    )
    if not is_near_guessing(run.history, setting):
        return setting
    return Setting(**{**vars(setting), "moved": weights_moved(run)})


def weights_moved(run: Run) -> float | None:
    """How far the weights came between the first and the last kept epoch, as a share of their own length.

    ‖W_last − W_first‖ / ‖W_first‖ of the matrix that moved furthest. Vectors are left out (biases begin at 0), and word
    vectors, most of which belong to words that a batch does not hold. None where fewer than two epochs were kept, or
    what was kept cannot be read.
    """
    kept = run.kept_epochs
    if len(kept) < 2:
        return None
    try:
        first, last = (
            read_epoch_file(run.epoch_file(epoch), run.record.network, words=False) for epoch in (kept[0], kept[-1])
        )
    except RnnvizError:
        return None
    pairs = [pair for layers in zip(first, last, strict=True) for pair in zip(*layers, strict=True)]
    shares = [np.linalg.norm(new - old) / (np.linalg.norm(old) or 1.0) for old, new in pairs if old.ndim == 2]
    return float(max(shares, default=0.0)) if shares else None
