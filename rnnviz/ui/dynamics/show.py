"""The parts of the page: the lesson, the plane, the slow curve and the words."""

import streamlit as st

from rnnviz.recording import Recording
from rnnviz.ui.dynamics import section_words, view_words, words
from rnnviz.ui.dynamics.facts import lesson_of
from rnnviz.ui.dynamics.frames import Scene, frame_of, moments_of, movie_told, scenes_of, walk_of
from rnnviz.ui.dynamics.look import Alone, Look, Rest, look_at, model_changed, rest_of
from rnnviz.ui.dynamics.payload import curve_answer, curve_payload, plane_payload, pushes_payload, walks_of
from rnnviz.ui.dynamics.views.plane import plane_view
from rnnviz.ui.dynamics.views.pushes import pushes_view
from rnnviz.ui.frame.doors import to_read, to_word
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.frame.session import run_of
from rnnviz.ui.instruments.grammar import lesson, misleads
from rnnviz.ui.instruments.views.lines import lines_view
from rnnviz.ui.reviews.box import READ_BOX

__all__ = ["looked_at", "offer_reading", "show_curve", "show_lesson", "show_pushes", "show_walk"]


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


def show_lesson(rest: Rest, kind: words.Input) -> None:
    """Ask what the page is about, and say what is to be learned of this network."""
    st.caption(plain(section_words.question("walk")))
    lesson(lesson_of(rest, kind), key="dynamics")


def show_walk(look: Look, rest: Rest, recording: Recording, alone: Alone, *, epochs: bool) -> None:
    """Draw the plane with the review walking through it; with `epochs`, from the untrained network on."""
    ids = recording.ids[recording.mask]
    words_read = zip(recording.words, recording.mask.tolist(), strict=True)
    named = [word or view_words.start_word() for word, real in words_read if real]
    scenes, told = _scenes(look, rest, alone) if epochs else ([_trained(look, rest)], "")
    frames = [frame_of(look, scene, walk_of(scene.network, ids), named) for scene in scenes]
    walked = walk_of(look.network, ids)
    plane_view(plane_payload(look, rest, named, walked, frames, kind=alone.kind, told=told), key="plane")
    misleads(words.mislead(look.boundary.seen))


def _trained(look: Look, rest: Rest) -> Scene:
    label = view_words.frame_label(None, trained=True)
    return Scene(network=look.network, walks=walks_of(look), points=rest.points, label=label, told="")


def _scenes(look: Look, rest: Rest, alone: Alone) -> tuple[list[Scene], str]:
    """The training, computed while a bar tells how far that is, and what is said of it."""
    name, bar = look.network.name, st.empty()
    moments = moments_of(name, model_changed(name), look)

    def tell(share: float) -> None:
        bar.progress(share, text=words.reading_epochs())

    scenes = scenes_of(look, rest, moments, alone, tell)
    bar.empty()
    if len(scenes) == 2:
        st.info(words.frames_unknown(), icon=":material/info:")
    return scenes, movie_told(moments, scenes)


def show_curve(look: Look, rest: Rest) -> None:
    """Draw drift, speed and half-life along the slow curve."""
    st.subheader(plain(section_words.question("curve")))
    if not rest.curve.reachable.any():
        st.info(words.no_curve(), icon=":material/info:")
        return
    lesson(curve_answer(look, rest), key="dynamics-curve")
    lines_view(curve_payload(look, rest), key="slow-curve")
    st.caption(plain(section_words.try_curve()))


def show_pushes(look: Look, rest: Rest) -> None:
    """Draw the words that push furthest along the slow mode, with the ways to these words over a corpus."""
    st.subheader(plain(section_words.question("pushes")))
    if rest.chief is None:
        st.info(words.no_direction(), icon=":material/info:")
        return
    bag = run_of(look.network.name).bag_of_words()
    payload = pushes_payload(look, rest, rest.chief, bag)
    pushes_view(payload, key="pushes")
    st.caption(plain(section_words.try_pushes()))
    by_push = sorted(payload["rows"], key=lambda row: row["push"])
    with st.container(horizontal=True):
        for side, row in (("up", by_push[-1]), ("down", by_push[0])):
            label = section_words.open_words()[side]
            to_word(run=look.network.name, word=row["word"]).offer(label, icon=":material/search:", key=f"dy-{side}")
    if rest.linear is not None:
        misleads(words.linear_told(rest.linear))


def offer_reading(name: str, text: str) -> None:
    """Offer the way to the same review, word by word."""
    if st.button(words.controls()["read"], icon=":material/menu_book:", key="dynamics-read"):
        to_read(model=name, text=READ_BOX.hand_over(text)).enter()
