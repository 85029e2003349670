"""Compare a document with the store: which entries, sources, reports, events and filings are new.

document + `Work` -> `compare_document` -> `DocumentDifference`. Nothing is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from timeline.errors import Problem
from timeline.model.catalogue.entries import Catalogue, Entry
from timeline.model.catalogue.entry_json import entry_key, entry_kind
from timeline.model.document import Document, FiledReport
from timeline.model.report import Report
from timeline.model.source import Source
from timeline.operations.filing.plan_filings import FilingPlan, plan_filings
from timeline.operations.work import Work
from timeline.store.engine.sessions import Session
from timeline.store.logs import report_log

_REDECLARED = "is known already and would be declared differently"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDifference:
    """What the store does not hold of a document. `unchanged` are the reports that it holds.

    `redeclared` names the sources and entries that the store holds under the same key with other content.
    """

    entries: tuple[Entry, ...]
    sources: tuple[Source, ...]
    reports: tuple[FiledReport, ...]
    unchanged: tuple[FiledReport, ...]
    plan: FilingPlan
    redeclared: tuple[Problem, ...]

    @property
    def is_empty(self) -> bool:
        """True if the store holds the whole document."""
        return not (self.entries or self.sources or self.reports or self.plan.filings)


def compare_document(work: Work, document: Document) -> DocumentDifference:
    """What of the document is new; the new reports carry the time of the write.

    Raises InvalidDocument if a record would found a second event.
    """
    held_sources = report_log.find_sources(work.session, sorted({source.id for source in document.sources}))
    sources = tuple(source for source in document.sources if _is_new_source(source, held_sources, work.now))
    present = work.catalogue.at(work.now)
    entries = tuple(entry for entry in _last_of_each(document.entries) if _is_new_entry(entry, work, present))
    reports, unchanged = _split_by_novelty(work.session, document)
    recorded_at = work.logged.recorded_at
    return DocumentDifference(
        entries=entries,
        sources=sources,
        reports=tuple(replace(filed, report=replace(filed.report, recorded_at=recorded_at)) for filed in reports),
        unchanged=tuple(unchanged),
        plan=plan_filings(work, document),
        redeclared=(
            *_redeclared_sources(document, sources, held_sources),
            *_redeclared_entries(document, entries, work.catalogue),
        ),
    )


def _split_by_novelty(session: Session, document: Document) -> tuple[list[FiledReport], list[FiledReport]]:
    """The reports that the store does not hold, and those that it holds."""
    rows = report_log.find_reports(session, sorted({filed.report.record_key for filed in document.filed}))
    held = {(row.record_key, row.public_at): row for row in rows}
    new: list[FiledReport] = []
    unchanged: list[FiledReport] = []
    for filed in document.filed:
        row = held.get((filed.report.record_key, filed.report.public_at))
        if row is not None and _says_the_same(row, filed.report):
            unchanged.append(replace(filed, report=replace(filed.report, id=row.id)))
        else:
            new.append(filed)
    return new, unchanged


def _says_the_same(row: Report, report: Report) -> bool:
    """True if both are equal apart from when they were recorded, who withdrew, and what is kept with the source.

    Nor do the ids count: the same wall clock has another offset, and so another id, with other zone data.
    """
    known = replace(
        row, id=report.id, recorded_at=report.recorded_at, source=report.source, withdrawn_by=report.withdrawn_by
    )
    return known == report


def _last_of_each(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Of the entries with the same kind and key the last one, public from the earliest time at which it says so."""
    last: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        key = (entry_kind(entry), entry_key(entry))
        before = last.get(key)
        since = min(before.public_from, entry.public_from) if before is not None and before == entry else None
        last[key] = entry if since is None else replace(entry, public_from=since)
    return last.values()


def _is_new_entry(entry: Entry, work: Work, present: Catalogue) -> bool:
    """True if the entry says something new, or the same from another time on.

    What the public knows already is no news, also where another wording waits for its time.
    """
    held, public = work.catalogue.held(entry), present.held(entry)
    if (
        public is not None
        and entry.public_from <= work.now
        and public == entry
        and public.public_from <= entry.public_from
    ):
        return False
    return held is None or held != entry or _is_moved(held.public_from, entry.public_from, work.now)


def _is_new_source(source: Source, held: Mapping[str, Source], now: datetime) -> bool:
    """The same for a source."""
    known = held.get(source.id)
    if known is None:
        return True
    public = known.at(now)
    if source.public_from <= now and public == source and public.public_from <= source.public_from:
        return False
    return known != source or _is_moved(known.public_from, source.public_from, now)


def _is_moved(held: datetime, given: datetime, now: datetime) -> bool:
    """True if it is public earlier than it was said to be, or later while it still was a secret."""
    return given < held or (held > now and given > held)


def _redeclared_sources(document: Document, sources: Iterable[Source], held: Mapping[str, Source]) -> Iterator[Problem]:
    for source in sources:
        if source.id in held:
            yield Problem(document.place_of(f"source {source.id}"), _REDECLARED)


def _redeclared_entries(document: Document, entries: Iterable[Entry], catalogue: Catalogue) -> Iterator[Problem]:
    for entry in entries:
        if catalogue.held(entry) is not None:
            yield Problem(document.place_of(f"{entry_kind(entry)} {entry_key(entry)}"), _REDECLARED)
