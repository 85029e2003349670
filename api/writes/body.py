"""Reads the body of a write: strict JSON, with the places of its faults as JSON pointers (RFC 6901).

bytes -> media type -> tree of one JSON object, or MalformedBody -> texts of a small body, or the readers of the
exchange format, whose places ("reports[0].says.when") `Pointers` translates into "/reports/0/says/when".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final

from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from api.http.request_check import BODY_TYPE
from api.http.request_errors import InvalidBody, MalformedBody
from api.writes.request import WriteRequest
from api.writes.slow_body import read_in_a_seat
from api.writes.table import BodyField
from timeline.errors import InvalidDocument, MissingScope, Problem
from timeline.ingest.document_tree import ListNode, MapNode, Node, ScalarNode
from timeline.ingest.documents import OpenDocument, open_tree
from timeline.ingest.field_reader import Faults, Record, Spot, ruled
from timeline.ingest.strict_document import read_tree
from timeline.ingest.text_rule import one_line
from timeline.model.catalogue.folders import Folder
from timeline.model.document import Document
from timeline.operations.filing.read_document import read_for_filing
from timeline.operations.stored_names import find_stored_sources

NAME: Final = "body.json"
"""The name of the body in places of faults; the ending makes the readers expect JSON."""

_STEP: Final = re.compile(r"\[([0-9]+)\]|[ .]?([^\[\] .]+)")
_KINDS: Final = {folder.value: folder.parameter for folder in Folder if folder is not Folder.SOURCES}


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes as sent, and the tree of the JSON object in them."""

    content: bytes
    tree: MapNode


def read_body() -> Body:
    """This request's body. Raises UnsupportedMediaType, MalformedBody, and what `read_in_a_seat` raises."""
    if request.mimetype != BODY_TYPE:
        raise UnsupportedMediaType(f"the only accepted Content-Type is {BODY_TYPE}, UTF-8")
    content = read_in_a_seat(partial(request.get_data, cache=False))
    try:
        tree = read_tree(content, NAME)
    except InvalidDocument as error:
        raise MalformedBody(_sentence(error)) from None
    if not isinstance(tree, MapNode):
        raise MalformedBody("the body must be one JSON object")
    return Body(content, tree)


@dataclass(frozen=True, slots=True)
class SmallBody:
    """The members of a small body: its texts by name (an optional one may be missing), and its lists of texts."""

    texts: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]


def read_small_body(body: Body, fields: tuple[BodyField, ...]) -> SmallBody:
    """The members of a small body. Raises InvalidBody with every fault."""
    faults = Faults(NAME)
    record = Spot(body.tree, "", faults).record(field.name for field in fields)
    nothing: tuple[str, ...] = ()
    lists = {field.name: record.need(field.name, _texts_of, placeholder=nothing) for field in fields if field.is_list}
    single = [field for field in fields if not field.is_list]
    read = {field.name: _read_text(record, field) for field in single}
    if faults.count:
        raise InvalidBody(_count(faults.count), problems=Pointers(body.tree).of(faults.problems))
    return SmallBody({name: text for name, text in read.items() if text is not None}, lists)


def read_texts(body: Body, fields: tuple[BodyField, ...]) -> Mapping[str, str]:
    """The texts of a small body by name. Raises InvalidBody with every fault."""
    return read_small_body(body, fields).texts


def _read_text(record: Record, field: BodyField) -> str | None:
    reader = ruled(one_line)
    return record.read(field.name, reader) if field.is_optional else record.need(field.name, reader, placeholder="")


def _texts_of(spot: Spot) -> tuple[str, ...]:
    return spot.members(ruled(one_line))


def open_body(body: Body) -> OpenDocument:
    """The body as an open document of the exchange format, without a look at the store. Raises InvalidBody."""
    with faults_as_pointers(body):
        return open_tree(body.tree, NAME)


def read_opened(opened: OpenDocument, write_request: WriteRequest) -> Document:
    """The document, which may name the sources of the store. Raises InvalidDocument."""
    sources = find_stored_sources(write_request.session, opened.named_sources)
    return read_for_filing(write_request.work, [opened], sources)


@contextmanager
def faults_as_pointers(body: Body) -> Iterator[None]:
    """Turn InvalidDocument into InvalidBody, and give both it and MissingScope JSON pointers into the body."""
    try:
        yield
    except InvalidDocument as error:
        raise InvalidBody(_count(len(error.problems)), problems=Pointers(body.tree).of(error.problems)) from None
    except MissingScope as error:
        raise MissingScope(error.scope, Pointers(body.tree).of(error.problems)) from None


class Pointers:
    """Translates the places of the exchange format's readers into JSON pointers of one body."""

    def __init__(self, tree: MapNode) -> None:
        """Note where sources and entries are, because some faults call them by their names."""
        self._named = dict(_named_places(tree))

    def of(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """The same problems with pointers. A place outside the body moves to the detail; its pointer is empty."""
        return tuple(self._one(problem) for problem in problems)

    def _one(self, problem: Problem) -> Problem:
        place = problem.place.replace("'", "")
        if place in self._named:
            return Problem(self._named[place], problem.detail)
        path = place.removeprefix(NAME)
        if path == place and place:
            return Problem("", str(problem))
        return Problem(pointer_of(path), problem.detail)


def pointer_of(path: str) -> str:
    """The JSON pointer for a path such as " reports[0].says.when"; the whole document for an empty one."""
    steps = [number or name for number, name in _STEP.findall(path)]
    return "".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in steps)


def _named_places(tree: MapNode) -> Iterator[tuple[str, str]]:
    for section, position, member in _members(tree):
        texts = _texts(member)
        pointer = f"/{section}/{position}"
        if section == "sources":
            yield f"source {texts.get('id')}", pointer
            yield f"source {texts.get('id')} via", f"{pointer}/via"
        elif section in _KINDS:
            yield f"{_KINDS[section]} {texts.get('slug')}", pointer


def _members(tree: MapNode) -> Iterator[tuple[str, int, MapNode]]:
    for pair in tree.pairs:
        if isinstance(pair.value, ListNode):
            for position, member in enumerate(pair.value.members):
                if isinstance(member, MapNode):
                    yield pair.key, position, member


def _texts(node: MapNode) -> dict[str, str]:
    return {pair.key: text for pair in node.pairs if (text := _text(pair.value)) is not None}


def _text(node: Node) -> str | None:
    return node.value if isinstance(node, ScalarNode) and isinstance(node.value, str) else None


def _count(faults: int) -> str:
    return f"the body has {faults} fault{'s' if faults != 1 else ''}; nothing was stored"


def _sentence(error: InvalidDocument) -> str:
    problem = error.problems[0]
    where = problem.place.removeprefix(NAME).lstrip(":").strip()
    return f"line {where}: {problem.detail}" if where else problem.detail
