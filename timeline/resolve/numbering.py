"""Revision numbers (R12): which states get a new number, and which keep the one they have.

stored revisions (in storing order) + states worked out now -> walk every moment of both -> a moment whose shown
value is not the one in force in the log gets a new revision -> the log in force afterwards. Numbers of what was
public only rise; states that lie in the future are renumbered until they show, so that a hidden report leaves no gap
(R10).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from timeline.model.event import Event, NumberedState, Revision, State
from timeline.model.event_json import shown_part
from timeline.resolve.family import event_at


@dataclass(frozen=True, slots=True)
class Numbering:
    """The revisions to append (in order) and every public state with the revision that numbers it."""

    appended: tuple[Revision, ...]
    numbered: tuple[NumberedState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """Who writes when and why; every new revision carries it."""

    recorded_at: datetime
    author: str
    cause: str


def number_states(event_id: str, logged: Sequence[Revision], states: Sequence[State], write: Write) -> Numbering:
    """Compare what is logged with what is known now; `logged` is in storing order, `states` in order of `known_from`."""
    in_force = _in_force(logged)
    highest = _highest_shown(logged, write.recorded_at)
    appended: list[Revision] = []
    previous: Revision | None = None
    for moment in sorted({*in_force, *(state.known_from for state in states)}):
        event = event_at(states, moment)
        current = in_force.get(moment)
        if _continues(previous, event) and (current is None or _is_same(current, previous)):
            continue
        is_future = moment > write.recorded_at
        expected = _expected(previous, highest, event, is_future=is_future)
        if current is None or not _shows(current, event) or (is_future and current.number != expected):
            current = Revision(
                event_id=event_id,
                number=expected,
                known_from=moment,
                recorded_at=write.recorded_at,
                shown=event,
                cause=write.cause,
                author=write.author,
            )
            appended.append(current)
            in_force[moment] = current
            highest = highest if is_future else max(highest, expected)
        previous = current
    return Numbering(appended=tuple(appended), numbered=_numbered(states, in_force))


def in_force_at(logged: Sequence[Revision], moment: datetime) -> Revision | None:
    """The revision that numbers the state at that moment."""
    found = _in_force(logged)
    return max((revision for revision in found.values() if revision.known_from <= moment), key=_begin, default=None)


def _begin(revision: Revision) -> datetime:
    return revision.known_from


def _in_force(logged: Sequence[Revision]) -> dict[datetime, Revision]:
    """For each moment the revision that was stored last."""
    return {revision.known_from: revision for revision in logged}


def _highest_shown(logged: Sequence[Revision], now: datetime) -> int:
    """The highest number that anyone could have seen; a state replaced before its time was never seen."""
    ended: dict[datetime, datetime] = {}
    highest = 0
    for revision in reversed(logged):
        until = ended.get(revision.known_from, now)
        if revision.updated_at < until or (revision.known_from not in ended and revision.updated_at <= now):
            highest = max(highest, revision.number)
        ended[revision.known_from] = revision.recorded_at
    return highest


def _expected(previous: Revision | None, highest: int, event: Event | None, *, is_future: bool) -> int:
    """The number for a state that needs one: above all that was seen, and for a future state above the one before it.

    Leaving the view takes no number; a future change that was called off goes on with the number before it.
    """
    base = max(highest, previous.number) if is_future and previous else highest
    if event is None or (is_future and previous is not None and _shows(previous, event)):
        return base if previous is None or event is None else previous.number
    return base + 1


def _continues(previous: Revision | None, event: Event | None) -> bool:
    """True if the event goes on showing what the revision before shows (nothing at all before the first one)."""
    return event is None if previous is None else _shows(previous, event)


def _is_same(current: Revision, previous: Revision | None) -> bool:
    return previous is not None and current.number == previous.number and _shows(previous, current.shown)


def _shows(revision: Revision, event: Event | None) -> bool:
    if revision.shown is None or event is None:
        return revision.shown is event
    return shown_part(revision.shown) == shown_part(event)


def _numbered(states: Sequence[State], in_force: Mapping[datetime, Revision]) -> tuple[NumberedState, ...]:
    """Each public state with the latest revision at or before it."""
    moments = sorted(in_force)
    found: list[NumberedState] = []
    for state in states:
        begun = [moment for moment in moments if moment <= state.known_from]
        if state.event is not None and begun:
            found.append(NumberedState(state=state, revision=in_force[begun[-1]]))
    return tuple(found)
