"""The words on weights and gradients of each layer over a training."""

from collections.abc import Mapping
from typing import Literal

from rnnviz.analysis import LayerFacts
from rnnviz.cells import CELLS
from rnnviz.networks import NetworkSpec
from rnnviz.ui.drawing.numbers import number
from rnnviz.ui.language import say

__all__ = [
    "Chart",
    "axes",
    "epochs",
    "helps",
    "layer_labels",
    "not_by_keras",
    "part_title",
    "seen",
    "tip",
    "titles",
    "told",
    "usual",
]

Chart = Literal["gradients", "ratios", "weights", "saturated"]

_JUMP, _USUAL_LOW, _USUAL_HIGH = 10, 10**-3.5, 10**-2.5
_FADES, _GROWS, _FLAT = 0.1, 10.0, 0.2


# ---- what the looks show ----


def seen(facts: LayerFacts, *, gates: bool) -> list[str]:
    """Sentences on gradients, clipping, how far batches move the weights, and what is saturated."""
    return [
        text
        for text in (_gradients(facts), _clipped(facts), _passed(facts), _moved(facts), _saturated(facts, gates=gates))
        if text
    ]


def _gradients(facts: LayerFacts) -> str:
    told = {"norm": number(facts.norm), "largest": number(facts.largest), "jump": facts.jump}
    if facts.jump >= _JUMP:
        return say(
            "The gradients are {norm} long lately; the longest were {largest}, {jump:,.0f} times their median: a batch "
            "like that is what clipping is for.",
            **told,
        )
    return say(
        "The gradients are {norm} long lately and never jumped: the longest were {largest}, {jump:.1f} times their "
        "median.",
        **told,
    )


def _clipped(facts: LayerFacts) -> str:
    if facts.clip is None or facts.clipped is None:
        return ""
    told = {"share": 100 * facts.clipped, "clip": number(facts.clip)}
    return say("Of the looks under a limit, {clip} at the end, {share:.1f} % found longer gradients.", **told)


def _passed(facts: LayerFacts) -> str:
    if facts.passed is None:
        return ""
    if facts.passed < _FADES:
        return say(
            "They fade on their way down: those of the first recurrent layer are {share} of those of the last.",
            share=number(facts.passed),
        )
    if facts.passed > _GROWS:
        return say(
            "They grow on their way down: those of the first recurrent layer are {share} times those of the last.",
            share=number(facts.passed),
        )
    return say(
        "They neither fade nor explode on their way down: those of the first recurrent layer are {share} times those "
        "of the last.",
        share=number(facts.passed),
    )


def _moved(facts: LayerFacts) -> str:
    ratio = number(facts.ratio)
    if facts.ratio < _USUAL_LOW:
        return say(
            "A batch moves the weights by {ratio} of their length, less than the usual 10⁻³: a larger learning rate "
            "would be faster.",
            ratio=ratio,
        )
    if facts.ratio > _USUAL_HIGH:
        return say(
            "A batch moves the weights by {ratio} of their length, more than the usual 10⁻³: a smaller learning rate "
            "would be steadier.",
            ratio=ratio,
        )
    return say("A batch moves the weights by {ratio} of their length, about the usual 10⁻³.", ratio=ratio)


def _saturated(facts: LayerFacts, *, gates: bool) -> str:
    share = facts.saturated
    if gates:
        if share > _FLAT:
            return say("{share:.1f} % of the gates stand open or shut, where they hardly learn.", share=100 * share)
        return say("{share:.1f} % of the gates stand open or shut; the others still learn.", share=100 * share)
    if share > _FLAT:
        return say(
            "{share:.1f} % of the states are beyond ±0.99: tanh is flat there, and they hardly learn.",
            share=100 * share,
        )
    return say("{share:.1f} % of the states are beyond ±0.99, where the tanh is flat.", share=100 * share)


def not_by_keras() -> str:
    """Of a run that Keras trains."""
    return say(
        "Keras trains this run: the review can be watched, and the training paused, slowed down and given another "
        "learning rate. Gradients, steps and saturated states of its layers are not shown, and clipping cannot be "
        "changed on the way, because Keras compiles them into one step."
    )


# ---- the charts ----


def part_title() -> str:
    """Title of the part."""
    return say("Inside the layers while it learnt")


def layer_labels(network: NetworkSpec) -> list[str]:
    """What the layers are called, from the Embedding to the readout."""
    inner = [
        say("{number}: {cell}", number=at, cell=CELLS[layer.cell].keras_class)
        for at, layer in enumerate(network.layers, 1)
    ]
    return [say("Embedding"), *inner, say("readout")]


def titles(facts: LayerFacts) -> Mapping[Chart, str]:
    """What the charts show."""
    return {
        "gradients": say("Gradients, together {norm} long lately", norm=number(facts.norm)),
        "ratios": say("A batch moves {ratio} of the weights lately", ratio=number(facts.ratio)),
        "weights": say("Length of the weights"),
        "saturated": say("Saturated: {share:.1f} % lately", share=100 * facts.saturated),
    }


def helps(*, gates: bool) -> Mapping[Chart, str]:
    """How to read the charts."""
    flat = (
        say("Gates below 0.01 or above 0.99, in eight long reviews of a batch.")
        if gates
        else say("States beyond ±0.99, in eight long reviews of a batch.")
    )
    return {
        "gradients": say("Norm of each layer's gradient before clipping. Jumps explode; a line that sinks fades."),
        "ratios": say("Norm of a batch's step over the norm of the weights. About 10⁻³ is usual."),
        "weights": say("Norm of each layer's weights. They grow where the network becomes sure."),
        "saturated": flat,
    }


def axes() -> Mapping[Chart, str]:
    """Names of the upward axes."""
    return {
        "gradients": say("norm"),
        "ratios": say("share"),
        "weights": say("norm"),
        "saturated": say("share"),
    }


def epochs() -> str:
    """Name of the axis across."""
    return say("epoch")


def tip() -> str:
    """What stands at a place of a chart; the browser fills it."""
    return say("after {x} epochs")


def usual() -> str:
    """The level of the usual share that a batch moves."""
    return say("usual")


def told(title: str, labels: list[str], last: list[str]) -> str:
    """The title, and the last value of each line, for those who cannot see them."""
    ends = "; ".join(
        say("{layer}: {value}", layer=layer, value=value) for layer, value in zip(labels, last, strict=True)
    )
    return say("{title}. Last: {values}", title=title, values=ends)
