"""What the page of one source says about it: title, address, tier, day and licence."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.cards.members import safe_url
from timeline.model.catalogue.folders import Folder
from timeline.model.catalogue.languages import DEFAULT_LANGUAGE
from timeline.model.source import Source
from timeline.reading.catalogue import find_entry
from timeline.reading.snapshot import Snapshot
from timeline.render.text import tier_words
from timeline.render.words.date_words import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHead:
    """One source in words; `url` is None unless it is http(s)."""

    title: str | None
    url: str | None
    tier: str
    day: str
    licence: str | None


def source_head(snapshot: Snapshot, source_id: str) -> SourceHead | None:
    """The source as the public knows it now; None if it is not in the list of sources."""
    entry = find_entry(snapshot.seen_at(snapshot.now), Folder.SOURCES, source_id, DEFAULT_LANGUAGE).entry
    if not isinstance(entry, Source):
        return None
    return SourceHead(
        title=entry.title,
        url=safe_url(entry.url),
        tier=tier_words(entry.tier),
        day=day_words(entry.published_at.date()),
        licence=entry.licence,
    )
