"""Two dates in a row: "28 November to 1 December", "Monday and Tuesday", "between June and August".

words -> the first link ("to", "and", "or" …) with a date that the simple rules understand on each side -> one `Span`.
The second date is read from the first: in "December to February" the February is that of the next year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from timeline.ingest.phrases.context import Context, Span, Tense, one_of
from timeline.ingest.phrases.english import MONTHS, SEASONS, WEEKDAYS

_LINKS: Final = frozenset(("to", "through", "until", "and", "or"))
_NAMES: Final = frozenset((*WEEKDAYS, *MONTHS, *SEASONS))
_FROM_DATELINE: Final = frozenset(("this", "next", "last", "coming", "past", "previous", "ago", "later", "earlier"))


def read_range(text: str, context: Context) -> Span | None:
    """`A to B`, `A and B`, `A or B`, `between A and B`: the first split with both sides understood, or None."""
    words = text.split(" ")
    lead = words[0] if words[0] in ("from", "between") else ""
    words = words[1:] if lead else words
    for left, link, right in _splits(words):
        first = context.read_inner(left)
        if first is None or first.first_day is None:
            continue
        last = _read_second(right, first, context)
        if last is not None and last.last_day is not None:
            return _joined(first, last, link, lead, context)
    return None


def _splits(words: list[str]) -> Iterator[tuple[str, str, str]]:
    """Every way to part the words at a link: left side, link, right side."""
    for position in range(1, len(words) - 1):
        if words[position] in _LINKS:
            yield " ".join(words[:position]), words[position], " ".join(words[position + 1 :])


def _read_second(right: str, first: Span, context: Context) -> Span | None:
    """The second date, read from the dateline if it then follows the first, else from the first day of the first."""
    plain = context.read_inner(right)
    first_day = first.first_day
    if plain is None or first_day is None:
        return None
    if not _depends_on_first(right):
        return _after(first_day, plain)
    if plain.last_day is not None and plain.last_day > first_day and not plain.days:
        return plain
    last = replace(context, dateline=first_day, tense=Tense.FUTURE).read_inner(right)
    return None if last is None else _after(first_day, last)


def _after(first_day: date, span: Span) -> Span | None:
    """The span with those of its possible days that lie after the first day; None if it ends before."""
    if span.days:
        following = [day for day in span.days if day > first_day]
        return one_of(following, span.tense) if following else None
    return span if span.last_day is not None and span.last_day > first_day else None


def _depends_on_first(text: str) -> bool:
    """True for a bare weekday, month or season; "this morning" or "next Monday" count from the dateline alone."""
    words = set(text.split(" "))
    return not words.isdisjoint(_NAMES) and words.isdisjoint(_FROM_DATELINE)


def _joined(first: Span, last: Span, link: str, lead: str, context: Context) -> Span:
    """One span from the first date to the second; "or" and "between" mean one day inside it."""
    first_day, last_day = first.first_day, last.last_day
    if first_day is None or last_day is None or first_day > last_day or first.last_day == last_day:
        raise context.refuse("the end does not follow the start")
    if any(side.exact and not side.is_one_day for side in (first, last)):
        raise context.refuse("one range of days is inside another")
    if link == "and" and not lead and not _touch(first, last):
        raise context.refuse("the days are not consecutive", first_day.isoformat(), last_day.isoformat())
    if link == "or" and first.is_one_day and last.is_one_day:
        return Span(first_day=first_day, last_day=last_day, days=(first_day, last_day), one_day_inside=True)
    exact = first.is_one_day and last.is_one_day and link != "or" and lead != "between"
    return Span(
        first_day=first_day,
        last_day=last_day,
        exact=exact,
        approximate=first.approximate or last.approximate,
        one_day_inside=lead == "between" or link == "or",
        # A future end or a past start decides the direction of the whole; otherwise the two sides leave it open.
        tense=last.tense if last.tense == Tense.FUTURE or first.tense == Tense.PAST else None,
    )


def _touch(first: Span, last: Span) -> bool:
    """True if no day lies between the two spans."""
    if first.last_day is None or last.first_day is None:
        return False
    return (last.first_day - first.last_day).days <= 1
