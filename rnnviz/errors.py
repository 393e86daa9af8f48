"""The exceptions of rnnviz, each a sentence for the person at the screen.

::

    RnnvizError
    ├── ConfigurationError (ValueError)         a setting, shape or option that cannot work
    ├── DataError (ValueError)                  a review, file or corpus that cannot be read
    ├── ModelNotFoundError (FileNotFoundError)  no run of that name or place
    ├── IncompatibleModelError                  a model file that rnnviz does not know how to show
    ├── TrainingError                           a training run that cannot start or go on
    └── WorkerError                             a computation in another process that was stopped

The message says what was expected, what came and what to do. The app shows a `RnnvizError` as it is;
anything else is a bug.
"""

__all__ = [
    "ConfigurationError",
    "DataError",
    "IncompatibleModelError",
    "ModelNotFoundError",
    "RnnvizError",
    "TrainingError",
    "WorkerError",
]


class RnnvizError(Exception):
    """Base of every error that rnnviz raises on purpose."""


class ConfigurationError(RnnvizError, ValueError):
    """A setting, a shape or an option that cannot work."""


class DataError(RnnvizError, ValueError):
    """A review, a file or a corpus that cannot be read."""


class ModelNotFoundError(RnnvizError, FileNotFoundError):
    """No run or model file of that name or place."""


class IncompatibleModelError(RnnvizError):
    """A model file that is damaged or that rnnviz does not know how to show."""


class TrainingError(RnnvizError):
    """A training run that cannot start or go on."""


class WorkerError(RnnvizError):
    """A computation in another process that was stopped or took too long."""
