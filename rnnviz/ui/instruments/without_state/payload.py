"""What "Without a state" draws."""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from rnnviz.analysis import ShownSteps
from rnnviz.explanation import StatelessVerdict
from rnnviz.runs import RUN
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.axes import ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.instruments.panels import named_steps, word_ticks
from rnnviz.ui.instruments.views.strips import StripsPayload
from rnnviz.ui.instruments.views.without import Verdict, WindowBar, Windows, WithoutPayload
from rnnviz.ui.instruments.which import words as which_words
from rnnviz.ui.instruments.which.facts import word_steps
from rnnviz.ui.instruments.without_state import words
from rnnviz.ui.instruments.without_state.facts import Judged
from rnnviz.ui.instruments.words import word_axis

__all__ = ["parts_payload", "rows_of", "without_payload"]

_MOST_RANKED, _MOST_WINDOWS = 5, 8


def rows_of(steps: ShownSteps, found: Sequence[StatelessVerdict]) -> dict[str, Floats]:
    """What every step adds to the logit of each network, (steps,): the run's pushes, and exact parts of the others."""
    return {RUN: steps.delta_logit, **{one.name: steps.summed(one.values) for one in found}}


def without_payload(
    all_judged: Sequence[Judged],
    found: Sequence[StatelessVerdict],
    steps: ShownSteps,
    called: Mapping[str, str],
    chosen: str,
) -> WithoutPayload:
    """Verdicts of all networks, and the windows of the convolution where there is one."""
    verdicts: list[Verdict] = [
        {
            "name": one.name,
            "label": called[one.name],
            "probability": one.probability,
            "shuffled": one.shuffled_probability,
            "chosen": one.name == chosen,
        }
        for one in all_judged
    ]
    payload: WithoutPayload = {
        "title": words.verdicts_title(),
        "help": words.verdicts_help(),
        "verdicts": verdicts,
        "ticks": ticks(0, 1),
        "labels": words.labels(),
        "colours": both_inks(),
    }
    convolution = next((one for one in found if one.name == "convolution"), None)
    if convolution is not None:
        payload["windows"] = _windows(convolution, steps)
    return payload


def _windows(verdict: StatelessVerdict, steps: ShownSteps) -> Windows:
    strongest = sorted(verdict.windows, key=lambda one: -abs(one.share))[:_MOST_WINDOWS]
    bars: list[WindowBar] = []
    for one in strongest:
        first, last = (
            None if at is None else int(np.searchsorted(steps.timesteps, at)) for at in (one.first, one.last)
        )
        bars.append(
            {
                "first": -1 if first is None else first,
                "last": -1 if last is None else last,
                "share": one.share,
                "filters": one.filters,
                "place": words.window_place(first, last, steps),
            }
        )
    total = sum(one.share for one in verdict.windows)
    return {
        "title": words.windows_title(len(verdict.windows), len(bars)),
        "help": words.windows_help(total, verdict.logit - total, verdict.logit),
        "bars": bars,
        "steps": len(steps),
        "ticks": word_ticks(steps),
        "axis": word_axis(),
    }


def parts_payload(
    rows: Mapping[str, Floats], steps: ShownSteps, called: Mapping[str, str], chosen: str, promise: str
) -> StripsPayload:
    """The strips: what each word adds, a row for each network."""
    about = words.abouts()
    limit = _limit(rows, steps)
    return {
        "sentence": [],
        "more": [{"t": promise}],
        "title": words.strips_title(len(rows)),
        "help": words.strips_help(),
        "strips": [
            {"name": name, "label": called[name], "about": about[name], "values": as_float32(values)}
            for name, values in rows.items()
        ],
        "chosen": chosen,
        "words": named_steps(steps),
        "places": [which_words.place(number) for number in steps.numbers.tolist()],
        "other": [step for step, kind in enumerate(steps.kinds) if kind in {"padding", "start"}],
        "ticks": word_ticks(steps),
        "limit": limit,
        "ends": which_words.ranked_ends(),
        "ranked": _ranked(rows[chosen], steps),
        "labels": which_words.strip_labels(),
        "colours": both_inks(),
    }


def _limit(rows: Mapping[str, Floats], steps: ShownSteps) -> float:
    """End of the one scale: all but the largest hundredth of the words' parts lie within."""
    found = word_steps(steps)
    sizes = np.abs(np.concatenate([one[found] for one in rows.values()]))
    return (float(np.percentile(sizes, 99)) if len(sizes) else 0.0) or 1.0


def _ranked(values: Floats, steps: ShownSteps) -> dict[Literal["positive", "negative"], list[int]]:
    """Steps of the words that did most for either side, the strongest first."""
    found = word_steps(steps)
    rising = found[np.argsort(values[found], kind="stable")].tolist()
    return {
        "positive": [step for step in rising[::-1] if values[step] > 0][:_MOST_RANKED],
        "negative": [step for step in rising if values[step] < 0][:_MOST_RANKED],
    }
