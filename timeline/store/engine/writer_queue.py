"""A fair queue for the write lock within one process: first come, first served, with a time limit (RELIABILITY B14).

SQLite wakes waiting writers at random, so that one of eight threads hardly ever gets the lock. Here each thread queues
up before it asks the database, and gives up after a time. Between processes the database decides.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from timeline.errors import StoreBusy


class WriterQueue:
    """A queue of writers. The first one in it may write."""

    def __init__(self, most_seconds: float) -> None:
        """A writer waits for at most this time."""
        self._most_seconds = most_seconds
        self._lock = Lock()
        self._waiting: deque[Event] = deque()

    @contextmanager
    def wait(self) -> Iterator[None]:
        """Wait until this thread may write, and let the next one write afterwards. Raises StoreBusy after the limit."""
        ticket = Event()
        with self._lock:
            self._waiting.append(ticket)
            if self._waiting[0] is ticket:
                ticket.set()
        try:
            if not ticket.wait(self._most_seconds):
                raise StoreBusy(f"the write lock was not free within {self._most_seconds:g} seconds; try again")
            yield
        finally:
            self._leave(ticket)

    @property
    def length(self) -> int:
        """How many threads write (one at most) or wait."""
        with self._lock:
            return len(self._waiting)

    def _leave(self, ticket: Event) -> None:
        with self._lock:
            self._waiting.remove(ticket)
            if self._waiting:
                self._waiting[0].set()
