"""The JSON of the catalogue: one entry, and one page of a list of entries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import orjson

from timeline.model.catalogue.entries import Person
from timeline.model.catalogue.entry_json import entry_to_json
from timeline.model.catalogue.folders import Folder
from timeline.model.catalogue.listing import EntryPage, ListedEntry
from timeline.model.source import Source
from timeline.render.json.event import instant_text
from timeline.render.links import Links
from timeline.render.settings import RenderSettings

_WITH_CALENDAR: Final = frozenset({Folder.PEOPLE, Folder.ORGANIZATIONS, Folder.TOPICS})
"""Folders whose entries link to their short feed; the other ones link to the calendar of a query."""


def entry_json(listed: ListedEntry, folder: Folder, links: Links) -> bytes:
    """The entry with all its members."""
    return orjson.dumps(_members(listed, folder, links))


def entry_list_json(
    page: EntryPage,
    render: RenderSettings,
    *,
    next_url: str | None,
    query_echo: Mapping[str, object],
    known_at: datetime | None,
) -> bytes:
    """The page under the name of its folder; `known_at` is the instant that the reader gave, if any."""
    counted = {} if page.count is None else {"count": page.count}
    return orjson.dumps(
        {
            page.folder.value: [_members(entry, page.folder, render.links) for entry in page.entries],
            "next": next_url,
            **counted,
            "query": query_echo,
            "known_at": None if known_at is None else instant_text(known_at),
            **render.rights,
        }
    )


def _members(listed: ListedEntry, folder: Folder, links: Links) -> dict[str, Any]:
    entry = listed.entry
    members = _source(entry) if isinstance(entry, Source) else entry_to_json(entry) | {"name": listed.name}
    if isinstance(entry, Person):
        members["offices"] = [_without_person(entry_to_json(term)) for term in listed.offices]
    return members | {"events": listed.events, "links": _links(links, folder, listed.slug)}


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "publisher": source.publisher,
        "title": source.title,
        "url": source.url,
        "tier": source.tier,
        "language": source.language,
        "published_at": instant_text(source.published_at),
        "published_at_inferred": source.published_at_inferred,
        "via": source.via,
        "licence": source.licence,
        "note": source.note,
    }


def _without_person(term: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in term.items() if name != "person"}


def _links(links: Links, folder: Folder, slug: str) -> dict[str, str | None]:
    query = f"?{folder.parameter}={slug}"
    events = f"{links.base_url}/v1/events"
    return {
        "self": f"{links.base_url}/v1/{folder}/{slug}",
        "html": links.page_url(folder, slug),
        "events": f"{events}{query}",
        "ics": links.feed_url(f"{folder}/{slug}") if folder in _WITH_CALENDAR else f"{events}.ics{query}",
    }
