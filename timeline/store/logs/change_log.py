"""The numbered log of everything that the public saw change, removals included: what `/v1/changes` is answered from.

1. A row says that an event's public JSON turned into another one (or went) at an instant; hidden writes leave no row.
2. What lifts by itself after the newest write is *pending*: worked out at read time from where the states of
   `event_view` begin and end, in the order (at, event id), and numbered on from the newest row.
3. Each write first appends the pending ones that are due, with those very numbers, then one row for each event it
   settled whose visible JSON differs from what the log said last, by event id; a lift that was replaced never shows.
4. A row keeps a digest and no content: the reader gets the event as it is public now, or nothing if it no longer is.
5. So numbers have no gaps and tell of public things only (R10), and whoever replays all rows holds what is public now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Row, func, select, union
from sqlalchemy.orm import Session

from timeline import ids
from timeline.model.change import Change, ChangePage
from timeline.model.sight import Public
from timeline.store.logs.write_log import append_rows, chunks
from timeline.store.tables import ChangeRow, WriteRow, table_of
from timeline.store.views.event_query import EVENTS, holding

_CHANGES: Final = table_of(ChangeRow)
_WRITES: Final = table_of(WriteRow)


def changes_after(session: Session, after: int, limit: int, *, now: datetime) -> ChangePage:
    """The first `limit` changes with a number above `after`, lifts up to `now` (inclusive) among them.

    If the clock stands before the newest write, the events are shown as of that write: the log has seen them so.
    """
    statement = select(_CHANGES).where(_CHANGES.c.seq > after).order_by(_CHANGES.c.seq).limit(limit + 1)
    found = [_change_of(row) for row in session.execute(statement)]
    if len(found) <= limit:
        found += [change for change in pending_changes(session, until=now) if change.number > after]
    shown = found[:limit]
    sight = Public(max(now, newest_write_at(session) or now))
    events = _visible_json(session, {change.event_id for change in shown}, sight)
    return ChangePage(changes=tuple(shown), has_more=len(found) > limit, events=events)


def newest_number(session: Session, *, now: datetime) -> int:
    """The number of the newest change that anyone can see at `now`; 0 before the first."""
    pending = pending_changes(session, until=now)
    return pending[-1].number if pending else _newest_stored(session)


def newest_write_at(session: Session) -> datetime | None:
    """When the newest write was recorded; None before the first."""
    return session.execute(select(_WRITES.c.recorded_at).order_by(_WRITES.c.id.desc()).limit(1)).scalar()


def pending_changes(session: Session, *, until: datetime) -> tuple[Change, ...]:
    """What turns by itself between the newest write (exclusive) and `until` (inclusive), numbered on from the log."""
    written_at = newest_write_at(session)
    if written_at is None or until <= written_at:
        return ()
    event_ids = turning_events(session, after=written_at, until=until)
    if not event_ids:
        return ()
    last = _last_digests(session, event_ids)
    turns: list[tuple[datetime, str, str | None]] = []
    for event_id, states in _states_between(session, event_ids, written_at, until).items():
        turns += _turns(event_id, states, last.get(event_id), written_at, until)
    first = _newest_stored(session) + 1
    return tuple(
        Change(number=number, at=at, event_id=event_id, shown_digest=digest)
        for number, (at, event_id, digest) in enumerate(sorted(turns, key=lambda turn: turn[:2]), start=first)
    )


def settled_changes(
    session: Session, event_ids: Iterable[str], due: Sequence[Change], *, at: datetime
) -> tuple[Change, ...]:
    """What of these events the public sees at `at` that differs from the log followed by `due`, by event id."""
    wanted = sorted(set(event_ids))
    last = _last_digests(session, wanted) | {change.event_id: change.shown_digest for change in due}
    visible = {event_id: ids.digest(json) for event_id, json in _visible_json(session, wanted, Public(at)).items()}
    changed = [event_id for event_id in wanted if last.get(event_id) != visible.get(event_id)]
    first = (due[-1].number if due else _newest_stored(session)) + 1
    return tuple(
        Change(number=number, at=at, event_id=event_id, shown_digest=visible.get(event_id))
        for number, event_id in enumerate(changed, start=first)
    )


def append_changes(session: Session, write_id: int, changes: Sequence[Change]) -> None:
    """Store these changes; their numbers have to follow on from the newest row."""
    rows = [
        ChangeRow(event_id=change.event_id, at=change.at, type=change.type, shown_digest=change.shown_digest)
        for change in changes
    ]
    first = append_rows(session, write_id, rows)
    assert not changes or first == changes[0].number, "one writer at a time numbers the changes"


def turning_events(session: Session, *, after: datetime, until: datetime) -> tuple[str, ...]:
    """The events of which a state begins or ends between these instants (first exclusive, second inclusive), by id."""
    begins = select(EVENTS.c.event_id).where(EVENTS.c.known_from > after, EVENTS.c.known_from <= until)
    ends = select(EVENTS.c.event_id).where(EVENTS.c.known_to > after, EVENTS.c.known_to <= until)
    return tuple(sorted(session.execute(union(begins, ends)).scalars()))


@dataclass(frozen=True, slots=True)
class _State:
    """One read row: from `known_from` (inclusive) to `known_to` (exclusive); no digest if nothing is shown then."""

    known_from: datetime
    known_to: datetime | None
    digest: str | None

    def holds(self, at: datetime) -> bool:
        return self.known_from <= at and (self.known_to is None or at < self.known_to)


def _states_between(
    session: Session, event_ids: Iterable[str], after: datetime, until: datetime
) -> dict[str, list[_State]]:
    """The read rows of these events that touch the time between, removed ones too; two statements for a thousand."""
    columns = (EVENTS.c.event_id, EVENTS.c.known_from, EVENTS.c.known_to, EVENTS.c.removed, EVENTS.c.json_bytes)
    found: dict[str, list[_State]] = defaultdict(list)
    for chunk in chunks(event_ids):
        statement = select(*columns).where(
            EVENTS.c.event_id.in_(chunk),
            EVENTS.c.known_from <= until,
            EVENTS.c.known_to.is_(None) | (EVENTS.c.known_to > after),
        )
        for row in session.execute(statement):
            digest = None if row.removed else ids.digest(bytes(row.json_bytes))
            found[row.event_id].append(_State(row.known_from, row.known_to, digest))
    return found


def _turns(
    event_id: str, states: Sequence[_State], last: str | None, after: datetime, until: datetime
) -> list[tuple[datetime, str, str | None]]:
    """(at, event id, digest) wherever what is shown really differs from what was shown before, `last` at first."""
    instants = {instant for state in states for instant in (state.known_from, state.known_to) if instant is not None}
    found: list[tuple[datetime, str, str | None]] = []
    for instant in sorted(instant for instant in instants if after < instant <= until):
        digest = next((state.digest for state in states if state.digest is not None and state.holds(instant)), None)
        if digest != last:
            found.append((instant, event_id, digest))
        last = digest
    return found


def _newest_stored(session: Session) -> int:
    return int(session.execute(select(func.coalesce(func.max(_CHANGES.c.seq), 0))).scalar_one())


def _last_digests(session: Session, event_ids: Iterable[str]) -> dict[str, str | None]:
    """What the log says last of each of these events; one that it does not know is left out."""
    found: dict[str, str | None] = {}
    for chunk in chunks(event_ids):
        newest = select(func.max(_CHANGES.c.seq)).where(_CHANGES.c.event_id.in_(chunk)).group_by(_CHANGES.c.event_id)
        statement = select(_CHANGES.c.event_id, _CHANGES.c.shown_digest).where(_CHANGES.c.seq.in_(newest))
        found |= {row.event_id: row.shown_digest for row in session.execute(statement)}
    return found


def _visible_json(session: Session, event_ids: Iterable[str], sight: Public) -> dict[str, bytes]:
    """The JSON of those of these events that are public then."""
    found: dict[str, bytes] = {}
    for chunk in chunks(event_ids):
        statement = select(EVENTS.c.event_id, EVENTS.c.json_bytes).where(holding(sight), EVENTS.c.event_id.in_(chunk))
        found |= {row.event_id: bytes(row.json_bytes) for row in session.execute(statement)}
    return found


def _change_of(row: Row[tuple[object, ...]]) -> Change:
    return Change(number=row.seq, at=row.at, event_id=row.event_id, shown_digest=row.shown_digest)
