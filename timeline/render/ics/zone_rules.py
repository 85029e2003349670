"""The rule that a time zone follows at present, and the instant since which it holds.

`ZoneFile` -> `zone_rule` -> `ZoneRule`: no change of clocks, or two changes a year as the POSIX TZ string gives them.
The rule holds since the end of the last period of the file in which the file and the rule give different offsets.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Final

from timeline.errors import InvalidDate
from timeline.render.ics.zone_files import Transition, read_zone_file

EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""No rule is used before this instant, even if it already held."""

_NAME: Final = r"<[A-Za-z0-9+-]+>|[A-Za-z]+"
_TIME: Final = r"[+-]?\d{1,3}(?::\d\d(?::\d\d)?)?"
_CHANGE: Final = rf",M(\d+)\.(\d)\.(\d)(?:/({_TIME}))?"
_POSIX_TZ: Final = re.compile(rf"({_NAME})({_TIME})(?:({_NAME})({_TIME})?{_CHANGE}{_CHANGE})?")


@dataclass(frozen=True, slots=True)
class Offset:
    """An offset from UTC, positive in the east, with its abbreviation."""

    east: timedelta
    abbreviation: str


@dataclass(frozen=True, slots=True)
class Change:
    """A yearly change of clocks: on the `week`-th (5 = last) `weekday` (0 = Sunday) of `month`, at `time`.

    `time` counts from midnight of that day on the clock before the change; it may be negative or longer than a day.
    """

    month: int
    week: int
    weekday: int
    time: timedelta
    before: Offset
    after: Offset

    def instant_in(self, year: int) -> datetime:
        """The instant (UTC) of the change in that year."""
        first = date(year, self.month, 1)
        day = 1 + (self.weekday - first.isoweekday()) % 7 + 7 * (self.week - 1)
        day -= 7 if day > monthrange(year, self.month)[1] else 0
        midnight = datetime(year, self.month, day, tzinfo=UTC)
        return midnight + self.time - self.before.east


@dataclass(frozen=True, slots=True)
class ZoneRule:
    """The rule of a zone from `since` (UTC, inclusive) on: no change (`changes` empty) or two changes a year.

    `start` is the offset that begins at `since`; with changes, `since` is the instant of one of them.
    """

    zone: str
    since: datetime
    start: Offset
    changes: tuple[Change, ...]

    def offset_at(self, instant: datetime) -> timedelta:
        """The offset from UTC that the rule gives at an instant not before `since`."""
        return _offset_by(self.changes, instant) if self.changes else self.start.east


@lru_cache(maxsize=1024)
def zone_rule(name: str) -> ZoneRule:
    """The present rule of an IANA zone. Raises InvalidDate for other names and rules without months and weekdays."""
    file = read_zone_file(name)
    match = _POSIX_TZ.fullmatch(file.posix_tz)
    if match is None:
        raise InvalidDate(name, f"its rule {file.posix_tz!r} is not written with months and weekdays")
    # POSIX counts offsets west of UTC, hence the sign.
    standard = Offset(-_read_time(match[2]), match[1].strip("<>"))
    if match[3] is None:
        return ZoneRule(name, _since_constant(file.transitions), standard, ())
    east = -_read_time(match[4]) if match[4] else standard.east + timedelta(hours=1)
    other = Offset(east, match[3].strip("<>"))
    changes = (
        _read_change(match.group(5, 6, 7, 8), standard, other),
        _read_change(match.group(9, 10, 11, 12), other, standard),
    )
    since, change = _first_change(changes, file.transitions)
    return ZoneRule(name, since, change.after, changes)


def _since_constant(transitions: tuple[Transition, ...]) -> datetime:
    """The instant since which the offset is constant and every wall clock is unambiguous.

    If clocks were last set back, this is after the repeated hour: programs with zone data of their own read a wall
    clock of that hour as its first pass. Transitions that keep the offset do not count.
    """
    pairs = pairwise(transitions)
    begun = (at + max(before - after, timedelta()) for (_, before), (at, after) in pairs if before != after)
    return max((EARLIEST, *begun))


def _first_change(changes: tuple[Change, ...], transitions: tuple[Transition, ...]) -> tuple[datetime, Change]:
    """The earliest change after which file and rule always agree, and its instant."""
    agreed = max((EARLIEST, *_contradictions(changes, transitions)))
    moments = (moment for year in (agreed.year + 1, agreed.year + 2) for moment in _moments(changes, year))
    return min((moment for moment in moments if moment[0] >= agreed), key=_instant)


def _contradictions(changes: tuple[Change, ...], transitions: tuple[Transition, ...]) -> Iterator[datetime]:
    """The ends of those periods between two transitions of the file in which the rule gives another offset."""
    for (begun, offset), (end, _) in pairwise(transitions):
        start = max(begun, EARLIEST)
        if end > start and (_offset_by(changes, start) != offset or _changes_within(changes, start, end)):
            yield end


def _changes_within(changes: tuple[Change, ...], start: datetime, end: datetime) -> bool:
    years = range(start.year, end.year + 1)
    return any(start < at < end for year in years for at, _ in _moments(changes, year))


def _offset_by(changes: tuple[Change, ...], instant: datetime) -> timedelta:
    """The offset after the latest change up to the instant."""
    passed = (moment for moment in _moments(changes, instant.year) if moment[0] <= instant)
    return max(passed, key=_instant)[1].after.east


@lru_cache(maxsize=4096)
def _moments(changes: tuple[Change, ...], year: int) -> tuple[tuple[datetime, Change], ...]:
    """Every change of that year and of the year before, with its instant."""
    return tuple((change.instant_in(each), change) for each in (year - 1, year) for change in changes)


def _instant(moment: tuple[datetime, Change]) -> datetime:
    return moment[0]


def _read_change(written: tuple[str | None, ...], before: Offset, after: Offset) -> Change:
    month, week, weekday = (int(number or 0) for number in written[:3])
    time = timedelta(hours=2) if written[3] is None else _read_time(written[3])
    return Change(month, week, weekday, time, before, after)


def _read_time(text: str) -> timedelta:
    """A signed time of the POSIX TZ string, hh[:mm[:ss]]."""
    hours, minutes, seconds = [*(int(part) for part in text.lstrip("+-").split(":")), 0, 0][:3]
    time = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -time if text.startswith("-") else time
