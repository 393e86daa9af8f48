"""Hand-made steps."""

import numpy as np

from rnnviz.analysis import ShownSteps
from rnnviz.recording import Kind

KINDS: dict[str, Kind] = {"_": "padding", "^": "start", "?": "unknown"}


def steps_of(words: str, probabilities: list[float], initial: float = 0.5) -> ShownSteps:
    """Steps of words with these running probabilities: _ is padding, ^ the start, ? an unknown word."""
    names = words.split()
    kinds = tuple(KINDS.get(name, "word") for name in names)
    is_word = np.array([kind in {"word", "unknown"} for kind in kinds])
    odds = np.array([initial, *probabilities])
    logit = np.log(odds / (1 - odds))
    return ShownSteps(
        timesteps=np.arange(len(names)),
        kinds=kinds,
        words=tuple(names),
        numbers=np.where(is_word, np.cumsum(is_word), 0),
        padding=np.ones(len(names), dtype=np.int64),
        logit=logit[1:],
        probability=odds[1:],
        delta_logit=np.diff(logit),
    )
