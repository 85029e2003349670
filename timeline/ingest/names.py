"""Checks that every name in a document is the name of something: in the document, in the catalogue or in the store.

Document + catalogue + known events and sources -> one problem for each unknown name, with the nearest known ones. A
document may name events that its own reports are filed under.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from timeline import ids
from timeline.errors import Problem, UnknownName
from timeline.model.catalogue import Catalogue, Entry, OfficeTerm, Place
from timeline.model.document import Document, FiledReport
from timeline.model.entry_json import entry_key, entry_kind

_MOST_OFFERED = 3


@dataclass(frozen=True, slots=True)
class _Names:
    """Everything that may be named, by kind."""

    participants: Collection[str]
    people: Collection[str]
    organizations: Collection[str]
    places: Collection[str]
    topics: Collection[str]
    events: Collection[str]
    sources: Collection[str]


def check_names(
    document: Document, catalogue: Catalogue, known_events: Collection[str], known_sources: Collection[str]
) -> tuple[Problem, ...]:
    """A problem for each name that nobody has declared, in the order of the document; empty if all are known.

    `known_events` are slugs and ids in the store, `known_sources` the ids of its sources.
    """
    names = _names(document, catalogue, known_events, known_sources)
    found = [*_entry_problems(document.entries, names), *_source_problems(document, names)]
    for filed in document.filed:
        found += [Problem(f"{filed.place} {field}", str(error)) for field, error in _unknown_in_report(filed, names)]
    return tuple(found)


def named_events(document: Document) -> frozenset[str]:
    """Slugs and ids of events that the document names: ask the store which of them it knows."""
    filed_under = {filed.event for filed in document.filed if filed.event is not None}
    parents = {filed.report.says.part_of for filed in document.filed}
    return frozenset(filed_under | {parent for parent in parents if parent is not None})


def named_sources(document: Document) -> frozenset[str]:
    """Ids of sources that the document names without declaring them."""
    via = {source.via for source in document.sources if source.via is not None}
    corrected = {filed.report.corrects.source for filed in document.filed if filed.report.corrects is not None}
    used = {filed.report.source.id for filed in document.filed}
    return frozenset((via | corrected | used) - {source.id for source in document.sources})


def _names(
    document: Document, catalogue: Catalogue, known_events: Collection[str], known_sources: Collection[str]
) -> _Names:
    whole = catalogue.with_entries(document.entries)
    filed_under = {filed.event for filed in document.filed if filed.event is not None}
    founded = {ids.event_id(filed.report.source.id, filed.report.record) for filed in document.filed}
    return _Names(
        participants={*whole.people, *whole.organizations},
        people=set(whole.people),
        organizations=set(whole.organizations),
        places=set(whole.places),
        topics=set(whole.topics),
        events={*known_events, *filed_under, *founded},
        sources={*known_sources, *(source.id for source in document.sources)},
    )


def _entry_problems(entries: Iterable[Entry], names: _Names) -> Iterator[Problem]:
    for entry in entries:
        where = f"{entry_kind(entry)} {entry_key(entry)}"
        for kind, name, known in _named_by_entry(entry, names):
            if (error := _unknown(kind, name, known)) is not None:
                yield Problem(where, str(error))


def _named_by_entry(entry: Entry, names: _Names) -> Iterator[tuple[str, str, Collection[str]]]:
    if isinstance(entry, OfficeTerm):
        yield "person", entry.person, names.people
        yield "organization", entry.body, names.organizations
    if isinstance(entry, Place) and entry.parent is not None:
        yield "place", entry.parent, names.places


def _source_problems(document: Document, names: _Names) -> Iterator[Problem]:
    for source in document.sources:
        if source.via is not None and (error := _unknown("source", source.via, names.sources)) is not None:
            yield Problem(f"source {source.id} via", str(error))


def _unknown_in_report(filed: FiledReport, names: _Names) -> Iterator[tuple[str, UnknownName]]:
    """The field and the error of each unknown name."""
    says, corrects = filed.report.says, filed.report.corrects
    mentioned: list[tuple[str, str, str, Collection[str]]] = [
        ("source", "source", filed.report.source.id, names.sources),
        *(("says.where", "place", slug, names.places) for slug in says.where or ()),
        *(("says.participants", "person or organization", one.who, names.participants) for one in says.participants),
        *(("says.topics", "topic", slug, names.topics) for slug in says.topics),
        *(
            ("says.not.participants", "person or organization", who, names.participants)
            for who in says.retracts.participants
        ),
        *(("says.not.topics", "topic", slug, names.topics) for slug in says.retracts.topics),
    ]
    if says.part_of is not None:
        mentioned.append(("says.part_of", "event", says.part_of, names.events))
    if corrects is not None:
        mentioned.append(("corrects.report.source", "source", corrects.source, names.sources))
    for field, kind, name, known in mentioned:
        if (error := _unknown(kind, name, known)) is not None:
            yield field, error


def _unknown(kind: str, name: str, known: Collection[str]) -> UnknownName | None:
    if name in known:
        return None
    return UnknownName(kind, name, nearest(name, known))


def nearest(name: str, known: Collection[str]) -> tuple[str, ...]:
    """Up to three known names that look like this one, best first."""
    close = difflib.get_close_matches(name, sorted(known), n=_MOST_OFFERED, cutoff=0.6)
    parts = {word for word in name.split("-") if len(word) > 3}
    holding = [one for one in sorted(known) if parts & set(one.split("-"))]
    return tuple(dict.fromkeys((*close, *holding)))[:_MOST_OFFERED]
