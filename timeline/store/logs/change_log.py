"""The numbered log of every public change, removals included: the source of `/v1/changes`.

1. A row says that an event's public JSON changed, or that the event was removed, at an instant. Hidden writes leave no
   row.
2. What changes by itself after the newest write (an embargo ends) is *pending*: it is worked out on read from the
   beginnings and ends of the states in `event_view`, in the order (at, event id), and numbered on from the newest row.
3. Each write first appends the pending changes that are due, with the same numbers, then one row for each refreshed
   event whose public JSON differs from its last row, by event id. A pending change that was replaced is never stored.
4. A row holds a digest and no content: the reader gets the event as it is public now, or nothing if it no longer is.
5. So numbers have no gaps and count only what is public (R10), and a client that replays all rows holds what is public
   now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Row, func, select, union
from sqlalchemy.orm import Session

from timeline import ids
from timeline.model.change import EVER, Change, ChangePage, ChangeWindow
from timeline.model.sight import Public
from timeline.store.logs.write_log import append_rows, chunks
from timeline.store.tables import ChangeRow, WriteRow, table_of
from timeline.store.views.public_events import public_json
from timeline.store.views.public_states import EVENTS

_CHANGES: Final = table_of(ChangeRow)
_WRITES: Final = table_of(WriteRow)


def changes_after(
    session: Session, after: int, limit: int, *, now: datetime, within: ChangeWindow = EVER
) -> ChangePage:
    """The first `limit` changes with a number above `after`, pending ones up to `now` (inclusive) among them.

    Changes at instants outside `within` are left out.

    If the clock is behind the newest write, the events are shown as of that write, because its rows describe them so.
    """
    wanted = select(_CHANGES).where(_CHANGES.c.seq > after, *_in_window(within))
    changes = [_change_of(row) for row in session.execute(wanted.order_by(_CHANGES.c.seq).limit(limit + 1))]
    if len(changes) <= limit:
        pending = pending_changes(session, until=now)
        changes += [change for change in pending if change.number > after and within.has(change.at)]
    shown = changes[:limit]
    sight = Public(max(now, newest_write_at(session) or now))
    events = public_json(session, {change.event_id for change in shown}, sight=sight)
    return ChangePage(changes=tuple(shown), has_more=len(changes) > limit, events=events)


def newest_number(session: Session, *, now: datetime) -> int:
    """The number of the newest change that is public at `now`; 0 before the first."""
    pending = pending_changes(session, until=now)
    return pending[-1].number if pending else _newest_stored(session)


def newest_at(session: Session, *, now: datetime) -> datetime | None:
    """When the newest change that is public at `now` happened; None before the first."""
    pending = pending_changes(session, until=now)
    if pending:
        return pending[-1].at
    return session.execute(select(_CHANGES.c.at).order_by(_CHANGES.c.seq.desc()).limit(1)).scalar()


def newest_write_at(session: Session) -> datetime | None:
    """When the newest write was recorded; None before the first."""
    return session.execute(select(_WRITES.c.recorded_at).order_by(_WRITES.c.id.desc()).limit(1)).scalar()


def pending_changes(session: Session, *, until: datetime) -> tuple[Change, ...]:
    """What changes by itself from the newest write (exclusive) to `until` (inclusive), numbered on from the log."""
    written_at = newest_write_at(session)
    if written_at is None or until <= written_at:
        return ()
    event_ids = events_in_transition(session, after=written_at, until=until)
    if not event_ids:
        return ()
    last = _last_digests(session, event_ids)
    transitions: list[_Transition] = []
    for event_id, states in _states_between(session, event_ids, written_at, until).items():
        instants = _boundaries(states, written_at, until)
        transitions += _transitions(event_id, states, last.get(event_id), instants)
    ordered = sorted(transitions, key=lambda transition: (transition.at, transition.event_id))
    return tuple(
        Change(number=number, at=transition.at, event_id=transition.event_id, shown_digest=transition.digest)
        for number, transition in enumerate(ordered, start=_newest_stored(session) + 1)
    )


def changes_of_events(
    session: Session, event_ids: Iterable[str], due: Sequence[Change], *, at: datetime
) -> tuple[Change, ...]:
    """A change for each of these events whose public JSON at `at` differs from the log and `due`, by event id."""
    wanted = sorted(set(event_ids))
    last = _last_digests(session, wanted) | {change.event_id: change.shown_digest for change in due}
    visible = {event_id: ids.digest(json) for event_id, json in public_json(session, wanted, sight=Public(at)).items()}
    changed = [event_id for event_id in wanted if last.get(event_id) != visible.get(event_id)]
    first = (due[-1].number if due else _newest_stored(session)) + 1
    return tuple(
        Change(number=number, at=at, event_id=event_id, shown_digest=visible.get(event_id))
        for number, event_id in enumerate(changed, start=first)
    )


def append_changes(session: Session, write_id: int, changes: Sequence[Change]) -> None:
    """Append these changes. Their numbers must follow on from the newest row."""
    rows = [
        ChangeRow(event_id=change.event_id, at=change.at, type=change.type, shown_digest=change.shown_digest)
        for change in changes
    ]
    first = append_rows(session, write_id, rows)
    assert not changes or first == changes[0].number, "only one writer at a time numbers changes"


def events_in_transition(session: Session, *, after: datetime, until: datetime) -> tuple[str, ...]:
    """The events with a state that begins or ends from `after` (exclusive) to `until` (inclusive), by id."""
    begins = select(EVENTS.c.event_id).where(EVENTS.c.known_from > after, EVENTS.c.known_from <= until)
    ends = select(EVENTS.c.event_id).where(EVENTS.c.known_to > after, EVENTS.c.known_to <= until)
    return tuple(sorted(session.execute(union(begins, ends)).scalars()))


@dataclass(frozen=True, slots=True)
class _State:
    """One read row: from `known_from` (inclusive) to `known_to` (exclusive). `digest` is None for a removed event."""

    known_from: datetime
    known_to: datetime | None
    digest: str | None

    def holds(self, at: datetime) -> bool:
        return self.known_from <= at and (self.known_to is None or at < self.known_to)


@dataclass(frozen=True, slots=True)
class _Transition:
    """From `at` on the event's public JSON has this digest; None if the event is removed."""

    at: datetime
    event_id: str
    digest: str | None


def _states_between(
    session: Session, event_ids: Iterable[str], after: datetime, until: datetime
) -> dict[str, list[_State]]:
    """The read rows of these events that hold at some time in between, those of removed events too."""
    columns = (EVENTS.c.event_id, EVENTS.c.known_from, EVENTS.c.known_to, EVENTS.c.removed, EVENTS.c.json_bytes)
    states: dict[str, list[_State]] = defaultdict(list)
    for chunk in chunks(event_ids):
        statement = select(*columns).where(
            EVENTS.c.event_id.in_(chunk),
            EVENTS.c.known_from <= until,
            EVENTS.c.known_to.is_(None) | (EVENTS.c.known_to > after),
        )
        for row in session.execute(statement):
            digest = None if row.removed else ids.digest(bytes(row.json_bytes))
            states[row.event_id].append(_State(row.known_from, row.known_to, digest))
    return states


def _boundaries(states: Iterable[_State], after: datetime, until: datetime) -> list[datetime]:
    """The instants, ascending, from `after` (exclusive) to `until` (inclusive) at which a state begins or ends."""
    instants = {instant for state in states for instant in (state.known_from, state.known_to) if instant is not None}
    return sorted(instant for instant in instants if after < instant <= until)


def _transitions(
    event_id: str, states: Sequence[_State], last: str | None, instants: Iterable[datetime]
) -> Iterator[_Transition]:
    """A transition wherever the public JSON differs from what was public before; `last` is its digest at first."""
    for instant in instants:
        digest = next((state.digest for state in states if state.digest is not None and state.holds(instant)), None)
        if digest != last:
            yield _Transition(instant, event_id, digest)
        last = digest


def _in_window(within: ChangeWindow) -> Iterator[ColumnElement[bool]]:
    if within.since is not None:
        yield _CHANGES.c.at > within.since
    if within.until is not None:
        yield _CHANGES.c.at <= within.until


def _newest_stored(session: Session) -> int:
    return int(session.execute(select(func.coalesce(func.max(_CHANGES.c.seq), 0))).scalar_one())


def _last_digests(session: Session, event_ids: Iterable[str]) -> dict[str, str | None]:
    """The digest of the last change of each of these events; events without a change are left out."""
    digests: dict[str, str | None] = {}
    for chunk in chunks(event_ids):
        newest = select(func.max(_CHANGES.c.seq)).where(_CHANGES.c.event_id.in_(chunk)).group_by(_CHANGES.c.event_id)
        statement = select(_CHANGES.c.event_id, _CHANGES.c.shown_digest).where(_CHANGES.c.seq.in_(newest))
        digests |= {row.event_id: row.shown_digest for row in session.execute(statement)}
    return digests


def _change_of(row: Row[tuple[object, ...]]) -> Change:
    return Change(number=row.seq, at=row.at, event_id=row.event_id, shown_digest=row.shown_digest)
