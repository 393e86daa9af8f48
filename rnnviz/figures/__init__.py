"""Plotly figures of results, for notebooks and downloads. Nothing here computes."""

from rnnviz.figures.running_probability import running_probability
from rnnviz.figures.state_heatmap import state_heatmap
from rnnviz.figures.unit_lines import unit_lines

__all__ = ["running_probability", "state_heatmap", "unit_lines"]
