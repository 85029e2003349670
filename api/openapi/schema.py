"""The words in which shapes are declared; each gives JSON Schema 2020-12 as plain values."""

from __future__ import annotations

from typing import Any, Final

from timeline.model.catalogue.countries import COUNTRY_CODES
from timeline.model.figures.statistics import Group, Unit
from timeline.model.limits import MAX_TITLE
from timeline.model.query import Sort
from timeline.model.vocabulary import (
    EventKind,
    Level,
    Mode,
    ParticipantType,
    Presence,
    Rank,
    Relation,
    Role,
    Status,
    Tier,
)

Schema = dict[str, Any]
"""A JSON Schema, ready to be written as JSON."""

TEXT: Final[Schema] = {"type": "string"}
DAY: Final[Schema] = {"type": "string", "format": "date"}
INSTANT: Final[Schema] = {"type": "string", "format": "date-time"}
ADDRESS: Final[Schema] = {"type": "string", "format": "uri"}
FLAG: Final[Schema] = {"type": "boolean"}
NUMBER: Final[Schema] = {"type": "number"}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
POSITIVE: Final[Schema] = {"type": "integer", "minimum": 1}
OBJECT: Final[Schema] = {"type": "object"}
SLUG: Final[Schema] = {"type": "string", "pattern": "^[a-z0-9-]{1,80}$"}
"""A slug, or the id of an event or a report."""

ORDINAL: Final[Schema] = {
    "oneOf": [POSITIVE, {"type": "string", "minLength": 1, "maxLength": MAX_TITLE}],
    "description": "Place in the series: a number, or the source's words for it, such as 31st Council.",
}

_COMPONENTS: Final = (EventKind, Rank, Mode, Status, Tier, Role, Presence, Level, Relation, ParticipantType, Sort)
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    **{vocabulary.__name__: tuple(vocabulary) for vocabulary in _COMPONENTS},
    "CountryCode": COUNTRY_CODES,
    "StatisticsGroup": tuple(Group),
    "StatisticsUnit": tuple(Unit),
}
_NAMES: Final = {allowed: name for name, allowed in _WORDS.items()}

VOCABULARIES: Final[dict[str, Schema]] = {
    name: {"type": "string", "enum": [str(word) for word in allowed]} for name, allowed in _WORDS.items()
}
"""The lists of words that are components."""


def ref(name: str) -> Schema:
    """The component of that name."""
    return {"$ref": f"#/components/schemas/{name}"}


def words(*allowed: str) -> Schema:
    """One of the words; a reference if the list is a vocabulary."""
    name = _NAMES.get(allowed)
    return ref(name) if name else {"type": "string", "enum": list(map(str, allowed))}


def many(schema: Schema, **keywords: object) -> Schema:
    """An array, with further keywords."""
    return {"type": "array", "items": schema} | keywords


def maybe(schema: Schema) -> Schema:
    """The schema, or null."""
    if not schema:
        return schema  # any JSON, so null too
    if "type" in schema and "enum" not in schema:
        return schema | {"type": [schema["type"], "null"]}
    return {"oneOf": [schema, {"type": "null"}]}


def described(description: str, schema: Schema = TEXT) -> Schema:
    """The schema with a description."""
    return schema | {"description": description}
