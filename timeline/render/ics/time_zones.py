"""One VTIMEZONE for each zone, written with yearly rules, because clients misread a list of single onsets.

`ZoneRule` -> observances with DTSTART at their first onset and a yearly RRULE -> lines. Before the zone's present rule
began a VTIMEZONE says nothing: `uses_present_rule` tells the caller to write UTC instead (FEEDS.md 4).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from timeline.errors import InvalidDate
from timeline.render.ics.zone_rules import Change, ZoneRule, zone_rule

_DAY: Final = timedelta(days=1)
_WEEKDAYS: Final = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_LATEST: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""From here on a time is written in UTC: its neighbours may lie outside the calendar of Python."""

_YEARS_TO_FIRST_ONSET: Final = 40
"""Long enough for every weekday to fall on every day of a month, also across a century without a leap year."""


def uses_present_rule(name: str, instant: datetime) -> bool:
    """True if the zone's present rule already held then, so that `vtimezone(name)` gives the right offset."""
    return instant >= zone_rule(name).since


def is_utc(name: str) -> bool:
    """True for UTC under any of its names: a time in it needs no VTIMEZONE."""
    try:
        rule = zone_rule(name)
    except InvalidDate:
        return False
    return not rule.changes and rule.start.abbreviation == "UTC"


def means_one_instant(time: datetime, name: str) -> bool:
    """True if the wall clock of `time` (aware), read with `vtimezone(name)`, is that very instant.

    It is not before the present rule, nor in the second pass through an hour that comes twice: RFC 5545 §3.3.5 takes
    the first. A zone without a yearly rule means nothing.
    """
    try:
        rule = zone_rule(name)
    except InvalidDate:
        return False
    if not rule.since <= time < _LATEST:
        return False
    wall = time.replace(tzinfo=UTC)
    offsets = sorted({rule.start.east, *(change.after.east for change in rule.changes)}, reverse=True)
    instants = (wall - east for east in offsets if rule.offset_at(wall - east) == east)
    return next(instants, None) == time


@lru_cache(maxsize=256)
def vtimezone(name: str) -> bytes:
    """The lines from BEGIN:VTIMEZONE to END:VTIMEZONE with CRLF. Raises InvalidDate for a zone without yearly rule."""
    rule = zone_rule(name)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}", *_observances(rule), "END:VTIMEZONE"]
    return b"".join(line.encode("ascii") + b"\r\n" for line in lines)


def _observances(rule: ZoneRule) -> Iterator[str]:
    if not rule.changes:
        start = (rule.since + rule.start.east).replace(tzinfo=None)
        offset = _offset(rule.start.east)
        yield from _component("STANDARD", start, offset, offset, rule.start.abbreviation, None)
    for change in rule.changes:
        word = "DAYLIGHT" if change.after.east > change.before.east else "STANDARD"
        before, after = _offset(change.before.east), _offset(change.after.east)
        for recurrence, months in _recurrences(change):
            start = _first_onset(rule, change, months)
            yield from _component(word, start, before, after, change.after.abbreviation, recurrence)


def _component(word: str, start: datetime, before: str, after: str, name: str, recurrence: str | None) -> Iterator[str]:
    """One STANDARD or DAYLIGHT; `start` is the wall clock before the change (RFC 5545 §3.6.5)."""
    yield f"BEGIN:{word}"
    yield f"DTSTART:{start:%Y%m%dT%H%M%S}"
    if recurrence is not None:
        yield f"RRULE:{recurrence}"
    yield f"TZOFFSETFROM:{before}"
    yield f"TZOFFSETTO:{after}"
    yield f"TZNAME:{name}"
    yield f"END:{word}"


def _recurrences(change: Change) -> Iterator[tuple[str, frozenset[int]]]:
    """The yearly rules of one change and the months they are about: two when its seven days cross a month's end.

    A time of 24:00 or more, or before 0:00, moves the change to another day ("the day after the last Thursday"), which
    is then told by seven days of the month and a weekday.
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
    length = monthrange(2001, change.month)[1]
    first = length - 6 if change.week == 5 else 7 * (change.week - 1) + 1
    days = range(first + shift, first + shift + 7)
    before = (change.month - 2) % 12 + 1
    length_before = monthrange(2001, before)[1]
    for month, found in (
        (before, [day + length_before for day in days if day < 1]),
        (change.month, [day for day in days if 1 <= day <= length]),
        (change.month % 12 + 1, [day - length for day in days if day > length]),
    ):
        if found:
            yield month, found


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
