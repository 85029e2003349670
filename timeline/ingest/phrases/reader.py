"""Reads a source's words for a time: `read_english` gives a `PhraseReading` or raises UnresolvedPhrase; no guesses.

phrase -> its clock time apart (`clock`) -> canonical words (`tokens`) -> the first rule that matches all of them
(simple rules, then `ranges`, then `composites`) -> `Span` -> cut by tense and dateline (docs/DATES.md rule 4) ->
`EventDate` with phrase and dateline; `in_zone` adds the times.
The reason of a refusal names what was not understood. A phrase has at most 200 characters, which bounds the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final, TypedDict, Unpack

from timeline.errors import InvalidDate, UnresolvedPhrase
from timeline.ingest.phrases import calendar_days, composites, days, months, vague, weeks, years
from timeline.ingest.phrases.clock import Clock, UnclearClock, strip_clock, timed
from timeline.ingest.phrases.context import Context, Span, Tense, WeekStart, one_of
from timeline.ingest.phrases.grammar import Rule, vocabulary
from timeline.ingest.phrases.ranges import read_range
from timeline.ingest.phrases.tokens import canonical_words, plain_text
from timeline.model.dates.edtf import write_interval, write_one_of
from timeline.model.dates.event_date import EventDate

LONGEST_PHRASE: Final = 200
_SIMPLE: Final[tuple[Rule, ...]] = (
    *days.RULES,
    *calendar_days.RULES,
    *weeks.RULES,
    *months.RULES,
    *years.RULES,
    *vague.RULES,
)
_COMPOSITES: Final[tuple[Rule, ...]] = tuple(composites.RULES)


@dataclass(frozen=True, slots=True)
class PhraseReading:
    """What a phrase means (docs/DATES.md rule 1).

    `when` includes the phrase and the dateline. `approximate`: the bounds are not sharp. `one_day_inside`: the event is
    on one day inside the bounds (a deadline, a "between", an "or"). `tense` is the given one.
    """

    when: EventDate
    rule: str
    approximate: bool
    one_day_inside: bool
    tense: Tense | None = None
    language: str = "en"
    clock: Clock | None = None

    def in_zone(self, time_zone: str | None) -> PhraseReading:
        """The same reading for a place in this IANA time zone, with the times there; None if the place is not known.

        Raises UnresolvedPhrase for a time that the zone does not have on that day, with the day as candidate.
        """
        if self.clock is None:
            return replace(self, when=replace(self.when, time_zone=time_zone))
        try:
            return replace(self, when=timed(self.when, self.clock, time_zone))
        except InvalidDate as error:
            reason = error.reason
        except UnclearClock as error:
            reason = str(error)
        except OverflowError:
            reason = "its days are outside the years 0001 to 9999"
        raise UnresolvedPhrase(self.when.phrase or "", reason, (self.when.edtf,) if self.when.edtf else ())


class Hints(TypedDict, total=False):
    """What helps to read a phrase; each may be left out.

    `week_start` None means Monday, and on a Sunday dateline also the Sunday reading. `anchors` are the dates of events
    that the words may name, by slug or by name.
    """

    tense: Tense | None
    week_start: WeekStart | None
    anchors: Mapping[str, EventDate] | None


def read_english(
    phrase: str,
    dateline: date,
    *,
    text: str | None = None,
    **hints: Unpack[Hints],
) -> PhraseReading:
    """The date that a source's words mean, read from `dateline`, the local day of the place that is printed with them.

    `text` are the words in English if the phrase is not. A time of day is kept in `clock`; `in_zone` makes starts_at
    and ends_at from it. Raises UnresolvedPhrase.
    """
    tense = hints.get("tense")
    if len(phrase) > LONGEST_PHRASE:
        raise UnresolvedPhrase(phrase, f"it is longer than {LONGEST_PHRASE} characters")
    context = Context(phrase, dateline, tense, hints.get("week_start"), hints.get("anchors") or {}, _read_simple)
    try:
        text, clock = strip_clock(plain_text(phrase) if text is None else text)
        rule, span = _read_words(canonical_words(text), context, clock)
        span = _within_tense(span, context)
    except UnclearClock as error:
        raise context.refuse(str(error)) from None
    except (OverflowError, ValueError):
        raise context.refuse("its days are outside the years 0001 to 9999") from None
    when = EventDate.from_days(span.first_day, span.last_day, exact=span.exact)
    return PhraseReading(
        when=replace(when, edtf=_notation(span), logged_edtf=None, phrase=phrase, dateline=dateline),
        rule=rule if clock is None else f"{rule}+clock",
        approximate=span.approximate,
        one_day_inside=span.one_day_inside,
        tense=tense,
        clock=clock,
    )


def is_english_word(word: str) -> bool:
    """True for a word that occurs in a rule."""
    return word in _vocabulary()


def _read_words(text: str, context: Context, clock: Clock | None) -> tuple[str, Span]:
    """Name and span of the first rule that matches the whole text: simple rules, then ranges, then composites."""
    if not text and clock is not None:
        raise context.refuse("it has a time, but no day", context.dateline.isoformat())
    if not text:
        raise context.refuse("it has no words")
    simple = _first_fitting(_SIMPLE, text, context)
    if simple is not None:
        return simple
    span = read_range(text, context)
    if span is not None:
        return "between" if text.startswith("between ") else "row", span
    composite = _first_fitting(_COMPOSITES, text, context)
    if composite is not None:
        return composite
    raise context.refuse(_why_not_understood(text))


def _first_fitting(rules: tuple[Rule, ...], text: str, context: Context) -> tuple[str, Span] | None:
    for rule in rules:
        fields = rule.match(text)
        if fields is not None:
            return rule.name, rule.read(fields, context)
    return None


def _read_simple(text: str, context: Context) -> Span | None:
    named_span = _first_fitting(_SIMPLE, text, context)
    return None if named_span is None else named_span[1]


def _within_tense(span: Span, context: Context) -> Span:
    """The part of the span that the tense allows (docs/DATES.md rule 4).

    Raises UnresolvedPhrase if no day is left or if an exact date would be cut.
    """
    if context.tense is not None and span.tense is not None and span.tense != context.tense:
        raise context.refuse(f"its words mean the {span.tense}, but the tense is {context.tense}")
    if context.tense == Tense.FUTURE:
        return _cut(span, context, context.dateline, None)
    if context.tense == Tense.PAST:
        return _cut(span, context, None, context.dateline)
    return span


def _cut(span: Span, context: Context, earliest: date | None, latest: date | None) -> Span:
    """The span cut to the two inclusive limits. Only `earliest` closes an open side."""
    if span.days:
        kept = [day for day in span.days if (earliest or day) <= day <= (latest or day)]
        if not kept:
            raise context.refuse(f"no reading is in the {context.tense}", *(day.isoformat() for day in span.days))
        return replace(one_of(kept), approximate=span.approximate, tense=span.tense)
    first_day, last_day = span.first_day, span.last_day
    if first_day is None and last_day is None:
        return span
    if earliest is not None and (first_day is None or first_day < earliest):
        first_day = earliest
    if latest is not None and last_day is not None and last_day > latest:
        last_day = latest
    if (first_day, last_day) == (span.first_day, span.last_day):
        return _checked(span, context)
    if span.may_have_begun and _has_days(first_day, last_day):
        return span
    if span.exact and _has_days(first_day, last_day):
        raise context.refuse(
            f"a part of it is not in the {context.tense}",
            write_interval(span.first_day, span.last_day, exact=True) or "",
        )
    return _checked(replace(span, first_day=first_day, last_day=last_day, edtf=None), context)


def _checked(span: Span, context: Context) -> Span:
    """The same span. Raises UnresolvedPhrase if it has no day on the side of the dateline that the tense allows."""
    behind = context.tense == Tense.PAST and span.first_day is not None and span.first_day > context.dateline
    if behind or not _has_days(span.first_day, span.last_day):
        raise context.refuse(f"none of its days is in the {context.tense}")
    return span


def _has_days(first_day: date | None, last_day: date | None) -> bool:
    return first_day is None or last_day is None or first_day <= last_day


def _notation(span: Span) -> str | None:
    """The EDTF of a span: possible days as a set, one day inside, its own short form, else the interval."""
    if len(span.days) > 1:
        return f"[{','.join(day.isoformat() for day in span.days)}]"
    if span.one_day_inside and span.first_day is not None and span.last_day is not None:
        return write_one_of(span.first_day, span.last_day)
    return span.edtf or write_interval(span.first_day, span.last_day, exact=span.exact)


def _why_not_understood(text: str) -> str:
    """The reason for a text that no rule matches: unknown words, or an unknown order of words."""
    words = dict.fromkeys(text.split(" "))
    unknown = [repr(word) for word in words if not word[0].isdigit() and word not in _vocabulary()]
    if unknown:
        return f"not understood: {', '.join(unknown)}"
    return f"the words are known, but not in this order: {text!r}"


@cache
def _vocabulary() -> frozenset[str]:
    """Every word that occurs in a rule."""
    sources = tuple(pattern.pattern for rule in (*_SIMPLE, *_COMPOSITES) for pattern in rule.patterns)
    return vocabulary(sources)
