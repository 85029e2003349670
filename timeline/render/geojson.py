"""Events as points on a map: an RFC 7946 FeatureCollection, one Feature for each event and place with coordinates.

Stored events -> `geojson_form` -> head, features, `next` as a foreign member (RFC 7946 §6.1). The properties of a
feature are the event object of the API with the names of the language, and the place that the point is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from timeline.model.event import Event, EventPlace
from timeline.model.query import StoredEvent
from timeline.render.told import Frame, Telling, ToldEvent, told


def geojson_form(events: Iterable[StoredEvent], telling: Telling, frame: Frame) -> Iterator[bytes]:
    """The collection, piece by piece; an event without coordinates is one feature without geometry."""
    yield b'{"type":"FeatureCollection","features":['
    separator = b""
    for stored in events:
        for feature in _features(told(stored, telling)):
            yield separator + orjson.dumps(feature)
            separator = b","
    following = b"" if frame.next_url is None else b',"next":' + orjson.dumps(frame.next_url)
    yield b"]" + following + b"}\n"


def _features(one: ToldEvent) -> Iterator[Mapping[str, Any]]:
    properties = _in_language(orjson.loads(one.stored.json), one.event)
    points = [place for place in one.event.where if place.latitude is not None and place.longitude is not None]
    for place in points:
        yield _feature(f"{one.event.id}/{place.slug}", _point(place), properties, place)
    if not points:
        yield _feature(one.event.id, None, properties, None)


def _feature(
    feature_id: str, geometry: Mapping[str, Any] | None, properties: Mapping[str, Any], place: EventPlace | None
) -> Mapping[str, Any]:
    named = {"place": None if place is None else place.slug, "place_name": None if place is None else place.name}
    return {"type": "Feature", "id": feature_id, "geometry": geometry, "properties": {**properties, **named}}


def _point(place: EventPlace) -> Mapping[str, Any]:
    """Longitude first (RFC 7946 §3.1.1)."""
    return {"type": "Point", "coordinates": [place.longitude, place.latitude]}


def _in_language(found: dict[str, Any], event: Event) -> dict[str, Any]:
    """The event object with the names that the told event has."""
    where = [shown | {"name": place.name} for shown, place in zip(found["where"], event.where, strict=True)]
    participants = [
        shown | {"name": participant.name}
        for shown, participant in zip(found["participants"], event.participants, strict=True)
    ]
    return found | {"where": where, "participants": participants}
