"""Before a training starts: what it will take, and the command that repeats it."""

import shlex
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from rnnviz.cells import CELLS
from rnnviz.corpora import IMDB_MEAN_LENGTH, is_task
from rnnviz.engine import obstacle
from rnnviz.errors import ConfigurationError, RnnvizError
from rnnviz.networks import MOST_WEIGHT_BYTES, NetworkSpec
from rnnviz.runs import Run, RunRecord, TrainingSpec

__all__ = ["Estimate", "Pace", "check_batch_size", "check_parameters", "command_line", "estimate", "pace_of"]

# Microseconds that one timestep of a batch of 128 takes forwards and backwards, by cell, with 32 units on 2 cores, and
# seconds that an epoch takes beside it: measured once with benchmarks/train_epoch.py. Other machines differ by factors.
_STEP_MICROSECONDS = {"simple_rnn": 92, "lstm": 168, "gru": 198}
_UNMEASURED = max(_STEP_MICROSECONDS.values())
# The same of the live engine on one core, with benchmarks/train_live.py; it computes nothing for padding.
_LIVE_MICROSECONDS = {"simple_rnn": 9, "lstm": 31, "gru": 26}
_DROPPING = {"live": 2.2, "keras": 1.5}  # times as long, for a layer that drops inputs and states
_LIVE_MB, _LIVE_START_SECONDS = 280, 1.0
_BASE_MB = 900
_XLA_SECONDS, _TRACE_SECONDS = 15.0, 2.0  # of compiling, for one layer


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A rough guess: seconds of an epoch on 2 cores and of compiling before the first, megabytes of the worker."""

    seconds_per_epoch: float
    compile_seconds: float
    memory_mb: float


def estimate(
    network: NetworkSpec, training: TrainingSpec, *, reviews: int, validation: int, maxlen: int, mean_length: float
) -> Estimate:
    """Guess what a training takes, from the number of timesteps that it computes.

    Parameters
    ----------
    network, training
        What is trained, and how.
    reviews, validation
        Reviews of the two parts.
    maxlen, mean_length
        Places of a row, and of them the mean number that is not padding: batches by length read little more.
    """
    live = training.engine == "live" and obstacle(network, training.optimizer) is None
    steps, unmeasured = (_LIVE_MICROSECONDS, 0) if live else (_STEP_MICROSECONDS, _UNMEASURED)
    # XLA makes the mask free, and the live engine needs none.
    masked = 1.4 if network.mask_zero and not training.jit_compile and not live else 1.0
    each = 0.0
    for layer, inputs in zip(network.layers, network.layer_inputs, strict=True):
        size = (inputs + layer.output_features) * layer.units / (64 * 32)
        step: float = steps.get(layer.cell, unmeasured) * (2 if layer.bidirectional else 1)
        step *= _DROPPING["live" if live else "keras"] if layer.drops else 1
        each += step * masked * max(1.0, size)
    batches = reviews / training.batch_size + validation / max(training.batch_size, 250) / 3
    share = training.batch_size / 128 if live else max(training.batch_size / 128, 0.35)
    timesteps = _timesteps(network, training, maxlen, mean_length, live=live)
    seconds = 1e-6 * each * timesteps * batches * share
    rows = 4 * (reviews + validation) * maxlen / 1e6
    if live:
        memory = _LIVE_MB + 2 * rows + 16 * network.parameter_count / 1e6
        return Estimate(seconds_per_epoch=seconds + 0.2, compile_seconds=_LIVE_START_SECONDS, memory_mb=memory)
    blocks = sum(len(CELLS[layer.cell].blocks) * layer.output_features for layer in network.layers)
    states = 4 * training.batch_size * timesteps * (network.input_features + 3 * blocks) / 1e6
    return Estimate(
        seconds_per_epoch=seconds + 0.5,
        compile_seconds=_XLA_SECONDS * len(network.layers) if training.jit_compile else _TRACE_SECONDS,
        memory_mb=_BASE_MB + 2 * states + 2 * rows + 16 * network.parameter_count / 1e6,
    )


def _timesteps(network: NetworkSpec, training: TrainingSpec, maxlen: int, mean_length: float, *, live: bool) -> float:
    """Steps of a row that are really computed."""
    if live:
        whole = not network.mask_zero and any(layer.bidirectional or layer.drops for layer in network.layers)
        return maxlen if whole else min(1.05 * mean_length, maxlen)
    return maxlen if training.batching == "padded" else min(1.15 * mean_length, maxlen)


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How this machine trained last: how much longer than guessed an epoch took, and the time before the first.

    Parameters
    ----------
    run
        The run that it was learnt from.
    factor
        Seconds of an epoch, as a multiple of the guess for two cores.
    """

    run: str
    factor: float

    def applied(self, guess: Estimate) -> Estimate:
        """The guess at this pace."""
        seconds, compiling = self.factor * guess.seconds_per_epoch, self.factor * guess.compile_seconds
        return replace(guess, seconds_per_epoch=seconds, compile_seconds=compiling)


_LEAST_FACTOR, _MOST_FACTOR = 0.1, 20.0
_NEWEST = 20


def pace_of(runs: Iterable[Run], network: NetworkSpec, training: TrainingSpec) -> Pace | None:
    """Pace of a run, to guess by it what a training takes; None where none of the runs tells one.

    Give the newest first: the first with the same cell, batches and compiling is taken, or else the first of any kind;
    older ones than the newest twenty are not read. The mean length of reviews is taken as IMDB's, so a file of other
    reviews tells a pace only where rows are padded.
    """
    found = [(run.record, pace) for run in islice(runs, _NEWEST) if (pace := _pace(run)) is not None]
    alike = [pace for record, pace in found if _kind(record.network, record.training) == _kind(network, training)]
    return next(iter([*alike, *(pace for _, pace in found)]), None)


def _kind(network: NetworkSpec, training: TrainingSpec) -> object:
    drops = any(layer.drops for layer in network.layers)
    return network.layers[0].cell, drops, training.batching, training.jit_compile, training.engine


def _pace(run: Run) -> Pace | None:
    """Pace of one run; None where it tells none."""
    try:
        record, history = run.record, run.history
    except RnnvizError:
        return None
    known = record.corpus.name in {"imdb", "keras-imdb"} or record.training.batching == "padded"
    if not history or not known or is_task(record.corpus.name):  # an epoch of a task is all beginning and end
        return None
    guess = estimate(
        record.network,
        record.training,
        reviews=record.corpus.training,
        validation=record.corpus.validation,
        maxlen=record.padding.maxlen,
        mean_length=IMDB_MEAN_LENGTH,
    )
    guessed = guess.seconds_per_epoch * len(history) + guess.compile_seconds
    factor = sum(row.seconds for row in history) / guessed
    if _LEAST_FACTOR <= factor <= _MOST_FACTOR:  # a laptop that slept, or a history that was drawn
        return Pace(run=run.name, factor=factor)
    return None


def check_batch_size(training: TrainingSpec, reviews: int) -> None:
    """Refuse a batch that holds more than all training reviews.

    Raises
    ------
    ConfigurationError
        It does.
    """
    if training.batch_size > reviews:
        raise ConfigurationError(
            "A batch holds at most all {reviews:,} training reviews, not {batch_size:,}.",
            reviews=reviews,
            batch_size=training.batch_size,
        )


def check_parameters(network: NetworkSpec) -> None:
    """Refuse a network that no page could read again.

    Raises
    ------
    ConfigurationError
        It has too many weights.
    """
    if 4 * network.parameter_count > MOST_WEIGHT_BYTES:
        raise ConfigurationError(
            "A network may have up to {most:,} weights, so that it can be read again; this one has {count:,}. Take "
            "fewer words, features or units.",
            most=MOST_WEIGHT_BYTES // 4,
            count=network.parameter_count,
        )


def command_line(record: RunRecord) -> str | None:
    """Return the command that repeats a run; None for layers that are not all alike, which it cannot name."""
    network, training, padding = record.network, record.training, record.padding
    if len(set(network.layers)) > 1:
        return None
    layer = network.layers[0]
    options: dict[str, object] = {
        "cell": layer.cell,
        "units": layer.units,
        "dropout": layer.dropout,
        "recurrent-dropout": layer.recurrent_dropout,
        "layers": len(network.layers),
        "input-features": network.input_features,
        "num-words": network.num_words,
        "maxlen": padding.maxlen,
        "padding": padding.padding,
        "truncating": padding.truncating,
        "corpus": record.corpus.name,
        "limit": record.corpus.limit,
        "validation-split": training.validation_split,
        "split-seed": training.split_seed,
        "optimizer": training.optimizer,
        "learning-rate": training.learning_rate,
        "batch-size": training.batch_size,
        "batching": training.batching,
        "global-clipnorm": training.global_clipnorm,
        "gradient-steps": training.gradient_steps,
        "recurrent-gain": training.recurrent_gain,
        "engine": training.engine,
        "epochs": training.epochs,
        "seed": training.seed,
    }
    flags = {"bidirectional": layer.bidirectional, "mask": network.mask_zero, "jit-compile": training.jit_compile}
    words = ["python", "-m", "rnnviz", "train", *(f"--{name}" for name, on in flags.items() if on)]
    for name, value in options.items():
        if value is not None:
            words += [f"--{name}", str(value)]
    return shlex.join(words)
