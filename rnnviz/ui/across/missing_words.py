"""What the page says where a run's states are not recorded."""

from collections.abc import Mapping

from rnnviz.ui.across.words import Part, part_labels
from rnnviz.ui.language import say, say_count

__all__ = ["answer_of", "not_recorded", "only_of_states", "part_questions", "questions_title"]


def part_questions() -> Mapping[Part, str]:
    """What each part asks."""
    return {
        "unit": say("What does this unit do, and is that the rule?"),
        "word": say("Does this word always do the same, or does it depend on where it stands?"),
        "errors": say("Which reviews does it get wrong, and does anything tell them from the others?"),
        "pattern": say("These units are on together: where else are they?"),
        "state": say("When else was the network in this state?"),
        "blocks": say("Do words have units of their own?"),
    }


def questions_title() -> str:
    """Above the questions of a run that cannot answer them yet."""
    return say("What it can be asked then")


def answer_of(run: str, sentence: str) -> str:
    """What another run answers."""
    return say("{run} answers: {sentence}", run=run, sentence=sentence)


def not_recorded(reviews: int) -> str:
    """What is not there yet."""
    return say_count(
        reviews,
        "One review is an anecdote. This page asks what holds over all validation reviews of a run. The states of this "
        "one on its {count:,} review have not been recorded yet.",
        "One review is an anecdote. This page asks what holds over all validation reviews of a run. The states of this "
        "one on its {count:,} reviews have not been recorded yet.",
    )


def only_of_states(question: str, reviews: int) -> str:
    """Why a part of a run with an overview has to be recorded first."""
    return say_count(
        reviews,
        "{question} That is looked up among the states after every word of {count:,} review, which are recorded once. "
        "“{pattern}” and “{state}” need them; the other parts answer without.",
        "{question} That is looked up among the states after every word of {count:,} reviews, which are recorded once. "
        "“{pattern}” and “{state}” need them; the other parts answer without.",
        question=question,
        pattern=part_labels()["pattern"],
        state=part_labels()["state"],
    )
