"""The reference on `/docs`: every operation and every schema of `/openapi.json`, as values for the template.

OpenAPI document -> `operation_groups` (by topic) and `shapes` -> template `docs_reference.html`. Every text comes from
the document; nothing is written twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

Json = Mapping[str, Any]

_MOST_WORDS: Final = 12
"""A longer list of allowed words is shown as its first and last word."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the words for a type; with `href` it is a link to a shape."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A parameter, a response or a member of a shape: its name, its type in words, a sentence."""

    name: str
    type: tuple[Piece, ...]
    sentence: str
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation; `shared` are the parameters that many addresses accept, by name only."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Member, ...]
    shared: tuple[Piece, ...]
    body: tuple[Piece, ...]
    responses: tuple[Member, ...]
    errors: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The operations of one topic."""

    anchor: str
    heading: str
    lead: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One schema of the components."""

    anchor: str
    name: str
    description: str
    words: tuple[Piece, ...]
    members: tuple[Member, ...]


def operation_groups(document: Json) -> tuple[Group, ...]:
    """Every operation under its topic, in the document's order."""
    by_topic: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            by_topic.setdefault(operation["tags"][0], []).append(_operation(document, method, path, operation))
    return tuple(
        Group(
            anchor=f"topic-{tag['name']}",
            heading=tag["name"].capitalize(),
            lead=tag["description"],
            operations=tuple(by_topic.get(tag["name"], ())),
        )
        for tag in document["tags"]
    )


def shapes(document: Json) -> tuple[Shape, ...]:
    """Every schema of the components, in the document's order."""
    return tuple(
        Shape(
            anchor=f"shape-{name}",
            name=name,
            description=schema.get("description", ""),
            words=() if "properties" in schema else tuple(_words(schema)),
            members=tuple(_members(schema)),
        )
        for name, schema in document["components"]["schemas"].items()
    )


def _operation(document: Json, method: str, path: str, operation: Json) -> Operation:
    content = operation.get("requestBody", {}).get("content", {})
    return Operation(
        anchor=f"operation-{operation['operationId']}",
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        parameters=tuple(_parameter(one) for one in operation["parameters"] if "$ref" not in one),
        shared=tuple(_shared(document, one) for one in operation["parameters"] if "$ref" in one),
        body=tuple(piece for media in content.values() for piece in _words(media["schema"])),
        responses=tuple(
            _response(status, _resolved(document, response))
            for status, response in sorted(operation["responses"].items())
            if status < "400"
        ),
        errors=tuple(_errors(operation["responses"])),
    )


def _resolved(document: Json, given: Json) -> Json:
    """The part of the document that a reference points to; anything else as it is."""
    if "$ref" not in given:
        return given
    _, section, kind, name = given["$ref"].split("/")
    resolved: Json = document[section][kind][name]
    return resolved


def _shared(document: Json, given: Json) -> Piece:
    parameter = _resolved(document, given)
    return Piece(parameter["name"], f"#parameter-{parameter['name']}" if parameter["in"] == "query" else None)


def _errors(responses: Json) -> Iterable[Piece]:
    """The codes of every error, each with its status."""
    for status, response in sorted(responses.items()):
        problem = response.get("content", {}).get("application/problem+json", {})
        for code in problem.get("examples", ()):
            yield Piece(f"{status} {code}", f"#problem-{code}")


def _parameter(parameter: Json) -> Member:
    place = {"path": " in the path", "header": " as a header"}.get(parameter["in"], "")
    return Member(
        name=parameter["name"],
        type=(*_words(parameter["schema"]), *((Piece(place),) if place else ())),
        sentence=parameter["description"],
        is_required=parameter.get("required", False),
    )


def _response(status: str, response: Json) -> Member:
    pieces: list[Piece] = []
    for media_type, media in response.get("content", {}).items():
        is_text = media["schema"] == {"type": "string"}
        pieces += [Piece(", ")] if pieces else []
        pieces += [Piece(media_type)] if is_text else [Piece(f"{media_type}: "), *_words(media["schema"])]
    return Member(name=status, type=tuple(pieces), sentence=response["description"])


def _members(schema: Json) -> Iterable[Member]:
    required = schema.get("required", ())
    for name, member in schema.get("properties", {}).items():
        yield Member(
            name=name, type=tuple(_words(member)), sentence=member.get("description", ""), is_required=name in required
        )


def _words(schema: Json) -> Iterable[Piece]:
    """The type in words; a reference is a link to its shape."""
    types = schema.get("type", "any JSON")
    names = types if isinstance(types, list) else [types]
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield Piece(name, f"#shape-{name}")
    elif either := schema.get("oneOf") or schema.get("anyOf"):
        yield from _alternatives(either)
    elif "array" in names:
        yield Piece("list of ")
        yield from _words(schema.get("items", {}))
        yield from _or_null(names)
    elif "properties" in schema:
        yield Piece("object with " + ", ".join(schema["properties"]))
        yield from _or_null(names)
    else:
        yield Piece(_plain(schema, names))


def _alternatives(schemas: Iterable[Json]) -> Iterable[Piece]:
    for number, schema in enumerate(schemas):
        yield from ([Piece(" or ")] if number else [])
        yield from _words(schema)


def _or_null(names: Iterable[str]) -> Iterable[Piece]:
    return [Piece(" or null")] if "null" in names else []


def _plain(schema: Json, types: Iterable[str]) -> str:
    if "enum" in schema:
        allowed = schema["enum"]
        if len(allowed) > _MOST_WORDS:
            return f"one of {len(allowed)} words, {allowed[0]} to {allowed[-1]}"
        return ", ".join(allowed)
    named = {"date": "day", "date-time": "instant", "uri": "address", "uri-reference": "address"}
    words = " or ".join(types)
    words = words.replace("string", named.get(schema.get("format", ""), "text"))
    words = words.replace("integer", "whole number").replace("boolean", "true or false")
    bounds = (schema.get("minimum"), schema.get("maximum"))
    if None not in bounds:
        return f"{words} from {bounds[0]:,} to {bounds[1]:,}"
    return f"{words}, at most {schema['maxLength']:,} characters" if "maxLength" in schema else words
