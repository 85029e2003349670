"""File a document: append what is new, bring the events it touches up to date, say what happened to each report.

document -> the writer's rights, names checked against store and document -> `compare_document` -> new entries,
sources, report rows and filings appended -> affected events settled -> one `FilingResult`. What the store already
holds is left alone (R13: loading twice changes nothing). All or nothing: any fault raises InvalidDocument with every
problem; the caller's transaction is then rolled back. A writer who may not see what is hidden learns nothing of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from timeline import ids
from timeline.errors import InvalidDocument, PartOfCycle, Problem
from timeline.ingest.check_names import check_names
from timeline.model.api_key import Scope
from timeline.model.catalogue.entries import Catalogue, Organization, Person, Place
from timeline.model.catalogue.entry_json import entry_kind
from timeline.model.document import Document, FiledReport
from timeline.model.event import Revision, State
from timeline.model.sight import Insider, Sight
from timeline.model.vocabulary import Relation
from timeline.operations.compare_document import Change, compare
from timeline.operations.index_events import names_bearing
from timeline.operations.progress import Progress, no_progress
from timeline.operations.record_write import record_write
from timeline.operations.rights import ALL_RIGHTS, Rights, check_document_rights
from timeline.operations.visible_names import hidden_names, hidden_records, visible_events, visible_sources
from timeline.render.settings import RenderSettings
from timeline.resolve.history import states
from timeline.resolve.numbering import Write
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log, report_log
from timeline.store.logs.catalogue_log import append_entries, load_catalogue

_TAKING_SIDES = frozenset({Relation.SHOWN, Relation.AGREES, Relation.CONTRADICTS})


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


def file_document(
    session: Session,
    document: Document,
    *,
    settings: RenderSettings,
    write: Write,
    progress: Progress = no_progress,
    rights: Rights = ALL_RIGHTS,
) -> FilingResult:
    """Store what is new in the document and settle the events it touches.

    Raises InvalidDocument with every problem, and MissingScope if the writer may not file all of it.
    """
    check_document_rights(document, rights, at=write.recorded_at)
    catalogue = load_catalogue(session)
    sight = rights.sight(write.recorded_at)
    _check_document(session, document, catalogue, sight)
    change = compare(session, document, catalogue, write.recorded_at, sight)
    if change.redeclared:
        rights.require(Scope.ADMIN, change.redeclared)
    if change.is_empty:
        return FilingResult(unchanged=_filed(change, change.unchanged))
    seen_before = visible_events(session, change.known_before, sight)

    def append(write_id: int) -> set[str]:
        _append(session, write_id, change)
        return _affected(session, change)

    try:
        revisions = record_write(session, write, settings, append, progress)
    except PartOfCycle as cycle:
        raise InvalidDocument(_cycle_problems(change, cycle, is_told=rights.sees_hidden)) from cycle
    return _result(session, change, revisions, seen_before, sight)


def _cycle_problems(change: Change, cycle: PartOfCycle, *, is_told: bool) -> tuple[Problem, ...]:
    """The reports of the document that say `part_of` of an event on the cycle; the cycle alone if none does."""
    sentence = str(cycle) if is_told else "makes an event part of itself, or of too long a chain"
    saying = [filed for filed in change.reports if filed.report.says.part_of]
    places = [filed.place for filed in saying if change.slugs[change.event_ids[filed.report.record_key]] in cycle.chain]
    return tuple(Problem(f"{place} says.part_of", sentence) for place in places) or (Problem("", sentence),)


def _check_document(session: Session, document: Document, catalogue: Catalogue, sight: Sight) -> None:
    """Every name must be known to the store or to the document, and a record may be filed under one event only."""
    keys = {filed.event for filed in document.filed} | {filed.report.says.part_of for filed in document.filed}
    found = filing_log.find_event_ids(session, sorted(key for key in keys if key))
    seen = visible_events(session, found.values(), sight)
    known = {key for key, event_id in found.items() if event_id in seen}
    sources = visible_sources(session, _named_sources(document), sight)
    problems = [
        *_named_problems(session, document, catalogue, known, sources.keys(), sight),
        *_entry_problems(document, catalogue),
        *_filing_problems(session, document, known, sight),
    ]
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


def _named_problems(
    session: Session,
    document: Document,
    catalogue: Catalogue,
    known: Collection[str],
    sources: Collection[str],
    sight: Sight,
) -> tuple[Problem, ...]:
    """The unknown names; what is offered instead is public, for a writer who may not see more."""
    problems = check_names(document, catalogue, known, sources)
    if not problems or isinstance(sight, Insider):
        return problems
    unoffered = hidden_names(session, catalogue, sight)
    return check_names(document, catalogue, known, sources, unoffered)


def _filing_problems(session: Session, document: Document, known: Collection[str], sight: Sight) -> Iterator[Problem]:
    """No slug may look like an id of an event, and no record be taken from where the writer can not see it."""
    for filed in document.filed:
        if filed.event and filed.event not in known and ids.is_event_id(filed.event):
            yield Problem(f"{filed.place} event", f"no event has the id {filed.event!r}; a slug has another form")
    unseen = hidden_records(session, (filed.report.record_key for filed in document.filed), sight)
    for filed in document.filed:
        if filed.report.record_key in unseen:
            yield Problem(filed.place, "this record is filed where this key can not see it; ask somebody who can")


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


def _append(session: Session, write_id: int, change: Change) -> None:
    append_entries(session, write_id, change.entries)
    report_log.append_sources(session, write_id, change.sources)
    report_log.append_reports(session, write_id, [filed.report for filed in change.reports])
    filing_log.append_identities(session, write_id, change.identities)
    filing_log.append_filings(session, write_id, change.filings)


def _affected(session: Session, change: Change) -> set[str]:
    """Events with a new report, moved records, or a changed name or source among what they show."""
    affected = {change.event_ids[filed.report.record_key] for filed in change.reports}
    affected |= {filing.event_id for filing in change.filings} | change.moved_from
    mentions: dict[str, set[str]] = {"source": {source.id for source in change.sources}}
    for kind, slug in names_bearing(change.entries, load_catalogue(session)):
        mentions.setdefault(kind, set()).add(slug)
    for kind, slugs in sorted(mentions.items()):
        affected |= set(filing_log.events_mentioning(session, kind, sorted(slugs)))
    return affected


def _result(
    session: Session,
    change: Change,
    revisions: tuple[Revision, ...],
    seen_before: frozenset[str],
    sight: Sight,
) -> FilingResult:
    matched = [filed for filed in change.reports if change.event_ids[filed.report.record_key] in seen_before]
    contradicting = _contradicting(session, change, sight)
    return FilingResult(
        new=_filed(change, change.reports),
        unchanged=_filed(change, change.unchanged),
        matched=_filed(change, matched),
        conflicting=_filed(change, [filed for filed in change.reports if filed.report.id in contradicting]),
        new_entries=len(change.entries),
        new_sources=len(change.sources),
        revisions=tuple(one for one in revisions if isinstance(sight, Insider) or one.known_from <= sight.at),
    )


def _contradicting(session: Session, change: Change, sight: Sight) -> set[str]:
    """Ids of reports that speak on a property on which the newest state of their event is contested.

    The newest one of all for an insider, else the one that is public.
    """
    touched = sorted({change.event_ids[filed.report.record_key] for filed in change.reports})
    catalogue = load_catalogue(session)
    records = filing_log.load_event_records(session, touched).values()
    newest = (_states_until(states(record, catalogue), sight)[-1:] for record in records)
    events = [state.event for found in newest for state in found if state.event]
    return {
        claim.report_id
        for event in events
        for claim in event.claims
        if claim.property in event.contested and claim.relation in _TAKING_SIDES
    }


def _states_until(found: tuple[State, ...], sight: Sight) -> tuple[State, ...]:
    return tuple(state for state in found if isinstance(sight, Insider) or state.known_from <= sight.at)


def _filed(change: Change, reports: Iterable[FiledReport]) -> tuple[Filed, ...]:
    return tuple(
        Filed(
            place=filed.place,
            source=filed.report.source.id,
            record=filed.report.record,
            report_id=filed.report.id,
            event_id=change.event_ids[filed.report.record_key],
            slug=change.slugs[change.event_ids[filed.report.record_key]],
        )
        for filed in reports
    )
