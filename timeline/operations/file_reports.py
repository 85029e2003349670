"""File a document: append what is new, bring the events it touches up to date, say what happened to each report.

document -> names checked against store and document -> new entries, sources, report rows and filings appended ->
affected events settled -> one `FilingResult`. What the store already holds is left alone (R13: loading twice changes
nothing). All or nothing: any fault raises InvalidDocument with every problem; the caller's transaction is then
rolled back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from slugify import slugify

from timeline import ids
from timeline.errors import InvalidDocument, PartOfCycle, Problem
from timeline.ingest.names import check_names
from timeline.model.catalogue import Catalogue, Entry, OfficeTerm, Organization, Person, Place
from timeline.model.document import Document, FiledReport
from timeline.model.entry_json import entry_key, entry_kind
from timeline.model.event import Revision
from timeline.model.report import Report
from timeline.model.source import Source
from timeline.model.vocabulary import Relation
from timeline.operations.journal import record_write
from timeline.operations.progress import Progress, no_progress
from timeline.operations.views import RenderSettings
from timeline.resolve.history import states
from timeline.resolve.numbering import Write
from timeline.store import filing_log, report_log
from timeline.store.catalogue import append_entries, load_catalogue
from timeline.store.engine import Session
from timeline.store.filing_log import EventIdentity, Filing

_TAKING_SIDES = frozenset({Relation.SHOWN, Relation.AGREES, Relation.CONTRADICTS})

Pair = tuple[str, str]
"""(source id, record)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """One report of the document and the event it went to."""

    place: str
    source: str
    record: str
    report_id: str
    event_id: str
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingResult:
    """What became of a document. `matched` are new reports on events that were there before, `conflicting` new
    ones that take a side where the sources disagree; both are also in `new`."""

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


@dataclass(frozen=True, slots=True)
class _Change:
    """What of a document the store does not hold yet."""

    entries: tuple[Entry, ...]
    sources: tuple[Source, ...]
    reports: tuple[FiledReport, ...]
    unchanged: tuple[FiledReport, ...]
    identities: tuple[EventIdentity, ...]
    filings: tuple[Filing, ...]
    moved_from: frozenset[str]
    event_ids: dict[Pair, str]
    slugs: dict[str, str]
    known_before: frozenset[str]

    @property
    def is_empty(self) -> bool:
        return not (self.entries or self.sources or self.reports or self.filings)


def file_document(
    session: Session,
    document: Document,
    *,
    settings: RenderSettings,
    write: Write,
    progress: Progress = no_progress,
) -> FilingResult:
    """Store what is new in the document and settle the events it touches. Raises InvalidDocument with every problem."""
    catalogue = load_catalogue(session)
    _check_document(session, document, catalogue)
    change = _compare(session, document, catalogue, write.recorded_at)
    if change.is_empty:
        return FilingResult(unchanged=_filed(change, change.unchanged))

    def append(write_id: int) -> set[str]:
        _append(session, write_id, change)
        return _affected(session, change)

    try:
        revisions = record_write(session, write, settings, append, progress)
    except PartOfCycle as cycle:
        raise InvalidDocument(_cycle_problems(change, cycle)) from cycle
    return _result(session, change, revisions)


def _cycle_problems(change: _Change, cycle: PartOfCycle) -> tuple[Problem, ...]:
    """The reports of the document that say `part_of` of an event on the cycle; the cycle alone if none does."""
    saying = [filed for filed in change.reports if filed.report.says.part_of]
    places = [filed.place for filed in saying if change.slugs[change.event_ids[_pair(filed.report)]] in cycle.chain]
    return tuple(Problem(f"{place} says.part_of", str(cycle)) for place in places) or (Problem("", str(cycle)),)


def _check_document(session: Session, document: Document, catalogue: Catalogue) -> None:
    """Every name must be known to the store or to the document, and a record may be filed under one event only."""
    keys = {filed.event for filed in document.filed} | {filed.report.says.part_of for filed in document.filed}
    known = filing_log.find_event_ids(session, sorted(key for key in keys if key))
    sources = report_log.find_sources(session, sorted(_named_sources(document)))
    problems = [*check_names(document, catalogue, known.keys(), sources.keys()), *_entry_problems(document, catalogue)]
    if problems:
        raise InvalidDocument(tuple(problems))


def _entry_problems(document: Document, catalogue: Catalogue) -> Iterator[Problem]:
    """A slug is a person's or an organization's, not both; and no place lies within itself."""
    whole = catalogue.with_entries(document.entries)
    for entry in document.entries:
        if (
            isinstance(entry, Person | Organization)
            and {entry.slug} <= whole.people.keys() & whole.organizations.keys()
        ):
            yield Problem(
                f"{entry_kind(entry)} {entry.slug!r}", "is the slug of a person and of an organization; rename one"
            )
        if isinstance(entry, Place) and entry.slug in _outer_places(whole, entry.slug):
            yield Problem(f"place {entry.slug!r}", "would lie within itself; mend the `parent` of one of its places")


def _outer_places(catalogue: Catalogue, slug: str) -> Iterator[str]:
    """The places that hold this one as the parents say, itself included if they form a cycle; each once."""
    seen: set[str] = set()
    place = catalogue.places.get(slug)
    while place is not None and place.parent is not None and place.parent not in seen:
        seen.add(place.parent)
        yield place.parent
        place = catalogue.places.get(place.parent)


def _named_sources(document: Document) -> set[str]:
    named = {filed.report.source.id for filed in document.filed} | {source.via or "" for source in document.sources}
    corrected = (filed.report.corrects for filed in document.filed)
    return named | {correction.source for correction in corrected if correction} - {""}


def _compare(session: Session, document: Document, catalogue: Catalogue, recorded_at: datetime) -> _Change:
    held_sources = report_log.find_sources(session, sorted({source.id for source in document.sources}))
    pairs = sorted({_pair(filed.report) for filed in document.filed})
    rows = report_log.find_reports(session, pairs)
    held = {(_pair(row), row.public_at): row for row in rows}
    reports: list[FiledReport] = []
    unchanged: list[FiledReport] = []
    for filed in document.filed:
        row = held.get((_pair(filed.report), filed.report.public_at))
        (unchanged if row is not None and _is_same(row, filed.report) else reports).append(filed)
    filings = _Filings.of(session, document, pairs)
    return _Change(
        entries=tuple(entry for entry in _last_of(document.entries) if not _holds(catalogue, entry)),
        sources=tuple(source for source in document.sources if held_sources.get(source.id) != source),
        reports=tuple(replace(filed, report=replace(filed.report, recorded_at=recorded_at)) for filed in reports),
        unchanged=tuple(unchanged),
        identities=filings.identities,
        filings=filings.filings,
        moved_from=filings.moved_from,
        event_ids=filings.event_ids,
        slugs=filings.slugs,
        known_before=filings.known_before,
    )


def _is_same(row: Report, report: Report) -> bool:
    """True if both say the same, apart from when we stored it and what is kept with the source."""
    return replace(row, recorded_at=report.recorded_at, source=report.source) == report


def _last_of(entries: Iterable[Entry]) -> Sequence[Entry]:
    return list({(entry_kind(entry), entry_key(entry)): entry for entry in entries}.values())


def _holds(catalogue: Catalogue, entry: Entry) -> bool:
    if isinstance(entry, OfficeTerm):
        return entry in catalogue.terms
    shelves = {
        "person": catalogue.people,
        "organization": catalogue.organizations,
        "place": catalogue.places,
        "topic": catalogue.topics,
    }
    return shelves[entry_kind(entry)].get(entry.slug) == entry


@dataclass(frozen=True, slots=True)
class _Filings:
    """Under which event each record of a document goes, and what of it is new."""

    event_ids: dict[Pair, str]
    slugs: dict[str, str]
    identities: tuple[EventIdentity, ...]
    filings: tuple[Filing, ...]
    moved_from: frozenset[str]
    known_before: frozenset[str]

    @classmethod
    def of(cls, session: Session, document: Document, pairs: Sequence[Pair]) -> _Filings:
        """Follow slugs and earlier filings; a new slug is founded by its earliest published record (R13)."""
        ordered = sorted(document.filed, key=lambda filed: (filed.report.public_at, *_pair(filed.report)))
        keys = sorted({filed.event for filed in document.filed if filed.event})
        found = dict(filing_log.find_event_ids(session, keys))
        held = filing_log.find_filings(session, pairs)
        identities: dict[str, EventIdentity] = {}
        event_ids: dict[Pair, str] = {}
        for filed in ordered:
            pair = _pair(filed.report)
            event_id = found.get(filed.event) if filed.event else held.get(pair) or event_ids.get(pair)
            if event_id is None:
                identity = _found_event(filed)
                event_id = identity.id
                identities.setdefault(event_id, identity)
                found[identity.slug] = event_id
            event_ids[pair] = event_id
        known = filing_log.identities(session, sorted(set(event_ids.values())))
        _check_founders(ordered, identities, known)
        return cls(
            event_ids=event_ids,
            slugs={event_id: entry.slug for event_id, entry in {**identities, **known}.items()},
            identities=tuple(entry for event_id, entry in identities.items() if event_id not in known),
            filings=tuple(
                Filing(source=pair[0], record=pair[1], event_id=to)
                for pair, to in sorted(event_ids.items())
                if held.get(pair) != to
            ),
            moved_from=frozenset(held[pair] for pair, to in event_ids.items() if pair in held and held[pair] != to),
            known_before=frozenset(known),
        )


def _check_founders(
    ordered: Sequence[FiledReport], identities: dict[str, EventIdentity], known: dict[str, EventIdentity]
) -> None:
    """A record that has already founded an event can not found another one under a new slug."""
    problems = [
        Problem(filed.place, f"this record founded the event {known[event_id].slug!r}; file it there, or merge the two")
        for filed in ordered
        for event_id in [ids.event_id(*_pair(filed.report))]
        if event_id in known and event_id in identities and identities[event_id].slug != known[event_id].slug
    ]
    if problems:
        raise InvalidDocument(tuple(problems))


def _found_event(filed: FiledReport) -> EventIdentity:
    report = filed.report
    event_id = ids.event_id(*_pair(report))
    return EventIdentity(
        id=event_id, slug=filed.event or _own_slug(report, event_id), source=report.source.id, record=report.record
    )


def _own_slug(report: Report, event_id: str) -> str:
    """A slug from the title and the id; a report that is not public yet lends no words to it (R10)."""
    is_hidden = report.private or report.embargo_until is not None or report.public_at > report.recorded_at
    words = "" if is_hidden else slugify(report.says.title or report.says.kind or "", max_length=60, word_boundary=True)
    return f"{words or 'event'}-{event_id.removeprefix('evt-')[:8]}"


def _append(session: Session, write_id: int, change: _Change) -> None:
    append_entries(session, write_id, change.entries)
    report_log.append_sources(session, write_id, change.sources)
    report_log.append_reports(session, write_id, [filed.report for filed in change.reports])
    filing_log.append_identities(session, write_id, change.identities)
    filing_log.append_filings(session, write_id, change.filings)


def _affected(session: Session, change: _Change) -> set[str]:
    """Events with a new report, moved records, or a changed name or source among what they show."""
    affected = {change.event_ids[_pair(filed.report)] for filed in change.reports}
    affected |= {filing.event_id for filing in change.filings} | change.moved_from
    mentions: dict[str, set[str]] = {"source": {source.id for source in change.sources}}
    for entry in change.entries:
        kind = "person" if isinstance(entry, OfficeTerm) else entry_kind(entry)
        slug = entry.person if isinstance(entry, OfficeTerm) else entry.slug
        mentions.setdefault(kind, set()).add(slug)
    for kind, slugs in sorted(mentions.items()):
        affected |= set(filing_log.events_mentioning(session, kind, sorted(slugs)))
    return affected


def _result(session: Session, change: _Change, revisions: tuple[Revision, ...]) -> FilingResult:
    matched = [filed for filed in change.reports if change.event_ids[_pair(filed.report)] in change.known_before]
    contradicting = _contradicting(session, change)
    return FilingResult(
        new=_filed(change, change.reports),
        unchanged=_filed(change, change.unchanged),
        matched=_filed(change, matched),
        conflicting=_filed(change, [filed for filed in change.reports if filed.report.id in contradicting]),
        new_entries=len(change.entries),
        new_sources=len(change.sources),
        revisions=revisions,
    )


def _contradicting(session: Session, change: _Change) -> set[str]:
    """Ids of reports that speak on a property on which the newest state of their event is contested."""
    touched = sorted({change.event_ids[_pair(filed.report)] for filed in change.reports})
    catalogue = load_catalogue(session)
    newest = (states(record, catalogue)[-1:] for record in filing_log.load_event_records(session, touched).values())
    events = [state.event for found in newest for state in found if state.event]
    return {
        claim.report_id
        for event in events
        for claim in event.claims
        if claim.property in event.contested and claim.relation in _TAKING_SIDES
    }


def _filed(change: _Change, reports: Iterable[FiledReport]) -> tuple[Filed, ...]:
    return tuple(
        Filed(
            place=filed.place,
            source=filed.report.source.id,
            record=filed.report.record,
            report_id=filed.report.id,
            event_id=change.event_ids[_pair(filed.report)],
            slug=change.slugs[change.event_ids[_pair(filed.report)]],
        )
        for filed in reports
    )


def _pair(report: Report) -> Pair:
    return (report.source.id, report.record)
