"""The small words in which the schemas of this package are written; each gives JSON Schema 2020-12 as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

Schema = dict[str, Any]
"""A JSON Schema, about to leave as JSON."""

NAME_PATTERN: Final = "^[a-z0-9](?:[a-z0-9._:-]{0,198}[a-z0-9])?$"
"""What `api.parameters.values.read_name` takes."""

DAY_PATTERN: Final = "^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}$"
INSTANT_PATTERN: Final = (
    r"^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})$"
)

_LONGITUDE: Final = r"-?(180(\.0{1,15})?|(1[0-7][0-9]|[0-9]{1,2})(\.[0-9]{1,15})?)"
_LATITUDE: Final = r"-?(90(\.0{1,15})?|[0-8]?[0-9](\.[0-9]{1,15})?)"
SLUG: Final[dict[str, Any]] = {"type": "string", "pattern": "^[a-z0-9-]{1,80}$"}
"""A slug, or the id of an event or a report, in a path."""

KEY: Final[dict[str, Any]] = {"type": "string", "pattern": r"^[!-.0-\[\]-~]{1,200}$"}
"""The id of a source in a path; what is no visible ASCII is percent-encoded by the client."""

BOX_PATTERN: Final = f"^{_LONGITUDE},{_LATITUDE},{_LONGITUDE},{_LATITUDE}$"
"""South above north is left to the service."""

PLAIN_TEXT_PATTERN: Final = r"^[^\u0000-\u001f\u007f-\u009f]*$"

TEXT: Final[Schema] = {"type": "string"}
DAY: Final[Schema] = {"type": "string", "format": "date"}
INSTANT: Final[Schema] = {"type": "string", "format": "date-time"}
ADDRESS: Final[Schema] = {"type": "string", "format": "uri"}
FLAG: Final[Schema] = {"type": "boolean"}
NUMBER: Final[Schema] = {"type": "number"}
NOTHING: Final[Schema] = {"type": "null"}


def count(least: int = 0) -> Schema:
    """A whole number, `least` or more."""
    return {"type": "integer", "minimum": least}


def ref(name: str) -> Schema:
    """The schema of that name among the components."""
    return {"$ref": f"#/components/schemas/{name}"}


def told(schema: Schema, description: str, **more: object) -> Schema:
    """The schema with a sentence, and with further keywords."""
    return schema | {"description": description} | more


def maybe(schema: Schema) -> Schema:
    """The schema, or null: "not known"."""
    if isinstance(schema.get("type"), str) and "enum" not in schema:
        return schema | {"type": [schema["type"], "null"]}
    return {"oneOf": [schema, NOTHING]}


def many(schema: Schema) -> Schema:
    """An array of them."""
    return {"type": "array", "items": schema}


def words(allowed: Iterable[object]) -> Schema:
    """One of these words."""
    return {"type": "string", "enum": [str(word) for word in allowed]}


def closed(properties: Mapping[str, Schema], *, optional: Iterable[str] = (), description: str = "") -> Schema:
    """An object with these members and no other; all of them are always there but the optional ones."""
    left_out = set(optional)
    schema: Schema = {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in left_out],
        "additionalProperties": False,
    }
    return schema | ({"description": description} if description else {})
