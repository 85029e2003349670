"""Rules around other rules: "by …", "since …", "until …", "around …", "from … to …", "on the eve of …".

The inner words are read first, by the simple rules; a row of two spans reads its second one from the first.
A name inside ("on the margins of the ministerial") is an anchor: another event, given by the caller (rule 9).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from timeline.ingest.phrases.context import Context, Span, Tense, one_of, week_around
from timeline.ingest.phrases.english import MONTHS, SEASONS, WEEKDAYS
from timeline.ingest.phrases.grammar import Rule, RuleBook, Words
from timeline.ingest.phrases.tokens import canonical_words

ReadInner = Callable[[str, Context], Span | None]
"""Reads inner words by the simple rules; None if they are not understood."""

_LINKS: Final = frozenset(("to", "through", "until", "and", "or"))
_NAMES: Final = frozenset((*WEEKDAYS, *MONTHS, *SEASONS))
_FROM_DATELINE: Final = frozenset(("this", "next", "last", "coming", "past", "previous", "ago", "later", "earlier"))
_AROUND: Final = timedelta(days=3)
_A_DAY: Final = timedelta(days=1)


def composite_rules(read_inner: ReadInner) -> tuple[Rule, ...]:
    """The rules of this module, built on a reader for their inner words."""
    book = RuleBook()
    _add_deadlines(book, read_inner)
    _add_open_sides(book, read_inner)
    _add_neighbours(book, read_inner)
    return tuple(book)


def _add_deadlines(book: RuleBook, read_inner: ReadInner) -> None:
    @book.rule(
        "deadline",
        "by [end|close] [of] {rest}",
        "no|not later than [end|close] [of] {rest}",
        "before end of {rest}",
        "on or before {rest}",
    )
    def _read_deadline(words: Words, context: Context) -> Span:
        """One day from the dateline to the end of what is named."""
        inner = _inner(_as_period(words.text("rest")), context, read_inner, Tense.FUTURE)
        return _deadline(inner.last_day, context)

    @book.rule("before", "before|prior [to] {rest}", "ahead of {rest}")
    def _read_before(words: Words, context: Context) -> Span:
        inner = _inner(words.text("rest"), context, read_inner, context.tense or Tense.FUTURE)
        if inner.first_day is None:
            raise context.refuse("what comes after has no first day")
        last_day = inner.first_day - _A_DAY
        if context.tense == Tense.PAST:
            return Span(first_day=None, last_day=last_day)
        return _deadline(last_day, context)


def _add_open_sides(book: RuleBook, read_inner: ReadInner) -> None:
    @book.rule("since", "[ever] since {rest} [until further notice]")
    def _read_since(words: Words, context: Context) -> Span:
        """Open at the end: a missing end is never filled (rule 7). The start lies behind, the state goes on."""
        return Span(first_day=_inner(words.text("rest"), context, read_inner, Tense.PAST).first_day, last_day=None)

    @book.rule(
        "from",
        "from|starting|beginning [on|from|in] {rest} [on|onwards|onward] [until further notice]",
        "as of|from {rest}",
    )
    def _read_from(words: Words, context: Context) -> Span:
        return Span(first_day=_inner(words.text("rest"), context, read_inner).first_day, last_day=None)

    @book.rule("not-before", "not before {rest}", "no|not earlier|sooner than {rest}")
    def _read_not_before(words: Words, context: Context) -> Span:
        first_day = _inner(words.text("rest"), context, read_inner, Tense.FUTURE).first_day
        return Span(first_day=first_day, last_day=None, tense=Tense.FUTURE)

    @book.rule("after", "after|following {rest}")
    def _read_after(words: Words, context: Context) -> Span:
        inner = _inner(words.text("rest"), context, read_inner)
        if inner.last_day is None:
            raise context.refuse("what comes before has no last day")
        return Span(first_day=inner.last_day + _A_DAY, last_day=None)

    @book.rule("until", "until|through [end of] {rest}")
    def _read_until(words: Words, context: Context) -> Span:
        """A state that lasts to the end of what is named; in the future it holds from the dateline on."""
        last_day = _inner(_as_period(words.text("rest")), context, read_inner).last_day
        first_day = context.dateline if context.tense == Tense.FUTURE else None
        return Span(first_day=first_day, last_day=last_day)


def _add_neighbours(book: RuleBook, read_inner: ReadInner) -> None:
    @book.rule("some-time", "sometime|someday {rest}", "[at] some time|day|point {rest}", "1 day {rest}")
    def _read_some_time(words: Words, context: Context) -> Span:
        """One day inside what is named."""
        inner = _inner(words.text("rest"), context, read_inner)
        return replace(inner, exact=False, one_day_inside=True, edtf=None)

    @book.rule("around", "[on|at] [or] around {rest}")
    def _read_around(words: Words, context: Context) -> Span:
        """Three days each side (DATES.md, Notation)."""
        inner = _inner(words.text("rest"), context, read_inner)
        first_day = None if inner.first_day is None else inner.first_day - _AROUND
        last_day = None if inner.last_day is None else inner.last_day + _AROUND
        return Span(first_day=first_day, last_day=last_day, approximate=True, tense=inner.tense)

    @book.rule("eve", "[on] eve of {rest}", "[on] day before {rest}")
    def _read_eve(words: Words, context: Context) -> Span:
        return _beside(_inner(words.text("rest"), context, read_inner), -1, context)

    @book.rule("day-after", "[on] day after {rest}")
    def _read_day_after(words: Words, context: Context) -> Span:
        return _beside(_inner(words.text("rest"), context, read_inner), +1, context)

    @book.rule("days-after", "{count} days|day after|following {rest}")
    def _read_days_after(words: Words, context: Context) -> Span:
        return _beside(_inner(words.text("rest"), context, read_inner), words.number("count") or 0, context)

    @book.rule("days-before", "{count} days|day before|prior [to] {rest}", "{count} days|day ahead of {rest}")
    def _read_days_before(words: Words, context: Context) -> Span:
        return _beside(_inner(words.text("rest"), context, read_inner), -(words.number("count") or 0), context)

    @book.rule("week-of", "[in|during] week of {rest}")
    def _read_week_of(words: Words, context: Context) -> Span:
        day = _named_day(words, context, read_inner)
        first_day, last_day = week_around(day, context.first_weekday)
        return Span(first_day=first_day, last_day=last_day)

    @book.rule("week-from", "[in|during] week beginning|starting|commencing [on|from] {rest}")
    def _read_week_from(words: Words, context: Context) -> Span:
        day = _named_day(words, context, read_inner)
        return Span(first_day=day, last_day=day + timedelta(days=6))

    @book.rule("anchor", "[on|in|at] margins|sidelines of {rest}", "during|at|alongside {rest}")
    def _read_margins(words: Words, context: Context) -> Span:
        """Some day of the anchor's: inside its bounds, not exact."""
        anchor = _anchor(words.text("rest"), context)
        return Span(first_day=anchor.first_day, last_day=anchor.last_day)


def read_row(text: str, context: Context, read_inner: ReadInner) -> Span | None:
    """`A to B`, `A and B`, `A or B`, `between A and B`: the first split with both sides understood, or None."""
    words = text.split(" ")
    lead = words[0] if words[0] in ("from", "between") else ""
    words = words[1:] if lead else words
    for left, link, right in _splits(words):
        first = read_inner(left, context)
        if first is None or first.first_day is None:
            continue
        last = _read_second(right, first, context, read_inner)
        if last is not None and last.last_day is not None:
            return _joined(first, last, link, lead, context)
    return None


def _splits(words: list[str]) -> Iterator[tuple[str, str, str]]:
    for position in range(1, len(words) - 1):
        if words[position] in _LINKS:
            yield " ".join(words[:position]), words[position], " ".join(words[position + 1 :])


def _read_second(right: str, first: Span, context: Context, read_inner: ReadInner) -> Span | None:
    """The second span, read from the dateline if it then follows the first, else from the first day of the first."""
    plain = read_inner(right, context)
    first_day = first.first_day
    if plain is None or first_day is None:
        return None
    if not _follows_its_neighbour(right):
        return _after(first_day, plain)
    if plain.last_day is not None and plain.last_day > first_day and not plain.days:
        return plain
    last = read_inner(right, replace(context, dateline=first_day, tense=Tense.FUTURE))
    return None if last is None else _after(first_day, last)


def _after(first_day: date, span: Span) -> Span | None:
    """The span with those of its days that lie after the first day; None if it ends before."""
    if span.days:
        following = [day for day in span.days if day > first_day]
        return one_of(following, span.tense) if following else None
    return span if span.last_day is not None and span.last_day > first_day else None


def _follows_its_neighbour(text: str) -> bool:
    """True for a bare weekday, month or season; "this morning" or "next Monday" count from the dateline alone."""
    words = set(text.split(" "))
    return not words.isdisjoint(_NAMES) and words.isdisjoint(_FROM_DATELINE)


def _joined(first: Span, last: Span, link: str, lead: str, context: Context) -> Span:
    first_day, last_day = first.first_day, last.last_day
    if first_day is None or last_day is None or first_day > last_day or first.last_day == last_day:
        raise context.refuse("the end does not follow the start")
    if any(side.exact and not side.is_one_day for side in (first, last)):
        raise context.refuse("a row of days stands inside another row")
    if link == "and" and not lead and not _touch(first, last):
        raise context.refuse("the days do not follow each other", first_day.isoformat(), last_day.isoformat())
    if link == "or" and first.is_one_day and last.is_one_day:
        return Span(first_day=first_day, last_day=last_day, days=(first_day, last_day), one_day_inside=True)
    exact = first.is_one_day and last.is_one_day and link != "or" and lead != "between"
    return Span(
        first_day=first_day,
        last_day=last_day,
        exact=exact,
        approximate=first.approximate or last.approximate,
        one_day_inside=lead == "between" or link == "or",
        tense=last.tense if last.tense == Tense.FUTURE or first.tense == Tense.PAST else None,
    )


def _touch(first: Span, last: Span) -> bool:
    """True if no day lies between the two spans."""
    if first.last_day is None or last.first_day is None:
        return False
    return (last.first_day - first.last_day).days <= 1


def _inner(text: str, context: Context, read_inner: ReadInner, tense: Tense | None = None) -> Span:
    """The inner words as a date, else as an anchor. `tense` is the direction that the outer words have."""
    span = read_inner(text, context if tense is None else replace(context, tense=tense))
    if span is not None:
        return _on_side(span, tense, context.dateline)
    anchor = _anchor(text, context)
    return Span(first_day=anchor.first_day, last_day=anchor.last_day, exact=anchor.exact)


def _named_day(words: Words, context: Context, read_inner: ReadInner) -> date:
    """The one day by which a week is named."""
    inner = _inner(words.text("rest"), context, read_inner)
    if inner.first_day is None or inner.first_day != inner.last_day:
        raise context.refuse("a week is named by one of its days")
    return inner.first_day


def _on_side(span: Span, tense: Tense | None, dateline: date) -> Span:
    """The span with those of its days that lie on the side of the dateline to which the outer words point."""
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
    if last_day is None or last_day < context.dateline:
        raise context.refuse("the deadline lies before the dateline")
    return Span(first_day=context.dateline, last_day=last_day, one_day_inside=True, tense=Tense.FUTURE)


def _beside(inner: Span, step: int, context: Context) -> Span:
    """The day that many days before the first day (negative) or after the last one; exact if the inner days are."""
    edge = inner.first_day if step < 0 else inner.last_day
    if edge is None:
        raise context.refuse("the day beside it is not known")
    day = edge + step * _A_DAY
    return Span(first_day=day, last_day=day, exact=inner.exact)
