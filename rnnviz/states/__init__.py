"""What a network does over a whole corpus, word by word: recorded once, and looked up from then on."""

from rnnviz.states.recorder import record_corpus
from rnnviz.states.store import StateStore, open_states

__all__ = ["StateStore", "open_states", "record_corpus"]
