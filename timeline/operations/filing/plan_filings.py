"""Work out under which event each record of a document is filed, and what of that is new.

document + `Work` -> `plan_filings` -> `FilingPlan`. Slugs and earlier filings are followed; a new slug is founded by
its earliest published record (R13). Nothing is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from slugify import slugify

from timeline import ids
from timeline.errors import InvalidDocument, Problem
from timeline.model.document import Document, FiledReport
from timeline.model.report import RecordKey, Report
from timeline.model.search import visible
from timeline.operations.work import Work
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log
from timeline.store.logs.filing_log import EventIdentity, Filing


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingPlan:
    """The event of each record. `identities` are the new events and `filings` the new filings, both to be appended.

    `left_events` are the events from which a record moves away, `earlier_events` those that existed before.
    """

    event_ids: Mapping[RecordKey, str]
    slugs: Mapping[str, str]
    identities: tuple[EventIdentity, ...]
    filings: tuple[Filing, ...]
    left_events: frozenset[str]
    earlier_events: frozenset[str]

    def event_of(self, filed: FiledReport) -> str:
        """The id of the event under which the report is filed."""
        return self.event_ids[filed.report.record_key]

    def slug_of(self, filed: FiledReport) -> str:
        """The slug of that event."""
        return self.slugs[self.event_of(filed)]


def plan_filings(work: Work, document: Document) -> FilingPlan:
    """The events of the document's records. Raises InvalidDocument if a record would found a second event."""
    held = filing_log.find_filings(work.session, sorted({filed.report.record_key for filed in document.filed}))
    assignment = _assign(work.session, document, held)
    earlier = filing_log.identities(work.session, sorted(set(assignment.event_ids.values())))
    problems = tuple(_founder_problems(document, assignment.founded, earlier))
    if problems:
        raise InvalidDocument(problems)
    event_ids, founded = assignment.event_ids, assignment.founded
    return FilingPlan(
        event_ids=event_ids,
        slugs={event_id: identity.slug for event_id, identity in {**founded, **earlier}.items()},
        identities=tuple(identity for event_id, identity in founded.items() if event_id not in earlier),
        filings=tuple(
            Filing(source=key.source, record=key.record, event_id=event_id)
            for key, event_id in sorted(event_ids.items())
            if held.get(key) != event_id
        ),
        left_events=frozenset(held[key] for key, event_id in event_ids.items() if held.get(key, event_id) != event_id),
        earlier_events=frozenset(earlier),
    )


@dataclass(frozen=True, slots=True)
class _Assignment:
    """The event of each record, and the events that a record of this document founds."""

    event_ids: dict[RecordKey, str]
    founded: dict[str, EventIdentity]


def _assign(session: Session, document: Document, held: Mapping[RecordKey, str]) -> _Assignment:
    """Follow slugs, then earlier filings; what has neither founds an event."""
    named = dict(filing_log.find_event_ids(session, sorted({filed.event for filed in document.filed if filed.event})))
    assignment = _Assignment({}, {})
    for filed in _by_publication(document):
        key = filed.report.record_key
        event_id = named.get(filed.event) if filed.event else held.get(key) or assignment.event_ids.get(key)
        if event_id is None:
            identity = _identity_founded_by(filed)
            event_id = identity.id
            assignment.founded.setdefault(event_id, identity)
            named[identity.slug] = event_id
        assignment.event_ids[key] = event_id
    return assignment


def _by_publication(document: Document) -> Sequence[FiledReport]:
    return sorted(document.filed, key=lambda filed: (filed.report.public_at, *filed.report.record_key))


def _founder_problems(
    document: Document, founded: Mapping[str, EventIdentity], earlier: Mapping[str, EventIdentity]
) -> Iterator[Problem]:
    """A record that has already founded an event cannot found another one under a new slug."""
    for filed in _by_publication(document):
        event_id = ids.event_id(*filed.report.record_key)
        if event_id in earlier and event_id in founded and founded[event_id].slug != earlier[event_id].slug:
            name = f"the event {earlier[event_id].slug!r}"
            yield Problem(filed.place, f"this record founded {name}; file it there, or merge the two")


def _identity_founded_by(filed: FiledReport) -> EventIdentity:
    report = filed.report
    event_id = ids.event_id(*report.record_key)
    return EventIdentity(
        id=event_id, slug=filed.event or own_slug(report, event_id), source=report.source.id, record=report.record
    )


def own_slug(report: Report, event_id: str) -> str:
    """A slug from the title and the id. Of a report that was hidden at first, only the id goes into it (R10)."""
    title = "" if report.was_hidden else visible(report.says.title or report.says.kind or "")
    words = slugify(title, max_length=60, word_boundary=True)
    return f"{words or 'event'}-{event_id.removeprefix('evt-')[:8]}"
