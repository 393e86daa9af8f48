"""What a network does over a whole corpus, word by word: recorded once, and looked up from then on."""

from rnnviz.states.index import StateIndex, open_index
from rnnviz.states.recorder import record_corpus
from rnnviz.states.search import NearState, SpanMatch, find_spans, nearest_states
from rnnviz.states.store import StateStore, open_states

__all__ = [
    "NearState",
    "SpanMatch",
    "StateIndex",
    "StateStore",
    "find_spans",
    "nearest_states",
    "open_index",
    "open_states",
    "record_corpus",
]
