"""The classroom script of "The loop by hand" is clicked through, and says what the page says."""

import re
from collections.abc import Iterator, Mapping

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.ui.loop.bench_words import faults
from rnnviz.ui.loop.words import input_schemes, looks, presets
from tests.app.classroom import claims, script
from tests.app.driving import visit
from tests.app.test_loop import facts, facts_markup, numbers, outputs, views

SCRIPT = script("the-loop-by-hand")


def preset(app: AppTest, name: str) -> None:
    app.button_group(key="begin").set_value(called(name, presets())).run()


def called(label: str, labels: Mapping[str, str]) -> str:
    """Id of what the script calls by this name, as the page does."""
    assert f"*{label}*" in " ".join(SCRIPT.split())
    (name,) = (name for name, known in labels.items() if known == label)
    return name


def seen() -> Iterator[str]:
    """What is seen on the way, in the script's order."""
    app = visit("loop")
    yield from first_minutes(app)
    yield from every_number(app)
    yield from memories(app)
    yield from proofs(app)


def first_minutes(app: AppTest) -> Iterator[str]:
    (view,) = views(app)
    assert app.button_group(key="begin").value == called("as in the chapter", presets())
    recurrent = numbers(view, view["blocks"][0]["terms"][1]["values"], 100, 64)
    (nothing,) = set(recurrent[0].tolist())
    yield f"{nothing:.4f}"
    said = "".join(part["t"] for part in view["sentence"])
    yield _found(r"between [\d.]+ and [\d.]+", said)
    yield _found(r"all \d+ outputs are saturated", said)
    yield _found(r"[\d.]+ on average", facts_markup(app))


def every_number(app: AppTest) -> Iterator[str]:
    preset(app, "small")
    view, _ = views(app)
    sums = numbers(view, view["blocks"][0]["pre_activation"], 5, 2)
    yield f"{sums[0, 0]:.4f}"
    yield f"{outputs(view)[0, 0]:.4f}"
    yield f"{outputs(view)[1, 0]:.4f}"
    yield f"{numbers(view, view['blocks'][0]['terms'][1]['values'], 5, 2)[1, 0]:.4f}"
    app.text_area(key="recurrent_kernel").set_value("0 0\n0 0.2").run()
    yield f"{outputs(views(app)[0])[1, 0]:.4f}"


def memories(app: AppTest) -> Iterator[str]:
    for name in ("fades", "lasts", "explodes"):
        preset(app, name)
        views(app)
        values = facts(app)
        yield values["Spectral radius of U"]
        yield values["Gain from the first step to the last"]
    preset(app, "LSTM keeps")
    said = "".join(part["t"] for part in views(app)[0]["sentence"])
    yield _found(r"at step \d+ it still changes the outputs by [\d.]+", said)
    app.button_group(key="look").set_value(called("three cells compared", looks())).run()
    yield _found(r"0\.\d+, \S+ and [^ ]+(?=\. Nothing)", views(app)[1]["help"])


def proofs(app: AppTest) -> Iterator[str]:
    preset(app, "room to move")
    app.button_group(key="look").set_value(called("compare with Keras", looks())).run()
    yield _found("agree at every step", views(app)[1]["title"])
    preset(app, "explodes")
    yield _found("but rounding grows", views(app)[1]["title"])
    preset(app, "room to move")
    app.button_group(key="look").set_value(called("find the bug", looks())).run()
    app.number_input(key="case").set_value(1).run()
    yield _found("right at step 1, different from step 2 on", views(app)[1]["title"])
    app.selectbox(key="inputs").set_value(called("one push at step 1", input_schemes())).run()
    bench = views(app)[1]
    wrong, right = (numbers(bench, view["values"], 100, 64) for view in bench["maps"])
    assert (wrong[2:] == wrong[1]).all()
    assert not np.allclose(right[2], right[1], atol=1e-3)
    answers = {name: fault.label for name, fault in faults().items()}
    app.radio(key="answer-1").set_value(called("The state is not carried to the next step", answers)).run()
    yield _found("Right.", app.success[0].value)


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, text
    return found.group()


@pytest.mark.keras
def test_the_script_says_what_the_page_says() -> None:
    """Every bold text of the script is on the page after the clicks before it, and in this order."""
    assert claims(SCRIPT) == list(seen())
