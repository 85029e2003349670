"""Rules for weeks and weekends: "this week", "late last week", "calendar week 48", "over the weekend".

A week starts on Monday unless the source says otherwise; if nothing decides between two readings, the span covers both
(docs/DATES.md rule 5).
"""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from timeline.ingest.phrases.context import Context, Days, Span, Tense, choose, union, week_around, years_around
from timeline.ingest.phrases.grammar import Fields, RuleBook

RULES: Final = RuleBook()

_OFFSETS: Final = {"next": 1, "coming": 1, "following": 1, "last": -1, "past": -1, "previous": -1}
_SATURDAY: Final = 5

UNIT_LENGTHS: Final = {
    "day": relativedelta(days=1),
    "week": relativedelta(days=7),
    "fortnight": relativedelta(days=14),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}
"""The length of each unit of the calendar, counted from a day."""


def direction_of(offset: int) -> Tense | None:
    """The tense that "next" (1) and "last" (-1) show by themselves."""
    return {1: Tense.FUTURE, -1: Tense.PAST}.get(offset)


@RULES.rule("coming-period", "[in|during|over|within|for] coming {unit}", "over|within next {unit}")
def _read_coming_period(fields: Fields, context: Context) -> Span:
    """One unit of time from the dateline, or the next calendar week, month or year: usage differs, so both."""
    unit = fields.text("unit")
    ahead = (context.dateline, context.dateline + UNIT_LENGTHS[unit])
    return union([ahead, *_periods_beside(unit, 1, context)], Tense.FUTURE)


@RULES.rule("past-period", "[in|during|over|within|for] past {unit}", "over|within last {unit}")
def _read_past_period(fields: Fields, context: Context) -> Span:
    """One unit of time up to the dateline, or the last calendar week, month or year: usage differs, so both."""
    unit = fields.text("unit")
    behind = (context.dateline - UNIT_LENGTHS[unit], context.dateline)
    return union([behind, *_periods_beside(unit, -1, context)], Tense.PAST)


@RULES.rule("this-week", "[in|during|within|over|for] this|current [working] week")
def _read_this_week(_fields: Fields, context: Context) -> Span:
    return union(context.weeks(0))


@RULES.rule("later-this-week", "later [in] [this] week", "rest of [this] week", "remainder of [this] week")
def _read_later_this_week(_fields: Fields, context: Context) -> Span:
    tomorrow = context.dateline + timedelta(days=1)
    return _left([(tomorrow, last) for _, last in context.weeks(0)], Tense.FUTURE, context)


@RULES.rule("earlier-this-week", "earlier [in] [this] week")
def _read_earlier_this_week(_fields: Fields, context: Context) -> Span:
    yesterday = context.dateline - timedelta(days=1)
    return _left([(first, yesterday) for first, _ in context.weeks(0)], Tense.PAST, context)


@RULES.rule("next-week", "[in|during|for] next|following week", "[a] week from now")
def _read_next_week(_fields: Fields, context: Context) -> Span:
    return union(context.weeks(1), Tense.FUTURE)


@RULES.rule("last-week", "[in|during] last|previous week")
def _read_last_week(_fields: Fields, context: Context) -> Span:
    return union(context.weeks(-1), Tense.PAST)


@RULES.rule("week-after-next", "[in|during] week after next")
def _read_week_after_next(_fields: Fields, context: Context) -> Span:
    return union(context.weeks(2), Tense.FUTURE)


@RULES.rule("week-before-last", "[in|during] week before last")
def _read_week_before_last(_fields: Fields, context: Context) -> Span:
    return union(context.weeks(-2), Tense.PAST)


@RULES.rule(
    "part-of-week",
    "[at|in|towards|toward] {edge} [of|in] {which} week",
    "[at|in|towards|toward] {edge} [of|in] week",
    "{which} week {edge}",
    "week {edge}",
)
def _read_part_of_week(fields: Fields, context: Context) -> Span:
    """Early is the first three days, mid the second to the fourth, late the last four."""
    offset = _OFFSETS.get(fields.text("which"), 0)
    begin, end = {"early": (0, 2), "beginning": (0, 2), "start": (0, 2), "mid": (1, 3), "middle": (1, 3)}.get(
        fields.text("edge"), (3, 6)
    )
    readings = [(first + timedelta(days=begin), first + timedelta(days=end)) for first, _ in context.weeks(offset)]
    return union(readings, direction_of(offset), approximate=True)


@RULES.rule(
    "calendar-week", "[in|during] [calendar|iso] week {number} [of|in] [{year}]", "[in] kw|cw {number} [{year}]"
)
def _read_calendar_week(fields: Fields, context: Context) -> Span:
    """The ISO week with this number; without a year, the one that tense and dateline choose."""
    number, year = fields.number("number") or 0, fields.number("year")
    years = [year] if year is not None else list(years_around(context.dateline))
    occurrences = [week for candidate in years for week in _iso_week(candidate, number)]
    chosen = tuple(occurrences) if year is not None else choose(occurrences, context)
    if not chosen:
        raise context.refuse(f"there is no calendar week {number}")
    return union(chosen)


@RULES.rule("weekend", "[over|on|at|during|in] weekend", "[over|on|at|during] {which} weekend")
def _read_weekend(fields: Fields, context: Context) -> Span:
    """Saturday and Sunday; "next weekend" may be the coming one or the one after it, so it covers both."""
    which = fields.text("which") or "this"
    offset = _OFFSETS.get(which, 0)
    saturday = week_around(context.dateline, 0)[0] + timedelta(days=_SATURDAY)
    is_weekend = context.dateline >= saturday
    week = timedelta(days=7)
    if which in ("next", "coming"):
        nearest = saturday + week if is_weekend else saturday
        farthest = nearest if which == "coming" else saturday + week
        return union([_weekend(nearest), _weekend(farthest)], Tense.FUTURE)
    if offset < 0:
        return union([_weekend(saturday - week)], Tense.PAST)
    if context.tense == Tense.PAST and not is_weekend:
        return union([_weekend(saturday - week)])
    if is_weekend or context.tense == Tense.FUTURE or fields.text("which"):
        return union([_weekend(saturday)])
    return union([_weekend(saturday - week), _weekend(saturday)])


def _periods_beside(unit: str, offset: int, context: Context) -> tuple[Days, ...]:
    """The calendar week, month, quarter or year before (-1) or after (1) the one of the dateline."""
    if unit == "week":
        return context.weeks(offset)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    start = context.dateline.replace(month=(context.dateline.month - 1) // months * months + 1, day=1)
    first = start + relativedelta(months=months * offset)
    return ((first, first + relativedelta(months=months, days=-1)),)


def _weekend(saturday: date) -> Days:
    return saturday, saturday + timedelta(days=1)


def _iso_week(year: int, number: int) -> tuple[Days, ...]:
    """The days of an ISO week; empty if the year has no such week or the week ends after the year 9999."""
    if year == MAXYEAR:
        return ()
    try:
        first = date.fromisocalendar(year, number, 1)
    except ValueError:
        return ()
    return ((first, first + timedelta(days=6)),)


def _left(readings: list[Days], tense: Tense, context: Context) -> Span:
    """The union of the readings that are not empty. Raises UnresolvedPhrase if all are (docs/DATES.md rule 4)."""
    remaining = [days for days in readings if days[0] <= days[1]]
    if not remaining:
        raise context.refuse("no day of this week is left on that side of the dateline")
    return union(remaining, tense)
