"""Compare a document with the store: what of it is new, under which event each record goes, what was there before.

document + catalogue -> `compare` -> `Change`: new entries, sources, report rows, events and filings. Nothing is stored.
Slugs and earlier filings are followed; a new slug is founded by its earliest published record (R13).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from slugify import slugify

from timeline import ids
from timeline.errors import InvalidDocument, Problem
from timeline.model.catalogue.entries import Catalogue, Entry, OfficeTerm
from timeline.model.catalogue.entry_json import entry_key, entry_kind
from timeline.model.document import Document, FiledReport
from timeline.model.report import RecordKey, Report
from timeline.model.search import visible
from timeline.model.sight import Sight
from timeline.model.source import Source
from timeline.operations.visible_names import visible_events
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log, report_log
from timeline.store.logs.filing_log import EventIdentity, Filing

_DIFFERS = "is known already and would be declared differently"


@dataclass(frozen=True, slots=True)
class Change:
    """What of a document the store does not hold yet."""

    entries: tuple[Entry, ...]
    sources: tuple[Source, ...]
    reports: tuple[FiledReport, ...]
    unchanged: tuple[FiledReport, ...]
    identities: tuple[EventIdentity, ...]
    filings: tuple[Filing, ...]
    moved_from: frozenset[str]
    event_ids: dict[RecordKey, str]
    slugs: dict[str, str]
    known_before: frozenset[str]
    redeclared: tuple[Problem, ...]
    """Sources and entries that the store holds under the same key and that would say something else from now on."""

    @property
    def is_empty(self) -> bool:
        """True if the store holds everything."""
        return not (self.entries or self.sources or self.reports or self.filings)


def compare(
    session: Session,
    document: Document,
    catalogue: Catalogue,
    recorded_at: datetime,
    sight: Sight,
) -> Change:
    """What of the document is new. Raises InvalidDocument if a record would found a second event.

    That error names the event, unless it is not in sight.
    """
    held_sources = report_log.find_sources(session, sorted({source.id for source in document.sources}))
    pairs = sorted({filed.report.record_key for filed in document.filed})
    rows = report_log.find_reports(session, pairs)
    held = {(row.record_key, row.public_at): row for row in rows}
    reports: list[FiledReport] = []
    unchanged: list[FiledReport] = []
    for filed in document.filed:
        row = held.get((filed.report.record_key, filed.report.public_at))
        (unchanged if row is not None and _is_same(row, filed.report) else reports).append(filed)
    filings = _Filings.of(session, document, pairs, sight)
    entries = tuple(entry for entry in _last_of(document.entries) if _held(catalogue, entry) != entry)
    sources = tuple(source for source in document.sources if held_sources.get(source.id) != source)
    return Change(
        entries=entries,
        sources=sources,
        reports=tuple(replace(filed, report=replace(filed.report, recorded_at=recorded_at)) for filed in reports),
        unchanged=tuple(unchanged),
        identities=filings.identities,
        filings=filings.filings,
        moved_from=filings.moved_from,
        event_ids=filings.event_ids,
        slugs=filings.slugs,
        known_before=filings.known_before,
        redeclared=(
            *(Problem(f"source {source.id}", _DIFFERS) for source in sources if source.id in held_sources),
            *(
                Problem(f"{entry_kind(entry)} {entry_key(entry)}", _DIFFERS)
                for entry in entries
                if _held(catalogue, entry) is not None
            ),
        ),
    )


def _is_same(row: Report, report: Report) -> bool:
    """True if both say the same, apart from when we stored it and what is kept with the source."""
    return replace(row, recorded_at=report.recorded_at, source=report.source) == report


def _last_of(entries: Iterable[Entry]) -> Sequence[Entry]:
    return list({(entry_kind(entry), entry_key(entry)): entry for entry in entries}.values())


def _held(catalogue: Catalogue, entry: Entry) -> Entry | None:
    """What the catalogue holds under the entry's key."""
    if isinstance(entry, OfficeTerm):
        return next((term for term in catalogue.terms if entry_key(term) == entry_key(entry)), None)
    shelves: dict[str, Mapping[str, Entry]] = {
        "person": catalogue.people,
        "organization": catalogue.organizations,
        "place": catalogue.places,
        "topic": catalogue.topics,
    }
    return shelves[entry_kind(entry)].get(entry.slug)


@dataclass(frozen=True, slots=True)
class _Filings:
    """Under which event each record of a document goes, and what of it is new."""

    event_ids: dict[RecordKey, str]
    slugs: dict[str, str]
    identities: tuple[EventIdentity, ...]
    filings: tuple[Filing, ...]
    moved_from: frozenset[str]
    known_before: frozenset[str]

    @classmethod
    def of(cls, session: Session, document: Document, pairs: Sequence[RecordKey], sight: Sight) -> _Filings:
        """Follow slugs and earlier filings; a new slug is founded by its earliest published record (R13)."""
        ordered = sorted(document.filed, key=lambda filed: (filed.report.public_at, *filed.report.record_key))
        keys = sorted({filed.event for filed in document.filed if filed.event})
        found = dict(filing_log.find_event_ids(session, keys))
        held = filing_log.find_filings(session, pairs)
        identities: dict[str, EventIdentity] = {}
        event_ids: dict[RecordKey, str] = {}
        for filed in ordered:
            pair = filed.report.record_key
            event_id = found.get(filed.event) if filed.event else held.get(pair) or event_ids.get(pair)
            if event_id is None:
                identity = _found_event(filed)
                event_id = identity.id
                identities.setdefault(event_id, identity)
                found[identity.slug] = event_id
            event_ids[pair] = event_id
        known = filing_log.identities(session, sorted(set(event_ids.values())))
        _check_founders(ordered, identities, _told_slugs(session, known, sight))
        return cls(
            event_ids=event_ids,
            slugs={event_id: entry.slug for event_id, entry in {**identities, **known}.items()},
            identities=tuple(entry for event_id, entry in identities.items() if event_id not in known),
            filings=tuple(
                Filing(source=pair.source, record=pair.record, event_id=to)
                for pair, to in sorted(event_ids.items())
                if held.get(pair) != to
            ),
            moved_from=frozenset(held[pair] for pair, to in event_ids.items() if pair in held and held[pair] != to),
            known_before=frozenset(known),
        )


def _told_slugs(session: Session, known: Mapping[str, EventIdentity], sight: Sight) -> dict[str, tuple[str, str]]:
    """For each event that was there before its slug, and the words for it that the writer may hear."""
    seen = visible_events(session, known, sight)
    return {
        event_id: (entry.slug, f"the event {entry.slug!r}" if event_id in seen else "another event")
        for event_id, entry in known.items()
    }


def _check_founders(
    ordered: Sequence[FiledReport], identities: Mapping[str, EventIdentity], known: Mapping[str, tuple[str, str]]
) -> None:
    """A record that has already founded an event can not found another one under a new slug."""
    problems = [
        Problem(filed.place, f"this record founded {known[event_id][1]}; file it there, or merge the two")
        for filed in ordered
        for event_id in [ids.event_id(*filed.report.record_key)]
        if event_id in known and event_id in identities and identities[event_id].slug != known[event_id][0]
    ]
    if problems:
        raise InvalidDocument(tuple(problems))


def _found_event(filed: FiledReport) -> EventIdentity:
    report = filed.report
    event_id = ids.event_id(*report.record_key)
    return EventIdentity(
        id=event_id, slug=filed.event or _own_slug(report, event_id), source=report.source.id, record=report.record
    )


def _own_slug(report: Report, event_id: str) -> str:
    """A slug from the title and the id; a report that is not public yet lends no words to it (R10)."""
    is_hidden = report.private or report.embargo_until is not None or report.public_at > report.recorded_at
    told = "" if is_hidden else visible(report.says.title or report.says.kind or "")
    words = slugify(told, max_length=60, word_boundary=True)
    return f"{words or 'event'}-{event_id.removeprefix('evt-')[:8]}"
