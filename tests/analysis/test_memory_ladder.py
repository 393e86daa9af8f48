"""What rungs show, recounted; and what arrives of a gradient, against differences."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.analysis import climbs_of, gradient_arrival, gradient_reach
from rnnviz.networks import Network, first_weights
from rnnviz.training.datasets import encode
from rnnviz.training.rungs import Rung, gradient_rungs, ladder_rungs
from rnnviz.training.small_tasks import Trial, task_padding


@st.composite
def climbed(draw: st.DrawFn, rungs: tuple[Rung, ...]) -> dict[Rung, Trial]:
    counts = draw(
        st.lists(st.sampled_from((None, 0, 480, 600, 969, 970, 1_000)), min_size=len(rungs), max_size=len(rungs))
    )
    return {
        rung: Trial(right=right, texts=1_000, epochs=1, solved=right > 969)
        for rung, right in zip(rungs, counts, strict=True)
        if right is not None
    }


LADDER = ladder_rungs(cells=("gru", "lstm"), distances=(2, 5, 10, 20), seeds=2)
CUT = gradient_rungs(5, (1, 3, 6, 7), seeds=2)


@given(climbed(LADDER))
def test_a_cell_holds_what_its_seeds_hold(found: dict[Rung, Trial]) -> None:
    """Per cell: distances with all seeds, who held them, up to where each held all, from where none held any."""
    climbs = {climb.cell: climb for climb in climbs_of(LADDER, found)}
    for cell in ("gru", "lstm"):
        by_place = {(one.tried.distance, one.seed): found[one] for one in LADDER if one.cell == cell and one in found}
        whole = [distance for distance in (2, 5, 10, 20) if all((distance, seed) in by_place for seed in (0, 1))]
        assert (cell in climbs) == bool(whole)
        if not whole:
            continue
        climb = climbs[cell]
        holds = {place: trial.right >= 970 for place, trial in by_place.items()}
        assert list(climb.distances) == whole
        assert list(climb.held) == [holds[distance, 0] + holds[distance, 1] for distance in whole]
        for seed, reach in enumerate(climb.reaches):
            kept = [distance for at, distance in enumerate(whole) if all(holds[one, seed] for one in whole[: at + 1])]
            assert reach == max(kept, default=0)
        assert climb.held_by_all == min(climb.reaches)
        assert climb.median_reach == max(climb.reaches)  # of two
        lost = [distance for at, distance in enumerate(whole) if not any(climb.held[at:])]
        assert climb.lost_by_all == (lost[0] if lost else None)


@given(climbed(CUT))
def test_tries_are_counted_by_whether_gradients_reach_the_first_symbol(found: dict[Rung, Trial]) -> None:
    """It stands six steps from the end, itself included, at a distance of five."""
    reach = gradient_reach(CUT, found)
    whole = [steps for steps in (1, 3, 6, 7) if sum(one in found for one in CUT if one.gradient_steps == steps) == 2]
    tries = [(one.gradient_steps or 0, found[one].right) for one in CUT if one.gradient_steps in whole]
    assert reach.needed == 6
    for reached in (True, False):
        right = [count for steps, count in tries if (steps >= 6) == reached]
        assert reach.learnt(reached=reached) == (sum(count >= 970 for count in right), len(right))
    assert reach.echoes == sum(count > 600 for steps, count in tries if steps < 6)


def test_what_arrives_is_the_slope_of_the_loss() -> None:
    """The norm at each step against a small change of the state there, from which the rest is read on."""
    rung = Rung(task="task:first-symbol:4", cell="gru", units=3, gain=0.5)
    arrival, task, spec = gradient_arrival(rung), rung.tried, rung.network
    corpus, padding = task.corpus().select(range(64)), task_padding(task)
    rows = encode(corpus.texts, corpus.vocabulary(spec.num_words), padding)
    table, *cell, kernel, bias = first_weights(spec, 0, recurrent_gain=0.5)
    network = Network.from_weights(spec, [[table], cell, [kernel, bias]], padding=padding).astype(np.float64)
    states = network.read(rows)[0].hidden_states

    def losses(step: int, changed: np.ndarray) -> np.ndarray:
        logit = changed[:, :] @ kernel[:, 0] + bias[0]
        if step + 1 < rows.shape[1]:
            logit = network.verdict(network.read(rows[:, step + 1 :], initial=[(changed,)]))
        return np.log1p(np.exp(-np.where(corpus.labels, logit, -logit)))

    for step in range(rows.shape[1]):
        small = 1e-5 * np.eye(3)
        slopes = [(losses(step, states[:, step] + one) - losses(step, states[:, step] - one)) / 2e-5 for one in small]
        np.testing.assert_allclose(arrival[step], np.linalg.norm(slopes, axis=0).mean(), rtol=1e-4)
