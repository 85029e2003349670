"""Which events, sources, names and records of the store are visible to a writer: all, or what is public (R10).

`Sight` -> the event behind a key, events that may be named, sources that may be named without declaring them, names
that an error may not offer, records that are filed where the writer cannot see them.
"""

from __future__ import annotations

from collections.abc import Iterable

from timeline.errors import EventNotFound
from timeline.model.catalogue.entries import Catalogue
from timeline.model.report import RecordKey
from timeline.model.sight import Insider, Public, Sight
from timeline.model.source import Source
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log, report_log
from timeline.store.views.event_view import find_event
from timeline.store.views.mention_counts import find_public_sources
from timeline.store.views.names_in_use import names_in_use, places_in_use
from timeline.store.views.public_events import public_slugs


def find_visible_event(session: Session, key: str, sight: Sight) -> str:
    """The id of the event with this id or slug, merges followed. Raises EventNotFound if it is not visible."""
    match sight:
        case Insider():
            event_id = filing_log.find_event_id(session, key)
        case Public():
            stored = find_event(session, key, sight=sight)
            event_id = None if stored is None else stored.event_id
    if event_id is None:
        raise EventNotFound(key)
    return event_id


def visible_events(session: Session, event_ids: Iterable[str], sight: Sight) -> frozenset[str]:
    """Those of the events that are visible to the writer."""
    match sight:
        case Insider():
            return frozenset(event_ids)
        case Public():
            return frozenset(public_slugs(session, event_ids, sight=sight))


def visible_sources(session: Session, source_ids: Iterable[str], sight: Sight) -> dict[str, Source]:
    """The sources among these that may be named without declaring them: all stored ones, or those of public events."""
    wanted = sorted(set(source_ids))
    match sight:
        case Insider():
            return report_log.find_sources(session, wanted)
        case Public():
            mentioned = find_public_sources(session, sight=sight, among=wanted)
            return {one.source.id: one.source for one in mentioned}


def hidden_names(session: Session, catalogue: Catalogue, sight: Sight) -> frozenset[str]:
    """The catalogue slugs that no visible event mentions: an error may not offer them (R10)."""
    if isinstance(sight, Insider):
        return frozenset()
    mentioned = names_in_use(session, sight=sight)
    places = places_in_use(session, sight=sight)
    visible = {*mentioned.people, *mentioned.organizations, *mentioned.topics, *places}
    held = {*catalogue.people, *catalogue.organizations, *catalogue.places, *catalogue.topics}
    return frozenset(held - visible)


def hidden_records(session: Session, records: Iterable[RecordKey], sight: Sight) -> frozenset[RecordKey]:
    """The records among these that are filed under an event that is not visible and has a report that is not public."""
    if isinstance(sight, Insider):
        return frozenset()
    filings = filing_log.find_filings(session, sorted(set(records)))
    event_ids = set(filings.values())
    not_visible = sorted(event_ids - visible_events(session, event_ids, sight))
    loaded = filing_log.load_event_records(session, not_visible).values()
    hidden = {record.id for record in loaded if any(not report.is_public_at(sight.at) for report in record.reports)}
    return frozenset(key for key, event_id in filings.items() if event_id in hidden)
