"""Rules around other words: "by …", "since …", "until …", "around …", "on the eve of …".

The inner words are read first, by the simple rules. A name inside ("on the margins of the ministerial") is an anchor:
another event, whose date the caller gives (docs/DATES.md rule 9).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from timeline.ingest.phrases.context import Context, Span, Tense, one_of, week_around
from timeline.ingest.phrases.grammar import Fields, RuleBook
from timeline.ingest.phrases.tokens import canonical_words

RULES: Final = RuleBook()

_AROUND: Final = timedelta(days=3)
_A_DAY: Final = timedelta(days=1)


@RULES.rule(
    "deadline",
    "by [end|close] [of] {rest}",
    "no|not later than [end|close] [of] {rest}",
    "before end of {rest}",
    "on or before {rest}",
)
def _read_deadline(fields: Fields, context: Context) -> Span:
    """One day from the dateline to the end of the inner date."""
    inner = _inner(_as_period(fields.text("rest")), context, Tense.FUTURE)
    return _deadline(inner.last_day, context)


@RULES.rule("before", "before|prior [to] {rest}", "ahead of {rest}")
def _read_before(fields: Fields, context: Context) -> Span:
    inner = _inner(fields.text("rest"), context, context.tense or Tense.FUTURE)
    if inner.first_day is None:
        raise context.refuse("the date after it has no first day")
    last_day = inner.first_day - _A_DAY
    if context.tense == Tense.PAST:
        return Span(first_day=None, last_day=last_day)
    return _deadline(last_day, context)


@RULES.rule("since", "[ever] since {rest} [until further notice]")
def _read_since(fields: Fields, context: Context) -> Span:
    """Open at the end: a missing end is never filled (docs/DATES.md rule 7). The start lies in the past."""
    return Span(first_day=_inner(fields.text("rest"), context, Tense.PAST).first_day, last_day=None)


@RULES.rule(
    "from",
    "from|starting|beginning [on|from|in] {rest} [on|onwards|onward] [until further notice]",
    "as of|from {rest}",
)
def _read_from(fields: Fields, context: Context) -> Span:
    return Span(first_day=_inner(fields.text("rest"), context).first_day, last_day=None)


@RULES.rule("not-before", "not before {rest}", "no|not earlier|sooner than {rest}")
def _read_not_before(fields: Fields, context: Context) -> Span:
    first_day = _inner(fields.text("rest"), context, Tense.FUTURE).first_day
    return Span(first_day=first_day, last_day=None, tense=Tense.FUTURE)


@RULES.rule("after", "after|following {rest}")
def _read_after(fields: Fields, context: Context) -> Span:
    inner = _inner(fields.text("rest"), context)
    if inner.last_day is None:
        raise context.refuse("the date before it has no last day")
    return Span(first_day=inner.last_day + _A_DAY, last_day=None)


@RULES.rule("until", "until|through [end of] {rest}")
def _read_until(fields: Fields, context: Context) -> Span:
    """A state that lasts to the end of the inner date; in the future it holds from the dateline on."""
    last_day = _inner(_as_period(fields.text("rest")), context).last_day
    first_day = context.dateline if context.tense == Tense.FUTURE else None
    return Span(first_day=first_day, last_day=last_day)


@RULES.rule("some-time", "sometime|someday {rest}", "[at] some time|day|point {rest}", "1 day {rest}")
def _read_some_time(fields: Fields, context: Context) -> Span:
    """One day inside the inner date."""
    inner = _inner(fields.text("rest"), context)
    return replace(inner, exact=False, one_day_inside=True, edtf=None)


@RULES.rule("around", "[on|at] [or] around {rest}")
def _read_around(fields: Fields, context: Context) -> Span:
    """Three days on each side (docs/DATES.md, Notation)."""
    inner = _inner(fields.text("rest"), context)
    first_day = None if inner.first_day is None else inner.first_day - _AROUND
    last_day = None if inner.last_day is None else inner.last_day + _AROUND
    return Span(first_day=first_day, last_day=last_day, approximate=True, tense=inner.tense)


@RULES.rule("eve", "[on] eve of {rest}", "[on] day before {rest}")
def _read_eve(fields: Fields, context: Context) -> Span:
    return _beside(_inner(fields.text("rest"), context), -1, context)


@RULES.rule("day-after", "[on] day after {rest}")
def _read_day_after(fields: Fields, context: Context) -> Span:
    return _beside(_inner(fields.text("rest"), context), +1, context)


@RULES.rule("days-after", "{count} days|day after|following {rest}")
def _read_days_after(fields: Fields, context: Context) -> Span:
    return _beside(_inner(fields.text("rest"), context), fields.number("count") or 0, context)


@RULES.rule("days-before", "{count} days|day before|prior [to] {rest}", "{count} days|day ahead of {rest}")
def _read_days_before(fields: Fields, context: Context) -> Span:
    return _beside(_inner(fields.text("rest"), context), -(fields.number("count") or 0), context)


@RULES.rule("week-of", "[in|during] week of {rest}")
def _read_week_of(fields: Fields, context: Context) -> Span:
    day = _named_day(fields, context)
    first_day, last_day = week_around(day, context.first_weekday)
    return Span(first_day=first_day, last_day=last_day)


@RULES.rule("week-from", "[in|during] week beginning|starting|commencing [on|from] {rest}")
def _read_week_from(fields: Fields, context: Context) -> Span:
    day = _named_day(fields, context)
    return Span(first_day=day, last_day=day + timedelta(days=6))


@RULES.rule("anchor", "[on|in|at] margins|sidelines of {rest}", "during|at|alongside {rest}")
def _read_margins(fields: Fields, context: Context) -> Span:
    """Some of the anchor's days: its bounds, not exact."""
    anchor = _anchor(fields.text("rest"), context)
    return Span(first_day=anchor.first_day, last_day=anchor.last_day)


def _inner(text: str, context: Context, tense: Tense | None = None) -> Span:
    """The inner words as a date, else as an anchor. `tense` is the direction that the outer words have."""
    span = (context if tense is None else replace(context, tense=tense)).read_inner(text)
    if span is not None:
        return _on_side(span, tense, context.dateline)
    anchor = _anchor(text, context)
    return Span(first_day=anchor.first_day, last_day=anchor.last_day, exact=anchor.exact)


def _named_day(fields: Fields, context: Context) -> date:
    """The one day by which a week is named."""
    inner = _inner(fields.text("rest"), context)
    if inner.first_day is None or inner.first_day != inner.last_day:
        raise context.refuse("a week needs one of its days as a name")
    return inner.first_day


def _on_side(span: Span, tense: Tense | None, dateline: date) -> Span:
    """The span with those of its possible days that lie on the side of the dateline to which the outer words point."""
    ahead = [day for day in span.days if day >= dateline]
    behind = [day for day in span.days if day <= dateline]
    kept = ahead if tense == Tense.FUTURE else behind
    return one_of(kept) if tense is not None and kept else span


def _anchor(name: str, context: Context) -> Span:
    """The bounds of the event that the caller gave for this name (slug or words). UnresolvedPhrase if there is none."""
    known = {_anchor_key(key): when for key, when in context.anchors.items()}
    when = known.get(_anchor_key(name))
    if when is None:
        raise context.refuse(f"it needs an anchor: when is {name!r}?")
    if when.is_unknown:
        raise context.refuse(f"its anchor {name!r} has no date")
    return Span(first_day=when.first_day, last_day=when.last_day, exact=when.exact)


def _anchor_key(name: str) -> str:
    return canonical_words(name).replace("-", " ")


def _as_period(text: str) -> str:
    """The words after "end of": "month" alone is this month."""
    alone = {"month": "this month", "week": "this week", "year": "this year", "quarter": "this quarter"}
    year_end = {"month end": "this month", "year end": "this year", "week end": "this week"}
    return (alone | year_end).get(text, text)


def _deadline(last_day: date | None, context: Context) -> Span:
    """One day from the dateline to the last day, both included."""
    if last_day is None or last_day < context.dateline:
        raise context.refuse("the deadline is before the dateline")
    return Span(first_day=context.dateline, last_day=last_day, one_day_inside=True, tense=Tense.FUTURE)


def _beside(inner: Span, step: int, context: Context) -> Span:
    """The day that many days before the first day (negative) or after the last one; exact if the inner days are."""
    edge = inner.first_day if step < 0 else inner.last_day
    if edge is None:
        raise context.refuse("the day before or after it is not known")
    day = edge + step * _A_DAY
    return Span(first_day=day, last_day=day, exact=inner.exact)
