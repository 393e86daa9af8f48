"""What the plane of "Dynamics" says: labels, the points, the frames of a training."""

from rnnviz.dynamics import PointKind
from rnnviz.ui.drawing.numbers import number, signed
from rnnviz.ui.drawing.words import playback
from rnnviz.ui.dynamics import section_words
from rnnviz.ui.dynamics.lesson_words import half_life, kind_told, lasting
from rnnviz.ui.dynamics.views.plane import PlaneLabels
from rnnviz.ui.dynamics.words import Input
from rnnviz.ui.language import say

__all__ = [
    "eigenvalue",
    "frame_label",
    "frame_told",
    "plane_labels",
    "point_name",
    "point_told",
    "start_word",
    "tolerance_label",
]


_ONE = 1e-3  # how near to 1 an eigenvalue is called 1


def plane_labels(kind: Input) -> PlaneLabels:
    """Labels of the plane, for a network that reads `kind` when left alone; the places are filled by the browser."""
    return {
        "playback": playback(reset=say("To the end of the review")),
        "word": say("word"),
        "probability": say("probability"),
        "moved": say("how far it moved the state"),
        "moved_value": say("{times} × a median word"),
        "where": say("step {t} of {count}, {word}, probability {probability}"),
        "field": say("Place of the state in the plane. Arrow keys walk from word to word, space plays."),
        "pinned": say("pinned"),
        "key": say("What is drawn"),
        "tolerance": say("How still must a state stand to count as a point? One step moves it by at most {value}."),
        "counted": say(
            "Points at this tolerance: {points}. A search that stops here would count {stopped}: the count is made by "
            "the tolerance, the network is the same."
        ),
        "none": say("No point is slow enough at this tolerance."),
        "spectrum_title": section_words.question("rest"),
        "spectrum_help": say(
            "Choose a point. Each dot of its circle is a mode, a direction in which every step multiplies a small push "
            "by one number λ: inside the circle it fades, near +1 it lasts, outside it grows; left of the middle or "
            "off the line it swings or turns."
        ),
        "eigenvalue": say(
            "λ = {value}, |λ| = {size}: half or double within {half} words; overlap with the readout {overlap}"
        ),
        "circle": say("Eigenvalues of this point. {told}"),
        "frames": say("Training"),
        "words": say("Words of the review"),
        "attempt": section_words.try_other_input(kind),
    }


def start_word() -> str:
    """What stands for the sign that opens a review."""
    return say("start")


# ---- points ----


def point_name(kind: PointKind, logit: float) -> str:
    """A point as its button calls it."""
    return say("{kind}, logit {logit}", kind=kind_told(kind), logit=signed(logit))


def point_told(  # noqa: PLR0917  (its facts)
    kind: PointKind, logit: float, growing: int, slow: complex, constant: float, q: tuple[float, float], share: float
) -> str:
    """What a point is.

    Parameters
    ----------
    kind, logit
        Of the point.
    growing
        Directions in which a deviation grows.
    slow, constant
        The eigenvalue nearest to +1 and its τ.
    q
        q and (2/N) q.
    share
        Its speed as a share of a median word's step.
    """
    if kind == "slow":
        told = say(
            "Logit {logit}: slow, but no rest. One step moves it by {share:.1f} % of a median word (q = {q}, (2/N)·q = "
            "{per}).",
            logit=signed(logit),
            share=100 * share,
            q=number(q[0]),
            per=number(q[1]),
        )
        if abs(slow - 1) > _ONE:
            return told
        return say(
            "{told} An eigenvalue is 1 because q is least here, so how long a push lasts is not told.", told=told
        )
    values = {"logit": signed(logit), "growing": growing, "tail": _tail(slow, constant, q)}
    if kind == "stable":
        return say("Logit {logit}, a resting point: every small push fades. {tail}", **values)
    if kind == "saddle":
        return say(
            "Logit {logit}, a saddle: pushes grow in {growing} of its directions, at least one of them straight on. "
            "{tail}",
            **values,
        )
    return say(
        "Logit {logit}, circled: pushes grow in {growing} of its directions, and turn or change their sign. {tail}",
        **values,
    )


def _tail(slow: complex, constant: float, q: tuple[float, float]) -> str:
    values = {
        "value": eigenvalue(slow),
        "tau": lasting(constant),
        "half": lasting(half_life(constant)),
        "q": number(q[0]),
        "per": number(q[1]),
    }
    if abs(slow) > 1:
        return say(
            "Along the mode nearest to +1, λ = {value}, a push doubles within {half} words (τ = {tau}). q = {q}, (2/N)·"
            "q = {per}.",
            **values,
        )
    return say(
        "Along the mode nearest to +1, λ = {value}, a push is halved within {half} words (τ = {tau}). q = {q}, (2/N)·q "
        "= {per}.",
        **values,
    )


def eigenvalue(value: complex) -> str:
    """An eigenvalue with three decimals."""
    real = f"{value.real:.3f}".replace("-", "−")
    return real if not value.imag else f"{real} ± {abs(value.imag):.3f}i"


def tolerance_label(share: float) -> str:
    """A tolerance as a share of a median word's step."""
    return say("{share} % of a median word", share=number(100 * share))


# ---- frames ----


def frame_label(epoch: int | None, *, trained: bool = False) -> str:
    """A moment of the training: untrained, an epoch, or the trained network."""
    if trained:
        return say("trained")
    return say("untrained") if epoch is None else say("epoch {epoch}", epoch=epoch)


def frame_told(label: str, first: float, spread: float | None, accuracy: float | None) -> str:
    """What is so at that moment.

    Parameters
    ----------
    label
        What it is called.
    first
        How much the first direction of its own states holds.
    spread
        How far these are apart, beside the trained ones; None for these.
    accuracy
        On the validation reviews, if known.
    """
    told = say("{label}: its own first direction holds {first:.1f} % of the variance", label=label, first=100 * first)
    if spread is not None:
        told = say("{told}; its states spread {spread:.2f} times as far as the trained ones", told=told, spread=spread)
    if accuracy is None:
        return told
    return say("{told}; validation accuracy {accuracy:.1f} %", told=told, accuracy=100 * accuracy)
