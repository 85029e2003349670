"""What the tests of the read tables store, and how they look for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from tests.builders import JUNE_1, MAY_2, MAY_3, MAY_4, a_participant, indexed_event
from timeline.model.query import EventQuery, PageRequest
from timeline.model.sight import Public
from timeline.model.stored_event import IndexedEvent, SourceKey
from timeline.model.vocabulary import EventKind, Mode, ParticipantType, Presence, Rank, Role, Status, Tier
from timeline.store.engine.sessions import Engine, read_session, write_session
from timeline.store.logs import filing_log
from timeline.store.logs.filing_log import EventIdentity
from timeline.store.logs.write_log import begin_write
from timeline.store.views import event_rows
from timeline.store.views.event_view import find_events

NOV_27, NOV_28, NOV_29, NOV_30 = (date(2023, 11, day) for day in (27, 28, 29, 30))


def store(engine: Engine, *rows: IndexedEvent) -> None:
    """Make these the public states of their events."""
    with write_session(engine) as session:
        for event_id in dict.fromkeys(row.stored.event_id for row in rows):
            event_rows.replace_events(session, {event_id: [row for row in rows if row.stored.event_id == event_id]})


def found(engine: Engine, query: EventQuery, at: datetime = JUNE_1) -> list[str]:
    """The ids of the events that match, in order."""
    with read_session(engine) as session:
        page = find_events(session, query, PageRequest(), sight=Public(at))
    return [stored.event_id for stored in page.events]


WANTED = indexed_event(
    "evt-wanted",
    kind=EventKind.SUMMIT,
    status=Status.COMPLETED,
    rank=Rank.STATE,
    mode=Mode.MIXED,
    series="g20-summit",
    exact=False,
    updated_at=MAY_3,
    contested=True,
    deviated=True,
    participants=(
        a_participant("antony-blinken", Role.TRAVELLER, Presence.ABSENT),
        a_participant("nato", Role.HOST, Presence.ATTENDED, ParticipantType.ORGANIZATION),
    ),
    places=("brussels", "belgium"),
    countries=("BE",),
    topics=("hostages",),
    sources=(SourceKey(id="tass", tier=Tier.PRESS), SourceKey(id="state-department", tier=Tier.OFFICIAL)),
    points=((50.85, 4.35),),
    words="summit in brussels | belgium",
)
OTHER = indexed_event(
    "evt-other",
    rank=Rank.PRIVATE,
    mode=Mode.IN_PERSON,
    series="g7",
    participants=(a_participant("sergey-lavrov", Role.HOST, Presence.EXPECTED),),
    places=("skopje", "north-macedonia"),
    countries=("MK",),
    topics=("ukraine",),
    sources=(SourceKey(id="ria", tier=Tier.UNVERIFIED),),
    points=((42.0, 21.43),),
    words="visit to skopje | north macedonia",
)


SORTABLE = (
    indexed_event("evt-1", days=(NOV_28, NOV_28), updated_at=MAY_4, title="Éclair"),
    indexed_event("evt-2", days=(NOV_27, NOV_30), updated_at=MAY_2, title="eclair Z"),
    indexed_event("evt-3", days=(None, NOV_27), updated_at=MAY_3, title=None),
    indexed_event("evt-4", days=(NOV_28, None), updated_at=MAY_3 + timedelta(microseconds=1), title="Zagreb"),
    indexed_event("evt-5", days=(None, None), updated_at=MAY_3, title="ägypten"),
)


def identities(*event_ids: str) -> list[EventIdentity]:
    """Identities whose slugs are the ids without prefix."""
    return [
        EventIdentity(id=event_id, slug=event_id.removeprefix("evt-"), source="tass", record=event_id)
        for event_id in event_ids
    ]


def merge(engine: Engine, pairs: Iterable[tuple[str, str]]) -> None:
    """Found the events evt-a, evt-b and evt-c and merge these (loser, survivor) pairs."""
    with write_session(engine) as session:
        write_id = begin_write(session, recorded_at=MAY_2, author="desk", cause="merge")
        filing_log.append_identities(session, write_id, identities("evt-a", "evt-b", "evt-c"))
        for loser_id, survivor_id in pairs:
            filing_log.append_merge(session, write_id, loser_id, survivor_id, "one meeting")


def gone(event_id: str) -> IndexedEvent:
    """What a merge leaves of an event that the public saw; without it the name would lead nowhere (R10)."""
    return indexed_event(event_id, removed=True)
