"""Loss and accuracy of a run on labelled reviews, by Keras."""

from dataclasses import dataclass

from rnnviz.corpora import Corpus
from rnnviz.runs import Run
from rnnviz.text import Vocabulary
from rnnviz.training.datasets import encode

__all__ = ["Evaluation", "evaluate"]


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """Figures of a run on `reviews` labelled reviews; `loss` is the mean binary cross-entropy in nats."""

    reviews: int
    loss: float
    accuracy: float


def evaluate(run: Run, corpus: Corpus) -> Evaluation:
    """Loss and accuracy of `run` on every review of `corpus`.

    Raises
    ------
    ModelNotFoundError
        The run has no trained model.
    """
    import keras

    run.network()  # says in a sentence what is wrong with the file, before Keras opens it
    model = keras.saving.load_model(run.model_file, compile=False)
    model.compile(loss="binary_crossentropy", metrics=["accuracy"])
    rows = encode(corpus.texts, Vocabulary.from_file(run.vocabulary_file), run.record.padding)
    loss, accuracy = model.evaluate(rows, corpus.labels, batch_size=250, verbose=0)
    return Evaluation(reviews=len(corpus), loss=float(loss), accuracy=float(accuracy))
