"""What the command line can be asked for, one module a subject; `rnnviz.__main__` puts it together."""

from rnnviz.commands.ladder import ladder
from rnnviz.commands.measure import contrast, evaluate, measure
from rnnviz.commands.record import record, record_corpus
from rnnviz.commands.runs import export_run, import_run, list_all
from rnnviz.commands.train import train, work

__all__ = [
    "contrast",
    "evaluate",
    "export_run",
    "import_run",
    "ladder",
    "list_all",
    "measure",
    "record",
    "record_corpus",
    "train",
    "work",
]
