"""rnnviz shows what happens inside a recurrent network while it reads.

::

    network = rnnviz.load("imdb-lstm")
    recording = rnnviz.record(network, "a truly great film")
    recording.probability[-1]
    rnnviz.state_heatmap(recording)

Importing it loads neither TensorFlow nor Streamlit, and plotly only with the first figure.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rnnviz.errors import (
        ConfigurationError,
        DataError,
        IncompatibleModelError,
        ModelNotFoundError,
        RnnvizError,
        TrainingError,
        WorkerError,
    )
    from rnnviz.explanation import (
        Surgery,
        attribute,
        build_up,
        compare_edit,
        compare_readings,
        contrast_table,
        gradient_input,
        integrated_gradients,
        negation_pairs,
        occlusion,
        omission,
        operate,
        order_pairs,
        push,
        read_pairs,
        read_review,
        saturation,
        shuffle_words,
        unit_effects,
        units_on,
        without_state,
        word_memory,
    )
    from rnnviz.figures import (
        attribution_strips,
        contrasts_compared,
        edited_lines,
        influence_matrix,
        memory_ladder,
        memory_lines,
        pairs_by_fillers,
        reading_pair,
        reliability,
        running_probability,
        shuffle_band,
        state_heatmap,
        unit_effects_ranked,
        unit_lines,
    )
    from rnnviz.networks import LayerSpec, Network, NetworkSpec
    from rnnviz.recording import Recording, record
    from rnnviz.runs import Run, TrainingSpec, list_runs, load
    from rnnviz.states import StateStore, find_spans, nearest_states, open_index, open_states, record_corpus
    from rnnviz.text import Padding, Vocabulary

__version__ = "0.1.0"

__all__ = [
    "ConfigurationError",
    "DataError",
    "IncompatibleModelError",
    "LayerSpec",
    "ModelNotFoundError",
    "Network",
    "NetworkSpec",
    "Padding",
    "Recording",
    "RnnvizError",
    "Run",
    "StateStore",
    "Surgery",
    "TrainingError",
    "TrainingSpec",
    "Vocabulary",
    "WorkerError",
    "attribute",
    "attribution_strips",
    "build_up",
    "compare_edit",
    "compare_readings",
    "contrast_table",
    "contrasts_compared",
    "edited_lines",
    "find_spans",
    "gradient_input",
    "influence_matrix",
    "integrated_gradients",
    "list_runs",
    "load",
    "memory_ladder",
    "memory_lines",
    "nearest_states",
    "negation_pairs",
    "occlusion",
    "omission",
    "open_index",
    "open_states",
    "operate",
    "order_pairs",
    "pairs_by_fillers",
    "push",
    "read_pairs",
    "read_review",
    "reading_pair",
    "record",
    "record_corpus",
    "reliability",
    "running_probability",
    "saturation",
    "shuffle_band",
    "shuffle_words",
    "state_heatmap",
    "unit_effects",
    "unit_effects_ranked",
    "unit_lines",
    "units_on",
    "without_state",
    "word_memory",
]

_HOMES = {
    "rnnviz.errors": (
        "ConfigurationError",
        "DataError",
        "IncompatibleModelError",
        "ModelNotFoundError",
        "RnnvizError",
        "TrainingError",
        "WorkerError",
    ),
    "rnnviz.explanation": (
        "Surgery",
        "attribute",
        "build_up",
        "compare_edit",
        "compare_readings",
        "contrast_table",
        "gradient_input",
        "integrated_gradients",
        "negation_pairs",
        "occlusion",
        "omission",
        "operate",
        "order_pairs",
        "push",
        "read_pairs",
        "read_review",
        "saturation",
        "shuffle_words",
        "unit_effects",
        "units_on",
        "without_state",
        "word_memory",
    ),
    "rnnviz.figures": (
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
    ),
    "rnnviz.networks": ("LayerSpec", "Network", "NetworkSpec"),
    "rnnviz.recording": ("Recording", "record"),
    "rnnviz.runs": ("Run", "TrainingSpec", "list_runs", "load"),
    "rnnviz.states": ("StateStore", "find_spans", "nearest_states", "open_index", "open_states", "record_corpus"),
    "rnnviz.text": ("Padding", "Vocabulary"),
}


def __getattr__(name: str) -> Any:
    """Import a public name at its first use, so that `import rnnviz` costs nothing."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
