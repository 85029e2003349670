"""Reads a body that may arrive slowly, or never, without blocking the readers (RELIABILITY D1).

The server gives each request a thread and has no time limit for bodies. So only some threads may read a body at a
time; a request without a seat is refused and may be sent again. A body that never arrives keeps its seat until the
connection ends: the server cannot end such a request, and a thread that gave it up would stop the whole process.
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
    """What `read` returns. Raises TooManyBodies if no seat becomes free within a second."""
    if not _SEATS.acquire(timeout=SEAT_SECONDS):
        raise TooManyBodies("too many request bodies are being received; try again")
    try:
        return read()
    finally:
        _SEATS.release()
