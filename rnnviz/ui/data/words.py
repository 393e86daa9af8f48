"""The words of "Data": its controls, the corpus that is chosen, and the reviews that are looked for.

What is said of one review's way stands in `way_words`, of the corpus and of the padding in `corpus_words` and
`padding_words`.
"""

from collections.abc import Mapping
from typing import Literal

from rnnviz.corpora.statistics import WordOrder
from rnnviz.ui.language import say, say_count

__all__ = [
    "all_of_one_class",
    "choices_unknown",
    "controls",
    "corpus_labels",
    "cut_button",
    "cut_help",
    "find_title",
    "found",
    "ids_help",
    "label_choices",
    "looking_for_keras",
    "lost_with_its_file",
    "model_help",
    "no_file_yet",
    "no_maxlen",
    "no_num_words",
    "no_review",
    "opener_labels",
    "order_labels",
    "padding_help",
    "review_button",
    "row_help",
    "stays_here",
    "word_order_labels",
    "words_in_review",
]

Corpus = Literal["imdb", "keras-imdb", "own"]
Shown = Literal["all", "negative", "positive"]
Order = Literal["corpus", "shortest", "longest"]


def controls() -> Mapping[str, str]:
    """What the controls are called, by their keys."""
    return {
        "d_corpus": say("Corpus"),
        "way": say("Show its way"),
        "d_num_words": say("num_words"),
        "d_maxlen": say("maxlen"),
        "d_padding": say("padding"),
        "d_truncating": say("truncating"),
        "d_model": say("Network"),
        "d_words": say("Words of the corpus"),
        "d_search": say("Search the text"),
        "d_show": say("Label"),
        "d_order": say("Order"),
    }


def choices_unknown() -> Mapping[str, str]:
    """For addresses that ask for what there is not, by the control's key; the places are filled where it is said."""
    return {
        "d_corpus": say("There is no corpus {came}; {shown} is shown."),
        "d_model": say("The model is one of {known}, not {came}; {shown} is shown."),
        "d_words": say("The order of the words is one of {known}, not {came}; {shown} is shown."),
        "d_show": say("The label is one of {known}, not {came}; {shown} is shown."),
        "d_order": say("The order is one of {known}, not {came}; {shown} is shown."),
    }


# ---- the corpus ----


def corpus_labels(own: str) -> Mapping[Corpus, str]:
    """What the corpora are called; `own` is the choice of a file."""
    return {"imdb": say("IMDB"), "keras-imdb": say("Keras's IMDB"), "own": own}


def looking_for_keras() -> str:
    """While Keras's files are read."""
    return say("Looking into Keras's cache …")


def no_file_yet() -> str:
    """As long as no file was uploaded."""
    return say("Until a file is here, IMDB is shown.")


def stays_here() -> str:
    """Where an uploaded file stays."""
    return say("It stays in this session's memory: nothing is stored, and nobody else sees it, unless you train on it.")


def all_of_one_class(reviews: int, title: str, *, positive: bool) -> str:
    """For a corpus that can teach nothing."""
    if positive:
        return say(
            "All {reviews:,} reviews of {title} are positive: no network can learn from one class.",
            reviews=reviews,
            title=title,
        )
    return say(
        "All {reviews:,} reviews of {title} are negative: no network can learn from one class.",
        reviews=reviews,
        title=title,
    )


# ---- the row ----


def review_button() -> str:
    """What opens the box for a review."""
    return say("Choose a review")


def model_help() -> str:
    """What the network is for."""
    return say("The trained network that reads the review, padded on either side.")


def row_help() -> str:
    """What the length of the row is."""
    return say("Places of the row: shorter reviews are filled up with zeros, longer ones are cut.")


def cut_button() -> str:
    """What shows a review that is too long for a row."""
    return say("Show one that is cut")


def ids_help() -> str:
    """How many words have an id."""
    return say(
        "Ids of the vocabulary. Four are reserved (0 padding, 1 start, 2 unknown, 3 unused), so num_words − 4 "
        "words have an id of their "
        "own: the most frequent ones of the corpus."
    )


def padding_help() -> str:
    """Where the zeros go."""
    return say("pre puts the zeros before the review, post behind it.")


def cut_help() -> str:
    """Which end is cut."""
    return say("pre cuts the beginning of a review that is too long, post its end.")


def no_num_words(known: str, came: str, shown: int) -> str:
    """For an address with a size of the vocabulary that the slider has not."""
    return say("num_words is one of {known}, not {came}; {shown} is shown.", known=known, came=came, shown=shown)


def no_maxlen(most: int, came: str, shown: int) -> str:
    """For an address with a length of the row that the slider has not."""
    return say(
        "maxlen is a whole number from 1 to {most:,}, not {came}; {shown} is shown.",
        most=most,
        came=came,
        shown=shown,
    )


def no_review(most: int, came: str) -> str:
    """For an address with the number of a review that the corpus has not."""
    return say(
        "The number of the review is a whole number from 1 to {most:,}, not {came}.",
        most=most,
        came=came,
    )


def lost_with_its_file() -> str:
    """For an address with the number of a review of a file that is not here any more."""
    return say("The number of the review is lost with its file.")


# ---- the reviews of the corpus ----


def find_title(corpus: str) -> str:
    """Title of the list of reviews."""
    return say("Find a review in {corpus}", corpus=corpus)


def label_choices() -> Mapping[Shown, str]:
    """Which reviews are listed."""
    return {"all": say("all"), "negative": say("negative"), "positive": say("positive")}


def order_labels() -> Mapping[Order, str]:
    """How they are ordered."""
    return {"corpus": say("as in the corpus"), "shortest": say("shortest first"), "longest": say("longest first")}


def opener_labels() -> dict[Literal["here", "read", "here_name", "read_name"], str]:
    """The buttons that open a review; the places are filled by the browser."""
    return {
        "here": say("Show its way"),
        "read": say("Read it"),
        "here_name": say("Show the way of review {number_label}"),
        "read_name": say("Read review {number_label} word by word"),
    }


def found(count: int, page: int, pages: int, total: int) -> str:
    """How many reviews fit, and which page of them is shown."""
    if not count:
        return say("None of {total:,} reviews fits: change the search or the label.", total=total)
    return say_count(
        count,
        "{count:,} review of {total:,}; page {page:,} of {pages:,}.",
        "{count:,} reviews of {total:,}; page {page:,} of {pages:,}.",
        page=page,
        pages=pages,
        total=total,
    )


def words_in_review(count: int) -> str:
    """Length of a review in the list."""
    return say_count(count, "{count:,} word", "{count:,} words")


def word_order_labels() -> Mapping[WordOrder, str]:
    """Which words of the corpus are listed."""
    return {
        "count": say("most frequent"),
        "positive": say("most positive"),
        "negative": say("most negative"),
    }
