"""TypedDicts of Python as the typedefs that JavaScript knows them by."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_NAMES = {"str": "string", "int": "number", "float": "number", "bool": "boolean", "Any": "any", "None": "null"}


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A TypedDict: its name and its own fields, written as Python writes them, in order."""

    name: str
    bases: tuple[str, ...]
    fields: dict[str, ast.expr]


def shapes(module: Path) -> dict[str, Shape]:
    """TypedDicts that a module defines, by their names; those that grow out of one of these are among them."""
    found: dict[str, Shape] = {}
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.ClassDef):
            continue
        bases = tuple(ast.unparse(base) for base in node.bases)
        if "TypedDict" not in bases and not set(bases) & set(found):
            continue
        fields = {
            item.target.id: item.annotation
            for item in node.body
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
        }
        found[node.name] = Shape(name=node.name, bases=bases, fields=fields)
    return found


def typedef(shape: Shape, known: dict[str, Shape]) -> list[str]:
    """Lines of the JSDoc comment that says the same."""
    return [f" * @typedef {{object}} {shape.name}", *_properties(shape, known)]


def _properties(shape: Shape, known: dict[str, Shape]) -> Iterator[str]:
    for base in shape.bases:
        if base in known:
            yield from _properties(known[base], known)
    for name, annotation in shape.fields.items():
        optional, inner = _optional(annotation)
        yield f" * @property {{{written(inner)}}} {f'[{name}]' if optional else name}"


def _optional(annotation: ast.expr) -> tuple[bool, ast.expr]:
    if isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) == "NotRequired":
        return True, annotation.slice
    return False, annotation


def written(annotation: ast.expr) -> str:
    """A type as TypeScript writes it; a name that Python imports keeps its name."""
    if isinstance(annotation, ast.BinOp):
        return f"{written(annotation.left)} | {written(annotation.right)}"
    if not isinstance(annotation, ast.Subscript):
        name = ast.unparse(annotation)
        return _NAMES.get(name, name)
    inner = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
    match ast.unparse(annotation.value):
        case "Literal":
            return " | ".join(f'"{value.value}"' for value in inner if isinstance(value, ast.Constant))
        case "list":
            item = written(inner[0])
            return f"({item})[]" if " | " in item else f"{item}[]"
        case "tuple":
            return f"[{', '.join(map(written, inner))}]"
        case "dict" | "Mapping":
            return f"Record<{', '.join(map(written, inner))}>"
        case other:
            raise ValueError(f"A payload holds a {other}, which has no name in JavaScript yet: give it one here.")
