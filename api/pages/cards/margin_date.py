"""The short date in the margin of a list: weekday small, day and month bold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from timeline.model.dates.event_date import EventDate
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of

_MONTHS: Final = words_of(DEFAULT_LANGUAGE).dates.months
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MOST_DAYS: Final = 14
"""A date that is not exact and has wider bounds gets the word "between" in place of weekdays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginDate:
    """The three texts of the margin; a text is empty where no short form would be true."""

    weekday: str
    day: str
    month: str


def margin_date(when: EventDate) -> MarginDate:
    """The date in its short form."""
    first, last = when.first_day, when.last_day
    if first is None or last is None:
        known, word = (first, "from") if first is not None else (last, "by")
        return MarginDate(weekday="", day="", month="") if known is None else _open(word, known)
    if not when.exact and (last - first).days >= _MOST_DAYS:
        return MarginDate(weekday="between", day="", month=_wide_bounds(first, last))
    weekday = "–".join(_WEEKDAYS[day.weekday()] for day in dict.fromkeys((first, last)))
    if _is_same_month(first, last):
        day = str(first.day) if first == last else f"{first.day}–{last.day}"
        return MarginDate(weekday=weekday, day=day, month=_month(first))
    return MarginDate(weekday=weekday, day=f"{first.day} {_month(first)} –", month=f"{last.day} {_month(last)}")


def _open(word: str, day: date) -> MarginDate:
    return MarginDate(weekday=word, day=str(day.day), month=_month(day))


def _wide_bounds(first: date, last: date) -> str:
    if _is_same_month(first, last):
        return f"{first.day}–{last.day} {_month(first)}"
    return f"{first.day} {_month(first)} – {last.day} {_month(last)}"


def _is_same_month(first: date, last: date) -> bool:
    return (first.year, first.month) == (last.year, last.month)


def _month(day: date) -> str:
    return _MONTHS[day.month - 1][:3]
