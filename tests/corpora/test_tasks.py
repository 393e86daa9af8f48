"""Small tasks: their names, their exact truth against definitions by hand, and that nothing gives it away."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from rnnviz.corpora import TASKS, Task, TaskKey, load_corpus
from rnnviz.corpora.task_rules import running_sentiment
from rnnviz.errors import DataError
from rnnviz.text import Vocabulary, plain_words, read_ids
from tests.corpora.brute_force import TRUTHS, running_sum

KEYS: list[TaskKey] = list(TASKS)


def _distances(key: TaskKey) -> st.SearchStrategy[int]:
    rule = TASKS[key]
    return st.integers(rule.distances[0] // rule.step, 30 // rule.step).map(lambda value: value * rule.step)


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    key = draw(st.sampled_from(KEYS))
    return Task(key=key, distance=draw(_distances(key)), texts=draw(st.integers(10, 60)), seed=draw(st.integers(0, 99)))


@settings(deadline=None, max_examples=40)
@given(tasks())
def test_a_name_gives_the_same_corpus_again_and_half_of_it_is_yes(task: Task) -> None:
    """A corpus follows from its name alone, and its classes are balanced."""
    corpus = load_corpus(task.name)
    assert Task.from_name(task.name) == task
    assert corpus.fingerprint == task.corpus().fingerprint
    assert corpus.name == task.name
    assert int(corpus.labels.sum()) == task.texts // 2
    assert max(len(plain_words(text)) for text in corpus.texts) <= task.longest


@settings(deadline=None, max_examples=40)
@given(tasks(), st.data())
def test_the_answers_after_every_word_are_those_of_a_definition_by_hand(task: Task, data: st.DataObject) -> None:
    """Truth at every prefix equals brute force, and the label is the truth at the end."""
    corpus = task.corpus()
    place = data.draw(st.integers(0, len(corpus) - 1))
    words = plain_words(corpus.texts[place])
    answers = task.answers(corpus.texts[place])
    by_hand = [TRUTHS[task.key](words[: end + 1], task.distance) for end in range(len(words))]
    assert answers[-1] == corpus.labels[place] == by_hand[-1]
    if task.key == "sine":  # by hand the wave is found on a grid, so what is nearly level may differ
        assert np.mean(np.array(answers[1:]) == np.array(by_hand[1:])) > 0.8
    else:
        assert list(answers) == by_hand


@given(st.lists(st.sampled_from(TASKS["sentiment"].symbols), min_size=1, max_size=40))
def test_the_running_sum_is_that_of_the_words_counted_down(words: list[str]) -> None:
    """Negation reaches four words and "very" one, wherever they meet."""
    numbers = np.array([[TASKS["sentiment"].symbols.index(word) for word in words]])
    by_hand = [running_sum(words[: end + 1]) for end in range(len(words))]
    assert running_sentiment(numbers)[0].tolist() == by_hand


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("count", [7, 30])
def test_any_text_of_the_symbols_has_answers(key: TaskKey, count: int) -> None:
    """Answers do not ask that a text could have been drawn."""
    task, rng = Task(key=key, distance=TASKS[key].distances[1]), np.random.default_rng(count)
    words = rng.choice(task.rule.symbols, count).tolist()
    by_hand = [TRUTHS[key](words[: end + 1], task.distance) for end in range(count)]
    answers = task.answers(" ".join(words))
    assert len(answers) == count
    if key != "sine":
        assert list(answers) == by_hand


@pytest.mark.parametrize("key", KEYS)
def test_symbols_are_words_of_the_vocabulary(key: TaskKey) -> None:
    """The word rule leaves every symbol whole, and each has an id of its own."""
    corpus = Task(key=key, distance=TASKS[key].distances[1], texts=400).corpus()
    vocabulary = corpus.vocabulary(100)
    assert vocabulary == Vocabulary(TASKS[key].symbols)
    assert min(min(read_ids(text, vocabulary)) for text in corpus.texts) >= 4


# ---- nothing gives the answer away ----

CHANCE = 0.58  # a letter beside the one that is asked for tells 1 / (2·letters) of it; and 2,000 texts are a sample
SHORTCUTS = {  # which of: words present, how often each stands, the last word, the length, the first word
    "first-symbol": {"first"},
    "copy": set(),
    "parity": {"counts"},
    "count": {"counts", "last", "first"},
    "brackets": set(),
    "sine": {"present", "counts", "last", "first"},
    "sentiment": {"present", "counts", "last", "first"},
}
DISTANCES = {"first-symbol": 20, "copy": 8, "parity": 6, "count": 41, "brackets": 16, "sine": 24, "sentiment": 20}


@pytest.mark.parametrize("key", KEYS)
def test_no_shortcut_answers_what_demands_memory(key: TaskKey) -> None:
    """Bag of words, length, first and last word stay near chance but where they are the honest point."""
    task = Task(key=key, distance=DISTANCES[key], texts=2_000)
    scores = {name: _score(task, name) for name in ("present", "counts", "last", "length", "first")}
    told = {name for name, score in scores.items() if score > CHANCE}
    assert told <= SHORTCUTS[key], scores
    if key == "count":
        assert scores["counts"] > 0.98  # counting is all there is to it
    if key == "sentiment":
        assert 0.6 < scores["counts"] < 0.8  # the words say something, and not all
    if key == "parity":
        assert scores["counts"] < 0.7  # of six letters; nothing that adds up can do better
    if key == "first-symbol":
        assert scores["first"] == 1


@pytest.mark.parametrize("distance", [4, 100])
def test_a_bag_of_words_is_right_in_60_to_80_percent_of_a_language_with_negation(distance: int) -> None:
    """As the page says, whatever the length."""
    assert 0.58 < _score(Task(key="sentiment", distance=distance, texts=4_000), "counts") < 0.81


def _score(task: Task, feature: str) -> float:
    training, held = task.corpus(), task.held_out.corpus()
    model = LogisticRegression(max_iter=200, tol=1e-3).fit(_features(training.texts, task, feature), training.labels)
    return float(model.score(_features(held.texts, task, feature), held.labels))


def _features(texts: tuple[str, ...], task: Task, feature: str) -> np.ndarray:
    rows = [text.split() for text in texts]
    if feature == "length":
        return np.eye(task.longest + 1)[[len(row) for row in rows]]
    if feature in {"first", "last"}:
        return np.array(
            [[row[0 if feature == "first" else -1] == symbol for symbol in task.rule.symbols] for row in rows]
        )
    counts = np.array([[row.count(symbol) for symbol in task.rule.symbols] for row in rows])
    return np.minimum(counts, 1) if feature == "present" else counts


def test_wrong_brackets_are_near_right_ones() -> None:
    """Every text opens first and closes last, as often; a wrong one falls short by one bracket."""
    corpus = Task(key="brackets", distance=16, texts=400).corpus()
    for text, label in zip(corpus.texts, corpus.labels, strict=True):
        words = text.split()
        depths = np.cumsum([1 if word == "open" else -1 for word in words])
        assert words[0] == "open"
        assert words[-1] == "close"
        assert depths[-1] == 0
        assert depths.min() == label - 1


# ---- names ----


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("task:", "The name of a task is"),
        ("task:first-symbol", "The name of a task is"),
        ("task:nothing:4", "A task is one of"),
        ("task:parity:1", "from 2 to 100, not 1"),
        ("task:brackets:7", "an even number from 6 to 100, not 7"),
        ("task:parity:999999999", "not 999999999"),
        ("task:parity:8:texts=9", "texts of a task"),
        ("task:parity:8:texts=20001", "texts of a task"),
        ("task:parity:8:seed=1:texts=20", "The name of a task is"),
        ("task:../../etc/passwd:4", "The name of a task is"),
        ("task:parity:٣", "The name of a task is"),
        ("task:parity:8\n", "The name of a task is"),
        ("task:" + "x" * 5_000, "The name of a task is"),
    ],
)
def test_a_name_that_is_none_is_told_in_a_sentence(name: str, told: str) -> None:
    """Hostile and mistaken names are refused with what a name looks like."""
    with pytest.raises(DataError, match=told.replace("(", r"\(")):
        load_corpus(name)


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_no_name_does_anything_but_a_sentence_or_a_corpus(rest: str) -> None:
    """Any text behind the sign of a task is a task or a sentence."""
    told = ""
    try:
        Task.from_name(f"task:{rest}")
    except DataError as error:
        told = str(error)
    assert len(told) < 400


def test_a_word_that_is_no_symbol_is_told() -> None:
    """The truth of a text of other words is not guessed."""
    with pytest.raises(DataError, match="consists of a, b, not of 'film'"):
        Task(key="parity", distance=8).answers("a film")
    assert Task(key="parity", distance=8).answers("") == ()
