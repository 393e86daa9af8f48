"""The words on what a network read: the verdict, the row and its padding, the model."""

import numpy as np

from rnnviz.networks import Network, sigmoid
from rnnviz.recording import Recording
from rnnviz.runs import Run
from rnnviz.ui.language import say, say_count

__all__ = ["about_model", "counts", "counts_help", "labelled", "model_title", "verdict", "what_was_read"]


def verdict(probability: float, epoch: int | None, positive: bool | None = None) -> list[str]:
    """What the verdict is called, and what it is; `positive` is how the review is labelled, None where it is not."""
    called = _called(epoch, None if positive is None else positive == (probability >= 0.5))
    if probability >= 0.5:
        return [called, say("positive, {probability:.3f}", probability=probability)]
    return [called, say("negative, {probability:.3f}", probability=probability)]


def _called(epoch: int | None, right: bool | None) -> str:
    match epoch, right:
        case None, None:
            return say("Verdict:")
        case None, True:
            return say("Verdict, right by the label:")
        case None, _:
            return say("Verdict, wrong by the label:")
        case _, None:
            return say("Verdict after epoch {epoch}:", epoch=epoch)
        case _, True:
            return say("Verdict after epoch {epoch}, right:", epoch=epoch)
        case _:
            return say("Verdict after epoch {epoch}, wrong:", epoch=epoch)


def counts(recording: Recording) -> str:
    """How much of the review the verdict rests on."""
    return say_count(
        recording.words_read,
        "**{count:,}** word read, **{unknown:,}** unknown, **{cut:,}** cut",
        "**{count:,}** words read, **{unknown:,}** unknown, **{cut:,}** cut",
        unknown=recording.words_unknown,
        cut=recording.words_cut,
    )


def counts_help() -> str:
    """What unknown and cut words are."""
    return say(
        "Unknown words are not in the model's vocabulary: they all share one id, so it cannot tell them apart. "
        "Cut words did not fit into the model's row, whose length is fixed."
    )


def labelled(positive: bool) -> str:
    """How the review is labelled in its corpus."""
    if positive:
        return say("This review is labelled **positive**.")
    return say("This review is labelled **negative**.")


def what_was_read(recording: Recording, network: Network, padding_shift: float) -> list[str]:
    """Sentences on the row, its padding, and what was cut.

    Parameters
    ----------
    recording, network
        What was read, and by which network.
    padding_shift
        How far the padding alone moves the logit.
    """
    lines = [_cut(recording, network), _zeros(recording, network, padding_shift)]
    if network.spec.mask_zero:
        lines.append(say("This network skips padding: its first step is the start sign."))
    if not recording.words_read:
        lines.append(say("There is no word in this text: the verdict is what the network says before it reads one."))
    elif recording.words_unknown == recording.words_read:
        lines.append(say("The network knows none of these words: its verdict rests on their number alone."))
    return [line for line in lines if line]


def _cut(recording: Recording, network: Network) -> str:
    told = {"places": network.padding.maxlen, "cut": recording.words_cut}
    if not recording.words_cut:
        return ""
    if network.padding.truncating == "pre":
        return say(
            "The row has {places} places, so the beginning was cut: {cut:,} words were not read, as in training.",
            **told,
        )
    return say("The row has {places} places, so the end was cut: {cut:,} words were not read, as in training.", **told)


def _zeros(recording: Recording, network: Network, padding_shift: float) -> str:
    zeros = recording.kinds.count("padding")
    if not zeros:
        return ""
    if network.padding.padding == "pre":
        return say(
            "Before the first word stand {zeros} padding zeros, which this network reads like words; they alone "
            "move the probability from {before:.2f} to {after:.2f}. The views fold them into one step.",
            zeros=zeros,
            before=recording.initial_probability,
            after=float(sigmoid(np.asarray(recording.initial_logit + padding_shift))),
        )
    return say(
        "Behind the last word stand {zeros} padding zeros, which this network reads like words. The views fold "
        "them into "
        "one step.",
        zeros=zeros,
    )


def model_title() -> str:
    """What the folded part about the model is called."""
    return say("About this model")


def about_model(run: Run, network: Network) -> list[str]:
    """What the model is and how good it is."""
    metrics, record = run.record.metrics, run.record
    made = say(
        "**{title}**, {parameters:,} parameters, trained on {training:,} reviews for {epochs} epochs; epoch "
        "{best:.0f} was "
        "the best and is the model.",
        title=network.spec.title,
        parameters=network.spec.parameter_count,
        training=record.corpus.training,
        epochs=record.training.epochs,
        best=metrics.get("best_epoch", 0),
    )
    right = {"right": metrics.get("val_accuracy", 0), "validation": record.corpus.validation}
    if "test_accuracy" not in metrics:
        return [made, say("Right on {right:.1%} of {validation:,} validation reviews.", **right)]
    tested = say(
        "Right on {right:.1%} of {validation:,} validation reviews. On {reviews:,.0f} held-out reviews: "
        "{held_out:.1%}.",
        reviews=metrics["test_reviews"],
        held_out=metrics["test_accuracy"],
        **right,
    )
    return [made, tested]
