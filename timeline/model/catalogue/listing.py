"""What lists of the catalogue show: an entry with its name in one language and the number of its public events."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.model.catalogue.entries import OfficeTerm
from timeline.model.catalogue.folders import Folder, NamedEntry
from timeline.model.query import Position
from timeline.model.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEntry:
    """One entry. `name` is in the language of the list, of a source the publisher; `offices` are those of a person.

    `sort_key` is the name without accents and case; entries are ordered by it, then by slug.
    """

    slug: str
    name: str
    sort_key: str
    entry: NamedEntry | Source
    events: int
    offices: tuple[OfficeTerm, ...] = ()

    @property
    def position(self) -> Position:
        """Where a page that follows this entry begins."""
        return Position(key=self.sort_key, event_id=self.slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryQuery:
    """Which entries of a folder: all words of `q` begin words of its names, and it lies in one of the countries.

    `countries` are ISO 3166 alpha-2; empty means any. Names are in `lang` (BCP 47).
    """

    folder: Folder
    lang: str
    countries: tuple[str, ...] = ()
    q: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """Entries in order; `next` is None on the last page, `count` the number of all that match, None if not counted."""

    folder: Folder
    entries: tuple[ListedEntry, ...]
    next: Position | None = None
    count: int | None = None
