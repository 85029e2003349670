"""Reads days and instants of a document strictly: ISO 8601 days, RFC 3339 instants with an offset, local times.

A bare day in place of an instant means 00:00 UTC of that day. No other spelling is accepted: no ordinal or week date,
no 24:00, no second 60, only the digits 0 to 9. Anything else raises `Unfit`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Final

from timeline.ingest.field_reader import Record, Spot, text
from timeline.ingest.text_rule import Unfit, shortened
from timeline.model.catalogue.dated import ALWAYS

PUBLICATION_KEYS: Final = ("published_at", "embargo_until")
"""Keys of a catalogue entry that say since when the public may know it."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_INSTANT: Final = re.compile(_CLOCK + r":[0-5][0-9](?:\.[0-9]{1,6})?(?:Z|[+-](?:0[0-9]|1[0-9]|2[0-3]):[0-5][0-9])")
_WALL_CLOCK: Final = re.compile(_CLOCK + r"(?::[0-5][0-9])?")


def day(spot: Spot) -> date:
    """A date such as 2023-11-28. Raises Unfit for any other text."""
    return day_of(text(spot))


def day_of(written: str) -> date:
    """A date such as 2023-11-28. Raises Unfit for any other text."""
    try:
        if _DAY.fullmatch(written):
            return date.fromisoformat(written)
    except ValueError:
        pass
    raise Unfit(f"{shortened(written)} is not a date; write it as 2023-11-28")


def instant(spot: Spot) -> datetime:
    """An instant in UTC: RFC 3339 with an offset, or a day, which means its 00:00 UTC. Raises Unfit."""
    written = text(spot)
    if _DAY.fullmatch(written):
        return datetime.combine(day_of(written), time(), UTC)
    try:
        if _INSTANT.fullmatch(written):
            return datetime.fromisoformat(written).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    example = "2023-11-28 or 2023-11-28T10:30:00+01:00"
    raise Unfit(f"{shortened(written)} is not a date or a time with an offset; write it as {example}")


def own_publication(record: Record) -> datetime:
    """The instant from which an entry is public: the later of its `published_at` and `embargo_until` (R10).

    ALWAYS if it has neither; then the reports decide that come with it.
    """
    published_at, embargo_until = (record.read(key, instant) for key in PUBLICATION_KEYS)
    return max(published_at or ALWAYS, embargo_until or ALWAYS)


def local_time(spot: Spot) -> datetime:
    """A time at the place: aware if it has an offset, else naive. `model.dates.zones` checks it against its zone."""
    written = text(spot)
    try:
        if _INSTANT.fullmatch(written) or _WALL_CLOCK.fullmatch(written):
            return datetime.fromisoformat(written)
    except ValueError:
        pass
    example = "2023-11-28T10:30 or 2023-11-28T10:30:00+01:00"
    raise Unfit(f"{shortened(written)} is not a time of day; write it as {example}")
