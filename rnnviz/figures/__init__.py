"""Plotly figures of results, for notebooks and downloads. Nothing here computes."""

from rnnviz.figures.attribution_strips import attribution_strips
from rnnviz.figures.contrasts_compared import contrasts_compared
from rnnviz.figures.edited_lines import edited_lines
from rnnviz.figures.influence_matrix import influence_matrix, memory_lines
from rnnviz.figures.memory_ladder import memory_ladder
from rnnviz.figures.pairs_by_fillers import pairs_by_fillers
from rnnviz.figures.reading_pair import reading_pair
from rnnviz.figures.reliability import reliability
from rnnviz.figures.running_probability import running_probability
from rnnviz.figures.shuffle_band import shuffle_band
from rnnviz.figures.state_heatmap import state_heatmap
from rnnviz.figures.unit_effects_ranked import unit_effects_ranked
from rnnviz.figures.unit_lines import unit_lines

__all__ = [
    "attribution_strips",
    "contrasts_compared",
    "edited_lines",
    "influence_matrix",
    "memory_ladder",
    "memory_lines",
    "pairs_by_fillers",
    "reading_pair",
    "reliability",
    "running_probability",
    "shuffle_band",
    "state_heatmap",
    "unit_effects_ranked",
    "unit_lines",
]
