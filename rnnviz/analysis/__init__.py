"""What recordings and training runs say: NumPy in, result dataclasses out; nothing here draws."""

from rnnviz.analysis.batch_curve import batch_curve
from rnnviz.analysis.clinic import CHANGES, Change, Clinic, last_logits, row_ids
from rnnviz.analysis.comparison import Comparison, Contender, SeedLuck, SeedSpread, compare_runs, seed_luck
from rnnviz.analysis.diagnosis import CHANCE_LOSS, Diagnosis, Finding, Setting, diagnose
from rnnviz.analysis.exact_tests import fisher_exact, mcnemar_exact
from rnnviz.analysis.gradient_arrival import gradient_arrival
from rnnviz.analysis.layer_history import LayerFacts, LayerHistory, layer_facts, layer_history
from rnnviz.analysis.memory_ladder import HELD, CellClimb, GradientReach, climbs_of, gradient_reach
from rnnviz.analysis.padding_drift import PaddingDrift, padding_drift
from rnnviz.analysis.references import BAG_OF_WORDS, BAG_OF_WORDS_HELD_OUT, BAG_OF_WORDS_TRAINED_ON, PUBLISHED
from rnnviz.analysis.run_setting import setting_of
from rnnviz.analysis.seed_band import SeedBand, differ_in_seed_alone, seed_band
from rnnviz.analysis.separation import Difference, Separation, difference_of_means, separation
from rnnviz.analysis.shown_steps import ShownSteps, change_of_state, shown_steps
from rnnviz.analysis.state_scale import StateScale, state_scale
from rnnviz.analysis.story import Story, tell_story
from rnnviz.analysis.task_score import TaskScore, count_score, task_score
from rnnviz.analysis.two_rows import ReadRow, TwoRows, two_rows
from rnnviz.analysis.unit_order import ORDERS, unit_order
from rnnviz.analysis.unit_step import Product, UnitLine, UnitStep, UnitTerm, unit_step
from rnnviz.analysis.verdict_pair import VerdictPair
from rnnviz.analysis.watched import Middle, Watched, watched

__all__ = [
    "BAG_OF_WORDS",
    "BAG_OF_WORDS_HELD_OUT",
    "BAG_OF_WORDS_TRAINED_ON",
    "CHANCE_LOSS",
    "CHANGES",
    "HELD",
    "ORDERS",
    "PUBLISHED",
    "CellClimb",
    "Change",
    "Clinic",
    "Comparison",
    "Contender",
    "Diagnosis",
    "Difference",
    "Finding",
    "GradientReach",
    "LayerFacts",
    "LayerHistory",
    "Middle",
    "PaddingDrift",
    "Product",
    "ReadRow",
    "SeedBand",
    "SeedLuck",
    "SeedSpread",
    "Separation",
    "Setting",
    "ShownSteps",
    "StateScale",
    "Story",
    "TaskScore",
    "TwoRows",
    "UnitLine",
    "UnitStep",
    "UnitTerm",
    "VerdictPair",
    "Watched",
    "batch_curve",
    "change_of_state",
    "climbs_of",
    "compare_runs",
    "count_score",
    "diagnose",
    "differ_in_seed_alone",
    "difference_of_means",
    "fisher_exact",
    "gradient_arrival",
    "gradient_reach",
    "last_logits",
    "layer_facts",
    "layer_history",
    "mcnemar_exact",
    "padding_drift",
    "row_ids",
    "seed_band",
    "seed_luck",
    "separation",
    "setting_of",
    "shown_steps",
    "state_scale",
    "task_score",
    "tell_story",
    "two_rows",
    "unit_order",
    "unit_step",
    "watched",
]
