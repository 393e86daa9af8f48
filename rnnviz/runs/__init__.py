"""The run directory: what training leaves behind and everything else opens."""

from rnnviz.runs.answers import MOST_PARTS, Answers, MeasuredPart
from rnnviz.runs.archive import Imported, export_run, import_run
from rnnviz.runs.bag_of_words import BagOfWords, write_bag_of_words
from rnnviz.runs.batch_lines import Progress
from rnnviz.runs.changes import Change, add_change, keep_changes, read_changes
from rnnviz.runs.contrast_folders import contrasted_file, contrasted_of, contrasts_folder, contrasts_of
from rnnviz.runs.contrast_weights import write_contrast_bag, write_contrast_weights
from rnnviz.runs.contrasted import DROPOUT, RUN, Contrasted, write_contrasted
from rnnviz.runs.contrasts import (
    CONTRASTS,
    ContrastFigures,
    ContrastName,
    Contrasts,
    SeedFigures,
    contrast_specs,
    reviews_key,
    write_contrasts,
)
from rnnviz.runs.control import LONGEST_WAIT, Control, read_control, write_control
from rnnviz.runs.files import is_held, write_bytes, write_text
from rnnviz.runs.folders import (
    check_name,
    find_run,
    free_name,
    is_listed_name,
    is_taken,
    list_runs,
    load,
    models_folder,
    runs_folder,
    runs_lock,
)
from rnnviz.runs.history import EpochMetrics, best_epoch
from rnnviz.runs.layer_lines import (
    LayerLine,
    LayerNorms,
    keep_layer_lines,
    layer_line,
    layers_file,
    read_layer_lines,
)
from rnnviz.runs.of_model import digest
from rnnviz.runs.record import CorpusRecord, HeldOutRecord, RunRecord, Status
from rnnviz.runs.run import Run
from rnnviz.runs.snapshots import (
    Moment,
    Snapshot,
    begin_watching,
    end_watching,
    is_watched,
    read_snapshot,
    watch,
    write_snapshot,
)
from rnnviz.runs.titles import RunTitle, accuracy_of, is_shipped, is_the_chapters, title_of
from rnnviz.runs.training_spec import Batching, Engine, TrainingSpec
from rnnviz.runs.trust import BINS, Calibration, Faithfulness, Interval, Measured, Trust, write_trust
from rnnviz.runs.zip_reader import MOST_FILES, MOST_UNPACKED_BYTES, MOST_ZIP_BYTES

__all__ = [
    "BINS",
    "CONTRASTS",
    "DROPOUT",
    "LONGEST_WAIT",
    "MOST_FILES",
    "MOST_PARTS",
    "MOST_UNPACKED_BYTES",
    "MOST_ZIP_BYTES",
    "RUN",
    "Answers",
    "BagOfWords",
    "Batching",
    "Calibration",
    "Change",
    "ContrastFigures",
    "ContrastName",
    "Contrasted",
    "Contrasts",
    "Control",
    "CorpusRecord",
    "Engine",
    "EpochMetrics",
    "Faithfulness",
    "HeldOutRecord",
    "Imported",
    "Interval",
    "LayerLine",
    "LayerNorms",
    "Measured",
    "MeasuredPart",
    "Moment",
    "Progress",
    "Run",
    "RunRecord",
    "RunTitle",
    "SeedFigures",
    "Snapshot",
    "Status",
    "TrainingSpec",
    "Trust",
    "accuracy_of",
    "add_change",
    "begin_watching",
    "best_epoch",
    "check_name",
    "contrast_specs",
    "contrasted_file",
    "contrasted_of",
    "contrasts_folder",
    "contrasts_of",
    "digest",
    "end_watching",
    "export_run",
    "find_run",
    "free_name",
    "import_run",
    "is_held",
    "is_listed_name",
    "is_shipped",
    "is_taken",
    "is_the_chapters",
    "is_watched",
    "keep_changes",
    "keep_layer_lines",
    "layer_line",
    "layers_file",
    "list_runs",
    "load",
    "models_folder",
    "read_changes",
    "read_control",
    "read_layer_lines",
    "read_snapshot",
    "reviews_key",
    "runs_folder",
    "runs_lock",
    "title_of",
    "watch",
    "write_bag_of_words",
    "write_bytes",
    "write_contrast_bag",
    "write_contrast_weights",
    "write_contrasted",
    "write_contrasts",
    "write_control",
    "write_snapshot",
    "write_text",
    "write_trust",
]
