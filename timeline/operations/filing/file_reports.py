"""File a document: append what is new, refresh the events that it affects, report what became of each report.

document + `Work` -> rights -> `check_document` -> `compare_document` -> new entries, sources, reports and filings
appended -> affected events refreshed -> one `FilingResult`. What the store already holds is left alone (R13: loading
twice changes nothing). All or nothing: any fault raises InvalidDocument with every problem, and the caller rolls back.
Who files sees all that is stored: nothing is compared for a writer without sight.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from timeline.errors import InvalidDocument, PartOfCycle, Problem
from timeline.model.document import Document, FiledReport
from timeline.model.event import Event, Revision
from timeline.model.vocabulary import Relation
from timeline.model.writers.api_key import Scope
from timeline.operations.access.rights import check_document_rights
from timeline.operations.filing.check_document import check_document
from timeline.operations.filing.compare_document import DocumentDifference, compare_document
from timeline.operations.filing.names_of_reports import events_showing, follow_reports
from timeline.operations.record_write import record_write
from timeline.operations.work import Work
from timeline.resolve.history import states
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log, report_log

_TAKING_SIDES = frozenset({Relation.SHOWN, Relation.AGREES, Relation.CONTRADICTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """One report of the document and the event under which it is filed."""

    place: str
    source: str
    record: str
    report_id: str
    event_id: str
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingResult:
    """What became of a document. `matched` are new reports on events that existed before, `conflicting` are new reports
    that take a side where the sources disagree; both are also in `new`.
    """

    new: tuple[Filed, ...] = ()
    unchanged: tuple[Filed, ...] = ()
    matched: tuple[Filed, ...] = ()
    conflicting: tuple[Filed, ...] = ()
    new_entries: int = 0
    new_sources: int = 0
    revisions: tuple[Revision, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True if the store already held everything."""
        return not (self.new or self.new_entries or self.new_sources or self.revisions)


def file_document(work: Work, document: Document) -> FilingResult:
    """Store what is new in the document, and refresh the events that it affects.

    Raises InvalidDocument with every problem, and MissingScope if the writer may not file all of it.
    """
    check_document_rights(document, work.rights)
    check_document(work, document)
    difference = compare_document(work, document)
    if difference.redeclared:
        work.rights.require(Scope.ADMIN, difference.redeclared)
    if difference.is_empty:
        return FilingResult(unchanged=_filed(difference, difference.unchanged))
    try:
        revisions = record_write(work, lambda write_id: _append(work, write_id, difference))
    except PartOfCycle as cycle:
        raise InvalidDocument(_cycle_problems(difference, cycle)) from cycle
    return _result(work, difference, revisions)


def events_of_document(session: Session, document: Document) -> tuple[str, ...]:
    """The ids, ascending, of the stored events that the document's records or slugs stand for."""
    event_ids = set(filing_log.find_filings(session, [filed.report.record_key for filed in document.filed]).values())
    slugs = sorted({filed.event for filed in document.filed if filed.event})
    return tuple(sorted(event_ids | set(filing_log.find_event_ids(session, slugs).values())))


def _append(work: Work, write_id: int, difference: DocumentDifference) -> set[str]:
    """Append what is new. Returns the affected events."""
    work.append_entries(write_id, difference.entries)
    report_log.append_sources(work.session, write_id, difference.sources)
    report_log.append_reports(work.session, write_id, [filed.report for filed in difference.reports])
    filing_log.append_identities(work.session, write_id, difference.plan.identities)
    filing_log.append_filings(work.session, write_id, difference.plan.filings)
    records = {filed.report.record_key for filed in difference.reports}
    return _affected_events(work, difference) | follow_reports(work, write_id, records)


def _affected_events(work: Work, difference: DocumentDifference) -> set[str]:
    """Events with a new report or with moved records, or which show a changed name or source."""
    affected = {difference.plan.event_of(filed) for filed in difference.reports}
    affected |= {filing.event_id for filing in difference.plan.filings} | difference.plan.left_events
    return affected | events_showing(work, difference.entries, difference.sources)


def _cycle_problems(difference: DocumentDifference, cycle: PartOfCycle) -> tuple[Problem, ...]:
    """The reports of the document that say `part_of` of an event on the cycle; the cycle alone if none does."""
    sentence = str(cycle)
    saying = [filed for filed in difference.reports if filed.report.says.part_of]
    places = [filed.place for filed in saying if difference.plan.slug_of(filed) in cycle.chain]
    return tuple(Problem(f"{place} says.part_of", sentence) for place in places) or (Problem("", sentence),)


def _result(work: Work, difference: DocumentDifference, revisions: tuple[Revision, ...]) -> FilingResult:
    conflicting = _conflicting_reports(work, difference)
    plan = difference.plan
    matched = [filed for filed in difference.reports if plan.event_of(filed) in plan.earlier_events]
    return FilingResult(
        new=_filed(difference, difference.reports),
        unchanged=_filed(difference, difference.unchanged),
        matched=_filed(difference, matched),
        conflicting=_filed(difference, [filed for filed in difference.reports if filed.report.id in conflicting]),
        new_entries=len(difference.entries),
        new_sources=len(difference.sources),
        revisions=revisions,
    )


def _conflicting_reports(work: Work, difference: DocumentDifference) -> set[str]:
    """Ids of reports that take a side on a property that is contested in the newest state of their event."""
    return {
        claim.report_id
        for event in _newest_events(work, {difference.plan.event_of(filed) for filed in difference.reports})
        for claim in event.claims
        if claim.property in event.contested and claim.relation in _TAKING_SIDES
    }


def _newest_events(work: Work, event_ids: Iterable[str]) -> Iterable[Event]:
    for record in filing_log.load_event_records(work.session, sorted(event_ids)).values():
        known = states(record, work.catalogue)
        if known and known[-1].event is not None:
            yield known[-1].event


def _filed(difference: DocumentDifference, reports: Iterable[FiledReport]) -> tuple[Filed, ...]:
    return tuple(
        Filed(
            place=filed.place,
            source=filed.report.source.id,
            record=filed.report.record,
            report_id=filed.report.id,
            event_id=difference.plan.event_of(filed),
            slug=difference.plan.slug_of(filed),
        )
        for filed in reports
    )
