"""Canonical JSON of a resolved event: the snapshot that the revision log keeps.

`event_to_json` and `event_from_json` are inverse to each other; `snapshot_of` leaves out what later schemas added and
what says nothing. The snapshot has everything that is rendered, so that a stored revision can be rendered again without
its reports. The public JSON of the API is made in `render.json.event`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from timeline.model.dates.event_date import EventDate
from timeline.model.event import Deviation, Event, EventParticipant, EventPlace, EventSource, Moved, Phases, Withdrawal
from timeline.model.field_values import field_values
from timeline.model.says import Link, one_or_more, one_or_more_of
from timeline.model.vocabulary import (
    EventKind,
    Level,
    Mode,
    ParticipantType,
    Presence,
    Rank,
    Role,
    Status,
    Tier,
    Withdrawer,
    Word,
)

_PARTICIPANT_KEYS: Final = {"together_with": "with", "together_with_name": "with_name"}
"""Fields of a participant that have another name in JSON."""

_FIRST_KEYS: Final = frozenset(
    [
        "id",
        "slug",
        "kind",
        "status",
        "title",
        "summary",
        "url",
        "when",
        "where",
        "participants",
        "topics",
        "links",
        "part_of",
        "contested",
        "deviations",
        "sources",
    ]
)
_FIRST_PARTICIPANT_KEYS: Final = frozenset(["who", "name", "type", "office", "role", "presence", "when"])
"""The keys that a snapshot had from the first schema on; these are always written."""


def shown_part(event: Event) -> Event:
    """The event without what makes no revision (R12): judged claims, sources, and the plan and the outcome."""
    return replace(event, claims=(), sources=(), phases=Phases())


def event_to_json(event: Event) -> dict[str, Any]:
    """All fields of an event except the judged claims and the phases, each with its key."""
    return {
        "id": event.id,
        "slug": event.slug,
        "kind": event.kind,
        "status": event.status,
        "title": event.title,
        "titles": dict(event.titles),
        "summary": event.summary,
        "summaries": dict(event.summaries),
        "url": event.url,
        "when": event.when.to_json(),
        "where": [field_values(place) for place in event.where],
        "no_place": event.no_place,
        "participants": [participant_to_json(participant) for participant in event.participants],
        "topics": list(event.topics),
        "links": [link.to_json() for link in event.links],
        "part_of": list(event.part_of),
        "itinerary": list(event.itinerary),
        "rank": event.rank,
        "mode": event.mode,
        "series": event.series,
        "ordinal": event.ordinal,
        "contested": list(event.contested),
        "deviations": [field_values(deviation) for deviation in event.deviations],
        "moved": [_moved_to_json(moved) for moved in event.moved],
        "postponed_from": None if event.postponed_from is None else event.postponed_from.edtf,
        "sources": [_source_to_json(source) for source in event.sources],
        "withdrawal": None if event.withdrawal is None else field_values(event.withdrawal),
    }


def snapshot_of(event: Event) -> dict[str, Any]:
    """The JSON that the revision log keeps.

    Keys that the first schema did not have are left out while they say nothing, and dates have the notation of the log:
    an event without them keeps the bytes, and so the seal, that every earlier program gave it (R13).
    """
    participants = [
        _without_silent(participant_to_json(one) | _logged_when(one.when), _FIRST_PARTICIPANT_KEYS)
        for one in event.participants
    ]
    members = event_to_json(event) | _logged_when(event.when) | {"participants": participants}
    members |= {"part_of": one_or_more(event.part_of)}
    return _without_silent(members, _FIRST_KEYS)


def _logged_when(when: EventDate | None) -> dict[str, Any]:
    return {"when": None if when is None else when.to_snapshot_json()}


def _without_silent(members: Mapping[str, Any], first_keys: Collection[str]) -> dict[str, Any]:
    return {key: value for key, value in members.items() if key in first_keys or value not in (None, False, [], {})}


def participant_to_json(participant: EventParticipant) -> dict[str, Any]:
    """All fields, the date as its own object; `together_with` is written as `with`."""
    when = None if participant.when is None else participant.when.to_json()
    values = field_values(participant) | {"when": when}
    return {_PARTICIPANT_KEYS.get(name, name): value for name, value in values.items()}


def event_from_json(mapping: Mapping[str, Any]) -> Event:
    """The inverse of `event_to_json` and `snapshot_of`; claims and phases are empty."""
    return Event(
        id=mapping["id"],
        slug=mapping["slug"],
        kind=_word_or_none(EventKind, mapping["kind"]),
        status=_word_or_none(Status, mapping["status"]),
        title=mapping["title"],
        titles=tuple(mapping.get("titles", {}).items()),
        summary=mapping["summary"],
        summaries=tuple(mapping.get("summaries", {}).items()),
        url=mapping["url"],
        when=EventDate.from_json(mapping["when"]),
        where=tuple(EventPlace(**place) for place in mapping["where"]),
        no_place=mapping.get("no_place", False),
        participants=tuple(_participant_from_json(participant) for participant in mapping["participants"]),
        topics=tuple(mapping["topics"]),
        links=tuple(Link(**link) for link in mapping["links"]),
        part_of=one_or_more_of(mapping["part_of"]),
        itinerary=tuple(mapping.get("itinerary", ())),
        rank=_word_or_none(Rank, mapping.get("rank")),
        mode=_word_or_none(Mode, mapping.get("mode")),
        series=mapping.get("series"),
        ordinal=mapping.get("ordinal"),
        contested=tuple(mapping["contested"]),
        deviations=tuple(Deviation(**deviation) for deviation in mapping["deviations"]),
        sources=tuple(_source_from_json(source) for source in mapping["sources"]),
        moved=tuple(_moved_from_json(moved) for moved in mapping.get("moved", ())),
        postponed_from=_postponed_from_json(mapping.get("postponed_from")),
        withdrawal=_withdrawal_from_json(mapping.get("withdrawal")),
    )


def _participant_from_json(mapping: Mapping[str, Any]) -> EventParticipant:
    return EventParticipant(
        who=mapping["who"],
        name=mapping["name"],
        type=ParticipantType(mapping["type"]),
        office=mapping["office"],
        role=_word_or_none(Role, mapping["role"]),
        presence=_word_or_none(Presence, mapping["presence"]),
        when=None if mapping["when"] is None else EventDate.from_json(mapping["when"]),
        by=mapping.get("by"),
        by_name=mapping.get("by_name"),
        together_with=mapping.get("with"),
        together_with_name=mapping.get("with_name"),
        reason=mapping.get("reason"),
        level=_word_or_none(Level, mapping.get("level")),
    )


def _source_to_json(source: EventSource) -> dict[str, Any]:
    """All fields; `locators`, which the first schema did not have, only if there is one (R13)."""
    values = field_values(source) | {"published_at": source.published_at.isoformat(), "locators": list(source.locators)}
    return {name: value for name, value in values.items() if name != "locators" or value}


def _source_from_json(mapping: Mapping[str, Any]) -> EventSource:
    typed = {
        "published_at": datetime.fromisoformat(mapping["published_at"]),
        "tier": Tier(mapping["tier"]),
        "locators": tuple(mapping.get("locators", ())),
    }
    return EventSource(**{**mapping, **typed})


def _moved_to_json(moved: Moved) -> dict[str, str]:
    known_from = moved.known_from.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"
    return {"from": moved.before, "to": moved.after, "known_from": known_from}


def _moved_from_json(mapping: Mapping[str, str]) -> Moved:
    known_from = datetime.fromisoformat(mapping["known_from"])
    return Moved(before=mapping["from"], after=mapping["to"], known_from=known_from)


def _postponed_from_json(edtf: str | None) -> EventDate | None:
    return None if edtf is None else EventDate.from_edtf(edtf)


def _withdrawal_from_json(mapping: Mapping[str, Any] | None) -> Withdrawal | None:
    if mapping is None:
        return None
    return Withdrawal(by=Withdrawer(mapping["by"]), reason=mapping["reason"])


def _word_or_none(vocabulary: type[Word], word: str | None) -> Word | None:
    return None if word is None else vocabulary(word)
