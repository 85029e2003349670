"""The only module that reads the clock. Everything else is given the time."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> datetime:
    """The present instant, UTC, with microseconds."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in UTC."""
    return now().date()
