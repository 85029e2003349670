"""Turns of the writers of one process: who asks first writes first, and nobody waits for ever (RELIABILITY.md B14).

SQLite wakes waiting writers by chance, so that one of eight gets hardly any turn. Here each thread queues up before it
asks the database, and gives up after a time. Between processes the database decides.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from timeline.errors import StoreBusy


class Turns:
    """A queue of writers; the first one in it has the turn."""

    def __init__(self, most_seconds: float) -> None:
        """Nobody waits for longer than this."""
        self._most_seconds = most_seconds
        self._lock = Lock()
        self._waiting: deque[Event] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Have the turn, first come, first served. Raises StoreBusy if it does not come in time."""
        ticket = Event()
        with self._lock:
            self._waiting.append(ticket)
            if self._waiting[0] is ticket:
                ticket.set()
        try:
            if not ticket.wait(self._most_seconds):
                raise StoreBusy(f"no turn to write within {self._most_seconds:g} seconds; try again")
            yield
        finally:
            self._leave(ticket)

    @property
    def length(self) -> int:
        """How many have the turn (one at most) or wait for it."""
        with self._lock:
            return len(self._waiting)

    def _leave(self, ticket: Event) -> None:
        with self._lock:
            self._waiting.remove(ticket)
            if self._waiting:
                self._waiting[0].set()
