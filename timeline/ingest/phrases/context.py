"""The input of a rule (`Context`), its result (`Span`), and the date arithmetic that all rules share.

dateline, tense and week start -> a rule -> `Span` -> `phrases.reader` applies tense and dateline -> `PhraseReading`.
Days are inclusive. The tense has not yet cut a `Span`: "this week" is the whole week here.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from timeline.errors import UnresolvedPhrase
from timeline.model.dates.event_date import EventDate

Days = tuple[date, date]
"""First and last day, both inclusive."""

_NEAR_DAYS: Final = 92
"""Without a tense, a date without a year is the nearest one if it is at most a quarter of a year away."""

_FAR_DAYS: Final = 334
_JUST_MISSED_DAYS: Final = 31
"""A date is refused if by its tense it is eleven months away, but without the tense at most one month."""

SUNDAY: Final = 6


class Tense(StrEnum):
    """Whether the source speaks of the future or of the past; it decides between readings (docs/DATES.md rule 3)."""

    FUTURE = "future"
    PAST = "past"


class WeekStart(StrEnum):
    """The first day of the week where the source was written; Sunday for US texts."""

    MON = "mon"
    SUN = "sun"
    SAT = "sat"


_WEEK_STARTS: Final = {WeekStart.MON: 0, WeekStart.SUN: SUNDAY, WeekStart.SAT: 5}


InnerReader = Callable[[str, "Context"], "Span | None"]
"""Reads words inside other words by the simple rules; None if they are not understood."""


@dataclass(frozen=True, slots=True)
class Context:
    """A phrase and what it is read with. `dateline` is the local day of the place that is printed with the phrase.

    `anchors` are the dates of events that the words may name, by slug or by name.
    """

    phrase: str
    dateline: date
    tense: Tense | None
    week_start: WeekStart | None
    anchors: Mapping[str, EventDate]
    inner_reader: InnerReader

    def read_inner(self, text: str) -> Span | None:
        """A part of the phrase, read by the simple rules in this context; None if it is not understood."""
        return self.inner_reader(text, self)

    def refuse(self, reason: str, *candidates: str) -> UnresolvedPhrase:
        """The error for a phrase that cannot be resolved; `candidates` are the possible dates (EDTF)."""
        return UnresolvedPhrase(self.phrase, reason, candidates)

    def weeks(self, offset: int) -> tuple[Days, ...]:
        """The week `offset` weeks after that of the dateline: one reading for each possible first day of the week.

        A week starts on Monday unless the source says otherwise. If the dateline is a Sunday, its week depends on that
        choice, so both readings are given (docs/DATES.md rule 5).
        """
        if self.week_start is not None:
            starts: tuple[int, ...] = (_WEEK_STARTS[self.week_start],)
        else:
            starts = (0, SUNDAY) if self.dateline.weekday() == SUNDAY else (0,)
        return tuple(week_around(self.dateline + timedelta(weeks=offset), start) for start in starts)

    @property
    def first_weekday(self) -> int:
        """The first day of the week (Monday is 0): that of the source, else Monday."""
        return 0 if self.week_start is None else _WEEK_STARTS[self.week_start]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Bounds as a rule reads them; `None` means open or unknown.

    `one_day_inside`: the event is on one day inside the bounds. `days`: the possible days, of which one is meant.
    `tense`: the tense that the words themselves show. `edtf`: a shorter notation of the same bounds ("2023-11").
    `may_have_begun`: written days that are not cut where the dateline lies among them.
    """

    first_day: date | None
    last_day: date | None
    exact: bool = False
    approximate: bool = False
    one_day_inside: bool = False
    days: tuple[date, ...] = ()
    tense: Tense | None = None
    edtf: str | None = None
    may_have_begun: bool = False

    @property
    def is_one_day(self) -> bool:
        """True if the span is one known day."""
        return self.exact and self.first_day == self.last_day


def one_day(day: date, tense: Tense | None = None) -> Span:
    """A span of one known day."""
    return Span(first_day=day, last_day=day, exact=True, tense=tense)


def one_of(days: Iterable[date], tense: Tense | None = None) -> Span:
    """A span of one day among several; exact if there is only one."""
    listed = tuple(sorted(set(days)))
    if len(listed) == 1:
        return one_day(listed[0], tense)
    return Span(first_day=listed[0], last_day=listed[-1], days=listed, one_day_inside=True, tense=tense)


def union(readings: Sequence[Days], tense: Tense | None = None, *, approximate: bool = False) -> Span:
    """A span from the earliest to the latest day of all readings (docs/DATES.md rule 5), never exact."""
    first_day, last_day = min(first for first, _ in readings), max(last for _, last in readings)
    return Span(first_day=first_day, last_day=last_day, tense=tense, approximate=approximate)


def week_around(day: date, first_weekday: int) -> Days:
    """The week of a day, if weeks start on this weekday (Monday is 0)."""
    first = day - timedelta(days=(day.weekday() - first_weekday) % 7)
    return first, first + timedelta(days=6)


def month_days(year: int, month: int) -> Days:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def years_around(dateline: date) -> range:
    """The years in which a date without a year may lie; eight each way include a 29 February near 1900 and 2100."""
    return range(max(dateline.year - 8, 1), min(dateline.year + 8, date.max.year) + 1)


def choose(occurrences: Sequence[Days], context: Context, *, exact: bool = False) -> tuple[Days, ...]:
    """Which of the yearly occurrences (in order) is meant: by tense, else the nearest, else the two nearest.

    An exact date that has just passed is not moved by a year: with `exact` that raises UnresolvedPhrase with both days.
    """
    before = [days for days in occurrences if days[0] <= context.dateline]
    after = [days for days in occurrences if days[1] >= context.dateline]
    if context.tense is None:
        around = sorted({*before[-1:], *after[:1]}, key=lambda days: _distance(days, context.dateline))
        if not around:
            return ()
        is_clear = _distance(around[0], context.dateline) <= _NEAR_DAYS
        return (around[0],) if is_clear else tuple(sorted(around))
    chosen, other = (after[:1], before[-1:]) if context.tense == Tense.FUTURE else (before[-1:], after[:1])
    if exact and chosen and other:
        is_far = _distance(chosen[0], context.dateline) >= _FAR_DAYS
        if is_far and _distance(other[0], context.dateline) <= _JUST_MISSED_DAYS:
            written = sorted(first.isoformat() for first, _ in (chosen[0], other[0]))
            raise context.refuse(
                f"the year is not clear: the nearest such date is not in the {context.tense}", *written
            )
    return tuple(chosen)


def _distance(days: Days, dateline: date) -> int:
    """The number of days between the dateline and the nearest day of the bounds; 0 inside them."""
    return max((days[0] - dateline).days, (dateline - days[1]).days, 0)
