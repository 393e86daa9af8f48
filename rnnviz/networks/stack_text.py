"""A stack in one short line, as an address holds it: ``emb-10000-32.rnn-32-seq.lstm-16-bi.dense-1``."""

import re
from decimal import Decimal

from rnnviz.cells import ABBREVIATIONS, CELLS, either
from rnnviz.errors import ConfigurationError
from rnnviz.networks.layer import LayerSpec
from rnnviz.networks.recurrent import StackLayer
from rnnviz.networks.stack import StackSpec

__all__ = ["read_stack", "size_of", "write_stack"]

_EXAMPLE = "emb-10000-32.rnn-32-seq.lstm-16.dense-1"
_LONGEST_QUOTE = 40
_LONGEST_NUMBER = 15
_LONGEST_LINE = 1_000
_RATE = re.compile("[dr][0-9]{1,20}", re.ASCII)


def write_stack(stack: StackSpec) -> str:
    """Line of a stack; `read_stack` gives the stack back.

    ``emb-<num_words>-<features>``, with ``-mask`` for mask_zero, or ``in-<features>`` for plain features; then the
    layers, each the abbreviation of its cell, such as ``rnn``, and its units, ``-d2`` with a dropout of 0.2, ``-r25``
    with a recurrent dropout of 0.25, ``-bi`` when bidirectional, ``-seq`` when they return sequences; then perhaps
    ``dense-<units>``.

    Raises
    ------
    ConfigurationError
        The stack has a layer that is not recurrent: a line has no word for it.
    """
    if len(stack.recurrent) < len(stack.layers):
        raise ConfigurationError("A stack is written as a line if all its layers are recurrent; this one has others.")
    mask = "-mask" if stack.mask_zero else ""
    first = f"emb-{stack.num_words}-{stack.input_features}{mask}" if stack.num_words else f"in-{stack.input_features}"
    parts = [first, *(_layer_text(one) for one in stack.recurrent)]
    if stack.readout_units is not None:
        parts.append(f"dense-{stack.readout_units}")
    return ".".join(parts)


def _layer_text(one: StackLayer) -> str:
    layer = one.layer
    rates = _rate_text("d", layer.dropout) + _rate_text("r", layer.recurrent_dropout)
    options = rates + ("-bi" if layer.bidirectional else "") + ("-seq" if one.return_sequences else "")
    return f"{CELLS[layer.cell].abbreviation}-{layer.units}{options}"


def _rate_text(letter: str, rate: float) -> str:
    """The digits behind the point of a rate; nothing for none."""
    return f"-{letter}{Decimal(repr(float(rate))):f}".replace("0.", "", 1) if rate else ""


def read_stack(line: str) -> StackSpec:
    """Stack of its line.

    Raises
    ------
    ConfigurationError
        The line is none; the sentence says which part, and what was expected there.
    """
    if len(line) > _LONGEST_LINE:
        raise ConfigurationError(
            "A stack is a line of up to {most:,} characters, not {count:,}; it looks like {example}.",
            most=_LONGEST_LINE,
            count=len(line),
            example=_EXAMPLE,
        )
    parts = line.strip().lower().split(".")
    readout_units = None
    if len(parts) > 1 and parts[-1].partition("-")[0] == "dense":
        readout_units = _readout(parts.pop())
    num_words, input_features, mask_zero = _input(parts[0])
    return StackSpec(
        num_words=num_words,
        input_features=input_features,
        mask_zero=mask_zero,
        layers=tuple(_layer(part) for part in parts[1:]),
        readout_units=readout_units,
    )


def size_of(name: str, text: str) -> int:
    """Whole number of a text; whether it is in range is the plan's to say.

    Raises
    ------
    ConfigurationError
        The text is no whole number.
    """
    if not re.fullmatch(r"[+-]?[0-9]+", text.strip(), flags=re.ASCII) or len(text) > _LONGEST_NUMBER:
        raise ConfigurationError("{name} is a whole number such as 32, not {text}.", name=name, text=_quoted(text))
    return int(text)


def _input(part: str) -> tuple[int | None, int, bool]:
    kind, sizes, options = _fields(part)
    if kind == "emb" and len(sizes) == 2 and set(options) <= {"mask"}:
        return size_of("num_words", sizes[0]), size_of("input_features", sizes[1]), bool(options)
    if kind == "in" and len(sizes) == 1 and not options:
        return None, size_of("input_features", sizes[0]), False
    raise ConfigurationError(
        "A stack begins with emb-<num_words>-<features> or in-<features>, not with {part}; a whole one looks "
        "like {example}.",
        part=_quoted(part),
        example=_EXAMPLE,
    )


def _layer(part: str) -> StackLayer:
    kind, sizes, options = _fields(part)
    rates = {option[0]: float(f"0.{option[1:]}") for option in options if _RATE.fullmatch(option)}
    if kind not in ABBREVIATIONS or len(sizes) != 1 or "mask" in options:
        raise ConfigurationError(
            "A recurrent layer is {known} with its units, such as lstm-16-bi-seq, not {part}; a whole stack looks "
            "like {example}.",
            known=either(ABBREVIATIONS),
            part=_quoted(part),
            example=_EXAMPLE,
        )
    layer = LayerSpec(
        cell=ABBREVIATIONS[kind],
        units=size_of("units", sizes[0]),
        bidirectional="bi" in options,
        dropout=rates.get("d", 0.0),
        recurrent_dropout=rates.get("r", 0.0),
    )
    return StackLayer(layer=layer, return_sequences="seq" in options)


def _readout(part: str) -> int:
    _, sizes, options = _fields(part)
    if len(sizes) != 1 or options:
        raise ConfigurationError(
            "The end of a stack is dense with its units, such as dense-1, not {part}.", part=_quoted(part)
        )
    return size_of("units", sizes[0])


def _fields(part: str) -> tuple[str, list[str], list[str]]:
    """Kind, sizes and options of a part: a minus before a number is its sign."""
    kind, *fields = re.split(r"(?<=[^-])-", part)
    options = [field for field in fields if field in {"bi", "seq", "mask"} or _RATE.fullmatch(field)]
    return kind, [field for field in fields if field not in options], options


def _quoted(text: str) -> str:
    return repr(text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…")
