"""Training in Keras, into a run directory. Runs in a process of its own, never in the app's."""

from rnnviz.training.evaluate import evaluate
from rnnviz.training.fit import resume, train

__all__ = ["evaluate", "resume", "train"]
