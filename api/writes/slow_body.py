"""Reads a body that may come slowly, or never, so that readers go on meanwhile (RELIABILITY.md D1).

The server gives each request a thread and has no time limit for bodies. So only some of the threads may read one at a
time; who gets no seat is asked to come again. A body that never comes keeps its seat until its connection ends: a
thread of ours that gave it up would stop the whole process, because the server can not end such a request.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import Final

from api.http.request_errors import TooManyBodies

SEAT_SECONDS: Final = 1.0
MOST_BODIES: Final = 16
"""Bodies that one process reads at a time; it answers 32 requests at a time."""

_SEATS: Final = BoundedSemaphore(MOST_BODIES)


def read_in_a_seat(read: Callable[[], bytes]) -> bytes:
    """What `read` gives. Raises TooManyBodies if no seat gets free within a second."""
    if not _SEATS.acquire(timeout=SEAT_SECONDS):
        raise TooManyBodies("too many bodies are on their way at this moment; try again")
    try:
        return read()
    finally:
        _SEATS.release()
