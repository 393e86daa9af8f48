"""What "Which words" says."""

from rnnviz.analysis import ShownSteps
from rnnviz.explanation import Attribution, Baseline, Method
from rnnviz.ui.drawing.numbers import number, signed
from rnnviz.ui.drawing.sentence import SentencePart, say_parts
from rnnviz.ui.instruments.views.strips import StripLabels
from rnnviz.ui.instruments.which.facts import Agreement, WordFacts, misses
from rnnviz.ui.language import say, say_count

__all__ = [
    "EXACT",
    "abouts",
    "baselines",
    "controls",
    "incomplete",
    "methods",
    "mislead",
    "no_bag",
    "place",
    "promise",
    "ranked_ends",
    "sentence",
    "strip_labels",
    "strips_help",
    "strips_title",
    "unknown_baseline",
    "unknown_method",
]


EXACT = 5e-4
"""Less of the logit than this is not seen in any number that is written, and is told as nothing."""


def controls() -> dict[str, str]:
    """Labels of the controls."""
    return {
        "method": say("Method"),
        "baseline": say("Integrated gradients start from"),
        "hidden": say("Occlusion hides a word by"),
    }


def methods() -> dict[Method, str]:
    """What the methods are called."""
    return {
        "push": say("push"),
        "gradient_input": say("gradient × input"),
        "integrated_gradients": say("integrated gradients"),
        "occlusion": say("occlusion"),
        "omission": say("omission"),
        "bag_of_words": say("bag of words"),
    }


def abouts() -> dict[Method, str]:
    """How the methods are defined, in a line each."""
    return {
        "push": say("How far the running logit moved when the word was read."),
        "gradient_input": say(
            "Word vector times the gradient of the logit: what a small change of the word would do, drawn out."
        ),
        "integrated_gradients": say(
            "The gradient, averaged on the way on which all words come from the baseline together, times the way."
        ),
        "occlusion": say("What the logit loses when something else stands in the word's place."),
        "omission": say("What the logit loses when the word is left out and the others move up."),
        "bag_of_words": say("The word's weight in a logistic regression that reads the words in no order at all."),
    }


def baselines() -> dict[Baseline, str]:
    """What can stand in the place of a word."""
    return {
        "zero": say("zeros"),
        "padding": say("the padding's vector"),
        "mean": say("the mean of all words"),
        "unknown": say("the unknown word"),
    }


def unknown_method() -> str:
    """For an address that asks for a method that there is not, with the places of `choice`."""
    return say("There is no method {came}; {shown} is shown. The methods are {known}.")


def unknown_baseline() -> str:
    """For an address that asks for a baseline that there is not, with the places of `choice`."""
    return say("There is no baseline {came}; {shown} is taken. The baselines are {known}.")


# ---- the lesson ----


def sentence(facts: WordFacts, agreement: Agreement | None, method: Method, steps: ShownSteps) -> list[SentencePart]:
    """Which words carried the verdict by this method, and whether the methods agree."""
    carried = _carried(facts, method, steps)
    return [*carried, {"t": " "}, {"t": _agreed(agreement)}] if carried else [{"t": say("There is no word in it.")}]


def _carried(facts: WordFacts, method: Method, steps: ShownSteps) -> list[SentencePart]:
    told: dict[str, object] = {
        "method": methods()[method],
        "side": say("positive") if facts.positive else say("negative"),
    }
    if not facts.strongest and facts.against is None:
        return []
    if not facts.strongest:
        return say_parts("By {method}, no word speaks for {side}, as the network does.", **told)
    words = [_word(step, value, steps) for step, value in zip(facts.strongest, facts.values, strict=True)]
    listed = (
        words[0] if len(words) == 1 else say_parts("{before} and {last}", before=_listed(words[:-1]), last=words[-1])
    )
    for_it = say_parts("By {method}, {words} spoke most for {side}", words=listed, **told)
    if facts.against is None:
        return [*for_it, *say_parts("; no word spoke against it.")]
    return [*for_it, *say_parts("; {word} spoke most against it.", word=_word(*facts.against, steps))]


def _word(step: int, value: float, steps: ShownSteps) -> list[SentencePart]:
    return say_parts("{word} ({value})", word={"t": steps.words[step], "s": step}, value=signed(value))


def _listed(words: list[list[SentencePart]]) -> list[SentencePart]:
    first, *others = words
    for other in others:
        first = say_parts("{before}, {next}", before=first, next=other)
    return first


def _agreed(agreement: Agreement | None) -> str:
    if agreement is None:
        return say("There are too few words to compare the methods' orders.")
    told = {
        "one": methods()[agreement.apart[0]],
        "other": methods()[agreement.apart[1]],
        "low": f"{agreement.lowest:.2f}".replace("-", "−"),
    }
    if agreement.lowest >= 0.8:
        return say(
            "The methods agree: any two of them order the words alike (rank correlation at least {low}; 1 is the same "
            "order, 0 is chance).",
            **told,
        )
    if agreement.lowest >= 0.4:
        return say(
            "The methods agree in part: of all pairs, {one} and {other} order the words least alike (rank correlation "
            "{low}; 1 is the same order, 0 is chance).",
            **told,
        )
    return say(
        "The methods do not agree: {one} and {other} order the words with a rank correlation of only {low} (1 is the "
        "same order, 0 is chance).",
        **told,
    )


# ---- what a method promises ----


def promise(attribution: Attribution, total: float, verdict: float) -> str:
    """What the values of a method add up to, and whether that is what they promise."""
    told: dict[str, object] = {
        "total": signed(total),
        "verdict": signed(verdict),
        "reference": "" if attribution.reference is None else signed(attribution.reference),
        "residual": number(abs(attribution.residual or 0.0)),
        "percent": f"{100 * (attribution.relative_residual or 0.0):.1f}",
        "baseline": "" if attribution.baseline is None else baselines()[attribution.baseline],
    }
    match attribution.method:
        case "push":
            return say(
                "Pushes add up exactly to what leads from {reference}, before anything was read, to the verdict's "
                "{verdict}. The padding and the start sign have theirs, too.",
                **told,
            )
        case "integrated_gradients":
            return _of_integral(attribution, told)
        case "gradient_input":
            return say(
                "The values sum to {total}; the method does not promise that they add up to the verdict ({verdict}).",
                **told,
            )
        case "occlusion":
            return say(
                "In the word's place stands: {baseline}. Each word is changed alone, so the values need not add up to "
                "the verdict ({verdict}); they sum to {total}.",
                **told,
            )
        case "omission":
            return say(
                "Each word is left out alone, so the values need not add up to the verdict ({verdict}); they sum to "
                "{total}.",
                **told,
            )
        case _:
            return say(
                "The regression's logit without any word is {reference}; a word counts once, however often it stands "
                "there.",
                **told,
            )


def _of_integral(attribution: Attribution, told: dict[str, object]) -> str:
    if misses(attribution):
        return say(
            "With {baseline} in every word's place the logit would be {reference}. The values add up to {total}, and "
            "{percent} % of the way to the verdict's {verdict} is missing: on that way the logit jumps, so do not "
            "trust their digits.",
            **told,
        )
    if abs(attribution.residual or 0.0) < EXACT:
        return say(
            "With {baseline} in every word's place the logit would be {reference}. The values add up exactly to what "
            "leads from there to the verdict's {verdict}.",
            **told,
        )
    return say(
        "With {baseline} in every word's place the logit would be {reference}. The values add up to {total}, and lead "
        "from there to the verdict's {verdict} but for {residual}.",
        **told,
    )


def no_bag(name: str) -> str:
    """For a run without a bag of words."""
    return say(
        "A bag of words for {name} has not been fitted yet; it is when the run is measured, at the foot of this "
        "answer.",
        name=name,
    )


# ---- the picture ----


def strips_title(methods_shown: int) -> str:
    """Title of the strips."""
    return say_count(
        methods_shown,
        "What each word did to the verdict, by one method",
        "What each word did to the verdict, by {count} methods on one scale",
    )


def strips_help() -> str:
    """How the strips are read."""
    return say(
        "Each row is a method, each column a word. Logits: +1 multiplies the odds of a positive verdict by 2.7. Where "
        "the rows differ, the methods do not agree about that word."
    )


def incomplete(attribution: Attribution) -> str:
    """For a row that misses what it promises, while another one is chosen."""
    return say(
        "Integrated gradients miss {percent} % of what they promise here: do not trust the digits of their row.",
        percent=f"{100 * (attribution.relative_residual or 0.0):.1f}",
    )


def mislead() -> str:
    """How the picture misleads."""
    return say(
        "A coloured word is no proof: a method can add up exactly and still point at the wrong words, and it asks what "
        "happens with inputs that no review has. Whether leaving the words out really changes the verdict is below."
    )


def ranked_ends() -> tuple[str, str]:
    """What the ends of the scale mean."""
    return say("speaks for negative"), say("speaks for positive")


def place(number: int) -> str:
    """Where a step stands: the number of its word, or 0 for what is no word."""
    return say("word {number:,}", number=number) if number else say("no word")


def strip_labels() -> StripLabels:
    """Names of the parts; the browser fills the places."""
    return {
        "slider": say("The word under the cursor"),
        "at": say("{word}: {value} by {method}"),
        "nothing": say("no word"),
        "bars": say("What “{word}” did: {where}"),
        "bars_help": say("Logits, to the left for negative, to the right for positive; on the scale of the rows."),
        "text": say("The review, coloured by {method}"),
        "text_help": say("A click on a word moves the cursor everywhere."),
        "ranked": say("Strongest words by {method}"),
        "positive": say("for positive"),
        "negative": say("for negative"),
        "axis": say("word"),
    }
