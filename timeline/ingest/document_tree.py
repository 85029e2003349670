"""The tree of a document: scalars, lists and mappings, each with its line and column.

bytes -> `strict_yaml` or `strict_json` -> `Node` -> `field_reader` -> values of the model.
A mapping keeps its pairs in the order of the document and has each key once.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.errors import InvalidDocument, Problem

ScalarValue = None | bool | int | float | str


@dataclass(frozen=True, slots=True)
class Mark:
    """Line and column, both counted from 1; 0 if the reader does not know them (JSON)."""

    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A single value; `None` is the document's null."""

    value: ScalarValue
    mark: Mark = Mark()


@dataclass(frozen=True, slots=True)
class ListNode:
    """Nodes in order."""

    members: tuple[Node, ...]
    mark: Mark = Mark()


@dataclass(frozen=True, slots=True)
class PairNode:
    """One key of a mapping, its value, and the place of the key."""

    key: str
    value: Node
    mark: Mark = Mark()


@dataclass(frozen=True, slots=True)
class MapNode:
    """Pairs in the order of the document, each key once."""

    pairs: tuple[PairNode, ...]
    mark: Mark = Mark()


Node = ScalarNode | ListNode | MapNode


def place(name: str, mark: Mark, path: str = "") -> str:
    """A place as messages write it, "blinken.yaml:41 reports[3].says.when"; list members are counted from 0."""
    where = f"{name}:{mark.line}" if mark.line else name
    return f"{where} {path}" if path else where


def refuse(name: str, mark: Mark, detail: str) -> InvalidDocument:
    """The error for a document that cannot be read beyond this place."""
    return InvalidDocument((Problem(place(name, mark), detail),))
