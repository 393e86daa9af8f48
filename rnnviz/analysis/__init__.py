"""What recordings and training runs say: NumPy in, result dataclasses out; nothing here draws."""

from rnnviz.analysis.clinic import CHANGES, Change, Clinic, last_logits, row_ids
from rnnviz.analysis.diagnosis import Diagnosis, Finding, diagnose
from rnnviz.analysis.padding_drift import PaddingDrift, padding_drift
from rnnviz.analysis.references import BAG_OF_WORDS, PUBLISHED
from rnnviz.analysis.seed_band import SeedBand, differ_in_seed_alone, seed_band
from rnnviz.analysis.shown_steps import ShownSteps, change_of_state, shown_steps
from rnnviz.analysis.state_scale import StateScale, state_scale
from rnnviz.analysis.story import Story, tell_story
from rnnviz.analysis.unit_order import ORDERS, unit_order

__all__ = [
    "BAG_OF_WORDS",
    "CHANGES",
    "ORDERS",
    "PUBLISHED",
    "Change",
    "Clinic",
    "Diagnosis",
    "Finding",
    "PaddingDrift",
    "SeedBand",
    "ShownSteps",
    "StateScale",
    "Story",
    "change_of_state",
    "diagnose",
    "differ_in_seed_alone",
    "last_logits",
    "padding_drift",
    "row_ids",
    "seed_band",
    "shown_steps",
    "state_scale",
    "tell_story",
    "unit_order",
]
