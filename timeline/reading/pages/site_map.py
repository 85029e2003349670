"""Every page that a search engine may know: events that are public, and the names that they mention.

Snapshot -> `every_event`, newest change first, and the lists of the catalogue -> `SiteMapEntry` values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from timeline.model.catalogue.folders import Folder
from timeline.model.catalogue.languages import DEFAULT_LANGUAGE
from timeline.model.catalogue.listing import EntryQuery
from timeline.model.query import EventQuery, PageRequest, Sort
from timeline.model.vocabulary import EventKind
from timeline.reading.catalogue import find_entries
from timeline.reading.events import every_event
from timeline.reading.snapshot import Snapshot

MOST_PAGES: Final = 50_000
"""Addresses that one file may have (sitemaps.org); the events that changed longest ago are left out first."""

_EVERY_NAME: Final = PageRequest(limit=None)


@dataclass(frozen=True, slots=True)
class SiteMapEntry:
    """One page: the folder, the slug (None for the list of the folder), and the day of its last change if known."""

    folder: str
    slug: str | None
    changed: date | None = None


def read_site_map(snapshot: Snapshot) -> tuple[SiteMapEntry, ...]:
    """At most `MOST_PAGES` pages: names first, then events."""
    return tuple(islice(_pages(snapshot), MOST_PAGES))


def _pages(snapshot: Snapshot) -> Iterator[SiteMapEntry]:
    for folder in Folder:
        yield SiteMapEntry(folder, None)
    for folder in Folder:
        query = EntryQuery(folder=folder, lang=DEFAULT_LANGUAGE)
        for entry in find_entries(snapshot, query, _EVERY_NAME).entries:
            yield SiteMapEntry(folder, entry.slug)
    for event in every_event(snapshot, EventQuery(sort=Sort.UPDATED_DESCENDING)):
        yield SiteMapEntry("events", event.slug, event.updated_at.date())
        if event.kind == EventKind.TRIP:
            yield SiteMapEntry("trips", event.slug, event.updated_at.date())
