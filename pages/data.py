"""Data: how does a review become a row of numbers, and what is lost on the way?"""

import streamlit as st

from rnnviz.ui.data import corpus_words
from rnnviz.ui.data.controls import choose_model, choose_row, choose_text
from rnnviz.ui.data.corpus import show_corpus
from rnnviz.ui.data.padding import show_state, show_thesis
from rnnviz.ui.data.reviews import show_reviews
from rnnviz.ui.data.source import choose_source
from rnnviz.ui.data.way import show_way

strip, review = st.container(), st.container()  # they stand above the corpus, which they need
st.subheader(corpus_words.title(), anchor=False)
source = choose_source()
with strip:
    warnings = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", key="strip_data"):
        text = choose_text(source)
        model = choose_model()
        num_words, padding = choose_row(warnings)
with review:
    show_thesis(model, text, padding)
    show_way(source, text, num_words, padding)
    show_state(model, text, padding)
show_corpus(source, num_words, padding.maxlen)
show_reviews(source)
