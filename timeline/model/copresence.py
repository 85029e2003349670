"""Who was at the same place on the same days: presences -> spans of days with at least two people.

Event JSON -> `presences_of` -> `PresenceDays` (one participant, one place, days) -> `find_copresences` -> `Copresence`.
It tells of places and days only; whether anybody met is for events to say. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any, Final

from timeline.model.vocabulary import EventKind, ParticipantType, Presence, Status

NO_PRESENCE_KINDS: Final = (EventKind.TRIP, EventKind.CALL, EventKind.STATEMENT)
"""Kinds that put nobody at a place: a trip's places come from its stops, a call or statement is made from anywhere."""

NO_PRESENCE_STATUSES: Final = (Status.POSTPONED, Status.CANCELLED, Status.WITHDRAWN)
"""Statuses of what did not take place on its days."""

PRESENT: Final = (Presence.ATTENDED, Presence.EXPECTED)
"""Presences that put somebody at the place."""

COPRESENCE_LABEL: Final = "Co-presence: same place, same days. It does not say that they met."

COPRESENCE_RULE: Final = (
    "A row stands for the days on which at least two of those asked for were at one place by events whose place, first"
    " and last day are known (kinds `trip`, `call` and `statement` and events postponed, cancelled or withdrawn do not"
    " count) with presence `attended`, or with presence `expected`, which is marked; `represented`, `absent`,"
    " `declined` and a presence not known never count, a participant's own days stand for those of the event, and"
    " `exact` is false where the days are bounds only, where an event has several places, and where one was at the"
    " place and another at a place within it."
)


@dataclass(frozen=True, slots=True, order=True)
class Who:
    """A participant."""

    type: ParticipantType
    slug: str


@dataclass(frozen=True, slots=True, order=True)
class EventKey:
    """Which event puts somebody there."""

    slug: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceDays:
    """One participant at one place from `first_day` to `last_day`, both inclusive; `expected` is not yet attended."""

    who: Who
    place: str
    first_day: date
    last_day: date
    exact: bool
    expected: bool
    event: EventKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """One of those who were there, and the events that put them there."""

    who: Who
    exact: bool
    expected: bool
    events: tuple[EventKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copresence:
    """At least two companions at one place from `first_day` to `last_day`, both inclusive."""

    place: str
    first_day: date
    last_day: date
    exact: bool
    companions: tuple[Companion, ...]

    @property
    def expected(self) -> bool:
        """True if somebody is only expected there."""
        return any(companion.expected for companion in self.companions)

    @property
    def is_same_event(self) -> bool:
        """True if one event puts all of them there."""
        return bool(frozenset.intersection(*(frozenset(companion.events) for companion in self.companions)))


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are asked for, both inclusive; None is open."""

    first_day: date | None = None
    last_day: date | None = None


def presences_of(event: Mapping[str, Any], asked: Collection[Who]) -> Iterator[PresenceDays]:
    """Where the event puts those asked for; nothing where place, days or presence are not known."""
    where = [place["slug"] for place in event["where"]]
    for participant in event["participants"]:
        who = Who(ParticipantType(participant["type"]), participant["who"])
        when = participant["when"] or event["when"]
        if who not in asked or participant["presence"] not in PRESENT or None in (when["first_day"], when["last_day"]):
            continue
        for place in where:
            yield PresenceDays(
                who=who,
                place=place,
                first_day=date.fromisoformat(when["first_day"]),
                last_day=date.fromisoformat(when["last_day"]),
                exact=when["exact"] and len(where) == 1,
                expected=participant["presence"] == Presence.EXPECTED,
                event=EventKey(event["slug"], event["id"]),
            )


def find_copresences(
    presences: Iterable[PresenceDays], window: Window, contains: Callable[[str, str], bool]
) -> tuple[Copresence, ...]:
    """Every span of days with the same people at a place, by first day, place, last day; cut to the window.

    `contains(outer, inner)` tells whether a place holds another. People at the very place make one row; if others were
    within it, a further row with all of them follows, not exact.
    """
    by_place: dict[str, list[PresenceDays]] = defaultdict(list)
    for presence in presences:
        if (cut := _cut(presence, window)) is not None:
            by_place[presence.place].append(cut)
    found: list[Copresence] = []
    for place, direct in by_place.items():
        inner = [one for other, held in by_place.items() if other != place and contains(place, other) for one in held]
        found += _spans(place, direct, ())
        found += _spans(place, direct, inner) if inner else ()
    return tuple(sorted(found, key=lambda one: (one.first_day, one.place, one.last_day, not one.exact)))


def _cut(presence: PresenceDays, window: Window) -> PresenceDays | None:
    first_day = max(presence.first_day, window.first_day or date.min)
    last_day = min(presence.last_day, window.last_day or date.max)
    return replace(presence, first_day=first_day, last_day=last_day) if first_day <= last_day else None


def _spans(place: str, direct: Sequence[PresenceDays], inner: Sequence[PresenceDays]) -> list[Copresence]:
    """The rows of one place; with `inner` only those in which somebody was within the place and somebody at it."""
    found: list[Copresence] = []
    for first_day, last_day, here in _segments((*direct, *inner)):
        at_it = {presence.who for presence in here if presence.place == place}
        everybody = {presence.who for presence in here}
        if len(everybody) < 2 or not at_it or (inner and at_it == everybody):
            continue
        companions = tuple(_companion(who, here, place) for who in sorted(everybody))
        exact = not inner and all(companion.exact for companion in companions)
        row = Copresence(place=place, first_day=first_day, last_day=last_day, exact=exact, companions=companions)
        before = found[-1] if found else None
        if before and before.companions == companions and before.last_day.toordinal() + 1 == first_day.toordinal():
            found[-1] = replace(before, last_day=last_day)
        else:
            found.append(row)
    return found


def _segments(presences: Sequence[PresenceDays]) -> Iterator[tuple[date, date, tuple[PresenceDays, ...]]]:
    """The longest spans of days within which the same presences hold, with at least one of them."""
    edges: dict[int, tuple[list[PresenceDays], list[PresenceDays]]] = defaultdict(lambda: ([], []))
    for presence in presences:
        edges[presence.first_day.toordinal()][0].append(presence)
        edges[presence.last_day.toordinal() + 1][1].append(presence)
    here: list[PresenceDays] = []
    days = sorted(edges)
    for day, following in pairwise(days):
        coming, gone = edges[day]
        here = [presence for presence in here if presence not in gone] + coming
        if here:
            yield date.fromordinal(day), date.fromordinal(following - 1), tuple(here)


def _companion(who: Who, here: Sequence[PresenceDays], place: str) -> Companion:
    """The surest presences of one participant: at the very place before attended before exact."""

    def doubt(presence: PresenceDays) -> tuple[bool, bool, bool]:
        return (presence.place != place, presence.expected, not presence.exact)

    own = [presence for presence in here if presence.who == who]
    least = min(map(doubt, own))
    surest = [presence for presence in own if doubt(presence) == least]
    return Companion(
        who=who,
        exact=surest[0].exact,
        expected=surest[0].expected,
        events=tuple(sorted({presence.event for presence in surest})),
    )
