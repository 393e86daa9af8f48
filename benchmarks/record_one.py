"""How long does it take to record one review of 230 words, against Keras returning the same states?

Both get the row of ids that the network was trained to read: 500 with the padding for the chapter's network, the
review alone for those that mask, and both compute in float32. Ours also returns gates, running readout, words and
positions. Beside it stand our float64, which the app uses, and the way from the text.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
from _timing import MODELS, in_turn, review_of, states_model

import rnnviz

WANTED = {"imdb-simple-rnn": " (at least 100 and 5 wanted)"}


def main() -> None:
    """Print medians and ratios for one network of each cell."""
    text = review_of(230)
    for name in ("imdb-simple-rnn", "imdb-lstm", "imdb-gru"):
        measure(name, text)


def measure(name: str, text: str) -> None:
    """Print the medians and ratios of one network."""
    reader = rnnviz.load(MODELS / name)
    recording = rnnviz.record(reader, text)
    row = recording.ids[None]
    model = states_model(MODELS / name)
    states, verdict = model.predict(row, verbose=0)
    single = reader.astype("float32")
    times = in_turn(
        12,
        calls=5,
        record=lambda: rnnviz.record(single, recording.ids),
        record_float64=lambda: rnnviz.record(reader, recording.ids),
        record_text=lambda: rnnviz.record(reader, text),
        predict=lambda: model.predict(row, verbose=0),
        predict_on_batch=lambda: model.predict_on_batch(row),
    )
    print(f"{name}, {row.shape[1]} timesteps: " + ", ".join(f"{work} {ms:.2f} ms" for work, ms in times.items()))
    difference = np.abs(states[0] - recording.hidden_states).max(), abs(verdict[0, 0] - recording.probability[-1])
    print(f"    largest difference: states {difference[0]:.1e}, probability {difference[1]:.1e}")
    one, batch = times["predict"] / times["record"], times["predict_on_batch"] / times["record"]
    print(f"    predict / record {one:.1f}, predict_on_batch / record {batch:.1f}{WANTED.get(name, '')}")


if __name__ == "__main__":
    main()
