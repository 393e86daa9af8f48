"""What a network does over a whole corpus, word by word: recorded once, and looked up from then on."""

from rnnviz.states.co_clusters import CoClusters, co_clusters
from rnnviz.states.corpus_index import CorpusIndex, StateAt
from rnnviz.states.corpus_reviews import CorpusReviews, bag_logits, corpus_reviews
from rnnviz.states.corpus_units import (
    Effects,
    UnitSummary,
    WordSummary,
    opposite_uses,
    unit_extremes,
    unit_movers,
    unit_summary,
    word_effects,
    word_summary,
    word_uses,
)
from rnnviz.states.index import StateIndex, open_index
from rnnviz.states.kept import forget_stores, is_ready, kept_store, note_use
from rnnviz.states.overview import Overview
from rnnviz.states.overview_file import has_overview, open_overview, write_overview
from rnnviz.states.recorder import record_corpus
from rnnviz.states.search import NearState, SpanMatch, find_spans, nearest_states
from rnnviz.states.store import StateStore, open_states

__all__ = [
    "CoClusters",
    "CorpusIndex",
    "CorpusReviews",
    "Effects",
    "NearState",
    "Overview",
    "SpanMatch",
    "StateAt",
    "StateIndex",
    "StateStore",
    "UnitSummary",
    "WordSummary",
    "bag_logits",
    "co_clusters",
    "corpus_reviews",
    "find_spans",
    "forget_stores",
    "has_overview",
    "is_ready",
    "kept_store",
    "nearest_states",
    "note_use",
    "open_index",
    "open_overview",
    "open_states",
    "opposite_uses",
    "record_corpus",
    "unit_extremes",
    "unit_movers",
    "unit_summary",
    "word_effects",
    "word_summary",
    "word_uses",
    "write_overview",
]
