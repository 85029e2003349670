"""Canonical JSON of catalogue entries and sources, as the append-only tables keep them; each pair is inverse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from timeline import ids
from timeline.errors import UnknownWord
from timeline.model.catalogue.entries import Entry, OfficeTerm, Organization, Person, Place, Topic
from timeline.model.field_values import field_values
from timeline.model.source import Source
from timeline.model.vocabulary import Tier

_NOT_CONTENT = frozenset({"public_from", "was_hidden", "wordings"})
"""Fields with columns of their own, or that follow from other rows."""

ENTRY_KINDS: Mapping[str, type[Entry]] = {
    "person": Person,
    "organization": Organization,
    "office-term": OfficeTerm,
    "place": Place,
    "topic": Topic,
}
"""The class of entry for each word in the catalogue log."""


def entry_kind(entry: Entry) -> str:
    """The word in `ENTRY_KINDS` for the class of the entry."""
    return next(word for word, kind in ENTRY_KINDS.items() if kind is type(entry))


def entry_key(entry: Entry) -> str:
    """The key of an entry among those of its kind: the slug; for an office term person, office, body and first day."""
    if isinstance(entry, OfficeTerm):
        first_day = entry.first_day.isoformat() if entry.first_day else None
        return ids.canonical_bytes([entry.person, entry.office, entry.body, first_day]).decode()
    return entry.slug


def entry_to_json(entry: Entry) -> dict[str, Any]:
    """All fields; names as an object by language, days as ISO 8601."""
    plain = _content(entry)
    if isinstance(entry, OfficeTerm):
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in plain.items()}
    return plain | {"names": dict(entry.names), "aliases": list(entry.aliases)}


def entry_from_json(kind: str, mapping: Mapping[str, Any]) -> Entry:
    """The inverse of `entry_to_json`. Raises UnknownWord for a kind that does not exist."""
    if kind not in ENTRY_KINDS:
        raise UnknownWord("kind of catalogue entry", kind, tuple(ENTRY_KINDS))
    if kind == "office-term":
        days = {key: date.fromisoformat(mapping[key]) for key in ("first_day", "last_day") if mapping[key] is not None}
        return OfficeTerm(**{**mapping, **days})
    names = tuple(sorted(mapping["names"].items()))
    return ENTRY_KINDS[kind](**{**mapping, "names": names, "aliases": tuple(mapping["aliases"])})


def source_to_json(source: Source) -> dict[str, Any]:
    """All fields; the instant as RFC 3339 UTC."""
    return _content(source) | {"tier": str(source.tier), "published_at": source.published_at.isoformat()}


def source_from_json(mapping: Mapping[str, Any]) -> Source:
    """The inverse of `source_to_json`."""
    times = {"published_at": datetime.fromisoformat(mapping["published_at"]), "tier": Tier(mapping["tier"])}
    return Source(**{**mapping, **times})


def _content(value: Entry | Source) -> dict[str, Any]:
    return {name: member for name, member in field_values(value).items() if name not in _NOT_CONTENT}
