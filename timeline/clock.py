"""The only module that reads the clock; all other code gets the time as an argument."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime


def now() -> datetime:
    """The present instant, UTC, with microseconds."""
    return datetime.now(UTC)


def steady_seconds() -> float:
    """Seconds of a monotonic clock: it is never set and never goes back. Only differences have a meaning."""
    return time.monotonic()


def today() -> date:
    """The present date in UTC."""
    return now().date()
