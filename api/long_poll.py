"""Waits until there is a public change to answer with, or until the time is over; holds no transaction meanwhile.

`wait_for_change` -> a seat (at most eight requests of a process wait at once) -> every half second one short read of
the read mark; only when that moved, a look at the newest change. Lifts move the mark like writes do.
"""

from __future__ import annotations

import time
from threading import BoundedSemaphore
from typing import Final

from api.service import Service
from timeline import clock
from timeline.store.change_log import newest_number
from timeline.store.engine import reading
from timeline.store.event_view import ReadMark, read_mark

MOST_WAITERS: Final = 8
"""Requests that one process lets wait; it answers 32 at a time, and readers come first."""

POLL_SECONDS: Final = 0.5

SEATS: Final = BoundedSemaphore(MOST_WAITERS)


def wait_for_change(ours: Service, after: int, seconds: int) -> bool:
    """True when there is a change above `after`, or the seconds are over; False, at once, if it would have to wait
    and all seats are taken.
    """
    until_seconds = clock.steady_seconds() + seconds
    mark = _mark_if_nothing(ours, after, None)
    if mark is None:
        return True
    if not SEATS.acquire(blocking=False):
        return False
    try:
        while mark is not None and (left := until_seconds - clock.steady_seconds()) > 0:
            time.sleep(min(POLL_SECONDS, left))
            mark = _mark_if_nothing(ours, after, mark)
    finally:
        SEATS.release()
    return True


def _mark_if_nothing(ours: Service, after: int, seen: ReadMark | None) -> ReadMark | None:
    """The mark under which there is nothing above `after`; None if there is something."""
    now = clock.now()
    with reading(ours.engine) as session:
        mark = read_mark(session, at=now)
        return None if mark != seen and newest_number(session, now=now) > after else mark
