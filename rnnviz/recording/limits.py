"""How much reading one review, or many, may take, so that no file and no text can keep a session busy for minutes."""

from collections.abc import Sequence

from rnnviz.errors import ConfigurationError, DataError
from rnnviz.networks import (
    MOST_READING_BYTES,
    MOST_READING_SECONDS,
    Network,
    Work,
    batch_multiplications,
    reading_work,
)
from rnnviz.shapes import Ids

__all__ = ["check_reviews", "check_work", "reviews_at_once", "work_of"]

_MEGA = 1_000_000
_REVIEWS_AT_ONCE = 256
_NUMBERS_AT_ONCE = 25_000_000  # of float32
_A_SECOND, _MOST_SECONDS = 30e9, 120  # multiplications of many reviews at once, on one thread; measured


def check_work(network: Network, *, longest: int, readings: int = 1) -> None:
    """Refuse a review of `longest` real timesteps if it takes too long, or too much memory, to read so many times.

    Raises
    ------
    DataError
        It does, and the sentence says how much of it would fit.
    ConfigurationError
        So does any review, because the network reads its padding; the sentence says how long its rows may be.
    """
    work = work_of(network, longest, readings)
    if work.share <= 1:
        return
    if network.spec.mask_zero:
        raise DataError(
            "{network} ({layers}) would take about {seconds:,.1f} s and {size:,.0f} MB to read these {words:,} words; "
            "up to {most_seconds:.0f} s and {most_size:,.0f} MB go to one review. Paste a part of it: {fitting:,} "
            "words can be read.",
            network=network.name,
            layers=network.spec.title,
            words=longest - 1,
            fitting=max(work.fitting - 1, 1),
            seconds=work.seconds,
            size=work.size / _MEGA,
            most_seconds=MOST_READING_SECONDS,
            most_size=MOST_READING_BYTES / _MEGA,
        )
    raise ConfigurationError(
        "{network} ({layers}) would take about {seconds:,.1f} s and {size:,.0f} MB to read a review, because it reads "
        "rows of {maxlen:,} places, padding included; up to {most_seconds:.0f} s and {most_size:,.0f} MB go to one "
        "review. Rows of {fitting:,} places could be read: train it with maxlen={fitting}.",
        network=network.name,
        layers=network.spec.title,
        maxlen=network.padding.maxlen,
        fitting=max(work.fitting // (2 if network.shares_padding else 1), 1),
        seconds=work.seconds,
        size=work.size / _MEGA,
        most_seconds=MOST_READING_SECONDS,
        most_size=MOST_READING_BYTES / _MEGA,
    )


def work_of(network: Network, longest: int, readings: int = 1) -> Work:
    """What a network takes to read a review of `longest` real timesteps so many times.

    One that reads its padding before the review reads a row of nothing but padding first, once for all reviews.
    """
    if network.spec.mask_zero:
        return reading_work(network.spec, longest, readings)
    maxlen = network.padding.maxlen
    return reading_work(network.spec, maxlen + longest if network.shares_padding else maxlen, readings)


def check_reviews(network: Network, rows: Sequence[Ids]) -> None:
    """Refuse to read reviews, each the ids of its words, uncut, if all of them take longer than two minutes.

    Raises
    ------
    ConfigurationError
        They do.
    """
    maxlen = network.padding.maxlen
    timesteps = sum(min(len(row), maxlen) for row in rows) if network.spec.mask_zero else maxlen * len(rows)
    seconds = timesteps * batch_multiplications(network.spec) / _A_SECOND
    if seconds > _MOST_SECONDS:
        raise ConfigurationError(
            "{network} ({layers}) would take about {minutes:,.0f} minutes to read {reviews:,} reviews; up to "
            "{most:.0f} minutes are taken. A network with fewer units or shorter rows can be examined.",
            network=network.name,
            layers=network.spec.title,
            minutes=seconds / 60,
            reviews=len(rows),
            most=_MOST_SECONDS / 60,
        )


def reviews_at_once(network: Network, *, longest: int) -> int:
    """Reviews that are read together, so that their states and gates fill no more memory than a model does."""
    numbers = reading_work(network.spec, min(longest, network.padding.maxlen)).size / 8
    return int(max(min(_NUMBERS_AT_ONCE // max(numbers, 1), _REVIEWS_AT_ONCE), 1))
