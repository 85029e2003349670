"""Counts the events that match an `EventQuery` by country, place, participant, kind, year or month.

query + sight -> `matched` (filter columns only, never the rendered bytes) -> joined with what the unit counts and with
the keys of the group -> GROUP BY in the database; for days, a stream of rows in order of key and day. A participant
filter narrows the stays too, through the very conditions of `event_query`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Row,
    Select,
    Table,
    and_,
    case,
    func,
    literal_column,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import Session

from timeline.model.figures.own_days import names_somebody
from timeline.model.figures.statistics import (
    NO_DAYS_AT_PLACES,
    Group,
    KeyCount,
    Span,
    Statistic,
    Unit,
    days_by_period,
    days_in,
    joined_spans,
    periods_of,
    spans_by_period,
    top_rows,
)
from timeline.model.query import EventQuery
from timeline.model.sight import Sight
from timeline.model.vocabulary import IS_THERE, TAKES_PART, EventKind, ParticipantType, Presence, Role
from timeline.store.tables import CountryRow, ParticipantRow, PlaceRow, table_of
from timeline.store.views.event_query import conditions, has_presence, is_asked_participant
from timeline.store.views.public_states import EVENTS, PARENTS, Condition, is_of_state, is_public

_PARTICIPANTS: Final = table_of(ParticipantRow)
_LINKS: Final[Mapping[Group, tuple[Table, str]]] = {
    Group.COUNTRY: (table_of(CountryRow), "country"),
    Group.PLACE: (table_of(PlaceRow), "place"),
    Group.PERSON: (_PARTICIPANTS, "who"),
    Group.ORGANIZATION: (_PARTICIPANTS, "who"),
}
_LOOKED_AT: Final = ("event_id", "known_from", "kind", "first_day", "last_day", "exact")
_DEEPEST: Final = 32
"""Far more than `MAX_PARTS_DEPTH`: the walk ends even over rows that form a cycle and should not exist."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """The rows to count, joined from these tables: the key under which each row counts and the thing that it counts.

    `days` has the columns first_day, last_day and exact: those of the event, or of a participant.
    """

    source: FromClause
    matched: CTE
    key: ColumnElement[Any]
    thing: ColumnElement[Any]
    wanted: tuple[Condition, ...]
    days: FromClause

    def select(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """These columns of the rows that count."""
        return select(*columns).select_from(self.source).where(*self.wanted)


def count_events(session: Session, query: EventQuery, group: Group, unit: Unit, *, sight: Sight) -> Statistic:
    """The statistic of the public events that match; memory does not grow with their number."""
    matched = select(*(EVENTS.c[name] for name in _LOOKED_AT)).where(*conditions(query, sight)).cte("matched")
    counted = _joined(matched, query, group, unit, sight)
    rows, is_cut = _rows(session, counted, group, unit)
    total = session.execute(select(func.count()).select_from(matched)).scalar_one()
    adding = session.execute(counted.select(func.count(matched.c.event_id.distinct()))).scalar_one()
    return Statistic(rows=rows, uncounted=int(total) - int(adding), is_cut=is_cut)


def stream_exact_days(session: Session, query: EventQuery, *, sight: Sight) -> Iterator[tuple[str, Span]]:
    """The id and the days of each public event that matches, if both days are known exactly, in order of id and day.

    The days are those that the unit `days` counts by year, so an event may have several of them.
    """
    matched = select(*(EVENTS.c[name] for name in _LOOKED_AT)).where(*conditions(query, sight)).cte("matched")
    counted = _joined(matched, query, Group.YEAR, Unit.DAYS, sight)
    columns = (matched.c.event_id, counted.days.c.first_day, counted.days.c.last_day)
    statement = counted.select(*columns).order_by(*columns)
    return ((row.event_id, Span(row.first_day, row.last_day)) for row in _stream(session, statement))


def _joined(matched: CTE, query: EventQuery, group: Group, unit: Unit, sight: Sight) -> _Counted:
    if unit is Unit.STAYS:
        return _keyed(_stays(matched, query), group)
    if unit is Unit.TRIPS:
        trips = _topmost_trips(matched, sight)
        source = matched.join(trips, trips.c.leaf == matched.c.event_id)
        return _keyed(_Counted(source, matched, matched.c.kind, trips.c.trip, (), matched), group)
    if unit is Unit.DAYS:
        return _days_known(_keyed(_with_days(matched, query, group), group), group)
    return _keyed(_Counted(matched, matched, matched.c.kind, matched.c.event_id, (), matched), group)


def _with_days(matched: CTE, query: EventQuery, group: Group) -> _Counted:
    """The matched events with the days that count: of those whom the query names, else of the event.

    By participant, each one has days of their own, so `_keyed` gives those.
    """
    whole = _Counted(matched, matched, matched.c.kind, matched.c.event_id, (), matched)
    if group.is_participant or not names_somebody(query):
        return whole
    asked = _PARTICIPANTS.alias("asked")
    takes_part = IS_THERE if group in (Group.COUNTRY, Group.PLACE) else TAKES_PART
    came = (has_presence(takes_part, asked), *is_asked_participant(query, asked))
    return replace(whole, source=matched.join(asked, is_of_state(asked, matched)), wanted=came, days=asked)


def _days_known(counted: _Counted, group: Group) -> _Counted:
    """Both days are known exactly. At places, some kinds have no days."""
    kind, days = counted.matched.c.kind, counted.days
    is_stay = or_(kind.is_(None), kind.not_in(NO_DAYS_AT_PLACES))
    is_at_place = (is_stay,) if group in (Group.COUNTRY, Group.PLACE) else ()
    came = (has_presence(TAKES_PART, days),) if group.is_participant else ()
    return replace(counted, wanted=(*counted.wanted, _has_days(days), days.c.exact.is_(True), *is_at_place, *came))


def _stays(matched: CTE, query: EventQuery) -> _Counted:
    """One row for each participant who attended a visit, with the participant as the key; a host was at home."""
    stays = _PARTICIPANTS.alias("stays")
    came = (stays.c.presence == Presence.ATTENDED, stays.c.role.is_distinct_from(Role.HOST))
    wanted = (matched.c.kind == EventKind.VISIT, *came, *is_asked_participant(query, stays))
    return _Counted(matched.join(stays, is_of_state(stays, matched)), matched, stays.c.who, stays.c.type, wanted, stays)


def _keyed(counted: _Counted, group: Group) -> _Counted:
    """The same rows, each once for every key of its event in the group (of a stay: its participant)."""
    matched = counted.matched
    if group.is_period:
        return replace(counted, wanted=(*counted.wanted, _has_days(counted.days)))
    if group is Group.KIND:
        return replace(counted, key=matched.c.kind, wanted=(*counted.wanted, matched.c.kind.is_not(None)))
    if group.is_participant and counted.key is not matched.c.kind:  # a stay is its participant's only
        return replace(counted, wanted=(*counted.wanted, counted.thing == ParticipantType(group.value)))
    table, name = _LINKS[group]
    keys = table.alias("keys")
    of_type = (keys.c.type == ParticipantType(group.value),) if group.is_participant else ()
    return replace(
        counted,
        source=counted.source.join(keys, is_of_state(keys, matched)),
        key=keys.c[name],
        wanted=(*counted.wanted, *of_type),
        days=keys if group.is_participant else counted.days,
    )


def _has_days(days: FromClause) -> Condition:
    return and_(days.c.first_day.is_not(None), days.c.last_day.is_not(None))


def _topmost_trips(matched: CTE, sight: Sight) -> FromClause:
    """(leaf, trip): for each matched event the topmost trips above it or itself, one on each way upwards."""
    parent, above = EVENTS.alias("parent"), EVENTS.alias("above")
    climb = select(
        matched.c.event_id.label("leaf"),
        matched.c.event_id,
        matched.c.known_from,
        case((matched.c.kind == EventKind.TRIP, matched.c.event_id)).label("trip"),
        literal_column("0").label("height"),
    ).cte("climb", recursive=True)
    higher = (
        select(
            climb.c.leaf,
            parent.c.event_id,
            parent.c.known_from,
            case((parent.c.kind == EventKind.TRIP, parent.c.event_id), else_=climb.c.trip),
            climb.c.height + 1,
        )
        .join(PARENTS, is_of_state(PARENTS, climb))
        .join(parent, parent.c.event_id == PARENTS.c.parent_id)
        .where(is_public(sight, parent), climb.c.height < _DEEPEST)
    )
    climb = climb.union(higher)  # not all: ways that meet again are followed once
    goes_on = (
        select(PARENTS.c.parent_id)
        .join(above, above.c.event_id == PARENTS.c.parent_id)
        .where(is_of_state(PARENTS, climb), is_public(sight, above))
        .exists()
    )
    ends = select(climb.c.leaf, climb.c.trip).where(climb.c.trip.is_not(None), not_(goes_on))
    return ends.distinct().subquery("trips")


def _rows(session: Session, counted: _Counted, group: Group, unit: Unit) -> tuple[tuple[KeyCount, ...], bool]:
    if unit is Unit.DAYS:
        return top_rows(_days(session, counted, group))
    if group.is_period:
        count = _trips_by_period if unit is Unit.TRIPS else _by_period
        return top_rows(count(session, counted, group))
    number = func.count(counted.thing.distinct()) if unit is Unit.TRIPS else func.count()
    statement = counted.select(counted.key.label("key"), number.label("number")).group_by(counted.key)
    return top_rows({row.key: int(row.number) for row in session.execute(statement)})


def _by_period(session: Session, counted: _Counted, group: Group) -> Mapping[str, int]:
    days = (counted.days.c.first_day, counted.days.c.last_day)
    statement = counted.select(*days, func.count().label("number")).group_by(*days)
    spans = ((Span(row.first_day, row.last_day), int(row.number)) for row in _stream(session, statement))
    return spans_by_period(spans, group)


def _trips_by_period(session: Session, counted: _Counted, group: Group) -> Mapping[str, int]:
    """Each trip once in each period, however many of its events touch it."""
    first_day, last_day = counted.days.c.first_day, counted.days.c.last_day
    statement = counted.select(counted.thing.label("key"), first_day, last_day).order_by(counted.thing, first_day)
    spans = (
        (span, 1)
        for _, rows in groupby(_stream(session, statement), key=lambda row: row.key)
        for span in periods_of(_spans(rows), group)
    )
    return spans_by_period(spans, group)


def _days(session: Session, counted: _Counted, group: Group) -> Mapping[str, int]:
    first_day, last_day = counted.days.c.first_day, counted.days.c.last_day
    if group.is_period:
        statement = counted.select(first_day, last_day).order_by(first_day)
        return days_by_period(joined_spans(_spans(_stream(session, statement))), group)
    statement = counted.select(counted.key.label("key"), first_day, last_day).order_by(counted.key, first_day)
    return {
        key: sum(days_in(span) for span in joined_spans(_spans(rows)))
        for key, rows in groupby(_stream(session, statement), key=lambda row: row.key)
    }


def _spans(rows: Iterable[Row[Any]]) -> Iterator[Span]:
    return (Span(row.first_day, row.last_day) for row in rows)


def _stream(session: Session, statement: Select[Any]) -> Iterator[Row[Any]]:
    return iter(session.execute(statement.execution_options(yield_per=1_000)))
