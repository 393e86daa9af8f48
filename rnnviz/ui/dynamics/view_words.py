"""What the views of "Dynamics" say: labels, the points, the frames of a training, the curve and the words."""

from rnnviz.dynamics import PointKind
from rnnviz.ui.drawing.numbers import number, signed
from rnnviz.ui.drawing.words import playback
from rnnviz.ui.dynamics.lesson_words import lasting
from rnnviz.ui.dynamics.views.plane import PlaneLabels
from rnnviz.ui.language import say

__all__ = [
    "agreement_told",
    "curve_axes",
    "curve_helps",
    "curve_tip",
    "curve_titles",
    "eigenvalue",
    "frame_label",
    "frame_told",
    "logit_axis",
    "plane_labels",
    "point_name",
    "point_told",
    "pushes_heading",
    "pushes_help",
    "pushes_labels",
    "pushes_title",
    "start_word",
    "tolerance_label",
    "unmeasured",
]


_ONE = 1e-3  # how near to 1 an eigenvalue is called 1


def plane_labels() -> PlaneLabels:
    """Labels of the plane; the places are filled by the browser."""
    return {
        "playback": playback(reset=say("To the end of the review")),
        "word": say("word"),
        "probability": say("probability"),
        "moved": say("moved, in median words"),
        "moved_value": say("{times} ×"),
        "where": say("step {t} of {count}, {word}, probability {probability}"),
        "field": say("Place of the state in the plane. Arrow keys walk from word to word, space plays."),
        "pinned": say("pinned"),
        "boundary": say("undecided"),
        "curve": say("slowest state at each logit"),
        "flow": say("arrows and shade: where one step alone goes, and how far"),
        "positive": say("positive"),
        "negative": say("negative"),
        "kinds": {
            "stable": say("stable"),
            "saddle": say("saddle"),
            "turning": say("circled"),
            "slow": say("slow, no rest"),
        },
        "tolerance": say("Counts as a point: one step moves at most {value}"),
        "counted": say(
            "Points at this tolerance: {points}. A search that stops here would count {stopped}. The network is the "
            "same."
        ),
        "none": say("No point is slow enough at this tolerance."),
        "trained_only": say("Points are looked for in the trained network: at the right end of the slider."),
        "trained": say("the same reviews, trained"),
        "spectrum_title": say("Where it rests"),
        "spectrum_help": say("In the unit circle: inside fades, at +1 stays, outside grows."),
        "eigenvalue": say("λ = {value}, |λ| = {size}, τ = {tau} words; overlap with the readout {overlap}"),
        "circle": say("Eigenvalues of this point. {told}"),
        "frames": say("Training"),
        "words": say("Words of the review"),
    }


def start_word() -> str:
    """What stands for the sign that opens a review."""
    return say("start")


# ---- points ----


def point_name(logit: float) -> str:
    """A point as its button calls it."""
    return say("logit {logit}", logit=signed(logit))


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
        return say("{told} An eigenvalue is 1 because q is least here, so τ tells nothing.", told=told)
    values = {
        "logit": signed(logit),
        "growing": growing,
        "value": eigenvalue(slow),
        "tau": lasting(constant),
        "q": number(q[0]),
        "per": number(q[1]),
    }
    tail = say("Nearest to +1 is λ = {value}, τ = {tau} words. q = {q}, (2/N)·q = {per}.", **values)
    if kind == "stable":
        return say("Logit {logit}, stable: every small change fades. {tail}", tail=tail, **values)
    if kind == "saddle":
        return say(
            "Logit {logit}, a saddle: changes grow in {growing} of its directions, at least one of them straight on. "
            "{tail}",
            tail=tail,
            **values,
        )
    return say(
        "Logit {logit}, circled: changes grow in {growing} of its directions, and turn or change their sign. {tail}",
        tail=tail,
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


# ---- the slow curve ----


def curve_titles(sinks: list[float], slowest: tuple[float, float], longest: tuple[float, float]) -> dict[str, str]:
    """Titles of the three charts: where the logit is drawn to, where it is slowest, where changes last longest."""
    drawn = ", ".join(map(signed, sinks[:-1]))
    last = signed(sinks[-1]) if sinks else ""
    either = say("{logits} or {last}", logits=drawn, last=last) if drawn else last
    return {
        "drift": say("Left alone, a verdict drifts towards {logits}", logits=either)
        if sinks
        else say("Left alone, the slowest states are drawn to no logit within this range"),
        "speed": say(
            "Slowest at logit {logit}: one step is {share} % of a median word's",
            logit=signed(slowest[0]),
            share=number(100 * slowest[1]),
        ),
        "tau": say(
            "A change lasts longest at logit {logit}: τ = {tau} words",
            logit=signed(longest[0]),
            tau=lasting(longest[1]),
        ),
    }


def curve_helps() -> dict[str, str]:
    """How to read them."""
    return {
        "drift": say("How far one step moves the logit, at the slowest state that has it. Above 0 it rises."),
        "speed": say("How far that state moves in all directions, beside what a median word does."),
        "tau": say("τ of the eigenvalue nearest to +1 there: words until a change has shrunk, or grown, e-fold."),
    }


def curve_axes() -> dict[str, str]:
    """Names of their upward axes."""
    return {"drift": say("drift of the logit"), "speed": say("% of a median word"), "tau": say("τ in words")}


def logit_axis() -> str:
    """Name of their axis across."""
    return say("logit")


def curve_tip() -> str:
    """What stands at a place; filled by the browser."""
    return say("logit {x}")


# ---- words ----


def pushes_heading(logit: float) -> str:
    """Title where there is no bag of words to compare with."""
    return say("What words add along the slow mode at logit {logit}", logit=signed(logit))


def pushes_title(agreeing: int, words: int) -> str:
    """Of the words that are listed, how many push to the side of their weight."""
    return say(
        "{agreeing} of these {words} words push to the side that a bag of words gives them",
        agreeing=agreeing,
        words=words,
    )


def pushes_help(logit: float, frequent: int) -> str:
    """What is listed."""
    return say(
        "What each word adds to the logit along the slow mode at logit {logit}, to first order; the largest either way "
        "among the {frequent:,} most frequent words.",
        logit=signed(logit),
        frequent=frequent,
    )


def agreement_told(auc: float, correlation: float, words: int, side: int) -> str:
    """How well all pushes agree with the bag of words."""
    return say(
        "A pair of one of the {side} most positive and one of the {side} most negative words of the bag is in the "
        "right order in {auc:.1f} % of all cases; over {words:,} words push and weight correlate by {correlation:.2f}.",
        auc=100 * auc,
        correlation=correlation,
        words=words,
        side=side,
    )


def unmeasured(run: str) -> str:
    """Where there is no bag of words."""
    return say("No bag of words was made for this run: python -m rnnviz measure {run} makes it.", run=run)


def pushes_labels() -> dict[str, str]:
    """Heads of the columns."""
    return {"word": say("word"), "push": say("push along the slow mode"), "weight": say("weight in the bag of words")}
