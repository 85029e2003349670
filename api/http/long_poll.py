"""Waits until there is a public change to answer with, or until the time is over; holds no transaction meanwhile.

`wait_for_change` -> a seat (at most eight requests of a process wait at a time) -> every half second one short read of
the read mark; only if that differs, a look at the newest change. The end of an embargo changes the mark as a write
does. A signal to the process, with which a server stops it, ends every wait.
"""

from __future__ import annotations

import select
import signal
import socket
import time
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore
from typing import Final

from api.http.service import Service
from timeline import clock
from timeline.reading.changes import has_change_after
from timeline.reading.snapshot import ReadMark, read_mark
from timeline.store.engine.sessions import read_session

MOST_WAITERS: Final = 8
"""Requests of one process that may wait. It answers 32 at a time, and other readers come first."""

POLL_SECONDS: Final = 0.5

SEATS: Final = BoundedSemaphore(MOST_WAITERS)


@dataclass(slots=True)
class SignalWatch:
    """Lets every thread notice a signal to the process, whichever handler Python has for it."""

    _ends: tuple[socket.socket, socket.socket] | None = None

    def start(self) -> None:
        """Watch from now on; only the main thread can call this. The socket is not read, so a signal stays visible."""
        reader, writer = self._ends = socket.socketpair()
        for end in (reader, writer):
            end.settimeout(0)
        signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)

    def sleep(self, seconds: float) -> bool:
        """Sleep that long and return False, or return True as soon as there is a signal."""
        if self._ends is None:
            time.sleep(seconds)
            return False
        return bool(select.select([self._ends[0]], [], [], seconds)[0])

    def stop(self) -> None:
        """Stop watching."""
        signal.set_wakeup_fd(-1)
        for end in self._ends or ():
            end.close()
        self._ends = None


SIGNALS: Final = SignalWatch()
"""Started by the module that the server loads (`api.wsgi`)."""


def wait_for_change(ours: Service, after: int, seconds: int, since: datetime | None = None) -> bool:
    """True when there is a change above `after` and later than `since`, the seconds are over or the process stops.

    False, without waiting, if it would have to wait and all seats are taken.
    """
    until_seconds = clock.steady_seconds() + seconds
    mark = _mark_if_nothing(ours, after, since, None)
    if mark is None:
        return True
    if not SEATS.acquire(blocking=False):
        return False
    try:
        while mark is not None and (left := until_seconds - clock.steady_seconds()) > 0:
            if SIGNALS.sleep(min(POLL_SECONDS, left)):
                return True
            mark = _mark_if_nothing(ours, after, since, mark)
    finally:
        SEATS.release()
    return True


def _mark_if_nothing(ours: Service, after: int, since: datetime | None, seen: ReadMark | None) -> ReadMark | None:
    """The read mark under which there is no change above `after`; None if there is one."""
    now = clock.now()
    with read_session(ours.engine) as session:
        mark = read_mark(session, at=now)
        return None if mark != seen and has_change_after(session, after, now=now, since=since) else mark
