"""The page "Keras layers": first visit, presets, address, stacks that Keras refuses, and what goes through."""

import subprocess
import sys

import numpy as np
import pytest

from rnnviz.networks import read_stack
from rnnviz.ui.frame.doors import Door
from rnnviz.ui.layers.edits import PRESETS
from tests.app.driving import ROOT, captions, sentences
from tests.app.layers_page import (
    chosen_preset,
    drawing,
    layers,
    numbers,
    pictures,
    preset,
    preset_of,
    returned,
    shape,
    total,
    warnings,
)


def test_a_first_visit_shows_the_chapters_network() -> None:
    """Without an address the first preset is chosen, drawn, summed up and run, and nothing is wrong."""
    app = layers()
    assert chosen_preset(app) == "last output"
    assert [shape(stage) for stage in drawing(app)["stages"]] == ["(None, None)", "(None, None, 32)", "(None, 32)"]
    assert total(app) == "Total params: 322,080 (1.23 MB)"
    assert len(pictures(app)) == 2
    assert warnings(app) == []


@pytest.mark.parametrize(
    ("name", "sum_"),
    [
        ("whole sequence", "322,080"),
        ("four stacked", "328,320"),
        ("with readout", "322,113"),
        ("LSTM", "328,353"),
        ("GRU", "326,369"),
        ("bidirectional", "336,705"),
        ("not valid", ""),
    ],
)
def test_a_preset_is_drawn_with_its_total(name: str, sum_: str) -> None:
    """A click on a preset puts its line into the box and its total below the summary."""
    app = preset(layers(), name)
    assert app.text_input(key="stack").value == PRESETS[preset_of(name)]
    assert drawing(app)["line"] == PRESETS[preset_of(name)]
    assert sum_ in total(app)
    assert chosen_preset(app) == name


def test_an_address_restores_everything() -> None:
    """Stack, text, seed and the layer that is looked into come back cold, in another order than on the page."""
    app = layers(watched="1", draw="7", words="a fine film", stack="emb-10000-16.gru-4-seq.lstm-3-bi.dense-2")
    assert drawing(app)["line"] == "emb-10000-16.gru-4-seq.lstm-3-bi.dense-2"
    view = returned(app)
    assert [row["t"] for row in view["rows"]] == ["a", "fine", "film"]
    assert view["features"] == 4
    assert "seed 7" in view["help"]
    assert chosen_preset(app) is None
    assert warnings(app) == []


def test_an_address_restores_plain_features() -> None:
    """The number of timesteps of random features is in the address too."""
    app = layers(stack="in-3.rnn-2", steps="5")
    assert returned(app)["rows"] == [{"n": number} for number in range(1, 6)]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nonsense",
        "emb-10000-32.rnn-0",
        "emb-10000-32.rnn--1",
        "emb-10000-32.rnn-1000000000",
        "emb-10000-32.rnn-many",
        "in-3" + ".rnn-1-seq" * 9,
        "<script>alert(1)</script>",
        "**bold** :red[x] $y$",
        "한국어",
        "x" * 5_000,
    ],
)
def test_a_nonsense_stack_is_one_warning_and_the_chapters_network(line: str) -> None:
    """A line that is no stack is answered by one sentence that says what is shown instead."""
    app = layers(stack=line)
    (warning,) = warnings(app)
    assert warning.endswith("The chapter's network is shown instead.")
    assert len(warning) < 320
    assert drawing(app)["line"] == "emb-10000-32.rnn-32"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"draw": "x"}, "Seed is a whole number from 0 to 9,999, not x; 0 is shown."),
        ({"draw": "-1"}, "not -1"),
        ({"draw": "1" * 400}, "not 1111"),
        ({"draw": "2.5"}, "not 2.5; 3 is shown."),
        ({"watched": "9"}, "The layer to look into is a whole number from 1 to 1, not 9; 1 is shown."),
        (
            {"stack": "in-3.rnn-2", "steps": "0"},
            "Timesteps of random features is a whole number from 1 to 40, not 0; 8 is shown.",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_another_nonsense_value_is_one_warning(address: dict[str, str], said: str) -> None:
    """A value that a control cannot have is answered by one sentence, and the page is drawn."""
    app = layers(**address)
    (warning,) = warnings(app)
    assert said in warning
    assert len(pictures(app)) == 2


def test_a_stack_that_keras_refuses_says_where_and_why() -> None:
    """The refused layer carries Keras's sentence and the repair, later ones are not reached, nothing goes through."""
    app = layers(stack="emb-10000-32.rnn-32.rnn-32.dense-1")
    stages = drawing(app)["stages"]
    assert [bool(stage.get("problem")) for stage in stages] == [False, False, False, True, False]
    assert stages[3]["problem"] == {
        "keras": (
            "ValueError: Input 0 with name 'None' of layer 'simple_rnn_1' is incompatible with the layer: "
            "expected ndim=3, found ndim=2. Full shape received: (None, 32)"
        ),
        "why": (
            "Layer 2 reads one vector for every timestep, but layer 1 returns only its last one. "
            "Set return_sequences=True in layer 1."
        ),
        "fix": 1,
    }
    assert [shape(stage) for stage in stages[3:]] == ["", ""]
    assert total(app) == ""
    assert drawing(app)["unbuilt"] == "Keras stopped here: there is no model, and no total."
    assert len(pictures(app)) == 1
    assert "Nothing goes through a stack that Keras does not build" in captions(app)


# ---- what goes through ----


def test_what_goes_through_is_labelled_untrained() -> None:
    """A badge, the title and the help say that the weights are random."""
    app = layers()
    assert any("untrained" in text.value for text in app.markdown)
    view = returned(app)
    assert "untrained" in view["title"]
    assert "Random weights, seed 0: nothing has been learned" in view["help"]


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_the_last_row_is_the_last_output(cell: str) -> None:
    """The numbers of the last row and of the last output are drawn and said, and are the same."""
    view = returned(layers(stack=f"emb-10000-32.{cell}-5"))
    sequence, last = numbers(view)
    assert sequence.shape == (10, 5)
    assert np.array_equal(sequence[-1], last)
    said = "[" + ", ".join(f"{value:+.4f}".replace("-", "−") for value in last[:3]) + ", …]"
    assert view["statement"] == f"Row 10, the last, is {said}; the last output is {said}: all 5 numbers the same."


def test_a_bidirectional_last_output_is_half_of_two_rows() -> None:
    """The forward half is the last row's, the backward half the first row's, and the sentence says so."""
    view = returned(layers(stack="emb-10000-32.lstm-3-bi"))
    sequence, last = numbers(view)
    assert view["halves"]
    assert np.array_equal(last, np.concatenate([sequence[-1, :3], sequence[0, 3:]]))
    assert not np.array_equal(last, sequence[-1])
    assert "all 3 numbers the same as in row 10, the last" in view["statement"]
    assert "all 3 numbers the same as in row 1: the backward cell begins at the end" in view["statement"]


def test_words_are_read_with_their_ids() -> None:
    """Ids are those of the shipped vocabulary; one that the Embedding has no row for is unknown, 2."""
    rows = returned(layers(words="The FILM was zorblax"))["rows"]
    assert [row["t"] for row in rows] == ["the", "film", "was", "zorblax"]
    assert [row["id"] for row in rows][3] == 2
    small = layers(words="the film was zorblax", stack="emb-5-4.rnn-2")
    assert [row["id"] for row in returned(small)["rows"]] == [4, 2, 2, 2]
    assert "3 of these words are not among the 5 ids" in captions(small)


def test_a_text_far_too_long_is_a_sentence() -> None:
    """What is far longer than what is sent through is not even split into words."""
    (said,) = (info.value for info in layers(words="word " * 50_000).info)
    assert "has up to 20,000 characters, not 250,000" in said


@pytest.mark.parametrize("words", ["", "   ", "!!! ???"])
def test_a_text_without_a_word_is_a_sentence(words: str) -> None:
    """The sentence says what to do, and the rest of the page stands."""
    app = layers(words=words)
    assert sentences(app) == []
    assert len(pictures(app)) == 1
    assert any("There is no word to send through" in info.value for info in app.info)


def test_a_long_text_is_cut_and_said() -> None:
    """Forty words go through, and the caption says how many there were."""
    app = layers(words="film " * 1_000)
    assert len(returned(app)["rows"]) == 40
    assert "The text has 1,000 words; the first 40 are sent through." in captions(app)


@pytest.mark.parametrize("words", ["<b>bold</b> & <script>", "**x** $y$ :red[z]", "정말 좋은 영화", "ä" * 500])
def test_any_text_is_shown_as_text(words: str) -> None:
    """Signs, other scripts and endless words go through as data."""
    assert returned(layers(words=words))["rows"]


def test_a_stack_too_large_for_numbers_keeps_its_shapes() -> None:
    """The largest stack is drawn and counted, and a sentence says why no numbers go through."""
    line = "emb-1000000-4096" + ".lstm-4096-bi-seq" * 7 + ".lstm-4096-bi.dense-4096"
    app = layers(stack=line)
    assert drawing(app)["line"] == line
    assert f"{read_stack(line).parameter_count:,}" in total(app)
    assert any("are given" in info.value for info in app.info)


# ---- the source ----


def test_the_source_and_the_command_are_shown() -> None:
    """The Keras program is ready to paste, with the command line below it where rnnviz trains the stack."""
    app = layers(stack="emb-10000-32.lstm-16-seq.lstm-16.dense-1")
    source, command = (code.value for code in app.code)
    assert source == read_stack("emb-10000-32.lstm-16-seq.lstm-16.dense-1").keras_source().strip()
    assert command == ("python -m rnnviz train --cell lstm --units 16 --layers 2 --input-features 32 --num-words 10000")
    assert len(layers().code) == 1


def test_the_page_needs_no_heavy_library() -> None:
    """After a whole visit neither TensorFlow and Keras nor pandas or scipy is in the process."""
    code = (
        "import sys; from tests.app.layers_page import layers, pictures; assert len(pictures(layers())) == 2; "
        "print(*({'tensorflow', 'keras', 'pandas', 'scipy', 'sklearn'} & set(sys.modules)))"
    )
    process = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert process.returncode == 0, process.stderr
    assert process.stdout.split() == []


def test_a_stack_that_can_be_trained_leads_to_its_training(monkeypatch: pytest.MonkeyPatch) -> None:
    """The way to Train carries the stack; one that cannot be trained has no such way."""
    entered: list[str] = []
    monkeypatch.setattr(Door, "enter", lambda door: entered.append(door.link))
    assert [button.label for button in layers().button if button.label == "Train this network"] == []
    app = layers(stack="emb-10000-32.gru-8.dense-1")
    (train,) = (button for button in app.button if button.label == "Train this network")
    train.click().run()
    assert entered == ["/train?stack=emb-10000-32.gru-8.dense-1"]


def test_a_layer_that_was_removed_is_not_missed() -> None:
    """Where the stack has fewer layers than the one that was looked into, its last is, without a warning."""
    app = layers(stack="in-3.rnn-2-seq.rnn-2-seq.rnn-2", watched="3")
    app = app.text_input(key="stack").set_value("in-3.rnn-2-seq.rnn-4").run()
    assert returned(app)["title"] == "What layer 2 returns in either way, untrained"
    assert warnings(app) == []
