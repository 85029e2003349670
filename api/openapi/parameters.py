"""`Parameter` -> OpenAPI parameter: the strict rules of `api.parameters.values`, visible to whoever generates a client.

Every parameter that `api.parameters.table` shares between addresses becomes a component once; one of a single address is
described in place.
"""

from __future__ import annotations

from typing import Any, Final

from api.openapi.event_schemas import VOCABULARIES
from api.openapi.shapes import (
    BOX_PATTERN,
    DAY,
    DAY_PATTERN,
    FLAG,
    INSTANT,
    INSTANT_PATTERN,
    NAME_PATTERN,
    PLAIN_TEXT_PATTERN,
    Schema,
    ref,
    words,
)
from api.parameters.table import FEED_PARAMETERS, LIST_PARAMETERS, Parameter
from timeline.model.catalogue.countries import COUNTRY_CODES
from timeline.model.limits import MAX_SEARCH, MAX_VALUES

SHARED: Final = {parameter.name: parameter for parameter in (*LIST_PARAMETERS, *FEED_PARAMETERS)}
"""What several addresses take alike."""

_WORDS: Final = {tuple(schema["enum"]): name for name, schema in VOCABULARIES.items()} | {COUNTRY_CODES: "CountryCode"}

_SAMPLES: Final = {
    "from": "2023-11-27",
    "to": "2023-12-02",
    "person": "antony-blinken",
    "organization": "nato",
    "place": "brussels",
    "country": "BE",
    "trip": "blinken-trip-2023-11",
    "known_at": "2023-11-28",
    "lang": "de",
    "bbox": "2.5,49.5,6.4,51.5",
    "q": "hostage*",
}
"""An example for some parameters, from the reference story."""


def parameter_object(parameter: Parameter) -> dict[str, Any]:
    """The parameter as an OpenAPI object: repeatable ones are exploded arrays."""
    one = value_schema(parameter)
    described: dict[str, Any] = {"name": parameter.name, "in": "query", "description": parameter.meaning}
    if parameter.is_repeatable:
        listed: Schema = {"type": "array", "items": one, "minItems": 1, "maxItems": MAX_VALUES}
        described |= {"style": "form", "explode": True, "schema": listed}
    else:
        described |= {"schema": one}
    if parameter.name in _SAMPLES:
        sample = _SAMPLES[parameter.name]
        described["examples"] = {"story": {"value": [sample] if parameter.is_repeatable else sample}}
    return described


def parameter_entry(parameter: Parameter, *, is_required: bool = False) -> dict[str, Any]:
    """A reference to the shared parameter, or the object itself where an address has its own of that name."""
    if is_required:
        return parameter_object(parameter) | {"required": True}
    if SHARED.get(parameter.name) == parameter:
        return {"$ref": f"#/components/parameters/{parameter.name}"}
    return parameter_object(parameter)


def shared_parameters() -> dict[str, dict[str, Any]]:
    """The components."""
    return {name: parameter_object(parameter) for name, parameter in SHARED.items()}


def value_schema(parameter: Parameter) -> Schema:
    """What one value of the parameter looks like."""
    schemas: dict[str, Schema] = {
        "day": DAY | {"pattern": DAY_PATTERN},
        "name": {"type": "string", "pattern": NAME_PATTERN, "maxLength": 200},
        "flag": FLAG,
        "count": {"type": "integer", "minimum": parameter.least, "maximum": parameter.most},
        "moment": {"anyOf": [DAY | {"pattern": DAY_PATTERN}, INSTANT | {"pattern": INSTANT_PATTERN}]},
        "cursor": {"type": "string", "maxLength": 4096, "pattern": "^[A-Za-z0-9_-]*$"},
        "year": {"type": "string", "pattern": "^(?!0000)[0-9]{4}$"},
        "text": {"type": "string", "maxLength": MAX_SEARCH, "pattern": PLAIN_TEXT_PATTERN},
        "box": {"type": "string", "pattern": BOX_PATTERN},
        "language": {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,6}$"},
    }
    if parameter.type == "word":
        named = _WORDS.get(parameter.allowed)
        return ref(named) if named else words(parameter.allowed)
    return schemas[parameter.type]
