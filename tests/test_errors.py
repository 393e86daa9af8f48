"""Errors: a message with named places, its values, and the sentence that they make."""

import ast
import copy
import multiprocessing
import pickle
import string
import zipfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rnnviz.errors
from rnnviz.errors import (
    ConfigurationError,
    DataError,
    IncompatibleModelError,
    ModelNotFoundError,
    RnnvizError,
    TrainingError,
    WorkerError,
)
from rnnviz.runs import check_name

PACKAGE = Path(__file__).resolve().parents[1] / "rnnviz"
KINDS = [ConfigurationError, DataError, IncompatibleModelError, ModelNotFoundError, TrainingError, WorkerError]
NAMES = set(rnnviz.errors.__all__)


# ---- the class ----


def test_the_sentence_is_the_message_with_its_values() -> None:
    """Places are filled as `str.format` fills them; message and values stay apart."""
    error = DataError("{file} has {rows:,} rows, not {wish!r}.", file="a.csv", rows=1_000_001, wish="many")
    assert str(error) == "a.csv has 1,000,001 rows, not 'many'."
    assert error.message == "{file} has {rows:,} rows, not {wish!r}."
    assert error.values == {"file": "a.csv", "rows": 1_000_001, "wish": "many"}


def test_a_message_without_values_is_taken_as_it_stands() -> None:
    """Braces are text where there are no values, and doubled beside values."""
    assert str(DataError("{} and {x} are no places.")) == "{} and {x} are no places."
    assert str(DataError("{{}} holds {count}.", count=2)) == "{} holds 2."


@given(st.text())
def test_a_value_is_never_filled_again(text: str) -> None:
    """Whatever a value holds, braces too, stands in the sentence as it is."""
    assert str(DataError("<{text}>", text=text)) == f"<{text}>"
    assert str(DataError("{outer}!", outer=DataError("<{text}>", text=text))) == f"<{text}>!"


def test_message_and_self_can_be_names_of_values() -> None:
    """A place may have any name."""
    assert str(DataError("{self}: {message}", self="a", message="b")) == "a: b"


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_pickling_and_copying(kind: type[RnnvizError]) -> None:
    """Kind, sentence, message and values are those of the original, and so are those of an error that it quotes."""
    error = kind("{run}: {wrong}", run="a{b}", wrong=DataError("row {row}", row=3))
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(twin) is kind
        assert str(twin) == str(error) == "a{b}: row 3"
        assert (twin.message, twin.values["run"]) == (error.message, "a{b}")
        assert (twin.values["wrong"].message, twin.values["wrong"].values) == ("row {row}", {"row": 3})


def test_an_error_crosses_the_border_of_a_process() -> None:
    """What is raised in another process arrives with its message and values."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        error = pool.submit(check_name, ".hidden").exception()
    assert isinstance(error, ConfigurationError)
    assert error.values["name"] == ".hidden"
    assert str(error) == error.message.format(**error.values)


def test_of_foreign_errors_and_paths_the_text_is_kept() -> None:
    """An error of another library need not survive pickling; its text does."""
    error = DataError("{file}: {error}", file=Path("a.zip"), error=zipfile.BadZipFile("cut off"))
    assert error.values == {"file": "a.zip", "error": "cut off"}


@pytest.mark.parametrize(
    ("kind", "base"), [(ConfigurationError, ValueError), (DataError, ValueError), (ModelNotFoundError, OSError)]
)
def test_an_error_is_caught_as_its_builtin_base(kind: type[RnnvizError], base: type[Exception]) -> None:
    """An error that is also a ValueError or a FileNotFoundError is one, and its cause is kept."""
    with pytest.raises(base, match=r"^row 3$") as caught:
        raise kind("row {row}", row=3) from KeyError("x")
    assert isinstance(caught.value.__cause__, KeyError)


# ---- where errors are made ----

MAKER = "def make(message, **values):\n    return DataError(message, file=1, **values)\n"


class Module:
    """What the check needs to know of a source: its constants, and functions that hand a message on to an error."""

    def __init__(self, source: str) -> None:
        self.tree = ast.parse(source)
        self.constants = {
            target.id: node.value
            for node in self.tree.body
            for target in (node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)])
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(target, ast.Name) and node.value
        }
        self.makers = {
            node.name: [call for call in ast.walk(node) if is_call_of(call, NAMES)]
            for node in ast.walk(self.tree)
            if isinstance(node, ast.FunctionDef)
            and node.args.kwarg
            and "message" in {arg.arg for arg in node.args.args}
        }

    def messages(self, node: ast.expr) -> list[str] | None:
        """Messages that an expression may be; None where it is not written out."""
        match node:
            case ast.Constant(value=str(message)):
                return [message]
            case ast.Name(id=name) if name in self.constants:
                return self.messages(self.constants[name])
            case ast.IfExp(body=body, orelse=orelse):
                return joined([self.messages(body), self.messages(orelse)])
            case ast.Subscript(value=ast.Name(id=name)) if isinstance(self.constants.get(name), ast.Dict):
                table = self.constants[name]
                assert isinstance(table, ast.Dict)
                return joined([self.messages(value) for value in table.values])
        return None


def joined(parts: list[list[str] | None]) -> list[str] | None:
    return None if None in parts else [message for part in parts for message in part or []]


def is_call_of(node: ast.AST, names: set[str]) -> bool:
    """Whether a node calls a function or a method of one of these names."""
    if not isinstance(node, ast.Call):
        return False
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", None)
    return name in names


def places(message: str) -> set[str]:
    """Names of the places of a message."""
    return {
        name.partition(".")[0].partition("[")[0]
        for _, name, _, _ in string.Formatter().parse(message)
        if name is not None
    }


def faults(module: Module, makers: dict[str, set[str]]) -> Iterator[str]:
    """What is wrong with the errors that a module makes; `makers` are functions that hand a message on, with the values
    that they add."""
    handed_on = {id(call) for calls in module.makers.values() for call in calls}
    for call in ast.walk(module.tree):
        if not isinstance(call, ast.Call) or not is_call_of(call, NAMES | makers.keys()):
            continue
        if not call.args or (id(call) in handed_on and ast.unparse(call.args[0]) == "message"):
            continue
        name = call.func.id if isinstance(call.func, ast.Name) else ast.unparse(call.func).rpartition(".")[2]
        given = {keyword.arg for keyword in call.keywords}
        messages = module.messages(call.args[0])
        if messages is None or len(call.args) > 1 or None in given:
            yield f"line {call.lineno}: the message is not written out"
            continue
        added = makers.get(name, set())
        for message in messages:
            if missing := places(message) - given - added:
                yield f"line {call.lineno}: no value for {sorted(missing)}"
        if unused := given - {place for message in messages for place in places(message)}:
            yield f"line {call.lineno}: no place for {sorted(unused)}"


def makers_of(modules: list[Module]) -> dict[str, set[str]]:
    """Functions that hand a message on, and the values that they add to it."""
    return {
        name: {
            keyword.arg
            for call in calls
            for keyword in call.keywords
            if keyword.arg and ast.unparse(call.args[0]) == "message"
        }
        for module in modules
        for name, calls in module.makers.items()
        if calls
    }


def test_every_error_is_made_of_a_message_and_its_values() -> None:
    """No error of rnnviz is given a filled or assembled text, and every place of its message has a value."""
    modules = {path: Module(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}
    makers = makers_of(list(modules.values()))
    wrong = {str(path): list(faults(module, makers)) for path, module in modules.items()}
    assert {path: found for path, found in wrong.items() if found} == {}


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('raise DataError(f"{name} is empty.")', "line 1: the message is not written out"),
        ('raise DataError("The file " + name)', "line 1: the message is not written out"),
        ('raise DataError("The file {}".format(name))', "line 1: the message is not written out"),
        ('raise DataError("%s is empty." % name)', "line 1: the message is not written out"),
        ('raise errors.DataError(f"{name} is empty.")', "line 1: the message is not written out"),
        ("raise DataError(sentence)", "line 1: the message is not written out"),
        ('raise DataError("{file} is empty.", **values)', "line 1: the message is not written out"),
        ('raise DataError("{file} is empty.")', "line 1: no value for ['file']"),
        ('raise DataError("{file} has {rows:,} rows.", file=name)', "line 1: no value for ['rows']"),
        ('raise DataError("{file} is empty.", file=name, rows=1)', "line 1: no place for ['rows']"),
        ('raise DataError("a {x}" if x else "b {y}", x=x)', "line 1: no value for ['y']"),
        ('TABLE = {1: "{x}", 2: "{y}"}\nraise DataError(TABLE[1], x=x)', "line 2: no value for ['y']"),
        (f'{MAKER}make("{{x}}")', "line 3: no value for ['x']"),
    ],
)
def test_a_text_that_no_catalogue_could_know_is_found(source: str, fault: str) -> None:
    """The check names each way of passing a text that was put together, and values that do not fit."""
    module = Module(source)
    assert list(faults(module, makers_of([module]))) == [fault]


@pytest.mark.parametrize(
    "source",
    [
        'raise DataError("The file is empty.")',
        'raise DataError("{file} is empty.", file=name)',
        'MESSAGE = "{file} is empty."\nraise DataError(MESSAGE, file=name)',
        'raise DataError("one {x}" if x == 1 else "{x} and {y}", x=x, y=y)',
        f'{MAKER}make("{{file}} {{x}}", x=1)',
    ],
)
def test_a_message_that_is_written_out_is_right(source: str) -> None:
    """A literal, a constant, a choice of two, an entry of a table and a message that is handed on are messages."""
    module = Module(source)
    assert list(faults(module, makers_of([module]))) == []
