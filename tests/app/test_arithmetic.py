"""From a cell of the heatmap to the arithmetic of that step."""

import json
import re
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import rnnviz
from rnnviz.analysis import shown_steps
from tests.app.driving import captions, visit

TEXT = "a truly wonderful film"
MODELS = [run.name for run in rnnviz.list_runs()]


def arithmetic(app: AppTest) -> dict[str, Any] | None:
    """What the window shows; None where there is none."""
    given = [json.loads(view.proto.json)[0] for view in app.get("bidi_component")]
    return next((payload for payload in given if "equations" in payload), None)


def asked(model: str, unit: int = 5, step: int = 3) -> tuple[AppTest, dict[str, Any]]:
    """The page after the arithmetic of a cell was asked for, and what its window shows."""
    app = visit(model=model, text=TEXT)
    app.session_state["read-step"] = (unit, step)
    window = arithmetic(app.run())
    assert window is not None
    return app, window


def read(told: str) -> float:
    return float(told.replace("−", "-"))


@pytest.mark.parametrize("model", MODELS)
def test_the_arithmetic_ends_in_the_recorded_state(model: str) -> None:
    """The last equation's result is the state of that unit at that word; the window does not open again by itself."""
    app, window = asked(model)
    recording = rnnviz.record(rnnviz.load(model), TEXT)
    state = recording.layers[-1].values()[shown_steps(recording).timesteps[3], 5]
    assert window["equations"][-1]["name"] == "hidden state h"
    assert read(window["equations"][-1]["value"]) == pytest.approx(state, abs=0.00051)
    assert arithmetic(app.run()) is None


@pytest.mark.parametrize("model", MODELS)
def test_a_number_leads_to_the_products_that_make_it(model: str) -> None:
    """The weight, what it multiplies and the product of each row are the network's, and all rows are the sum."""
    _, window = asked(model)
    network = rnnviz.load(model)
    recording = rnnviz.record(network, TEXT)
    timestep = shown_steps(recording).timesteps[3]
    cell = network.layers[-1].cells[0]
    below = [layer.values() for layer in recording.layers[:-1]]
    x = below[-1][timestep] if below else network.embedding[recording.ids[timestep]]
    h = recording.layers[-1].values()[timestep - 1]
    kernels = np.split(cell.kernel, len(cell.blocks), axis=1)
    recurrent = np.split(cell.recurrent_kernel, len(cell.blocks), axis=1)
    for place, products in enumerate(window["products"]):
        weights, values = (kernels, x) if place % 2 == 0 else (recurrent, h)
        check_products(products["rows"], weights[place // 2][:, 5], values)
    for line in window["equations"]:
        for part in (part for part in line["parts"] if part.get("s") is not None):
            gated = "reset gate·" in line["parts"][0]["t"] and part["s"] % 2
            total = window["products"][part["s"]]["rows"][-1]["value"]
            assert gated or abs(read(part["t"])) == pytest.approx(abs(total), abs=0.00051)


def check_products(rows: list[dict[str, Any]], weights: np.ndarray, values: np.ndarray) -> None:
    """Rows of products, recomputed from the two vectors."""
    *named, rest, total = rows
    products = weights * values
    for row in named:
        entry = int(re.search(r"\d+", row["name"])[0])  # type: ignore[index]
        weight, value = map(read, row["product"].split(" · "))
        assert weight == pytest.approx(weights[entry], abs=0.00051)
        assert value == pytest.approx(values[entry], abs=0.00051)
        assert row["value"] == pytest.approx(products[entry])
    shown = [row["value"] for row in named]
    assert np.abs(shown) == pytest.approx(np.sort(np.abs(products))[::-1][: len(named)])
    assert rest["name"] == f"{len(products) - len(named)} others"
    assert sum(shown) + rest["value"] == pytest.approx(products.sum()) == total["value"]
    assert all(read(row["told"]) == pytest.approx(row["value"], abs=0.00051) for row in rows)


def test_what_the_letters_are_is_said_of_this_layer() -> None:
    """In the first layer x stands for the word, in another it is the state of the layer below."""
    assert "x is the vector that stands for this word" in captions(asked("imdb-lstm")[0])
    assert "x is the state of all units of layer 3" in captions(asked("imdb-simple-rnn-stacked")[0])


@pytest.mark.parametrize("cell", [(5, 10_000), (-1, 2), (32, 2)])
def test_a_step_that_is_not_there_opens_nothing(cell: tuple[int, int]) -> None:
    """After another review or model the cell that was asked for may be gone."""
    app = visit(model="imdb-lstm", text="a film")
    app.session_state["read-step"] = cell
    app.run()
    assert not app.exception
    assert arithmetic(app) is None
