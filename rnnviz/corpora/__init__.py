"""Labelled reviews: the installed IMDB data, Keras's IMDB data, or a CSV or Parquet file of one's own."""

from rnnviz.corpora.corpus import Corpus
from rnnviz.corpora.imdb import IMDB_MEAN_LENGTH, IMDB_REVIEWS, load_cached_keras_imdb, load_imdb, load_keras_imdb
from rnnviz.corpora.sources import load_corpus, load_held_out
from rnnviz.corpora.statistics import CorpusStatistics, WordCounts, count_words, measure_corpus
from rnnviz.corpora.tables import MOST_ROWS, csv_columns, read_csv, read_parquet, read_table

__all__ = [
    "IMDB_MEAN_LENGTH",
    "IMDB_REVIEWS",
    "MOST_ROWS",
    "Corpus",
    "CorpusStatistics",
    "WordCounts",
    "count_words",
    "csv_columns",
    "load_cached_keras_imdb",
    "load_corpus",
    "load_held_out",
    "load_imdb",
    "load_keras_imdb",
    "measure_corpus",
    "read_csv",
    "read_parquet",
    "read_table",
]
