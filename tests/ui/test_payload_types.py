"""The browser and Python mean the same payloads: a TypedDict and the typedef beside it say the same."""

from pathlib import Path

import pytest

from tests.ui.payload_types import Shape, shapes, typedef

UI = Path(__file__).resolve().parents[2] / "rnnviz" / "ui"
SHAPES = [
    pytest.param(module, shape, known, id=f"{module.relative_to(UI)}:{shape.name}")
    for module in sorted(UI.rglob("*.py"))
    if module.with_suffix(".js").exists()
    for known in [shapes(module)]
    for shape in known.values()
]


def test_there_are_payloads() -> None:
    """The rule below has payloads to hold for."""
    assert len(SHAPES) > 20


@pytest.mark.parametrize(("module", "shape", "known"), SHAPES)
def test_a_typedef_says_what_its_typed_dict_says(module: Path, shape: Shape, known: dict[str, Shape]) -> None:
    """A TypedDict of a view stands as a typedef in a module of the same folder, field by field."""
    wanted = "\n".join(typedef(shape, known)) + "\n"
    texts = [path.read_text(encoding="utf-8") for path in module.parent.glob("*.js")]
    assert any(wanted in text for text in texts), f"A module beside {module.name} must hold this comment:\n{wanted}"
