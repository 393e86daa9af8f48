"""What "Small tasks" says of the memory ladder and of gradients that are cut off."""

from collections.abc import Sequence

from rnnviz.analysis import HELD, CellClimb, GradientReach
from rnnviz.explanation import Proportion
from rnnviz.networks import LayerSpec
from rnnviz.ui.language import say, say_count

__all__ = [
    "compared",
    "gain_labels",
    "held",
    "kept",
    "ladder_axes",
    "ladder_help",
    "ladder_title",
    "no_engine",
    "no_rung_yet",
    "other_gain",
    "progress",
    "reach_found",
]


def progress(done: int, rungs: int) -> str:
    """While rungs are climbed."""
    return say("{done} of {rungs} rungs", done=done, rungs=rungs)


def kept(rungs: int) -> str:
    """Where all results are there."""
    return say_count(
        rungs,
        "This rung was climbed before; its result is kept.",
        "All {count:,} rungs were climbed; their results are kept.",
    )


def no_engine() -> str:
    """Where only Keras can train."""
    return say(
        "Experiments are trained by the live engine, which needs numba (pip install numba); what was climbed before "
        "is shown."
    )


def no_rung_yet(rungs: int) -> str:
    """Before anything was climbed."""
    return say(
        "{rungs} networks are trained, one after the other, the nearest distance first: about a second each, and what "
        "came of each is kept.",
        rungs=rungs,
    )


# ---- the ladder ----


def held(climb: CellClimb) -> str:
    """How far one cell remembered, in how many seeds."""
    told: dict[str, object] = {
        "cell": LayerSpec(cell=climb.cell).keras_class,
        "seeds": climb.seeds,
        "most": climb.distances[-1],
        "held": climb.held_by_all,
        "lost": climb.lost_by_all,
        "least": climb.distances[0],
    }
    return _held_once(climb, told) if climb.seeds == 1 else _held_by_seeds(climb, told)


def _held_once(climb: CellClimb, told: dict[str, object]) -> str:
    """The same of a single seed."""
    if climb.held_by_all == climb.distances[-1]:
        return say("The {cell} holds every distance that was tried, up to {most} (one seed).", **told)
    if not climb.held_by_all:
        return say("The {cell} does not hold even the distance {least} (one seed).", **told)
    if climb.lost_by_all is not None:
        return say("The {cell} holds distances up to {held}, and none from {lost} on (one seed).", **told)
    return say(
        "The {cell} holds distances up to {held}, loses some farther ones, and holds {most} again (one seed).", **told
    )


def _held_by_seeds(climb: CellClimb, told: dict[str, object]) -> str:
    if climb.held_by_all == climb.distances[-1]:
        return say("The {cell} holds every distance that was tried, up to {most}, in {seeds} of {seeds} seeds.", **told)
    if not climb.held_by_all:
        told["share"] = climb.held[0]
        return say("The {cell} does not hold even the distance {least} in every seed: {share} of {seeds} do.", **told)
    if climb.lost_by_all is not None and climb.lost_by_all == _next_distance(climb):
        return say(
            "The {cell} holds distances up to {held} in {seeds} of {seeds} seeds, and none from {lost} on in any.",
            **told,
        )
    told["some"], told["next"] = climb.held[climb.distances.index(_next_distance(climb))], _next_distance(climb)
    return say(
        "The {cell} holds distances up to {held} in {seeds} of {seeds} seeds; beyond, the seeds differ: {next} is "
        "held by {some}.",
        **told,
    )


def _next_distance(climb: CellClimb) -> int:
    """The first that not all seeds held."""
    return climb.distances[climb.distances.index(climb.held_by_all) + 1]


def compared(climbs: Sequence[CellClimb]) -> str:
    """Which cell remembers farther than another in every seed; empty for a single cell."""
    if len(climbs) < 2:
        return ""
    farther = [
        say(
            "the {one} reaches farther than the {other}",
            one=LayerSpec(cell=one.cell).keras_class,
            other=LayerSpec(cell=other.cell).keras_class,
        )
        for one in climbs
        for other in climbs
        if min(one.reaches) > max(other.reaches)
    ]
    if not farther:
        return say("No cell reaches farther than another in every seed: this ladder does not tell them apart.")
    if max(climb.seeds for climb in climbs) == 1:
        return say(
            "In the one seed that was tried {farther}; more seeds would say whether that is luck.",
            farther=_listed(farther),
        )
    return say("In every seed {farther}.", farther=_listed(farther))


def _listed(parts: Sequence[str]) -> str:
    told = parts[0]
    for part in parts[1:]:
        told = say("{told}, and {part}", told=told, part=part)
    return told


def other_gain(cell: str, gain: float, reach: int, other: float, other_reach: int) -> str:
    """The same cell begun with other weights: how far the median of its seeds held there."""
    told: dict[str, object] = {
        "cell": LayerSpec(cell=cell).keras_class,
        "gain": gain,
        "reach": reach,
        "other": other,
        "other_reach": other_reach,
    }
    if reach == other_reach:
        return say(
            "Begun with {other:g} times the orthogonal weights instead of {gain:g}, the median seed of the {cell} "
            "holds as far: up to {reach}.",
            **told,
        )
    return say(
        "The first weights matter here: begun with {other:g} times the orthogonal ones, the median seed of the {cell} "
        "holds distances up to {other_reach}, with {gain:g} times them up to {reach}.",
        **told,
    )


def gain_labels() -> dict[str, str]:
    """What the first recurrent weights can be."""
    return {"0.5": say("half of orthogonal"), "1": say("orthogonal, as Keras"), "1.5": say("1.5 × orthogonal")}


def ladder_title(climbs: Sequence[CellClimb]) -> str:
    """Title of the picture: how far all seeds of each cell held."""
    if not climbs:
        return say("No distance is through yet")
    parts = [
        say("{cell} {reach}", cell=LayerSpec(cell=climb.cell).keras_class, reach=climb.held_by_all) for climb in climbs
    ]
    told = parts[0]
    for part in parts[1:]:
        told = say("{told}, {part}", told=told, part=part)
    return say("Steps that every seed holds: {told}", told=told)


def ladder_help(seeds: int) -> str:
    """How to read it, and when a rung ends."""
    if seeds == 1:
        return say(
            "Right answers on held-out texts; held: {held:.0f} % or more. A rung ends as soon as 99 % of its "
            "validation texts are right, after 20 epochs at the latest: what is not learnt by then might be later.",
            held=100 * HELD,
        )
    return say(
        "Right answers on held-out texts, as the median and the range of the seeds; held: {held:.0f} % or more. A "
        "rung ends as soon as 99 % of its validation texts are right, after 20 epochs at the latest: what is not "
        "learnt by then might be later.",
        held=100 * HELD,
    )


def ladder_axes() -> dict[str, str]:
    """Names of the axes, of the level, and what stands at a place that is pointed at."""
    return {
        "x": say("distance, steps"),
        "y": say("right answers, %"),
        "chance": say("guessing"),
        "tip": say("distance {word}"),
    }


# ---- gradients that are cut off ----


def reach_found(reach: GradientReach) -> str:
    """What was learnt where gradients reach the first symbol, and where they stop before it."""
    (a, b), (c, d) = reach.learnt(reached=True), reach.learnt(reached=False)
    if not b or not d:
        return say("Gradients that reach the first symbol and gradients that do not are both needed to compare.")
    told: dict[str, object] = {"needed": reach.needed, "a": a, "b": b, "c": c, "d": d}
    counted = say(
        "Where gradients are carried back over {needed} steps or more they reach the first symbol, and {a} of {b} "
        "tries learn it; where they stop before it, {c} of {d}.",
        **told,
    )
    return f"{counted} {_concluded(reach)}"


def _concluded(reach: GradientReach) -> str:
    (a, b), (c, d) = reach.learnt(reached=True), reach.learnt(reached=False)
    low = Proportion(hits=a, n=b).interval[0]
    high = Proportion(hits=c, n=d).interval[1]
    if low <= high:
        return say("These few tries do not tell whether the cut matters.")
    if not c and not reach.echoes:
        return say("What lies before the cut is not learnt.")
    if not c:
        return say_count(
            reach.echoes,
            "The cut matters: none of these learns it. But {count} answers more than 60 % rightly, by an echo of the "
            "first symbol that the state carries forward.",
            "The cut matters: none of these learns it. But {count} answer more than 60 % rightly, by an echo of the "
            "first symbol that the state carries forward.",
        )
    return say(
        "The cut matters, and it is no wall: no gradient tells these networks of the first symbol, but their state "
        "still carries an echo of it forward, and some learn to read that."
    )
