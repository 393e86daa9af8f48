"""The words of the comparison of cells: who keeps what, and that the weights at the beginning decide."""

from collections.abc import Mapping
from typing import Literal

from rnnviz.cells import CELLS
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.numbers import number
from rnnviz.ui.language import say

__all__ = ["axes", "lesson", "opened", "title"]


def axes() -> Mapping[Literal["gain", "step"], str]:
    """Names of the axes."""
    return {"gain": say("gain"), "step": say("step t")}


def opened(bias: float) -> str:
    """The line of an LSTM whose forget gate begins open."""
    return say("LSTM, bias of the forget gate {bias:g}", bias=bias)


def title(gains: Mapping[str, Floats]) -> str:
    """Which cell keeps most of a push on step 1, and how much each keeps."""
    firsts = {name: float(values[0]) for name, values in gains.items()}
    steps = len(next(iter(gains.values())))
    if steps == 1:
        return say("With one step there is nothing to remember")
    if not any(firsts.values()):
        return say("Nothing of a push on step 1 arrives at step {last} in any of the cells", last=steps)
    best = max(firsts, key=lambda name: -1 if firsts[name] != firsts[name] else firsts[name])
    return say(
        "Of a push on step 1, most arrives at step {last} in {best}: SimpleRNN {rnn}, LSTM {lstm}, GRU {gru}",
        last=steps,
        best=CELLS[best].keras_class,
        rnn=number(firsts["simple_rnn"]),
        lstm=number(firsts["lstm"]),
        gru=number(firsts["gru"]),
    )


def lesson(gains: Mapping[str, Floats], opened: Floats, new_layers: Mapping[str, float], bias: float) -> str:
    """What decides: the weights at the beginning."""
    told = {
        "rnn": number(new_layers["simple_rnn"]),
        "lstm": number(new_layers["lstm"]),
        "gru": number(new_layers["gru"]),
    }
    told |= {"bias": f"{bias:g}", "before": number(float(gains["lstm"][0])), "after": number(float(opened[0]))}
    return " ".join(
        (
            say(
                "Gain of a push on the whole state (of an LSTM, output and c together): same sizes, seed and "
                "inputs. The weights that a network begins with, and its inputs, decide as much as its cell."
            ),
            say("As new Keras layers, untrained, the gains at step 1 are {rnn}, {lstm} and {gru}.", **told),
            say(
                "Nothing but the bias of its forget gate makes the gain of the LSTM {after} instead of {before}: "
                "it is {bias} there.",
                **told,
            ),
        )
    )
