"""Local times: gives a wall clock its offset, and refuses a time that the zone's clocks never showed or showed twice.

A naive time is a wall clock in the zone; an aware one must have the offset of its zone at that instant. No time is
moved: a gap, a repeated hour or a wrong offset raises InvalidDate naming the possible times. The result has a fixed
offset in whole minutes (RFC 3339), so that it compares, prints and reads back the same everywhere.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo

from timeline.errors import InvalidDate

_RFC_3339: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)


def is_time_zone(name: str) -> bool:
    """True if the name is an IANA time zone."""
    return name in time_zone_names()


@cache
def zone_named(name: str) -> ZoneInfo:
    """The IANA zone. Raises InvalidDate for any other name.

    It is read from the pinned tzdata package, never from the machine's own files: the same text must mean the same
    instant everywhere (R13).
    """
    if not is_time_zone(name):
        raise InvalidDate(name, "it is not an IANA time zone")
    with resources.files("tzdata.zoneinfo").joinpath(*name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def local_time(time: datetime, time_zone: str) -> datetime:
    """The time with the fixed offset of `time_zone` then. Raises InvalidDate (gap, repeated hour, wrong offset)."""
    zone = zone_named(time_zone)
    try:
        if time.tzinfo is None or isinstance(time.tzinfo, ZoneInfo):
            return _of_wall_clock(time, zone, time_zone) if time.tzinfo is None else _of_zoned(time, zone, time_zone)
        return _of_offset(time, zone, time_zone)
    except OverflowError:
        raise InvalidDate(time.isoformat(), "it lies outside the years 0001 to 9999") from None


def time_of_wall_clock(logged: datetime, time_zone: str) -> datetime:
    """The wall clock of a logged time with the offset that the zone gives it now; never refused.

    An hour that occurs twice keeps the logged pass, if it is one of them, and else has the first. In a gap the clock
    before the gap goes on (RFC 5545 §3.3.5). In a zone that the zone data do not know, the logged offset stays.
    """
    if not is_time_zone(time_zone):
        return logged
    wall, zone = logged.replace(tzinfo=None), zone_named(time_zone)
    try:
        passes = [_fixed(wall, wall.replace(tzinfo=zone, fold=fold).utcoffset()) for fold in (0, 1)]
    except InvalidDate:
        return logged
    return logged if logged in passes else passes[0]


def local_day(time: datetime, time_zone: str) -> date:
    """The local day of the instant. Raises InvalidDate outside the years 0001 to 9999."""
    try:
        return time.astimezone(zone_named(time_zone)).date()
    except OverflowError:
        raise InvalidDate(time.isoformat(), "it lies outside the years 0001 to 9999") from None


def read_instant(text: str, field: str) -> datetime:
    """The aware time of an RFC 3339 text with seconds. Raises InvalidDate naming the field."""
    try:
        if _RFC_3339.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise InvalidDate(text, f"write {field} as 2023-11-28T10:30:00+01:00")


@cache
def time_zone_names() -> frozenset[str]:
    """The names of all IANA zones of the pinned tzdata."""
    return frozenset(resources.files("tzdata").joinpath("zones").read_text("ascii").split())


def _of_wall_clock(wall: datetime, zone: ZoneInfo, time_zone: str) -> datetime:
    """The only instant at which the zone's clocks show this wall time. Raises InvalidDate if there is none or two."""
    before, after = (_fixed(wall, wall.replace(tzinfo=zone, fold=fold).utcoffset()) for fold in (0, 1))
    if before.utcoffset() == after.utcoffset():
        return _checked_range(before)
    times = " and ".join(sorted({_fixed_at(time, zone).isoformat() for time in (before, after)}))
    is_gap = _fixed_at(before, zone).replace(tzinfo=None) != before.replace(tzinfo=None)
    reason = "does not exist" if is_gap else "occurs twice"
    word = "the nearest times are" if is_gap else "the possible times are"
    raise InvalidDate(wall.isoformat(), f"this time {reason} in {time_zone}; {word} {times}")


def _of_zoned(time: datetime, zone: ZoneInfo, time_zone: str) -> datetime:
    """A time whose tzinfo is a zone: its wall clock must be unambiguous there, and its offset that of `zone`."""
    own = time.tzinfo
    if isinstance(own, ZoneInfo) and own.key is not None and is_time_zone(own.key):
        time = _of_wall_clock(time.replace(tzinfo=None, fold=0), own, own.key)
    return _of_offset(time, zone, time_zone)


def _of_offset(time: datetime, zone: ZoneInfo, time_zone: str) -> datetime:
    """The same instant. Raises InvalidDate if its offset is not that of the zone then."""
    fixed = _checked_range(_fixed(time, time.utcoffset()))
    real = _fixed_at(fixed, zone)
    if real.utcoffset() == fixed.utcoffset():
        return fixed
    wall = fixed.replace(tzinfo=None)
    meant = {_fixed_at(_fixed(wall, wall.replace(tzinfo=zone, fold=fold).utcoffset()), zone) for fold in (0, 1)}
    times = " and ".join(sorted({moment.isoformat() for moment in (real, *meant)}))
    raise InvalidDate(fixed.isoformat(), f"{time_zone} has another offset then; the possible times are {times}")


def _fixed(time: datetime, offset: timedelta | None) -> datetime:
    """The wall clock with a fixed offset. Raises InvalidDate for an offset that RFC 3339 cannot express."""
    if offset is None or offset % timedelta(minutes=1):
        raise InvalidDate(time.isoformat(), f"its offset {offset} is not in whole minutes")
    return time.replace(tzinfo=UTC if not offset else timezone(offset), fold=0)


def _fixed_at(instant: datetime, zone: ZoneInfo) -> datetime:
    """The instant as the zone's clocks show it, with a fixed offset."""
    shown = instant.astimezone(zone)
    return _fixed(shown, shown.utcoffset())


def _checked_range(time: datetime) -> datetime:
    """The same time. Raises OverflowError if its instant lies outside the years 0001 to 9999."""
    time.astimezone(UTC)
    return time
