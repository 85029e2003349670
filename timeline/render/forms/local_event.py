"""A stored event read back for the forms that tell it in their own words: CSV, GeoJSON, Atom, JSON-LD.

StoredEvent + `Telling` (language, catalogue, addresses) -> `told` -> `ToldEvent` -> one form's writer. The event has
the names of the language; what a source said stays as it was said. One event at a time, so that memory stays flat.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from timeline.model.catalogue.entries import Catalogue
from timeline.model.event import Event
from timeline.model.event_json import event_from_json
from timeline.model.stored_event import StoredEvent
from timeline.render.links import Links
from timeline.render.local_names import in_language
from timeline.render.words.languages import DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How events are told: addresses from `links`, names of the `catalogue` in `lang` (BCP 47), ids of `uid_domain`."""

    links: Links
    catalogue: Catalogue
    uid_domain: str
    lang: str = DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around the events of one answer: its title, its own address, those of the first and the next page.

    `name` stays the same from page to page and from day to day: the path and the filters, without the paging.
    `updated_at` is the last change of any of the events; None if there is none or the form does not say.
    """

    title: str
    name: str
    self_url: str
    page_url: str
    first_url: str | None = None
    next_url: str | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEvent:
    """One event with names in the language; `names` holds what is looked up of its places and topics.

    `source_ids` are the event's sources as its JSON lists them; those without a claim are not in `event.sources`.
    """

    stored: StoredEvent
    event: Event
    names: Catalogue
    source_ids: tuple[str, ...]


def told(stored: StoredEvent, telling: Telling) -> ToldEvent:
    """The stored state as a model value in the language of the telling."""
    found = orjson.loads(stored.json)
    sources = _sources(found["sources"], orjson.loads(stored.claims))
    event = event_from_json(found | {"links": found["links"]["related"], "sources": sources})
    local, names = in_language(event, telling.catalogue, telling.lang)
    return ToldEvent(stored=stored, event=local, names=names, source_ids=tuple(found["sources"]))


def _sources(ids: Iterable[str], claims: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The sources in the event's order, each with the earliest publication among its claims; titles are not stored."""
    earliest: dict[str, Mapping[str, Any]] = {}
    for claim in claims:
        known = earliest.setdefault(claim["source"], claim)
        if claim["published_at"] < known["published_at"]:
            earliest[claim["source"]] = claim
    return [
        {"id": one, "title": None}
        | {name: earliest[one][name] for name in ("publisher", "url", "tier", "published_at")}
        for one in ids
        if one in earliest
    ]
