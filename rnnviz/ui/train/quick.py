"""One click for a quick try that really learns: what it trains, and its button."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs import TrainingSpec
from rnnviz.text import Padding
from rnnviz.training import job_queue
from rnnviz.ui.frame.doors import TRAIN_RUN_KEY
from rnnviz.ui.frame.messages import said
from rnnviz.ui.train import words
from rnnviz.ui.train.start import BESIDE_KEY, REFUSED_KEY, fold_form

__all__ = ["QUICK_NETWORK", "QUICK_PADDING", "QUICK_REVIEWS", "QUICK_TRAINING", "offer_quick_try"]

# Measured with `python -m rnnviz train` and these settings: 0.826 after two epochs; all three, reading included, 3 s.
QUICK_NETWORK = NetworkSpec(layers=(LayerSpec(cell="lstm"),), mask_zero=True)
"""An LSTM that skips its padding learns from few reviews; the chapter's network needs ten times as many."""

QUICK_TRAINING = TrainingSpec(epochs=3, batch_size=64, learning_rate=0.003, batching="by_length", engine="live")
"""Many small steps, larger than Keras's own."""

QUICK_PADDING = Padding(maxlen=150)
"""The last 150 words of a review, in which most verdicts stand."""

QUICK_REVIEWS = 8_000
"""Reviews of both parts."""

_NAME = "quick-lstm"


def offer_quick_try() -> None:
    """The one primary button of the page."""
    st.button(
        words.controls()["t_quick"],
        icon=":material/bolt:",
        key="t_quick",
        type="primary",
        help=words.quick_help(QUICK_REVIEWS, QUICK_PADDING.maxlen, QUICK_TRAINING.epochs),
        on_click=_start,
    )


def _start() -> None:
    try:
        job = job_queue.submit(
            _NAME,
            QUICK_NETWORK,
            QUICK_TRAINING,
            corpus="imdb",
            padding=QUICK_PADDING,
            limit=QUICK_REVIEWS,
            numbered=True,
        )
    except RnnvizError as error:
        st.session_state[REFUSED_KEY] = said(error)
        return
    # The page that is drawn next starts a worker, or says why there can be none.
    st.session_state[TRAIN_RUN_KEY] = job.name
    st.session_state[BESIDE_KEY] = []
    fold_form()
