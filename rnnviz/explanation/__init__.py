"""Why a network said that: what words, units and states did to a verdict. NumPy in, result dataclasses out."""

from rnnviz.explanation.build_up import BuildUp, build_up
from rnnviz.explanation.reading import Reading, read_review, verdicts
from rnnviz.explanation.surgery import OPERATIONS, Operation, Surgery, UnitEffects, operate, unit_effects
from rnnviz.explanation.unit_spans import units_on

__all__ = [
    "OPERATIONS",
    "BuildUp",
    "Operation",
    "Reading",
    "Surgery",
    "UnitEffects",
    "build_up",
    "operate",
    "read_review",
    "unit_effects",
    "units_on",
    "verdicts",
]
