"""Training and evaluating by Keras, in a process of its own, and the queue of runs that wait for it."""

from rnnviz.training.evaluate import evaluate, keep_held_out, measure_held_out
from rnnviz.training.fit import resume, train
from rnnviz.training.plan import Estimate, command_line, estimate

__all__ = ["Estimate", "command_line", "estimate", "evaluate", "keep_held_out", "measure_held_out", "resume", "train"]
