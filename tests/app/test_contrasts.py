"""Networks without a state beside a run on "Train", and below a reading."""

import re
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import rnnviz
from rnnviz.explanation import contrast_table, judges_of, stateless_verdicts
from rnnviz.recording import record
from rnnviz.runs import (
    CONTRASTS,
    DROPOUT,
    RUN,
    Run,
    contrasted_of,
    contrasts_folder,
    contrasts_of,
    find_run,
    models_folder,
)
from rnnviz.ui.instruments import measuring
from rnnviz.ui.train.contrast_words import findings
from tests.app.driving import sentences, visit
from tests.app.test_units import view
from tests.runs.made import made_contrasts
from tests.runs.small import small_run

TEXT = "a truly wonderful film that is not boring at all, only the zorgblat was terrible"
SHIPPED = [run.name for run in rnnviz.list_runs()]


@pytest.fixture(autouse=True)
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A visit of "Train" starts no worker: nothing is trained by one here."""
    monkeypatch.setattr("rnnviz.training.worker_process.ensure_worker", lambda: None)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """A run of one's own without contrasts."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))
    yield small_run(tmp_path / "home" / "runs" / "own", epochs=(1,))
    measuring._end()


def said(app: AppTest) -> str:
    """Everything that is said in lines and boxes."""
    return re.sub(r"\\(.)", r"\1", " ".join(one.value for one in (*app.markdown, *app.caption, *app.info)))


# ---- what ships ----


def test_one_set_serves_all_shipped_runs() -> None:
    """Every shipped run has contrasts, all the same, and has answered the same held-out reviews; they are small."""
    folders = {contrasts.folder for name in SHIPPED if (contrasts := contrasts_of(find_run(name))) is not None}
    assert len(folders) == 1
    for name in SHIPPED:
        table = contrast_table(find_run(name))
        assert table is not None
        assert (table.reviews, table.reviewed, table.left_out) == ("imdb_test", 24_877, 123)
        assert [row.name for row in table.rows] == [RUN, DROPOUT, *CONTRASTS]
        assert table.rate == 0.2
        assert all(len(row.seeds) >= 3 for row in table.contrasts if row.name != "bag_of_words")
        assert all(row.answers.turned == 0 for row in table.contrasts if row.name in {"averaged", "bag_of_words"})
        assert all(row.answers.turned > 0 for row in table.rows if row.name in {RUN, "flattened", "convolution"})
    assert sum(file.stat().st_size for folder in folders for file in folder.iterdir()) < 3_000_000


def test_a_shipped_bag_is_the_one_that_was_measured() -> None:
    """The bag of words of the set is the one that lies beside each run, and answers as that does."""
    for name in SHIPPED:
        run = find_run(name)
        contrasts, bag = contrasts_of(run), run.bag_of_words()
        assert contrasts is not None
        kept = contrasts.bag_of_words(num_words=10_000, corpus=run.record.corpus.fingerprint)
        assert bag is not None
        assert kept is not None
        np.testing.assert_allclose(kept.weights, bag.weights, atol=1e-4)  # fitted at another time
        trust = run.trust()
        assert trust is not None
        assert contrasts.parts[-1].answers["bag_of_words"].accuracy == pytest.approx(
            trust.measured.bag_of_words_accuracy, abs=1e-3
        )
        contrasted = contrasted_of(run)
        assert contrasted is not None
        assert contrasted.parts[-1].answers[RUN].accuracy == pytest.approx(trust.measured.accuracy, abs=1e-3)


# ---- Train ----


def test_train_says_what_is_told_apart() -> None:
    """Below the shipped run stand the sentence, the picture and the table of its contrasts."""
    app, table = visit("train", t_run="imdb-simple-rnn"), contrast_table(find_run("imdb-simple-rnn"))
    assert table is not None
    assert findings(table, "SimpleRNN of the chapter")[0] in said(app)
    assert [row["name"] for row in view(app, "intervals")["rows"]] == [
        row.name for row in sorted((table.run, *table.contrasts), key=lambda row: -row.accuracy.hits)
    ]
    shown = next(frame.value for frame in app.dataframe if "seeds" in frame.value)
    assert shown["network"].tolist()[:2] == ["SimpleRNN of the chapter", "with dropout"]
    assert len(shown) == 6


def test_a_run_of_ones_own_can_have_them_trained(own: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A button runs the command of the command line, its epochs are told, and then the table is there."""
    made_contrasts(own)
    kept = own.path.parent.parent / "kept"
    shutil.move(contrasts_folder(own), kept)
    app = visit("train", t_run="own")
    assert "have not been trained on the reviews of own yet" in said(app)
    program = (
        "import shutil, sys, time, pathlib\n"
        "assert sys.argv[2:5] == ['-m', 'rnnviz', 'contrast']\n"
        "print('averaged, seed 0, epoch 7: val_accuracy 0.8123', flush=True)\n"
        f"while not pathlib.Path({str(kept / 'go')!r}).exists(): time.sleep(0.02)\n"
        f"shutil.copytree({str(kept)!r}, pathlib.Path(sys.argv[5], 'contrasts'))"
    )
    command = measuring._command
    monkeypatch.setattr(measuring, "_command", lambda work, run: [sys.executable, "-c", program, *command(work, run)])
    app.button(key="contrast").click().run()
    _until(app, lambda: "mean word vector, epoch 7, 81.2 % of the validation reviews" in said(app))
    (kept / "go").touch()
    _until(app, lambda: not any("have not been trained" in one.value for one in app.info))
    assert sentences(app) == []
    assert len(view(app, "intervals")["rows"]) == 5


def _until(app: AppTest, there: object) -> None:
    for _ in range(300):
        if there():  # type: ignore[operator]
            return
        time.sleep(0.05)
        app.run()
    pytest.fail(said(app))


def test_damaged_contrasts_are_a_sentence(own: Run) -> None:
    """Whatever is wrong with the files, the page above is drawn and the sentence says what to do."""
    made_contrasts(own)
    (contrasts_folder(own) / "contrasts.json").write_text("[1]", encoding="utf-8")
    app = visit("train", t_run="own")
    (told,) = sentences(app)
    assert told.startswith("contrasts.json of the contrasts in own cannot be read")
    assert "python -m rnnviz contrast" in told
    assert [one.proto.component_name.split("/")[-1].split(".")[-1] for one in app.get("bidi_component")] == ["curves"]


def test_a_run_that_is_not_trained_is_not_asked(own: Run) -> None:
    """Without a trained model there is nothing to hold against anything."""
    own.model_file.unlink()
    app = visit("train", t_run="own")
    assert "Did it need a state?" not in [one.value for one in app.subheader]


# ---- Read a review ----


@pytest.mark.parametrize("model", SHIPPED)
def test_every_shipped_run_is_beside_networks_without_a_state(model: str) -> None:
    """Verdicts are those of the networks on the row that the run read, and the sentence says who does not move."""
    app = visit(ask="Without a state", model=model, text=TEXT, ws_network="flattened", ws_order="3")
    run = find_run(model)
    contrasts = contrasts_of(run)
    assert contrasts is not None
    recording = record(rnnviz.load(model), TEXT)
    found = stateless_verdicts(judges_of(contrasts, run.record), recording, run.record.padding, order=3)
    drawn = view(app, "without")
    assert [one["name"] for one in drawn["verdicts"]] == [RUN, *CONTRASTS]
    assert drawn["verdicts"][0]["probability"] == pytest.approx(float(recording.probability[-1]), abs=1e-6)
    assert drawn["verdicts"][2]["chosen"]
    assert len(drawn["windows"]["bars"]) == min(len(found[2].windows), 8)
    assert view(app, "strips")["chosen"] == "flattened"
    assert "in another order (number 3) these say the same to the last digit: mean word vector, bag of words." in said(
        app
    )


@pytest.mark.parametrize(
    "text", ["wonderful", "zorgblat " * 500, "word " * 30_000, "…", "<img src=x onerror=alert(1)>"]
)
def test_texts_that_break_things_are_answered(text: str) -> None:
    """One word, unknown words alone, a very long text, no word at all, and markup have pictures or a sentence."""
    app = visit(ask="without_state", model="imdb-simple-rnn", text=text)
    assert [error.value for error in app.exception] == []
    assert sentences(app) or view(app, "without")["verdicts"]


def test_an_address_that_asks_for_what_there_is_not_is_told() -> None:
    """A network that nobody knows and an order that is no number are one sentence each."""
    app = visit(ask="without_state", model="imdb-lstm", text=TEXT, ws_network="<b>", ws_order="9999")
    told = " ".join(re.sub(r"\\(.)", r"\1", warning.value) for warning in app.warning)
    assert "There is no network <b>; mean word vector is shown." in told
    assert "Number of the other order is a whole number from 1 to 1,000, not 9999" in told


def test_another_epoch_is_said() -> None:
    """Where an epoch is chosen above, the page says that only the recurrent network is of it."""
    app = visit(ask="without_state", model="imdb-lstm", text=TEXT, epoch="1")
    assert "The recurrent network is that of epoch 1" in said(app)


def test_a_run_without_contrasts_says_how_to_get_them(own: Run) -> None:
    """One's own has a button; a run that lies elsewhere names the command."""
    app = visit(ask="without_state", model="own", text=TEXT)
    assert app.button(key="contrast")
    assert "No networks without a state have been trained on the reviews of own yet" in said(app)


def test_exchanged_weights_are_a_sentence(own: Run) -> None:
    """Weights that were not measured are not shown."""
    made_contrasts(own)
    shutil.copy(models_folder() / "imdb-simple-rnn" / "contrasts" / "averaged.npz", contrasts_folder(own))
    app = visit(ask="without_state", model="own", text=TEXT)
    assert ["it is not the file that was measured" in one for one in sentences(app)] == [True]
