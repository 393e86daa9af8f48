"""What is said of a review's way is read back and computed again from real reviews."""

import re

import pytest

from rnnviz.corpora import Corpus, WordCounts, count_words
from rnnviz.text import Vocabulary, read_words, review_row
from rnnviz.ui.data import way_words, words
from rnnviz.ui.data.way import way_payload
from tests.ui.data.claims import Claims, N, row_by_hand, some, some_padding, whole


@pytest.fixture(scope="module")
def counts(imdb: Corpus) -> WordCounts:
    """The words of all reviews."""
    return count_words(imdb.texts)


@pytest.fixture(scope="module")
def vocabularies(counts: WordCounts) -> dict[int, Vocabulary]:
    """Vocabularies of several sizes."""
    return {size: counts.vocabulary(size) for size in (5, 20, 1_000, 10_000, 30_000)}


def test_what_is_said_of_a_row_is_true(imdb: Corpus, vocabularies: dict[int, Vocabulary]) -> None:
    """What fits, what is cut at which end, how many zeros stand where, and how many words of the row are unknown."""
    for text, draw in some(imdb):
        vocabulary = vocabularies[int(draw.choice(list(vocabularies)))]
        read = read_words(text, vocabulary)
        padding = some_padding(draw, len(read))
        row, front, behind = row_by_hand([1, *(word.id for word in read)], padding)
        told = Claims(way_words.sentence(review_row(text, vocabulary, padding), pending=False))
        _check_room(told, len(read), padding.maxlen, front, behind)
        zeros = told.take(rf"{N} zeros? stands? (before|behind) (?:them|it)\.")
        assert (whole(zeros[0]) if zeros else 0) == row.count(0)
        if zeros:
            assert row[0 if zeros[1] == "before" else -1] == 0
        inside = [number for number in row if number > 1]
        if told.take(r"Every word of the row is in the vocabulary\."):
            assert inside.count(2) == 0 < len(inside)
        unknown = told.take(rf"Of the {N} words? in the row, {N} (?:is|are) unknown\.")
        if unknown:
            assert (whole(unknown[0]), whole(unknown[1])) == (len(inside), inside.count(2))
            assert inside.count(2) > 0
        assert told.rest == "", told.text


def _check_room(told: Claims, words: int, maxlen: int, front: int, behind: int) -> None:
    if told.take(r"There is no word in this text: only the start sign goes into the row\."):
        assert words == 0
    elif fits := told.take(rf"{N} words? and the start sign takes? {N} of {N} places?; nothing is cut\."):
        assert list(map(whole, fits)) == [words, words + 1, maxlen]
        assert front == behind == 0
    elif start := told.take(rf"The review has {N} words?, but the row has {N} places?: only the start sign is cut\."):
        assert (whole(start[0]), whole(start[1]), front, behind) == (words, maxlen, 1, 0)
    elif cut := told.take(
        rf"The review has {N} words?, but the row has {N} places?: the first {N} words? (?:is|are) cut, and the start "
        r"sign with (?:them|it)\."
    ):
        assert (*map(whole, cut),) == (words, maxlen, front - 1)
        assert behind == 0
    else:
        end = told.take(
            rf"The review has {N} words?, but the row has {N} places?: the last {N} words? (?:is|are) cut\."
        )
        assert end is not None, told.text
        assert (*map(whole, end),) == (words, maxlen, behind)
        assert front == 0


def test_titles_and_places_are_true(imdb: Corpus, counts: WordCounts, vocabularies: dict[int, Vocabulary]) -> None:
    """The titles count what stands in the row from left to right; every word's rank, id and place lead to the row."""
    for text, draw in some(imdb, seed=1):
        vocabulary = vocabularies[int(draw.choice(list(vocabularies)))]
        read = read_words(text, vocabulary)
        padding = some_padding(draw, len(read))
        row, front, behind = row_by_hand([1, *(word.id for word in read)], padding)
        drawn = way_payload(review_row(text, vocabulary, padding), vocabulary, corpus="IMDB")
        first, second, third = drawn["titles"]
        assert re.fullmatch(rf"1 · Words: {len(read):,} words?", first)
        known = sum(word.id != 2 for word in read)
        assert re.fullmatch(
            rf"2 · Ids: {known:,} of {len(read):,} words? (has one of its|have one of their) own", second
        )
        _check_row_title(third, row)
        for item, (number, name) in enumerate(drawn["words"], start=1):
            one = drawn["ids"][item]
            assert one == read[number - 1].id
            assert (number in drawn["unknown"]) == (one == 2)
            if one != 2:
                assert counts.words[one - 3 - 1] == read[number - 1].text  # the rank that is told is id − 3
                assert name[:20] == read[number - 1].text[:20]
            if drawn["begin"] <= number < drawn["begin"] + drawn["kept"]:
                assert row[drawn["first"] + number - drawn["begin"]] == one
            else:
                assert number < front or number > len(read) - behind


def _check_row_title(title: str, row: list[int]) -> None:
    """Parts of the title, from left to right, are the runs of zeros, start sign and words that the row is made of."""
    runs: list[tuple[str, int]] = []
    for number in row:
        kind = ("zero", "start")[number] if number < 2 else "word"
        count = runs.pop()[1] if runs and runs[-1][0] == kind else 0
        runs.append((kind, count + 1))
    told: list[tuple[str, int]] = []
    for part in title.removeprefix("3 · The row: ").split(", then "):
        counted = re.fullmatch(rf"{N} (zero|word)s?", part)
        told.append((counted[2], whole(counted[1])) if counted else ("start", 1))
        assert counted or part == "the start sign"
    assert [part for part in told if part[1]] == runs


def test_ids_without_a_word_are_counted(counts: WordCounts) -> None:
    """What is left over of a vocabulary that is larger than the corpus, its four reserved ids apart."""
    for num_words in (90_000, len(counts.words) + 5, 100_000):
        vocabulary = counts.vocabulary(num_words)
        told = way_words.spare_ids(num_words - len(vocabulary), len(vocabulary) - 4, num_words)
        found = re.fullmatch(rf"The corpus has {N} different words: {N} ids? of these {N} (?:is|are) left over\.", told)
        assert found is not None, told
        different, spare, ids = map(whole, found.groups())
        assert (different, ids) == (len(counts.words), num_words)
        assert spare == num_words - 4 - different


@pytest.mark.parametrize(("count", "page"), [(0, 1), (1, 1), (25, 3), (25_000, 2_500)])
def test_what_is_said_of_a_search_is_true(count: int, page: int) -> None:
    """How many fit, of how many, and that there is none where there is none."""
    told = words.found(count, page, max(-(-count // 10), 1), 25_000)
    if not count:
        assert told == "None of 25,000 reviews fits: change the search or the label."
        return
    found = re.fullmatch(rf"{N} (reviews?) of {N}; page {N} of {N}\.", told)
    assert found is not None
    assert (whole(found[1]), whole(found[3]), whole(found[4])) == (count, 25_000, page)
    assert (found[2] == "review") == (count == 1)
