"""Everything that sources said, as one document in the exchange format: loading it elsewhere gives the same ids.

The document is for those who may see all reports: it holds private and embargoed ones too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from timeline.model.catalogue.entries import Catalogue, Entry
from timeline.model.document import Document, FiledReport
from timeline.model.report import EventRecord, Report
from timeline.model.source import Source
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log, report_log
from timeline.store.logs.catalogue_log import load_catalogue


def read_seed(session: Session) -> Document:
    """Every report that speaks or once spoke, under its event, with the sources and the whole catalogue."""
    event_ids = filing_log.all_event_ids(session)
    records = filing_log.load_event_records(session, event_ids)
    filed = tuple(report for event_id in event_ids if event_id in records for report in _filed(records[event_id]))
    return Document(
        entries=tuple(_entries(load_catalogue(session))),
        sources=_sources(session, {row.report.source.id: row.report.source for row in filed}),
        filed=filed,
    )


def slugs_with_another_founder(session: Session, filed: Iterable[FiledReport]) -> tuple[str, ...]:
    """Slugs of the events that would get another id elsewhere, sorted.

    An event's id comes from its founding record (R13). Elsewhere the earliest record founds the event.
    """
    earliest: dict[str, Report] = {}
    for row in filed:
        slug, report = row.event or "", row.report
        if slug not in earliest or _age(report) < _age(earliest[slug]):
            earliest[slug] = report
    event_ids = filing_log.find_event_ids(session, sorted(earliest))
    identities = filing_log.identities(session, sorted(event_ids.values()))
    founders = {slug: identities[event_ids[slug]] for slug in sorted(earliest)}
    return tuple(
        slug for slug, founder in founders.items() if (founder.source, founder.record) != earliest[slug].record_key
    )


def _filed(record: EventRecord) -> Iterator[FiledReport]:
    """The newest row of each record and publication time: a row that it replaced does not speak at any time."""
    newest = {(report.record_key, report.public_at): report for report in record.reports}
    for report in newest.values():
        yield FiledReport(report=report, event=record.slug, place="")


def _sources(session: Session, sources: dict[str, Source]) -> tuple[Source, ...]:
    """These sources and those that passed them on, by id."""
    while missing := {source.via for source in sources.values() if source.via} - sources.keys():
        sources |= report_log.find_sources(session, sorted(missing))
    return tuple(sources[source_id] for source_id in sorted(sources))


def _entries(catalogue: Catalogue) -> Iterator[Entry]:
    for entries in (catalogue.people, catalogue.organizations, catalogue.places, catalogue.topics):
        yield from (entries[slug] for slug in sorted(entries))
    yield from catalogue.terms


def _age(report: Report) -> tuple[object, ...]:
    return (report.public_at, report.source.id, report.record)
