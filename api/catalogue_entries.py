"""One entry of the catalogue as the API shows it, and the words by which lists sort and search it.

Catalogue or source log + numbers of public events -> `shown_entries` -> `ShownEntry`: sort key, searched words, JSON.
Only what an event public at the instant bears is shown (R10); a source names the one it came through only if that
is borne too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from anyascii import anyascii

from timeline.model.catalogue.entries import Catalogue, OfficeTerm, Organization, Person, Place, Topic
from timeline.model.catalogue.entry_json import entry_to_json
from timeline.model.sight import Public
from timeline.render.json.event import instant_text
from timeline.render.links import Links
from timeline.render.local_names import local_name
from timeline.store.engine.sessions import Session
from timeline.store.views.mention_counts import MentionedKind, PublicSource, count_mentions, find_public_sources

FOLDERS: Final[Mapping[str, MentionedKind]] = {
    "people": MentionedKind.PERSON,
    "organizations": MentionedKind.ORGANIZATION,
    "places": MentionedKind.PLACE,
    "topics": MentionedKind.TOPIC,
    "sources": MentionedKind.SOURCE,
}
"""The addresses below `/v1` and what they list."""

_WITH_PAGE: Final = frozenset({"people", "organizations", "places"})
_WITH_CALENDAR: Final = frozenset({"people", "organizations", "topics"})

Named = Person | Organization | Place | Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEntry:
    """An entry in a list: `sort_key` is its folded name, `words` what `q` looks into, `countries` those it lies in."""

    slug: str
    sort_key: str
    words: tuple[str, ...]
    countries: tuple[str, ...]
    members: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Where entries are taken from: one snapshot at one instant, in one language."""

    session: Session
    catalogue: Catalogue
    links: Links
    lang: str
    at: datetime


def shown_entries(shelf: Shelf, folder: str, *, among: Collection[str] | None = None) -> tuple[ShownEntry, ...]:
    """The entries that public events bear, by folded name, then slug; `among` asks for these slugs only."""
    if folder == "sources":
        found = _sources(shelf, among)
    else:
        entries = _entries(shelf.catalogue, folder)
        numbers = count_mentions(shelf.session, FOLDERS[folder], sight=Public(shelf.at), among=among)
        found = [_shown(shelf, folder, entries[slug], number) for slug, number in numbers.items() if slug in entries]
    return tuple(sorted(found, key=lambda entry: (entry.sort_key, entry.slug)))


def folded(text: str) -> str:
    """The text without accents, scripts and case, for sorting and comparing."""
    return anyascii(text).casefold()


def _entries(catalogue: Catalogue, folder: str) -> Mapping[str, Named]:
    kinds: dict[str, Mapping[str, Named]] = {
        "people": catalogue.people,
        "organizations": catalogue.organizations,
        "places": catalogue.places,
        "topics": catalogue.topics,
    }
    return kinds[folder]


def _shown(shelf: Shelf, folder: str, entry: Named, events: int) -> ShownEntry:
    name = local_name(entry, shelf.lang)
    members = entry_to_json(entry) | {"name": name}
    if isinstance(entry, Person):
        members["offices"] = [_office(term) for term in shelf.catalogue.terms if term.person == entry.slug]
    members |= {"events": events, "links": _links(shelf.links, folder, entry.slug)}
    return ShownEntry(
        slug=entry.slug,
        sort_key=folded(name),
        words=_words(entry.name, *dict(entry.names).values(), *entry.aliases),
        countries=_countries(entry, shelf.catalogue),
        members=members,
    )


def _office(term: OfficeTerm) -> dict[str, Any]:
    return {key: value for key, value in entry_to_json(term).items() if key != "person"}


def _countries(entry: Named, catalogue: Catalogue) -> tuple[str, ...]:
    """The country of an organization; of a place its own and those of the places that hold it."""
    if isinstance(entry, Organization):
        return (entry.country,) if entry.country else ()
    if not isinstance(entry, Place):
        return ()
    held = (catalogue.places.get(slug) for slug in (entry.slug, *catalogue.ancestors(entry.slug)))
    return tuple(place.country for place in held if place is not None and place.country)


def _sources(shelf: Shelf, among: Collection[str] | None) -> list[ShownEntry]:
    found = find_public_sources(shelf.session, sight=Public(shelf.at), among=among)
    return [_shown_source(shelf.links, in_use) for in_use in found]


def _shown_source(links: Links, in_use: PublicSource) -> ShownEntry:
    source = in_use.source
    members = {
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
        "events": in_use.events,
        "links": _links(links, "sources", source.id),
    }
    words = _words(source.publisher, source.title or "", source.id)
    return ShownEntry(
        slug=source.id, sort_key=folded(source.publisher), words=words, countries=(), members=members
    )  # fmt: skip


def _links(links: Links, folder: str, slug: str) -> dict[str, str | None]:
    asked = f"?{FOLDERS[folder]}={slug}"
    events = f"{links.base_url}/v1/events"
    return {
        "self": f"{links.base_url}/v1/{folder}/{slug}",
        "html": links.page_url(folder, slug) if folder in _WITH_PAGE else None,
        "events": f"{events}{asked}",
        "ics": links.feed_url(f"{folder}/{slug}") if folder in _WITH_CALENDAR else f"{events}.ics{asked}",
    }


def _words(*texts: str) -> tuple[str, ...]:
    """The folded words of the texts; whatever is no letter or digit parts them."""
    return tuple(dict.fromkeys(word for text in texts for word in split_words(text)))


def split_words(text: str) -> Iterable[str]:
    """The folded words of a text in order."""
    return "".join(character if character.isalnum() else " " for character in folded(text)).split()
