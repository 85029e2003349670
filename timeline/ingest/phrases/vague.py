"""Rules for vague words: "in the coming weeks", "within 48 hours", "soon", "at a mutually convenient time".

Coming days are 1 to 7 days ahead, coming weeks 7 to 42 days, coming months 1 to 6 months; all are approximate, and the
past mirrors them. "Soon" has no end, "at a mutually convenient time" no date: neither is invented.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from timeline.ingest.phrases.context import Context, Span, Tense, union
from timeline.ingest.phrases.grammar import Fields, RuleBook
from timeline.ingest.phrases.weeks import UNIT_LENGTHS

RULES: Final = RuleBook()

_NEAR: Final = {
    "hour": relativedelta(),
    "day": relativedelta(days=1),
    "week": relativedelta(days=7),
    "month": relativedelta(months=1),
}
_FAR: Final = {
    "hour": relativedelta(days=1),
    "day": relativedelta(days=7),
    "week": relativedelta(days=42),
    "month": relativedelta(months=6),
}
_HOURS_IN_A_DAY: Final = 24


@RULES.rule(
    "coming-days",
    "[in|over|within|during] coming|next|following {plural}",
    "[in|over|within|during] [next|coming|following] {few} {units} [time]",
    "[in|over|within|during] {plural} ahead",
    "within {plural}",
)
def _read_coming(fields: Fields, context: Context) -> Span:
    unit = _unit(fields)
    _refuse_years(unit, context)
    first, last = context.dateline + _NEAR[unit], context.dateline + _FAR[unit]
    return union([(first, last)], Tense.FUTURE, approximate=True)


@RULES.rule(
    "recent-days",
    "[in|over|within|during] recent|past|last {plural}",
    "[in|over|within|during] past|last|previous {few} {units}",
    "{few} {units} ago|earlier",
)
def _read_recent(fields: Fields, context: Context) -> Span:
    unit = _unit(fields)
    _refuse_years(unit, context)
    first, last = context.dateline - _FAR[unit], context.dateline - _NEAR[unit]
    return union([(first, last)], Tense.PAST, approximate=True)


@RULES.rule(
    "within",
    "within [next|coming] {count} {units}",
    "in|over|during next|coming {count} {units}",
    "in less|fewer than {count} {units}",
)
def _read_within(fields: Fields, context: Context) -> Span:
    last = context.dateline + _length(fields)
    return Span(first_day=context.dateline, last_day=last, one_day_inside=True, tense=Tense.FUTURE)


@RULES.rule(
    "within-past",
    "[in|over|during|within] past|last|previous {count} {units}",
)
def _read_within_past(fields: Fields, context: Context) -> Span:
    first_day = context.dateline - _length(fields)
    return Span(first_day=first_day, last_day=context.dateline, one_day_inside=True, tense=Tense.PAST)


@RULES.rule("in-weeks", "in {count} {units} [time]", "{count} {units} from now|today", "{count} {units} hence|later")
def _read_in_weeks(fields: Fields, context: Context) -> Span:
    """Round numbers are approximate: half a unit on each side, three days for a week; hours may end on either day."""
    return _soft(context.dateline, _length(fields), _unit(fields), Tense.FUTURE)


@RULES.rule("weeks-ago", "{count} {units} ago|earlier|before")
def _read_weeks_ago(fields: Fields, context: Context) -> Span:
    return _soft(context.dateline, -_length(fields), _unit(fields), Tense.PAST)


@RULES.rule(
    "soon",
    "[very|as] soon|shortly",
    "as soon as possible",
    "before|ere long",
    "in [very] near|foreseeable future",
    "at [an] early|earliest date|opportunity",
)
def _read_soon(_fields: Fields, context: Context) -> Span:
    return Span(first_day=context.dateline, last_day=None, tense=Tense.FUTURE)


@RULES.rule("recently", "recently|lately|earlier", "in recent past")
def _read_recently(_fields: Fields, context: Context) -> Span:
    return Span(first_day=None, last_day=context.dateline, tense=Tense.PAST)


@RULES.rule("until-further-notice", "until further notice", "indefinitely")
def _read_until_further_notice(_fields: Fields, context: Context) -> Span:
    return Span(first_day=context.dateline, last_day=None)


@RULES.rule(
    "no-date",
    "[at|on] [a] [mutually] convenient|suitable|agreed|appropriate|agreeable|acceptable time|date|moment",
    "[at|on] an [mutually] agreed|appropriate|agreeable|acceptable time|date|moment",
    "[at|on] [a] time|date|day [yet|still] to be agreed|determined|announced|confirmed|decided|fixed|set",
    "[date|time] [yet|still] to be agreed|determined|announced|confirmed|decided|fixed|set",
    "[date] tbd|tba|tbc",
    "[postponed|deferred|adjourned|moved|put|pushed] [off|back] [at|on|to|until|for] [a|an|some]"
    " later|new|unspecified|future date|time|stage|day|point",
    "[at|on|to|until|for] [a] date|day|time to follow",
    "[at|on|to|until|for] [a|an] unspecified|undetermined|undisclosed|undecided date|day|time",
    "[postponed|adjourned] sine die",
    "in due course|time",
    "[postponed|adjourned|suspended] without [a|any] [new] date|day [being] [set|fixed]",
    "no [new] date [has] [been] [yet] set|fixed|agreed|given [yet]",
    "[at|on|to|until] [a] date [that] will be announced [later]",
    "when conditions allow|permit",
)
def _read_no_date(_fields: Fields, _context: Context) -> Span:
    return Span(first_day=None, last_day=None)


def _unit(fields: Fields) -> str:
    """The unit in the singular; empty if the template has none."""
    return (fields.text("units") or fields.text("plural")).removesuffix("s")


def _length(fields: Fields) -> relativedelta:
    """The length of a number of units; hours count as days, rounded up."""
    count, unit = fields.number("count") or 0, _unit(fields)
    if unit == "hour":
        return relativedelta(days=-(-count // _HOURS_IN_A_DAY))
    return UNIT_LENGTHS[unit] * count


def _soft(dateline: date, length: relativedelta, unit: str, tense: Tense) -> Span:
    around = {
        "hour": timedelta(),
        "week": timedelta(days=3),
        "fortnight": timedelta(days=3),
        "month": timedelta(days=15),
    }
    day, width = dateline + length, around.get(unit, timedelta(days=183))
    if not width:
        return union([(min(dateline, day), max(dateline, day))], tense, approximate=True)
    return union([(day - width, day + width)], tense, approximate=True)


def _refuse_years(unit: str, context: Context) -> None:
    if unit not in _NEAR:
        raise context.refuse(f"{unit}s without a number have no clear bounds")
