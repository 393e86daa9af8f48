"""What stands in the view of memories: titles of its gates and units, and what is said of what is pointed at."""

import math
from collections.abc import Mapping, Sequence

from rnnviz.explanation import Saturation
from rnnviz.shapes import Floats
from rnnviz.ui.instruments.views.influence import InfluenceLabels
from rnnviz.ui.language import say, say_count

__all__ = [
    "RARELY",
    "gate_title",
    "labels",
    "matrix_title",
    "saturated_rows",
    "saturation_title",
    "value_name",
]

RARELY = 0.05
"""At no more of the steps than this, saturation is not worth a picture."""

_ALL = 0.995  # what rounds to all of it


# ---- the gates ----


def _value_names() -> Mapping[str, str]:
    return {
        "hidden_states": say("hidden state"),
        "input_gate": say("input gate"),
        "forget_gate": say("forget gate"),
        "cell_candidate": say("cell candidate"),
        "output_gate": say("output gate"),
        "update_gate": say("update gate"),
        "reset_gate": say("reset gate"),
        "candidate_state": say("candidate state"),
    }


def value_name(name: str) -> str:
    """What a gate or a state is called; one without words of its own as the cell calls it."""
    return _value_names().get(name, name.replace("_", " "))


def gate_title(gate: str, share: float, steps: int) -> str:
    """What a gate did to the difference of one word until half of it was gone."""
    if not steps or not math.isfinite(share):
        return say("No word follows at which the {gate} could keep or drop it", gate=value_name(gate))
    told: dict[str, object] = {"gate": value_name(gate), "share": 100 * share}
    if not 0.005 <= share <= _ALL:
        return say_count(
            steps,
            "At the next word the {gate} let {share:.0f} % of the difference through",
            "At each of the next {count:,} words the {gate} let {share:.0f} % of the difference through on average",
            **told,
        )
    return say_count(
        steps,
        "At the next word the {gate} let {share:.0f} % of the difference through: alone that would halve it in "
        "{half:.1f} words",
        "At each of the next {count:,} words the {gate} let {share:.0f} % of the difference through on average: alone "
        "that would halve it in {half:.1f} words",
        half=math.log(0.5) / math.log(share),
        **told,
    )


def saturated_rows(found: Saturation, gates: tuple[str, ...]) -> list[tuple[str, str, bool]]:
    """Rows of the picture of saturation: label, name of the values, and whether the upper end is meant."""
    rows = []
    for name in found.high:
        if name in gates:
            rows += [
                (say("{name} open, above 0.9", name=value_name(name)), name, True),
                (say("{name} shut, below 0.1", name=value_name(name)), name, False),
            ]
        else:
            rows += [
                (say("{name} above 0.9", name=value_name(name)), name, True),
                (say("{name} below −0.9", name=value_name(name)), name, False),
            ]
    return rows


def saturation_title(shares: Sequence[tuple[str, Floats]]) -> str:
    """Which unit is saturated most, and in which way; `shares` has the rows in which any is more than rarely."""
    if not shares:
        return say("No unit is saturated at more than {rarely:.0f} % of the steps", rarely=100 * RARELY)
    label, values = max(shares, key=lambda row: float(row[1].max()))
    unit = int(values.argmax())
    return say(
        "Unit {unit} is saturated most: {label}, at {share:.0f} % of the steps",
        unit=unit,
        label=label,
        share=100 * float(values[unit]),
    )


# ---- what stands in the view ----


def matrix_title(quantity: str) -> str:
    """What the picture of all words shows."""
    return say("What every word (row) leaves in {quantity} after every other (column)", quantity=quantity)


def labels() -> InfluenceLabels:
    """What is written in the view, and said of what is pointed at."""
    return {
        "view": say("How long each word is remembered"),
        "curve_help": say(
            "Every line is 1 at the word's own step. State and logit: how far they differ with and without the word, "
            "measured. The shortcuts are computed from one reading alone. Gradient: how much of a gradient at a step "
            "reaches back to the word. Spectrum: what would be left if each step shrank all by its largest eigenvalue."
        ),
        "gradient": say("gradient"),
        "spectrum": say("spectrum"),
        "half": say("half"),
        "axis_left": say("left, 1 at the word"),
        "axis_word": say("word"),
        "matrix_help": say(
            "The framed row is the word of the cursor, and its line stands above; a click chooses another. Each row is "
            "relative to its own word, so a word that changed little is as dark as one that changed much."
        ),
        "axis_row": say("word"),
        "nothing": say("nothing is left"),
        "all": say("as a share of the word's own step"),
        "at": say("{word} (word {number}) at {later}"),
        "gate_help": say(
            "Thick: the gate where the difference of this word stands, unit by unit, weighted by its size (the "
            "weighting is ours). Thin: the mean of all units. 1 lets everything through, 0 nothing."
        ),
        "weighted": say("at the difference"),
        "mean": say("all units"),
        "saturation_help": say(
            "One column a unit: at which share of the steps it is saturated, where its activation is flat and hardly "
            "passes on a change. The limits are those of Karpathy and others (2016)."
        ),
        "unit": say("unit {unit}: {label} at {share} % of the steps"),
        "none": say("none"),
        "every": say("every step"),
    }
