"""Events as points on a map: an RFC 7946 FeatureCollection, one Feature for each event and place with coordinates.

The properties of a feature are the event object of the API, `place` and `place_name` of the point, and flat beside the
nested `when` its `first_day`, `last_day` and `edtf`, because maps filter by flat properties only. `next`, `licence` and
`attribution` are foreign members of the collection (RFC 7946 §6.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from timeline.model.stored_event import StoredEvent
from timeline.render.forms.settings import FormHead, FormSettings


def geojson_form(events: Iterable[StoredEvent], settings: FormSettings, head: FormHead) -> Iterator[bytes]:
    """The collection, piece by piece; an event without coordinates is one feature without geometry."""
    yield b'{"type":"FeatureCollection","features":['
    separator = b""
    for stored in events:
        for feature in _features(orjson.loads(settings.write_object(stored))):
            yield separator + orjson.dumps(feature)
            separator = b","
    following = b"" if head.next_url is None else b',"next":' + orjson.dumps(head.next_url)
    yield b"]" + following + b"," + orjson.dumps(settings.render.rights)[1:] + b"\n"


def _features(event: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    days = {name: event["when"][name] for name in ("first_day", "last_day", "edtf")}
    points = [place for place in event["where"] if None not in (place["latitude"], place["longitude"])]
    for place in points:
        named = {"place": place["slug"], "place_name": place["name"]}
        yield _feature(f"{event['id']}/{place['slug']}", _point(place), {**event, **days, **named})
    if not points:
        yield _feature(event["id"], None, {**event, **days, "place": None, "place_name": None})


def _feature(feature_id: str, geometry: Mapping[str, Any] | None, properties: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"type": "Feature", "id": feature_id, "geometry": geometry, "properties": properties}


def _point(place: Mapping[str, Any]) -> Mapping[str, Any]:
    """Longitude first (RFC 7946 §3.1.1)."""
    return {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]}
