"""Labelled reviews: the installed IMDB data, Keras's IMDB data, or a CSV or Parquet file of one's own."""

from rnnviz.corpora.corpus import Corpus
from rnnviz.corpora.imdb import load_imdb, load_keras_imdb
from rnnviz.corpora.sources import load_corpus
from rnnviz.corpora.tables import read_csv, read_parquet, read_table

__all__ = [
    "Corpus",
    "load_corpus",
    "load_imdb",
    "load_keras_imdb",
    "read_csv",
    "read_parquet",
    "read_table",
]
