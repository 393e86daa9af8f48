"""What does the server do between a paste and the new picture, and how much does it send?

Tokenise, record, analyse, quantise and serialise, for 230 words of the shipped network and for 500 words of an
untrained one with 128 units (its size is what counts here).
"""

import json
import statistics

import numpy as np
from _timing import milliseconds, network, review_of

import rnnviz
from rnnviz.networks import Network
from rnnviz.ui.read.payload import reader_payload
from rnnviz.ui.read.view import View

LIMITS = {"230 words x 32 units": 60, "500 words x 128 units": 150}
MOST_BYTES = 300_000


def wide_network() -> Network:
    """An untrained LSTM of 128 units with the shipped vocabulary."""
    small = network()
    spec = rnnviz.NetworkSpec(layers=(rnnviz.LayerSpec(cell="lstm", units=128),), mask_zero=True)
    draw = np.random.default_rng(0)
    shapes = [[(10_000, 32)], [(32, 512), (128, 512), (512,)], [(128, 1), (1,)]]
    weights = [[draw.normal(0, 0.3, shape).astype(np.float32) for shape in layer] for layer in shapes]
    return Network.from_weights(spec, weights, vocabulary=small.vocabulary, padding=small.padding)


def main() -> None:
    """Print medians and payloads."""
    cases = {
        "230 words x 32 units": (network(), review_of(230)),
        "500 words x 128 units": (wide_network(), review_of(500)),
    }
    for name, (reader, text) in cases.items():
        for order in ("index", "similarity"):
            view = View(layer=1, state="hidden_states", order=order, unit=0, colouring="readout")

            def work(reader: Network = reader, text: str = text, view: View = view) -> str:
                return json.dumps(reader_payload(rnnviz.record(reader, text), reader, view))

            work()
            median = statistics.median(milliseconds(work) for _ in range(20))
            print(
                f"{name}, sorted by {order:10} {median:6.1f} ms (under {LIMITS[name]} wanted), "
                f"{len(work().encode()):7,} bytes (under {MOST_BYTES:,} wanted)"
            )


if __name__ == "__main__":
    main()
