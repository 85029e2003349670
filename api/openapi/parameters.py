"""`Parameter` -> OpenAPI parameter, with the strict rules of `api.parameters.values` as JSON Schema.

A parameter that several addresses share becomes a component; that of a single address is described in place.
"""

from __future__ import annotations

from typing import Any, Final

from api.openapi.schema import Schema, many, words
from api.parameters.table import FEED_PARAMETERS, LIST_PARAMETERS, Parameter
from timeline.model.limits import MAX_SEARCH, MAX_VALUES

SHARED: Final = {parameter.name: parameter for parameter in (*LIST_PARAMETERS, *FEED_PARAMETERS)}
"""The parameters that several addresses share."""

_SAMPLES: Final = {
    "from": "2023-11-27", "to": "2023-12-02", "known_at": "2023-11-28", "person": "antony-blinken",
    "organization": "nato", "place": "brussels", "country": "BE", "trip": "blinken-trip-2023-11", "lang": "de",
    "updated_since": "2026-01-01", "series": "osce-ministerial-council",
    "tz": "Europe/Brussels", "url": "https://timeline.example.org/people/antony-blinken",
    "bbox": "2.5,49.5,6.4,51.5", "q": "hostage*",
}  # fmt: skip
"""Examples of values, from the reference story."""

_LONGITUDE: Final = r"-?(180(\.0{1,15})?|(1[0-7][0-9]|[0-9]{1,2})(\.[0-9]{1,15})?)"
_LATITUDE: Final = r"-?(90(\.0{1,15})?|[0-8]?[0-9](\.[0-9]{1,15})?)"
_DATE: Final = "(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME: Final = r"[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
_DAY: Final[Schema] = {"type": "string", "format": "date", "pattern": f"^{_DATE}$"}

_INSTANT: Final[Schema] = {"anyOf": [_DAY, {"type": "string", "format": "date-time", "pattern": f"^{_DATE}{_TIME}$"}]}

_VALUES: Final[dict[str, Schema]] = {
    "day": _DAY,
    "name": {"type": "string", "pattern": "^[a-z0-9](?:[a-z0-9._:-]{0,198}[a-z0-9])?$", "maxLength": 200},
    "flag": {"type": "boolean"},
    "moment": _INSTANT,
    "since": _INSTANT,
    "until": _INSTANT,
    "cursor": {"type": "string", "maxLength": 4096, "pattern": "^[A-Za-z0-9_-]*$"},
    "year": {"type": "string", "pattern": "^(?!0000)[0-9]{4}$"},
    "text": {"type": "string", "maxLength": MAX_SEARCH, "pattern": r"^[^\u0000-\u001f\u007f-\u009f]*$"},
    # That the south is not above the north, no pattern can say.
    "box": {"type": "string", "pattern": f"^{_LONGITUDE},{_LATITUDE},{_LONGITUDE},{_LATITUDE}$"},
    "zone": {"type": "string", "pattern": "^(local|mine|[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*)$", "maxLength": 64},
    "address": {"type": "string", "pattern": "^https?://[!-~]{1,2000}$"},
    "language": {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,6}$"},
}
"""What `api.parameters.values` accepts, by the type of the parameter."""


def parameter_object(parameter: Parameter) -> dict[str, Any]:
    """The parameter as an OpenAPI object; one that can be repeated is an exploded array."""
    schema = value_schema(parameter)
    described: dict[str, Any] = {"name": parameter.name, "in": "query", "description": parameter.meaning}
    if parameter.is_repeatable:
        schema = many(schema, minItems=1, maxItems=MAX_VALUES)
        described |= {"style": "form", "explode": True}
    described["schema"] = schema
    if sample := _SAMPLES.get(parameter.name):
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
    """The schema of one value of the parameter."""
    if parameter.type == "word":
        return words(*parameter.allowed)
    if parameter.type == "count":
        return {"type": "integer", "minimum": parameter.least, "maximum": parameter.most}
    return _VALUES[parameter.type]
