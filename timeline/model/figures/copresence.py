"""Who was at the same place on the same days: presences -> spans of days with at least two participants.

`Attendance` (one participant of one event) -> `presences_of` -> `PresenceDays` (at one place) -> `find_copresences` ->
`Copresence`. It says nothing about meetings: only an event says that two people met. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from timeline.model.vocabulary import EventKind, ParticipantType, Presence

NO_PRESENCE_KINDS: Final = (EventKind.TRIP, EventKind.STOPOVER, EventKind.CALL, EventKind.STATEMENT)
"""Kinds that do not show who was where: a trip has its stops for that, a stopover is no stay, and a call can be made
from anywhere.
"""

PRESENT: Final = (Presence.ATTENDED, Presence.EXPECTED)
"""Presences that put a participant at the place."""

MAX_PARTICIPANTS: Final = 10
"""Participants in one question; the cost grows with each of them."""

MAX_ROWS: Final = 1_000
"""Rows in one answer; the later ones are left out."""

COPRESENCE_LABEL: Final = "Co-presence: same place, same days. It does not say that they met."

COPRESENCE_RULE: Final = (
    "A row stands for the days on which at least two of those asked for were at one place by events whose place, first"
    " and last day are known (kinds `trip`, `stopover`, `call` and `statement` and events postponed, cancelled or"
    " withdrawn do not count) with presence `attended`, or with presence `expected`, which is marked; `online`,"
    " `represented`, `absent`, `declined` and a presence not known never count, a participant's own days stand for"
    " those of the event, and"
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
    """The event that puts a participant at a place."""

    slug: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """One participant of one event: the word for the presence, the days (inclusive bounds) and the event's places."""

    who: Who
    presence: str | None
    first_day: date | None
    last_day: date | None
    exact: bool
    places: tuple[str, ...]
    event: EventKey


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceDays:
    """One participant at one place from `first_day` to `last_day`, both inclusive.

    `expected` means that no source has yet said that the participant attended.
    """

    who: Who
    place: str
    first_day: date
    last_day: date
    exact: bool
    expected: bool
    event: EventKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """One participant of a row, and the events that put the participant there."""

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
        """True if a companion is only expected there."""
        return any(companion.expected for companion in self.companions)

    @property
    def is_same_event(self) -> bool:
        """True if one event puts all of them there."""
        return bool(frozenset.intersection(*(frozenset(companion.events) for companion in self.companions)))


@dataclass(frozen=True, slots=True)
class Window:
    """The days of the query, both inclusive; None leaves that side open."""

    first_day: date | None = None
    last_day: date | None = None


def presences_of(attendance: Attendance) -> Iterator[PresenceDays]:
    """The presence at each place of the event; none if the days are not known or the participant is not present."""
    first_day, last_day = attendance.first_day, attendance.last_day
    if attendance.presence not in PRESENT or first_day is None or last_day is None:
        return
    for place in attendance.places:
        yield PresenceDays(
            who=attendance.who,
            place=place,
            first_day=first_day,
            last_day=last_day,
            exact=attendance.exact and len(attendance.places) == 1,
            expected=attendance.presence == Presence.EXPECTED,
            event=attendance.event,
        )


def find_copresences(
    presences: Iterable[PresenceDays], window: Window, contains: Callable[[str, str], bool]
) -> tuple[Copresence, ...]:
    """Every span of days with the same participants at a place, within the window, by first day, place, last day.

    `contains(outer, inner)` is true if the inner place is the outer one or lies within it. The participants at exactly
    this place make one row; if others were within it, a further row with all of them follows, which is not exact.
    """
    by_place: dict[str, list[PresenceDays]] = defaultdict(list)
    for presence in presences:
        if (cut := _cut(presence, window)) is not None:
            by_place[presence.place].append(cut)
    rows: list[Copresence] = []
    for place, direct in by_place.items():
        inner = [one for other, held in by_place.items() if other != place and contains(place, other) for one in held]
        rows += _spans(place, direct, ())
        rows += _spans(place, direct, inner) if inner else ()
    return tuple(sorted(rows, key=lambda row: (row.first_day, row.place, row.last_day, not row.exact)))


def _cut(presence: PresenceDays, window: Window) -> PresenceDays | None:
    first_day = max(presence.first_day, window.first_day or date.min)
    last_day = min(presence.last_day, window.last_day or date.max)
    return replace(presence, first_day=first_day, last_day=last_day) if first_day <= last_day else None


def _spans(place: str, direct: Sequence[PresenceDays], inner: Sequence[PresenceDays]) -> list[Copresence]:
    """The rows of one place; with `inner` only rows with a participant at the place and another one within it."""
    rows: list[Copresence] = []
    for first_day, last_day, here in _segments((*direct, *inner)):
        at_place = {presence.who for presence in here if presence.place == place}
        everyone = {presence.who for presence in here}
        if len(everyone) < 2 or not at_place or (inner and at_place == everyone):
            continue
        companions = tuple(_companion(who, here, place) for who in sorted(everyone))
        exact = not inner and all(companion.exact for companion in companions)
        before = rows[-1] if rows else None
        if before and before.companions == companions and before.last_day.toordinal() + 1 == first_day.toordinal():
            rows[-1] = replace(before, last_day=last_day)
        else:
            rows.append(
                Copresence(place=place, first_day=first_day, last_day=last_day, exact=exact, companions=companions)
            )
    return rows


def _segments(presences: Sequence[PresenceDays]) -> Iterator[tuple[date, date, tuple[PresenceDays, ...]]]:
    """The longest spans of days (both ends inclusive) with the same presences, at least one of them."""
    edges: dict[int, tuple[list[PresenceDays], list[PresenceDays]]] = defaultdict(lambda: ([], []))
    for presence in presences:
        edges[presence.first_day.toordinal()][0].append(presence)
        edges[presence.last_day.toordinal() + 1][1].append(presence)
    here: list[PresenceDays] = []
    days = sorted(edges)
    for day, following in pairwise(days):
        arriving, leaving = edges[day]
        here = [presence for presence in here if presence not in leaving] + arriving
        if here:
            yield date.fromordinal(day), date.fromordinal(following - 1), tuple(here)


def _companion(who: Who, here: Sequence[PresenceDays], place: str) -> Companion:
    """The most certain presences of one participant: first at exactly this place, then attended, then exact."""

    def uncertainty(presence: PresenceDays) -> tuple[bool, bool, bool]:
        return (presence.place != place, presence.expected, not presence.exact)

    own = [presence for presence in here if presence.who == who]
    least = min(map(uncertainty, own))
    surest = [presence for presence in own if uncertainty(presence) == least]
    return Companion(
        who=who,
        exact=surest[0].exact,
        expected=surest[0].expected,
        events=tuple(sorted({presence.event for presence in surest})),
    )
