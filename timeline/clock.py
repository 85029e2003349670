"""The only module that reads the clock. Everything else is given the time."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime


def now() -> datetime:
    """The present instant, UTC, with microseconds."""
    return datetime.now(UTC)


def steady_seconds() -> float:
    """Seconds of a clock that nobody sets and that never goes back; only differences mean something."""
    return time.monotonic()


def today() -> date:
    """The present day in UTC."""
    return now().date()
