"""Why a network said that: what words, units and states did to a verdict. NumPy in, result dataclasses out."""

from rnnviz.explanation.build_up import BuildUp, build_up
from rnnviz.explanation.edits import (
    EditedReading,
    align,
    compare_edit,
    compare_recordings,
    drop_word,
    insert_before,
    move_before,
    replace_word,
    reverse_words,
)
from rnnviz.explanation.half_life import HalfLives
from rnnviz.explanation.influence import Influence, Without, influence
from rnnviz.explanation.measuring import VALIDATION, HeldOut, calibrate, held_out, keep_measured, measure
from rnnviz.explanation.minimal_pairs import (
    CONTROL,
    MOST_FILLERS,
    PairReadings,
    TextPair,
    negation_pairs,
    order_pairs,
    read_pairs,
)
from rnnviz.explanation.opposites import NEGATIONS, OPPOSITES, known_opposites, opposite_of, side_of_word
from rnnviz.explanation.proportion import Proportion
from rnnviz.explanation.reading import Reading, read_review, verdicts
from rnnviz.explanation.saturation import SATURATED_GATE, SATURATED_TANH, Saturation, saturation
from rnnviz.explanation.shuffles import ShuffledReading, shuffle_words
from rnnviz.explanation.surgery import OPERATIONS, Operation, Surgery, UnitEffects, operate, unit_effects
from rnnviz.explanation.unit_spans import units_on
from rnnviz.explanation.word_memory import DirectionMemory, WordMemory, word_memory

__all__ = [
    "CONTROL",
    "MOST_FILLERS",
    "NEGATIONS",
    "OPERATIONS",
    "OPPOSITES",
    "SATURATED_GATE",
    "SATURATED_TANH",
    "VALIDATION",
    "BuildUp",
    "DirectionMemory",
    "EditedReading",
    "HalfLives",
    "HeldOut",
    "Influence",
    "Operation",
    "PairReadings",
    "Proportion",
    "Reading",
    "Saturation",
    "ShuffledReading",
    "Surgery",
    "TextPair",
    "UnitEffects",
    "Without",
    "WordMemory",
    "align",
    "build_up",
    "calibrate",
    "compare_edit",
    "compare_recordings",
    "drop_word",
    "held_out",
    "influence",
    "insert_before",
    "keep_measured",
    "known_opposites",
    "measure",
    "move_before",
    "negation_pairs",
    "operate",
    "opposite_of",
    "order_pairs",
    "read_pairs",
    "read_review",
    "replace_word",
    "reverse_words",
    "saturation",
    "shuffle_words",
    "side_of_word",
    "unit_effects",
    "units_on",
    "verdicts",
    "word_memory",
]
