"""75 times of day that calendar programs get wrong, each with the instant that it is, as a document to file.

wall clock + zone (+ offset where the wall clock comes twice) -> `TIMES` -> one confirmed meeting each -> `document`.
The instants are worked out by the offsets written here or by Python from the pinned zone data, never by the service.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo

import orjson

SOURCE: Final = "clocks-2026"

TWICE: Final = (
    ("Europe/Brussels", "2026-10-25T02:30", "+02:00", "+01:00"),
    ("Europe/London", "2025-10-26T01:15", "+01:00", "+00:00"),
    ("Europe/Kyiv", "2027-10-31T03:45", "+03:00", "+02:00"),
    ("America/New_York", "2026-11-01T01:30", "-04:00", "-05:00"),
    ("America/St_Johns", "2026-11-01T01:00", "-02:30", "-03:30"),
    ("America/Chicago", "2027-11-07T01:45", "-05:00", "-06:00"),
    ("Australia/Sydney", "2026-04-05T02:10", "+11:00", "+10:00"),
    ("Australia/Lord_Howe", "2026-04-05T01:45", "+11:00", "+10:30"),
    ("Pacific/Chatham", "2026-04-05T03:30", "+13:45", "+12:45"),
    ("Asia/Jerusalem", "2026-10-25T01:20", "+03:00", "+02:00"),
)
"""A wall clock that comes twice that day, with the offset of the first and of the second time."""

ODD_RULES: Final = (
    "Africa/Cairo", "Asia/Jerusalem", "America/Nuuk", "America/Santiago", "America/Scoresbysund", "Asia/Gaza",
    "Asia/Hebron",
)  # fmt: skip
"""Zones whose change is not the n-th or last weekday of a month."""

YOUNG_RULES: Final = (
    "America/Vancouver",
    "America/Edmonton",
    "America/Winnipeg",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
)
"""Zones whose present rule is younger than two years, so that programs with tables of their own do not know it."""

PLAIN: Final = (
    "Europe/Brussels", "Europe/Dublin", "America/New_York", "Australia/Sydney", "Asia/Tokyo", "Asia/Kathmandu",
    "Asia/Tehran", "Europe/Moscow",
)  # fmt: skip

_AROUND_CHANGES: Final = (
    ("Europe/Brussels", "2026-03-29T01:59"), ("Europe/Brussels", "2026-03-29T03:00"),
    ("Europe/Brussels", "2026-10-25T03:00"), ("America/New_York", "2027-03-14T03:00"),
    ("America/New_York", "2027-11-07T02:00"), ("Pacific/Auckland", "2026-09-27T03:30"),
    ("Asia/Jerusalem", "2026-03-27T03:00"), ("Africa/Cairo", "2026-04-24T01:30"),
    ("America/Santiago", "2026-09-06T09:00"), ("Europe/London", "2032-07-01T18:00"),
    ("Europe/Brussels", "1977-08-01T09:00"), ("Europe/Moscow", "2012-01-15T12:00"),
    ("America/New_York", "2006-03-20T09:00"), ("Pacific/Apia", "2011-12-31T09:00"),
    ("Europe/Istanbul", "2015-12-01T10:00"),
)  # fmt: skip
"""Minutes before and after a change, and years that had other rules than today."""


def zone(name: str) -> ZoneInfo:
    """The zone in the pinned data; the machine's own may be older."""
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, name)


def _times() -> dict[str, datetime]:
    """The instant of each event, with its wall clock and zone as the name."""
    twice = {
        f"{wall}:00{offset} {name}": datetime.fromisoformat(f"{wall}:00{offset}").astimezone(UTC)
        for name, wall, *offsets in TWICE
        for offset in offsets
    }
    halves = [(name, f"2026-{day}T09:30") for name in (*ODD_RULES, *YOUNG_RULES, *PLAIN) for day in ("07-15", "12-10")]
    walls = (*halves, *_AROUND_CHANGES)
    return twice | {
        f"{wall}:00 {name}": datetime.fromisoformat(wall).replace(tzinfo=zone(name)).astimezone(UTC)
        for name, wall in walls
    }


TIMES: Final = _times()
"""The start of each event in UTC, by its title; each lasts half an hour."""

LENGTH: Final = timedelta(minutes=30)


def document() -> bytes:
    """The document, JSON of the exchange format."""
    source = {"id": SOURCE, "publisher": "Clockmaker", "tier": "official", "published_at": "2024-03-01"}
    return orjson.dumps({"sources": [source], "reports": [_report(title) for title in TIMES]})


def _report(title: str) -> dict[str, object]:
    starts_at, name = title.split()
    ends = TIMES[title] + LENGTH
    when = {"starts_at": starts_at, "ends_at": ends.astimezone(zone(name)).isoformat(), "time_zone": name}
    says = {"kind": "meeting", "status": "confirmed", "title": title, "when": when}
    return {"source": SOURCE, "record": title.replace(" ", "_"), "says": says}
