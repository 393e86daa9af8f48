"""What an instrument is asked about: the reading that the page shows."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rnnviz.analysis import ShownSteps
from rnnviz.networks import Network
from rnnviz.recording import Recording

if TYPE_CHECKING:
    from rnnviz.explanation import Reading

__all__ = ["Asked"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """The reading that an instrument explains.

    Parameters
    ----------
    name
        Of the run.
    epoch
        Whose weights are shown; None for the best one's.
    network, recording, steps
        What the stage above shows.
    text
        The review as pasted.
    """

    name: str
    epoch: int | None
    network: Network
    recording: Recording
    steps: ShownSteps
    text: str

    @cached_property
    def reading(self) -> "Reading":
        """The review in a form that can be varied, in float64."""
        from rnnviz.explanation import read_review  # only where a question is asked: the page is first drawn without

        return read_review(self.network, self.text)
