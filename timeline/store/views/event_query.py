"""Turns an `EventQuery` into one SQL statement over the read tables; knows no session and no rows.

query + instant -> `holding` (the states publicly known then) and `conditions` (one per filter) -> `ordered` (sort and
keyset position). Filters look into the link tables by IN, so that a page is one statement however many events it
has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    func,
    or_,
    select,
    true,
    tuple_,
    union,
)

from timeline.errors import InvalidCursor
from timeline.model.query import EventQuery, Position, Sort
from timeline.model.search import read_search
from timeline.model.sight import Public
from timeline.model.vocabulary import ParticipantType
from timeline.store.logs.filing_log import select_survivors
from timeline.store.tables import (
    CountryRow,
    EventRow,
    ParticipantRow,
    PlaceRow,
    PointRow,
    SpeakingSourceRow,
    TopicRow,
    table_of,
)
from timeline.store.views.search import WORDS, holds_words

EVENTS: Final = table_of(EventRow)
_PARTICIPANTS: Final = table_of(ParticipantRow)
_PLACES: Final = table_of(PlaceRow)
_COUNTRIES: Final = table_of(CountryRow)
_TOPICS: Final = table_of(TopicRow)
_SOURCES: Final = table_of(SpeakingSourceRow)
_POINTS: Final = table_of(PointRow)
_POLE: Final = 90.0

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class _SortKey:
    """A column to sort by and how its values are spelled in a position."""

    column: str
    descending: bool
    write: Callable[[Any], str]
    read: Callable[[str], Any]


def _iso(moment: date) -> str:
    return moment.isoformat()


def _read_instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found.astimezone(UTC)


_SORT_KEYS: Final[Mapping[Sort, _SortKey]] = {
    Sort.START: _SortKey("first_day", descending=False, write=_iso, read=date.fromisoformat),
    Sort.START_DESCENDING: _SortKey("first_day", descending=True, write=_iso, read=date.fromisoformat),
    Sort.UPDATED: _SortKey("updated_at", descending=False, write=_iso, read=_read_instant),
    Sort.UPDATED_DESCENDING: _SortKey("updated_at", descending=True, write=_iso, read=_read_instant),
    Sort.TITLE: _SortKey("title_key", descending=False, write=str, read=str),
}


def holding(sight: Public, events: FromClause = EVENTS, *, with_removed: bool = False) -> Condition:
    """The states that the public sees: known by then and not yet replaced; removed events only if asked for."""
    return holding_at(sight.at, events, with_removed=with_removed)


def holding_at(
    at: datetime | BindParameter[Any], events: FromClause = EVENTS, *, with_removed: bool = False
) -> Condition:
    """The same for an instant that is filled in later: for statements that are put together once."""
    known = and_(events.c.known_from <= at, or_(events.c.known_to.is_(None), events.c.known_to > at))
    return known if with_removed else and_(known, events.c.removed.is_(False))


def is_named(keys: Sequence[str], events: FromClause = EVENTS) -> Condition:
    """Events with one of these ids or slugs, or in which the event of that id or slug lives on (R14).

    The name of a merged event leads on only if the public saw that event once; else it would tell of it (R10).
    """
    named, seen = EVENTS.alias("named"), EVENTS.alias("seen")
    by_id = select(named.c.event_id).where(named.c.event_id.in_(keys))
    by_slug = select(named.c.event_id).where(named.c.slug.in_(keys))
    once_public = union(
        select(seen.c.event_id).where(seen.c.removed, seen.c.event_id.in_(keys)),
        select(seen.c.slug).where(seen.c.removed, seen.c.slug.in_(keys)),
    )
    merged = select_survivors(keys).subquery()
    survivors = select(merged.c.id).where(merged.c.key.in_(once_public))
    return events.c.event_id.in_(union(by_id, by_slug, survivors))  # with OR, PostgreSQL would read the whole table


def conditions(query: EventQuery, sight: Public, *, with_removed: bool = False) -> list[Condition]:
    """What a state has to fulfil, all of it; `query.sort` is not looked at."""
    return [
        holding(sight, with_removed=with_removed),
        *_days(query),
        *_participants(query),
        *_members(query),
        *_own_columns(query),
        *_search(query),
        *_inside(query),
        *([EVENTS.c.event_id.in_(_with_parts(query.trip, sight, with_removed=with_removed))] if query.trip else []),
    ]


def ordered(statement: Select[Any], sort: Sort, after: Position | None) -> Select[Any]:
    """The statement sorted, ties by event id in the same direction, rows without a key last, after the position.

    Raises InvalidCursor if the position's key is not spelled as this sort order spells it.
    """
    key = _SORT_KEYS[sort]
    column = EVENTS.c[key.column]
    if after is not None:
        statement = statement.where(_comes_after(column, key, after))
    if key.descending:
        return statement.order_by(column.desc().nulls_last(), EVENTS.c.event_id.desc())
    return statement.order_by(column.asc().nulls_last(), EVENTS.c.event_id.asc())


def position_of(row: Any, sort: Sort) -> Position:
    """The position of a row that was read with all columns of the read table."""
    key = _SORT_KEYS[sort]
    value = row._mapping[key.column]
    return Position(key=None if value is None else key.write(value), event_id=row.event_id)


def _comes_after(column: ColumnElement[Any], key: _SortKey, after: Position) -> Condition:
    event_id = EVENTS.c.event_id
    has_later_id = event_id < after.event_id if key.descending else event_id > after.event_id
    if after.key is None:
        return and_(column.is_(None), has_later_id)
    try:
        value = key.read(after.key)
    except (ValueError, OverflowError):
        raise InvalidCursor from None
    if key.write(value) != after.key:
        raise InvalidCursor
    further = column < value if key.descending else column > value
    return or_(further, and_(column == value, has_later_id), column.is_(None))


def _days(query: EventQuery) -> Iterator[Condition]:
    """Bounds that touch the window; an open bound is infinite, no bound at all lies in no window."""
    if query.first_day is None and query.last_day is None:
        return
    yield or_(EVENTS.c.first_day.is_not(None), EVENTS.c.last_day.is_not(None))
    if query.first_day is not None:
        yield or_(EVENTS.c.last_day.is_(None), EVENTS.c.last_day >= query.first_day)
    if query.last_day is not None:
        yield or_(EVENTS.c.first_day.is_(None), EVENTS.c.first_day <= query.last_day)


def _participants(query: EventQuery) -> Iterator[Condition]:
    """Role and presence apply to the very participant asked for; to anybody if nobody is."""
    taking_part: list[Condition] = []
    if query.role:
        taking_part.append(_PARTICIPANTS.c.role.in_(query.role))
    if query.presence:
        taking_part.append(_PARTICIPANTS.c.presence.in_(query.presence))
    asked = ((ParticipantType.PERSON, query.person), (ParticipantType.ORGANIZATION, query.organization))
    for kind, slugs in asked:
        if slugs:
            is_asked = and_(_PARTICIPANTS.c.type == kind, _PARTICIPANTS.c.who.in_(slugs))
            yield _has(_PARTICIPANTS, is_asked, *taking_part)
    if taking_part and not query.person and not query.organization:
        yield _has(_PARTICIPANTS, *taking_part)


def _members(query: EventQuery) -> Iterator[Condition]:
    asked: tuple[tuple[Table, str, Sequence[str]], ...] = (
        (_PLACES, "place", query.place),
        (_COUNTRIES, "country", query.country),
        (_TOPICS, "topic", query.topic),
        (_SOURCES, "source", query.source),
        (_SOURCES, "tier", query.tier),
    )
    for table, column, values in asked:
        if values:
            yield _has(table, table.c[column].in_(values))


def _own_columns(query: EventQuery) -> Iterator[Condition]:
    if query.kind:
        yield EVENTS.c.kind.in_(query.kind)
    if query.status:
        yield EVENTS.c.status.in_(query.status)
    for name in ("contested", "deviated", "exact"):
        wanted: bool | None = getattr(query, name)
        if wanted is not None:
            yield EVENTS.c[name].is_(wanted) if wanted else EVENTS.c[name].is_not(true())


def _search(query: EventQuery) -> Iterator[Condition]:
    """The words of the very state that holds, by one look into the index; not ranked, in the order of the list.

    A word that every row has: PostgreSQL reads the list in its order and stops when the page is full. SQLite collects
    all hits first (about 4 ms for a thousand), as for a place in which everything happens. A count reads all hits on
    both. A search with nothing but minuses asks the index for what to leave out, on PostgreSQL each line of words.
    """
    search = read_search(query.q or "")
    if not search.is_blank:
        yield _has(WORDS, *holds_words(search))


def _inside(query: EventQuery) -> Iterator[Condition]:
    """A point inside the box, edges included; the poles lie on every meridian, 180 and -180 are one."""
    if query.bbox is None:
        return
    box, longitude = query.bbox, _POINTS.c.longitude
    spans = [(box.west, box.east)] if box.west <= box.east else [(box.west, 180.0), (-180.0, box.east)]
    spans += [(-edge, -edge) for edge in (180.0, -180.0) if any(edge in span for span in spans)]
    is_between = or_(*(longitude.between(west, east) for west, east in spans), func.abs(_POINTS.c.latitude) == _POLE)
    yield _has(_POINTS, _POINTS.c.latitude.between(box.south, box.north), is_between)


def _has(table: Table, *wanted: Condition) -> Condition:
    """The state has a row in this link table that fulfils all of it; the database may begin with either side."""
    linked = select(table.c.event_id, table.c.known_from).where(*wanted)
    return tuple_(EVENTS.c.event_id, EVENTS.c.known_from).in_(linked)


def _with_parts(keys: Sequence[str], sight: Public, *, with_removed: bool) -> Select[tuple[str]]:
    """The ids of these events and of everything under them, as far as it is public at that instant (or removed)."""
    top = EVENTS.alias("top")
    part = EVENTS.alias("part")
    under = (
        select(top.c.event_id)
        .where(holding(sight, top, with_removed=with_removed), is_named(keys, top))
        .cte("under", recursive=True)
    )
    is_held = holding(sight, part, with_removed=with_removed)
    parts = select(part.c.event_id).join(under, part.c.part_of_id == under.c.event_id).where(is_held)
    return select(under.union(parts).c.event_id)
