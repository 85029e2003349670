"""Rules for days counted from the dateline and for weekdays: "tomorrow", "in three days", "next Thursday".

A weekday gives every day that it can mean; `phrases.reader` chooses among them by tense and dateline.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from timeline.ingest.phrases.context import Context, Days, Span, Tense, one_day, one_of, union
from timeline.ingest.phrases.grammar import Fields, RuleBook

RULES: Final = RuleBook()

_NEARBY: Final = {"today": 0, "tomorrow": 1, "yesterday": -1}


@RULES.rule("today", "[later|earlier] today|tonight", "today {part}", "this morning|afternoon|evening", "now")
def _read_today(_fields: Fields, context: Context) -> Span:
    return one_day(context.dateline)


@RULES.rule("tomorrow", "tomorrow [{part}]")
def _read_tomorrow(_fields: Fields, context: Context) -> Span:
    return one_day(context.dateline + timedelta(days=1), Tense.FUTURE)


@RULES.rule("yesterday", "[earlier] yesterday [{part}]")
def _read_yesterday(_fields: Fields, context: Context) -> Span:
    return one_day(context.dateline - timedelta(days=1), Tense.PAST)


@RULES.rule(
    "anchored-day",
    "[on|in|at|for|by|until] [later|earlier|early|late] [very] next|following|previous|preceding|same|that day",
    "[on|in|at|for|by|until] [later|earlier|early|late] next|following|previous|preceding|same|that {part}",
    "later|earlier on|in same|that day",
    "later|earlier on|in same|that {part}",
    "[on] day|night|morning|evening before|after|following",
    "{count} days|day earlier|later|before|after|thereafter|afterwards|beforehand [that|then]",
)
def _read_anchored_day(_fields: Fields, context: Context) -> Span:
    """Another day of the text is meant, never the dateline (docs/DATES.md rule 9)."""
    raise context.refuse("it needs an anchor: it counts from another day of the text, not from the dateline")


@RULES.rule("last-night", "last night", "overnight")
def _read_last_night(_fields: Fields, context: Context) -> Span:
    return one_of((context.dateline - timedelta(days=1), context.dateline), Tense.PAST)


@RULES.rule("day-after-tomorrow", "[on] day after tomorrow")
def _read_day_after_tomorrow(_fields: Fields, context: Context) -> Span:
    return one_day(context.dateline + timedelta(days=2), Tense.FUTURE)


@RULES.rule("day-before-yesterday", "[on] day before yesterday")
def _read_day_before_yesterday(_fields: Fields, context: Context) -> Span:
    return one_day(context.dateline - timedelta(days=2), Tense.PAST)


@RULES.rule("neighbouring-days", "[{lead}] {near} {link} {near2}")
def _read_neighbouring_days(fields: Fields, context: Context) -> Span:
    days = tuple(context.dateline + timedelta(days=_NEARBY[fields.text(near)]) for near in ("near", "near2"))
    if days[0] >= days[1]:
        raise context.refuse("the second day does not follow the first")
    if fields.text("link") == "or" or fields.text("lead") == "between":
        return one_of(days)
    return Span(first_day=days[0], last_day=days[1], exact=True)


@RULES.rule("weekday", "[on] {weekday} [{part}]", "[early|late] [on] {weekday} [{part}]")
def _read_weekday(fields: Fields, context: Context) -> Span:
    return one_of(weekday_days(fields.weekday() or 0, context))


@RULES.rule("this-weekday", "[on] this {weekday} [{part}]")
def _read_this_weekday(fields: Fields, context: Context) -> Span:
    """The next such day in the future tense, the last one in the past tense, else that of this week."""
    wanted = fields.weekday() or 0
    ahead = context.dateline + timedelta(days=(wanted - context.dateline.weekday()) % 7)
    behind = context.dateline - timedelta(days=(context.dateline.weekday() - wanted) % 7)
    if context.tense is not None:
        return one_day(ahead if context.tense == Tense.FUTURE else behind)
    return one_of(_in_week(wanted, week) for week in context.weeks(0))


@RULES.rule("coming-weekday", "[on] [this] coming {weekday} [{part}]")
def _read_coming_weekday(fields: Fields, context: Context) -> Span:
    return one_day(_first_after(fields.weekday() or 0, context.dateline), Tense.FUTURE)


@RULES.rule("past-weekday", "[on] past {weekday} [{part}]", "{weekday} past")
def _read_past_weekday(fields: Fields, context: Context) -> Span:
    return one_day(_last_before(fields.weekday() or 0, context.dateline), Tense.PAST)


@RULES.rule("next-weekday", "[on] next {weekday} [{part}]")
def _read_next_weekday(fields: Fields, context: Context) -> Span:
    """The next such day or that of next week: usage differs, so one of two days."""
    wanted = fields.weekday() or 0
    ahead = [_first_after(wanted, context.dateline)]
    return one_of([*ahead, *(_in_week(wanted, week) for week in context.weeks(1))], Tense.FUTURE)


@RULES.rule("last-weekday", "[on] last|previous {weekday} [{part}]")
def _read_last_weekday(fields: Fields, context: Context) -> Span:
    """The last such day or that of last week: usage differs, so one of two days."""
    wanted = fields.weekday() or 0
    behind = [_last_before(wanted, context.dateline)]
    return one_of([*behind, *(_in_week(wanted, week) for week in context.weeks(-1))], Tense.PAST)


@RULES.rule(
    "weekday-of-week",
    "[on] {weekday} [{part}] [of|in] {which} week",
    "{which} week [on] {weekday} [{part}]",
    "[on] {weekday} week",
)
def _read_weekday_of_week(fields: Fields, context: Context) -> Span:
    which = fields.text("which") or "next"
    offset = {"next": 1, "coming": 1, "last": -1, "past": -1, "previous": -1}.get(which, 0)
    direction = {1: Tense.FUTURE, -1: Tense.PAST}.get(offset)
    return one_of((_in_week(fields.weekday() or 0, week) for week in context.weeks(offset)), direction)


@RULES.rule(
    "weekdays",
    "[{lead}] {weekday} {link} {weekday2} [of|in] {which} week",
    "{which} week [{lead}] {weekday} {link} {weekday2}",
)
def _read_weekdays_of_week(fields: Fields, context: Context) -> Span:
    offset = {"next": 1, "coming": 1, "last": -1, "past": -1, "previous": -1}.get(fields.text("which"), 0)
    first, last = fields.weekday() or 0, fields.weekday("weekday2") or 0
    spans = [(_in_week(first, week), _in_week(last, week)) for week in context.weeks(offset)]
    return weekday_span(spans, fields, context)


@RULES.rule("weekdays", "[{lead}] [this|coming] {weekday} {link} [this] {weekday2}")
def _read_weekdays(fields: Fields, context: Context) -> Span:
    """Consecutive days: the first weekday as if it stood alone, then the first such second weekday after it."""
    last = fields.weekday("weekday2") or 0
    firsts = _on_the_right_side(weekday_days(fields.weekday() or 0, context), context)
    return weekday_span([(first, _first_after(last, first)) for first in firsts], fields, context)


@RULES.rule("weekdays", "[on] {weekday} , {weekday2} [,] and {weekday3}")
def _read_three_weekdays(fields: Fields, context: Context) -> Span:
    wanted = [fields.weekday(field) or 0 for field in ("weekday", "weekday2", "weekday3")]
    if any((first + 1) % 7 != second for first, second in pairwise(wanted)):
        raise context.refuse("the weekdays are not consecutive")
    firsts = _on_the_right_side(weekday_days(wanted[0], context), context)
    return weekday_span([(first, first + timedelta(days=2)) for first in firsts], fields, context)


@RULES.rule("night-between", "late [on] {weekday} [and|or] early [on] {weekday2}")
def _read_night_between(fields: Fields, context: Context) -> Span:
    """The night between two weekdays that is nearest to the dateline in the tense; both local days."""
    first, second = fields.weekday() or 0, fields.weekday("weekday2") or 0
    if (first + 1) % 7 != second:
        raise context.refuse("the two weekdays are not consecutive")
    monday = context.dateline - timedelta(days=context.dateline.weekday())
    nights = [monday + timedelta(days=first + 7 * week) for week in (-1, 0, 1)]
    ahead = [night for night in nights if night >= context.dateline]
    behind = [night for night in nights if night < context.dateline]
    if context.tense == Tense.PAST:
        return union([(behind[-1], behind[-1] + timedelta(days=1))])
    if context.tense == Tense.FUTURE or ahead[0] == context.dateline:
        return union([(ahead[0], ahead[0] + timedelta(days=1))])
    return union([(night, night + timedelta(days=1)) for night in (behind[-1], ahead[0])])


@RULES.rule("in-days", "in {count} days|day [time]", "{count} days|day from now|today", "{count} days|day hence")
def _read_in_days(fields: Fields, context: Context) -> Span:
    return one_day(context.dateline + timedelta(days=fields.number("count") or 0), Tense.FUTURE)


@RULES.rule("days-ago", "{count} days|day ago")
def _read_days_ago(fields: Fields, context: Context) -> Span:
    return one_day(context.dateline - timedelta(days=fields.number("count") or 0), Tense.PAST)


def weekday_days(wanted: int, context: Context) -> tuple[date, ...]:
    """The last and the next such weekday around the dateline, and the dateline itself if it is that weekday."""
    today = (context.dateline,) if context.dateline.weekday() == wanted else ()
    return (_last_before(wanted, context.dateline), *today, _first_after(wanted, context.dateline))


def weekday_span(spans: list[Days], fields: Fields, context: Context) -> Span:
    """Consecutive days from one weekday to another; `and` needs neighbours, `or` and `between` mean one day inside."""
    link, lead = fields.text("link"), fields.text("lead")
    if any(first >= last for first, last in spans):
        raise context.refuse("the second weekday does not follow the first")
    if link == "or":
        return one_of(day for span in spans for day in span)
    if link == "and" and lead != "between" and any((last - first).days != 1 for first, last in spans):
        raise context.refuse("the two weekdays are not consecutive")
    inside = lead == "between"
    first_day, last_day = min(first for first, _ in spans), max(last for _, last in spans)
    return Span(
        first_day=first_day, last_day=last_day, exact=len(set(spans)) == 1 and not inside, one_day_inside=inside
    )


def _on_the_right_side(days: tuple[date, ...], context: Context) -> tuple[date, ...]:
    if context.tense == Tense.FUTURE:
        return tuple(day for day in days if day >= context.dateline)
    if context.tense == Tense.PAST:
        return tuple(day for day in days if day < context.dateline)
    return days


def _first_after(weekday: int, day: date) -> date:
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def _last_before(weekday: int, day: date) -> date:
    return day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)


def _in_week(weekday: int, week: Days) -> date:
    return week[0] + timedelta(days=(weekday - week[0].weekday()) % 7)
