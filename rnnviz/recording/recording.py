"""The result type: what happened inside a network while it read one review."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import ConfigurationError
from rnnviz.networks import NetworkSpec, sigmoid
from rnnviz.recording.encoding import WordsAndSpans
from rnnviz.shapes import Bools, Floats, Ids
from rnnviz.text import PADDING_ID, START_ID, UNKNOWN_ID

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Kind", "LayerRecording", "Recording"]

Kind = Literal["padding", "start", "unknown", "word"]

_KINDS: tuple[Kind, ...] = ("padding", "start", "unknown")  # by id


@dataclass(frozen=True, kw_only=True, eq=False)
class LayerRecording:
    """One recurrent layer over time.

    Parameters
    ----------
    cell
        Name of the cell, a key of `rnnviz.cells.CELLS`.
    padding_part
        What was recorded over padding that this review shares with others, (pads, units) by name; may be empty.
    forward_part, backward_part
        What was recorded after it, (timesteps - pads, units) by name and indexed by input position; `backward_part`
        is None in a layer that only reads forward.
    """

    cell: str
    padding_part: Mapping[str, Floats]
    forward_part: Mapping[str, Floats]
    backward_part: Mapping[str, Floats] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What was recorded: `hidden_states`, an LSTM's `cell_states`, and gates where they were asked for."""
        return tuple(self.forward_part)

    def values(self, name: str = "hidden_states") -> Floats:
        """One recorded quantity, (timesteps, units); a bidirectional layer's forward units come first.

        Raises
        ------
        ConfigurationError
            It was not recorded.
        """
        if name not in self.forward_part:
            raise ConfigurationError(
                "This layer recorded {known}; there is no {name!r} in it.", known=", ".join(self.names), name=name
            )
        if self.backward_part is not None:
            return np.concatenate([self.forward_part[name], self.backward_part[name]], axis=-1)
        if not self.padding_part:
            return self.forward_part[name]
        return np.concatenate([self.padding_part[name], self.forward_part[name]])


@dataclass(frozen=True, kw_only=True, eq=False)
class Recording:
    """What happened inside a network while it read one review.

    `[t]` is after reading timestep t. A network that masks its padding is recorded without it; one that reads it
    is recorded with it, so that the verdict is the one that Keras gives.

    Parameters
    ----------
    network
        Name of the network.
    spec
        Its layers and sizes.
    text
        The review as given; empty when ids were given.
    ids
        Row of ids that the network read, (timesteps,).
    read_words
        Finds words and spans of the real timesteps; `words` and `spans` hold them.
    layers
        States and gates of every recurrent layer, first to last.
    logit
        Readout of the state after each timestep, (timesteps,). The backward half of a bidirectional last layer is
        held at its final state, because it has read the whole review before.
    initial_logit
        Readout of the initial state, before anything is read.
    words_cut
        Words of the review that did not fit into the row.
    """

    network: str
    spec: NetworkSpec
    text: str
    ids: Ids
    read_words: Callable[[], WordsAndSpans]
    layers: tuple[LayerRecording, ...]
    logit: Floats
    initial_logit: float
    words_cut: int

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What every timestep read: "padding", "start" (the id that opens a review), "unknown" or "word"."""
        return tuple(_KINDS[i] if i < len(_KINDS) else "word" for i in self.ids.tolist())

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The word of every timestep as it was looked up; empty for padding and start."""
        words = iter(self._words_and_spans[0])
        return tuple(next(words) if real else "" for real in self.mask.tolist())

    @cached_property
    def spans(self) -> NDArray[np.int32]:
        """Half-open ranges of `text` that the words were written in, (timesteps, 2); -1 for padding and start."""
        spans = np.full((len(self.ids), 2), -1, dtype=np.int32)
        spans[self.mask] = self._words_and_spans[1]
        return spans

    @cached_property
    def _words_and_spans(self) -> WordsAndSpans:
        return self.read_words()

    @property
    def mask(self) -> Bools:
        """True = a real timestep (start or word), (timesteps,)."""
        return np.asarray(self.ids != PADDING_ID)

    @property
    def folded_timesteps(self) -> NDArray[np.int64]:
        """Timesteps that a picture shows: every real one, and the last of each stretch of padding."""
        real = self.mask
        return np.flatnonzero(real | np.append(real[1:], True))

    def layer(self, index: int) -> LayerRecording:
        """Recording of one recurrent layer, 0 for the first, -1 for the last.

        Raises
        ------
        ConfigurationError
            There is no such layer.
        """
        count = len(self.layers)
        if not -count <= index < count:
            raise ConfigurationError(
                "{network} has {count} recurrent layers, 0 to {last}; there is no layer {index}.",
                network=self.network,
                count=count,
                last=count - 1,
                index=index,
            )
        return self.layers[index]

    @property
    def hidden_states(self) -> Floats:
        """States h of the last layer, (timesteps, units)."""
        return self.layers[-1].values()

    @property
    def probability(self) -> Floats:
        """Running probability that the review is positive, (timesteps,); the last entry is the verdict."""
        return sigmoid(self.logit)

    @property
    def initial_probability(self) -> float:
        """Readout of the initial state as a probability."""
        return float(sigmoid(np.array([self.initial_logit]))[0])

    @cached_property
    def delta_logit(self) -> Floats:
        """How far each timestep moved the logit, (timesteps,); the sum is the last logit minus the initial one."""
        return np.diff(self.logit, prepend=self.logit.dtype.type(self.initial_logit))

    @property
    def words_read(self) -> int:
        """Words that the network read, unknown ones included."""
        return int(np.count_nonzero(self.ids > START_ID))

    @property
    def words_unknown(self) -> int:
        """Words among them that the vocabulary lacks."""
        return int(np.count_nonzero(self.ids == UNKNOWN_ID))

    def save(self, path: Path) -> None:
        """Write the arrays to an ``.npz`` file.

        Names are ids, words, spans, logit, probability, delta_logit, initial_logit and, for every layer from 1,
        ``layer1/hidden_states`` and so on, (timesteps, units).
        """
        arrays = {
            f"layer{number}/{name}": layer.values(name)
            for number, layer in enumerate(self.layers, start=1)
            for name in layer.names
        }
        np.savez_compressed(
            path,
            allow_pickle=False,
            ids=self.ids,
            words=np.array(self.words, dtype=np.str_),
            spans=self.spans,
            logit=self.logit,
            probability=self.probability,
            delta_logit=self.delta_logit,
            initial_logit=np.float64(self.initial_logit),
            **arrays,
        )

    def to_frame(self) -> "pd.DataFrame":
        """Tidy table: one row for every timestep, layer and unit.

        Returns
        -------
        pandas.DataFrame
            Columns timestep, kind, word, id, logit, probability, delta_logit, layer (from 1), unit, and one column for
            each recorded quantity (`hidden_states`, …), nan where a layer lacks it.
        """
        import pandas as pd

        frames = [self._layer_frame(number, layer) for number, layer in enumerate(self.layers, start=1)]
        return pd.concat(frames, ignore_index=True)

    def _layer_frame(self, number: int, layer: LayerRecording) -> "pd.DataFrame":
        import pandas as pd

        values = {name: layer.values(name) for name in layer.names}
        timesteps, units = values["hidden_states"].shape
        per_step: dict[str, Any] = {
            "timestep": np.arange(timesteps),
            "kind": self.kinds,
            "word": self.words,
            "id": self.ids,
            "logit": self.logit,
            "probability": self.probability,
            "delta_logit": self.delta_logit,
        }
        columns = {name: np.repeat(column, units) for name, column in per_step.items()}
        columns |= {"layer": np.full(timesteps * units, number), "unit": np.tile(np.arange(units), timesteps)}
        return pd.DataFrame(columns | {name: array.reshape(-1) for name, array in values.items()})
