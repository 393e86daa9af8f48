"""The exceptions of rnnviz, each a sentence for the person at the screen.

::

    RnnvizError
    ├── ConfigurationError (ValueError)         a setting, shape or option that cannot work
    ├── DataError (ValueError)                  a review, file or corpus that cannot be read
    │   └── DamagedFileError                    bytes that are no file of their kind
    ├── ModelNotFoundError (FileNotFoundError)  no run of that name or place
    ├── IncompatibleModelError                  a model file that rnnviz does not know how to show
    ├── TrainingError                           a training run that cannot start or go on
    └── WorkerError                             a computation in another process that was stopped

The sentence says what was expected, what came and what to do. The app shows a `RnnvizError` as it is;
anything else is a bug. An error keeps its message and its values apart, so that it can be said in another language.
"""

from pathlib import PurePath

__all__ = [
    "ConfigurationError",
    "DamagedFileError",
    "DataError",
    "IncompatibleModelError",
    "ModelNotFoundError",
    "RnnvizError",
    "TrainingError",
    "WorkerError",
]


class RnnvizError(Exception):
    """Base of every error that rnnviz raises on purpose.

    ::

        raise DataError("{file} has {rows:,} rows; at most {most:,} are read.", file=name, rows=rows, most=MOST_ROWS)

    Its `str` is the filled English sentence. `message` and `values` are kept through pickling, too.

    Parameters
    ----------
    message
        The English sentence with a place in braces for each value, as `str.format` fills them. It is the id by which a
        catalogue of translations knows the sentence, so it is written out where the error is raised. Without values it
        is taken as it stands, braces and all; beside values, a brace that is no place is doubled.
    values
        What stands in the places: texts and numbers, put in as they are, whatever braces they hold; another
        `RnnvizError` where the sentence quotes one. Of paths and of anybody else's errors the text is kept. Half of a
        surrogate pair, which a foreign file or file system may hold, is written as its number: no screen can take it.
    """

    def __init__(self, message: str, /, **values: object) -> None:
        self.message = message
        self.values = {name: _kept(value) for name, value in values.items()}
        super().__init__(message.format(**self.values) if values else message)


def _kept(value: object) -> object:
    text = str(value) if _is_kept_as_text(value) else value
    return text.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(text, str) else text


def _is_kept_as_text(value: object) -> bool:
    """Whether it belongs to the system rather than to the sentence; an error of another library may not be pickled."""
    return isinstance(value, BaseException | PurePath) and not isinstance(value, RnnvizError)


class ConfigurationError(RnnvizError, ValueError):
    """A setting, a shape or an option that cannot work."""


class DataError(RnnvizError, ValueError):
    """A review, a file or a corpus that cannot be read."""


class DamagedFileError(DataError):
    """Bytes that are no whole file of the kind that was expected; see `rnnviz.foreign`."""


class ModelNotFoundError(RnnvizError, FileNotFoundError):
    """No run or model file of that name or place."""


class IncompatibleModelError(RnnvizError):
    """A model file that is damaged or that rnnviz does not know how to show."""


class TrainingError(RnnvizError):
    """A training run that cannot start or go on."""


class WorkerError(RnnvizError):
    """A computation in another process that was stopped or took too long."""
