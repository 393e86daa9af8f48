"""The words of "Train": its controls, what will be trained, and what a training will take.

What is said of runs stands in `run_words`, of their curves in `curve_words`.
"""

from collections.abc import Mapping
from typing import Literal

from rnnviz.engine import Obstacle
from rnnviz.networks import NetworkSpec
from rnnviz.runs import Engine, TrainingSpec
from rnnviz.ui.language import say
from rnnviz.ui.train import more_words

__all__ = [
    "amount_labels",
    "beside_label",
    "choices_unknown",
    "controls",
    "corpus_labels",
    "duration",
    "engine_help",
    "engine_labels",
    "estimated",
    "first_beside",
    "form_keys",
    "form_title",
    "mode_help",
    "mode_labels",
    "network_labels",
    "no_file_yet",
    "no_run_beside",
    "no_run_yet",
    "only_looking",
    "planned",
    "quick_help",
    "rate_of_keras",
    "seeds_help",
    "stack_refused",
    "stays_here",
    "trained_by_keras",
    "was_trained_by_keras",
    "will_be_called",
]

Amount = Literal["all", "quick"]
Corpus = Literal["imdb", "own"]
Mode = Literal["chapter", "efficient"]
Origin = Literal["stack", "here"]


def controls() -> Mapping[str, str]:
    """What the controls are called, by their keys."""
    return {
        "t_network": say("Network"),
        "t_cell": say("Cell"),
        "t_units": say("units"),
        "t_layers": say("Layers"),
        "t_mode": say("Reading"),
        "t_engine": say("Trained by"),
        "t_corpus": say("Corpus"),
        "t_amount": say("Train on"),
        "t_epochs": say("Epochs"),
        "t_batch": say("Batch size"),
        "t_optimizer": say("Optimizer"),
        "t_rate": say("Learning rate"),
        "t_seeds": say("Seeds"),
        "t_quick": say("Quick try"),
        "t_start": say("Train"),
        "t_run": say("Run"),
        "t_beside": say("Compare with"),
    }


def form_keys() -> tuple[str, ...]:
    """Keys of the controls of the form."""
    elsewhere = {"t_quick", "t_start", "t_run", "t_beside"}
    return (*(key for key in controls() if key not in elsewhere), *more_words.labels())


def choices_unknown() -> Mapping[str, str]:
    """For addresses that ask for what there is not, by the control's key; the places are filled where it is said."""
    return {
        "t_network": say("The network is one of {known}, not {came}; {shown} is shown."),
        "t_cell": say("The cell is one of {known}, not {came}; {shown} is shown."),
        "t_mode": say("Reading is one of {known}, not {came}; {shown} is shown."),
        "t_engine": say("What trains is one of {known}, not {came}; {shown} is shown."),
        "t_corpus": say("The corpus is one of {known}, not {came}; {shown} is shown."),
        "t_amount": say("What to train on is one of {known}, not {came}; {shown} is shown."),
        "t_optimizer": say("The optimizer is one of {known}, not {came}; {shown} is shown."),
        "t_run": say("There is no run {came}; {shown} is shown."),
    }


# ---- what can be chosen ----


def network_labels() -> Mapping[Origin, str]:
    """Where the network comes from, when a stack was built."""
    return {"stack": say("the stack of Keras layers"), "here": say("chosen here")}


def stack_refused(error: str) -> str:
    """For an address with a stack that cannot be trained; `error` says why."""
    return say("{error} A network is chosen here instead.", error=error)


def mode_labels() -> Mapping[Mode, str]:
    """How reviews are read."""
    return {"chapter": say("as in the chapter"), "efficient": say("efficient")}


def mode_help() -> str:
    """What the ways of reading differ in."""
    return say(
        "As in the chapter: every review is padded to 500, and the padding is read like words. Efficient: padding is "
        "masked, and reviews of similar length share a batch, so that there is little of it. Where Keras trains, the "
        "step is compiled, too, which takes the first epoch about half a minute longer and makes every other twice as "
        "fast."
    )


def engine_labels() -> Mapping[Engine, str]:
    """What trains."""
    return {"live": say("the live engine"), "keras": say("Keras")}


def engine_help() -> str:
    """What the two ways to train differ in."""
    return say(
        "Both compute the same loss, the same gradients and the same steps of the optimizer, to the rounding of 32-bit "
        "numbers, and both leave a file that Keras opens. The live engine was made for the networks of this app and "
        "takes a seventh to an eleventh of the time. The two draw different first weights from the same seed."
    )


def trained_by_keras(why: Obstacle) -> str:
    """Why the live engine does not train what was asked for."""
    told = {
        "numba": say(
            "Keras will train this, because numba, which the live engine is compiled by, is not installed: that takes "
            "seven to eleven times as long."
        ),
        "cell": say("Keras will train this, because the live engine has no program for one of its cells."),
        "optimizer": say("Keras will train this, because the live engine does not have this optimizer."),
    }
    return told[why]


def was_trained_by_keras(why: Obstacle) -> str:
    """Why the live engine, which was asked for, did not train a run."""
    told = {
        "numba": say("Trained by Keras, because numba, which the live engine is compiled by, could not be loaded."),
        "cell": say("Trained by Keras, because the live engine has no program for one of its cells."),
        "optimizer": say("Trained by Keras, because the live engine does not have this optimizer."),
    }
    return told[why]


def corpus_labels(reviews: int, own: str) -> Mapping[Corpus, str]:
    """What the corpora are called; `own` is the choice of a file."""
    return {"imdb": say("IMDB, {reviews:,} reviews", reviews=reviews), "own": own}


def amount_labels(quick: int) -> Mapping[Amount, str]:
    """How much of the corpus is trained on."""
    return {"all": say("all of it"), "quick": say("{reviews:,} reviews, a quick try", reviews=quick)}


def rate_of_keras() -> str:
    """In an empty box of the learning rate."""
    return say("Keras's")


def seeds_help() -> str:
    """What a seed does."""
    return say("One run for each, such as 0 or 0, 1, 2. A seed draws the first weights and the order of the batches.")


def stays_here() -> str:
    """Where an uploaded file stays."""
    return say(
        "It stays in this session's memory until you press Train: then a copy is kept beside the runs, which the "
        "training reads, and which everybody who uses this app may choose."
    )


# ---- what will be trained ----


def only_looking(error: str) -> str:
    """Where nothing can be trained; `error` says why."""
    return say("{error} Runs that are there can be looked at.", error=error)


def no_file_yet() -> str:
    """As long as no file was uploaded."""
    return say("As soon as a file is here, it can be trained on.")


def beside_label(count: int) -> str:
    """What opens the choice of runs to compare with."""
    return say("Compare with ({count})", count=count)


def first_beside(drawn: int, chosen: int) -> str:
    """That not all chosen runs can be told apart in one picture."""
    return say(
        "Compared with the first {drawn} of the {chosen} chosen runs: more lines could not be told apart.",
        drawn=drawn,
        chosen=chosen,
    )


def no_run_beside(came: str) -> str:
    """For an address that compares with what there is not."""
    return say("There is no run {came} to compare with.", came=came)


def form_title() -> str:
    """What opens the form."""
    return say("Choose a network and train it")


def quick_help(reviews: int, maxlen: int, epochs: int) -> str:
    """What the quick try trains, and what it reaches."""
    return say(
        "Trains an LSTM(32) that skips its padding on {reviews:,} IMDB reviews, each cut to its last {maxlen} "
        "words, for "
        "{epochs} epochs. Measured here: about five seconds on one core, right on 82 % of reviews that it was not "
        "trained on. The chapter's SimpleRNN would need all 25,000 reviews.",
        reviews=reviews,
        maxlen=maxlen,
        epochs=epochs,
    )


def no_run_yet() -> str:
    """Where no run ships and there is none of one's own."""
    return say("No run yet: choose what to train and press Train. It goes on when you leave this page.")


def planned(network: NetworkSpec, training: TrainingSpec, reviews: int, seeds: int) -> str:
    """What will be trained, in one line."""
    told = {
        "network": ", ".join([network.title, *more_words.settings(training)]),
        "parameters": network.parameter_count,
        "reviews": reviews,
    }
    if seeds == 1:
        return say("{network}, {parameters:,} parameters, {reviews:,} reviews.", **told)
    return say("{network}, {parameters:,} parameters, {reviews:,} reviews, {seeds:,} seeds.", seeds=seeds, **told)


def estimated(epoch: float, compiling: float, whole: float, megabytes: float, *, learnt_from: str | None) -> str:
    """What a training will take, in seconds and memory, guessed by the pace of the run `learnt_from`."""
    if learnt_from is not None:
        return say(
            "About {epoch} an epoch and {compiling} before the first: {whole} in all, {megabytes:,.0f} MB of memory: a "
            "guess by the pace of {run} on this computer.",
            epoch=duration(epoch),
            compiling=duration(compiling),
            whole=duration(whole),
            megabytes=megabytes,
            run=learnt_from,
        )
    return say(
        "About {epoch} an epoch and {compiling} of compiling before the first: {whole} in all, {megabytes:,.0f} MB of "
        "memory: a rough guess for two cores.",
        epoch=duration(epoch),
        compiling=duration(compiling),
        whole=duration(whole),
        megabytes=megabytes,
    )


def duration(seconds: float) -> str:
    """A guess of a time: 42 s, 3 min, 1.5 h."""
    if seconds < 90:
        return say("{seconds:.0f} s", seconds=seconds)
    if seconds < 5400:
        return say("{minutes:.0f} min", minutes=seconds / 60)
    return say("{hours:.1f} h", hours=seconds / 3600)


def will_be_called(names: list[str]) -> str:
    """The names of the runs."""
    return say("It will be called {names}.", names=", ".join(names))
