"""Why a network said that: what words, units and states did to a verdict. NumPy in, result dataclasses out."""

from rnnviz.explanation.reading import Reading, read_review, verdicts

__all__ = ["Reading", "read_review", "verdicts"]
