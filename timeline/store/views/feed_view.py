"""What a feed asks of the store besides its events: when it changed last, which days it reaches, what is part of what.

`EventQuery` + instants -> one number or one small mapping. Last-Modified may never go back, so what left a feed has to
be remembered: the revision log is append-only and `newest_change` replays from it what the public saw (R10: nothing
that was replaced before its time counts).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select, true

from timeline.model.catalogue.entries import Catalogue
from timeline.model.query import EventQuery
from timeline.model.sight import Public
from timeline.model.vocabulary import Status
from timeline.store.engine.sessions import Session
from timeline.store.logs.change_log import pending_changes
from timeline.store.logs.write_log import chunks
from timeline.store.tables import ChangeRow, RevisionRow, table_of
from timeline.store.views.event_query import conditions
from timeline.store.views.public_states import EVENTS, is_public

_REVISIONS: Final = table_of(RevisionRow)
_CHANGES: Final = table_of(ChangeRow)
_CALLED_OFF: Final = (Status.CANCELLED, Status.WITHDRAWN)
_MOST_PLACES: Final = 200
"""Places looked for one by one; a filter that takes more is not looked at (it only makes Last-Modified later)."""

_Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Standing:
    """What an event is and which public event it is part of."""

    kind: str | None
    part_of_id: str | None


def load_lineage(session: Session, event_ids: Iterable[str], *, sight: Public) -> dict[str, Standing]:
    """These events and everything above them at that instant, by id; removed events too."""
    found: dict[str, Standing] = {}
    wanted = set(event_ids)
    while wanted:
        rows: dict[str, Standing] = {}
        for chunk in chunks(sorted(wanted)):
            statement = select(EVENTS.c.event_id, EVENTS.c.kind, EVENTS.c.part_of_id).where(
                is_public(sight, with_removed=True), EVENTS.c.event_id.in_(chunk)
            )
            rows |= {row.event_id: Standing(row.kind, row.part_of_id) for row in session.execute(statement)}
        found |= rows
        wanted = {one.part_of_id for one in rows.values() if one.part_of_id is not None} - found.keys()
    return found


def newest_day_taking_place(
    session: Session, query: EventQuery, *, sight: Public, before: date, every_date: bool = False
) -> date | None:
    """The latest last day before `before` among what takes place and can stand in a calendar; None if there is none.

    With `every_date` vague dates that are usually left out count too.
    """
    takes_place = and_(EVENTS.c.removed.is_(False), or_(EVENTS.c.status.is_(None), EVENTS.c.status.not_in(_CALLED_OFF)))
    has_entry: _Condition = true() if every_date else func.length(EVENTS.c.vevent) > 0
    return _newest_day(session, query, sight, before, takes_place, has_entry)


def newest_day_called_off(session: Session, query: EventQuery, *, sight: Public, before: date) -> date | None:
    """The latest last day before `before` among what was cancelled, withdrawn or removed; None if there is none."""
    called_off = or_(EVENTS.c.removed.is_(True), EVENTS.c.status.in_(_CALLED_OFF))
    return _newest_day(session, query, sight, before, called_off)


def _newest_day(session: Session, query: EventQuery, sight: Public, before: date, *wanted: _Condition) -> date | None:
    last_day = func.coalesce(EVENTS.c.last_day, EVENTS.c.first_day)
    found = conditions(query, sight, with_removed=True)
    day: date | None = session.execute(select(func.max(last_day)).where(*found, *wanted, last_day < before)).scalar()
    return day


def newest_change(
    session: Session,
    query: EventQuery,
    catalogue: Catalogue | None,
    *,
    after: datetime | None,
    until: datetime,
) -> datetime | None:
    """The last instant up to `until` at which an event changed that the query may have found at some time.

    It may be later than the last change of what the query finds (days, tier and the like are not looked at), never
    earlier; without a catalogue every event is looked at. None if nothing changed after `after`.
    """
    ever = and_(true(), *([] if catalogue is None else _mentions(query, catalogue)))
    newest = _newest_of_all(session, query, until)
    for chunk in chunks(_changed_events(session, ever, after, until)):
        if newest is not None and chunk[0][1] <= newest:
            break  # they come newest first
        for rows in _revisions_of(session, [event_id for event_id, _ in chunk], ever).values():
            changed_at = _last_seen_change(rows, until)
            if changed_at is not None and (newest is None or changed_at > newest):
                newest = changed_at
    return newest


def _changed_events(
    session: Session, ever: _Condition, after: datetime | None, until: datetime
) -> list[tuple[str, datetime]]:
    """Events with a revision that can have come into force in (after, until] and one that the filters mention.

    With each the last such instant, the newest first.
    """
    later, mentioned = _REVISIONS.alias("later"), _REVISIONS
    is_new = true() if after is None else or_(later.c.recorded_at > after, later.c.known_from > after)
    is_mentioned = exists(
        select(mentioned.c.seq).where(
            mentioned.c.event_id == later.c.event_id,
            mentioned.c.known_from <= until,
            mentioned.c.shown.is_not(None),
            ever,
        )
    )
    in_force_at = case((later.c.recorded_at > later.c.known_from, later.c.recorded_at), else_=later.c.known_from)
    newest = func.max(in_force_at)
    statement = (
        select(later.c.event_id, newest)
        .where(later.c.recorded_at <= until, later.c.known_from <= until, is_new, is_mentioned)
        .group_by(later.c.event_id)
        .order_by(newest.desc(), later.c.event_id)
    )
    return [(event_id, changed_at) for event_id, changed_at in session.execute(statement)]


def _revisions_of(session: Session, event_ids: Sequence[str], ever: _Condition) -> Mapping[str, list[Any]]:
    """The revisions of each event in storing order, without their snapshots; `matches`: the filters mention it."""
    columns = _REVISIONS.c
    statement = select(
        columns.event_id,
        columns.number,
        columns.known_from,
        columns.recorded_at,
        case((and_(columns.shown.is_not(None), ever), 1), else_=0).label("matches"),
        case((columns.shown.is_not(None), 1), else_=0).label("is_shown"),
    )
    found: dict[str, list[Any]] = defaultdict(list)
    for row in session.execute(statement.where(columns.event_id.in_(event_ids)).order_by(columns.seq)):
        found[row.event_id].append(row)
    return found


def _last_seen_change(rows: Sequence[Any], until: datetime) -> datetime | None:
    """When what the public saw of an event changed last; None if it never saw anything that the filters mention."""
    moments = sorted({max(row.recorded_at, row.known_from) for row in rows})
    seen: int | None = None
    changed_at: datetime | None = None
    was_found = False
    for moment in (moment for moment in moments if moment <= until):
        in_force = {row.known_from: row for row in rows if row.recorded_at <= moment and row.known_from <= moment}
        current = in_force[max(in_force)]
        shown = current.number if current.is_shown else None
        if shown != seen:
            seen, changed_at = shown, moment
        was_found = was_found or bool(current.matches)
    return changed_at if was_found else None


def _mentions(query: EventQuery, catalogue: Catalogue) -> Iterator[_Condition]:
    """What the snapshot of a revision holds if the query can find it: one condition for each filter by name."""
    if query.trip:
        return  # an event leaves it when something above it does
    for slugs in (query.person, query.organization):
        if slugs:
            yield _holds_one_of(f'"who":"{slug}"' for slug in slugs)
    if query.topic:
        yield _holds_one_of(f'"{slug}"' for slug in query.topic)
    found = ((query.place, _places_in(catalogue, query.place)), (query.country, _places_of(catalogue, query.country)))
    for asked, places in found:
        if asked and len(places) <= _MOST_PLACES:
            yield _holds_one_of(f'"slug":"{slug}"' for slug in places)


def _holds_one_of(texts: Iterable[str]) -> _Condition:
    return or_(false(), *(_REVISIONS.c.shown.contains(text, autoescape=True) for text in texts))


def _places_in(catalogue: Catalogue, outer: Sequence[str]) -> list[str]:
    """The places asked for and everything inside them."""
    return [
        slug for slug in sorted({*catalogue.places, *outer}) if outer and _chain(catalogue, slug).intersection(outer)
    ]


def _places_of(catalogue: Catalogue, codes: Sequence[str]) -> list[str]:
    """The places that have one of these codes or lie in one that has."""
    coded = {slug for slug, place in catalogue.places.items() if place.country in codes}
    return [slug for slug in sorted(catalogue.places) if coded and coded & _chain(catalogue, slug)]


def _chain(catalogue: Catalogue, slug: str) -> set[str]:
    return {slug, *(catalogue.ancestors(slug) if slug in catalogue.places else ())}


def _newest_of_all(session: Session, query: EventQuery, until: datetime) -> datetime | None:
    """When anything public changed last, for a query by source or tier; else None.

    A report that only confirms changes what its source is found by, and makes no revision (R12).
    """
    if not query.source and not query.tier:
        return None
    lifts = pending_changes(session, until=until)
    if lifts:
        return lifts[-1].at
    found: datetime | None = session.execute(select(func.max(_CHANGES.c.at)).where(_CHANGES.c.at <= until)).scalar()
    return found
