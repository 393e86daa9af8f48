"""Data: how does a review become a row of numbers, and what is lost on the way?"""

import streamlit as st

from rnnviz.ui.data.controls import choose_row, choose_text
from rnnviz.ui.data.corpus import show_corpus
from rnnviz.ui.data.padding import show_padding
from rnnviz.ui.data.reviews import show_reviews
from rnnviz.ui.data.source import choose_source
from rnnviz.ui.data.way import show_way

source = choose_source()
left, right = st.columns([5, 3], gap="medium")
with left:
    text = choose_text(source)
with right:
    num_words, padding = choose_row()
show_way(source, text, num_words, padding)
show_padding(text, padding)
show_corpus(source, num_words, padding.maxlen)
show_reviews(source)
