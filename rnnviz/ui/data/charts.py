"""The charts of the corpus as the component `plots` draws them."""

import math

import numpy as np

from rnnviz.corpora import CorpusStatistics, WordCounts
from rnnviz.corpora.statistics import WordOrder
from rnnviz.ui.data import corpus_words
from rnnviz.ui.data.views.plots import Balance, PlotPanel, TopWords
from rnnviz.ui.drawing.axes import ticks

__all__ = ["class_balance", "coverage_chart", "length_chart", "top_words"]

_BINS = 40
_TOP = 32
_POINTS = 120
_LONGEST_WORD = 60


def class_balance(found: CorpusStatistics) -> Balance:
    """The two classes in one bar."""
    total, positive = len(found.labels), found.positives
    negative = total - positive
    told = corpus_words.two_classes(negative, positive)
    return {
        "help": told["help"],
        "told": told["told"],
        "negative": {"share": negative / total, "label": told["negative"]},
        "positive": {"share": positive / total, "label": told["positive"]},
    }


def length_chart(found: CorpusStatistics, maxlen: int) -> PlotPanel:
    """How long the reviews are, and how many a row of `maxlen` cuts."""
    longest = int(found.lengths.max())
    most = max(int(np.quantile(found.lengths, 0.99)), min(longest, maxlen + 50), 10)
    width = max(math.ceil(most / _BINS), 1)
    bars = found.histogram(width, most=most).tolist()
    edges = [1 + at * width for at in range(len(bars) + 1)]
    high = float(max(bars))
    cut = found.reviews_cut(maxlen)
    shares = {
        "cut": cut / len(found.lengths),
        "lost": found.share_lost(maxlen),
        "padded": found.share_padding(maxlen),
    }
    told = corpus_words.length_words(maxlen, cut, shares, float(np.median(found.lengths)), longest, drawn=edges[-1] - 1)
    panel: PlotPanel = {
        "name": "lengths",
        "kind": "bars",
        "title": told["title"],
        "help": told["help"],
        "told": told["told"],
        "x": [float(edge) for edge in edges],
        "y": [float(count) for count in bars],
        "x_low": 1.0,
        "x_high": float(edges[-1]),
        "y_low": 0.0,
        "y_high": high,
        "x_ticks": [tick for tick in ticks(0, edges[-1], about=5) if tick["at"] > 0],
        "y_ticks": ticks(0, high, about=min(4, max(bars))),  # no half reviews
        "x_axis": told["x_axis"],
        "y_axis": told["y_axis"],
        "tips": _length_tips(edges, bars, open_end=longest > edges[-1] - 1),
    }
    if maxlen < edges[-1]:  # beyond the last bar it would stand at a length that it is not
        panel["mark"] = {"x": maxlen + 1.0, "y": None, "label": told["mark"]}
    return panel


def _length_tips(edges: list[int], bars: list[int], *, open_end: bool) -> list[list[str]]:
    ends = [*(edge - 1 for edge in edges[1:-1]), None if open_end else edges[-1] - 1]
    return [corpus_words.reviews_tip(low, high, count) for low, high, count in zip(edges, ends, bars, strict=False)]


def coverage_chart(counts: WordCounts, num_words: int) -> PlotPanel:
    """What share of all words has an id of its own, by the size of the vocabulary."""
    most = max(len(counts.words) + 4, num_words, 100)
    sizes = sorted({*(round(size) for size in np.geomspace(5, most, _POINTS)), num_words})
    shares = [counts.coverage(size) for size in sizes]
    here = counts.coverage(num_words)
    powers = [10**power for power in range(1, 8) if 5 <= 10**power <= most]
    told = corpus_words.coverage_words(num_words, here, counts.coverage(num_words // 10), _size_for(counts, 0.5))
    return {
        "name": "coverage",
        "kind": "line",
        "title": told["title"],
        "help": told["help"],
        "told": told["told"],
        "x": [float(size) for size in sizes],
        "y": shares,
        "x_low": 5.0,
        "x_high": float(most),
        "y_low": 0.0,
        "y_high": 1.0,
        "x_ticks": [{"at": float(power), "label": f"{power:,}"} for power in powers],
        "y_ticks": [{"at": share / 100, "label": f"{share} %"} for share in (0, 25, 50, 75, 100)],
        "x_axis": told["x_axis"],
        "y_axis": told["y_axis"],
        "tips": [corpus_words.covered_tip(size, share) for size, share in zip(sizes, shares, strict=True)],
        "log": True,
        "mark": {"x": float(num_words), "y": here, "label": told["mark"]},
    }


def _size_for(counts: WordCounts, share: float) -> int | None:
    return next((size for size in range(5, len(counts.words) + 5) if counts.coverage(size) >= share), None)


def top_words(found: CorpusStatistics, order: WordOrder) -> TopWords:
    """The first words in an order, how often each occurs, and its share of positive reviews."""
    least = max(len(found.labels) // 250, 1) if order != "count" else 1
    places = found.top_words(_TOP, order=order, least_reviews=least)
    shares = found.positive_share()
    if order != "count":
        places = places[shares[places] > 0.5] if order == "positive" else places[shares[places] < 0.5]
    ends = (float(shares[places].min()), float(shares[places].max())) if places.size else None
    number = found.counts.counts if order == "count" else found.reviews
    told = corpus_words.top_words(order, least, ends)
    return {
        "title": told["title"],
        "help": told["help"],
        "items": [
            {
                "text": found.counts.words[place][:_LONGEST_WORD],
                "often": f"{number[place]:,}",
                "share": float(shares[place]),
                "label": f"{shares[place]:.0%}",
            }
            for place in places.tolist()
        ],
    }
