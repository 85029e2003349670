"""A calendar of each year in which the darkness of a day tells how many events fall on it.

days with counts -> one block for each year, a column for each week from Monday on -> `Picture`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from timeline.render.pictures.svg import Picture, element, number, words
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of

_MONTHS: Final = words_of(DEFAULT_LANGUAGE).dates.months
_WEEKS: Final = 54
_LEFT: Final = 40.0
_HEAD: Final = 18.0
_GAP: Final = 14.0
_LEGEND: Final = 26.0


def calendar(title: str, days: Mapping[date, int], *, width: float, has_earlier: bool = False) -> Picture:
    """The calendar of every year that has a day with an event; `has_earlier` if earlier years are left out."""
    years = sorted({day.year for day in days})
    levels = _levels(max(days.values(), default=0))
    pitch = round((width - _LEFT) / _WEEKS, 1)
    block = _HEAD + 7 * pitch + _GAP
    body = [
        part
        for at, year in enumerate(years)
        for part in _year(year, {day: n for day, n in days.items() if day.year == year}, levels, (at * block, pitch))
    ]
    top = len(years) * block
    return Picture(
        title=title,
        description=_description(days, has_earlier=has_earlier),
        width=width,
        height=top + _LEGEND,
        body="".join([*body, *_legend(levels, top, pitch)]),
    )


def _levels(most: int) -> tuple[int, ...]:
    """The least count of each level, the palest first; at most four."""
    return tuple(sorted({1, *(max(1, -(-most * share // 4)) for share in (1, 2, 3))})) if most else ()


def _year(year: int, days: Mapping[date, int], levels: tuple[int, ...], at: tuple[float, float]) -> Iterator[str]:
    top, pitch = at
    yield words(str(year), 0, top + _HEAD + 4 * pitch, class_="small")
    for month, name in enumerate(_MONTHS, start=1):
        if pitch > 7 or month % 2:
            x, _ = _position(date(year, month, 1), top, pitch)
            yield words(name[:3], x - pitch / 2, top + _HEAD - 5, class_="muted small")
    cell = round(pitch * 0.82, 1)
    last = date(year, 12, 31)
    every = [date(year, 1, 1) + timedelta(days=step) for step in range((last - date(year, 1, 1)).days + 1)]
    yield _cells([day for day in every if day not in days], 0, (top, pitch, cell))
    by_level: dict[int, list[date]] = {}
    for day in sorted(days):
        by_level.setdefault(_level(days[day], levels), []).append(day)
    for level, marked in sorted(by_level.items()):
        yield _cells(marked, level, (top, pitch, cell))


def _cells(days: Iterable[date], level: int, at: tuple[float, float, float]) -> str:
    """One path for all days of a level; days that follow one another in a week are one dashed line."""
    top, pitch, cell = at
    runs: list[tuple[date, int]] = []
    for day in days:
        follows = bool(runs) and day.weekday() > 0 and runs[-1][0] + timedelta(days=runs[-1][1]) == day
        if follows:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((day, 1))
    line = []
    for first, count in runs:
        x, y = _position(first, top, pitch)
        line.append(f"M{number(x)} {number(y - cell / 2)}v{number((count - 1) * pitch + cell)}")
    dashes = f"{number(cell)} {number(pitch - cell)}"
    return element("path", class_=f"day{level}", d="".join(line), stroke_width=cell, stroke_dasharray=dashes)


def _position(day: date, top: float, pitch: float) -> tuple[float, float]:
    """The middle of the day's cell."""
    week = (day.timetuple().tm_yday - 1 + date(day.year, 1, 1).weekday()) // 7
    return (_LEFT + (week + 0.5) * pitch, top + _HEAD + (day.weekday() + 0.5) * pitch)


def _level(count: int, levels: tuple[int, ...]) -> int:
    """The level of a count, 1 to 4; a single level is the darkest one."""
    reached = sum(count >= least for least in levels)
    return reached + 4 - len(levels)


def _legend(levels: tuple[int, ...], top: float, pitch: float) -> Iterator[str]:
    if not levels:
        yield words("No day is counted.", 4, top + 16, class_="muted")
        return
    cell, x = max(round(pitch * 0.82, 1), 9.0), 4.0
    for level, (least, following) in enumerate(zip(levels, (*levels[1:], None), strict=True), start=5 - len(levels)):
        text = (
            f"{least}+" if following is None else f"{least}" if following == least + 1 else f"{least}–{following - 1}"
        )
        yield element(
            "path",
            class_=f"day{level}",
            d=f"M{number(x + cell / 2)} {number(top + 8)}v{number(cell)}",
            stroke_width=cell,
        )
        yield words(text, x + cell + 4, top + 17, class_="muted small")
        x += cell + 18 + 7 * len(text)
    yield words("events on the day", x, top + 17, class_="muted small")


def _description(days: Mapping[date, int], *, has_earlier: bool) -> str:
    if not days:
        return "No day is counted."
    busiest = max(days.items(), key=lambda pair: (pair[1], -pair[0].toordinal()))
    number_of_days = f"{len(days)} day{'' if len(days) == 1 else 's'} with events"
    told = f"{number_of_days}, from {min(days)} to {max(days)}; most on {busiest[0]}: {busiest[1]}."
    return f"{told} Earlier years are not shown." if has_earlier else told
