"""Reads YAML strictly: no anchor, alias, merge key, tag, repeated key, second document or deep nesting.

text -> PyYAML's event stream (libyaml) -> our own tree, built while the events arrive. So a nesting bomb stops at the
first level above the limit, and nothing is ever expanded. A scalar is text unless it is plain and is an integer, a
number, a truth value or a null of YAML 1.2's core schema; `no`, `1:30`, `012` and days stay text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Final

import yaml

from timeline.errors import InvalidDocument, Problem
from timeline.ingest.document_tree import (
    ListNode,
    MapNode,
    Mark,
    Node,
    PairNode,
    ScalarNode,
    ScalarValue,
    place,
    refuse,
)
from timeline.model.limits import MAX_NESTING

_MOST_FAULTS: Final = 200
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,40})?(?:[eE][-+]?[0-9]{1,3})?")
_WORDS: Final[dict[str, bool | None]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


def read_yaml(text: str, name: str, *, faults: list[Problem] | None = None) -> Node:
    """The one document of the text. Raises InvalidDocument with all constructs outside our subset.

    With a list of `faults`, that list takes up those after which the tree is still whole: only for what ends the
    reading is InvalidDocument raised, with those before it.
    """
    found: list[Problem] = []
    try:
        node = _TreeBuilder(yaml.parse(text, Loader=_LOADER), name, found).document()
    except InvalidDocument as error:
        raise InvalidDocument((*found, *error.problems)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = Mark(mark.line + 1, mark.column + 1) if mark else Mark()
        last = Problem(place(name, line), f"the document is not YAML: {error.problem or error.context}")
        raise InvalidDocument((*found, last)) from None
    except yaml.YAMLError as error:
        last = Problem(name, f"the document is not YAML: {str(error).splitlines()[0]}")
        raise InvalidDocument((*found, last)) from None
    if found and faults is None:
        raise InvalidDocument(tuple(found))
    if faults is not None:
        faults += found
    return node


class _TreeBuilder:
    """Builds the tree from the event stream; recursion is bounded by MAX_NESTING."""

    def __init__(self, events: Iterator[yaml.Event], name: str, found: list[Problem]) -> None:
        self._events = events
        self._name = name
        self._found = found

    def document(self) -> Node:
        """The only document. Raises InvalidDocument if there is none, or a second one."""
        next(self._events)  # the start of the stream
        start = next(self._events)
        if not isinstance(start, yaml.DocumentStartEvent):
            raise refuse(self._name, Mark(), "the document is empty")
        if start.tags:
            self._refuse(_mark(start), "tags are not allowed; remove the %TAG line")
        node = self._node(next(self._events), depth=1)
        next(self._events)  # the end of the document
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            self._refuse(_mark(after), "a second document begins here; move it to a file of its own")
        return node

    def _refuse(self, mark: Mark, detail: str) -> None:
        """Note a fault after which the tree is still whole; too many end the reading."""
        if len(self._found) == _MOST_FAULTS:
            raise refuse(self._name, mark, f"{detail}; there may be more such faults behind this one")
        self._found.append(Problem(place(self._name, mark), detail))

    def _node(self, event: yaml.Event, *, depth: int) -> Node:
        self._check_bare(event)
        if isinstance(event, yaml.ScalarEvent):
            value = event.value if event.style else _plain_value(event.value)
            return ScalarNode(value, _mark(event))
        if depth > MAX_NESTING:
            raise refuse(self._name, _mark(event), f"lists and mappings are nested deeper than {MAX_NESTING} levels")
        return self._list(event, depth) if isinstance(event, yaml.SequenceStartEvent) else self._map(event, depth)

    def _check_bare(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise refuse(self._name, _mark(event), f"aliases are not allowed; replace *{event.anchor} by its value")
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            self._refuse(_mark(event), f"anchors are not allowed; remove &{anchor}")
        if tag is not None:
            self._refuse(_mark(event), f"tags are not allowed; remove {tag}")

    def _list(self, start: yaml.Event, depth: int) -> ListNode:
        members = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            members.append(self._node(event, depth=depth + 1))
        return ListNode(tuple(members), _mark(start))

    def _map(self, start: yaml.Event, depth: int) -> MapNode:
        pairs: dict[str, PairNode] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event)
            pair = PairNode(key, self._node(next(self._events), depth=depth + 1), _mark(event))
            if key in pairs:
                detail = f"the key {key!r} appears twice in one mapping, first in line {pairs[key].mark.line}"
                self._refuse(pair.mark, detail)
            pairs.setdefault(key, pair)
        return MapNode(tuple(pairs.values()), _mark(start))

    def _key(self, event: yaml.Event) -> str:
        self._check_bare(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise refuse(self._name, _mark(event), "a list or a mapping cannot be a key; write a text")
        if not event.style and event.value == "<<":
            raise refuse(self._name, _mark(event), "merge keys (<<) are not allowed; write the keys themselves")
        key = event.value if event.style else _plain_value(event.value)
        if not isinstance(key, str):
            self._refuse(_mark(event), f"a key must be a text; put {event.value!r} in quotes")
            return str(event.value)
        return key


def _plain_value(text: str) -> ScalarValue:
    """The value of a plain scalar; a number that is too long or too large stays text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text


def _mark(event: yaml.Event) -> Mark:
    start = event.start_mark
    return Mark(start.line + 1, start.column + 1) if start else Mark()
