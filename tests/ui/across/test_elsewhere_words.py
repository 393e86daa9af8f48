"""What the page says of a pattern and of a state, recomputed from the states."""

import base64
import re

import numpy as np
import pytest

from rnnviz.explanation import Proportion
from rnnviz.states import nearest_states
from rnnviz.ui.across.elsewhere_facts import mood_of, pattern_of, state_of, units_of
from rnnviz.ui.across.elsewhere_words import mood_sentence, pattern_sentence
from rnnviz.ui.across.words import share
from rnnviz.ui.frame.doors import to_state
from tests.ui.across.tiny import tiny_index


@pytest.mark.parametrize("seed", range(40))
def test_a_patterns_sentence_is_true(seed: int) -> None:
    """How often, in how many reviews, and what it would be if the units did not know of each other."""
    rng = np.random.default_rng(seed)
    index, told = tiny_index(rng)
    units = tuple(sorted(rng.choice(5, size=int(rng.integers(1, 4)), replace=False).tolist()))
    level, high = float(rng.choice([0.0, 0.1, 0.25, 0.3, 0.95])), bool(rng.random() < 0.5)
    step = np.ceil(level * 128) / 128
    on = told.states[:, units] >= step if high else told.states[:, units] < -step
    every = on.all(axis=1)
    sentence = pattern_sentence(pattern_of(index, units, level, high=high))
    reviews, beyond = len(set(told.review[every].tolist())), "above" if high else "below −"
    assert f"{len(index.labels):,} reviews" in sentence
    assert re.search(rf"units? {', '.join(map(str, units))} ", sentence)
    assert re.search(rf"{beyond} ?{level:.2f}\.", sentence.replace("below −", "below − "))
    if not every.any():
        assert sentence.startswith("Nowhere in these ")
        return
    assert sentence.startswith(f"At {share(every.mean())} % of all words, in {reviews:,} of ")
    if len(units) > 1:
        assert sentence.endswith(f"it would be {share(np.prod(on.mean(axis=0)))} %.")


@pytest.mark.parametrize("seed", range(40))
def test_a_states_sentence_is_true(seed: int) -> None:
    """What the nearest say, how their reviews are labelled, and whether that differs from all."""
    rng = np.random.default_rng(seed)
    index, told = tiny_index(rng)
    near = nearest_states(index, told.states[int(rng.integers(len(told.states)))], most=int(rng.integers(3, 40)))
    sentence = mood_sentence("w", mood_of(index, near))
    labels = [int(index.labels[one.review]) for one in near]
    logits = [index.logits[index.starts[one.review] + 1 + one.position] for one in near]
    low, high = Proportion(hits=sum(labels), n=len(labels)).interval
    overall = index.labels.mean()
    assert (
        f"Of the {len(near)} nearest states, one a review, {sum(one >= 0 for one in logits)} say positive" in sentence
    )
    assert (
        f"{sum(labels)} of these reviews are labelled positive (95 % interval {share(low)} to {share(high)} %)"
        in sentence
    )
    kind = "positive reviews" if low > overall else "negative reviews" if high < overall else "either"
    assert sentence.endswith(f"a state of {kind}.")
    assert f"the {share(overall)} % of all" in sentence


def test_a_state_travels_in_the_address() -> None:
    """What a door packs is unpacked to half precision; anything else is no state."""
    state = np.random.default_rng(0).uniform(-1, 1, 32)
    door = to_state(run="a", state=state, said="x" * 100)
    unpacked = state_of(door.address["w_state"], 32)
    assert unpacked is not None
    np.testing.assert_array_equal(unpacked, state.astype(np.float16))
    assert len(door.address["w_said"]) == 60
    inf = base64.urlsafe_b64encode(np.full(32, np.inf, dtype="<f2").tobytes()).decode()
    for odd in ("", "é", "====", "A" * 9_000, door.address["w_state"][:-4], inf):
        assert state_of(odd, 32) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3 7", (3, 7)),
        ("3, 7", (3, 7)),
        ("7,3,3,", (3, 7)),
        ("0", (0,)),
        ("", None),
        ("8", None),
        ("-1", None),
        ("a", None),
        ("¹", None),
    ],
)
def test_units_are_read_as_they_are_typed(text: str, found: tuple[int, ...] | None) -> None:
    """Numbers below the number of units, once each, in their order."""
    assert units_of(text, 8) == found
