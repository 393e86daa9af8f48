"""The words of the arithmetic of one step: its equations, written out with their numbers."""

from collections.abc import Mapping, Sequence
from typing import Literal

from rnnviz.analysis import Product, UnitLine, UnitStep, UnitTerm
from rnnviz.ui.language import say
from rnnviz.ui.read.words import state_label

__all__ = ["line_of", "products_of", "products_title", "state_lines", "step_help", "step_title"]

_MOST = 6


def step_title(unit: int, layer: int, place: str) -> str:
    """What the arithmetic is that of; `place` names the step."""
    return say("Unit {unit} of layer {layer} at {place}", unit=unit, layer=layer, place=place)


def step_help() -> str:
    """What stands below the title."""
    return say(
        "x is what the layer reads at this step, h[t−1] the state of all units before it. W, U and the biases were "
        "learnt. Every state begins at zero."
    )


def line_of(line: UnitLine) -> str:
    """One gate or candidate: its terms, their sum, and the activation of the sum."""
    symbols, numbers = " + ".join(_symbol(term) for term in line.terms), _added([term.value for term in line.terms])
    return say(
        "**{name}** = {activation}({symbols}) = {activation}({numbers}) = {activation}({total}) = **{value}**",
        name=state_label(line.name),
        activation=line.activation,
        symbols=symbols,
        numbers=numbers,
        total=_number(line.total),
        value=_number(line.value),
    )


def state_lines(step: UnitStep) -> list[str]:
    """What the gates make of the states; nothing where the line itself is the state."""
    told = {line.name: _number(line.value) for line in step.lines}
    told |= {f"{name}_before": _number(value) for name, value in step.before.items()}
    told |= {f"{name}_after": _number(value) for name, value in step.after.items()}
    match step.cell:
        case "lstm":
            return [
                say(
                    "**cell state c** = forget gate · c[t−1] + input gate · cell candidate = {forget_gate} · "
                    "{cell_states_before} + {input_gate} · {cell_candidate} = **{cell_states_after}**",
                    **told,
                ),
                say(
                    "**hidden state h** = output gate · tanh(c) = {output_gate} · tanh({cell_states_after}) = "
                    "**{hidden_states_after}**",
                    **told,
                ),
            ]
        case "gru":
            return [
                say(
                    "**hidden state h** = update gate · h[t−1] + (1 − update gate) · candidate state = {update_gate} · "
                    "{hidden_states_before} + (1 − {update_gate}) · {candidate_state} = **{hidden_states_after}**",
                    **told,
                )
            ]
    return []


def products_title() -> str:
    """What the folded part with the products is called."""
    return say("The largest products of these sums")


def products_of(line: UnitLine) -> list[str]:
    """The largest products of W·x and of U·h, the largest first."""
    reset = any(term.kind == "reset" for term in line.terms)
    told = {"name": state_label(line.name), "count": len(line.inputs), "units": len(line.units)}
    return [
        say("**{name}**, W·x, {count} products: {products}", products=_largest(line.inputs, "input"), **told),
        say(
            "**{name}**, U·h before the reset gate, {units} products: {products}"
            if reset
            else "**{name}**, U·h, {units} products: {products}",
            products=_largest(line.units, "unit"),
            **told,
        ),
    ]


def _largest(products: Sequence[Product], kind: Literal["input", "unit"]) -> str:
    ranked = sorted(products, key=lambda product: -abs(product.value))[:_MOST]
    return "; ".join(_product(product, kind) for product in ranked)


def _product(product: Product, kind: Literal["input", "unit"]) -> str:
    told: Mapping[str, object] = {
        "entry": product.entry,
        "weight": _number(product.weight),
        "read": _number(product.read),
        "value": _number(product.value),
    }
    if kind == "unit":
        return say("unit {entry}: {weight} · {read} = {value}", **told)
    return say("x[{entry}]: {weight} · {read} = {value}", **told)


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


def _added(values: Sequence[float]) -> str:
    first, *others = values
    return _number(first) + "".join(f" {'−' if value < 0 else '+'} {_number(abs(value))}" for value in others)


def _number(value: float) -> str:
    return f"{value:.3f}".replace("-", "−")
