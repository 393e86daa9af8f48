"""Words that praise, words that blame, and words that deny: our own small list, no dictionary."""

from collections.abc import Collection

from rnnviz.text import Vocabulary

__all__ = ["NEGATIONS", "OPPOSITES", "known_opposites", "opposite_of", "side_of_word"]

NEGATIONS = ("not", "never", "no")
"""Words that can be moved through a review."""

OPPOSITES = (
    ("good", "bad"),
    ("great", "terrible"),
    ("best", "worst"),
    ("better", "worse"),
    ("wonderful", "awful"),
    ("excellent", "horrible"),
    ("brilliant", "stupid"),
    ("perfect", "flawed"),
    ("superb", "dreadful"),
    ("beautiful", "ugly"),
    ("funny", "unfunny"),
    ("interesting", "boring"),
    ("exciting", "dull"),
    ("enjoyable", "annoying"),
    ("amazing", "disappointing"),
    ("fantastic", "pathetic"),
    ("lovely", "nasty"),
    ("moving", "shallow"),
    ("clever", "dumb"),
    ("intelligent", "silly"),
    ("original", "predictable"),
    ("fresh", "stale"),
    ("strong", "weak"),
    ("convincing", "unconvincing"),
    ("believable", "ridiculous"),
    ("love", "hate"),
    ("loved", "hated"),
    ("liked", "disliked"),
    ("enjoyed", "endured"),
    ("recommend", "avoid"),
    ("recommended", "avoided"),
    ("masterpiece", "mess"),
    ("success", "failure"),
    ("works", "fails"),
    ("happy", "angry"),
    ("right", "wrong"),
    ("rich", "poor"),
    ("well", "badly"),
    ("always", "never"),
    ("more", "less"),
)
"""Pairs, the word that rather praises first; the last two pairs praise nothing and blame nothing."""

_NO_SIDE = 2
_OPPOSITE = {one: other for pair in OPPOSITES for one, other in (pair, pair[::-1])}
_SIDES = {word: side for pair in OPPOSITES[:-_NO_SIDE] for word, side in zip(pair, (1, -1), strict=True)}


def opposite_of(word: str, vocabulary: Collection[str] | Vocabulary) -> str | None:
    """Opposite of a word in lower case, if the list has one that `vocabulary` knows."""
    opposite = _OPPOSITE.get(word)
    return opposite if opposite is not None and opposite in vocabulary else None


def side_of_word(word: str) -> int:
    """1 of a word of the list that praises, −1 of one that blames, 0 of every other."""
    return _SIDES.get(word, 0)


def known_opposites(vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Pairs of which `vocabulary` knows both words."""
    return [pair for pair in OPPOSITES if pair[0] in vocabulary and pair[1] in vocabulary]
