"""The page "Train" with reviews of one's own, as AppTest builds it."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.corpora import load_corpus
from rnnviz.training import jobs
from rnnviz.training.kept_corpora import corpora_folder, list_kept
from tests.app.driving import captions, sentences, visit
from tests.app.test_data import HOSTILE_UPLOADS

OWN = "a CSV of your own"
REVIEWS = "review,sentiment\n" + "a fine film,positive\n'a' dull  one,negative\n" * 30


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_worker: None) -> None:
    """A home of its own, where nobody starts a worker."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))


def upload(content: bytes, name: str = "my films.csv", **address: str) -> AppTest:
    """Return the page after a file was uploaded."""
    app = visit("train", t_corpus=OWN, **address)
    return app.file_uploader(key="t_file").set_value((name, content, "text/csv")).run()


def train(app: AppTest) -> AppTest:
    return app.button(key="t_start").click().run()


def nothing_is_kept() -> bool:
    return not corpora_folder().exists() and jobs.list_jobs() == []


def test_before_a_file_is_there_nothing_can_be_trained() -> None:
    """The limits of a file and where it will lie are said, and there is no button."""
    app = visit("train", t_corpus=OWN)
    assert "Up to 20 MB, 1,000,000 rows and 100 columns" in captions(app)
    assert "until you press Train" in captions(app)
    assert not any(button.key == "t_start" for button in app.button)
    assert "As soon as a file is here" in app.info[0].value


def test_an_uploaded_file_is_trained_on_and_kept() -> None:
    """The plan counts its reviews; pressed, the button keeps them in a file that the worker reads later."""
    app = upload(REVIEWS.encode(), t_batch="16")
    assert sentences(app) == []
    assert any("60 reviews" in text.value for text in app.markdown)
    assert nothing_is_kept()
    assert sentences(train(app)) == []
    (job,) = jobs.list_jobs()
    assert job.name == "simple-rnn-32-my-films-seed0"
    assert job.request is not None
    (kept,) = list_kept()
    assert app.selectbox(key="t_kept").value == kept.title == app.query_params["t_kept"] == "my-films"
    assert (job.request.corpus, job.request.limit) == (str(kept.path), None)
    corpus = load_corpus(job.request.corpus)
    assert corpus.texts[:2] == ("a fine film", "'a' dull  one")
    assert corpus.labels[:2].tolist() == [1, 0]


def test_a_kept_file_can_be_chosen_again() -> None:
    """Another session trains on it without an upload, by its address, and sees it on Data with links to its reviews."""
    train(upload(REVIEWS.encode(), t_batch="16"))
    again = visit("train", t_corpus=OWN, t_kept="my-films", t_batch="8")
    assert sentences(train(again)) == []
    requests = [job.request for job in jobs.list_jobs()]
    assert len({request.corpus for request in requests if request}) == 1
    assert len(list_kept()) == 1
    data = visit("data", d_corpus=OWN, d_kept="my-films", d_review="2")
    assert sentences(data) == []
    assert data.text_area(key="d_text").value == "'a' dull  one"


def test_a_kept_file_that_is_gone_is_said() -> None:
    """An address with a file that nobody keeps is a warning, and another may be chosen; a cut one is a sentence."""
    app = visit("train", t_corpus=OWN, t_kept="<b>")
    assert "No file <b> is kept" in re.sub(r"\\(.)", r"\1", app.warning[0].value)
    train(upload(REVIEWS.encode(), t_batch="16"))
    path = list_kept()[0].path
    path.write_bytes(path.read_bytes()[:100])
    (sentence,) = sentences(visit("train", t_corpus=OWN, t_kept="my-films"))
    assert path.name in sentence


@pytest.mark.parametrize(("content", "said"), HOSTILE_UPLOADS.values(), ids=HOSTILE_UPLOADS)
def test_a_hostile_file_is_one_sentence_and_not_kept(content: bytes, said: str) -> None:
    """What cannot be read is refused as on Data; nothing is queued, nothing is kept."""
    (sentence,) = sentences(upload(content, "mine.csv"))
    assert said in sentence
    assert nothing_is_kept()


@pytest.mark.parametrize(
    ("content", "address", "said"),
    [
        ("text,label\n" + "fine,1\n" * 50, {}, "needs negative and positive reviews"),
        ("text,label\nfine,1\ndull,0\n", {}, "The validation part of 'mine.csv' needs negative and positive reviews"),
        (REVIEWS, {}, "A batch holds at most all 48 training reviews, not 128"),
        (REVIEWS, {"t_batch": "49"}, "A batch holds at most all 48 training reviews, not 49"),
        (REVIEWS, {"t_batch": "48", "t_rate": "nan"}, "learning rate"),
    ],
    ids=["one class", "too few", "batch", "one too many", "rate"],
)
def test_what_cannot_be_trained_on_is_one_sentence(content: str, address: dict[str, str], said: str) -> None:
    """A file that can be read and not be trained on is told before anything starts, and the runs are still shown."""
    app = upload(content.encode(), "mine.csv", **address)
    (sentence,) = sentences(app)
    assert said in sentence
    assert nothing_is_kept()
    assert app.selectbox(key="t_run").options[0] == "SimpleRNN of the chapter, 84.6 %"


def test_a_file_is_uploaded_once_for_both_pages() -> None:
    """What was uploaded on Train is shown on Data in the same session."""
    app = upload(REVIEWS.encode(), t_batch="16")
    app.query_params["d_corpus"] = OWN
    app.switch_page("../../pages/data.py").run()
    assert sentences(app) == []
    assert r"Still in this session\: my films\.csv" in captions(app)
