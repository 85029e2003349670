"""How long pages, calendars and the names of calendars tell of what left the public view (docs/FEEDS.md, Content 6).

The instant of a removal + today -> is it still told of? The days are those of UTC.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

DAYS_KEPT: Final = 90
"""A removed event is told of for so many days after its removal; a cancelled entry stays as long after its last day."""


def day_before(today: date, days: int) -> date:
    """The day so many days before `today`, but not before the first day that a date can be."""
    return date.fromordinal(max(1, today.toordinal() - days))


def is_kept(removed_at: datetime, today: date) -> bool:
    """True if what was removed at this instant is still told of."""
    return removed_at.astimezone(UTC).date() >= day_before(today, DAYS_KEPT)
