"""The read tables: what a list, a feed or a page is answered from, and how they are kept.

`IndexedEvent` -> `replace_event` -> rows; `EventQuery` + instant -> `find_events` -> `StoredEvent` with its rendered
bytes. Every read names the instant at which the state has to hold, so nothing is seen before its time (R10). What is
here can be made again from the logs (R15); `dump` gives it in one order for comparing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson
from anyascii import anyascii
from sqlalchemy import BindParameter, Row, Select, bindparam, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from timeline.model.query import EventQuery, IndexedEvent, Page, PageRequest, StoredEvent
from timeline.model.sight import Public
from timeline.store.logs.write_log import chunks
from timeline.store.tables import (
    READ_ROWS,
    CountryRow,
    FingerprintRow,
    ParticipantRow,
    PlaceRow,
    PointRow,
    SpeakingSourceRow,
    TopicRow,
    WordsRow,
    WriteRow,
    table_of,
)
from timeline.store.views.event_query import EVENTS, conditions, holding, holding_at, is_named, ordered, position_of
from timeline.store.views.search import forget_all_words, forget_words, learn_words

_WRITES: Final = table_of(WriteRow)
_FINGERPRINTS: Final = table_of(FingerprintRow)
_READ_TABLES: Final = tuple(table_of(row_class) for row_class in READ_ROWS)

_Values = dict[str, Any]

# Statements that almost every request sends; to put one together takes SQLAlchemy longer than SQLite to answer it.
_AT: Final[BindParameter[Any]] = bindparam("at", type_=EVENTS.c.known_from.type)
_KEY: Final[BindParameter[Any]] = bindparam("key", type_=EVENTS.c.slug.type)
_OF_THIS_NAME: Final = select(EVENTS).where(holding_at(_AT), or_(EVENTS.c.event_id == _KEY, EVENTS.c.slug == _KEY))
_MARK: Final = select(
    select(func.max(_WRITES.c.id)).scalar_subquery().label("write_id"),
    select(func.min(EVENTS.c.known_from)).where(EVENTS.c.known_from > _AT).scalar_subquery().label("next_start"),
    select(func.min(EVENTS.c.known_to)).where(EVENTS.c.known_to > _AT).scalar_subquery().label("next_end"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMark:
    """What an answer depends on: the newest write (0 before the first) and when the next state begins or ends.

    Two reads with equal marks and equal queries have equal answers.
    """

    write_id: int
    next_lift: datetime | None


def replace_event(session: Session, event_id: str, rows: Sequence[IndexedEvent]) -> None:
    """Make these the public states of the event, and no others."""
    replace_events(session, {event_id: rows})


def replace_events(session: Session, rows_by_event: Mapping[str, Sequence[IndexedEvent]]) -> None:
    """Make these the public states of these events, with a constant number of statements for each five hundred."""
    for chunk in chunks(rows_by_event):
        forget_words(session, chunk)
        for table in reversed(_READ_TABLES):  # not left to the foreign keys: somebody may have worked without them
            session.execute(delete(table).where(table.c.event_id.in_(chunk)))
        indexed = [row for event_id in chunk for row in rows_by_event[event_id]]
        for table, values in zip(_READ_TABLES, _values_by_table(indexed), strict=True):
            if values:
                session.execute(insert(table), values)
        learn_words(session, chunk)


def find_events(session: Session, query: EventQuery, page: PageRequest, *, sight: Public) -> Page:
    """The page of events whose state at this instant matches; one statement, and one more if a count is asked for.

    Raises InvalidCursor if the position does not fit the sort order.
    """
    wanted = conditions(query, sight, with_removed=page.with_removed)
    statement = ordered(select(EVENTS).where(*wanted), query.sort, page.after)
    if page.limit is not None:
        statement = statement.limit(page.limit + 1)
    rows = session.execute(statement).all()
    shown = rows if page.limit is None else rows[: page.limit]
    return Page(
        events=tuple(_stored_event(row) for row in shown),
        next=position_of(shown[-1], query.sort) if len(rows) > len(shown) else None,
        count=_count(session, select(func.count()).select_from(EVENTS).where(*wanted)) if page.with_count else None,
    )


def find_event(session: Session, key: str, *, sight: Public) -> StoredEvent | None:
    """The event with this id or slug (merges followed) as it is public at this instant; None if it is not.

    No key is given twice (R14), so the long way through the merges is only gone where the short one finds nothing.
    """
    row = session.execute(_OF_THIS_NAME, {"at": sight.at, "key": key}).first()
    if row is None:
        row = session.execute(select(EVENTS).where(holding(sight), is_named((key,)))).first()
    return None if row is None else _stored_event(row)


def find_removed(session: Session, key: str, *, sight: Public) -> StoredEvent | None:
    """What calendars have to cancel: the event with this id or slug, if it left the public view before `at`."""
    is_meant = or_(EVENTS.c.event_id == key, EVENTS.c.slug == key)
    row = session.execute(
        select(EVENTS).where(holding(sight, with_removed=True), EVENTS.c.removed.is_(True), is_meant)
    ).first()
    return None if row is None else _stored_event(row)


def find_alias(session: Session, key: str, *, sight: Public) -> str | None:
    """The slug under which a merged event lives on (R14); None if the key is not an alias or nothing is public then."""
    found = find_event(session, key, sight=sight)
    return None if found is None or key in (found.event_id, found.slug) else found.slug


def find_history(session: Session, event_id: str, *, sight: Public) -> tuple[StoredEvent, ...]:
    """The states of the event that were public at some time up to this instant, oldest first."""
    statement = select(EVENTS).where(
        EVENTS.c.event_id == event_id, EVENTS.c.known_from <= sight.at, EVENTS.c.removed.is_(False)
    )
    return _stored_events(session, statement.order_by(EVENTS.c.known_from))


def find_parts_of(session: Session, event_id: str, *, sight: Public) -> tuple[StoredEvent, ...]:
    """The events directly under this one at this instant, by first day (not known: last), then id."""
    statement = select(EVENTS).where(holding(sight), EVENTS.c.part_of_id == event_id)
    return _stored_events(session, statement.order_by(EVENTS.c.first_day.asc().nulls_last(), EVENTS.c.event_id))


def read_mark(session: Session, *, at: datetime) -> ReadMark:
    """What answers depend on from this instant until `next_lift` (exclusive); one statement of indexed look-ups."""
    row = session.execute(_MARK, {"at": at}).one()
    lifts = [instant for instant in (row.next_start, row.next_end) if instant is not None]
    return ReadMark(write_id=row.write_id or 0, next_lift=min(lifts, default=None))


def clear(session: Session) -> None:
    """Empty the read tables."""
    forget_all_words(session)
    for table in reversed(_READ_TABLES):
        session.execute(delete(table))


def dump(session: Session) -> Iterator[tuple[object, ...]]:
    """Every row of every read table, led by the table's name, in the order of the keys.

    The number that only this database gave (`event_words.id`) is left out.
    """
    for table in _READ_TABLES:
        columns = [column for column in table.columns if column.name != "id"]
        keys = [column for column in table.primary_key.columns if column.name != "id"] or columns[:2]
        for row in session.execute(select(*columns).order_by(*keys)):
            yield (table.name, *row)


def fingerprint(session: Session) -> str | None:
    """With which settings and renderer the stored bytes were rendered; None before the first rebuild."""
    return session.execute(select(_FINGERPRINTS.c.fingerprint)).scalar()


def set_fingerprint(session: Session, value: str) -> None:
    """Remember with which settings and renderer the stored bytes were rendered."""
    session.execute(delete(_FINGERPRINTS))
    session.execute(insert(_FINGERPRINTS), [{"fingerprint": value}])


def _count(session: Session, statement: Select[int]) -> int:
    return int(session.execute(statement).scalar_one())


def _stored_events(session: Session, statement: Select[Any]) -> tuple[StoredEvent, ...]:
    return tuple(_stored_event(row) for row in session.execute(statement))


def _stored_event(row: Row[Any]) -> StoredEvent:
    return StoredEvent(
        event_id=row.event_id,
        slug=row.slug,
        revision=row.revision,
        known_from=row.known_from,
        known_to=row.known_to,
        updated_at=row.updated_at,
        first_day=row.first_day,
        last_day=row.last_day,
        exact=row.exact,
        kind=row.kind,
        status=row.status,
        title=row.title,
        part_of=row.part_of,
        json=bytes(row.json_bytes),
        claims=bytes(row.claims),
        vevent=bytes(row.vevent),
        vevent_zones=tuple(orjson.loads(row.vevent_zones)),
        phases=row.phases,
        digest=row.digest,
        removed=row.removed,
    )


def _values_by_table(indexed: Sequence[IndexedEvent]) -> tuple[list[_Values], ...]:
    """The rows of each read table, in the order of `READ_ROWS`."""
    found: dict[str, list[_Values]] = {table.name: [] for table in _READ_TABLES}
    for row in indexed:
        found[EVENTS.name].append(_event_values(row))
        key = {"event_id": row.stored.event_id, "known_from": row.stored.known_from}
        for table_name, links in _link_values(row).items():
            found[table_name] += [key | link for link in links]
    return tuple(found.values())


def _event_values(row: IndexedEvent) -> _Values:
    stored = row.stored
    values = {name: getattr(stored, name) for name in EVENTS.columns.keys() if hasattr(stored, name)}  # noqa: SIM118
    return values | {
        "title_key": None if stored.title is None else anyascii(stored.title).casefold(),
        "part_of_id": row.part_of_id,
        "contested": row.contested,
        "deviated": row.deviated,
        "vevent_zones": orjson.dumps(stored.vevent_zones).decode(),
        "json_bytes": stored.json,
    }


def _link_values(row: IndexedEvent) -> dict[str, list[_Values]]:
    """The rows of each link table without their key; a member that is named twice counts once."""
    return {
        table_of(ParticipantRow).name: [
            {"position": position, "who": one.who, "type": one.type, "role": one.role, "presence": one.presence}
            for position, one in enumerate(row.participants)
        ],
        table_of(PlaceRow).name: [{"place": place} for place in dict.fromkeys(row.places)],
        table_of(CountryRow).name: [{"country": country} for country in dict.fromkeys(row.countries)],
        table_of(TopicRow).name: [{"topic": topic} for topic in dict.fromkeys(row.topics)],
        table_of(SpeakingSourceRow).name: [
            {"source": source, "tier": tier} for source, tier in dict(row.sources).items()
        ],
        table_of(PointRow).name: [
            {"position": position, "latitude": latitude, "longitude": longitude}
            for position, (latitude, longitude) in enumerate(row.points)
        ],
        table_of(WordsRow).name: [{"words": row.words}],
    }
