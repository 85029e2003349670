"""Check what a document names against the store.

document + `Work` -> every name must be known to the store or to the document, no slug may look like an id ->
InvalidDocument with every problem. Errors offer whatever the store holds: who files may see it (R10).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from timeline import ids
from timeline.errors import InvalidDocument, Problem
from timeline.ingest.check_names import check_names
from timeline.model.catalogue.entries import Catalogue, Organization, Person, Place
from timeline.model.catalogue.entry_json import entry_kind
from timeline.model.document import Document
from timeline.operations.work import Work
from timeline.store.logs import filing_log, report_log


def check_document(work: Work, document: Document) -> None:
    """Raise InvalidDocument with every problem of names and filings in the document."""
    problems = document_problems(work, document)
    if problems:
        raise InvalidDocument(problems)


def document_problems(work: Work, document: Document) -> tuple[Problem, ...]:
    """The problems of names and filings in the document."""
    events = _known_events(work, document)
    return (
        *check_names(document, work.catalogue, events, _known_sources(work, document)),
        *_entry_problems(document, work.catalogue),
        *_filing_problems(document, events),
    )


def _known_events(work: Work, document: Document) -> frozenset[str]:
    """The slugs and ids of the document that stand for stored events."""
    keys = {filed.event for filed in document.filed if filed.event}
    keys |= {key for filed in document.filed for key in filed.report.says.named_events}
    return frozenset(filing_log.find_event_ids(work.session, sorted(keys)))


def _known_sources(work: Work, document: Document) -> Collection[str]:
    """The sources that the document names and the store holds."""
    named = {filed.report.source.id for filed in document.filed} | {source.via or "" for source in document.sources}
    corrections = (filed.report.corrects for filed in document.filed)
    named |= {correction.source for correction in corrections if correction}
    return report_log.find_sources(work.session, sorted(named - {""})).keys()


def _entry_problems(document: Document, catalogue: Catalogue) -> Iterator[Problem]:
    """A slug belongs to a person or to an organization, not to both. No place lies within itself."""
    whole = catalogue.with_entries(document.entries)
    shared = whole.people.keys() & whole.organizations.keys()
    for entry in document.entries:
        if isinstance(entry, Person | Organization) and entry.slug in shared:
            place = document.place_of(f"{entry_kind(entry)} {entry.slug}")
            detail = f"{entry.slug!r} is the slug of a person and of an organization; rename one"
            yield Problem(f"{place}.slug", detail)
        if isinstance(entry, Place) and entry.slug in _outer_places(whole, entry.slug):
            place = document.place_of(f"place {entry.slug}")
            detail = f"{entry.slug!r} would lie within itself; correct the `parent` of one of its places"
            yield Problem(f"{place}.parent", detail)


def _outer_places(catalogue: Catalogue, slug: str) -> Iterator[str]:
    """The chain of parents of the place, each once. It holds the place itself if the parents form a cycle."""
    seen: set[str] = set()
    place = catalogue.places.get(slug)
    while place is not None and place.parent is not None and place.parent not in seen:
        seen.add(place.parent)
        yield place.parent
        place = catalogue.places.get(place.parent)


def _filing_problems(document: Document, events: Collection[str]) -> Iterator[Problem]:
    for filed in document.filed:
        if filed.event and filed.event not in events and ids.is_event_id(filed.event):
            yield Problem(f"{filed.place} event", f"no event has the id {filed.event!r}; a slug has another form")
