"""The loop by hand: what does a recurrent network compute, one step after the other?"""

from rnnviz.loops import memory, run_loop
from rnnviz.ui.frame.fragment import run_alone
from rnnviz.ui.loop.controls import choose_loop
from rnnviz.ui.loop.lessons import learn
from rnnviz.ui.loop.panels import show_panel
from rnnviz.ui.loop.payload import loop_payload
from rnnviz.ui.loop.place import asked_place, keep_place
from rnnviz.ui.loop.views.loop import loop_view


def show_loop() -> None:
    """Choose a loop, compute it, draw it, explain it."""
    spec = choose_loop()
    loop = run_loop(spec)
    remembered = memory(loop)
    lesson = learn(loop, remembered)
    payload = loop_payload(loop, remembered, lesson, asked_place(spec))
    loop_view(payload, key="loop", on_place=keep_place)
    show_panel(loop, lesson, payload)


run_alone(show_loop)
