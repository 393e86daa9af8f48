"""The run history of the page "Train" as AppTest builds it: rename, delete, undo, zip files, the table."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.runs import Run, export_run, find_run, models_folder, runs_folder
from rnnviz.training import jobs
from tests.app.driving import sentences, visit
from tests.app.test_train import a_run, text
from tests.shipped import held_out


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_worker: None) -> Path:
    """A home of its own, and nobody who starts a worker."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def rename(app: AppTest, old: str, new: str) -> AppTest:
    app.text_input(key=f"t_new_name_{old}").set_value(new)
    return press(app, "Rename")


def shown(app: AppTest) -> str:
    return str(app.selectbox(key="t_run").value)


def names() -> list[str]:
    return [job.name for job in jobs.list_jobs()]


def trained(name: str) -> Run:
    """A copy of a shipped run in the runs folder."""
    shutil.copytree(models_folder() / "imdb-gru", runs_folder() / name)
    return Run(runs_folder() / name)


def test_a_run_is_renamed_and_stays_chosen() -> None:
    """Under its new name the run is shown, in the box, and stands beside another that it was compared with."""
    a_run("one", 0.7)
    a_run("two", 0.7)
    app = visit("train", t_run="one")
    app = rename(app, "one", "_mine_")
    assert sentences(app) == []
    assert shown(app) == "_mine_"
    app.selectbox(key="t_run").set_value("two").run()
    app.button_group(key="t_beside").set_value(["_mine_"]).run()
    app = rename(app, "two", "three")
    assert shown(app) == "three"
    assert app.button_group(key="t_beside").value == ["_mine_"]
    assert names() == ["_mine_", "three"]


def test_a_renamed_network_reads_under_its_new_name() -> None:
    """The page "Read a review" offers the run under its new name alone."""
    trained("mine")
    rename(visit("train"), "mine", "yours")
    offered = visit("read").selectbox(key="model").options
    assert "yours" in offered
    assert "mine" not in offered


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("two", "There is a run called two already"),
        ("<b>:</b>", "A run's name has"),
        ("", "A run's name has"),
    ],
)
def test_a_name_that_cannot_be_had_is_one_sentence(new: str, said: str) -> None:
    """The run stays, chosen under its old name; the sentence goes with the next change."""
    a_run("one", 0.7)
    a_run("two", 0.7)
    app = rename(visit("train", t_run="one"), "one", new)
    (sentence,) = sentences(app)
    assert said in sentence
    assert shown(app) == "one"
    assert sentences(app.run()) == []


def test_a_deleted_run_is_brought_back() -> None:
    """Deleted, a run is gone from the page, which says so; Undo brings it back, also after other things were done."""
    a_run("one", 0.7)
    a_run("<b>two", 0.8)
    app = press(visit("train", t_run="<b>two"), "Delete")
    assert names() == ["one"]
    assert (shown(app), sentences(app)) == ("one", [])
    assert len(app.warning) == 0
    assert "<b>two was deleted." in text(app)
    app.run()
    app = press(app, "Undo")
    assert names() == ["<b>two", "one"]
    assert shown(app) == "<b>two"
    assert "was deleted" not in text(app)


def test_the_last_run_is_deleted_and_brought_back_by_another_session() -> None:
    """Without a run of one's own the shipped ones are there, and the trash is offered to whoever comes later."""
    a_run("one", 0.7)
    app = press(visit("train", t_run="one"), "Delete")
    assert sentences(app) == []
    assert shown(app) == "imdb-simple-rnn"
    later = visit("train")
    assert "The last 20 that were deleted are kept" in text(later)
    assert shown(press(later, "Bring it back")) == "one"


def test_a_run_whose_name_was_taken_comes_back_under_another() -> None:
    """The page says what it is called now."""
    a_run("one", 0.7)
    app = press(visit("train"), "Delete")
    a_run("one", 0.8)
    app = press(app, "Undo")
    assert shown(app) == "one-2"
    assert [one.value.replace("\\", "") for one in app.success] == [
        "one is back as one-2, because another run has its name by now."
    ]


def test_a_run_that_waits_is_neither_renamed_nor_deleted() -> None:
    """Either is one sentence that says what to do first."""
    app = visit("train")
    app = app.button(key="t_start").click().run()
    for refused in (rename(app, shown(app), "other"), press(app, "Delete")):
        assert sentences(refused) == ["simple-rnn-32-seed0 waits in the queue: take it out first."]
    assert names() == ["simple-rnn-32-seed0"]


def test_a_run_that_is_gone_is_said_once() -> None:
    """Deleted by somebody else while it is shown, a run cannot be deleted again, and another is shown."""
    a_run("one", 0.7)
    a_run("two", 0.7)
    app = visit("train", t_run="two")
    shutil.rmtree(runs_folder() / "two")
    app = press(app, "Delete")
    assert "There is no run called two" in sentences(app)[0]
    assert shown(app) == "one"


# ---- zip files ----


def upload(app: AppTest, content: bytes, name: str = "file.zip") -> AppTest:
    return app.file_uploader[0].set_value((name, content, "application/zip")).run()


def test_a_zip_file_is_imported_and_shown() -> None:
    """On a first visit a run comes in under a free name, is said, chosen, and reads reviews."""
    app = upload(visit("train"), export_run(find_run("imdb-gru")))
    assert sentences(app) == []
    assert [one.value.replace("\\", "") for one in app.success] == ["imdb-gru-2 was imported."]
    assert shown(app) == "imdb-gru-2"
    assert "imdb-gru-2" in visit("read").selectbox(key="model").options
    assert len(upload(app, export_run(find_run("imdb-gru"))).success) == 1
    assert names() == ["imdb-gru-2", "imdb-gru-3"]


def test_a_file_that_is_no_run_is_one_sentence() -> None:
    """Whatever it is called, it is refused as text, and the page is as before."""
    a_run("one", 0.7)
    app = upload(visit("train"), b"no zip", "<b>x</b>.zip")
    assert sentences(app) == [
        "<b>x</b>.zip is no zip file. Nothing was imported: a zip file as rnnviz writes it was expected."
    ]
    assert shown(app) == "one"
    assert sentences(app.run()) == []


def test_runs_are_downloaded_when_they_are_trained() -> None:
    """A shipped run can always be downloaded, one of one's own when it has a model."""
    a_run("one", 0.7)
    trained("two")
    labels = ["Download as zip"]
    assert [one.label for one in visit("train", t_run="one").get("download_button")] == labels
    assert [one.label for one in visit("train", t_run="two").get("download_button")] == labels * 2


# ---- the table ----


def test_the_table_tells_every_run() -> None:
    """One's own runs and the shipped ones, with what is known of them, a damaged one among them."""
    a_run("one", 0.7, 0.8)
    a_run("broken", 0.7)
    (runs_folder() / "broken" / "run.json").write_text("{")
    a_run("odd", 0.7)
    odd = runs_folder() / "odd" / "run.json"
    odd.write_text(odd.read_text().replace("2026-01-02T03:04:05+00:00", "yesterday"))
    app = visit("train")
    assert sentences(app) == []
    table = app.dataframe[0].value.set_index("run")
    lstm = f"LSTM, {held_out('imdb-lstm')}"
    assert {"one", "broken", "odd", lstm} <= set(table.index)
    one, shipped = table.loc["one"], table.loc[lstm]
    assert (one["best validation"], one["epochs"], one["seed"], one["time"]) == (0.8, "2 of 10", 7, "4 s")
    assert one["when"].isoformat().startswith("2026-01-02T03:04:05")
    assert (shipped["status"], 0.8 < shipped["held-out"] < 0.9) == ("shipped", True)
    assert table.loc["broken"]["status"] == "failed"
    assert "python -m rnnviz evaluate RUN --data reviews.csv" in text(app)
    assert f"tensorboard --logdir {runs_folder()}" in [one.value for one in app.code]
