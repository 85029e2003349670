"""Reads and writes the date notation: the part of EDTF (ISO 8601-2) that docs/DATES.md lists.

text -> one part, an interval `a/b` or a one-of set `[a..b]` -> parts -> `DayBounds`.
A part is a year, month, day or season, with unspecified digits (X) and one qualifier (? ~ %) at its end.
Bounds are inclusive days; `~` and `%` widen them: a day by 3 days, a month or season by 1 month, a year by 1 year.
Any other text raises InvalidDate. `model.dates.event_date` gives the bounds their meaning.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from dateutil.relativedelta import relativedelta

from timeline.errors import InvalidDate

_PART: Final = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(?P<month>[0-9]{2}|XX))?(?:-(?P<day>[0-9]{2}|XX))?(?P<qualifier>[?~%])?"
)
_SEASON_MONTHS: Final = {21: 3, 22: 6, 23: 9, 24: 12}
"""The first month of each northern season; a season has three months."""

_DAYS_AROUND_A_DAY: Final = 3

Unit = Literal["day", "month", "season", "year", "years"]


@dataclass(frozen=True, slots=True)
class DayBounds:
    """Inclusive bounds; `None` is an open or unknown side. `exact`: they are the real first and last day."""

    first_day: date | None
    last_day: date | None
    exact: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """One date of a notation: the first and last day that it names, and both after widening by its qualifier."""

    named_first: date
    named_last: date
    first_day: date
    last_day: date
    is_exact_day: bool


@lru_cache(maxsize=4096)
def read_edtf(text: str) -> DayBounds:
    """The inclusive day bounds of a text in the notation (docs/DATES.md, Notation). Raises InvalidDate."""
    if text.startswith("["):
        return _read_one_of(text)
    if "/" in text:
        return _read_interval(text)
    part = _read_part(text, text)
    return DayBounds(part.first_day, part.last_day, part.is_exact_day)


def write_edtf(first_day: date | None, last_day: date | None, *, exact: bool) -> str | None:
    """The notation of bounds, from which `read_edtf` gives back the bounds and whether they are exact.

    A day, `a/b`, `a/..` or `../b`; what is not exact is `[a..b]`, a single day gets a `?`. None without any bound.
    """
    if not exact and first_day is not None and last_day is not None:
        return write_one_of(first_day, last_day)
    return write_interval(first_day, last_day, exact=exact)


def write_interval(first_day: date | None, last_day: date | None, *, exact: bool) -> str | None:
    """The same, but `a/b` also for bounds that are not exact: the notation of the log, on which ids depend (R13)."""
    if first_day is None and last_day is None:
        return None
    if first_day == last_day and first_day is not None:
        return first_day.isoformat() if exact else f"{first_day.isoformat()}?"
    return f"{_bound(first_day)}/{_bound(last_day)}"


def write_one_of(first_day: date, last_day: date) -> str:
    """The notation of "one day from first_day to last_day", both included; a single day gets a `?` (uncertain)."""
    if first_day == last_day:
        return f"{first_day.isoformat()}?"
    return f"[{first_day.isoformat()}..{last_day.isoformat()}]"


def _bound(day: date | None) -> str:
    return ".." if day is None else day.isoformat()


def _read_interval(text: str) -> DayBounds:
    left, right, *more = text.split("/")
    if more:
        raise InvalidDate(text, "an interval has only one '/'")
    first = None if left in ("", "..") else _read_part(left, text)
    last = None if right in ("", "..") else _read_part(right, text)
    if first is None and last is None:
        raise InvalidDate(text, "both ends of the interval are open")
    return _span(text, first, last, exact=bool(first and last and first.is_exact_day and last.is_exact_day))


def _span(text: str, first: _Part | None, last: _Part | None, *, exact: bool) -> DayBounds:
    """From the first day of one part to the last day of the other. Raises InvalidDate if it ends before it starts."""
    if first is not None and last is not None and first.named_first > last.named_last:
        raise InvalidDate(text, "its end lies before its start")
    return DayBounds(first.first_day if first else None, last.last_day if last else None, exact)


def _read_one_of(text: str) -> DayBounds:
    """A one-of set (EDTF level 2): from its earliest to its latest day, never exact."""
    if not text.endswith("]"):
        raise InvalidDate(text, "a one-of set ends with ']'")
    members = text[1:-1].split(",")
    if len(members) == 1 and ".." not in members[0]:
        raise InvalidDate(text, "a one-of set has a range or several members")
    spans = [_read_member(member, text) for member in members]
    if any(span.first_day is None for span in spans[1:]) or any(span.last_day is None for span in spans[:-1]):
        raise InvalidDate(text, "only the first and the last member of a one-of set can be open")
    starts = [span.first_day for span in spans if span.first_day is not None]
    ends = [span.last_day for span in spans if span.last_day is not None]
    first_day = min(starts) if spans[0].first_day is not None else None
    last_day = max(ends) if spans[-1].last_day is not None else None
    if first_day is not None and last_day is None and any(end < first_day for end in ends):
        raise InvalidDate(text, "its end lies before its start")
    return DayBounds(first_day, last_day, exact=False)


def _read_member(member: str, text: str) -> DayBounds:
    """One member of a one-of set: a part or a range `a..b`, `..b`, `a..`."""
    left, range_mark, right = member.partition("..")
    if not range_mark:
        part = _read_part(member, text)
        return DayBounds(part.first_day, part.last_day, exact=False)
    if not left and not right:
        raise InvalidDate(text, "a range of a one-of set needs a day on at least one side")
    first = _read_part(left, text) if left else None
    last = _read_part(right, text) if right else None
    return _span(text, first, last, exact=False)


def _read_part(part: str, text: str) -> _Part:
    """The days of a single year, month, day or season; `text` is the whole notation, for the error InvalidDate."""
    match = _PART.fullmatch(part)
    if match is None:
        reason = f"{part!r} is not a year, month, day or season in EDTF" if part else "a date is missing"
        raise InvalidDate(text, reason)
    year, month, day, qualifier = match.group("year", "month", "day", "qualifier")
    if ("X" in year and month) or (month == "XX" and day not in (None, "XX")):
        raise InvalidDate(text, "unspecified digits (X) are only allowed at the right end")
    unit, first, last = _named_days(text, year, month, day)
    if qualifier in (None, "?"):
        return _Part(first, last, first, last, is_exact_day=unit == "day" and qualifier is None)
    return _Part(first, last, _widen(text, unit, first, -1), _widen(text, unit, last, +1), is_exact_day=False)


def _named_days(text: str, year: str, month: str | None, day: str | None) -> tuple[Unit, date, date]:
    """The unit a part names and its first and last day."""
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first_year < 1:
        raise InvalidDate(text, "a year is a number from 0001 to 9999")
    if month is None or month == "XX":
        return ("years" if "X" in year else "year"), date(first_year, 1, 1), date(last_year, 12, 31)
    number = int(month)
    if number in _SEASON_MONTHS and day is None:
        return ("season", *season_days(first_year, number, text))
    if not 1 <= number <= 12:
        raise InvalidDate(text, f"there is no month {month}")
    days_in_month = monthrange(first_year, number)[1]
    if day is None or day == "XX":
        return "month", date(first_year, number, 1), date(first_year, number, days_in_month)
    if not 1 <= int(day) <= days_in_month:
        raise InvalidDate(text, f"{year}-{month} has no day {day}")
    named = date(first_year, number, int(day))
    return "day", named, named


def season_days(year: int, season: int, text: str) -> tuple[date, date]:
    """First and last day of a northern season (21 spring to 24 winter); winter ends in February of the next year.

    `text` is the whole notation, for the error InvalidDate.
    """
    first = date(year, _SEASON_MONTHS[season], 1)
    if season == 24 and year == date.max.year:
        raise InvalidDate(text, "this winter ends after the year 9999")
    return first, first + relativedelta(months=3, days=-1)


def _widen(text: str, unit: Unit, day: date, direction: int) -> date:
    """The day moved outwards by the width of an approximate unit, cut off at 0001-01-01 and 9999-12-31."""
    if unit == "years":
        raise InvalidDate(text, "an approximate decade or century has no defined width")
    try:
        if unit == "day":
            return day + timedelta(days=_DAYS_AROUND_A_DAY * direction)
        step = relativedelta(years=direction) if unit == "year" else relativedelta(months=direction)
        moved = day + step
    except (ValueError, OverflowError):
        return date.min if direction < 0 else date.max
    return moved if direction < 0 else moved.replace(day=monthrange(moved.year, moved.month)[1])
