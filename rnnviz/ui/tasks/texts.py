"""Three texts of a task, with what is true after each symbol and what a network says there."""

from functools import partial

import numpy as np

from rnnviz.corpora import Task
from rnnviz.corpora.task_rules import running_sentiment
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.session import recording_of
from rnnviz.ui.frame.shared import shared
from rnnviz.ui.tasks import learn_words, view_words
from rnnviz.ui.tasks.views.texts import TaskText, TextsPayload

__all__ = ["example_texts", "texts_payload"]

_EXAMPLES, _KEPT = 3, 20


@shared(100)
def example_texts(task: Task) -> tuple[str, ...]:
    """Held-out texts to look at: yes, no, and one more."""
    corpus = task.held_out.corpus()
    yes, no = (np.flatnonzero(corpus.labels == label)[:_EXAMPLES] for label in (1, 0))
    return tuple(corpus.texts[place] for place in (yes[0], no[0], yes[1]))


def texts_payload(task: Task, run: str | None) -> TextsPayload:
    """Everything that is drawn of them; with a run, what its network says, too."""
    drawn = partial(_text, task, run)
    return {
        "title": view_words.texts_title(trained=run is not None),
        "help": view_words.texts_help(trained=run is not None),
        "rows": learn_words.row_names(),
        "answers": learn_words.answer_words(),
        "texts": [drawn(text) for text in example_texts(task)],
        "colours": both_inks(),
    }


def _text(task: Task, run: str | None, text: str) -> TaskText:
    symbols, answers = text.split(), task.answers(text)
    said = None if run is None else [float(one) for one in recording_of(run, text).probability[-len(symbols) :]]
    drawn: TaskText = {
        "told": learn_words.told_text(symbols, answers[-1] == 1, said[-1] if said else None),
        "symbols": symbols,
        "answers": list(answers),
        "kept": _KEPT,
        "left_out": learn_words.left_out(len(symbols) - 2 * _KEPT),
    }
    if task.key == "sentiment":
        drawn["sums"] = _sums(task, symbols)
    if said:
        drawn["probability"] = said
    return drawn


def _sums(task: Task, symbols: list[str]) -> list[str]:
    numbers = np.array([[task.rule.symbols.index(symbol) for symbol in symbols]])
    return [f"{total:.0f}".replace("-", "−") for total in running_sentiment(numbers)[0]]
