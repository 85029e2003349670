"""What of the store an asker may know of by name: everything, or what is public at one instant (R10).

`Sight` -> events that may be named, sources that may be named without declaring them, names that an error may not
offer, records that lie where the asker cannot see them.
"""

from __future__ import annotations

from collections.abc import Iterable

from timeline.model.catalogue.entries import Catalogue
from timeline.model.report import RecordKey
from timeline.model.sight import Insider, Public, Sight
from timeline.model.source import Source
from timeline.operations.rights import is_hidden
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log, report_log
from timeline.store.views.mention_counts import find_public_sources
from timeline.store.views.names_in_use import names_in_use, places_in_use
from timeline.store.views.public_events import public_slugs


def visible_events(session: Session, event_ids: Iterable[str], sight: Sight) -> frozenset[str]:
    """Those of the events that the asker may know of."""
    match sight:
        case Insider():
            return frozenset(event_ids)
        case Public():
            return frozenset(public_slugs(session, event_ids, sight=sight))


def visible_sources(session: Session, source_ids: Iterable[str], sight: Sight) -> dict[str, Source]:
    """Those of the sources that may be named without declaring them: all that are stored, or those of public events."""
    wanted = sorted(set(source_ids))
    match sight:
        case Insider():
            return report_log.find_sources(session, wanted)
        case Public():
            found = find_public_sources(session, sight=sight, among=wanted)
            return {one.source.id: one.source for one in found}


def hidden_names(session: Session, catalogue: Catalogue, sight: Sight) -> frozenset[str]:
    """The slugs of the catalogue that no event in sight mentions: an error may not offer them (R10)."""
    if isinstance(sight, Insider):
        return frozenset()
    in_use = names_in_use(session, sight=sight)
    heard = {*in_use.people, *in_use.organizations, *in_use.topics, *places_in_use(session, sight=sight)}
    held = {*catalogue.people, *catalogue.organizations, *catalogue.places, *catalogue.topics}
    return frozenset(held - heard)


def hidden_records(session: Session, records: Iterable[RecordKey], sight: Sight) -> frozenset[RecordKey]:
    """Those of the records that are filed under an event which is not in sight and holds a hidden report."""
    if isinstance(sight, Insider):
        return frozenset()
    filings = filing_log.find_filings(session, sorted(set(records)))
    event_ids = set(filings.values())
    dark = sorted(event_ids - visible_events(session, event_ids, sight))
    loaded = filing_log.load_event_records(session, dark).values()
    hidden = {record.id for record in loaded if any(is_hidden(report, sight.at) for report in record.reports)}
    return frozenset(key for key, event_id in filings.items() if event_id in hidden)
