"""Rules for days written with a month: "28 November", "November 28–29, 2023", "11/12/2023", and ranges of such days.

The written year, else the year that tense and dateline choose -> first and last day -> weekdays beside them are checked
(docs/DATES.md rule 8). In a range over New Year ("30 December to 2 January") a written year belongs to its own end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from timeline.ingest.phrases.context import Context, Days, Span, choose, one_of, union, years_around
from timeline.ingest.phrases.english import MONTHS, WEEKDAYS
from timeline.ingest.phrases.grammar import Fields, RuleBook

RULES: Final = RuleBook()


@dataclass(frozen=True, slots=True)
class _Written:
    """A day as written: month and day, perhaps year and weekday (Monday is 0)."""

    month: int
    day: int
    year: int | None
    weekday: int | None

    def in_year(self, year: int) -> date | None:
        """The day in that year, or None if it does not exist there."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


@RULES.rule(
    "day",
    "[on|for] [{weekday}] [on] {day} [day] [of] {month} [of] [{year}] [{weekday2}]",
    "[on|for] [{weekday}] [on] {month} {day} [{year}] [{weekday2}]",
    "[on|in|during|at] [early|late] {part} of|on [{weekday}] [on] {day} [of] {month} [of] [{year}] [{weekday2}]",
    "[on|in|during|at] [early|late] {part} of|on [{weekday}] [on] {month} {day} [{year}] [{weekday2}]",
    "[on|for] [{weekday}] {day} [of] {month} [{year}] [in|at] {part}",
    "[on|for] [{weekday}] {month} {day} [{year}] [in|at] {part}",
)
def _read_day(fields: Fields, context: Context) -> Span:
    weekday = fields.weekday() if fields.text("weekday") else fields.weekday("weekday2")
    written = _Written(fields.month(), fields.number("day") or 0, fields.number("year"), weekday)
    return _spans(written, written, fields, context)


@RULES.rule(
    "days",
    "[{lead}] [{weekday}] {day} {link} [{weekday2}] {day2} [of] {month} [{year2}]",
    "[{lead}] [{weekday}] [{month}] {day} {link} [{weekday2}] {day2} [{year2}]",
    "[{lead}] [{weekday}] {day} [of] {month} [{year}] {link} [{weekday2}] {day2} [of] {month2} [{year2}]",
    "[{lead}] [{weekday}] {month} {day} [{year}] {link} [{weekday2}] {month2} {day2} [{year2}]",
    "[{lead}] {weekday} to|and|through {weekday2} {day} {link} {day2} {month} [{year2}]",
    "[{lead}] {weekday} to|and|through {weekday2} {month} {day} {link} {day2} [{year2}]",
)
def _read_days(fields: Fields, context: Context) -> Span:
    if not fields.text("month"):
        raise context.refuse("days without a month")
    first = _Written(fields.month(), fields.number("day") or 0, fields.number("year"), fields.weekday())
    month2 = fields.month("month2") if fields.text("month2") else first.month
    last = _Written(month2, fields.number("day2") or 0, fields.number("year2"), fields.weekday("weekday2"))
    return _spans(first, last, fields, context)


@RULES.rule(
    "days",
    "[on] {day} , {day2} [,] and {day3} [of] {month} [{year}]",
    "[on] {month} {day} , {day2} [,] and {day3} [{year}]",
)
def _read_three_days(fields: Fields, context: Context) -> Span:
    days = [fields.number(field) or 0 for field in ("day", "day2", "day3")]
    if days != list(range(days[0], days[0] + 3)):
        raise context.refuse("the days are not consecutive")
    written = [_Written(fields.month(), day, fields.number("year"), None) for day in (days[0], days[2])]
    return _spans(written[0], written[1], Fields({**fields.texts, "link": "to"}), context)


@RULES.rule("iso-day", "[on] [{weekday}] {iso}")
def _read_iso_day(fields: Fields, context: Context) -> Span:
    try:
        day = date.fromisoformat(fields.text("iso"))
    except ValueError:
        raise context.refuse(f"{fields.text('iso')} is not in the calendar") from None
    _check_weekday(day, fields.weekday(), context)
    return one_of((day,))


@RULES.rule("dotted-day", "[on] [{weekday}] {dotted}")
def _read_dotted_day(fields: Fields, context: Context) -> Span:
    """Day.month.year: with full stops, the month never comes first."""
    day, month, year = (int(number) for number in fields.text("dotted").split("."))
    written = _Written(month, day, year, fields.weekday())
    return _spans(written, written, fields, context)


@RULES.rule("numeric-day", "[on] [{weekday}] {numeric}")
def _read_numeric_day(fields: Fields, context: Context) -> Span:
    """Day/month or month/day: the one that exists, or that the weekday beside it decides, else one of two days."""
    one, two, year = (int(number) for number in fields.text("numeric").split("/"))
    readings = {_Written(two, one, year, None).in_year(year), _Written(one, two, year, None).in_year(year)}
    days = sorted(day for day in readings if day is not None)
    if not days:
        raise context.refuse(f"{fields.text('numeric')} is not in the calendar")
    weekday = fields.weekday()
    fitting = [day for day in days if weekday in (None, day.weekday())]
    if not fitting:
        raise context.refuse("the weekday does not match any reading", *(day.isoformat() for day in days))
    return one_of(fitting)


def _spans(first: _Written, last: _Written, fields: Fields, context: Context) -> Span:
    """The span from one written day to another, in the written or chosen year."""
    occurrences = _occurrences(first, last, context)
    if not occurrences:
        wrong = first if _exists_never(first) else last
        raise context.refuse(f"there is no {wrong.day} {MONTHS[(wrong.month - 1) % 12].title()} in that year")
    has_year = first.year is not None or last.year is not None
    chosen = occurrences if has_year else choose(occurrences, context, exact=True)
    if len(chosen) > 1:
        fitting = tuple(days for days in chosen if _fits(days, first, last))
        chosen = fitting or chosen
    if not chosen:
        raise context.refuse(f"there is no such day in the {context.tense} of the dateline")
    for first_day, last_day in chosen:
        _check_weekday(first_day, first.weekday, context)
        _check_weekday(last_day, last.weekday, context)
    return _linked(chosen, fields, context)


def _linked(chosen: tuple[Days, ...], fields: Fields, context: Context) -> Span:
    """The span that the words between two days give: consecutive days, or one day inside."""
    link, lead = fields.text("link"), fields.text("lead")
    if any(first > last for first, last in chosen) or (link and any(first == last for first, last in chosen)):
        raise context.refuse("the last day does not follow the first", *(day.isoformat() for day in chosen[0]))
    if not link or link == "or":
        return one_of(day for days in chosen for day in days)
    first_day, last_day = chosen[0][0], chosen[-1][1]
    if lead == "between":
        return Span(first_day=first_day, last_day=last_day, one_day_inside=True)
    if link == "and" and any((last - first).days != 1 for first, last in chosen):
        raise context.refuse("the days are not consecutive", *(day.isoformat() for day in chosen[0]))
    if len(chosen) > 1:
        return union(chosen)
    return Span(first_day=first_day, last_day=last_day, exact=True, may_have_begun=True)


def _occurrences(first: _Written, last: _Written, context: Context) -> tuple[Days, ...]:
    """The spans in order of years: one if a year is written, else those of the years around the dateline."""
    is_over_new_year = (last.month, last.day) < (first.month, first.day) and last.month != first.month
    if first.year is not None:
        years = range(first.year, first.year + 1)
    elif last.year is not None:
        years = range(last.year - is_over_new_year, last.year - is_over_new_year + 1)
    else:
        years = years_around(context.dateline)
    occurrences: list[Days] = []
    for year in years:
        last_year = last.year if last.year is not None else year + is_over_new_year
        starts, ends = first.in_year(year), last.in_year(last_year)
        if starts is not None and ends is not None:
            occurrences.append((starts, ends))
    return tuple(occurrences)


def _exists_never(written: _Written) -> bool:
    return written.in_year(2000 if written.year is None else written.year) is None


def _fits(days: Days, first: _Written, last: _Written) -> bool:
    return all(written.weekday in (None, day.weekday()) for day, written in zip(days, (first, last), strict=True)) and (
        first.weekday is not None or last.weekday is not None
    )


def _check_weekday(day: date, weekday: int | None, context: Context) -> None:
    """Raise UnresolvedPhrase, with the day and the nearest such weekday, if they differ (docs/DATES.md rule 8)."""
    if weekday is None or day.weekday() == weekday:
        return
    ahead = (weekday - day.weekday()) % 7
    nearest = day + timedelta(days=ahead if ahead <= 3 else ahead - 7)
    candidates = sorted((day, nearest))
    raise context.refuse(
        f"{day.isoformat()} is a {WEEKDAYS[day.weekday()].title()}, not a {WEEKDAYS[weekday].title()}",
        *(candidate.isoformat() for candidate in candidates),
    )
