"""A reader of VTIMEZONE that owes nothing to the code it judges: it knows RFC 5545 and the bytes, no time zone data.

Content lines -> observances (§3.6.5) -> the onsets of each, its yearly RRULE expanded (§3.3.10, §3.8.5.3) ->
`WallClocks`, which says what instant a wall clock means (§3.3.5). What it does not know it refuses: a part of a rule
that no zone of ours uses today must be taught to it first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

LAST_YEAR: Final = 2101
"""Rules are expanded up to the end of this year."""

WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Observance:
    """One STANDARD or DAYLIGHT: its onsets by the clock before them, and the offsets east of UTC around them."""

    onsets: tuple[datetime, ...]
    offset_from: timedelta
    offset_to: timedelta


@dataclass(frozen=True, slots=True)
class WallClocks:
    """The onsets of all observances of a zone, earliest first, each with the offsets before and after it."""

    zone: str
    onsets: tuple[datetime, ...]
    offsets: tuple[tuple[timedelta, timedelta], ...]

    def instant(self, wall: datetime) -> datetime:
        """The instant (UTC) of a naive wall clock; of an hour that comes twice the first, in a gap by the old offset.

        Raises LookupError before the first onset: there the VTIMEZONE says nothing.
        """
        at = bisect_right(self.onsets, wall) - 1
        if at < 0:
            raise LookupError(f"{self.zone} has no observance at {wall}")
        before, after = self.offsets[at]
        is_gap = wall - self.onsets[at] < after - before
        return wall.replace(tzinfo=UTC) - (before if is_gap else after)


def read_vtimezones(content: bytes) -> dict[str, WallClocks]:
    """The zones that a calendar (or a piece of one, unfolded here) defines, by TZID; one defined twice is an error."""
    text = content.replace(b"\r\n ", b"").decode("utf-8")
    zones: dict[str, WallClocks] = {}
    for component in re.findall(r"^BEGIN:VTIMEZONE\r\n(.*?)^END:VTIMEZONE\r\n", text, re.DOTALL | re.MULTILINE):
        found = re.findall(r"^BEGIN:(STANDARD|DAYLIGHT)\r\n(.*?)^END:\1\r\n", component, re.DOTALL | re.MULTILINE)
        zone = _properties(component[: component.index("BEGIN:")])["TZID"]
        assert zone not in zones, f"{zone} is defined twice"
        zones[zone] = _wall_clocks(zone, [_observance(_properties(lines)) for _, lines in found])
    return zones


def _properties(lines: str) -> dict[str, str]:
    """Names and values; none of ours has parameters, none comes twice."""
    properties: dict[str, str] = {}
    for line in filter(None, lines.split("\r\n")):
        name, value = line.split(":", 1)
        assert name not in properties, f"{name} comes twice in {lines!r}"
        properties[name] = value
    return properties


def _wall_clocks(zone: str, observances: Sequence[Observance]) -> WallClocks:
    told = sorted((onset, each.offset_from, each.offset_to) for each in observances for onset in each.onsets)
    return WallClocks(zone, tuple(onset for onset, _, _ in told), tuple((old, new) for _, old, new in told))


def _observance(properties: dict[str, str]) -> Observance:
    unknown = properties.keys() - {"DTSTART", "RRULE", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"}
    assert not unknown, f"not understood: {unknown}"
    start = datetime.strptime(properties["DTSTART"], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - a wall clock
    rule = properties.get("RRULE")
    onsets = (start,) if rule is None else tuple(_yearly(start, rule))
    assert onsets[0] == start, f"DTSTART {start} is not the first onset of {rule}"
    return Observance(onsets, _offset(properties["TZOFFSETFROM"]), _offset(properties["TZOFFSETTO"]))


def _offset(text: str) -> timedelta:
    """The utc-offset of §3.3.14: a sign, hours, minutes, perhaps seconds; minus nothing is not allowed."""
    match = re.fullmatch(r"([+-])(\d\d)(\d\d)(\d\d)?", text)
    assert match is not None, text
    assert text not in {"-0000", "-000000"}, text
    size = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    return -size if match[1] == "-" else size


def _yearly(start: datetime, rule: str) -> Iterator[datetime]:
    """Every recurrence from `start` on of a rule with FREQ=YEARLY, one BYMONTH, one BYDAY and perhaps BYMONTHDAY."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    assert parts.pop("FREQ") == "YEARLY", rule
    month, weekday = int(parts.pop("BYMONTH")), parts.pop("BYDAY")
    monthdays = [int(day) for day in parts.pop("BYMONTHDAY").split(",")] if "BYMONTHDAY" in parts else None
    assert not parts, f"not understood: {parts}"
    for year in range(start.year, LAST_YEAR + 1):
        for day in _matching_days(year, month, weekday, monthdays):
            if (onset := datetime.combine(day, start.time())) >= start:
                yield onset


def _matching_days(year: int, month: int, weekday: str, monthdays: Sequence[int] | None) -> list[date]:
    """The days of a month on that weekday: all, the n-th, or the n-th from its end; limited to days of the month."""
    days = [day for day in _days_of_month(year, month) if WEEKDAYS[day.weekday()] == weekday[-2:]]
    if monthdays is not None:
        assert weekday in WEEKDAYS, "BYDAY has a number beside BYMONTHDAY"
        return [day for day in days if day.day in monthdays]
    if weekday in WEEKDAYS:
        return days
    number = int(weekday[:-2])
    place = number - 1 if number > 0 else len(days) + number
    return [days[place]] if 0 <= place < len(days) else []


def _days_of_month(year: int, month: int) -> list[date]:
    first = date(year, month, 1)
    return [day for count in range(31) if (day := first + count * ONE_DAY).month == month]
