"""The plane of a network's states: reviews as lines, one that walks with the cursor, resting points and spectrum."""

from typing import Literal, NotRequired, TypedDict

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component
from rnnviz.ui.drawing.sentence import SentencePart
from rnnviz.ui.drawing.words import PlaybackLabels

__all__ = [
    "Axes",
    "Frame",
    "KeyName",
    "Moves",
    "PlaneKey",
    "PlaneLabels",
    "PlanePayload",
    "PlanePoint",
    "Tolerance",
    "Walk",
    "plane_view",
]


class Walk(TypedDict):
    """A review in the plane: `places` is base64 of float32, x and y of each step; `positive` is its verdict."""

    places: str
    positive: bool


class PlanePoint(TypedDict):
    """A fixed or slow point; `eigenvalues` is base64 of float32, real and imaginary part, nearest to +1 first."""

    x: float
    y: float
    q: float
    kind: Literal["stable", "saddle", "turning", "slow"]
    name: str
    told: str
    eigenvalues: str
    constants: str
    overlaps: str


class Frame(TypedDict):
    """The plane with the weights of one moment: `walks` are the drawn reviews, `places` and `logits` the walking one's.

    `moved` is how far each of its words moved the state, as a share of the trained network's median word; `normal` and
    `offset` are those of the decision boundary; `attempt` is what to try, `rest` tells of `points`, where it rests.
    """

    label: str
    title: str
    told: str
    moved: str
    walks: list[Walk]
    places: str
    logits: str
    normal: list[float]
    offset: float
    attempt: list[SentencePart]
    rest: str
    points: list[PlanePoint]


class Moves(TypedDict):
    """How states move where they were visited: base64 of float32, x and y a cell; `speeds` as shares of a word's."""

    centres: str
    moves: str
    speeds: str
    width: float
    height: float


class Tolerance(TypedDict):
    """A tolerance that can be chosen, how it is called, and how many points a search that stops there would count."""

    q: float
    label: str
    stopped: int


class Axes(TypedDict):
    """Ends of both axes, and their names."""

    low: list[float]
    high: list[float]
    names: list[str]


KeyName = Literal["review", "others", "trained", "boundary", "stable", "saddle", "turning", "slow", "curve", "flow"]
"""What is drawn in the plane."""


class PlaneKey(TypedDict):
    """One sign of the plane, how it is called, and what it means."""

    name: Literal["review", "others", "trained", "boundary", "stable", "saddle", "turning", "slow", "curve", "flow"]
    term: str
    told: str


class PlaneLabels(TypedDict):
    """What stands around the pictures; places in braces are filled by the browser."""

    playback: PlaybackLabels
    word: str
    probability: str
    moved: str
    moved_value: str
    where: str
    field: str
    pinned: str
    key: str
    tolerance: str
    counted: str
    none: str
    spectrum_title: str
    spectrum_help: str
    attempt: str
    eigenvalue: str
    circle: str
    frames: str
    words: str


class PlanePayload(TypedDict):
    """Everything that is drawn; `frames` has one entry, or one for each moment of the training, `shown` at first."""

    id: str
    help: str
    words: list[str]
    frames: list[Frame]
    shown: int
    axes: Axes
    moves: NotRequired[Moves]
    curve: str
    keys: list[PlaneKey]
    tolerances: list[Tolerance]
    tolerance: int
    labels: PlaneLabels
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("dynamics/views/plane")


def plane_view(payload: PlanePayload, *, key: str) -> None:
    """Draw the plane; the time cursor, the points and the tolerance are the browser's alone."""
    _mount(key=key, data=[payload])
