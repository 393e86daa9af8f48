"""What an instrument is asked about: the reading that the page shows."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rnnviz.analysis import ShownSteps, shown_steps
from rnnviz.networks import Network
from rnnviz.recording import Recording
from rnnviz.ui.frame.session import network_of, recording_of

if TYPE_CHECKING:
    from rnnviz.explanation import Reading

__all__ = ["Asked"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """The reading that an instrument explains, read when an instrument looks at it.

    Parameters
    ----------
    name
        Of the run.
    epoch
        Whose weights are shown; None for the best one's.
    text
        The review as pasted.
    """

    name: str
    epoch: int | None
    text: str

    @property
    def network(self) -> Network:
        """The network that the stage above shows."""
        return network_of(self.name, epoch=self.epoch)

    @cached_property
    def recording(self) -> Recording:
        """What it did while it read the review."""
        return recording_of(self.name, self.text, epoch=self.epoch)

    @cached_property
    def steps(self) -> ShownSteps:
        """Its steps, as the stage above shows them."""
        return shown_steps(self.recording)

    @cached_property
    def reading(self) -> "Reading":
        """The review in a form that can be varied, in float64."""
        from rnnviz.explanation import read_review  # only where a question is asked: the page is first drawn without

        return read_review(self.network, self.text)
