"""What the strips show."""

from typing import Literal

import numpy as np

from rnnviz.analysis import ShownSteps
from rnnviz.explanation import Attribution, Method
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.instruments.panels import named_steps, word_ticks
from rnnviz.ui.instruments.views.strips import Strip, StripsPayload
from rnnviz.ui.instruments.which import words
from rnnviz.ui.instruments.which.facts import agreement_of, misses, scale_limit, word_facts, word_steps

__all__ = ["strips_payload"]

_MOST_RANKED = 5


def strips_payload(attributions: dict[Method, Attribution], chosen: Method, steps: ShownSteps) -> StripsPayload:
    """Everything that is drawn of the attributions of one review; those of a bag of words agree with nobody."""
    values = {method: steps.summed(one.values) for method, one in attributions.items()}
    of_the_network: dict[Method, Floats] = {method: one for method, one in values.items() if method != "bag_of_words"}
    called, about = words.methods(), words.abouts()
    strips: list[Strip] = [
        {"name": method, "label": called[method], "about": about[method], "values": as_float32(one)}
        for method, one in values.items()
    ]
    told = words.promise(attributions[chosen], float(values[chosen].sum()), float(steps.logit[-1]))
    return {
        "sentence": words.sentence(
            word_facts(values[chosen], steps), agreement_of(of_the_network, steps), chosen, steps
        ),
        "more": [{"t": f"{about[chosen]} {told}"}],
        "title": words.strips_title(len(strips)),
        "help": " ".join([words.strips_help(), *_incomplete(attributions, chosen)]),
        "strips": strips,
        "chosen": chosen,
        "words": named_steps(steps),
        "places": [words.place(number) for number in steps.numbers.tolist()],
        "other": [step for step, kind in enumerate(steps.kinds) if kind in {"padding", "start"}],
        "ticks": word_ticks(steps),
        "limit": scale_limit(values, steps),
        "ends": words.ranked_ends(),
        "ranked": _ranked(values[chosen], steps),
        "labels": words.strip_labels(),
        "colours": both_inks(),
    }


def _incomplete(attributions: dict[Method, Attribution], chosen: Method) -> list[str]:
    """A warning for a row that is not the chosen one, whose own sentence tells it."""
    rows = [one for method, one in attributions.items() if method != chosen and misses(one)]
    return [words.incomplete(one) for one in rows]


def _ranked(values: Floats, steps: ShownSteps) -> dict[Literal["positive", "negative"], list[int]]:
    """Steps of the words that did most for either side, the strongest first."""
    found = word_steps(steps)
    rising = found[np.argsort(values[found], kind="stable")].tolist()
    return {
        "positive": [step for step in rising[::-1] if values[step] > 0][:_MOST_RANKED],
        "negative": [step for step in rising if values[step] < 0][:_MOST_RANKED],
    }
