"""Finds out what a write changes for the public, lifts that are due before it included (`store.logs.change_log`).

`Watch.begin` (before the read tables are touched) -> the write settles its events -> `Watch.changes` -> the rows to
append. A write takes time, and readers go on meanwhile: what lifted between its `recorded_at` and its end has been
given out with the next numbers already, so these come first too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from timeline import clock
from timeline.model.change import Change
from timeline.resolve.numbering import Write
from timeline.store.engine.sessions import Session
from timeline.store.logs import change_log

_LONGEST_WRITE: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PublicChanges:
    """What becomes visible with a write: lifts that were due, then its own changes; their numbers have no gaps."""

    due: tuple[Change, ...]
    own: tuple[Change, ...]

    @property
    def all(self) -> tuple[Change, ...]:
        """In the order of their numbers."""
        return self.due + self.own


@dataclass(frozen=True, slots=True)
class Watch:
    """What the public saw, and would have seen, when the write began."""

    recorded_at: datetime
    began_at_seconds: float
    pending: tuple[Change, ...]
    disturbed: tuple[str, ...]

    @classmethod
    def begin(cls, session: Session, write: Write) -> Watch:
        """Look at the read tables; call it before the write has its number and before they change.

        If the clock has gone back since the newest write, the events that the log saw lift in between are looked at
        again: they are not public any more, or not yet.
        """
        before = change_log.newest_write_at(session)
        gone_back = before is not None and write.recorded_at < before
        return cls(
            recorded_at=write.recorded_at,
            began_at_seconds=clock.steady_seconds(),
            pending=change_log.pending_changes(session, until=write.recorded_at + _LONGEST_WRITE),
            disturbed=change_log.turning_events(session, after=write.recorded_at, until=before)
            if before is not None and gone_back
            else (),
        )

    def changes(self, session: Session, settled: Iterable[str]) -> PublicChanges:
        """What to append for these settled events; call it last, so that nothing lifts between this and the commit."""
        taken = timedelta(seconds=clock.steady_seconds() - self.began_at_seconds)
        due = tuple(change for change in self.pending if change.at <= self.recorded_at + taken)
        at = max([self.recorded_at, *(change.at for change in due)])
        own = change_log.settled_changes(session, {*settled, *self.disturbed}, due, at=at)
        return PublicChanges(due=due, own=own)
