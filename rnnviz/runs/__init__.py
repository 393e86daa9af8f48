"""The run directory: what training leaves behind and everything else opens."""

from rnnviz.runs.batch_lines import Progress
from rnnviz.runs.files import write_bytes, write_text
from rnnviz.runs.folders import (
    check_name,
    find_run,
    free_name,
    is_taken,
    list_runs,
    load,
    models_folder,
    runs_folder,
    runs_lock,
)
from rnnviz.runs.history import EpochMetrics
from rnnviz.runs.record import Batching, CorpusRecord, RunRecord, Status, TrainingSpec
from rnnviz.runs.run import Run

__all__ = [
    "Batching",
    "CorpusRecord",
    "EpochMetrics",
    "Progress",
    "Run",
    "RunRecord",
    "Status",
    "TrainingSpec",
    "check_name",
    "find_run",
    "free_name",
    "is_taken",
    "list_runs",
    "load",
    "models_folder",
    "runs_folder",
    "runs_lock",
    "write_bytes",
    "write_text",
]
