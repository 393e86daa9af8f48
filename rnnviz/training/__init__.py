"""Training and evaluating by Keras, in a process of its own, and the queue of runs that wait for it."""

from rnnviz.training.bag_of_words import fit_bag_of_words
from rnnviz.training.evaluate import evaluate, keep_held_out, measure_held_out, unknown_reviews
from rnnviz.training.fit import resume, train
from rnnviz.training.plan import Estimate, command_line, estimate

__all__ = [
    "Estimate",
    "command_line",
    "estimate",
    "evaluate",
    "fit_bag_of_words",
    "keep_held_out",
    "measure_held_out",
    "resume",
    "train",
    "unknown_reviews",
]
