"""Events as points: position, place, and events without coordinates."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson

from tests.timeline.render.builders import BRUSSELS, ministerial
from tests.timeline.render.stored import HEAD, SETTINGS, stored
from timeline.model.event import Event
from timeline.render.forms.geojson import geojson_form

_NOWHERE = replace(BRUSSELS, slug="at-sea", name="At sea", latitude=None, longitude=None)
_TOKYO = replace(BRUSSELS, slug="tokyo", name="Tokyo", latitude=35.68, longitude=139.69)


def features_of(*events: Event) -> list[dict[str, Any]]:
    found: dict[str, Any] = orjson.loads(b"".join(geojson_form([stored(event) for event in events], SETTINGS, HEAD)))
    assert found["type"] == "FeatureCollection"
    features: list[dict[str, Any]] = found["features"]
    return features


def test_feature_is_the_event_object_at_its_place():
    event = ministerial()

    assert features_of(event) == [
        {
            "type": "Feature",
            "id": "evt-aaaa/brussels",
            "geometry": {"type": "Point", "coordinates": [4.35, 50.85]},
            "properties": orjson.loads(stored(event).json)
            | {"first_day": "2023-11-28", "last_day": "2023-11-29", "edtf": "2023-11-28/2023-11-29"}
            | {"place": "brussels", "place_name": "Brussels"},
        }
    ]


def test_event_has_a_feature_for_each_place_that_has_coordinates():
    features = features_of(ministerial(where=(_TOKYO, _NOWHERE, BRUSSELS)))

    assert [(one["id"], one["geometry"]["coordinates"], one["properties"]["place_name"]) for one in features] == [
        ("evt-aaaa/tokyo", [139.69, 35.68], "Tokyo"),
        ("evt-aaaa/brussels", [4.35, 50.85], "Brussels"),
    ]


def test_event_without_coordinates_is_one_feature_without_geometry():
    for where in ((), (_NOWHERE,)):
        (feature,) = features_of(ministerial(where=where))

        assert (feature["id"], feature["geometry"], feature["properties"]["place"]) == ("evt-aaaa", None, None)
