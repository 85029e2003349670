"""Real values for tests, each with something sensible in every field that a test does not care about.

`a_report(record="visit", says=Says(...))`: name what the test is about and nothing else. Times are fixed, no clock is
read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from timeline.ids import digest
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event, Phases, Revision
from timeline.model.report import Report
from timeline.model.says import Says
from timeline.model.source import Source
from timeline.model.stored_event import IndexedEvent, ParticipantKey, StoredEvent
from timeline.model.vocabulary import EventKind, ParticipantType, Presence, Role, Status, Tier
from timeline.render.json.phases import phases_to_json

MAY_1 = datetime(2024, 5, 1, tzinfo=UTC)
MAY_2 = datetime(2024, 5, 2, tzinfo=UTC)
MAY_3 = datetime(2024, 5, 3, tzinfo=UTC)
MAY_4 = datetime(2024, 5, 4, tzinfo=UTC)
JUNE_1 = datetime(2024, 6, 1, tzinfo=UTC)


def a_source(source_id: str = "tass", **fields: Any) -> Source:
    """A press source, published on 1 May 2024."""
    given: dict[str, Any] = {"id": source_id, "publisher": "TASS", "tier": Tier.PRESS, "published_at": MAY_1}
    return Source(**(given | fields))


def a_report(record: str = "visit", **fields: Any) -> Report:
    """A report of `a_source()`, published on 1 May 2024 and stored on 2 May, that says it is a visit."""
    given: dict[str, Any] = {
        "source": a_source(),
        "says": Says(kind=EventKind.VISIT),
        "published_at": MAY_1,
        "recorded_at": MAY_2,
    }
    return Report(record=record, **(given | fields))


def an_event(event_id: str = "evt-a", **fields: Any) -> Event:
    """An announced visit on 28 November 2023 whose slug is the id without its prefix."""
    given: dict[str, Any] = {
        "id": event_id,
        "slug": event_id.removeprefix("evt-"),
        "kind": EventKind.VISIT,
        "status": Status.ANNOUNCED,
        "title": "A visit",
        "when": EventDate.from_days(date(2023, 11, 28), date(2023, 11, 28)),
    }
    return Event(**(given | fields))


def a_revision(event: Event | None, **fields: Any) -> Revision:
    """The first revision of the event, known from 1 May 2024 and stored on 2 May."""
    given: dict[str, Any] = {
        "number": 1,
        "known_from": MAY_1,
        "recorded_at": MAY_2,
        "cause": "load",
        "author": "desk",
        "shown": event,
    }
    if event is not None:
        given["event_id"] = event.id
    return Revision(**(given | fields))


def a_participant(
    who: str = "antony-blinken",
    role: Role | None = Role.TRAVELLER,
    presence: Presence | None = Presence.ATTENDED,
    kind: ParticipantType = ParticipantType.PERSON,
    days: Sequence[date | None] = (date(2023, 11, 28), date(2023, 11, 28)),
) -> ParticipantKey:
    """A traveller who came; `days` are the first and the last one."""
    first_day, last_day = days
    exact = first_day is not None and last_day is not None
    return ParticipantKey(
        who=who, type=kind, role=role, presence=presence, first_day=first_day, last_day=last_day, exact=exact
    )


def indexed_event(event_id: str = "evt-a", days: Sequence[date | None] = (), **fields: Any) -> IndexedEvent:
    """A row of the read table, public since 1 May 2024; `days` are its first and last day (28 November 2023 if empty).

    `fields` go to the `IndexedEvent` where it has them, else to its `StoredEvent`.
    """
    first_day, last_day = days or (date(2023, 11, 28), date(2023, 11, 28))
    rendered = event_id.encode()
    stored = StoredEvent(
        event_id=event_id,
        slug=event_id.removeprefix("evt-"),
        revision=1,
        known_from=MAY_1,
        known_to=None,
        updated_at=MAY_2,
        first_day=first_day,
        last_day=last_day,
        exact=True,
        kind=EventKind.VISIT,
        status=Status.ANNOUNCED,
        title="A visit",
        json=b'{"id": "' + rendered + b'"}',
        claims=b"[]",
        vevent=b"BEGIN:VEVENT\r\nUID:" + rendered + b"\r\nEND:VEVENT\r\n",
        vevent_zones=(),
        phases=phases_to_json(Phases()),
        digest=digest(rendered),
    )
    outer = {name: fields.pop(name) for name in list(fields) if name in IndexedEvent.__dataclass_fields__}
    return IndexedEvent(stored=replace(stored, **fields), **outer)
