"""The page as it is first seen, its examples, and its models."""

import gc
import os
import subprocess
import sys

import pytest

import rnnviz
from rnnviz.ui.reviews.examples import EXAMPLES
from tests.app.driving import ROOT, counts, drawn, paste, sentences, trainers_loaded_by, verdict, visit, words

RUNS = [run.name for run in rnnviz.list_runs()]


def test_a_first_visit_shows_a_review() -> None:
    """Without an address a review is already in the box, read and judged."""
    app = visit()
    assert app.text_area(key="text").value == next(iter(EXAMPLES.values()))
    assert words(app)[:3] == ["The", "first", "half"]
    assert verdict(app).startswith(("Verdict: positive, 0.", "Verdict: negative, 0."))


def test_the_first_example_is_marked_as_chosen() -> None:
    """The pill of the review that is shown is the chosen one."""
    assert visit().button_group(key="example").value == next(iter(EXAMPLES))


def test_what_a_page_imported_is_not_looked_at_again() -> None:
    """After the first visit the modules are out of the garbage collector's sight: it runs after every script run."""
    visit()
    assert gc.get_freeze_count() > 10_000


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gives_a_picture(name: str) -> None:
    """Picking an example puts its text into the box and draws all its words."""
    app = visit()
    app.button_group(key="example").set_value(name).run()
    assert app.text_area(key="text").value == EXAMPLES[name]
    assert len(words(app)) == len(rnnviz.text.split_words(EXAMPLES[name]))


def test_a_text_of_ones_own_is_no_example() -> None:
    """When a text is pasted, no example stays marked as chosen."""
    assert paste(visit(), "a good film").button_group(key="example").value is None


def test_choosing_the_same_example_again_keeps_the_text() -> None:
    """Taking the mark off an example leaves its text in the box."""
    app = visit()
    app.button_group(key="example").set_value(None).run()
    assert app.text_area(key="text").value == next(iter(EXAMPLES.values()))
    assert sentences(app) == []


@pytest.mark.parametrize("run", RUNS)
def test_the_verdict_is_the_recordings(run: str) -> None:
    """The page's number is the last probability that `rnnviz.record` gives, and its word fits the number."""
    app = visit(model=run, text=EXAMPLES["negated"])
    probability = rnnviz.record(rnnviz.load(run), EXAMPLES["negated"]).probability[-1]
    side = "positive" if probability >= 0.5 else "negative"
    assert verdict(app) == f"Verdict: {side}, {probability:.3f}"


@pytest.mark.parametrize("run", RUNS)
def test_every_shipped_model_can_be_read_with(run: str) -> None:
    """Each run in models/ draws the whole review with all its units."""
    app = visit(model=run)
    network = rnnviz.load(run)
    assert len(drawn(app)["order"]) == network.spec.layers[-1].output_features
    assert app.session_state["model"] == run


def test_what_was_cut_is_shown() -> None:
    """Of a review that is longer than the row, the page counts what was not read and says which end it was."""
    app = paste(visit(model="imdb-simple-rnn"), "slow " * 600)
    assert counts(app) == "500 words read, 0 unknown, 100 cut"
    assert any("the beginning was cut: 100 words were not read" in caption.value for caption in app.caption)


def test_what_the_padding_did_is_told() -> None:
    """A network that reads its padding says how much of it there was and how far it moved the probability."""
    app = visit(model="imdb-simple-rnn", text="a good film")
    assert any(
        "496 padding zeros" in caption.value and "move the probability from 0." in caption.value
        for caption in app.caption
    )


def test_a_masked_network_speaks_of_no_padding() -> None:
    """A network that masks says that it skips padding, and its picture has none."""
    app = visit(model="imdb-lstm", text="a good film")
    assert "padding" not in {step.get("k") for step in drawn(app)["steps"]}
    assert any("skips padding" in caption.value for caption in app.caption)


def test_an_lstm_shows_its_cell_state() -> None:
    """The state box of an LSTM offers its cell state, and choosing it draws other numbers."""
    app = visit(model="imdb-lstm")
    hidden = drawn(app)
    app.selectbox(key="state").set_value("cell state c").run()
    assert drawn(app)["state_name"] == "cell state c of layer 1"
    assert drawn(app)["states"] != hidden["states"]
    assert {"input gate", "forget gate", "output gate"} <= set(app.selectbox(key="state").options)


def test_a_gru_shows_its_gates() -> None:
    """The state box of a GRU offers its two gates and no cell state."""
    options = visit(model="imdb-gru").selectbox(key="state").options
    assert {"update gate", "reset gate"} <= set(options)
    assert "cell state c" not in options


def test_a_stack_shows_each_of_its_layers() -> None:
    """The layer box of the stacked network offers its four layers, begins at the last, and changes the picture."""
    app = visit(model="imdb-simple-rnn-stacked")
    assert app.selectbox(key="layer").options == ["1", "2", "3", "4"]
    assert app.selectbox(key="layer").value == "4"
    for layer in ("1", "2", "3"):
        app.selectbox(key="layer").set_value(layer).run()
        assert drawn(app)["state_name"] == f"hidden state h of layer {layer}"


def test_a_lower_layer_is_not_sorted_by_the_readout() -> None:
    """Only the last layer meets the readout, so the layers below it offer no such order."""
    app = visit(model="imdb-simple-rnn-stacked", sort="readout")
    assert drawn(app)["order_label"] == "sorted by readout weight"
    app.selectbox(key="layer").set_value("1").run()
    assert "readout" not in app.selectbox(key="sort").options
    assert drawn(app)["order_label"] == "sorted by number"


def test_changing_the_model_keeps_the_view() -> None:
    """Colouring, order and unit survive another model, as far as it has them."""
    app = visit(model="imdb-simple-rnn", colour="push", sort="variance", unit="7")
    app.selectbox(key="model").set_value("imdb-lstm").run()
    view = drawn(app)
    assert (view["colouring"], view["order_label"], view["unit"]) == ("delta_logit", "sorted by variance", 7)


_SESSION = """
from rnnviz.runs import list_runs
from tests.app.driving import drawn, paste, visit
app = visit()
for run in list_runs():
    app.selectbox(key="model").set_value(run.name).run()
    drawn(app)
paste(app, "a wonderful film")
for key, value in (("sort", "similarity"), ("unit", "3")):
    app.selectbox(key=key).set_value(value).run()
paste(app, "")
paste(app, "a terrible film")
for button in app.get("download_button"):
    assert not button.proto.disabled
from rnnviz.ui.read import facts
from rnnviz.ui.frame.session import network_of, recording_of
from rnnviz.ui.read.view import View
recording = recording_of("imdb-simple-rnn", "a terrible film")
view = View(layer=1, state="hidden_states", order="index", unit=0, colouring="readout")
assert facts._csv(recording) and facts._html(recording, network_of("imdb-simple-rnn"), view)
"""


@pytest.mark.thorough
def test_a_whole_session_loads_no_tensorflow() -> None:
    """After a session with every model, bad text and both downloads, neither TensorFlow nor Keras is loaded."""
    assert trainers_loaded_by(_SESSION) == []


def test_numpy_has_one_thread_in_the_app() -> None:
    """The entry is read before NumPy is loaded, so that the products of a step spin on no second thread."""
    code = (
        "import runpy, sys; runpy.run_path('app.py'); import numpy; from threadpoolctl import threadpool_info; "
        "print([one['num_threads'] for one in threadpool_info() if one['user_api'] == 'blas'])"
    )
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    process = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert process.stdout.splitlines()[-1] == "[1]"
