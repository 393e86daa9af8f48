"""The loop by hand: what does a recurrent network compute, one step after the other?"""

from rnnviz.loops import memory, run_loop
from rnnviz.ui.loop.bench import show_bench
from rnnviz.ui.loop.controls import choose_loop, type_number
from rnnviz.ui.loop.facts import show_lessons, show_program
from rnnviz.ui.loop.lessons import learn
from rnnviz.ui.loop.payload import loop_payload
from rnnviz.ui.loop.views.loop import loop_view

spec = choose_loop()
loop = run_loop(spec)
remembered = memory(loop)
lesson = learn(loop, remembered)
loop_view(loop_payload(loop, remembered, lesson), key="loop", on_edit=lambda edit: type_number(spec, edit))
show_lessons(loop, lesson)
show_program(loop)
show_bench(loop)
