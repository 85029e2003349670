"""What a feed asks of the read tables besides its events: what they are part of, and which days they reach.

When a feed changed last is in `store.views.feed_changes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from timeline.model.figures.own_days import names_somebody
from timeline.model.query import EventQuery
from timeline.model.sight import Sight
from timeline.model.vocabulary import CANCELS_ENTRY
from timeline.store.engine.sessions import Session
from timeline.store.logs.write_log import chunks
from timeline.store.tables import ParticipantRow, table_of
from timeline.store.views.event_query import conditions, is_asked_participant
from timeline.store.views.public_states import EVENTS, PARENTS, is_of_state, is_public

_Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class AncestryNode:
    """The kind and slug of an event, and the ids of the public events that it is part of, in ascending order."""

    kind: str | None
    slug: str
    parent_ids: tuple[str, ...]


def load_ancestry(session: Session, event_ids: Iterable[str], *, sight: Sight) -> dict[str, AncestryNode]:
    """These events and everything above them at that instant, by id; removed events too."""
    nodes: dict[str, AncestryNode] = {}
    wanted = set(event_ids)
    while wanted:
        level: dict[str, AncestryNode] = {}
        for chunk in chunks(sorted(wanted)):
            level |= _load_nodes(session, chunk, sight)
        nodes |= level
        wanted = {parent for node in level.values() for parent in node.parent_ids} - nodes.keys()
    return nodes


def _load_nodes(session: Session, event_ids: Sequence[str], sight: Sight) -> dict[str, AncestryNode]:
    statement = (
        select(EVENTS.c.event_id, EVENTS.c.kind, EVENTS.c.slug, PARENTS.c.parent_id)
        .outerjoin(PARENTS, is_of_state(PARENTS, EVENTS))
        .where(is_public(sight, with_removed=True), EVENTS.c.event_id.in_(event_ids))
        .order_by(EVENTS.c.event_id, PARENTS.c.parent_id)
    )
    nodes: dict[str, AncestryNode] = {}
    for event_id, rows in groupby(session.execute(statement), key=lambda row: row.event_id):
        links = list(rows)
        parent_ids = tuple(row.parent_id for row in links if row.parent_id is not None)
        nodes[event_id] = AncestryNode(links[0].kind, links[0].slug, parent_ids)
    return nodes


def newest_day_in_calendar(
    session: Session, query: EventQuery, *, sight: Sight, before: date, every_date: bool = False
) -> date | None:
    """The latest last day before `before` of an event whose entry is not cancelled; None if there is none.

    Only events with a stored calendar entry count; with `every_date` also those whose dates are too vague for one.
    """
    is_kept = and_(
        EVENTS.c.removed.is_(False), or_(EVENTS.c.status.is_(None), EVENTS.c.status.not_in(sorted(CANCELS_ENTRY)))
    )
    is_written_now = every_date or names_somebody(query)
    has_entry: _Condition = true() if is_written_now else func.length(EVENTS.c.vevent) > 0
    return _newest_day(session, query, sight, before, and_(is_kept, has_entry))


def newest_day_cancelled(
    session: Session, query: EventQuery, *, sight: Sight, before: date, statuses: Iterable[str]
) -> date | None:
    """The latest last day before `before` of an event with one of these statuses; None if there is none."""
    is_cancelled = and_(EVENTS.c.removed.is_(False), EVENTS.c.status.in_(sorted(statuses)))
    return _newest_day(session, query, sight, before, is_cancelled)


def newest_removal(
    session: Session, query: EventQuery, *, sight: Sight, before: datetime | None = None
) -> datetime | None:
    """The latest instant before `before` at which an event of the query left the public view; None if there is none."""
    matching = conditions(query, sight, with_removed=True)
    statement = select(func.max(EVENTS.c.known_from)).where(*matching, EVENTS.c.removed.is_(True))
    if before is not None:
        statement = statement.where(EVENTS.c.known_from < before)
    removed_at: datetime | None = session.execute(statement).scalar()
    return removed_at


def _newest_day(session: Session, query: EventQuery, sight: Sight, before: date, wanted: _Condition) -> date | None:
    """The days are those of whom the query names, else those of the event."""
    asked = table_of(ParticipantRow).alias("asked")
    is_of_state = and_(asked.c.event_id == EVENTS.c.event_id, asked.c.known_from == EVENTS.c.known_from)
    is_personal = names_somebody(query)
    days = asked if is_personal else EVENTS
    last_day = func.coalesce(days.c.last_day, days.c.first_day)
    statement = select(func.max(last_day)).select_from(EVENTS.join(asked, is_of_state) if is_personal else EVENTS)
    own = is_asked_participant(query, asked) if is_personal else ()
    matching = conditions(query, sight, with_removed=True)
    day: date | None = session.execute(statement.where(*matching, *own, wanted, last_day < before)).scalar()
    return day
