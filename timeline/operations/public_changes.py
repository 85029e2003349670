"""Works out what a write changes for the public, including what became public by itself before it.

`PublicBefore.of` (before the read tables change) -> the write refreshes its events -> `changes_until_now` -> the rows
to append to `store.logs.change_log`. A write takes time, and readers go on meanwhile: what became public between its
`recorded_at` and its end was already given out under the next numbers, so these changes come first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from timeline import clock
from timeline.model.change import Change
from timeline.operations.work import Work
from timeline.store.engine.sessions import Session
from timeline.store.logs import change_log

_LONGEST_WRITE: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PublicChanges:
    """The changes that are due before a write, then the write's own; their numbers have no gaps."""

    due: tuple[Change, ...]
    own: tuple[Change, ...]

    @property
    def all(self) -> tuple[Change, ...]:
        """In the order of their numbers."""
        return self.due + self.own


@dataclass(frozen=True, slots=True)
class PublicBefore:
    """What a write finds when it begins: the changes pending at that time, and the events to look at again.

    `taken_back` are events that became public, or ceased to be, at an instant that now lies in the future, because the
    clock went back since the newest write. `told_at` is the time of the write's own changes: it rises with the log.
    """

    session: Session
    recorded_at: datetime
    told_at: datetime
    began_at_seconds: float
    pending: tuple[Change, ...]
    taken_back: tuple[str, ...]

    @classmethod
    def of(cls, work: Work) -> PublicBefore:
        """The state before the write. Call it before the write has its number and before the read tables change."""
        return cls(
            session=work.session,
            recorded_at=work.now,
            told_at=work.logged.recorded_at,
            began_at_seconds=clock.steady_seconds(),
            pending=change_log.pending_changes(work.session, until=work.now + _LONGEST_WRITE),
            taken_back=_taken_back(work),
        )

    def changes_until_now(self, refreshed: Iterable[str]) -> PublicChanges:
        """The changes to append when these events were refreshed.

        Call it last, so that nothing becomes public between this call and the commit.
        """
        taken = timedelta(seconds=clock.steady_seconds() - self.began_at_seconds)
        due = tuple(change for change in self.pending if change.at <= self.recorded_at + taken)
        at = max([self.recorded_at, *(change.at for change in due)])
        own = change_log.changes_of_events(self.session, {*refreshed, *self.taken_back}, due, at=at)
        return PublicChanges(due=due, own=tuple(replace(change, at=max(change.at, self.told_at)) for change in own))


def _taken_back(work: Work) -> tuple[str, ...]:
    newest = change_log.newest_write_at(work.session)
    if newest is None or newest <= work.now:
        return ()
    return change_log.events_in_transition(work.session, after=work.now, until=newest)
