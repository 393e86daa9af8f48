"""Record a trained network while it reads one sentence, and draw what happened.

    python examples/read_a_review.py

In a notebook the three figures show themselves when they are the last line of a cell.
"""

import sys
from pathlib import Path

import rnnviz


def main(folder: Path = Path()) -> None:
    """Print the verdict after every word, and write the figures into `folder` as pages that need no network."""
    network = rnnviz.load("imdb-lstm")
    recording = rnnviz.record(network, "a truly great film, and not one boring minute")

    print(f"{'word':>10}  probability   pushed the logit by")
    for word, probability, push in zip(recording.words, recording.probability, recording.delta_logit, strict=True):
        print(f"{word or '(start)':>10}  {probability:11.3f}  {push:+.2f}")

    figures = {
        "states": rnnviz.state_heatmap(recording, order="similarity"),
        "cell_states": rnnviz.state_heatmap(recording, state="cell_states"),
        "probability": rnnviz.running_probability(recording),
        "units": rnnviz.unit_lines(recording, [0, 1, 2]),
    }
    for name, figure in figures.items():
        figure.write_html(folder / f"{name}.html")

    table = recording.to_frame()
    strongest = table.loc[table["hidden_states"].abs().idxmax()]
    unit, word, state = strongest["unit"], strongest["word"], strongest["hidden_states"]
    print(f"\nThe strongest state is unit {unit} after {word!r}: {state:+.2f}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
