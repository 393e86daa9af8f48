"""The words of the arithmetic of one step: its equations, written out with their numbers, and their products."""

from collections.abc import Mapping, Sequence
from typing import Literal

from rnnviz.analysis import Product, UnitLine, UnitStep, UnitTerm
from rnnviz.ui.drawing.sentence import SentencePart, say_parts
from rnnviz.ui.language import say
from rnnviz.ui.read.views.arithmetic import Equation, ProductRow, Products
from rnnviz.ui.read.words import state_label

__all__ = ["equations", "products", "products_hint", "step_help", "step_title"]

_MOST = 6


def step_title(unit: int, layer: int, place: str) -> str:
    """What the arithmetic is that of; `place` names the step."""
    return say("Unit {unit} of layer {layer} at {place}", unit=unit, layer=layer, place=place)


def step_help(layer: int, *, backwards: bool) -> list[str]:
    """What the letters are; `backwards` is whether the unit reads the review from its end."""
    if layer == 1:
        lines = [
            say(
                "x is the vector that stands for this word, h[t−1] the state of all units before it. W, U and the "
                "biases were learnt. Every state begins at zero."
            )
        ]
    else:
        lines = [
            say(
                "x is the state of all units of layer {below} at this word, h[t−1] that of this layer before it. W, U "
                "and the biases were learnt. Every state begins at zero.",
                below=layer - 1,
            )
        ]
    if backwards:
        lines.append(say("This unit reads backwards: to it, t−1 is the word behind."))
    return lines


def products_hint() -> str:
    """How to see the products of another sum."""
    return say("Point at an underlined number, or go to it with Tab, to see the products behind it.")


# ---- the equations ----


def equations(step: UnitStep) -> list[Equation]:
    """Every gate and candidate, then what they make of the states; sums lead to their products by their order."""
    return [_equation(line, 2 * place) for place, line in enumerate(step.lines)] + _states(step)


def _equation(line: UnitLine, first: int) -> Equation:
    """One gate or candidate: its terms, their sum, and the activation of the sum."""
    return {
        "name": state_label(line.name),
        "value": _number(line.value),
        "parts": say_parts(
            "{activation}({symbols}) = {activation}({numbers}) = {activation}({total})",
            activation=line.activation,
            symbols=" + ".join(_symbol(term) for term in line.terms),
            numbers=_added(line, first),
            total=_number(line.total),
        ),
    }


def _added(line: UnitLine, first: int) -> list[SentencePart]:
    """The terms as they are added; W·x and what U·h became lead to their products."""
    parts: list[SentencePart] = []
    leads = {"kernel": first, "recurrent_kernel": first + 1, "reset": first + 1}
    for place, term in enumerate(line.terms):
        sign = "" if not place else " − " if term.value < 0 else " + "
        told = _number(abs(term.value) if place else term.value)
        parts += [{"t": sign}, {"t": told, "s": leads[term.kind]} if term.kind in leads else {"t": told}]
    return parts


def _states(step: UnitStep) -> list[Equation]:
    """What the gates make of the states; nothing where the line itself is the state."""
    told = {line.name: _number(line.value) for line in step.lines}
    told |= {f"{name}_before": _number(value) for name, value in step.before.items()}
    told |= {f"{name}_after": _number(value) for name, value in step.after.items()}
    made: dict[str, str] = {}
    match step.cell:
        case "lstm":
            made = {
                "cell_states": say(
                    "forget gate · c[t−1] + input gate · cell candidate = {forget_gate} · {cell_states_before} + "
                    "{input_gate} · {cell_candidate}",
                    **told,
                ),
                "hidden_states": say(
                    "output gate · tanh(c) = {output_gate} · tanh({cell_states_after})",
                    **told,
                ),
            }
        case "gru":
            made = {
                "hidden_states": say(
                    "update gate · h[t−1] + (1 − update gate) · candidate state = {update_gate} · "
                    "{hidden_states_before} + (1 − {update_gate}) · {candidate_state}",
                    **told,
                )
            }
    return [
        {"name": state_label(name), "value": told[f"{name}_after"], "parts": [{"t": text}]}
        for name, text in made.items()
    ]


# ---- the products ----


def products(step: UnitStep) -> list[Products]:
    """The products of the two sums of every line, in the order in which its equation leads to them."""
    return [told for line in step.lines for told in _products_of(line)]


def _products_of(line: UnitLine) -> list[Products]:
    reset = any(term.kind == "reset" for term in line.terms)
    told = {"name": state_label(line.name), "count": len(line.inputs), "units": len(line.units)}
    return [
        {
            "title": say("{name}, W·x: the largest of its {count} products", **told),
            "rows": _rows(line.inputs, "input"),
        },
        {
            "title": say(
                "{name}, U·h before the reset gate: the largest of its {units} products"
                if reset
                else "{name}, U·h: the largest of its {units} products",
                **told,
            ),
            "rows": _rows(line.units, "unit"),
        },
    ]


def _rows(of: Sequence[Product], kind: Literal["input", "unit"]) -> list[ProductRow]:
    """The largest products, what all others add, and the sum."""
    ranked = sorted(of, key=lambda product: -abs(product.value))
    named, rest = ranked[:_MOST], ranked[_MOST:]
    rows = [_row(product, kind) for product in named]
    if rest:
        rows.append(_whole("rest", say("{count} others", count=len(rest)), rest))
    return [*rows, _whole("sum", say("their sum"), of)]


def _row(product: Product, kind: Literal["input", "unit"]) -> ProductRow:
    told: Mapping[str, object] = {"weight": _number(product.weight), "read": _number(product.read)}
    return {
        "kind": "product",
        "name": say("unit {entry}", entry=product.entry) if kind == "unit" else say("x[{entry}]", entry=product.entry),
        "product": say("{weight} · {read}", **told),
        "value": product.value,
        "told": _number(product.value),
    }


def _whole(kind: Literal["rest", "sum"], name: str, of: Sequence[Product]) -> ProductRow:
    value = sum(product.value for product in of)
    return {"kind": kind, "name": name, "product": "", "value": value, "told": _number(value)}


def _symbol(term: UnitTerm) -> str:
    match term.kind:
        case "kernel":
            return "W·x"
        case "recurrent_kernel":
            return f"U·({state_label(term.gate)}·h[t−1])" if term.gate else "U·h[t−1]"
        case "bias":
            return "b"
        case "recurrent_bias":
            return "c"
        case _:
            return f"{state_label(term.gate)}·(U·h[t−1] + c)"


def _number(value: float) -> str:
    return f"{value:.3f}".replace("-", "−")
