"""A shape lists names of members, each described once: the whole schema, once for each sort."""

from __future__ import annotations

import re
from typing import Any

import orjson
import pytest

from api.openapi.exchange import EXCHANGE_SHAPES
from api.openapi.members import MEMBERS, shape
from api.openapi.schema import TEXT, maybe, ref, words
from api.routes.description import description_at
from timeline.model.vocabulary import Role


def test_shape_is_closed_and_requires_all_but_the_marked_members():
    assert shape("A stop.", "slug where? note", where=TEXT, extra={}) == {
        "type": "object",
        "properties": {"slug": TEXT, "where": TEXT, "note": {"type": ["string", "null"]}, "extra": {}},
        "required": ["slug", "note", "extra"],
        "additionalProperties": False,
        "description": "A stop.",
    }


def test_member_that_nobody_described_is_refused():
    with pytest.raises(KeyError, match="no_such_member"):
        shape("A stop.", "slug no_such_member")


def test_optional_member_of_the_exchange_format_may_be_null():
    slug = {"type": "string", "pattern": "^[a-z0-9-]{1,80}$"}
    given = {"type": ["string", "null"], "pattern": "^[a-z0-9-]{1,80}$"}
    line = {"type": ["string", "null"], "minLength": 1, "maxLength": 300}
    role, presence, when, level = (
        {"oneOf": [{"$ref": f"#/components/schemas/{name}"}, {"type": "null"}]}
        for name in ("Role", "Presence", "WhenGiven", "Level")
    )

    assert EXCHANGE_SHAPES["ParticipationGiven"] == {
        "type": "object",
        "properties": {
            "who": slug,
            "role": role,
            "presence": presence,
            "when": when,
            "by": given,
            "with": given,
            "reason": line,
            "level": level,
        },
        "required": ["who"],
        "additionalProperties": False,
        "description": "A participant as a report names it.",
    }


@pytest.mark.parametrize(
    ("schema", "nullable"),
    [
        ({"type": "string", "format": "date"}, {"type": ["string", "null"], "format": "date"}),
        (words("a", "b"), {"oneOf": [{"type": "string", "enum": ["a", "b"]}, {"type": "null"}]}),
        (ref("When"), {"oneOf": [{"$ref": "#/components/schemas/When"}, {"type": "null"}]}),
        ({}, {}),
    ],
)
def test_nullable_schema_keeps_its_constraints(schema, nullable):
    assert maybe(schema) == nullable


def test_vocabulary_is_a_component_and_other_words_stand_in_place():
    assert words(*Role) == {"$ref": "#/components/schemas/Role"}
    assert words("revised", "removed") == {"type": "string", "enum": ["revised", "removed"]}


def names_in(schema: Any) -> set[str]:
    """The names of all properties in it."""
    if isinstance(schema, dict):
        return set(schema.get("properties", {})).union(*map(names_in, schema.values()))
    return set().union(*map(names_in, schema)) if isinstance(schema, list) else set()


def test_nothing_is_described_that_nothing_uses():
    document = description_at("https://timeline.example.org")
    references = set(re.findall(r'"#/components/(\w+/[\w-]+)"', orjson.dumps(document).decode()))
    components = {
        f"{kind}/{name}"
        for kind, named in document["components"].items()
        for name in named
        if kind != "securitySchemes"
    }

    assert components - references == set()
    assert set(MEMBERS) - names_in(document["components"]["schemas"]) == set()
