"""The reference on `/docs`: every operation and every shape of the OpenAPI document, as values for the template.

Document -> `operation_groups` (by topic) and `shapes` -> template `docs_reference.html`. All texts are those of the
document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

Json = Mapping[str, Any]

_MOST_WORDS: Final = 12
"""Up to this number, allowed words are listed; of longer lists only the first and the last word."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a text; `href` is the address that it links to."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A parameter, an answer or a member of a shape, with its type in words."""

    name: str
    type: tuple[Piece, ...]
    sentence: str
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """One operation as the page shows it; `shared` names the parameters that several addresses take."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Member, ...]
    shared: tuple[Piece, ...]
    body: tuple[Piece, ...]
    answers: tuple[Member, ...]
    errors: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The operations of one topic."""

    anchor: str
    heading: str
    lead: str
    operations: tuple[OperationView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One schema of the components."""

    anchor: str
    name: str
    description: str
    words: tuple[Piece, ...]
    members: tuple[Member, ...]


def operation_groups(document: Json) -> tuple[Group, ...]:
    """The operations by topic, in the order of the document."""
    views = [
        (operation["tags"][0], _operation(document, method, path, operation))
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    return tuple(
        Group(
            anchor=f"topic-{tag['name']}",
            heading=tag["name"].capitalize(),
            lead=tag["description"],
            operations=tuple(view for topic, view in views if topic == tag["name"]),
        )
        for tag in document["tags"]
    )


def shapes(document: Json) -> tuple[Shape, ...]:
    """The schemas of the components, in the order of the document."""
    return tuple(
        Shape(
            anchor=f"shape-{name}",
            name=name,
            description=schema.get("description", ""),
            words=() if "properties" in schema else _type(schema),
            members=tuple(_members(schema)),
        )
        for name, schema in document["components"]["schemas"].items()
    )


def _operation(document: Json, method: str, path: str, operation: Json) -> OperationView:
    content = operation.get("requestBody", {}).get("content", {})
    return OperationView(
        anchor=f"operation-{operation['operationId']}",
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        parameters=tuple(_parameter(one) for one in operation["parameters"] if "$ref" not in one),
        shared=tuple(_shared(document, one) for one in operation["parameters"] if "$ref" in one),
        body=tuple(piece for media in content.values() for piece in _type(media["schema"])),
        answers=tuple(
            _answer(status, _resolved(document, answer))
            for status, answer in sorted(operation["responses"].items())
            if status < "400"
        ),
        errors=tuple(_errors(operation["responses"])),
    )


def _resolved(document: Json, given: Json) -> Json:
    """The component that a reference names; anything else unchanged."""
    if "$ref" not in given:
        return given
    _, section, kind, name = given["$ref"].split("/")
    component: Json = document[section][kind][name]
    return component


def _shared(document: Json, given: Json) -> Piece:
    parameter = _resolved(document, given)
    return Piece(parameter["name"], f"#parameter-{parameter['name']}" if parameter["in"] == "query" else None)


def _errors(responses: Json) -> Iterable[Piece]:
    """Status and code of every error."""
    for status, answer in sorted(responses.items()):
        problem = answer.get("content", {}).get("application/problem+json", {})
        for code in problem.get("examples", ()):
            yield Piece(f"{status} {code}", f"#problem-{code}")


def _parameter(parameter: Json) -> Member:
    place = {"path": (Piece(" in the path"),), "header": (Piece(" as a header"),)}.get(parameter["in"], ())
    return Member(
        name=parameter["name"],
        type=(*_type(parameter["schema"]), *place),
        sentence=parameter["description"],
        is_required=parameter.get("required", False),
    )


def _answer(status: str, answer: Json) -> Member:
    pieces: list[Piece] = []
    for media_type, media in answer.get("content", {}).items():
        is_text = media["schema"] == {"type": "string"}
        pieces += [Piece(", ")] if pieces else []
        pieces += [Piece(media_type)] if is_text else [Piece(f"{media_type}: "), *_type(media["schema"])]
    return Member(name=status, type=tuple(pieces), sentence=answer["description"])


def _members(schema: Json) -> Iterable[Member]:
    required = schema.get("required", ())
    for name, member in schema.get("properties", {}).items():
        yield Member(
            name=name, type=_type(member), sentence=member.get("description", ""), is_required=name in required
        )


def _type(schema: Json) -> tuple[Piece, ...]:
    """The type in words; a reference becomes a link to its shape."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return (Piece(name, f"#shape-{name}"),)
    if either := schema.get("oneOf") or schema.get("anyOf"):
        first, *others = (_type(one) for one in either)
        return (*first, *(piece for other in others for piece in (Piece(" or "), *other)))
    types = schema.get("type", "any JSON")
    names = types if isinstance(types, list) else [types]
    null = (Piece(" or null"),) if "null" in names else ()
    if "items" in schema:
        return (Piece("list of "), *_type(schema["items"]), *null)
    if "properties" in schema:
        return (Piece(f"object with {', '.join(schema['properties'])}"), *null)
    return (Piece(_plain(schema, names)),)


def _plain(schema: Json, types: Iterable[str]) -> str:
    """The type of a value that is neither list nor object, with its allowed words or its bounds."""
    if "enum" in schema:
        allowed = schema["enum"]
        if len(allowed) > _MOST_WORDS:
            return f"one of {len(allowed)} words, {allowed[0]} to {allowed[-1]}"
        return ", ".join(allowed)
    text = {"date": "date", "date-time": "instant", "uri": "URL", "uri-reference": "URL"}.get(schema.get("format", ""))
    names = {"string": text or "text", "integer": "whole number", "boolean": "true or false"}
    words = " or ".join(names.get(one, one) for one in types)
    bounds = (schema.get("minimum"), schema.get("maximum"))
    if None not in bounds:
        return f"{words} from {bounds[0]:,} to {bounds[1]:,}"
    return f"{words}, at most {schema['maxLength']:,} characters" if "maxLength" in schema else words
