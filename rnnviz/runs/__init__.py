"""The run directory: what training leaves behind and everything else opens."""

from rnnviz.runs.files import write_bytes, write_text
from rnnviz.runs.folders import find_run, list_runs, load, models_folder, runs_folder
from rnnviz.runs.record import Batching, CorpusRecord, RunRecord, Status, TrainingSpec
from rnnviz.runs.run import EpochMetrics, Progress, Run

__all__ = [
    "Batching",
    "CorpusRecord",
    "EpochMetrics",
    "Progress",
    "Run",
    "RunRecord",
    "Status",
    "TrainingSpec",
    "find_run",
    "list_runs",
    "load",
    "models_folder",
    "runs_folder",
    "write_bytes",
    "write_text",
]
