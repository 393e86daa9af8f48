"""What is said of right answers is what the counts show, computed here once more."""

import math
import re

from hypothesis import given
from hypothesis import strategies as st

from rnnviz.analysis import TaskScore
from rnnviz.ui.tasks.learn_words import Outcome, counted_alone, of_seeds, outcome_of, verdict


def _wilson(right: int, texts: int) -> tuple[float, float]:
    """Ends of the interval: where the share is 1.96 standard errors of the end away from it (solved, not looked up)."""
    z, share = 1.959963984540054, right / texts
    a, b, c = 1 + z * z / texts, -(2 * share + z * z / texts), share * share
    root = math.sqrt(max(b * b - 4 * a * c, 0))
    return max((-b - root) / (2 * a), 0), min((-b + root) / (2 * a), 1)


@st.composite
def scores(draw: st.DrawFn) -> TaskScore:
    texts = draw(st.integers(1, 1_000))
    return TaskScore(right=draw(st.integers(0, texts)), texts=texts, known=draw(st.sampled_from((0, texts))))


@given(scores())
def test_a_verdict_says_what_its_counts_show(score: TaskScore) -> None:
    """Counts, share and interval are told; "the rule" from 99 % on, and guessing where the interval holds a half."""
    told = verdict("GRU", score)
    low, high = _wilson(score.right, score.texts)
    assert f"{score.right:,} of {score.texts:,} held-out texts" in told
    found = [float(number) for number in re.findall(r"[\d.]+(?= %|(?= to [\d.]+ %))", told)]
    assert abs(found[0] - 100 * score.right / score.texts) <= 0.051
    assert f"interval {100 * low:.1f} to {100 * high:.1f} %" in told
    sentences = {
        "It has learnt the rule.": score.right >= 0.99 * score.texts,
        "learnt a part of it.": score.right < 0.99 * score.texts and low > 0.5,
        "it has not learnt the task.": score.right < 0.99 * score.texts and low <= 0.5 <= high,
        "holds for the training texts alone.": high < 0.5,
    }
    assert {sentence for sentence in sentences if sentence in told} == {
        one for one, holds in sentences.items() if holds
    }
    assert ("stand among its training texts" in told) == (score.known > 0)


@given(scores())
def test_who_only_counts_is_held_against_guessing(score: TaskScore) -> None:
    """More than guessing is said only where the interval lies above a half."""
    told, (low, _) = counted_alone(score), _wilson(score.right, score.texts)
    assert f"{100 * score.right / score.texts:.0f} %" in told
    assert ("does not do better than guessing" in told) == (low <= 0.5)


@given(st.lists(st.sampled_from(("rule", "part", "chance", "against")), max_size=9))
def test_of_several_seeds_those_that_learnt_are_counted(outcomes: list[Outcome]) -> None:
    """One seed says nothing of luck."""
    told, learnt = of_seeds(outcomes), outcomes.count("rule")
    if len(outcomes) < 2:
        assert told == ""
    elif learnt == len(outcomes):
        assert told == f"All {learnt} seeds that were tried have learnt the rule."
    else:
        assert told.startswith(f"{learnt} of the {len(outcomes)} seeds")


def test_few_right_answers_of_few_texts_show_nothing() -> None:
    """Six of ten is no finding, six hundred of a thousand is."""
    assert outcome_of(TaskScore(right=6, texts=10, known=0)) == "chance"
    assert outcome_of(TaskScore(right=600, texts=1_000, known=0)) == "part"
