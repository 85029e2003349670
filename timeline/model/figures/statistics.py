"""What is counted and by what, the sentence that explains it, and the counting of days, months and years.

`Group` and `Unit` name the statistic; `counting_rule` is its sentence. Spans of days (inclusive) -> `joined_spans` ->
`days_by_period` or `spans_by_period`. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from timeline.model.vocabulary import EventKind

MAX_ROWS: Final = 1_000
"""Rows of one statistic; those with the smallest values are left out."""


class Group(StrEnum):
    """By what events are counted."""

    COUNTRY = "country"
    PLACE = "place"
    PERSON = "person"
    ORGANIZATION = "organization"
    KIND = "kind"
    YEAR = "year"
    MONTH = "month"

    @property
    def is_period(self) -> bool:
        """True if the keys are years or months."""
        return self in (Group.YEAR, Group.MONTH)

    @property
    def is_participant(self) -> bool:
        """True if the keys are people or organizations."""
        return self in (Group.PERSON, Group.ORGANIZATION)


class Unit(StrEnum):
    """What is counted."""

    EVENTS = "events"
    STAYS = "stays"
    TRIPS = "trips"
    DAYS = "days"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from the first to the last, both included."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class KeyCount:
    """One row of a statistic."""

    key: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """Rows by value (largest first), then key. `uncounted` matching events add to no row; `is_cut` is True if there are
    more rows than `MAX_ROWS`.
    """

    rows: tuple[KeyCount, ...]
    uncounted: int
    is_cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledStatistic:
    """A statistic with the names of its keys, so far as they have names, and the instant (UTC) that it holds for."""

    group: Group
    unit: Unit
    statistic: Statistic
    labels: Mapping[str, str]
    known_at: datetime


def top_rows(counted: Mapping[str, int]) -> tuple[tuple[KeyCount, ...], bool]:
    """The rows in their order, without zeros, and whether some were left out."""
    rows = sorted((KeyCount(key, value) for key, value in counted.items() if value), key=lambda r: (-r.value, r.key))
    return tuple(rows[:MAX_ROWS]), len(rows) > MAX_ROWS


def joined_spans(spans: Iterable[Span]) -> Iterator[Span]:
    """The same days as spans that neither overlap nor touch; the given ones must be sorted by first day."""
    current: Span | None = None
    for span in spans:
        if current is not None and span.first_day.toordinal() <= current.last_day.toordinal() + 1:
            current = Span(current.first_day, max(current.last_day, span.last_day))
            continue
        if current is not None:
            yield current
        current = span
    if current is not None:
        yield current


def days_in(span: Span) -> int:
    """The number of days, both ends included."""
    return (span.last_day - span.first_day).days + 1


def days_by_period(spans: Iterable[Span], group: Group) -> Mapping[str, int]:
    """The number of days in each year or month; the spans must not overlap."""
    days: Counter[str] = Counter()
    for span in spans:
        for number in range(_number(span.first_day, group), _number(span.last_day, group) + 1):
            period = _period(number, group)
            days[_key(number, group)] += days_in(
                Span(max(span.first_day, period.first_day), min(span.last_day, period.last_day))
            )
    return days


def spans_by_period(counted: Iterable[tuple[Span, int]], group: Group) -> Mapping[str, int]:
    """For each year or month, the sum of the numbers of all spans with a day in it.

    The cost grows with the number of periods, not with the length of each span.
    """
    edges: Counter[int] = Counter()
    for span, number in counted:
        edges[_number(span.first_day, group)] += number
        edges[_number(span.last_day, group) + 1] -= number
    sums: dict[str, int] = {}
    current = 0
    for number in range(min(edges, default=0), max(edges, default=0)):
        current += edges.get(number, 0)
        if current:
            sums[_key(number, group)] = current
    return sums


def periods_of(spans: Iterable[Span], group: Group) -> Iterator[Span]:
    """The spans widened to whole years or months and joined, so that each period lies in at most one of them."""
    widened = (
        Span(_period(_number(s.first_day, group), group).first_day, _period(_number(s.last_day, group), group).last_day)
        for s in spans
    )
    return joined_spans(widened)


def _number(day: date, group: Group) -> int:
    """The year, or the months since the beginning of year 0."""
    return day.year if group is Group.YEAR else day.year * 12 + day.month - 1


def _key(number: int, group: Group) -> str:
    return f"{number:04}" if group is Group.YEAR else f"{number // 12:04}-{number % 12 + 1:02}"


def _period(number: int, group: Group) -> Span:
    if group is Group.YEAR:
        return Span(date(number, 1, 1), date(number, 12, 31))
    year, month = number // 12, number % 12 + 1
    if month == 12:
        return Span(date(year, 12, 1), date(year, 12, 31))
    return Span(date(year, month, 1), date(year, month + 1, 1) - timedelta(days=1))


NO_DAYS_AT_PLACES: Final = (EventKind.TRIP, EventKind.STOPOVER)
"""Kinds whose days are not days at a place: a trip is at each one for some of its days only, a stopover is no stay."""

_SUBJECTS: Final[Mapping[Unit, str]] = {
    Unit.EVENTS: "Each matching event counts once",
    Unit.STAYS: "Each participant with presence `attended` and a role other than `host` in a matching event of kind"
    " `visit` counts once for that visit",
    Unit.TRIPS: "Each trip (a matching event of kind `trip`, or else the topmost trip that a matching event is part of)"
    " counts once",
    Unit.DAYS: "Each calendar day of a matching event whose first and last day are known exactly counts once, however"
    " many events fall on it (of a `person` or `organization` asked for, the participant's own days where there are"
    " such, and none if absent, declined or only represented),",
}
_KEYS: Final[Mapping[Group, str]] = {
    Group.COUNTRY: "for every country in which a place of the matching event lies",
    Group.PLACE: "for every place of the matching event and every place that holds it",
    Group.PERSON: "for every person named as a participant of the matching event, whatever the presence",
    Group.ORGANIZATION: "for every organization named as a participant of the matching event, whatever the presence",
    Group.KIND: "for the kind of the matching event",
    Group.YEAR: "in every year that a day of the matching event lies in, if its first and last day are known,"
    " be it not exactly",
    Group.MONTH: "in every month that a day of the matching event lies in, if its first and last day are known,"
    " be it not exactly",
}
_OWN_KEYS: Final[Mapping[tuple[Unit, Group], str]] = {
    (Unit.STAYS, Group.PERSON): "for that participant, if it is a person",
    (Unit.STAYS, Group.ORGANIZATION): "for that participant, if it is an organization",
    (Unit.DAYS, Group.PERSON): "for every person who takes part, with that person's own days where there are such",
    (Unit.DAYS, Group.ORGANIZATION): "for every organization that takes part, with its own days where there are such",
    (Unit.STAYS, Group.YEAR): "in every year that a day of that participant's stay lies in, if its first and last day"
    " are known, be it not exactly",
    (Unit.STAYS, Group.MONTH): "in every month that a day of that participant's stay lies in, if its first and last"
    " day are known, be it not exactly",
    (Unit.DAYS, Group.COUNTRY): "for every country in which a place of the matching event lies, an event of kind"
    " `trip` left out because its days are those of all its stops together, and one of kind `stopover` because it is no"
    " stay; who is asked for and took part by video has no day there",
    (Unit.DAYS, Group.PLACE): "for every place of the matching event and every place that holds it, an event of kind"
    " `trip` left out because its days are those of all its stops together, and one of kind `stopover` because it is no"
    " stay; who is asked for and took part by video has no day there",
    (Unit.DAYS, Group.YEAR): "in its year",
    (Unit.DAYS, Group.MONTH): "in its month",
}
_STAYS_OF: Final = (
    "; where the query names a `person`, `organization`, `role` or `presence`, only the participants so named have"
    " stays"
)
_ENDING: Final = (
    "; events of every status count, cancelled, withdrawn, postponed and merely announced ones too, unless `status`"
    " narrows the query, and `uncounted` is the number of matching events that add to no row."
)


def counting_rule(unit: Unit, group: Group) -> str:
    """The sentence that explains how this unit is counted by this group."""
    keys = _OWN_KEYS.get((unit, group), _KEYS[group])
    return f"{_SUBJECTS[unit]} {keys}{_STAYS_OF if unit is Unit.STAYS else ''}{_ENDING}"
