"""What every unit does to a verdict, the largest effect first."""

import numpy as np
import plotly.graph_objects as go

from rnnviz.explanation import UnitEffects
from rnnviz.figures.theme import LIGHT, styled

__all__ = ["unit_effects_ranked"]


def unit_effects_ranked(effects: UnitEffects) -> go.Figure:
    """One bar a unit: how far the logit of the verdict falls when it alone is changed."""
    ranked = effects.effect[effects.order]
    bars = go.Bar(
        x=[f"unit {unit}" for unit in effects.order],
        y=ranked,
        marker={"color": np.where(ranked >= 0, LIGHT.positive, LIGHT.negative).tolist()},
        hovertemplate="%{x}: %{y:+.3f} logits<extra></extra>",
    )
    turning = int(effects.carrying.sum())
    figure = styled(
        go.Figure(bars),
        title=f"{turning} of {len(ranked)} units turn the verdict, each changed alone",
        help_line="Above 0 a unit speaks for positive. A bar that passes the dashed line turns the verdict.",
        x="unit, by the size of its effect",
        y="effect on the verdict, logits",
        height=340,
    )
    figure.add_hline(y=effects.logit, line={"dash": "dash", "color": LIGHT.ink, "width": 1})
    return figure
