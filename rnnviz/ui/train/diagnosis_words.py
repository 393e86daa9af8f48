"""The words on what learning curves show, what seeds leave to luck, and what a comparison shows."""

from collections.abc import Callable, Mapping

from rnnviz.analysis import Comparison, Contender, Diagnosis, Finding, SeedLuck
from rnnviz.ui.language import say, say_count

__all__ = ["compared", "finding_in_words", "luck_in_words"]


def finding_in_words(found: Diagnosis) -> str:
    """What a finding says, in a sentence or two."""
    return _SENTENCES[found.finding]({"epoch": found.epoch, **found.values})


Values = Mapping[str, object]


def _percents(values: Mapping[str, float], *names: str) -> dict[str, object]:
    """Numbers with these shares as points of a hundred."""
    return {**values, **{name: 100 * values[name] for name in names}}


# ---- why it learns nothing ----


def _no_epoch(_: Values) -> str:
    return say("No epoch is finished yet.")


def _diverged(values: Values) -> str:
    return say(
        "The loss of epoch {epoch} is no number any more: the weights were thrown off. Try a learning rate ten times "
        "smaller.",
        **values,
    )


def _rate_too_high(values: Values) -> str:
    return say(
        "The training loss reached {loss:.2f} (epoch {epoch}), far above guessing ({chance_loss:.2f}): the steps are "
        "too large. Try a learning rate ten times smaller.",
        **values,
    )


def _loss_rises(values: Values) -> str:
    return say(
        "The training loss rises again after epoch {lowest_epoch}, from {lowest_loss:.2f} to {loss:.2f}: the steps are "
        "too large. Try a smaller learning rate.",
        **values,
    )


def _rate_too_low(values: Mapping[str, float]) -> str:
    return say(
        "The learning rate is far too low: {updates:,} updates took the training loss from {first_loss:.3f} to "
        "{loss:.3f} only, and the weights moved by {moved:.2f} % from the first epoch to the last. Try one ten times "
        "larger.",
        **_percents(values, "moved"),
    )


def _rate_unclear(values: Values) -> str:
    return say(
        "{updates:,} updates took the training loss from {first_loss:.3f} to {loss:.3f} only, smoothly: mostly the "
        "learning rate is far too low. A rate ten times larger would decide: if that learns nothing either, the "
        "network is stuck.",
        **values,
    )


def _few_steps(values: Mapping[str, float]) -> str:
    return say_count(
        int(values["epochs"]),
        "Too few steps to learn from: {count:,} epoch of {batches:,} batches is {updates:,} updates of the "
        "weights, and "
        "an epoch of the chapter's training alone has 157. Right on {val_accuracy:.1f} % of {reviews:,} validation "
        "reviews (±{error:.1f}) is not told from guessing. Train longer, on more reviews, or with smaller batches.",
        "Too few steps to learn from: {count:,} epochs of {batches:,} batches are {updates:,} updates of the weights, "
        "and an epoch of the chapter's training alone has 157. Right on {val_accuracy:.1f} % of {reviews:,} validation "
        "reviews (±{error:.1f}) is not told from guessing. Train longer, on more reviews, or with smaller batches.",
        **_percents(values, "val_accuracy", "error"),
    )


def _near_guessing(values: Mapping[str, float]) -> str:
    return say(
        "Not yet trained: the best epoch is right on {val_accuracy:.1f} % of {reviews:,} validation reviews "
        "(±{error:.1f}); always giving the more frequent answer is right on {majority:.1f} %. Train longer, or on more "
        "reviews.",
        **_percents(values, "val_accuracy", "error", "majority"),
    )


# ---- learning by heart, jumps ----


def _overfitting(values: Mapping[str, float]) -> str:
    told = _percents(values, "kept_accuracy", "turn_accuracy")
    if values["kept"] <= values["turn"]:
        return say(
            "Overfitting from epoch {epoch} on: the training loss still falls, from {turn_loss:.2f} to {loss:.2f}, but "
            "the validation loss has risen from {lowest_val_loss:.2f} to {val_loss:.2f}. That is learning by heart. "
            "The kept epoch {kept} comes before it.",
            **told,
        )
    return say(
        "Overfitting from epoch {epoch} on: the training loss still falls, from {turn_loss:.2f} to {loss:.2f}, but the "
        "validation loss has risen from {lowest_val_loss:.2f} to {val_loss:.2f}. That is learning by heart. The kept "
        "epoch {kept} may lie inside it: it has the best accuracy ({kept_accuracy:.1f} %, epoch {turn} "
        "{turn_accuracy:.1f} %), which counts verdicts only, while the loss also counts how sure the wrong ones are.",
        **told,
    )


def _gap(values: Mapping[str, float]) -> str:
    return say(
        "It knows its training reviews better than others: right on {accuracy:.1f} % of them and on {val_accuracy:.1f} "
        "% of the validation reviews after epoch {epoch}. Learning by heart has begun, though the validation loss has "
        "not risen for good.",
        **_percents(values, "accuracy", "val_accuracy"),
    )


def _jumpy(values: Values) -> str:
    return say(
        "The validation accuracy falls by {fall:.1f} points at epoch {epoch}, more than the {chance:.1f} that chance "
        "explains with {reviews:,} reviews: the network itself jumps, so which epoch is kept is luck as much as "
        "learning. Train several seeds.",
        **values,
    )


# ---- where it stands ----


def _still_improving(values: Mapping[str, float]) -> str:
    return say(
        "Not yet at its end: the last epoch has the lowest validation loss so far ({val_loss:.2f}). More epochs may "
        "help; the best so far is right on {val_accuracy:.1f} % of {reviews:,} validation reviews (±{error:.1f}).",
        **_percents(values, "val_accuracy", "error"),
    )


def _settled(values: Mapping[str, float]) -> str:
    return say(
        "The curves have settled: epoch {epoch} was the best, right on {val_accuracy:.1f} % of {reviews:,} validation "
        "reviews (±{error:.1f}).",
        **_percents(values, "val_accuracy", "error"),
    )


def _kept(values: Mapping[str, float]) -> str:
    return say(
        "Epoch {epoch} is kept: right on {val_accuracy:.1f} % of {reviews:,} validation reviews (±{error:.1f}).",
        **_percents(values, "val_accuracy", "error"),
    )


_SENTENCES: Mapping[Finding, Callable[..., str]] = {
    "no_epoch": _no_epoch,
    "diverged": _diverged,
    "rate_too_high": _rate_too_high,
    "loss_rises": _loss_rises,
    "rate_too_low": _rate_too_low,
    "rate_unclear": _rate_unclear,
    "few_steps": _few_steps,
    "near_guessing": _near_guessing,
    "overfitting": _overfitting,
    "gap": _gap,
    "jumpy": _jumpy,
    "still_improving": _still_improving,
    "settled": _settled,
    "kept": _kept,
}


# ---- seeds ----


def luck_in_words(luck: SeedLuck) -> list[str]:
    """What the seeds of one network leave to luck."""
    told = _percents(vars(luck), "low", "high", "chance", "widest")
    told["range"] = 100 * (luck.high - luck.low)
    range_told = (
        say(
            "{seeds} seeds of one network end between {low:.1f} % and {high:.1f} %: {range:.1f} points are luck of the "
            "seed, more than the ±{chance:.1f} that {reviews:,} validation reviews leave. A change of the network that "
            "brings less shows nothing.",
            **told,
        )
        if luck.high - luck.low > luck.chance
        else say(
            "{seeds} seeds of one network end between {low:.1f} % and {high:.1f} %: {range:.1f} points apart, within "
            "the ±{chance:.1f} that {reviews:,} validation reviews leave. A change of the network that brings less "
            "shows nothing.",
            **told,
        )
    )
    widest = say("They were furthest apart after epoch {widest_epoch}: by {widest:.1f} points.", **told)
    return [range_told, widest, *([_overfits(luck)] if luck.overfitting else [])]


def _overfits(luck: SeedLuck) -> str:
    if luck.overfitting == luck.seeds:
        return say("All {seeds} overfit at the end, so that is no luck.", seeds=luck.seeds)
    return say_count(
        luck.overfitting,
        "{count} of {seeds} overfits at the end.",
        "{count} of {seeds} overfit at the end.",
        seeds=luck.seeds,
    )


# ---- several networks ----


def compared(found: Comparison, labels: Mapping[str, str]) -> str:
    """What a comparison shows, and whether the evidence separates its networks."""
    if not found.reviews:
        return say("They were validated on different reviews, so their accuracies cannot be held against each other.")
    best, *others = found.contenders
    called = [_called(one, labels) for one in others]
    apart = [name for name, far in zip(called, found.apart, strict=True) if far]
    near = [name for name, far in zip(called, found.apart, strict=True) if not far]
    told = {
        "best": _called(best, labels),
        "percent": 100 * best.mean,
        "reviews": found.reviews,
        "chance": 100 * found.chance,
        "apart": ", ".join(apart),
        "near": ", ".join(near),
        "other": called[0],
        "other_percent": 100 * others[0].mean,
    }
    if len(others) == 1:
        return _of_two(told, apart=bool(apart), held_out=found.held_out, seeds=_has_seeds(found))
    return _of_many(told, apart=apart, near=near, held_out=found.held_out)


def _called(one: Contender, labels: Mapping[str, str]) -> str:
    first = labels[one.names[0]]
    return first if len(one.names) == 1 else say("{run} and its other seeds", run=first)


def _has_seeds(found: Comparison) -> bool:
    return all(len(one.names) > 1 for one in found.contenders)


def _of_two(told: Values, *, apart: bool, held_out: bool, seeds: bool) -> str:
    if not apart:
        return (
            say(
                "{best} and {other} are not told apart: {percent:.1f} % and {other_percent:.1f} % of {reviews:,} "
                "held-out reviews, which leave ±{chance:.1f} points of such a difference to chance, and seeds "
                "leave more.",
                **told,
            )
            if held_out
            else say(
                "{best} and {other} are not told apart: {percent:.1f} % and {other_percent:.1f} % of {reviews:,} "
                "validation reviews, which leave ±{chance:.1f} points of such a difference to chance, and seeds leave "
                "more.",
                **told,
            )
        )
    if seeds:
        return say(
            "{best} is better than {other}: {percent:.1f} % against {other_percent:.1f} % on the average of "
            "their seeds, "
            "which do not overlap; {reviews:,} reviews leave ±{chance:.1f} points to chance.",
            **told,
        )
    return (
        say(
            "{best} is right more often than {other}: {percent:.1f} % against {other_percent:.1f} % of {reviews:,} "
            "held-out reviews, which leave ±{chance:.1f} points to chance. Not every network has several seeds here; "
            "those would show whether it is the network or luck.",
            **told,
        )
        if held_out
        else say(
            "{best} is right more often than {other}: {percent:.1f} % against {other_percent:.1f} % of {reviews:,} "
            "validation reviews, which leave ±{chance:.1f} points to chance. Not every network has several seeds here; "
            "those would show whether it is the network or luck.",
            **told,
        )
    )


def _of_many(told: Values, *, apart: list[str], near: list[str], held_out: bool) -> str:
    basis = (
        say("{reviews:,} held-out reviews leave ±{chance:.1f} points of a difference to chance.", **told)
        if held_out
        else say("{reviews:,} validation reviews leave ±{chance:.1f} points of a difference to chance.", **told)
    )
    if not apart:
        first = say("{best} is ahead with {percent:.1f} %, but nothing tells it from {near}.", **told)
    elif not near:
        first = say("{best} is ahead with {percent:.1f} %, and apart from all others: {apart}.", **told)
    else:
        first = say("{best} is ahead with {percent:.1f} %. Not told apart from it: {near}. Behind it: {apart}.", **told)
    return say("{first} {basis}", first=first, basis=basis)
