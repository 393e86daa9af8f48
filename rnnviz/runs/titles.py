"""What a run is called on a screen and in a list: one that ships by what it is, one's own as it was named."""

from dataclasses import dataclass, field

from rnnviz.errors import RnnvizError
from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs.folders import models_folder
from rnnviz.runs.history import best_epoch
from rnnviz.runs.record import RunRecord
from rnnviz.runs.run import Run
from rnnviz.runs.training_spec import TrainingSpec
from rnnviz.text import Padding

__all__ = ["RunTitle", "accuracy_of", "is_shipped", "is_the_chapters", "title_of"]


@dataclass(frozen=True, kw_only=True)
class RunTitle:
    """A title as a message with places and what stands in them, so that it can be said in another language.

    Its `str` is the English title: "SimpleRNN of the chapter, 84.6 %".
    """

    message: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message.format(**self.values) if self.values else self.message


def title_of(run: Run, *, short: bool = False) -> RunTitle:
    """Title of a run.

    One that ships is called by its network, whether it is the chapter's, and its accuracy, as `accuracy_of` gives it;
    in a short title without that. One's own is called as it was named; so is one whose record cannot be read.
    """
    try:
        record, accuracy = run.record, accuracy_of(run)
    except RnnvizError:
        return RunTitle(message=run.name)
    if not is_shipped(run) or accuracy is None:
        return RunTitle(message=run.name)
    messages, values = _network_title(record)
    return RunTitle(message=messages[not short], values={**values, "percent": 100 * accuracy})


def _network_title(record: RunRecord) -> tuple[tuple[str, str], dict[str, object]]:
    """The short title and the whole one, and what stands in them."""
    layers = record.network.layers
    cell: dict[str, object] = {"cell": layers[0].keras_class}
    if len(set(layers)) > 1 or layers[0].bidirectional or layers[0].drops:
        return ("{network}", "{network}, {percent:.1f} %"), {"network": record.network.title}
    if len(layers) > 1:
        return ("{layers} layers of {cell}", "{layers} layers of {cell}, {percent:.1f} %"), {
            **cell,
            "layers": len(layers),
        }
    if is_the_chapters(record):
        return ("{cell} of the chapter", "{cell} of the chapter, {percent:.1f} %"), cell
    return ("{cell}", "{cell}, {percent:.1f} %"), cell


_MATTERS = (
    *("optimizer", "learning_rate", "batch_size", "batching"),
    *("global_clipnorm", "gradient_steps", "recurrent_gain"),
)


def is_shipped(run: Run) -> bool:
    """Whether a run lies among those that ship with rnnviz."""
    return run.path.absolute().parent == models_folder()


def is_the_chapters(record: RunRecord) -> bool:
    """Whether a run is what the chapter trains: one layer of 32 units that reads its padding, on all of IMDB's reviews.

    Seed, epochs and XLA play no part: they change no network and no task.
    """
    network, training, chapter = record.network, record.training, TrainingSpec()
    alike = all(getattr(training, name) == getattr(chapter, name) for name in _MATTERS)
    spec = NetworkSpec(layers=(LayerSpec(cell=network.layers[0].cell),))
    on_all = record.corpus.name in {"imdb", "keras-imdb"} and record.corpus.limit is None
    return network == spec and record.padding == Padding() and alike and on_all


def accuracy_of(run: Run) -> float | None:
    """How often a run is right: on held-out reviews where that was measured, else its best on validation reviews.

    None before the first epoch.

    Raises
    ------
    IncompatibleModelError
        Its record or history is damaged.
    """
    held_out = run.record.metrics.get("test_accuracy")
    if held_out is not None:
        return held_out
    return best_epoch(run.history).val_accuracy if run.history else None
