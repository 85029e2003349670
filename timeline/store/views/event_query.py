"""`EventQuery` -> SQL conditions on the read tables: one entry in `FILTERS` for each filter.

query + sight -> `is_public` (the states public then) and the conditions of each filter -> a list for WHERE. Filters
look into the link tables by IN, so that a page is one statement however many events it has. The module refuses to
load if `FILTERS` and `EventQuery` name different filters, so that no filter can be accepted and ignored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, FromClause, Select, and_, false, func, or_, select, true, tuple_, union

from timeline.model.figures.own_days import names_somebody
from timeline.model.query import EventQuery, check_filters
from timeline.model.search import read_search
from timeline.model.sight import Sight
from timeline.model.vocabulary import TAKES_PART, AskedPresence, ParticipantType, Status
from timeline.store.logs.filing_log import select_survivors
from timeline.store.tables import (
    CountryRow,
    ParticipantRow,
    PlaceRow,
    PointRow,
    SpeakingSourceRow,
    TopicRow,
    table_of,
)
from timeline.store.views.public_states import EVENTS, PARENTS, Condition, is_of_state, is_public
from timeline.store.views.search import WORDS, has_words

_PARTICIPANTS: Final = table_of(ParticipantRow)
_PLACES: Final = table_of(PlaceRow)
_COUNTRIES: Final = table_of(CountryRow)
_TOPICS: Final = table_of(TopicRow)
_SOURCES: Final = table_of(SpeakingSourceRow)
_POINTS: Final = table_of(PointRow)
_POLE: Final = 90.0
_IS_UNDER_WAY: Final = EVENTS.c.status == Status.UNDER_WAY

IsVisible = Callable[[FromClause], Condition]
"""Whether the rows of the event table, or of an alias of it, are among those that the query looks at."""

Filter = Callable[[EventQuery, IsVisible], Iterator[Condition]]
"""The conditions on a state, all of which have to be true; none if the query does not use the filter."""


def conditions(query: EventQuery, sight: Sight, *, with_removed: bool = False) -> list[Condition]:
    """The conditions on a state that matches the query, all of which have to be true; `query.sort` is not used.

    `with_removed` adds events that left the public view.
    """
    is_visible = partial(is_public, sight, with_removed=with_removed)
    return [is_visible(EVENTS), *chain.from_iterable(one(query, is_visible) for one in FILTERS.values())]


def has_key(keys: Sequence[str], events: FromClause = EVENTS) -> Condition:
    """True for events with one of these ids or slugs, and for the event with which a merged one lives on (R14).

    The key of a merged event leads on only if that event was public once; otherwise it would reveal it (R10).
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


def is_asked_participant(query: EventQuery, participants: FromClause) -> Iterator[Condition]:
    """The conditions on a participant whom the query asks for: one of those named, in the role and with the presence.

    None if the query names no participant, role or presence.
    """
    named = [
        and_(participants.c.type == kind, participants.c.who.in_(slugs)) for kind, slugs in _named_participants(query)
    ]
    if named:
        yield or_(*named)
    yield from _takes_part(query, participants)


def _named_participants(query: EventQuery) -> Iterator[tuple[ParticipantType, Sequence[str]]]:
    if query.person:
        yield ParticipantType.PERSON, query.person
    if query.organization:
        yield ParticipantType.ORGANIZATION, query.organization


def _takes_part(query: EventQuery, participants: FromClause) -> Iterator[Condition]:
    if query.role:
        yield participants.c.role.in_(query.role)
    if query.presence:
        yield has_presence(query.presence, participants)


def has_presence(asked: Sequence[AskedPresence], participants: FromClause) -> Condition:
    """One of the presences asked for."""
    presence: ColumnElement[str] = participants.c.presence
    if AskedPresence.ANY in asked:
        return true()
    told = presence.in_([word for word in asked if word is not AskedPresence.UNKNOWN])
    return or_(told, presence.is_(None)) if AskedPresence.UNKNOWN in asked else told


def _touches(query: EventQuery, days: FromClause, is_under_way: Condition) -> Iterator[Condition]:
    """Bounds that touch the window, which are no condition without a window; without any bound, in no window.

    An open beginning is infinite; an open end only while the event is under way, else the first day stands alone.
    """
    if query.first_day is None and query.last_day is None:
        return
    yield or_(days.c.first_day.is_not(None), days.c.last_day.is_not(None))
    if query.first_day is not None:
        is_open = and_(days.c.last_day.is_(None), is_under_way)
        yield or_(func.coalesce(days.c.last_day, days.c.first_day) >= query.first_day, is_open)
    if query.last_day is not None:
        yield or_(days.c.first_day.is_(None), days.c.first_day <= query.last_day)


def _days(query: EventQuery, _is_visible: IsVisible) -> Iterator[Condition]:
    """The days of the event. Whoever is asked for by name is asked for by their own days: see `_participants`."""
    if not names_somebody(query):
        yield from _touches(query, EVENTS, _IS_UNDER_WAY)


def _participants(query: EventQuery, _is_visible: IsVisible) -> Iterator[Condition]:
    """Role, presence and days apply to the participant named; role and presence to any participant if none is.

    Who is known to have stayed away has no days, unless the query asks for that presence.
    """
    takes_part = [*_takes_part(query, _PARTICIPANTS)]
    named = [*_named_participants(query)]
    if takes_part and not named:
        yield _has_row(_PARTICIPANTS, *takes_part)
    while_under_way = [*_touches(query, _PARTICIPANTS, true())]
    at_other_times = [*_touches(query, _PARTICIPANTS, false())]
    if while_under_way and not query.presence:
        takes_part.append(has_presence(TAKES_PART, _PARTICIPANTS))
    for kind, slugs in named:
        wanted = (_PARTICIPANTS.c.type == kind, _PARTICIPANTS.c.who.in_(slugs), *takes_part)
        yield _has_row(_PARTICIPANTS, *wanted, *while_under_way)
        if query.first_day is not None:  # the state alone knows whether it is under way
            yield or_(_IS_UNDER_WAY, _has_row(_PARTICIPANTS, *wanted, *at_other_times))


def _column(field: str, column: Column[Any]) -> Filter:
    """A filter by a column of the event table: one of the values in this field of the query."""

    def is_one_of(query: EventQuery, _is_visible: IsVisible) -> Iterator[Condition]:
        values: Sequence[str] = getattr(query, field)
        if values:
            yield column.in_(values)

    return is_one_of


def _flag(field: str, column: Column[Any]) -> Filter:
    """A filter by a column of true and false, as in this field of the query; not known counts as false."""

    def is_set(query: EventQuery, _is_visible: IsVisible) -> Iterator[Condition]:
        wanted: bool | None = getattr(query, field)
        if wanted is not None:
            yield column.is_(wanted) if wanted else column.is_not(true())

    return is_set


def _updated_since(query: EventQuery, _is_visible: IsVisible) -> Iterator[Condition]:
    """What is shown changed after the instant, which is exclusive."""
    if query.updated_since is not None:
        yield EVENTS.c.updated_at > query.updated_since


def _linked(field: str, column: Column[Any]) -> Filter:
    """A filter by a column of a link table: the state has a row with one of the values in this field of the query."""

    def has_one_of(query: EventQuery, _is_visible: IsVisible) -> Iterator[Condition]:
        values: Sequence[str] = getattr(query, field)
        if values:
            yield _has_row(column.table, column.in_(values))

    return has_one_of


def _search(query: EventQuery, _is_visible: IsVisible) -> Iterator[Condition]:
    """The words of the state itself, found with one look into the index; hits are not ranked.

    For a word that every row has, PostgreSQL reads the list in its order and stops when the page is full; SQLite
    collects all hits first (about 4 ms for a thousand), as it does for a place in which everything happens. A count
    reads all hits on both. A search with only minus words asks the index what to leave out; on PostgreSQL it reads
    every line of words.
    """
    search = read_search(query.q or "")
    if not search.is_blank:
        yield _has_row(WORDS, *has_words(search))


def _inside(query: EventQuery, _is_visible: IsVisible) -> Iterator[Condition]:
    """A point inside the box, edges included. The poles lie on every meridian; 180 and -180 are the same one."""
    if query.bbox is None:
        return
    box, longitude = query.bbox, _POINTS.c.longitude
    spans = [(box.west, box.east)] if box.west <= box.east else [(box.west, 180.0), (-180.0, box.east)]
    spans += [(-edge, -edge) for edge in (180.0, -180.0) if any(edge in span for span in spans)]
    is_between = or_(*(longitude.between(west, east) for west, east in spans), func.abs(_POINTS.c.latitude) == _POLE)
    yield _has_row(_POINTS, _POINTS.c.latitude.between(box.south, box.north), is_between)


def _trip(query: EventQuery, is_visible: IsVisible) -> Iterator[Condition]:
    """The events named and everything under them, as far as the query looks at them."""
    if query.trip:
        yield EVENTS.c.event_id.in_(_with_parts(query.trip, is_visible))


def _with_parts(keys: Sequence[str], is_visible: IsVisible) -> Select[tuple[str]]:
    top = EVENTS.alias("top")
    part = EVENTS.alias("part")
    under = select(top.c.event_id).where(is_visible(top), has_key(keys, top)).cte("under", recursive=True)
    parts = (
        select(part.c.event_id)
        .join(PARENTS, is_of_state(PARENTS, part))
        .join(under, PARENTS.c.parent_id == under.c.event_id)
        .where(is_visible(part))
    )
    return select(under.union(parts).c.event_id)


def _has_row(table: FromClause, *wanted: Condition) -> Condition:
    """True if this link table has a row of the state that fulfils all of it; the database may begin on either side."""
    linked = select(table.c.event_id, table.c.known_from).where(*wanted)
    return tuple_(EVENTS.c.event_id, EVENTS.c.known_from).in_(linked)


FILTERS: Final[Mapping[tuple[str, ...], Filter]] = {
    ("first_day", "last_day"): _days,
    ("person", "organization", "role", "presence"): _participants,
    ("place",): _linked("place", _PLACES.c.place),
    ("country",): _linked("country", _COUNTRIES.c.country),
    ("topic",): _linked("topic", _TOPICS.c.topic),
    ("source",): _linked("source", _SOURCES.c.source),
    ("tier",): _linked("tier", _SOURCES.c.tier),
    ("kind",): _column("kind", EVENTS.c.kind),
    ("status",): _column("status", EVENTS.c.status),
    ("rank",): _column("rank", EVENTS.c.rank),
    ("mode",): _column("mode", EVENTS.c.mode),
    ("series",): _column("series", EVENTS.c.series),
    ("contested",): _flag("contested", EVENTS.c.contested),
    ("deviated",): _flag("deviated", EVENTS.c.deviated),
    ("moved",): _flag("moved", EVENTS.c.moved),
    ("exact",): _flag("exact", EVENTS.c.exact),
    ("updated_since",): _updated_since,
    ("q",): _search,
    ("bbox",): _inside,
    ("trip",): _trip,
}
"""The filter for these fields of `EventQuery`; fields that only make sense together have one filter."""

check_filters(chain.from_iterable(FILTERS), table="FILTERS in timeline/store/views/event_query.py")
