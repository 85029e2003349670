"""Planned against actual: the stops of a trip as bars over days, on one track for the plan and one for the outcome.

`TrackBar` values of both -> days to pixels -> bars that overlap in rows of their own -> `Picture`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Final

from timeline.render.pictures.labels import text_width
from timeline.render.pictures.svg import Picture, element, isolated, number, shortened, words
from timeline.render.words.languages import DEFAULT_LANGUAGE, words_of

_MONTHS: Final = words_of(DEFAULT_LANGUAGE).dates.months
_ROW: Final = 26.0
_HEAD: Final = 22.0
_AXIS: Final = 36.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackBar:
    """A stop on a track, by its number and place; days are inclusive, and bounds only unless `exact`."""

    number: int
    place: str
    first_day: date
    last_day: date
    exact: bool
    is_off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    first_day: date
    days: int
    width: float

    def at(self, day: date) -> float:
        """Where the day begins, in pixels."""
        return (day - self.first_day).days * self.width / self.days


def tracks(title: str, planned: Sequence[TrackBar], actual: Sequence[TrackBar], *, width: float) -> Picture:
    """The two tracks, the plan above; a track without bars says so."""
    bars = [*planned, *actual]
    first = min((bar.first_day for bar in bars), default=date.min)
    last = max((bar.last_day for bar in bars), default=date.min)
    scale = _Scale(first_day=first, days=(last - first).days + 1, width=width)
    body, top = [], 0.0
    for name, track in (("Planned", planned), ("Took place", actual)):
        hint = "" if all(bar.exact for bar in track) else " (dashed: some days in between)"
        body.append(words(f"{name}{hint}", 0, top + 14, class_="muted"))
        top += _HEAD
        rows = _rows(track)
        body += [part for at, row in enumerate(rows) for bar in row for part in _bar(bar, top + at * _ROW, scale)]
        if not rows:
            body.append(words("nothing with a known day", 0, top + 14))
        top += max(1, len(rows)) * _ROW + 6
    return Picture(
        title=title,
        description=f"Planned: {_told(planned)}. Took place: {_told(actual)}.",
        width=width,
        height=top + _AXIS,
        body="".join([*_axis(scale, top), *body] if bars else body),
    )


def _rows(bars: Sequence[TrackBar]) -> list[list[TrackBar]]:
    """The bars in as few rows as need be for none to cover another."""
    rows: list[list[TrackBar]] = []
    for bar in sorted(bars, key=lambda one: (one.first_day, one.number)):
        free = next((row for row in rows if row[-1].last_day < bar.first_day), None)
        if free is None:
            rows.append([bar])
        else:
            free.append(bar)
    return rows


def _bar(bar: TrackBar, y: float, scale: _Scale) -> Iterator[str]:
    x = scale.at(bar.first_day) + 1
    length = max(4.0, scale.at(bar.last_day + timedelta(days=1)) - x - 1) if bar.last_day < date.max else 4.0
    style = "hollow vague" if not bar.exact else "hollow" if bar.is_off else "track"
    yield element("rect", class_=style, x=x, y=y, width=length, height=20, rx=3)
    if bar.is_off:
        yield element("path", class_="struck", d=f"M{number(x)} {number(y + 10)}h{number(length)}")
    most = int((length - 8) // 7.4) - len(f"{bar.number} ")
    has_room = most >= min(4, len(bar.place))
    shown = f"{bar.number} {isolated(shortened(bar.place, most))}" if has_room else str(bar.number)
    if text_width(shown) <= length + 2:
        yield words(shown, x + length / 2, y + 14.5, class_="onstop" if style == "track" else "halo", anchor="middle")


def _axis(scale: _Scale, bottom: float) -> Iterator[str]:
    """A rule at the beginning of every day, or of every n-th, with its date; the month where it changes."""
    yield element("path", class_="line", d=f"M0 {number(bottom)}h{number(scale.width)}")
    step = max(1, ceil(scale.days * 26 / scale.width))
    month, free_from = 0, 0.0
    for number_of_day in range(0, scale.days, step):
        day = scale.first_day + timedelta(days=number_of_day)
        x = scale.at(day)
        yield element("path", class_="rule", d=f"M{number(x)} {number(_HEAD)}V{number(bottom + 4)}")
        yield words(str(day.day), x + 3, bottom + 14, class_="muted small")
        if day.month != month and x >= free_from:
            text = f"{_MONTHS[day.month - 1][:3]} {day.year}"
            if x + 6.5 * len(text) <= scale.width or number_of_day == 0:
                yield words(text, x + 3, bottom + 29, class_="muted small")
                free_from = x + 7 * len(text)
            month = day.month


def _told(bars: Sequence[TrackBar]) -> str:
    told = (f"{bar.number} {isolated(bar.place)} {_days(bar)}{' (called off)' if bar.is_off else ''}" for bar in bars)
    return ", ".join(told) or "nothing with a known day"


def _days(bar: TrackBar) -> str:
    if bar.first_day == bar.last_day:
        return f"{bar.first_day}"
    return f"{bar.first_day} to {bar.last_day}" if bar.exact else f"between {bar.first_day} and {bar.last_day}"
