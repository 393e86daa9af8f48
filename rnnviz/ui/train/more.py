"""What the form of "Train" has folded away: what is dropped, and what is done to the gradients; all in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from rnnviz.errors import ConfigurationError
from rnnviz.networks import NetworkSpec
from rnnviz.ui.frame.address import HELD
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.train import more_words

__all__ = ["More", "choose_more"]

_OF_LAYERS = ("t_dropout", "t_state_dropout")
_OF_GRADIENTS = ("t_clip", "t_reach", "t_gain")


@dataclass(frozen=True, kw_only=True)
class More:
    """Numbers as they were chosen, by the control's key; None where a box is empty.

    Parameters
    ----------
    numbers
        What stands in the boxes.
    stack
        Whether the network is a stack, which says itself what it drops.
    """

    numbers: Mapping[str, float | None]
    stack: bool

    @property
    def gradients(self) -> dict[str, Any]:
        """Fields of a `TrainingSpec`."""
        clip, reach, gain = (self.numbers[key] for key in _OF_GRADIENTS)
        steps = int(reach) if reach is not None and reach.is_integer() else reach
        return {"global_clipnorm": clip, "gradient_steps": steps, "recurrent_gain": 1.0 if gain is None else gain}

    def dropping(self, network: NetworkSpec) -> NetworkSpec:
        """The network, whose layers drop what was chosen."""
        if self.stack:
            return network
        dropout, of_state = (self.numbers[key] or 0.0 for key in _OF_LAYERS)
        layers = tuple(replace(layer, dropout=dropout, recurrent_dropout=of_state) for layer in network.layers)
        return replace(network, layers=layers)


def choose_more(*, stack: bool) -> More:
    """Let the visitor choose in what opens beside the other controls; its label tells how many boxes are filled.

    Raises
    ------
    ConfigurationError
        A box holds no number.
    """
    shown = _OF_GRADIENTS if stack else (*_OF_LAYERS, *_OF_GRADIENTS)
    filled = sum(bool(str(st.session_state.get(key) or st.query_params.get(key) or "").strip()) for key in shown)
    with st.popover(more_words.more_label(filled), icon=":material/tune:", key="t_more"):
        typed = {key: _box(key) for key in shown}
        if stack:
            st.caption(plain(more_words.stack_drops()))
    return More(numbers={key: _number(key, typed.get(key, "")) for key in (*_OF_LAYERS, *_OF_GRADIENTS)}, stack=stack)


def _box(key: str) -> str:
    label, empty, told = (of[key] for of in (more_words.labels(), more_words.nothing_chosen(), more_words.helps()))
    typed: str = st.text_input(label, key=key, placeholder=empty, help=told, **HELD)
    return typed


def _number(key: str, text: str) -> float | None:
    if not text.strip():
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise ConfigurationError(
            "{name} is a number, or empty, not {text!r}.", name=more_words.labels()[key], text=text[:40]
        ) from None
