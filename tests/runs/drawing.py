"""Records of runs, drawn and made."""

from hypothesis import strategies as st

from rnnviz.networks import NetworkSpec
from rnnviz.runs import CorpusRecord, HeldOutRecord, RunRecord, TrainingSpec
from rnnviz.text import Padding
from tests.networks.drawing import paddings, specs

finite = st.floats(allow_nan=False, allow_infinity=False)
seeds = st.integers(0, 2**32 - 1)
every = st.builds(
    TrainingSpec,
    optimizer=st.sampled_from(["rmsprop", "adam", "sgd"]),
    learning_rate=st.none() | st.floats(1e-6, 1),
    batch_size=st.integers(1, 512),
    epochs=st.integers(1, 50),
    validation_split=st.floats(0.1, 0.9),
    split_seed=seeds,
    seed=seeds,
    jit_compile=st.booleans(),
    batching=st.sampled_from(["padded", "by_length"]),
    engine=st.sampled_from(["keras", "live"]),
    global_clipnorm=st.none() | st.floats(1e-3, 1e3),
    recurrent_gain=st.sampled_from([0, 0.5, 1.0, 1.2]),
)
trainings = every | st.builds(
    TrainingSpec, engine=st.just("live"), gradient_steps=st.integers(1, 500), recurrent_gain=st.floats(0, 2)
)
corpora = st.builds(
    CorpusRecord,
    name=st.text(max_size=20),
    fingerprint=st.text("0123456789abcdef", min_size=64, max_size=64),
    training=st.integers(1, 10**6),
    validation=st.integers(1, 10**6),
    limit=st.none() | st.integers(1, 10**6),
)
known = st.fixed_dictionaries({"trained_on": st.integers(0, 10**6), "validated_with": st.integers(0, 10**6)})
held_outs = st.builds(
    lambda name, fingerprint, counts: HeldOutRecord(name=name, fingerprint=fingerprint, **counts),
    st.text(max_size=20),
    st.text("0123456789abcdef", min_size=64, max_size=64),
    known | st.just({}),
)
records = st.builds(
    RunRecord,
    network=specs,
    padding=paddings,
    training=trainings,
    corpus=corpora,
    status=st.sampled_from(["running", "stopped", "finished"]),
    created=st.just("2026-01-02T03:04:05+00:00"),
    versions=st.dictionaries(st.sampled_from(["keras", "numpy"]), st.text("0123456789.", max_size=6)),
    metrics=st.fixed_dictionaries(
        {}, optional={"best_epoch": st.integers(1, 50), "val_loss": finite, "val_accuracy": st.floats(0, 1)}
    ),
    held_out=st.none() | held_outs,
)


def run_record(network: NetworkSpec | None = None, **metrics: float) -> RunRecord:
    """Record of a finished run with these figures."""
    return RunRecord(
        network=network or NetworkSpec(),
        padding=Padding(),
        training=TrainingSpec(learning_rate=0.003, seed=7, split_seed=5),
        corpus=CorpusRecord(name="imdb", fingerprint="ab" * 32, training=20_000, validation=5_000),
        status="finished",
        created="2026-01-02T03:04:05+00:00",
        versions={"keras": "3.15.1"},
        metrics=metrics,
    )
