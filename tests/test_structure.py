"""The sizes that keep the code readable: lines of a module and a function, parameters, modules in a folder."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("api", "timeline", "devtools")
MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 40
USUAL_FUNCTION_LINES = 20
USUAL_SHARE = 0.9
MAX_PARAMETERS = 5
MAX_MODULES_IN_A_FOLDER = 16


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method: where it is, how many lines it has with its docstring, and its parameters but `self`."""

    place: str
    lines: int
    parameters: int


def modules() -> list[Path]:
    """Every module of the program, and the entry point of a checkout."""
    found = chain.from_iterable((ROOT / folder).rglob("*.py") for folder in FOLDERS)
    return [ROOT / "dev.py", *sorted(found)]


def name_of(path: Path) -> str:
    """The path in the repository."""
    return path.relative_to(ROOT).as_posix()


def functions_in(source: str, place: str) -> Iterator[Function]:
    """Every function of a module, also those inside others."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(f"{place}:{node.lineno} {node.name}", _length(node), _number_of_parameters(node))


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _number_of_parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    arguments = node.args
    named = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
    own = named[1:] if named[:1] in (["self"], ["cls"]) else named
    return len(own) + len(arguments.kwonlyargs)


@cache
def functions() -> tuple[Function, ...]:
    """Every function of the program."""
    return tuple(one for path in modules() for one in functions_in(path.read_text("utf-8"), name_of(path)))


def test_no_module_is_long() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in modules()}

    assert {name: lines for name, lines in lengths.items() if lines > MAX_MODULE_LINES} == {}


def test_no_function_is_long() -> None:
    assert {one.place: one.lines for one in functions() if one.lines > MAX_FUNCTION_LINES} == {}


def test_most_functions_are_short() -> None:
    lengths = [one.lines for one in functions()]

    assert sum(lines <= USUAL_FUNCTION_LINES for lines in lengths) / len(lengths) >= USUAL_SHARE


def test_no_function_has_many_parameters() -> None:
    assert {one.place: one.parameters for one in functions() if one.parameters > MAX_PARAMETERS} == {}


def test_no_folder_holds_many_modules() -> None:
    counts = Counter(name_of(path.parent) for path in modules() if path.name != "__init__.py")

    assert {folder: count for folder, count in counts.items() if count > MAX_MODULES_IN_A_FOLDER} == {}


@pytest.mark.parametrize(
    ("source", "lines", "parameters"),
    [
        ("def f(): pass", 1, 0),
        ("def f(a, /, b, *, c):\n    return a", 2, 3),
        ("class C:\n    def m(self, a, *rest, b=1, **more):\n        pass", 2, 2),
        ("class C:\n    @classmethod\n    def m(cls, a):\n        pass", 2, 1),
    ],
)
def test_a_function_is_measured_without_self_and_decorators(source: str, lines: int, parameters: int) -> None:
    (function,) = functions_in(source, "m.py")

    assert (function.lines, function.parameters) == (lines, parameters)
