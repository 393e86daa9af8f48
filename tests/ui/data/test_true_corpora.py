"""What is said of a corpus is read back and counted again in small corpora of real reviews."""

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rnnviz.corpora import Corpus, WordCounts, measure_corpus
from rnnviz.ui.data import corpus_words
from rnnviz.ui.data.charts import class_balance, coverage_chart, length_chart, top_words
from tests.ui.data.claims import MANY, N, whole


@pytest.mark.parametrize("size", [1, 2, 7, 60, 500])
def test_what_is_said_of_a_corpus_is_true(imdb: Corpus, size: int) -> None:
    """Classes, lengths, cuts, padding, coverage and words of small corpora, counted by hand."""
    draw = np.random.default_rng(size)
    for turn in range(max(MANY // 20, 2)):
        corpus = imdb.select(draw.choice(len(imdb), size, replace=False))
        if turn % 2:  # so few words that the lists hold all of them
            corpus = replace(corpus, texts=tuple(" ".join(text.split()[:4]) for text in corpus.texts))
        texts = [
            re.findall(r"[^\s!\"#$%&()*+,\-./:;<=>?@\[\\\]^_`{|}~]+", text.lower(), re.ASCII) for text in corpus.texts
        ]
        measured = measure_corpus(corpus)
        lengths = measured.lengths
        assert abs(int(lengths.sum()) - sum(len(text) + 1 for text in texts)) <= 0.002 * lengths.sum() + 2  # odd signs
        maxlen, num_words = int(draw.integers(1, 1_000)), int(draw.choice([5, 50, 300, 2_000, 10_000, 100_000]))
        _check_classes(class_balance(measured), corpus)
        _check_lengths(length_chart(measured, maxlen), lengths, maxlen)
        _check_coverage(coverage_chart(measured.counts, num_words), measured.counts, num_words)
        for order in ("count", "positive", "negative"):
            _check_words(top_words(measured, order), order)


def _check_classes(drawn: Any, corpus: Corpus) -> None:
    positive = int(corpus.labels.sum())
    negative = len(corpus) - positive
    assert drawn["told"] == f"{negative:,} negative and {positive:,} positive reviews."
    larger = corpus_words.percent(max(positive, negative) / len(corpus))
    assert drawn["help"] == f"Whoever always gives the answer of the larger class is right {larger} of the time."


def _check_lengths(drawn: Any, lengths: Any, maxlen: int) -> None:
    cut = int((lengths > maxlen).sum())
    lost = sum(max(int(one) - maxlen, 0) for one in lengths) / int(lengths.sum())
    padded = sum(max(maxlen - int(one), 0) for one in lengths) / (maxlen * len(lengths))
    percent = corpus_words.percent
    if cut:
        assert drawn["title"] == f"Rows of {maxlen:,} cut {percent(cut / len(lengths))} of the reviews ({cut:,})"
        assert f"{percent(lost)} of all ids are lost" in drawn["help"]
    else:
        assert drawn["title"] == f"Rows of {maxlen:,} cut no review: the longest has {lengths.max():,} ids"
        assert "lost" not in drawn["help"]
    assert ("last bar" in drawn["help"]) == any(tip[0].endswith("and more") for tip in drawn["tips"])
    assert ("last bar" in drawn["help"]) == (lengths.max() >= drawn["x"][-1])
    assert all(float(tick["label"].replace(",", "")) == tick["at"] == int(tick["at"]) for tick in drawn["y_ticks"])
    assert f"{percent(padded)} of all places hold padding" in drawn["help"]
    told = re.search(rf"The median is {N} ids?, the longest review has {N}\.", drawn["told"])
    assert told is not None
    assert abs(whole(told[1]) - np.median(lengths)) <= 0.5
    assert whole(told[2]) == lengths.max()
    for low, high, count, (where, many) in zip(drawn["x"], drawn["x"][1:], drawn["y"], drawn["tips"], strict=False):
        last = where.endswith("and more")
        inside = int(((lengths >= low) & ((lengths < high) | last)).sum())
        assert inside == count == whole(many.split(" ")[0])
        if "mark" in drawn and low >= drawn["mark"]["x"]:  # drawn grey: too long, all of them
            assert low > maxlen
    assert "mark" in drawn or not cut
    assert "mark" not in drawn or drawn["x_low"] <= drawn["mark"]["x"] == maxlen + 1 <= drawn["x_high"]


def _check_coverage(drawn: Any, counts: WordCounts, num_words: int) -> None:
    total = int(counts.counts.sum())

    def covered(size: int) -> float:
        return float(counts.counts[: max(size - 4, 0)].sum()) / total

    here, percent = covered(num_words), corpus_words.percent
    if num_words >= len(counts.words) + 4:
        assert drawn["title"] == f"{num_words:,} ids cover every word of the corpus"
    else:
        shares = f"{percent(here)} of all words; {percent(1 - here)} are unknown"
        assert drawn["title"] == f"{num_words:,} ids cover {shares}"
    tenth = re.search(rf"A tenth of these ids, {N}, would still cover (.+)\.", drawn["help"])
    assert (tenth is not None) == (num_words >= 50 and num_words // 10 < len(counts.words) + 4)
    if tenth:
        assert (whole(tenth[1]), tenth[2]) == (num_words // 10, percent(covered(num_words // 10)))
    half = re.search(rf"Half of all words are covered by {N} ids\.", drawn["told"])
    assert half is not None
    assert covered(whole(half[1])) >= 0.5 > covered(whole(half[1]) - 1)


def _check_words(drawn: Any, order: str) -> None:
    shares, title = [item["share"] for item in drawn["items"]], drawn["title"]
    if order == "count":
        ends = re.search(r"(?:alike: |words: )(.+) to (.+?)(?: positive$| of the reviews)", title)
        assert ends is not None, title
        assert (ends[1], ends[2]) == (corpus_words.percent(min(shares)), corpus_words.percent(max(shares)))
        assert ("alike" in title) == all(0.4 <= share <= 0.6 for share in shares)
    elif title.startswith("No word"):
        assert not shares
    else:
        assert all((share > 0.5) == (order == "positive") and share != 0.5 for share in shares)


def test_a_share_is_never_rounded_to_all_or_nothing() -> None:
    """A share with one decimal is right to half of it; 0.0 % and 100.0 % are said of nothing and all alone."""
    for share in [
        0,
        1,
        *np.random.default_rng(0).random(2_000) ** 8,
        *(1 - np.random.default_rng(1).random(2_000) ** 8),
    ]:
        told = corpus_words.percent(float(share))
        if told == "over 99.9 %":
            assert 0.999 < share < 1
        elif told == "under 0.1 %":
            assert 0 < share < 0.001
        else:
            assert abs(float(told.removesuffix(" %")) - 100 * share) <= 0.05 + 1e-9
            assert told not in ("0.0 %", "100.0 %") or share in (0, 1)
