"""When the events of a feed changed last, for its Last-Modified (docs/FEEDS.md, HTTP).

`EventQuery` + `FILTER_RULES` -> the events that the query can have matched at any time -> their revisions -> the last
instant at which what the public saw of one of them changed. Last-Modified never goes back, so what left a feed still
counts: the revision log is append-only and is replayed. A revision that was replaced before it came into force was
never public and does not count (R10).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select, true

from timeline.model.catalogue.entries import Catalogue
from timeline.model.query import EventQuery, check_filters
from timeline.store.engine.sessions import Session
from timeline.store.logs.change_log import pending_changes
from timeline.store.logs.write_log import chunks
from timeline.store.tables import ChangeRow, RevisionRow, table_of

_REVISIONS: Final = table_of(RevisionRow)
_CHANGES: Final = table_of(ChangeRow)
_MOST_PLACES: Final = 200
"""Places that one statement looks for; a filter that covers more is ignored, which only makes Last-Modified later."""

_Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class ByMention:
    """The feed moves with every event of which a revision mentioned one of the filter's values.

    `condition` makes the SQL condition on that revision from the values; None means "ignore this filter".
    """

    condition: Callable[[tuple[str, ...], Catalogue], _Condition | None]


@dataclass(frozen=True, slots=True)
class ByEveryEvent:
    """The feed moves with every event, whatever the other filters say."""

    because: str


@dataclass(frozen=True, slots=True)
class ByEveryChange:
    """The feed moves with every public change, also with one that makes no revision."""

    because: str


@dataclass(frozen=True, slots=True)
class NotLookedAt:
    """The filter is ignored: Last-Modified may then be later than the feed's last change, but never earlier."""

    because: str


FilterRule = ByMention | ByEveryEvent | ByEveryChange | NotLookedAt


def _participants(slugs: tuple[str, ...], _catalogue: Catalogue) -> _Condition:
    return _contains_one_of(f'"who":"{slug}"' for slug in slugs)


def _topics(slugs: tuple[str, ...], _catalogue: Catalogue) -> _Condition:
    return _contains_one_of(f'"{slug}"' for slug in slugs)


def _series(slugs: tuple[str, ...], _catalogue: Catalogue) -> _Condition:
    return _contains_one_of(f'"series":"{slug}"' for slug in slugs)


def _places(slugs: tuple[str, ...], catalogue: Catalogue) -> _Condition | None:
    """The places themselves and everything inside them."""
    known = sorted({*catalogue.places, *slugs})
    return _one_of_places([slug for slug in known if _with_outer_places(catalogue, slug).intersection(slugs)])


def _countries(codes: tuple[str, ...], catalogue: Catalogue) -> _Condition | None:
    """The places with one of these codes, and everything inside them."""
    coded = {slug for slug, place in catalogue.places.items() if place.country in codes}
    return _one_of_places([slug for slug in sorted(catalogue.places) if coded & _with_outer_places(catalogue, slug)])


def _one_of_places(slugs: Sequence[str]) -> _Condition | None:
    return _contains_one_of(f'"slug":"{slug}"' for slug in slugs) if len(slugs) <= _MOST_PLACES else None


def _with_outer_places(catalogue: Catalogue, slug: str) -> set[str]:
    return {slug, *(catalogue.ancestors(slug) if slug in catalogue.places else ())}


def _contains_one_of(texts: Iterable[str]) -> _Condition:
    return or_(false(), *(_REVISIONS.c.shown.contains(text, autoescape=True) for text in texts))


_OWN_VALUE: Final = NotLookedAt(
    "the value may differ from revision to revision, and leaving the filter is a change too"
)
_SAME_PARTICIPANT: Final = NotLookedAt("`person` and `organization` already look for the participant")
_CONFIRMATION: Final = ByEveryChange("a report that only confirms changes an event's sources without a revision (R12)")

FILTER_RULES: Final[Mapping[str, FilterRule]] = {
    "first_day": _OWN_VALUE,
    "last_day": _OWN_VALUE,
    "person": ByMention(_participants),
    "organization": ByMention(_participants),
    "place": ByMention(_places),
    "country": ByMention(_countries),
    "topic": ByMention(_topics),
    "kind": _OWN_VALUE,
    "status": _OWN_VALUE,
    "tier": _CONFIRMATION,
    "source": _CONFIRMATION,
    "trip": ByEveryEvent("an event also leaves a trip when a change to an event above it takes it out"),
    "role": _SAME_PARTICIPANT,
    "presence": _SAME_PARTICIPANT,
    "rank": _OWN_VALUE,
    "mode": _OWN_VALUE,
    "series": ByMention(_series),
    "q": NotLookedAt("it also searches names of the catalogue, which revisions do not contain"),
    "bbox": NotLookedAt("the text of a revision cannot be searched for a range of coordinates"),
    "contested": _OWN_VALUE,
    "deviated": _OWN_VALUE,
    "moved": _OWN_VALUE,
    "exact": _OWN_VALUE,
    "updated_since": _OWN_VALUE,
}
"""How each filter of `EventQuery` moves a feed's Last-Modified; a filter without a rule stops the program."""


check_filters(FILTER_RULES, table="FILTER_RULES in timeline/store/views/feed_changes.py")


def without_mentions(query: EventQuery) -> EventQuery:
    """The query without the filters that `ByMention` looks at: every event then moves the feed."""
    ignored: dict[str, Any] = {name: () for name, rule in FILTER_RULES.items() if isinstance(rule, ByMention)}
    return replace(query, **ignored)


def newest_change(
    session: Session, query: EventQuery, catalogue: Catalogue, *, after: datetime | None, until: datetime
) -> datetime | None:
    """The last instant in (after, until] at which an event changed that the query may have matched at any time.

    It may be later than the last change of what the query matches (see `NotLookedAt`), never earlier. None if nothing
    changed; `after` None looks at everything up to `until`.
    """
    is_mentioned = and_(true(), *_mention_conditions(query, catalogue))
    newest = _newest_public_change(session, query, until)
    for chunk in chunks(_changed_events(session, is_mentioned, after, until)):
        if newest is not None and chunk[0][1] <= newest:
            break  # the chunks come newest first
        for rows in _revisions_of(session, [event_id for event_id, _ in chunk], is_mentioned).values():
            changed_at = _last_visible_change(rows, until)
            if changed_at is not None and (newest is None or changed_at > newest):
                newest = changed_at
    return newest


def _used(query: EventQuery, kind: type[FilterRule]) -> Iterator[str]:
    """The filters of the query that have a value and a rule of this kind."""
    return (name for name, rule in FILTER_RULES.items() if isinstance(rule, kind) and getattr(query, name))


def _mention_conditions(query: EventQuery, catalogue: Catalogue) -> Iterator[_Condition]:
    """What the snapshot of a revision contains if the query can match it: at most one condition for each filter."""
    if any(_used(query, ByEveryEvent)):
        return
    for name, rule in FILTER_RULES.items():
        values: tuple[str, ...] = getattr(query, name)
        if isinstance(rule, ByMention) and values:
            condition = rule.condition(values, catalogue)
            if condition is not None:
                yield condition


def _newest_public_change(session: Session, query: EventQuery, until: datetime) -> datetime | None:
    """When anything public changed last, if one of the query's filters asks for that; else None."""
    if not any(_used(query, ByEveryChange)):
        return None
    lifts = pending_changes(session, until=until)
    if lifts:
        return lifts[-1].at
    newest: datetime | None = session.execute(select(func.max(_CHANGES.c.at)).where(_CHANGES.c.at <= until)).scalar()
    return newest


def _changed_events(
    session: Session, is_mentioned: _Condition, after: datetime | None, until: datetime
) -> list[tuple[str, datetime]]:
    """Events with a revision that can have come into force in (after, until] and one that fulfils the condition.

    Each comes with the last such instant, the newest first.
    """
    later, mentioned = _REVISIONS.alias("later"), _REVISIONS
    is_new = true() if after is None else or_(later.c.recorded_at > after, later.c.known_from > after)
    was_mentioned = exists(
        select(mentioned.c.seq).where(
            mentioned.c.event_id == later.c.event_id,
            mentioned.c.known_from <= until,
            mentioned.c.shown.is_not(None),
            is_mentioned,
        )
    )
    in_force_at = case((later.c.recorded_at > later.c.known_from, later.c.recorded_at), else_=later.c.known_from)
    newest = func.max(in_force_at)
    statement = (
        select(later.c.event_id, newest)
        .where(later.c.recorded_at <= until, later.c.known_from <= until, is_new, was_mentioned)
        .group_by(later.c.event_id)
        .order_by(newest.desc(), later.c.event_id)
    )
    return [(event_id, changed_at) for event_id, changed_at in session.execute(statement)]


def _revisions_of(session: Session, event_ids: Sequence[str], is_mentioned: _Condition) -> Mapping[str, list[Any]]:
    """The revisions of each event in storing order, without their snapshots; `matches`: it fulfils the condition."""
    columns = _REVISIONS.c
    statement = select(
        columns.event_id,
        columns.number,
        columns.known_from,
        columns.recorded_at,
        case((and_(columns.shown.is_not(None), is_mentioned), 1), else_=0).label("matches"),
        case((columns.shown.is_not(None), 1), else_=0).label("is_shown"),
    )
    revisions: dict[str, list[Any]] = defaultdict(list)
    for row in session.execute(statement.where(columns.event_id.in_(event_ids)).order_by(columns.seq)):
        revisions[row.event_id].append(row)
    return revisions


def _last_visible_change(rows: Sequence[Any], until: datetime) -> datetime | None:
    """When the public's view of an event changed last; None if no public state of it ever fulfilled the condition."""
    moments = sorted({max(row.recorded_at, row.known_from) for row in rows})
    visible: int | None = None
    changed_at: datetime | None = None
    has_matched = False
    for moment in (moment for moment in moments if moment <= until):
        in_force = {row.known_from: row for row in rows if row.recorded_at <= moment and row.known_from <= moment}
        current = in_force[max(in_force)]
        shown = current.number if current.is_shown else None
        if shown != visible:
            visible, changed_at = shown, moment
        has_matched = has_matched or bool(current.matches)
    return changed_at if has_matched else None
