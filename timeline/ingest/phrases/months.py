"""Rules for months and their parts: "later this month", "in January", "mid-December", "the first week of December".

Early is the 1st to the 10th, mid the 11th to the 20th, late the 21st to the end (docs/DATES.md rule 6); the first half
ends on the 15th. The notation of a month is `2023-11`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from timeline.ingest.phrases.context import (
    Context,
    Days,
    Span,
    Tense,
    choose,
    month_days,
    one_of,
    union,
    week_around,
    years_around,
)
from timeline.ingest.phrases.grammar import Fields, RuleBook
from timeline.ingest.phrases.weeks import direction_of

RULES: Final = RuleBook()

OFFSETS: Final = {"next": 1, "coming": 1, "last": -1, "past": -1, "previous": -1}
"""By how many periods a word like "next" moves."""

_EDGES: Final = {"early": 1, "beginning": 1, "start": 1, "mid": 11, "middle": 11, "late": 21, "end": 21}


@RULES.rule("this-month", "[in|during|within] this|current month")
def _read_this_month(_fields: Fields, context: Context) -> Span:
    return month_span([_month_at(context, 0)])


@RULES.rule("later-this-month", "later [in] [this] month", "rest of [this] month", "remainder of [this] month")
def _read_later_this_month(_fields: Fields, context: Context) -> Span:
    return _later(_month_at(context, 0), context)


@RULES.rule("earlier-this-month", "earlier [in] [this] month")
def _read_earlier_this_month(_fields: Fields, context: Context) -> Span:
    return _earlier(_month_at(context, 0), context)


@RULES.rule("next-month", "[in|during] next|following month")
def _read_next_month(_fields: Fields, context: Context) -> Span:
    return month_span([_month_at(context, 1)], Tense.FUTURE)


@RULES.rule("last-month", "[in|during] last|previous month")
def _read_last_month(_fields: Fields, context: Context) -> Span:
    return month_span([_month_at(context, -1)], Tense.PAST)


@RULES.rule("month-after-next", "[in] month after next")
def _read_month_after_next(_fields: Fields, context: Context) -> Span:
    return month_span([_month_at(context, 2)], Tense.FUTURE)


@RULES.rule("month", "[in|during|for] [month of] {month} [of] [{year}]", "[in|during] {which} {month}")
def _read_month(fields: Fields, context: Context) -> Span:
    """A named month; "next November" is the next one or that of next year, because usage differs."""
    return month_span(_named_months(fields, context), direction_of(OFFSETS.get(fields.text("which"), 0)))


@RULES.rule("month-of-year", "[in|during] {month} [of|in] {which} year")
def _read_month_of_year(fields: Fields, context: Context) -> Span:
    return month_span(
        [month_days(context.dateline.year + _offset(fields), fields.month())], direction_of(_offset(fields))
    )


@RULES.rule("days-of-month", "[in|during] {nth} [few] days of|in {month} [{year}]")
def _read_days_of_month(fields: Fields, context: Context) -> Span:
    """The first days are the early part of the month, the last days the late part (docs/DATES.md rule 6)."""
    if fields.text("nth") not in ("1th", "last"):
        raise context.refuse("only the first or the last days of a month have a meaning")
    months = _named_months(fields, context)
    is_first = fields.text("nth") == "1th"
    readings = [(first, first.replace(day=10)) if is_first else (first.replace(day=21), last) for first, last in months]
    return union(readings, approximate=True)


@RULES.rule("weekday-of-month", "[on] {nth} {weekday} of|in {month} [{year}]")
def _read_weekday_of_month(fields: Fields, context: Context) -> Span:
    wanted, nth = fields.weekday() or 0, fields.number("nth") if fields.text("nth") != "last" else 0
    days: list[date] = []
    for first, last in _named_months(fields, context):
        ahead = first + timedelta(days=(wanted - first.weekday()) % 7)
        days.extend([day for week in range(5) if (day := ahead + timedelta(weeks=week)) <= last][(nth or 0) - 1 :][:1])
    if not days:
        raise context.refuse("the month has no such weekday")
    return one_of(days)


@RULES.rule("later-in-month", "later in {month} [{year}]")
def _read_later_in_month(fields: Fields, context: Context) -> Span:
    return _later(_only_month(fields, context, Tense.FUTURE), context)


@RULES.rule("earlier-in-month", "earlier in {month} [{year}]")
def _read_earlier_in_month(fields: Fields, context: Context) -> Span:
    return _earlier(_only_month(fields, context, Tense.PAST), context)


@RULES.rule(
    "part-of-month",
    "[in|at|towards|toward] {edge} [of|in] {month} [of] [{year}]",
    "[in|at|towards|toward] {edge} [of|in] {which} month",
    "[in|at|towards|toward] {edge} [of|in] month",
    "[in|at] {edge} to {edge2} {month} [{year}]",
    "[in|at] month {edge}",
)
def _read_part_of_month(fields: Fields, context: Context) -> Span:
    months = _named_months(fields, context) if fields.text("month") else [_month_at(context, _offset(fields))]
    begin, end = _EDGES[fields.text("edge")], _EDGES[fields.text("edge2") or fields.text("edge")]
    if begin > end:
        raise context.refuse("the second part of the month is before the first")
    readings = [(first.replace(day=begin), last if end == 21 else first.replace(day=end + 9)) for first, last in months]
    return union(readings, direction_of(_offset(fields)), approximate=True)


@RULES.rule(
    "half-of-month",
    "[in|during] {nth} half of {month} [{year}]",
    "[in|during] {nth} half of {which} month",
    "[in|during] {nth} half of month",
)
def _read_half_of_month(fields: Fields, context: Context) -> Span:
    months = _named_months(fields, context) if fields.text("month") else [_month_at(context, _offset(fields))]
    half = 2 if fields.text("nth") == "last" else fields.number("nth") or 0
    if half > 2:
        raise context.refuse("a month has only two halves")
    readings = [
        (first, first.replace(day=15)) if half == 1 else (first.replace(day=16), last) for first, last in months
    ]
    return union(readings, direction_of(_offset(fields)))


@RULES.rule(
    "week-of-month",
    "[in|during] {nth} week of|in {month} [{year}]",
    "[in|during] {nth} week of|in {which} month",
    "[in|during] {nth} week of month",
)
def _read_week_of_month(fields: Fields, context: Context) -> Span:
    """The union of both readings of an nth week: seven days counted from the 1st, and the nth full week."""
    months = _named_months(fields, context) if fields.text("month") else [_month_at(context, _offset(fields))]
    nth = 0 if fields.text("nth") == "last" else fields.number("nth") or 0
    if nth > 5:
        raise context.refuse("a month has at most five weeks")
    readings = [days for month in months for days in _weeks_of_month(month, nth, context.first_weekday)]
    return union(readings, direction_of(_offset(fields)), approximate=True)


def beside(occurrences: list[Days], which: str, context: Context) -> list[Days]:
    """The nearest yearly occurrence before or after; for "next" and "last" also that of the next or last year."""
    offset = OFFSETS[which]
    year = context.dateline.year + offset if which in ("next", "last") else None
    if offset > 0:
        ahead = [days for days in occurrences if days[0] > context.dateline]
        chosen = [*ahead[:1], *(days for days in ahead[1:] if days[0].year == year)]
    else:
        behind = [days for days in occurrences if days[1] < context.dateline]
        chosen = [*(days for days in behind[:-1] if days[0].year == year), *behind[-1:]]
    return _checked(tuple(chosen), context)


def month_span(months: list[Days], tense: Tense | None = None) -> Span:
    """Whole months; a single one has the short notation."""
    span = union(months, tense)
    first = months[0][0]
    edtf = f"{first.year:04d}-{first.month:02d}" if len(months) == 1 else None
    return Span(first_day=span.first_day, last_day=span.last_day, tense=tense, edtf=edtf)


def _weeks_of_month(month: Days, nth: int, first_weekday: int) -> list[Days]:
    """The readings of the nth week of a month (0: the last week), cut to the month's last day."""
    first, last = month
    if not nth:
        full = week_around(last, first_weekday)
        start = full[0] if full[1] == last else full[0] - timedelta(days=7)
        return [(last - timedelta(days=6), last), (start, last)]
    week = week_around(first + timedelta(days=6), first_weekday)
    counted = first + timedelta(days=7 * (nth - 1))
    full_first = week[0] + timedelta(days=7 * (nth - 1))
    return [(start, min(start + timedelta(days=6), last)) for start in (counted, full_first) if start <= last]


def _offset(fields: Fields) -> int:
    return OFFSETS.get(fields.text("which"), 0)


def _month_at(context: Context, offset: int) -> Days:
    first = context.dateline.replace(day=1) + relativedelta(months=offset)
    return month_days(first.year, first.month)


def _named_months(fields: Fields, context: Context) -> list[Days]:
    """The named month, in the written year or the one that tense and dateline choose; two if nothing decides."""
    number, year = fields.month(), fields.number("year")
    if year is not None:
        return [month_days(year, number)]
    occurrences = [month_days(candidate, number) for candidate in years_around(context.dateline)]
    which = fields.text("which")
    offset = OFFSETS.get(which, 0)
    if offset:
        return beside(occurrences, which, context)
    if which:
        return [month_days(context.dateline.year, number)]
    return _checked(choose(occurrences, context), context)


def _only_month(fields: Fields, context: Context, tense: Tense) -> Days:
    """The named month, for words that have a tense of their own."""
    number, year = fields.month(), fields.number("year")
    if year is not None:
        return month_days(year, number)
    occurrences = [month_days(candidate, number) for candidate in years_around(context.dateline)]
    return _checked(choose(occurrences, replace(context, tense=tense)), context)[0]


def _checked(chosen: tuple[Days, ...], context: Context) -> list[Days]:
    if not chosen:
        raise context.refuse("there is no such month on that side of the dateline")
    return list(chosen)


def _later(days: Days, context: Context) -> Span:
    """Those of the days that are after the dateline."""
    first_day = max(days[0], context.dateline + timedelta(days=1))
    if first_day > days[1]:
        raise context.refuse("no day is left after the dateline")
    return Span(first_day=first_day, last_day=days[1], tense=Tense.FUTURE)


def _earlier(days: Days, context: Context) -> Span:
    """Those of the days that are before the dateline."""
    last_day: date = min(days[1], context.dateline - timedelta(days=1))
    if last_day < days[0]:
        raise context.refuse("no day is before the dateline")
    return Span(first_day=days[0], last_day=last_day, tense=Tense.PAST)
