"""What of the store a writer may hear of by name: everything, or what is public at the moment of the write (R10).

rights, instant -> sources that may be named without declaring them, names that an error may not offer, records that
lie where the writer can not see them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from timeline.model.catalogue.entries import Catalogue
from timeline.model.source import Source
from timeline.operations.rights import is_hidden
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log, report_log
from timeline.store.views.mention_counts import find_borne_sources
from timeline.store.views.names_in_use import borne_names, borne_places
from timeline.store.views.public_events import public_slugs


def seen_sources(session: Session, source_ids: Iterable[str], *, known_at: datetime | None) -> dict[str, Source]:
    """Those of the sources that public events bear at `known_at`; with None all that the store holds."""
    wanted = sorted(set(source_ids))
    if known_at is None:
        return report_log.find_sources(session, wanted)
    return {found.source.id: found.source for found in find_borne_sources(session, at=known_at, among=wanted)}


def unheard_names(session: Session, catalogue: Catalogue, *, known_at: datetime) -> frozenset[str]:
    """The slugs of the catalogue that no public event bears: a hidden event may have brought them."""
    borne = borne_names(session, at=known_at)
    heard = {*borne.people, *borne.organizations, *borne.topics, *borne_places(session, at=known_at)}
    held = {*catalogue.people, *catalogue.organizations, *catalogue.places, *catalogue.topics}
    return frozenset(held - heard)


def unseen_records(
    session: Session, pairs: Iterable[tuple[str, str]], *, known_at: datetime
) -> frozenset[tuple[str, str]]:
    """Those of the records that are filed under an event which is not public and holds a hidden report."""
    filings = filing_log.find_filings(session, sorted(set(pairs)))
    event_ids = set(filings.values())
    dark = sorted(event_ids - public_slugs(session, event_ids, at=known_at).keys())
    records = filing_log.load_event_records(session, dark).values()
    hidden = {record.id for record in records if any(is_hidden(report, known_at) for report in record.reports)}
    return frozenset(pair for pair, event_id in filings.items() if event_id in hidden)
