"""Compares the times that our calendars tell with zoneinfo: every IANA zone of the tzdata package, 1970 to 2040.

`zone_families` -> a zone and instants -> `compare` -> `clock_times`, the renderer's choice between a wall clock with
TZID and UTC -> the rendered VTIMEZONE, read by tests/vtimezone_reader.py -> `Tally`. A calendar program that has its
own zone data takes the TZID and ignores the VTIMEZONE: it must come to the same instant, so zoneinfo reads the wall
clock too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from tests.vtimezone_reader import WallClocks, read_vtimezones
from timeline.errors import InvalidDate
from timeline.render.ics.calendar_times import CalendarTimes, clock_times
from timeline.render.ics.time_zones import vtimezone

FIRST: Final = datetime(1970, 1, 1, tzinfo=UTC)
END: Final = datetime(2041, 1, 1, tzinfo=UTC)
DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
SECOND: Final = timedelta(seconds=1)
HOURS_AROUND: Final = 36
"""Hours on each side of a transition that are compared one by one."""

_MOST_FAULTS_TOLD: Final = 20


@dataclass(frozen=True, slots=True)
class Tally:
    """How many times were compared, how many of them went out with a TZID and as UTC, and what was wrong."""

    zoned: int = 0
    utc: int = 0
    faults: tuple[str, ...] = ()

    @property
    def compared(self) -> int:
        """All (zone, time) pairs."""
        return self.zoned + self.utc

    def __add__(self, other: Tally) -> Tally:
        faults = (self.faults + other.faults)[:_MOST_FAULTS_TOLD]
        return Tally(self.zoned + other.zoned, self.utc + other.utc, faults)


def zone_names() -> tuple[str, ...]:
    """Every zone of the tzdata package, aliases too, in alphabetical order."""
    return tuple(sorted(resources.files("tzdata").joinpath("zones").read_text("utf-8").split()))


def zone_families() -> tuple[tuple[str, ...], ...]:
    """The names again, those whose files hold the same bytes together: what is true of one is true of its aliases."""
    families: defaultdict[bytes, list[str]] = defaultdict(list)
    for name in zone_names():
        families[_zone_bytes(name)].append(name)
    return tuple(tuple(names) for names in families.values())


@cache
def zone_of_package(name: str) -> ZoneInfo:
    """The zone as the pinned package has it; the machine's own files may be older."""
    with resources.files("tzdata.zoneinfo").joinpath(*name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def local(instant: datetime, zone: ZoneInfo) -> datetime:
    """What the zone's clocks show at an instant, with a fixed offset."""
    shown = instant.astimezone(zone)
    return shown.replace(tzinfo=timezone(shown.utcoffset() or timedelta()), fold=0)


def transitions(zone: ZoneInfo) -> Iterator[datetime]:
    """The instants, 1970 to 2040, at which the offset changes: found by looking every other day, then by halving.

    The two nearest of all zones are a week apart.
    """
    days = [FIRST + count * 2 * DAY for count in range((END - FIRST).days // 2 + 2)]
    offsets = [day.astimezone(zone).utcoffset() for day in days]
    for (before, after), (old, new) in zip(pairwise(days), pairwise(offsets), strict=True):
        if old == new:
            continue
        while after - before > SECOND:
            middle = (before + (after - before) / 2).replace(microsecond=0)
            before, after = (middle, after) if middle.astimezone(zone).utcoffset() == old else (before, middle)
        yield after


def instants_around(changes: Iterable[datetime]) -> Iterator[datetime]:
    """Around each change every hour, the seconds, minutes and half hours next to it; the middle between two changes."""
    changes = list(changes)
    near = [SECOND, 60 * SECOND, HOUR / 2, HOUR - SECOND, HOUR + SECOND, 1.5 * HOUR]
    steps = sorted({sign * step for sign in (-1, 1) for step in near} | {n * HOUR for n in _span(HOURS_AROUND)})
    for change in changes:
        yield from (change + step for step in steps)
    for before, after in pairwise([FIRST, *changes, END]):
        yield (before + (after - before) / 2).replace(microsecond=0)


def first_days_of_months() -> Iterator[datetime]:
    """Noon (UTC) on the first day of every month, 1970 to 2040."""
    return (datetime(year, month, 1, 12, tzinfo=UTC) for year in range(FIRST.year, END.year) for month in range(1, 13))


def every_hour() -> Iterator[datetime]:
    """Every full hour (UTC), 1970 to 2040."""
    return (FIRST + count * HOUR for count in range((END - FIRST) // HOUR))


def compare(name: str, instants: Iterable[datetime]) -> Tally:
    """Each instant, written by the renderer as a time at the zone, is read back as that instant."""
    zone, clocks = zone_of_package(name), _clocks_of(name)
    zoned = utc = 0
    faults: list[str] = []
    for instant in instants:
        times = clock_times(local(instant, zone), None, name)
        zoned, utc = (zoned + 1, utc) if times.zone else (zoned, utc + 1)
        if (fault := _fault(times, instant, zone, clocks)) is not None and len(faults) < _MOST_FAULTS_TOLD:
            faults.append(f"{name} at {instant:%Y-%m-%dT%H:%M:%SZ}: {fault}")
    return Tally(zoned, utc, tuple(faults))


def compare_aliases(family: tuple[str, ...]) -> Tally:
    """The aliases of a zone have its VTIMEZONE but for the name, and times at them go out as times at it."""
    first, *aliases = family
    faults = tuple(f"{alias} is not {first}" for alias in aliases if _unnamed(alias) != _unnamed(first))
    return Tally(faults=faults)


def _fault(times: CalendarTimes, instant: datetime, zone: ZoneInfo, clocks: WallClocks | None) -> str | None:
    wall = times.starts
    assert isinstance(wall, datetime)
    if times.zone is None:
        return None if wall == instant and wall.tzinfo is UTC else f"UTC {wall}"
    if clocks is None or times.zone != clocks.zone or wall.tzinfo is not None:
        return f"{wall} in {times.zone}, which is not defined"
    try:
        told = clocks.instant(wall)
    except LookupError as error:
        return str(error)
    known = wall.replace(tzinfo=zone).astimezone(UTC)
    return None if told == known == instant else f"{wall} is {told} by the VTIMEZONE, {known} by zoneinfo"


def _clocks_of(name: str) -> WallClocks | None:
    """The zone's rendered VTIMEZONE as read, or None if it can not be told by yearly rules."""
    try:
        return read_vtimezones(vtimezone(name))[name]
    except InvalidDate:
        return None


def _unnamed(name: str) -> bytes | None:
    try:
        return vtimezone(name).replace(f"TZID:{name}\r\n".encode(), b"TZID\r\n")
    except InvalidDate:
        return None


def _zone_bytes(name: str) -> bytes:
    return resources.files("tzdata.zoneinfo").joinpath(*name.split("/")).read_bytes()


def _span(count: int) -> range:
    return range(-count, count + 1)
