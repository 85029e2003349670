"""Names that match the words of a search: people, organizations, places and topics with their pages.

Words -> `timeline.reading.catalogue` -> `Suggestion` values; the page needs no script to suggest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from timeline.model.catalogue.folders import Folder
from timeline.model.catalogue.languages import DEFAULT_LANGUAGE
from timeline.model.catalogue.listing import EntryQuery
from timeline.model.query import PageRequest
from timeline.reading.catalogue import find_entries, split_words
from timeline.reading.snapshot import Snapshot

_FOLDERS: Final = (Folder.PEOPLE, Folder.ORGANIZATIONS, Folder.PLACES)
_MOST_OF_EACH: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A name that matches, the address of its page, and how many events mention it."""

    name: str
    href: str
    events: int


def name_suggestions(snapshot: Snapshot, q: str | None) -> tuple[Suggestion, ...]:
    """The names of which a word begins with each word of `q`, as the reader of this snapshot may know them."""
    if not q or not split_words(q):
        return ()
    pages = (
        find_entries(snapshot, EntryQuery(folder=folder, lang=DEFAULT_LANGUAGE, q=q), PageRequest(limit=_MOST_OF_EACH))
        for folder in _FOLDERS
    )
    return tuple(
        Suggestion(name=entry.name, href=f"/{page.folder}/{quote(entry.slug, safe='')}", events=entry.events)
        for page in pages
        for entry in page.entries
    )
