"""People, organizations, places, topics and sources as the public may see them.

An entry is listed only if an event mentions it that is public at the instant of the snapshot (R10). The catalogue may
know more: an embargoed report can have brought entries.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from anyascii import anyascii

from timeline.errors import CatalogueEntryNotFound
from timeline.model.catalogue.entries import Catalogue, Organization, Person, Place
from timeline.model.catalogue.folders import Folder, NamedEntry, entries_in
from timeline.model.catalogue.listing import EntryPage, EntryQuery, ListedEntry
from timeline.model.query import PageRequest
from timeline.model.source import Source
from timeline.reading.snapshot import Snapshot
from timeline.render.local_names import local_name
from timeline.store.views.mention_counts import MentionedKind, count_mentions, find_public_sources


def find_entry(snapshot: Snapshot, folder: Folder, slug: str, lang: str) -> ListedEntry:
    """The entry of this slug. Raises CatalogueEntryNotFound if no public event mentions it."""
    entries = _mentioned(snapshot, folder, lang, among=(slug,))
    if not entries:
        raise CatalogueEntryNotFound(folder.parameter, slug)
    return entries[0]


def find_entries(snapshot: Snapshot, query: EntryQuery, page: PageRequest) -> EntryPage:
    """One page of the entries that match, by sort key, then slug. Counting takes one statement for all entries."""
    catalogue = snapshot.catalogue
    matching = [
        entry for entry in _mentioned(snapshot, query.folder, query.lang) if is_match(entry.entry, query, catalogue)
    ]
    after = None if page.after is None else (page.after.key or "", page.after.event_id)
    following = [entry for entry in matching if after is None or (entry.sort_key, entry.slug) > after]
    shown = following[: page.limit]
    return EntryPage(
        folder=query.folder,
        entries=tuple(shown),
        next=shown[-1].position if len(following) > len(shown) else None,
        count=len(matching) if page.with_count else None,
    )


def is_match(entry: NamedEntry | Source, query: EntryQuery, catalogue: Catalogue) -> bool:
    """True if the entry lies in one of the countries and each word of `q` begins a word of one of its names."""
    if query.countries and not set(query.countries) & set(_countries(entry, catalogue)):
        return False
    words = {word for text in _texts(entry) for word in split_words(text)}
    return all(any(word.startswith(beginning) for word in words) for beginning in split_words(query.q))


def split_words(text: str) -> list[str]:
    """The words of a text in order, without accents and case; whatever is not a letter or a digit separates them."""
    return "".join(character if character.isalnum() else " " for character in _sort_key(text)).split()


def _sort_key(text: str) -> str:
    """The text in lower-case ASCII letters, so that accents and scripts sort among each other."""
    return anyascii(text).casefold()


def _mentioned(
    snapshot: Snapshot, folder: Folder, lang: str, *, among: Collection[str] | None = None
) -> tuple[ListedEntry, ...]:
    """The entries that public events mention, in order; `among` restricts them to these slugs."""
    entries = _sources(snapshot, among) if folder is Folder.SOURCES else _named(snapshot, folder, lang, among)
    return tuple(sorted(entries, key=lambda entry: (entry.sort_key, entry.slug)))


def _named(snapshot: Snapshot, folder: Folder, lang: str, among: Collection[str] | None) -> Iterable[ListedEntry]:
    entries, terms = entries_in(snapshot.catalogue, folder), snapshot.catalogue.terms
    counts = count_mentions(snapshot.session, MentionedKind(folder.parameter), sight=snapshot.sight, among=among)
    for slug, events in counts.items():
        if slug in entries:
            name = local_name(entries[slug], lang)
            is_person = isinstance(entries[slug], Person)
            yield ListedEntry(
                slug=slug,
                name=name,
                sort_key=_sort_key(name),
                entry=entries[slug],
                events=events,
                offices=tuple(term for term in terms if is_person and term.person == slug),
            )


def _sources(snapshot: Snapshot, among: Collection[str] | None) -> Iterable[ListedEntry]:
    for mentioned in find_public_sources(snapshot.session, sight=snapshot.sight, among=among):
        source = mentioned.source
        yield ListedEntry(
            slug=source.id,
            name=source.publisher,
            sort_key=_sort_key(source.publisher),
            entry=source,
            events=mentioned.events,
        )


def _texts(entry: NamedEntry | Source) -> Iterable[str]:
    """What `q` looks into."""
    if isinstance(entry, Source):
        return (entry.publisher, entry.title or "", entry.id)
    return (entry.name, *dict(entry.names).values(), *entry.aliases)


def _countries(entry: NamedEntry | Source, catalogue: Catalogue) -> tuple[str, ...]:
    """The country of an organization; of a place its own and those of the places that contain it."""
    if isinstance(entry, Organization):
        return (entry.country,) if entry.country else ()
    return catalogue.countries_of(entry.slug) if isinstance(entry, Place) else ()
