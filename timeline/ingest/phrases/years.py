"""Rules for years, quarters, halves and seasons: "early 2024", "Q1 2024", "second half of 2024", "fall 2023".

Early in a year is January to March, mid May to August, late October to December; all three are approximate. Seasons are
those of the northern hemisphere (docs/DATES.md, Notation).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from timeline.ingest.phrases.context import Context, Days, Span, Tense, choose, month_days, union, years_around
from timeline.ingest.phrases.english import SEASONS
from timeline.ingest.phrases.grammar import Fields, RuleBook
from timeline.ingest.phrases.months import OFFSETS, beside
from timeline.ingest.phrases.weeks import direction_of
from timeline.model.dates.edtf import season_days

RULES: Final = RuleBook()

_EDGES: Final = {
    "early": (1, 3), "beginning": (1, 3), "start": (1, 3),
    "mid": (5, 8), "middle": (5, 8),
    "late": (10, 12), "end": (10, 12),
}  # fmt: skip


@RULES.rule("year", "[in|during|for] [year] {year}", "[in|during] {which} year")
def _read_year(fields: Fields, context: Context) -> Span:
    year = _year(fields, context)
    first, last = _months(year, 1, 12)
    return Span(first_day=first, last_day=last, tense=_direction(fields), edtf=f"{year:04d}")


@RULES.rule("later-this-year", "later [in] this year", "rest of [this] year", "later in [{year}]")
def _read_later_this_year(fields: Fields, context: Context) -> Span:
    first, last = _months(fields.number("year") or context.dateline.year, 1, 12)
    first = max(first, context.dateline + timedelta(days=1))
    if first > last:
        raise context.refuse("no day of the year is left after the dateline")
    return Span(first_day=first, last_day=last, tense=Tense.FUTURE)


@RULES.rule("earlier-this-year", "earlier [in] this year", "earlier in [{year}]")
def _read_earlier_this_year(fields: Fields, context: Context) -> Span:
    first, last = _months(fields.number("year") or context.dateline.year, 1, 12)
    last = min(last, context.dateline - timedelta(days=1))
    if last < first:
        raise context.refuse("no day of the year is before the dateline")
    return Span(first_day=first, last_day=last, tense=Tense.PAST)


@RULES.rule(
    "part-of-year",
    "[in|at|towards|toward] {edge} [of|in] {year}",
    "[in|at|towards|toward] {edge} [of|in] {which} year",
    "[in|at|towards|toward] {edge} [of|in] year",
    "[at] year {edge}",
)
def _read_part_of_year(fields: Fields, context: Context) -> Span:
    days = _months(_year(fields, context), *_EDGES[fields.text("edge")])
    return union([days], _direction(fields), approximate=True)


@RULES.rule(
    "quarter",
    "[in|during] {nth} quarter [of|in] [{year}]",
    "[in|during] {nth} quarter of {which} year",
    "[in|during] q {number} [of] [{year}]",
    "[in|during] {year} q {number}",
)
def _read_quarter(fields: Fields, context: Context) -> Span:
    nth = 4 if fields.text("nth") == "last" else fields.number("nth") or fields.number("number") or 0
    if fields.text("nth") == "last" and not (fields.text("year") or fields.text("which")):
        return _quarter_near(context, -1)
    if not 1 <= nth <= 4:
        raise context.refuse("a year has only four quarters")
    return _part_of_some_year(fields, context, 3 * nth - 2, 3 * nth)


@RULES.rule("quarter", "[in|during] {which} quarter")
def _read_this_quarter(fields: Fields, context: Context) -> Span:
    return _quarter_near(context, OFFSETS.get(fields.text("which"), 0))


@RULES.rule(
    "half-of-year",
    "[in|during] {nth} half of {year}",
    "[in|during] {nth} half of {which} year",
    "[in|during] {nth} half of year",
    "[in|during] h {number} [of] [{year}]",
)
def _read_half_of_year(fields: Fields, context: Context) -> Span:
    nth = 2 if fields.text("nth") == "last" else fields.number("nth") or fields.number("number") or 0
    if not 1 <= nth <= 2:
        raise context.refuse("a year has only two halves")
    if not fields.text("year") and not fields.text("which"):
        return union([_months(context.dateline.year, 6 * nth - 5, 6 * nth)])
    return _part_of_some_year(fields, context, 6 * nth - 5, 6 * nth)


@RULES.rule("season", "[in|during] {season} [of] [{year}]", "[in|during] {which} {season}")
def _read_season(fields: Fields, context: Context) -> Span:
    season, year = SEASONS[fields.text("season")], fields.number("year")
    if year is not None:
        first, last = season_days(year, season, context.phrase)
        return Span(first_day=first, last_day=last, edtf=f"{year:04d}-{season}")
    years = [candidate for candidate in years_around(context.dateline) if candidate < date.max.year]
    occurrences = [season_days(candidate, season, context.phrase) for candidate in years]
    direction = _direction(fields)
    if direction is not None:
        chosen = tuple(beside(occurrences, fields.text("which"), context))
    else:
        chosen = choose(occurrences, context)
    return _written(chosen, direction, context)


def _written(chosen: tuple[Days, ...], direction: Tense | None, context: Context) -> Span:
    if not chosen:
        raise context.refuse("there is no such season or quarter on that side of the dateline")
    return union(chosen, direction)


def _part_of_some_year(fields: Fields, context: Context, first_month: int, last_month: int) -> Span:
    """Whole months of the written year, or of the year that tense and dateline choose."""
    if fields.text("year") or fields.text("which"):
        return union([_months(_year(fields, context), first_month, last_month)])
    years = years_around(context.dateline)
    return _written(choose([_months(year, first_month, last_month) for year in years], context), None, context)


def _quarter_near(context: Context, offset: int) -> Span:
    index = context.dateline.year * 4 + (context.dateline.month - 1) // 3 + offset
    year, quarter = divmod(index, 4)
    return union([_months(year, 3 * quarter + 1, 3 * quarter + 3)], direction_of(offset))


def _year(fields: Fields, context: Context) -> int:
    return fields.number("year") or context.dateline.year + OFFSETS.get(fields.text("which"), 0)


def _direction(fields: Fields) -> Tense | None:
    return direction_of(OFFSETS.get(fields.text("which"), 0))


def _months(year: int, first_month: int, last_month: int) -> Days:
    """From the first day of one month to the last day of another of the same year."""
    return month_days(year, first_month)[0], month_days(year, last_month)[1]
