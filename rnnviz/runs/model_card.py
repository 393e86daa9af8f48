"""The model card of a run."""

from rnnviz.runs.record import RunRecord
from rnnviz.runs.training_spec import TrainingSpec

__all__ = ["model_card"]


def model_card(name: str, record: RunRecord) -> str:
    """Markdown text that tells what a run is, how it was made and how good it is."""
    training, corpus, padding, network = record.training, record.corpus, record.padding, record.network
    on_imdb = corpus.name in {"imdb", "keras-imdb"}
    kind, limits = ("an English film", _IMDB_LIMITS) if on_imdb else ("a", _FILE_LIMITS)
    rate = "Keras's default" if training.learning_rate is None else f"{training.learning_rate:g}"
    alike = " of similar length" if training.batching == "by_length" else ""
    masked = "masked" if network.mask_zero else "read"
    return f"""# {name}

{network.title}, {network.parameter_count:,} parameters, reads {kind} review and gives the probability that it
is positive.

| | |
|---|---|
| status | {record.status if record.reason is None else f"{record.status}: {record.reason}"} |
{_figures(record)}

## How it was made

| | |
|---|---|
| corpus | {corpus.name}: {corpus.training:,} reviews for training, {corpus.validation:,} for validation |
| corpus fingerprint | `{corpus.fingerprint}` |
| vocabulary | ids below {network.num_words:,}, unknown words share id 2 |
| row | {padding.maxlen} ids, padded {padding.padding}, cut {padding.truncating}, padding {masked} |
| optimizer | {training.optimizer}, learning rate {rate}, batches of {training.batch_size}{alike} |
{_gradients(training)}| epochs | {training.epochs}; the one with the best validation accuracy is kept |
| seeds | weights and batches {training.seed}, split {training.split_seed} |
| trained with | {_versions(record)} |

```python
{network.keras_source()}```

{_use(name)}

## Limits

{limits}
"""


def _use(name: str) -> str:
    return f"""## Use

```python
import rnnviz

recording = rnnviz.record(rnnviz.load("{name}"), "a truly great film")
recording.probability[-1]
```"""


def _gradients(training: TrainingSpec) -> str:
    """Rows of what was done to the gradients, and with what they begin; none for what the chapter does."""
    clip, steps, gain = training.global_clipnorm, training.gradient_steps, training.recurrent_gain
    told = {
        "gradients": None if clip is None else f"clipped to a common norm of {clip:g}",
        "way back": None if steps is None else f"the last {steps:,} steps",
        "first recurrent kernels": None if gain == 1 else f"orthogonal, multiplied by {gain:g}",
    }
    return "".join(f"| {label} | {text} |\n" for label, text in told.items() if text is not None)


_IMDB_LIMITS = """\
It was trained on English film reviews from one site, up to 2011 (Maas et al. 2011, Learning word vectors for sentiment
analysis), and knows their most frequent words only. On other texts, other languages and single sentences its verdict
means little. It tells opinions about films apart; it is no judge of people."""

_FILE_LIMITS = """\
It was trained on the reviews of one file, and knows their most frequent words only. On other texts its verdict means
little."""


def _versions(record: RunRecord) -> str:
    return ", ".join(f"{package} {version}" for package, version in sorted(record.versions.items()))


def _figures(record: RunRecord) -> str:
    """Rows of a table."""
    labels = {
        "best_epoch": "best epoch",
        "val_accuracy": "validation accuracy",
        "val_loss": "validation loss",
        "test_accuracy": f"accuracy on {_held_out(record)}",
        "test_loss": "loss on it",
        "test_reviews": "reviews in it",
    }
    figures = {name: value for name, value in record.metrics.items() if name in labels}
    whole = {"best_epoch", "test_reviews"}
    told = {labels[name]: f"{value:,.0f}" if name in whole else f"{value:.4f}" for name, value in figures.items()}
    return "\n".join(f"| {label} | {value} |" for label, value in {**told, **_known(record)}.items())


def _held_out(record: RunRecord) -> str:
    return "the official IMDB test split" if record.held_out is None else f"held-out reviews ({record.held_out.name})"


def _known(record: RunRecord) -> dict[str, str]:
    """What is told of held-out reviews beside the figures."""
    found = record.held_out
    if found is None:
        return {}
    whether = {"their fingerprint": f"`{found.fingerprint}`"}
    if found.trained_on is None:
        return {**whether, "known to the run": "could not be checked"}
    return {**whether, "known to the run": f"{found.trained_on:,} trained on, {found.validated_with:,} validated with"}
