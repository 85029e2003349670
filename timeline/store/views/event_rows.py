"""The rows of the read tables: an `IndexedEvent` is written as rows, a row is read back as a `StoredEvent`.

`operations` -> `replace_events` -> rows; row -> `stored_event`. Everything here can be made again from the logs (R15):
`dump` returns it in one order, for comparing, and the fingerprint says with which settings the bytes were rendered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

import orjson
from anyascii import anyascii
from sqlalchemy import ColumnElement, Row, case, delete, insert, select
from sqlalchemy.orm import Session

from timeline.model.field_values import field_values
from timeline.model.stored_event import IndexedEvent, StoredEvent
from timeline.store.logs.write_log import chunks
from timeline.store.tables import (
    READ_ROWS,
    CountryRow,
    FingerprintRow,
    ParentRow,
    ParticipantRow,
    PlaceRow,
    PointRow,
    SpeakingSourceRow,
    TopicRow,
    WordsRow,
    table_of,
)
from timeline.store.views.public_states import EVENTS
from timeline.store.views.search import add_words, clear_words, remove_words

_FINGERPRINTS: Final = table_of(FingerprintRow)
_READ_TABLES: Final = tuple(table_of(row_class) for row_class in READ_ROWS)

_MEMBERS: Final = tuple((one.name, "json_bytes" if one.name == "json" else one.name) for one in fields(StoredEvent))
"""The fields of a stored event, each with its column."""

_Values = dict[str, Any]


def stored_event(row: Row[Any]) -> StoredEvent:
    """The event of a row that has all columns of `EVENTS`."""
    values = {name: getattr(row, column) for name, column in _MEMBERS}
    values |= {name: bytes(values[name]) for name in ("json", "claims", "vevent")}
    return StoredEvent(**values | {"vevent_zones": tuple(orjson.loads(row.vevent_zones))})


def replace_events(session: Session, rows_by_event: Mapping[str, Sequence[IndexedEvent]]) -> None:
    """Make these the public states of these events, and no others; as many statements for 500 events as for one."""
    for chunk in chunks(rows_by_event):
        remove_words(session, chunk)
        for table in reversed(_READ_TABLES):  # not left to the foreign keys: they may have been off for a while
            session.execute(delete(table).where(table.c.event_id.in_(chunk)))
        indexed = [row for event_id in chunk for row in rows_by_event[event_id]]
        for table, values in zip(_READ_TABLES, _values_by_table(indexed), strict=True):
            if values:
                session.execute(insert(table), values)
        add_words(session, chunk)


def clear(session: Session) -> None:
    """Empty the read tables."""
    clear_words(session)
    for table in reversed(_READ_TABLES):
        session.execute(delete(table))


def dump(session: Session) -> Iterator[tuple[object, ...]]:
    """Every row of every read table in the order of the keys; the first value of each is the name of the table.

    `event_words.id` is left out, because it is a number of this database alone.
    """
    for table in _READ_TABLES:
        columns = [column for column in table.columns if column.name != "id"]
        keys = [column for column in table.primary_key.columns if column.name != "id"] or columns[:2]
        for row in session.execute(select(*columns).order_by(*keys)):
            yield (table.name, *row)


def public_rows(session: Session, event_ids: Sequence[str], *, until: datetime) -> set[tuple[object, ...]]:
    """What of these events has been public at any time up to `until` (UTC, inclusive): rows of every read table.

    An end that lies after it is left out, and so is what insiders see.
    """
    found: set[tuple[object, ...]] = set()
    for table in _READ_TABLES:
        columns: list[ColumnElement[Any]] = [
            column for column in table.columns if column.name not in ("id", "inside", "known_to")
        ]
        if "known_to" in table.columns:
            columns.append(case((table.c.known_to <= until, table.c.known_to)).label("known_to"))
        for chunk in chunks(event_ids):
            statement = select(*columns).where(table.c.event_id.in_(chunk), table.c.known_from <= until)
            found.update((table.name, *row) for row in session.execute(statement))
    return found


def are_seen(session: Session, event_ids: Collection[str], *, until: datetime) -> bool:
    """True if one of these events has been public at any time up to `until` (UTC, inclusive)."""
    for chunk in chunks(sorted(event_ids)):
        statement = select(EVENTS.c.event_id).where(EVENTS.c.event_id.in_(chunk), EVENTS.c.known_from <= until)
        if session.execute(statement.limit(1)).first() is not None:
            return True
    return False


def timed_entries(session: Session, now: datetime) -> Iterator[tuple[str, int, bytes]]:
    """Event, revision and calendar entry of every public state of now that has an entry."""
    columns = (EVENTS.c.event_id, EVENTS.c.revision, EVENTS.c.vevent)
    holds = (EVENTS.c.known_from <= now) & (EVENTS.c.known_to.is_(None) | (EVENTS.c.known_to > now))
    for event_id, revision, vevent in session.execute(select(*columns).where(holds)):
        if vevent:
            yield event_id, revision, bytes(vevent)


def fingerprint(session: Session) -> str | None:
    """With which settings and renderer the stored bytes were rendered; None before the first rebuild."""
    return session.execute(select(_FINGERPRINTS.c.fingerprint)).scalar()


def set_fingerprint(session: Session, value: str) -> None:
    """Store with which settings and renderer the stored bytes were rendered."""
    session.execute(delete(_FINGERPRINTS))
    session.execute(insert(_FINGERPRINTS), [{"fingerprint": value}])


def _values_by_table(indexed: Sequence[IndexedEvent]) -> tuple[list[_Values], ...]:
    """The rows of each read table, in the order of `READ_ROWS`."""
    values: dict[str, list[_Values]] = {table.name: [] for table in _READ_TABLES}
    for row in indexed:
        values[EVENTS.name].append(_event_values(row))
        key = {"event_id": row.stored.event_id, "known_from": row.stored.known_from}
        for table_name, links in _link_values(row).items():
            values[table_name] += [key | link for link in links]
    return tuple(values.values())


def _event_values(row: IndexedEvent) -> _Values:
    stored = row.stored
    values = {name: getattr(stored, name) for name in EVENTS.columns.keys() if hasattr(stored, name)}  # noqa: SIM118
    return values | {
        "title_key": None if stored.title is None else anyascii(stored.title).casefold(),
        "contested": row.contested,
        "deviated": row.deviated,
        "moved": row.moved,
        "inside": row.inside,
        "vevent_zones": orjson.dumps(stored.vevent_zones).decode(),
        "json_bytes": stored.json,
    }


def _link_values(row: IndexedEvent) -> dict[str, list[_Values]]:
    """The rows of each link table without their key; a member that occurs twice is stored once."""
    return {
        table_of(ParentRow).name: [{"parent_id": parent_id} for parent_id in dict.fromkeys(row.parent_ids)],
        table_of(ParticipantRow).name: [
            {"position": position} | field_values(one) for position, one in enumerate(row.participants)
        ],
        table_of(PlaceRow).name: [{"place": place} for place in dict.fromkeys(row.places)],
        table_of(CountryRow).name: [{"country": country} for country in dict.fromkeys(row.countries)],
        table_of(TopicRow).name: [{"topic": topic} for topic in dict.fromkeys(row.topics)],
        table_of(SpeakingSourceRow).name: [
            {"source": source.id, "tier": source.tier} for source in {one.id: one for one in row.sources}.values()
        ],
        table_of(PointRow).name: [
            {"position": position, "latitude": latitude, "longitude": longitude}
            for position, (latitude, longitude) in enumerate(row.points)
        ],
        table_of(WordsRow).name: [{"words": row.words}],
    }
