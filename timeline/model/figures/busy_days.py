"""How many events fall on each day: (event, span) pairs in order -> `busy_days` -> the newest years' days. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from timeline.model.figures.statistics import Span, joined_spans

MOST_YEARS: Final = 12
"""Years that are counted day by day; the newest ones that have an event."""

COUNTING_RULE: Final = (
    "Each matching event whose first and last day are known exactly counts once on each of its days, a trip as well as"
    " its stops and what took place there; of a person or organization asked for, the participant's own days count"
    f" where there are such. At most the newest {MOST_YEARS} years with events are shown. Events of every status count,"
    " cancelled and merely announced ones too, unless a filter leaves them out."
)
"""How the days are counted, in words for readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyDays:
    """The number of events by day, and how many events count; `has_earlier` if earlier years are left out."""

    days: Mapping[date, int]
    events: int
    has_earlier: bool


def busy_days(spans: Iterable[tuple[str, Span]], *, first_day: date | None, last_day: date | None) -> BusyDays:
    """The days from `first_day` to `last_day` (inclusive, None: open); the pairs are in order of event and day."""
    counted, events = Counter[Span](), 0
    for _, pairs in groupby(spans, key=lambda pair: pair[0]):
        cut = [one for _, span in pairs if (one := _within(span, first_day, last_day)) is not None]
        counted.update(joined_spans(cut))
        events += bool(cut)
    years = {year for span in counted for year in _newest_years(span)}
    shown = set(sorted(years)[-MOST_YEARS:])
    days = Counter[date]()
    for span, number in counted.items():
        for year in (year for year in _newest_years(span) if year in shown):
            first, last = max(span.first_day, date(year, 1, 1)), min(span.last_day, date(year, 12, 31))
            for ordinal in range(first.toordinal(), last.toordinal() + 1):
                days[date.fromordinal(ordinal)] += number
    earliest = min(shown, default=0)
    has_earlier = any(span.first_day.year < earliest for span in counted)
    return BusyDays(days=days, events=events, has_earlier=has_earlier)


def _within(span: Span, first_day: date | None, last_day: date | None) -> Span | None:
    first, last = max(span.first_day, first_day or date.min), min(span.last_day, last_day or date.max)
    return Span(first, last) if first <= last else None


def _newest_years(span: Span) -> range:
    """Its last years, so many that no earlier one can be shown."""
    return range(max(span.first_day.year, span.last_day.year - MOST_YEARS + 1), span.last_day.year + 1)
