"""What the page "Train" says of a run."""

from rnnviz.analysis import Diagnosis
from rnnviz.ui.language import say

__all__ = ["diagnosis_in_words"]


def diagnosis_in_words(found: Diagnosis) -> str:
    """What a run's curves show, in a sentence or two."""
    sentences = {
        "no_epoch": say("No epoch is finished yet."),
        "diverged": say(
            "The loss of epoch {epoch} is no number any more: the weights were thrown off. Try a learning rate ten "
            "times smaller."
        ),
        "loss_at_chance": say(
            "After {epochs} epochs the training loss is {loss:.2f}, no better than guessing "
            "({chance_loss:.2f}). Mostly the learning rate is too high (or far too low): try another."
        ),
        "loss_rises": say(
            "The training loss rises again after epoch {lowest_epoch}, from {lowest_loss:.2f} to {loss:.2f}: the "
            "steps are too large. Try a smaller learning rate."
        ),
        "jumpy": say(
            "The validation accuracy falls by {fall:.0f} points at epoch {epoch}: with one seed that is luck as much "
            "as learning. Epoch {best_epoch} ({val_accuracy:.1%}) is kept; train several seeds."
        ),
        "overfitting": say(
            "Overfitting from epoch {epoch} on: the training loss still falls (to {loss:.2f}), but the "
            "validation loss rises from {lowest_val_loss:.2f} to {val_loss:.2f}. That is learning by heart."
        ),
        "near_guessing": say(
            "Not yet trained: the best epoch is right on {val_accuracy:.1%} of the validation reviews, and "
            "guessing on half of them. Train longer, or on more reviews."
        ),
        "still_improving": say(
            "Not yet trained: the last epoch was the best so far ({val_accuracy:.1%}). One more may help."
        ),
        "settled": say(
            "The curves have settled: epoch {epoch} was the best, right on {val_accuracy:.1%} of the validation "
            "reviews."
        ),
    }
    return sentences[found.finding].format(epoch=found.epoch, **found.values)
