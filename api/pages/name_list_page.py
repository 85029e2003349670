"""The lists of people, places, organizations, topics and sources, with the number of public events of each.

Parameters -> `timeline.reading.catalogue.find_entries` -> template `names.html`. The search field suggests names by a
list in the page, and every search is an address of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from flask import render_template

from api.http.paging.walk import Walk
from api.parameters.read import Params
from timeline.model.catalogue.entries import Organization, Place
from timeline.model.catalogue.folders import Folder
from timeline.model.catalogue.languages import DEFAULT_LANGUAGE
from timeline.model.catalogue.listing import EntryQuery, ListedEntry
from timeline.model.limits import MAX_LIMIT
from timeline.model.query import PageRequest
from timeline.model.source import Source
from timeline.reading.catalogue import find_entries
from timeline.reading.names.titles import names_of_countries, title_of
from timeline.reading.snapshot import Snapshot, view_begins_at
from timeline.render.words.date_words import day_words

TITLES: Final = {
    Folder.PEOPLE: "People",
    Folder.ORGANIZATIONS: "Organizations",
    Folder.PLACES: "Places",
    Folder.TOPICS: "Topics",
    Folder.SOURCES: "Sources",
}
_LEADS: Final = {
    Folder.PEOPLE: "Who takes part in the events of the timeline.",
    Folder.ORGANIZATIONS: "Organizations, states and bodies that take part.",
    Folder.PLACES: "Where events take place; a city also counts for its country.",
    Folder.TOPICS: "What events are about.",
    Folder.SOURCES: "The documents and data sets that the events come from.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """One name with its page, what distinguishes it, and the number of its public events."""

    name: str
    href: str
    detail: str
    events: int


def name_list_page(snapshot: Snapshot, folder: Folder, params: Params) -> str:
    """One page of the list, of the names that match the search."""
    words = params.query.q or ""
    kept = [(name, values) for name, values in params.echo if name != "cursor"]
    walk = Walk.of(params, "names", folder, kept, starts_at=view_begins_at(snapshot))
    seen = snapshot.seen_at(walk.at)
    wanted = EntryQuery(folder=folder, lang=DEFAULT_LANGUAGE, q=words)
    page = find_entries(seen, wanted, PageRequest(limit=MAX_LIMIT, after=walk.after, with_count=True))
    return render_template(
        "names.html",
        title=TITLES[folder],
        lead=_LEADS[folder],
        path=f"/{folder}",
        q=words,
        rows=tuple(_row(seen, folder, entry) for entry in page.entries),
        count=page.count,
        later=None if page.next is None else walk.next_query(params, page.next),
        api_path=f"/v1/{folder}",
    )


def _row(snapshot: Snapshot, folder: Folder, entry: ListedEntry) -> NameRow:
    return NameRow(
        name=entry.name,
        href=f"/{folder}/{quote(entry.slug, safe='')}",
        detail=_detail(snapshot, entry),
        events=entry.events,
    )


def _detail(snapshot: Snapshot, listed: ListedEntry) -> str:
    """The newest office of a person, the country of a place or organization, title and day of a source."""
    entry = listed.entry
    if isinstance(entry, Source):
        return ", ".join(part for part in (entry.title, day_words(entry.published_at.date())) if part)
    if isinstance(entry, Place | Organization) and entry.country:
        return names_of_countries(snapshot, sight=snapshot.sight).get(entry.country, entry.country)
    if listed.offices:
        term = listed.offices[-1]
        return f"{term.office}, {title_of(snapshot, Folder.ORGANIZATIONS, term.body)}"
    return ""
