"""Checks that every name in a document is known: in the document itself, in the catalogue or in the store.

Document + catalogue + known events and sources -> one problem for each unknown name, with the nearest known ones and
what a file can bring. A document may name the events under which its own reports are filed. A document with faults is
checked too: a name that could not be read is empty here, and no problem of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from timeline import ids
from timeline.errors import Problem, UnknownName
from timeline.ingest.field_reader import MAX_FAULTS
from timeline.ingest.near_names import nearest
from timeline.model.catalogue.entries import Catalogue, Entry, OfficeTerm, Place
from timeline.model.catalogue.entry_json import entry_key, entry_kind
from timeline.model.document import Document, FiledReport
from timeline.model.says import Participation

_WAYS_OUT: Final = {
    "person": "bring it under people:",
    "organization": "bring it under organizations:",
    "person or organization": "bring it under people: or organizations:",
    "place": "bring it under places:",
    "topic": "bring it under topics:",
    "source": "declare it under sources:",
    "event": "file a report under it with event:",
}
"""What a file can do about an unknown name of each kind, if the name is new."""


@dataclass(frozen=True, slots=True)
class _Names:
    """All known names, by kind of thing."""

    participants: Collection[str]
    people: Collection[str]
    organizations: Collection[str]
    places: Collection[str]
    topics: Collection[str]
    events: Collection[str]
    sources: Collection[str]


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name in a document: its place, the kind of thing that it names, and the known names of that kind."""

    place: str
    kind: str
    name: str
    known: Collection[str]


def check_names(
    document: Document,
    catalogue: Catalogue,
    known_events: Collection[str],
    known_sources: Collection[str],
) -> tuple[Problem, ...]:
    """A problem for each unknown name, in the order of the document; empty if all are known.

    `known_events` are slugs and ids in the store, `known_sources` the ids of its sources. What the document supposes is
    no problem. Beyond MAX_FAULTS problems, one more counts the rest.
    """
    names = _names(document, catalogue, known_events, known_sources)
    unknown = [
        mention
        for mention in _mentions(document, names)
        if mention.name and mention.name not in mention.known and mention.name not in document.supposed
    ]
    problems = tuple(_problem(mention) for mention in unknown[:MAX_FAULTS])
    rest = len(unknown) - MAX_FAULTS
    return (*problems, Problem("", f"and {rest} more unknown names; repair these first")) if rest > 0 else problems


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


def _problem(mention: _Mention) -> Problem:
    error = UnknownName(mention.kind, mention.name, nearest(mention.name, mention.known))
    end = " If" if error.nearest else "; if"
    return Problem(mention.place, f"{error}{end} it is new, {_WAYS_OUT[mention.kind]}")


def _mentions(document: Document, names: _Names) -> Iterator[_Mention]:
    """Every name in the document's entries, sources and reports."""
    for entry in document.entries:
        yield from _in_entry(entry, document.place_of(f"{entry_kind(entry)} {entry_key(entry)}"), names)
    for source in document.sources:
        if source.via is not None:
            place = document.place_of(f"source {source.id}")
            yield _Mention(f"{place}.via", "source", source.via, names.sources)
    for filed in document.filed:
        yield from _in_report(filed, names)


def _in_entry(entry: Entry, place: str, names: _Names) -> Iterator[_Mention]:
    if isinstance(entry, OfficeTerm):
        yield _Mention(f"{place}.person", "person", entry.person, names.people)
        yield _Mention(f"{place}.body", "organization", entry.body, names.organizations)
    if isinstance(entry, Place) and entry.parent is not None:
        yield _Mention(f"{place}.parent", "place", entry.parent, names.places)


def _in_report(filed: FiledReport, names: _Names) -> Iterator[_Mention]:
    says, retracts, corrects = filed.report.says, filed.report.says.retracts, filed.report.corrects
    who = "person or organization"
    mentioned: list[tuple[str, str, Iterable[str], Collection[str]]] = [
        ("source", "source", (filed.report.source.id,), names.sources),
        ("says.where", "place", says.where or (), names.places),
        ("says.participants", who, (one.who for one in says.participants), names.participants),
        ("says.participants by", who, (one.by for one in says.participants if one.by), names.participants),
        ("says.participants with", who, _in_delegations(says.participants), names.participants),
        ("says.participants level", "organization", _with_level(says.participants, names), names.organizations),
        ("says.topics", "topic", says.topics, names.topics),
        ("says.not.participants", who, retracts.participants, names.participants),
        ("says.not.topics", "topic", retracts.topics, names.topics),
        ("says.part_of", "event", says.part_of, names.events),
        ("says.itinerary", "event", says.itinerary or (), names.events),
        ("says.not.part_of", "event", retracts.part_of, names.events),
        ("corrects.report.source", "source", () if corrects is None else (corrects.source,), names.sources),
    ]
    for field, kind, named, known in mentioned:
        yield from (_Mention(f"{filed.place} {field}", kind, name, known) for name in named)


def _in_delegations(participations: Iterable[Participation]) -> Iterator[str]:
    return (one.together_with for one in participations if one.together_with)


def _with_level(participations: Iterable[Participation], names: _Names) -> Iterator[str]:
    """Participants who stand for unnamed people; only an organization can."""
    return (one.who for one in participations if one.level and one.who in names.participants)
