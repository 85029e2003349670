"""Event objects as one request wants them: chosen members, what is included, names and words of a language.

stored events + Params -> stored bytes as they are, or with arrays joined on (`include`), or parsed once for `fields`
and `lang`. Texts of sources stay as they were said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import orjson

from api.event_parts import included
from api.parameters.read import Params
from timeline.model.catalogue.entries import Catalogue
from timeline.model.stored_event import StoredEvent
from timeline.model.vocabulary import EventKind, Status
from timeline.reading.snapshot import Snapshot
from timeline.render.local_names import local_name
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of


def event_objects(snapshot: Snapshot, events: Sequence[StoredEvent], params: Params, *, at: datetime) -> list[bytes]:
    """The JSON object of each event, in their order; `at` is the instant whose public state they show."""
    localize = localizer(snapshot, params.lang)
    arrays = included(snapshot, events, params.include, localize, at=at)
    choose = _chooser(params.fields)
    return [
        choose(localize(stored.json))[:-1]
        + b"".join(b',"%b":%b' % (name.encode(), array[stored.event_id]) for name, array in arrays.items())
        + b"}"
        for stored in events
    ]


def _chooser(fields: Sequence[str]) -> Callable[[bytes], bytes]:
    """Leaves the members of that name and the id, in the event's order; all of them if none is named."""
    if not fields:
        return lambda stored: stored
    wanted = {"id", *fields}
    return lambda stored: orjson.dumps({key: value for key, value in orjson.loads(stored).items() if key in wanted})


def localizer(snapshot: Snapshot, lang: str | None) -> Callable[[bytes], bytes]:
    """Puts names and labels of the language into an event object; leaves it as it is if no language was asked for."""
    if lang is None:
        return lambda stored: stored
    catalogue = snapshot.catalogue
    return lambda stored: orjson.dumps(_in_language(orjson.loads(stored), catalogue, lang))


def _in_language(event: dict[str, Any], catalogue: Catalogue, lang: str) -> dict[str, Any]:
    """The event object with the catalogue's names in the language, where it has them, and its fixed words."""
    words = words_of(lang)
    labels = {
        "kind": None if event["kind"] is None else words.kinds[EventKind(event["kind"])],
        "status": None if event["status"] is None else words.statuses[Status(event["status"])],
    }
    if lang == DEFAULT_LANGUAGE:
        return event | {"labels": labels}
    people, organizations = catalogue.people, catalogue.organizations
    where = [_named(place, catalogue.places.get(place["slug"]), lang) for place in event["where"]]
    participants = [
        _named(one, (people if one["type"] == "person" else organizations).get(one["who"]), lang)
        for one in event["participants"]
    ]
    return event | {"where": where, "participants": participants, "labels": labels}


def _named(shown: dict[str, Any], entry: Any, lang: str) -> dict[str, Any]:
    return shown if entry is None else shown | {"name": local_name(entry, lang)}
