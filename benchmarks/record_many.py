"""How long does it take to record 1,000 reviews, against Keras returning the same states?

Both get rows of ids and compute in float32; `predict` runs with its own batches of 32 and with the faster ones of
250. Beside them stand our float64, which the app uses, and the way from the text.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
from _timing import MODELS, in_turn, network, reviews, states_model

import rnnviz

COUNT = 1_000


def main() -> None:
    """Print medians and the ratio."""
    reader, texts = network(), reviews(COUNT)
    recordings = rnnviz.record(reader, texts)
    rows = np.stack([recording.ids for recording in recordings])
    ids = list(rows)
    model = states_model(MODELS / "imdb-simple-rnn")
    single = reader.astype("float32")
    times = in_turn(
        5,
        record=lambda: rnnviz.record(single, ids),
        record_float64=lambda: rnnviz.record(reader, ids),
        record_texts=lambda: rnnviz.record(reader, texts),
        predict=lambda: model.predict(rows, verbose=0),
        predict_250=lambda: model.predict(rows, verbose=0, batch_size=250),
    )
    words = sum(recording.words_read for recording in recordings)
    for name, value in times.items():
        print(f"{name:16} {value:8.0f} ms, {words / value * 1000:12,.0f} words a second")
    print(f"predict / record:                 {times['predict'] / times['record']:.1f} (at least 10 wanted)")
    print(f"predict, batches of 250 / record: {times['predict_250'] / times['record']:.1f}")


if __name__ == "__main__":
    main()
