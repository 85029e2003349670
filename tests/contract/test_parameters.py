"""The description of a parameter has all its rules: the whole object, once for each type."""

from __future__ import annotations

import re

import pytest

from api.openapi.parameters import parameter_object, value_schema
from api.parameters.table import COUNT, CURSOR, FILTERS, LIMIT
from api.parameters.values import InvalidValue, read_box, read_day, read_name

BY_NAME = {parameter.name: parameter for parameter in (*FILTERS, LIMIT, CURSOR, COUNT)}


def test_repeatable_parameter_is_an_exploded_array():
    kinds = {"type": "array", "items": {"$ref": "#/components/schemas/EventKind"}, "minItems": 1, "maxItems": 100}

    assert parameter_object(BY_NAME["kind"]) == {
        "name": "kind",
        "in": "query",
        "description": "Kind of the event.",
        "style": "form",
        "explode": True,
        "schema": kinds,
    }


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("limit", {"type": "integer", "minimum": 1, "maximum": 200}),
        ("count", {"type": "boolean"}),
        ("country", {"$ref": "#/components/schemas/CountryCode"}),
        ("from", {"type": "string", "format": "date", "pattern": "^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
        ("person", {"type": "string", "maxLength": 200, "pattern": "^[a-z0-9](?:[a-z0-9._:-]{0,198}[a-z0-9])?$"}),
    ],
)
def test_value_is_described_with_its_bounds(name, schema):
    assert value_schema(BY_NAME[name]) == schema


@pytest.mark.parametrize(
    ("name", "read", "texts"),
    [
        ("from", read_day, ("2023-11-28", "0000-01-01", "2023-1-1", "20231128", "2023-11-28T00:00")),
        ("person", read_name, ("a", "a-b", "-a", "A", "a" * 200, "a" * 201, "a.b:c_d", "a/b", "")),
        ("bbox", read_box, ("2.5,49.5,6.4,51.5", "-180,-90,180,90", "180.1,0,0,0", "0,91,0,0", "1,2,3", "1e1,0,0,0")),
    ],
)
def test_pattern_takes_what_the_reader_takes(name, read, texts):
    def is_read(text: str) -> bool:
        try:
            read(text)
        except InvalidValue:
            return False
        return True

    pattern = value_schema(BY_NAME[name])["pattern"]

    assert [bool(re.search(pattern, text)) for text in texts] == [is_read(text) for text in texts]
