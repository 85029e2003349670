"""One VTIMEZONE for each zone, written with yearly rules, because calendar programs misread a list of single onsets.

`ZoneRule` -> observances with DTSTART at their first onset and a yearly RRULE -> lines. Such a VTIMEZONE does not
cover the time before the zone's present rule began: where `means_one_instant` is false, the caller writes UTC
(docs/FEEDS.md 4).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from dateutil.relativedelta import relativedelta

from timeline.errors import InvalidDate
from timeline.model.dates.zone_release import release_day, zone_release
from timeline.render.ics.zone_rules import Change, Offset, ZoneRule, zone_rule

_DAY: Final = timedelta(days=1)
_WEEKDAYS: Final = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_AGE_OF_A_KNOWN_RULE: Final = relativedelta(years=2)
_LATEST: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""From here on a time is written in UTC, because the arithmetic on its neighbours may leave the years of Python."""

_YEARS_TO_FIRST_ONSET: Final = 40
"""In 40 years every weekday falls on every day of a month, even across a century year that is not a leap year."""


def is_utc(name: str) -> bool:
    """True for UTC under any of its names: a time in it needs no VTIMEZONE."""
    try:
        rule = zone_rule(name)
    except InvalidDate:
        return False
    return not rule.changes and rule.start.abbreviation == "UTC"


def means_one_instant(moment: datetime, name: str) -> bool:
    """True if the wall clock of `moment` (aware), read with `vtimezone(name)`, gives the same instant again.

    False before the zone's present rule began, in both passes through a repeated hour (RFC 5545 §3.3.5 takes the first,
    half of the calendar programs the second), in a gap, and for a zone without a yearly rule.
    """
    try:
        rule = zone_rule(name)
    except InvalidDate:
        return False
    if not rule.since <= moment < _LATEST:
        return False
    wall = moment.replace(tzinfo=UTC)
    offsets = {rule.start.east, *(change.after.east for change in rule.changes)}
    return [wall - east for east in offsets if rule.offset_at(wall - east) == east] == [moment]


@lru_cache(maxsize=1024)
def is_read_alike(name: str) -> bool:
    """True if calendar programs agree on the clocks of the zone; where they do not, times are written in UTC.

    False where the clocks do not change on the n-th or last weekday of a month, which MS-OXCICAL 2.1.3.1.1.19.2 can not
    read, and where the present rule began less than two years before the release of the zone data, so that the tables
    of many programs lack it.
    """
    try:
        rule = zone_rule(name)
    except InvalidDate:
        return False
    released = datetime.combine(release_day(zone_release()), time(), UTC)
    is_old = rule.since <= released - _AGE_OF_A_KNOWN_RULE
    return is_old and all(timedelta() <= change.time < _DAY for change in rule.changes)


@lru_cache(maxsize=256)
def vtimezone(name: str) -> bytes:
    """The lines from BEGIN:VTIMEZONE to END:VTIMEZONE with CRLF. Raises InvalidDate if the zone has no yearly rule."""
    rule = zone_rule(name)
    observances = (line for observance in _observances(rule) for line in observance.lines())
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}", *observances, "END:VTIMEZONE"]
    return b"".join(line.encode("ascii") + b"\r\n" for line in lines)


@dataclass(frozen=True, slots=True)
class _Observance:
    """One STANDARD or DAYLIGHT component (RFC 5545 §3.6.5).

    `start` is the wall clock before the change; `recurrence` is the RRULE, None for a zone whose clocks never change.
    """

    start: datetime
    before: Offset
    after: Offset
    recurrence: str | None

    def lines(self) -> Iterator[str]:
        """From BEGIN to END."""
        name = "DAYLIGHT" if self.after.east > self.before.east else "STANDARD"
        yield f"BEGIN:{name}"
        yield f"DTSTART:{self.start:%Y%m%dT%H%M%S}"
        if self.recurrence is not None:
            yield f"RRULE:{self.recurrence}"
        yield f"TZOFFSETFROM:{_offset(self.before.east)}"
        yield f"TZOFFSETTO:{_offset(self.after.east)}"
        yield f"TZNAME:{self.after.abbreviation}"
        yield f"END:{name}"


def _observances(rule: ZoneRule) -> Iterator[_Observance]:
    if not rule.changes:
        start = (rule.since + rule.start.east).replace(tzinfo=None)
        yield _Observance(start, rule.start, rule.start, None)
    for change in rule.changes:
        for recurrence, months in _recurrences(change):
            yield _Observance(_first_onset(rule, change, months), change.before, change.after, recurrence)


def _recurrences(change: Change) -> Iterator[tuple[str, frozenset[int]]]:
    """The yearly rules of one change, each with its months: two rules if the seven possible days cross a month's end.

    A time of 24:00 or more, or before 0:00, moves the change to another day ("the day after the last Thursday"). Such a
    day is written as seven days of the month and a weekday.
    """
    shift = change.time // _DAY
    weekday = _WEEKDAYS[(change.weekday + shift) % 7]
    if not shift:
        week = -1 if change.week == 5 else change.week
        yield f"FREQ=YEARLY;BYMONTH={change.month};BYDAY={week}{weekday}", frozenset({change.month})
        return
    for month, days in _shifted_days(change, shift):
        listed = ",".join(str(day) for day in days)
        yield f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={listed};BYDAY={weekday}", frozenset({month})


def _shifted_days(change: Change, shift: int) -> Iterator[tuple[int, list[int]]]:
    """The months and days on which the moved change can fall, month by month."""
    length = monthrange(2001, change.month)[1]  # of a year that is not a leap year
    first = length - 6 if change.week == 5 else 7 * (change.week - 1) + 1
    days = range(first + shift, first + shift + 7)
    before = (change.month - 2) % 12 + 1
    length_before = monthrange(2001, before)[1]
    for month, days_of_month in (
        (before, [day + length_before for day in days if day < 1]),
        (change.month, [day for day in days if 1 <= day <= length]),
        (change.month % 12 + 1, [day - length for day in days if day > length]),
    ):
        if days_of_month:
            yield month, days_of_month


def _first_onset(rule: ZoneRule, change: Change, months: frozenset[int]) -> datetime:
    """The first time from `rule.since` on at which the change falls into one of the months, by the clock before it."""
    years = range(rule.since.year - 1, rule.since.year + _YEARS_TO_FIRST_ONSET)
    onsets = (change.instant_in(year) for year in years)
    walls = (onset + change.before.east for onset in onsets if onset >= rule.since)
    return next(wall for wall in walls if wall.month in months).replace(tzinfo=None)


def _offset(east: timedelta) -> str:
    """The offset as +hhmm, or +hhmmss if it has seconds."""
    seconds = abs(east) // timedelta(seconds=1)
    minutes, rest = divmod(seconds, 60)
    sign = "-" if east < timedelta() else "+"
    return f"{sign}{minutes // 60:02}{minutes % 60:02}{f'{rest:02}' if rest else ''}"
