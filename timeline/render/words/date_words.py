"""A date in words, as every form shows it: as precise as the source, with the unknown named as unknown.

EventDate -> `date_words` -> "28 to 29 November 2023". The notation decides the pattern (a month, "about", one day of a
range, an open end), the bounds give the days (docs/WIDGET.md, "Uncertain dates"; docs/DATES.md).
`render.words.languages` has the words.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from timeline.model.dates.event_date import EventDate
from timeline.render.words.language_file import DateWords
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of

_UNIT: Final = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<qualifier>[?~%]?)")
"""One part of the notation with a known year; decades and centuries are shown by their bounds."""

_FIRST_SEASON: Final = 21


def date_words(when: EventDate, lang: str = DEFAULT_LANGUAGE) -> str:
    """The date in words, with the zone if there is a time of day; never empty, never more precise than the date."""
    words = words_of(lang).dates
    if when.starts_at is not None:
        return _timed(when, when.starts_at, words)
    if when.first_day is None or when.last_day is None:
        return _open(when, words)
    if when.exact:
        return _span(when.first_day, when.last_day, words, words.span)
    unit = _UNIT.fullmatch(when.edtf or "")
    if unit is not None:
        return _of_unit(unit, words)
    if "X" in (when.edtf or ""):
        return words.inside_years.format(first=_year(when.first_day), last=_year(when.last_day))
    return _span(when.first_day, when.last_day, words, words.between)


def said_words(when: EventDate, lang: str = DEFAULT_LANGUAGE) -> str:
    """The date in words, followed by the source's own words and their dateline, if these are kept."""
    words = words_of(lang).dates
    said = date_words(when, lang)
    if when.phrase is None:
        return said
    if when.dateline is None:
        return words.said.format(date=said, phrase=when.phrase)
    return words.said_on.format(date=said, phrase=when.phrase, dateline=day_words(when.dateline, lang))


def times_words(starts_at: datetime, ends_at: datetime | None, lang: str = DEFAULT_LANGUAGE) -> str:
    """A time of day, or two, as "28 November 2023, 10:30 to 11:00 (UTC+1)": with the offset, for no zone is known."""
    return _times(starts_at, ends_at, _offsets(starts_at, ends_at), words_of(lang).dates)


def day_words(day: date, lang: str = DEFAULT_LANGUAGE) -> str:
    """One day, as "28 November 2023"."""
    return _day(day, words_of(lang).dates)


def _open(when: EventDate, words: DateWords) -> str:
    if when.first_day is not None:
        return words.starting.format(first=_day(when.first_day, words))
    if when.last_day is not None:
        return words.until.format(last=_day(when.last_day, words))
    return words.unknown


def _span(first_day: date, last_day: date, words: DateWords, pattern: str) -> str:
    """Two days with a common month and year written once: "28 to 29 November 2023".

    A single day is written alone, with "not certain" if the date is not exact.
    """
    if first_day == last_day:
        day = _day(last_day, words)
        return day if pattern == words.span else words.uncertain.format(day=day)
    first = _day(first_day, words)
    if (first_day.year, first_day.month) == (last_day.year, last_day.month):
        first = words.day_alone.format(day=first_day.day)
    elif first_day.year == last_day.year:
        first = words.day_and_month.format(day=first_day.day, month=words.months[first_day.month - 1])
    return pattern.format(first=first, last=_day(last_day, words))


def _of_unit(unit: re.Match[str], words: DateWords) -> str:
    """A single day, month, season or year that is approximate, uncertain or wider than a day."""
    year, month, day, qualifier = unit.group("year", "month", "day", "qualifier")
    if month in (None, "XX"):
        named = str(int(year))
    elif int(month) >= _FIRST_SEASON:
        named = words.season.format(season=words.seasons[int(month) - _FIRST_SEASON], year=int(year))
    elif day in (None, "XX"):
        named = words.month.format(month=words.months[int(month) - 1], year=int(year))
    else:
        named = _day(date(int(year), int(month), int(day)), words)
    if qualifier in ("~", "%"):
        return words.about.format(day=named)
    if qualifier == "?":
        return words.uncertain.format(day=named)
    return words.inside.format(month=named)


def _timed(when: EventDate, starts_at: datetime, words: DateWords) -> str:
    zone = _zone(when.time_zone or "", _offsets(starts_at, when.ends_at), words)
    timed = _times(starts_at, when.ends_at, zone, words)
    return timed if when.exact else words.uncertain.format(day=timed)


def _times(starts_at: datetime, ends_at: datetime | None, zone: str, words: DateWords) -> str:
    day = _day(starts_at.date(), words)
    times = starts_at.strftime("%H:%M")
    if ends_at is not None and ends_at.date() == starts_at.date():
        times = words.span.format(first=times, last=ends_at.strftime("%H:%M"))
    elif ends_at is not None:
        end = f"{_day(ends_at.date(), words)}, {ends_at:%H:%M}"
        times = words.span.format(first=times, last=end)
    return words.at_time.format(day=day, time=times, zone=zone)


def _zone(time_zone: str, offset: str, words: DateWords) -> str:
    """City and offset: "America/New_York" is "New York time (UTC−5)"; UTC is written alone."""
    place = time_zone.rpartition("/")[2].replace("_", " ")
    return offset if place == offset else words.zone.format(place=place, offset=offset)


def _offsets(starts_at: datetime, ends_at: datetime | None) -> str:
    """The offset from UTC, or both offsets if it changes in between."""
    first = _offset(starts_at)
    last = first if ends_at is None else _offset(ends_at)
    return first if first == last else f"{first}, {last}"


def _offset(time: datetime) -> str:
    minutes = (time.utcoffset() or timedelta()) // timedelta(minutes=1)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"


def _day(day: date, words: DateWords) -> str:
    return words.day.format(day=day.day, month=words.months[day.month - 1], year=_year(day))


def _year(day: date) -> str:
    return str(day.year)
