"""Labelled texts: the IMDB reviews, installed or Keras's, a CSV or Parquet file of one's own, or a small task."""

from rnnviz.corpora.corpus import Corpus
from rnnviz.corpora.imdb import IMDB_MEAN_LENGTH, IMDB_REVIEWS, load_cached_keras_imdb, load_imdb, load_keras_imdb
from rnnviz.corpora.sources import load_corpus, load_held_out
from rnnviz.corpora.statistics import CorpusStatistics, WordCounts, count_words, measure_corpus
from rnnviz.corpora.tables import MOST_ROWS, csv_columns, read_csv, read_parquet, read_table
from rnnviz.corpora.tasks import TASKS, Task, TaskKey, is_task

__all__ = [
    "IMDB_MEAN_LENGTH",
    "IMDB_REVIEWS",
    "MOST_ROWS",
    "TASKS",
    "Corpus",
    "CorpusStatistics",
    "Task",
    "TaskKey",
    "WordCounts",
    "count_words",
    "csv_columns",
    "is_task",
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
