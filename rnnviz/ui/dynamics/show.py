"""The parts of the page: the lesson, the plane, the slow curve and the words."""

import streamlit as st

from rnnviz.recording import Recording
from rnnviz.shapes import Ids
from rnnviz.ui.dynamics import view_words, words
from rnnviz.ui.dynamics.facts import lesson_of
from rnnviz.ui.dynamics.frames import frame_of, frames_of, walk_of
from rnnviz.ui.dynamics.look import Alone, Look, Rest, look_at, model_changed, rest_of
from rnnviz.ui.dynamics.payload import curve_payload, plane_payload, pushes_payload, walks_of
from rnnviz.ui.dynamics.views.plane import Frame, plane_view
from rnnviz.ui.dynamics.views.pushes import pushes_view
from rnnviz.ui.frame.doors import to_read
from rnnviz.ui.frame.session import run_of
from rnnviz.ui.instruments.grammar import lesson, misleads
from rnnviz.ui.instruments.views.lines import lines_view
from rnnviz.ui.reviews.box import READ_BOX

__all__ = ["looked_at", "offer_reading", "show_lesson", "show_pushes", "show_walk"]


def looked_at(name: str, alone: Alone) -> tuple[Look, Rest]:
    """What is known of the run's dynamics, computed while a bar tells how far that is.

    Raises
    ------
    DataError
        Its states span no plane, its readout does not look at them, or it has no vector for the word.
    """
    bar, changed = st.empty(), model_changed(name)
    bar.progress(0.1, text=words.looking())
    look = look_at(name, changed)
    bar.progress(0.5, text=words.searching())
    rest = rest_of(name, changed, alone)
    bar.empty()
    return look, rest


def show_lesson(look: Look, rest: Rest, kind: words.Input) -> None:
    """Say what is to be learned of this network."""
    lesson(" ".join(lesson_of(look, rest, kind)), key="dynamics")


def show_walk(look: Look, rest: Rest, recording: Recording, *, epochs: bool) -> None:
    """Draw the plane with the review walking through it; with `epochs`, from the untrained network on."""
    ids = recording.ids[recording.mask]
    named = [word for word, real in zip(recording.words, recording.mask.tolist(), strict=True) if real]
    walked = walk_of(look.network, ids)
    frames = _frames(look, ids) if epochs else [_trained(look, ids)]
    plane_view(plane_payload(look, rest, named, walked, frames), key="plane")
    misleads(words.mislead(look.boundary.seen))
    if rest.curve.reachable.any():
        lines_view(curve_payload(look, rest), key="slow-curve")
    else:
        st.info(words.no_curve(), icon=":material/info:")


def _trained(look: Look, ids: Ids) -> Frame:
    label = view_words.frame_label(None, trained=True)
    return frame_of(look, look.network, walk_of(look.network, ids), walks_of(look), label=label, told="")


def _frames(look: Look, ids: Ids) -> list[Frame]:
    name = look.network.name
    with st.spinner(words.reading_epochs(), show_time=False):
        frames = frames_of(look, name, model_changed(name), ids)
    if len(frames) == 2:
        st.info(words.frames_unknown(), icon=":material/info:")
    return frames


def show_pushes(look: Look, rest: Rest) -> None:
    """Draw the words that push furthest along the slow mode."""
    if rest.chief is None:
        st.info(words.no_direction(), icon=":material/info:")
        return
    bag = run_of(look.network.name).bag_of_words()
    pushes_view(pushes_payload(look, rest, rest.chief, bag), key="pushes")
    if rest.linear is not None:
        misleads(words.linear_told(rest.linear))


def offer_reading(name: str, text: str) -> None:
    """Offer the way to the same review, word by word."""
    if st.button(words.controls()["read"], icon=":material/menu_book:", key="dynamics-read"):
        to_read(model=name, text=READ_BOX.hand_over(text)).enter()
