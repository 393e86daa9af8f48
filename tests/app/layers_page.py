"""How the tests read the page "Keras layers" as AppTest builds it."""

import base64
import json
import re
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from rnnviz.ui.layers.edits import Preset
from rnnviz.ui.layers.words import preset_labels
from tests.app.driving import sentences, visit


def layers(**address: str) -> AppTest:
    """A session's first look at the page, with this address."""
    return visit("layers", **address)


def pictures(app: AppTest) -> list[dict[str, Any]]:
    """What the components were given to draw, top to bottom, on a page that shows no error."""
    assert sentences(app) == []
    return [json.loads(view.proto.json)[0] for view in app.get("bidi_component")]


def drawing(app: AppTest) -> dict[str, Any]:
    """The stack that is drawn."""
    return pictures(app)[0]


def returned(app: AppTest) -> dict[str, Any]:
    """What went through: both return modes of the layer that is looked into."""
    return pictures(app)[1]


def numbers(view: dict[str, Any]) -> tuple[Any, Any]:
    """Sequence (timesteps, features) and last output (features,) of a view."""
    sequence, last = (np.frombuffer(base64.b64decode(view[name]), dtype="<f4") for name in ("sequence", "last"))
    return sequence.reshape(len(view["rows"]), view["features"]), last


def warnings(app: AppTest) -> list[str]:
    """Warnings as they are read."""
    return [re.sub(r"\\(.)", r"\1", warning.value) for warning in app.warning]


def total(app: AppTest) -> str:
    """The first line below the summary."""
    lines = drawing(app)["totals"]
    return str(lines[0]) if lines else ""


def preset(app: AppTest, name: str) -> AppTest:
    """Click a preset."""
    return app.button_group(key="preset").set_value(preset_of(name)).run()


def preset_of(name: str) -> Preset:
    """The id of a preset, by what it is called."""
    return next(preset for preset, label in preset_labels().items() if label == name)


def chosen_preset(app: AppTest) -> str | None:
    """What the chosen preset is called; None where the stack is another."""
    preset = app.button_group(key="preset").value
    return None if preset is None else preset_labels()[preset]


def shape(stage: dict[str, Any]) -> str:
    """The shape that comes out of a stage; empty where Keras does not get that far."""
    return str(stage["output"]["shape"]) if stage["output"] else ""
