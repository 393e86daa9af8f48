"""What "Train" says of networks without a state is recomputed from their answers."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.explanation import ContrastRow, ContrastTable, paired
from rnnviz.runs import CONTRASTS, DROPOUT, RUN
from rnnviz.ui.instruments.words import contrast_names
from rnnviz.ui.train.contrast_table_words import against, interval, left_out, reads_order, seeds
from rnnviz.ui.train.contrast_words import findings
from rnnviz.ui.train.contrasts import contrasts_payload, table_row
from tests.runs.made import answered

Z = 1.959963984540054


def drawn_table(seed: int, reviews: int, *, name: str = "imdb_test") -> ContrastTable:
    """A table of answers that were drawn: some networks alike, some apart, some that read no order."""
    rng = np.random.default_rng(seed)
    base = rng.random(reviews) < rng.uniform(0.5, 0.95)

    def answers() -> tuple[np.ndarray, np.ndarray]:
        right = base ^ (rng.random(reviews) < rng.choice([0.0, 0.02, 0.2]))
        return right, right ^ (rng.random(reviews) < rng.choice([0.0, 0.02, 0.3]))

    run = answered(*answers())
    rows = [ContrastRow(name=RUN, answers=run, against=None, parameters=322_113, seconds=None, epochs=10, seeds=())]
    names = [*([DROPOUT] if rng.random() < 0.7 else []), *CONTRASTS]
    for one in names:
        found = answered(*answers())
        spread = () if one == "bag_of_words" else tuple(rng.uniform(0.7, 0.9, rng.integers(0, 4)).tolist())
        rows.append(
            ContrastRow(
                name=one,
                answers=found,
                against=paired(run.right, found.right),
                parameters=10,
                seconds=1.5,
                epochs=3,
                seeds=spread,
            )
        )
    rate = 0.2 if DROPOUT in names else 0.0
    return ContrastTable(reviews=name, reviewed=reviews, left_out=12, rows=tuple(rows), rate=rate)


def bounds(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    """The interval of a difference, from the reviews on which the two differ."""
    b, c, n = (first & ~second).sum() + 0.5, (second & ~first).sum() + 0.5, len(first) + 2
    error = Z * np.sqrt((b + c) / n**2 - (b - c) ** 2 / n**3)
    return max((b - c) / n - error, -1), min((b - c) / n + error, 1)


def points(share: float) -> str:
    """A difference in points with its sign; nothing has none."""
    rounded = round(100 * share, 1)
    return "0.0" if rounded == 0 else f"{'+' if rounded > 0 else '−'}{abs(rounded):.1f}"


def named(rows: list[ContrastRow]) -> str:
    """How networks are listed, the best first."""
    ranked = sorted(rows, key=lambda row: -row.answers.right.sum())
    return ", ".join(f"{contrast_names()[row.name]} ({100 * row.answers.right.mean():.1f} %)" for row in ranked)


tables = st.builds(
    drawn_table,
    st.integers(0, 9_999),
    st.sampled_from([5, 60, 800]),
    name=st.sampled_from(["imdb_test", "validation"]),
)


@settings(max_examples=40, deadline=None)
@given(table=tables)
def test_who_is_better_is_told_as_the_evidence_has_it(table: ContrastTable) -> None:
    """Each network stands in the group that its interval gives it, with its share; the first sentence is the best."""
    said = " ".join(findings(table, "my run"))
    run = table.run.answers.right
    groups: dict[str, list[ContrastRow]] = {"better": [], "alike": [], "behind": []}
    for row in table.contrasts:
        low, high = bounds(run, row.answers.right)
        groups["better" if high < 0 else "behind" if low > 0 else "alike"].append(row)
    kind = "held-out" if table.reviews == "imdb_test" else "validation"
    percent = f"my run is right on {100 * run.mean():.1f} % of {len(run):,} {kind} reviews."
    assert percent in said
    if groups["better"]:
        assert said.startswith(f"Not for these reviews: {percent} Better without any state: {named(groups['better'])}.")
    elif groups["alike"]:
        assert said.startswith(f"Nothing here shows that it did: {percent} Not told apart from it, without any state: ")
    else:
        assert said.startswith(f"It does better with one: {percent} Behind it, without any state: ")
    for group, words in (("alike", "Not told apart from it"), ("behind", "Behind it")):
        assert (words in said) == bool(groups[group])
        assert named(groups[group]) in said


@settings(max_examples=40, deadline=None)
@given(table=tables)
def test_what_order_is_worth_is_told_as_it_is(table: ContrastTable) -> None:
    """Turned verdicts, the accuracy in another order, and the interval are those of the answers."""
    said = next(one for one in findings(table, "my run") if "order" in one)
    one = table.run.answers
    low, high = bounds(one.right, one.shuffled)
    turned, worth = (
        int((one.right != one.shuffled).sum()),
        100 * abs((int(one.right.sum()) - int(one.shuffled.sum())) / len(one.right)),
    )
    between = f"{points(low)} to {points(high)}"
    if not turned:
        assert said == "Putting the words of each review in another order turns no verdict of my run."
    elif low > 0:
        assert f"right on {100 * one.shuffled.mean():.1f} %: their order is worth {worth:.1f} points to it" in said
        assert f"(95 % interval {between})" in said
    elif high < 0:
        assert said.endswith(f"which is {worth:.1f} points more: their order misleads it.")
    else:
        assert f"turns {turned:,} of its verdicts" in said
        assert f"that {len(one.right):,} reviews show ({between} points)" in said


@settings(max_examples=40, deadline=None)
@given(table=tables)
def test_what_dropout_does_is_told_as_it_is(table: ContrastTable) -> None:
    """Share, difference and interval of the network with dropout against the run, where it was trained."""
    said = [one for one in findings(table, "my run") if "dropout" in one]
    row = next((row for row in table.rows if row.name == DROPOUT), None)
    assert len(said) == (row is not None)
    if row is None:
        return
    low, high = bounds(row.answers.right, table.run.answers.right)
    difference = (int(row.answers.right.sum()) - int(table.run.answers.right.sum())) / table.reviewed
    begun = "Trained for as many epochs with dropout (20 % of inputs and state) the same network is right on "
    assert said[0].startswith(f"{begun}{100 * row.answers.right.mean():.1f} %")
    between = f"{points(low)} to {points(high)}"
    if low > 0:
        assert said[0].endswith(f"{100 * difference:.1f} points more (95 % interval {between}).")
    elif high < 0:
        assert said[0].endswith(f"{-100 * difference:.1f} points less (95 % interval {between}).")
    else:
        assert said[0].endswith(f"not told apart from it ({between} points).")


@settings(max_examples=40, deadline=None)
@given(table=tables)
def test_what_is_left_open_is_told(table: ContrastTable) -> None:
    """The widest interval, the widest spread of seeds, and that validation chose are said where they are so."""
    said = findings(table, "my run")[-1]
    run = table.run.answers.right
    widths = [np.diff(bounds(run, row.answers.right))[0] for row in table.contrasts]
    found = re.search(r"known to ±([\d.]+) points", said)
    assert found
    assert float(found[1]) == pytest.approx(50 * max(widths), abs=0.0501)
    spread = max(max(row.seeds) - min(row.seeds) if row.seeds else 0 for row in table.contrasts)
    if spread:
        assert f"changes by up to {100 * spread:.1f} points" in said
    else:
        assert "How much another seed would change is not known here." in said
    assert ("These reviews chose the epoch" in said) == (table.reviews == "validation")
    assert left_out(table) == (
        "The reviews are from the run's own validation part."
        if table.reviews == "validation"
        else "The reviews are from IMDB's test part; 12 that stand among the run's own, too, are left out."
    )


@settings(max_examples=40, deadline=None)
@given(table=tables)
def test_the_table_says_what_was_measured(table: ContrastTable) -> None:
    """Every cell is recomputed from the answers."""
    run = table.run.answers.right
    for row in table.rows:
        cells, one = table_row(row, "my run"), row.answers
        assert cells["right"] == pytest.approx(100 * one.right.mean())
        assert cells["shuffled"] == pytest.approx(100 * one.shuffled.mean())
        low, high = bounds(one.right, one.shuffled)
        worth = 100 * ((int(one.right.sum()) - int(one.shuffled.sum())) / len(run))
        expected = (
            "no"
            if (one.right == one.shuffled).all()
            else f"yes, worth {worth:.1f} points"
            if low > 0
            else f"yes, and loses {-worth:.1f} points"
            if high < 0
            else "yes, worth nothing that shows"
        )
        assert reads_order(row) == expected
        if row.name == RUN:
            assert against(row) == "–"
        else:
            low, high = bounds(run, one.right)
            difference = (run.astype(int) - one.right.astype(int)).sum() / len(run)
            assert against(row) == f"{points(difference)} ({points(low)} to {points(high)})"
        if len(row.seeds) > 1:
            ordered = 100 * np.sort(row.seeds)
            assert seeds(row) == f"{np.median(ordered):.1f} ({ordered[0]:.1f} to {ordered[-1]:.1f})"
        else:
            assert seeds(row) == "–"
        assert interval(0.1234, 0.5) == "12.3 to 50.0"


@settings(max_examples=40, deadline=None)
@given(table=tables)
def test_the_picture_shows_the_same_shares(table: ContrastTable) -> None:
    """Run and networks without a state stand best first, on one scale that holds every interval; the run is marked."""
    payload = contrasts_payload(table, "my run")
    assert {row["name"] for row in payload["rows"]} == {RUN, *CONTRASTS}
    shares = [row["values"][0]["mean"] for row in payload["rows"]]
    assert shares == sorted(shares, reverse=True)
    first, second = payload["columns"]
    assert (first["low"], first["high"]) == (second["low"], second["high"])
    for row in payload["rows"]:
        one = next(other for other in table.rows if other.name == row["name"]).answers
        for value, right in zip(row["values"], (one.right, one.shuffled), strict=True):
            assert value["mean"] == pytest.approx(100 * right.mean())
            assert first["low"] - 1e-9 <= value["low"] <= value["mean"] <= value["high"] <= first["high"] + 1e-9
        assert row["chosen"] == (row["name"] == RUN)
