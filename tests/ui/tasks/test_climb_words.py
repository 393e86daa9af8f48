"""What is said of ladders and cut gradients is what their tries show, recounted here."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.analysis import CellClimb, GradientReach
from rnnviz.explanation import Proportion
from rnnviz.ui.tasks.climb_words import compared, held, ladder_title, other_gain, reach_found
from rnnviz.ui.tasks.reach_words import arrival_title, learnt_title

SHARES = st.sampled_from((0.0, 0.48, 0.61, 0.96, 0.97, 1.0))
NAMES = {"simple_rnn": "SimpleRNN", "lstm": "LSTM", "gru": "GRU"}


@st.composite
def climbs(draw: st.DrawFn, cells: int = 1) -> tuple[CellClimb, ...]:
    seeds, distances = draw(st.integers(1, 3)), (2, 5, 10, 20)[: draw(st.integers(1, 4))]
    return tuple(
        CellClimb(
            cell=cell,
            distances=distances,
            shares=tuple(tuple(draw(SHARES) for _ in range(seeds)) for _ in distances),
        )
        for cell in list(NAMES)[:cells]
    )


def _reaches(climb: CellClimb) -> list[int]:
    """Up to where each seed holds every distance."""
    found = []
    for seed in range(len(climb.shares[0])):
        good = [row[seed] >= 0.97 for row in climb.shares]
        count = good.index(False) if False in good else len(good)
        found.append(climb.distances[count - 1] if count else 0)
    return found


@given(climbs())
def test_a_cell_is_said_to_hold_what_its_seeds_hold(found: tuple[CellClimb, ...]) -> None:
    """Distances and counts of the sentence are those of the shares."""
    (climb,) = found
    told, reaches = held(climb), _reaches(climb)
    low, seeds, most = min(reaches), len(reaches), climb.distances[-1]
    good = {
        distance: sum(share >= 0.97 for share in row)
        for distance, row in zip(climb.distances, climb.shares, strict=True)
    }
    assert ("(one seed)" in told) == (seeds == 1)
    if found_all := re.search(r"every distance that was tried, up to (\d+)", told):
        assert int(found_all[1]) == most == low
    elif "not hold even" in told:
        assert low == 0
        if match := re.search(r": (\d) of (\d) do", told):
            assert (int(match[1]), int(match[2])) == (good[climb.distances[0]], seeds)
    else:
        assert f"holds distances up to {low}" in told
        if match := re.search(r"none from (\d+) on", told):
            from_on = [distance for distance in climb.distances if distance >= int(match[1])]
            assert not any(good[distance] for distance in from_on)
            assert seeds == 1 or climb.distances[climb.distances.index(low) + 1] == int(match[1])
        if match := re.search(r"differ: (\d+) is held by (\d)", told):
            assert good[int(match[1])] == int(match[2]) < seeds
        if match := re.search(r"and holds (\d+) again", told):
            assert good[int(match[1])] == 1
            assert int(match[1]) == most


@given(climbs(cells=3))
def test_a_cell_reaches_farther_where_its_worst_seed_beats_the_others_best(found: tuple[CellClimb, ...]) -> None:
    """And where no pair is told apart the sentence says so."""
    told = compared(found)
    apart = {
        (NAMES[one.cell], NAMES[other.cell])
        for one in found
        for other in found
        if min(_reaches(one)) > max(_reaches(other))
    }
    assert set(re.findall(r"the (\w+) reaches farther than the (\w+)", told)) == apart
    assert ("does not tell them apart" in told) == (not apart)
    assert ("luck" in told) == (bool(apart) and found[0].seeds == 1)
    assert ladder_title(found).endswith(", ".join(f"{NAMES[one.cell]} {min(_reaches(one))}" for one in found))


def test_the_same_cell_with_other_first_weights() -> None:
    """Both distances stand with their weights."""
    assert other_gain("simple_rnn", 0.5, 10, 1.0, 40).endswith(
        "holds distances up to 40, with 0.5 times them up to 10."
    )
    assert "as far: up to 40" in other_gain("gru", 0.5, 40, 1.0, 40)


@given(
    st.lists(
        st.tuples(st.integers(1, 12), st.lists(SHARES, min_size=2, max_size=2)), max_size=8, unique_by=lambda x: x[0]
    )
)
def test_what_is_said_of_a_cut_follows_from_the_tries(rows: list[tuple[int, list[float]]]) -> None:
    """Counts on both sides, no conclusion that the intervals do not bear, and an echo only where one was heard."""
    rows.sort()
    reach = GradientReach(
        needed=6, steps=tuple(steps for steps, _ in rows), shares=tuple(tuple(row) for _, row in rows)
    )
    far = [share for steps, row in rows if steps >= 6 for share in row]
    near = [share for steps, row in rows if steps < 6 for share in row]
    told = reach_found(reach)
    if not far or not near:
        assert "both needed" in told
        return
    a, c = sum(share >= 0.97 for share in far), sum(share >= 0.97 for share in near)
    assert f"{a} of {len(far)} tries learn it; where they stop before it, {c} of {len(near)}." in told
    assert learnt_title(reach) == f"In reach {a} of {len(far)} tries learn it, out of reach {c} of {len(near)}"
    apart = Proportion(hits=a, n=len(far)).interval[0] > Proportion(hits=c, n=len(near)).interval[1]
    echo = sum(share > 0.6 for share in near)
    assert ("do not tell" in told) == (not apart)
    assert ("no wall" in told) == (apart and c > 0)
    assert ("is not learnt" in told) == (apart and not c and not echo)
    assert ("none of these learns it" in told) == (apart and not c and echo > 0)
    if apart and not c and echo:
        assert f"But {echo} answer" in told


@given(st.integers(1, 30))
def test_the_share_that_arrives_is_told_where_something_does(cut: int) -> None:
    """Before the cut nothing arrives; behind it the first symbol gets its share of what the last step gets."""
    arrival = np.array([0.01, 0.02, 0.1, 0.4])
    told = arrival_title(arrival, 3, cut)
    assert told == (
        f"With {cut} steps nothing arrives at the first symbol"
        if cut < 3
        else f"With {cut} steps 0.05 of what the last step gets arrives at the first symbol"
    )
