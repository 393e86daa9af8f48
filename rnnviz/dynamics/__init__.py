"""Where the state of a network moves: its plane, its resting points, the way between them. NumPy in, dataclasses out.

::

    network = rnnviz.load("imdb-gru")
    visited = visit(network, reviews)  # arrays of ids
    map = under_constant_input(network)  # s -> F(s, 0)
    search = find_points(map, visited.states[visited.spread(64)])
    [(point.logit, point.kind, point.spectrum.time_constants[0]) for point in search.points()]
"""

from rnnviz.dynamics.constant_input import (
    MOST_FEATURES,
    ConstantInput,
    InputKind,
    has_dynamics,
    mean_vector,
    states_of,
    under_constant_input,
)
from rnnviz.dynamics.final_states import FinalStates, final_states
from rnnviz.dynamics.plane import Boundary, Flow, StatePlane, fit_plane, flow_of
from rnnviz.dynamics.resting_points import (
    EXACT,
    TOLERANCES,
    PointKind,
    PointSearch,
    RestingPoint,
    find_points,
    resting_point,
    tell_apart,
)
from rnnviz.dynamics.similarity import (
    Alikeness,
    alikeness,
    linear_cka,
    participation_ratio,
    shuffled_cka,
    without_verdicts,
)
from rnnviz.dynamics.slow_curve import SlowCurve, slow_curve
from rnnviz.dynamics.spectrum import Kind, Spectrum, spectrum_of, time_constants
from rnnviz.dynamics.visited import Visited, visit
from rnnviz.dynamics.word_pushes import Agreement, agreement, linear_error, word_pushes

__all__ = [
    "EXACT",
    "MOST_FEATURES",
    "TOLERANCES",
    "Agreement",
    "Alikeness",
    "Boundary",
    "ConstantInput",
    "FinalStates",
    "Flow",
    "InputKind",
    "Kind",
    "PointKind",
    "PointSearch",
    "RestingPoint",
    "SlowCurve",
    "Spectrum",
    "StatePlane",
    "Visited",
    "agreement",
    "alikeness",
    "final_states",
    "find_points",
    "fit_plane",
    "flow_of",
    "has_dynamics",
    "linear_cka",
    "linear_error",
    "mean_vector",
    "participation_ratio",
    "resting_point",
    "shuffled_cka",
    "slow_curve",
    "spectrum_of",
    "states_of",
    "tell_apart",
    "time_constants",
    "under_constant_input",
    "visit",
    "without_verdicts",
    "word_pushes",
]
