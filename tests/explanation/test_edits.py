"""What is changed in a text is changed there and nowhere else, and both readings stand word beside word."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.explanation import (
    NEGATIONS,
    OPPOSITES,
    align,
    compare_edit,
    drop_word,
    insert_before,
    known_opposites,
    move_before,
    opposite_of,
    replace_word,
    reverse_words,
    side_of_word,
)
from rnnviz.networks import NetworkSpec
from rnnviz.recording import record
from rnnviz.text import Padding, Vocabulary, read_words
from tests.networks.drawing import VOCABULARY, WORDS, network_spec, paddings, random_network, specs

texts = st.lists(st.sampled_from([*WORDS, "Great", "BAD", "unheard", "film,", "(plot)", "a."]), min_size=1, max_size=9)
reviews = texts.map(" ".join)


def words(text: str) -> list[str]:
    """The words of a text as they are looked up."""
    return [word.text for word in read_words(text, VOCABULARY)]


@given(reviews, st.data())
def test_one_word_is_edited_and_the_others_stay(text: str, data: st.DataObject) -> None:
    """Replacing, dropping and inserting do to the words of a text what they do to a list of words."""
    read = read_words(text, VOCABULARY)
    place = data.draw(st.integers(0, len(read) - 1))
    before = words(text)
    assert words(replace_word(text, read[place], "really")) == [*before[:place], "really", *before[place + 1 :]]
    assert words(drop_word(text, read[place])) == before[:place] + before[place + 1 :]
    assert words(insert_before(text, read[place], "not")) == [*before[:place], "not", *before[place:]]
    assert words(reverse_words(text, read)) == before[::-1]


@given(reviews, st.data())
def test_a_word_moves_before_another(text: str, data: st.DataObject) -> None:
    """The word is gone from its place and stands before the other one; all others keep their order."""
    read = read_words(text, VOCABULARY)
    moved, to = data.draw(st.tuples(*[st.integers(0, len(read) - 1)] * 2).filter(lambda two: two[0] != two[1]))
    expected = words(text)
    expected.insert(to, expected[moved])
    del expected[moved + (to < moved)]
    assert words(move_before(text, read[moved], read[to])) == expected


@pytest.mark.parametrize(
    ("text", "place", "dropped", "replaced"),
    [
        ("A good film.", 2, "A good.", "A good bad."),
        ("Good film", 0, "film", "Bad film"),
        ("a GREAT film", 1, "a film", "a BAD film"),
        ("great", 0, "", "bad"),
        ("so (great)", 1, "so ()", "so (bad)"),
    ],
)
def test_an_edited_text_reads_well(text: str, place: int, dropped: str, replaced: str) -> None:
    """Capitals are kept, and no space is left over."""
    word = read_words(text, VOCABULARY)[place]
    assert (drop_word(text, word), replace_word(text, word, "bad")) == (dropped, replaced)


# ---- opposites ----


def test_opposites_lead_back() -> None:
    """No word stands twice, the opposite of an opposite is the word, and their sides are opposite."""
    known = Vocabulary([word for pair in OPPOSITES for word in pair])
    for pair in OPPOSITES:
        assert tuple(opposite_of(word, known) for word in pair) == pair[::-1]
        assert side_of_word(pair[0]) == -side_of_word(pair[1])
    assert known_opposites(known) == list(OPPOSITES)


def test_only_words_of_the_vocabulary_are_opposites() -> None:
    """A network is offered no word that it would read as unknown."""
    assert opposite_of("good", Vocabulary(["good"])) is None
    assert opposite_of("film", VOCABULARY) is None
    assert known_opposites(Vocabulary(["good", "bad", "great"])) == [("good", "bad")]
    assert not set(NEGATIONS) - {"not", "never", "no"}


# ---- side by side ----


def check_alignment(before: list[str], after: list[str]) -> None:
    """Every place of both stands in one column, in order; stretches of other words that share columns are as long."""
    left, right = align(before, after)
    assert left[left >= 0].tolist() == list(range(len(before)))
    assert right[right >= 0].tolist() == list(range(len(after)))
    assert ((left >= 0) | (right >= 0)).all()
    assert not any(a >= 0 and b >= 0 and before[a] != after[b] for a, b in zip(left, right, strict=True)) or (
        len(left) < len(before) + len(after)
    )


@given(texts, texts)
def test_what_is_aligned_is_the_same(before: list[str], after: list[str]) -> None:
    """Any two sequences have an alignment that loses nothing."""
    check_alignment(before, after)


@given(texts, st.data())
def test_an_edit_is_where_it_was_made(before: list[str], data: st.DataObject) -> None:
    """With one word inserted, dropped or replaced the sequences differ in that one column."""
    place = data.draw(st.integers(0, len(before) - 1))
    left, _ = align(before, [*before[:place], "new", *before[place:]])
    assert np.flatnonzero(left < 0).tolist() == [place]
    left, right = align(before, [*before[:place], "new", *before[place + 1 :]])
    assert left.tolist() == right.tolist() == list(range(len(before)))
    _, right = align(before, before[:place] + before[place + 1 :])
    assert (right < 0).sum() == 1
    assert before[int(np.flatnonzero(right < 0)[0])] == before[place]


def test_another_order_is_aligned_by_place() -> None:
    """Of the same words in reverse each place is a column; a word that moved a little is an edit."""
    before = list("abcdefgh")
    assert [part.tolist() for part in align(before, before[::-1])] == [list(range(8))] * 2
    left, right = align(before, list("bacdefgh"))
    assert len(left) == 9
    assert (left < 0).sum() == (right < 0).sum() == 1


@settings(max_examples=60, deadline=None)
@given(spec=specs, padding=paddings, before=reviews, after=reviews)
def test_both_lines_are_the_recorded_ones(spec: NetworkSpec, padding: Padding, before: str, after: str) -> None:
    """Each line is its recording's running logit where it reads a word, and stays where it was elsewhere."""
    network = random_network(spec, padding=padding)
    if network.vocabulary is None:
        return
    edited = compare_edit(network, before, after)
    for text, steps, line in (
        (before, edited.steps_before, edited.logit_before),
        (after, edited.steps_after, edited.logit_after),
    ):
        recording, here = record(network, text), -1
        timesteps = recording.folded_timesteps
        for column, step in enumerate(steps.tolist()):
            here = step if step >= 0 else here
            expected = recording.logit[timesteps[here]] if here >= 0 else recording.initial_logit
            assert line[column] == pytest.approx(expected, abs=1e-6)
        assert line[-1] == pytest.approx(recording.logit[-1], abs=1e-6)
    if before == after:
        assert not edited.differs.any()
        assert not edited.difference.any()


def test_the_columns_that_differ_are_marked() -> None:
    """An inserted word is marked, and after it both readings go on beside each other."""
    edited = compare_edit(random_network(network_spec("gru")), "a great film", "a not great film")
    assert edited.differs.tolist() == [False, False, False, True, False, False]  # padding, start, a, not, great, film
    assert edited.steps_after.tolist() == [0, 1, 2, 3, 4, 5]
    assert not edited.reordered


def test_a_start_sign_shares_its_column_with_no_word() -> None:
    """Where a longer text is cut in front, so that its start sign is gone, its first word stands beside nothing."""
    edited = compare_edit(random_network(network_spec("gru"), padding=Padding(maxlen=3)), "a film", "great a film")
    assert edited.steps_before.tolist() == [0, -1, 1, 2]
    assert edited.steps_after.tolist() == [-1, 0, 1, 2]


def test_the_same_words_in_another_order_are_told_from_an_edit() -> None:
    """Reversed words are reordered, one replaced word is none of it."""
    network = random_network(network_spec("lstm"))
    assert compare_edit(network, "a great film plot", "plot film great a").reordered
    assert not compare_edit(network, "a great film plot", "a bad film plot").reordered
