"""Which words carried a verdict: what each did to its logit, by several methods that need not agree."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from rnnviz.errors import ConfigurationError
from rnnviz.explanation.integrated import MOST_EVALUATIONS, path_integral
from rnnviz.explanation.reading import Reading
from rnnviz.explanation.variants import left_out, replaced
from rnnviz.runs import BagOfWords
from rnnviz.shapes import Floats
from rnnviz.text import PADDING_ID, UNKNOWN_ID

__all__ = [
    "BASELINES",
    "METHODS",
    "Attribution",
    "Baseline",
    "Method",
    "bag_weights",
    "baseline_vector",
    "gradient_input",
    "gradient_size",
    "integrated_gradients",
    "occlusion",
    "omission",
    "push",
]

Method = Literal["push", "gradient_input", "integrated_gradients", "occlusion", "omission", "bag_of_words"]
Baseline = Literal["zero", "padding", "mean", "unknown"]

METHODS: tuple[Method, ...] = get_args(Method)
"""All of them; the last one reads the words without the network."""

BASELINES: tuple[Baseline, ...] = get_args(Baseline)
"""What can stand in a word's place: zeros, the vector of the padding, the mean of all words, that of an unknown one."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Attribution:
    """What each word did to the logit of a verdict, as one method has it; above 0 towards positive.

    Parameters
    ----------
    method
        One of `METHODS`.
    values
        For each timestep of the recording, (timesteps,), logit; 0 where nothing is varied.
    baseline
        What stood in the place of the words, where something did.
    reference
        The logit that the values should lead on from to the verdict's, where the method promises that: the logit
        before anything is read, or that of the baseline.
    residual
        Σ values − (logit − reference): how far it misses its promise; None where there is none.
    evaluations
        How often the review was read for it.
    """

    method: Method
    values: Floats
    baseline: Baseline | None = None
    reference: float | None = None
    residual: float | None = None
    evaluations: int = 1

    @property
    def relative_residual(self) -> float | None:
        """|residual| as a share of |logit − reference|; None where nothing is promised, or where these are equal."""
        if self.residual is None:
            return None
        promised = abs(float(self.values.sum()) - self.residual)
        return abs(self.residual) / promised if promised else None


def push(reading: Reading) -> Attribution:
    """How far the running logit moved with each timestep: readout(h_t) − readout(h_{t−1}).

    It adds up to the logit minus that of the initial state, padding and start sign included. It tells what had
    happened to the verdict by then, not what would be without the word.
    """
    recording = reading.recording
    promised = float(recording.logit[-1]) - recording.initial_logit
    values = recording.delta_logit
    residual = float(values.sum()) - promised
    return Attribution(method="push", values=values, reference=recording.initial_logit, residual=residual)


def gradient_input(reading: Reading) -> Attribution:
    """Gradient times input of each word: x_t · ∂logit/∂x_t.

    References
    ----------
    Shrikumar, Greenside, Shcherbina, Kundaje (2016), Not just a black box: learning important features through
    propagating activation differences.
    """
    (gradients,) = reading.gradients(reading.vectors[None])[1]
    values = (gradients * reading.vectors).sum(axis=-1) * reading.words
    return Attribution(method="gradient_input", values=reading.spread(values))


def gradient_size(reading: Reading) -> Floats:
    """Norm of the gradient at each timestep's input, ‖∂logit/∂x_t‖, (timesteps,); without a sign, so no attribution.

    References
    ----------
    Simonyan, Vedaldi, Zisserman (2014), Deep inside convolutional networks.
    """
    (gradients,) = reading.gradients(reading.vectors[None])[1]
    return reading.spread(np.linalg.norm(gradients, axis=-1) * reading.words)


def baseline_vector(reading: Reading, baseline: Baseline) -> Floats:
    """What stands in the place of a word, (input_features,).

    Raises
    ------
    ConfigurationError
        There is no such baseline.
    """
    embedding = reading.network.embedding
    vectors: dict[Baseline, Floats] = {
        "zero": np.zeros(embedding.shape[1]),
        "padding": embedding[PADDING_ID],
        "mean": embedding[UNKNOWN_ID + 1 :].mean(axis=0, dtype=np.float64),
        "unknown": embedding[UNKNOWN_ID],
    }
    if baseline not in vectors:
        raise ConfigurationError(
            "A baseline is one of {known}, not {baseline!r}.", known=", ".join(BASELINES), baseline=baseline
        )
    return vectors[baseline].astype(np.float64)


def integrated_gradients(
    reading: Reading, *, baseline: Baseline = "zero", nodes: int | None = None, most: int = MOST_EVALUATIONS
) -> Attribution:
    """Integrated gradients of each word: (x_t − x′) · ∫₀¹ ∂logit/∂x_t (x′ + a (x − x′)) da.

    All words go from the baseline to themselves together; start sign and padding stay what they are. The values add up
    to the logit minus the baseline's, as far as the integral is exact.

    Parameters
    ----------
    reading
        The review.
    baseline
        What stands in the place of every word at a = 0; one of `BASELINES`.
    nodes
        So many nodes of Gauss and Legendre over the whole path. None halves pieces of 16 nodes until what they miss
        together is below a thousandth of the difference, which a SimpleRNN and long reviews need.
    most
        At most so many readings, where `nodes` is None; what is left is the residual.

    Raises
    ------
    ConfigurationError
        There is no such baseline.

    References
    ----------
    Sundararajan, Taly, Yan (2017), Axiomatic attribution for deep networks.
    """
    difference = np.where(reading.words[:, None], reading.vectors - baseline_vector(reading, baseline), 0.0)
    integral = path_integral(reading, difference, nodes=nodes, most=most)
    values = (integral.gradients * difference).sum(axis=-1)
    return Attribution(
        method="integrated_gradients",
        values=reading.spread(values),
        baseline=baseline,
        reference=integral.start,
        residual=float(values.sum()) - (integral.end - integral.start),
        evaluations=integral.evaluations,
    )


def occlusion(reading: Reading, *, baseline: Baseline = "unknown") -> Attribution:
    """What the logit loses when each word in turn is replaced: logit − logit with x_t := x′.

    Raises
    ------
    ConfigurationError
        There is no such baseline.
    DataError
        It would take too long.

    References
    ----------
    Zeiler & Fergus (2014), Visualizing and understanding convolutional networks.
    Li, Monroe, Jurafsky (2016), Understanding neural networks through representation erasure.
    """
    logits = replaced(reading, baseline_vector(reading, baseline))
    return Attribution(
        method="occlusion", values=_of_words(reading, logits), baseline=baseline, evaluations=len(logits)
    )


def omission(reading: Reading) -> Attribution:
    """What the logit loses when each word in turn is left out: logit − logit without word t.

    The words behind it move up, and where padding is read there is one padding more.

    Raises
    ------
    DataError
        It would take too long.

    References
    ----------
    Kádár, Chrupała, Alishahi (2017), Representation of linguistic form and function in recurrent neural networks.
    """
    logits = left_out(reading)
    return Attribution(method="omission", values=_of_words(reading, logits), evaluations=len(logits))


def bag_weights(reading: Reading, bag: BagOfWords) -> Attribution:
    """Weight of each word in a bag of words, which reads them in no order; a repeated word shows it each time."""
    values = np.where(reading.words, bag.weights[reading.ids], 0.0)
    return Attribution(method="bag_of_words", values=reading.spread(values), reference=bag.bias, evaluations=0)


def _of_words(reading: Reading, logits: Floats) -> Floats:
    values = np.zeros(len(reading.ids))
    values[reading.words] = reading.logit - logits
    return reading.spread(values)
