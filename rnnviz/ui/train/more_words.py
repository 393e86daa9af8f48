"""The words of what the form of "Train" has folded away: what is dropped, and what is done to the gradients."""

from collections.abc import Mapping

from rnnviz.networks import NetworkSpec
from rnnviz.runs import TrainingSpec
from rnnviz.ui.language import say, say_count

__all__ = ["helps", "labels", "measured_dropping", "more_label", "nothing_chosen", "settings", "stack_drops"]


def labels() -> Mapping[str, str]:
    """What the controls are called, by their keys."""
    return {
        "t_dropout": say("Dropout"),
        "t_state_dropout": say("Recurrent dropout"),
        "t_clip": say("Clip gradients at"),
        "t_reach": say("Steps back"),
        "t_gain": say("Recurrent gain"),
    }


def helps() -> Mapping[str, str]:
    """What they do, by their keys."""
    return {
        "t_dropout": say(
            "Share of what a layer reads that is set to zero in training, drawn anew for each review and the same at "
            "all of its words; what is left is scaled up. Nothing is dropped when a review is read. No unit can rely "
            "on one entry then, which keeps a network from learning reviews by heart. 0.2 is usual."
        ),
        "t_state_dropout": say(
            "The same for the state, where the recurrent kernel reads it: each gate has zeros of its own. What an LSTM "
            "or a GRU carries on unchanged is never dropped."
        ),
        "t_clip": say(
            "The most that the norm of all gradients together may be in one step: where it is more, all are scaled "
            "down alike. It tames gradients that explode and does nothing for those that vanish. 1 is usual."
        ),
        "t_reach": say(
            "From the last step of a review, gradients are carried back over so many steps only (truncated "
            "back-propagation through time). Words further back still move the state, but how they do is not learnt "
            "from this review. Only the live engine can do that."
        ),
        "t_gain": say(
            "Recurrent kernels are drawn orthogonal: they neither stretch nor shrink what passes. Then they are "
            "multiplied by this. Below 1 what passes fades sooner; above 1 it can grow at each step."
        ),
    }


def nothing_chosen() -> Mapping[str, str]:
    """In the empty boxes, by their keys."""
    none, every = say("none"), say("all")
    return {"t_dropout": none, "t_state_dropout": none, "t_clip": none, "t_reach": every, "t_gain": "1"}


def more_label(chosen: int) -> str:
    """What opens them; so many of them are set."""
    return say("More ({count})", count=chosen) if chosen else say("More")


def stack_drops() -> str:
    """Where the network is a stack of Keras layers."""
    return say("What the stack of Keras layers drops is part of it, and is not chosen here.")


def measured_dropping(network: NetworkSpec) -> list[str]:
    """What the training curves of a network that drops do not say; nothing for one that drops nothing."""
    inputs = any(layer.dropout for layer in network.layers)
    if not any(layer.drops for layer in network.layers):
        return []
    if not any(layer.recurrent_dropout for layer in network.layers):
        return [
            say(
                "It drops inputs in training, and only there: its training loss and accuracy are measured with parts "
                "missing, those of validation with everything, so training can look worse than validation."
            )
        ]
    if not inputs:
        return [
            say(
                "It drops states in training, and only there: its training loss and accuracy are measured with parts "
                "missing, those of validation with everything, so training can look worse than validation."
            )
        ]
    return [
        say(
            "It drops inputs and states in training, and only there: its training loss and accuracy are measured with "
            "parts missing, those of validation with everything, so training can look worse than validation."
        )
    ]


def settings(training: TrainingSpec) -> list[str]:
    """What was done to the gradients of a training and to its first weights, where it is not what the chapter does."""
    clip, steps, gain = training.global_clipnorm, training.gradient_steps, training.recurrent_gain
    told = []
    if clip is not None:
        told.append(say("gradients clipped at a norm of {limit:g}", limit=clip))
    if steps is not None:
        told.append(say_count(steps, "gradients carried back {count:,} step", "gradients carried back {count:,} steps"))
    if gain != 1:
        told.append(say("recurrent kernels begun at {gain:g} times their size", gain=gain))
    return told
