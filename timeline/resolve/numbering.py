"""Revision numbers (R12): which states get a new number and which keep their number.

stored revisions (in storing order) + states computed now -> go through every moment of both -> a public state keeps its
number if it shows the same, otherwise it gets the next number -> revisions to append. Future states are numbered again
at each write until they are public, so that a hidden report leaves no gap in the numbers (R10).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from timeline.model.event import Event, NumberedState, Revision, State
from timeline.model.event_json import shown_part
from timeline.model.writers.write import Write
from timeline.resolve.family import event_at


@dataclass(frozen=True, slots=True)
class Removal:
    """A period (UTC) in which an event is not public any more, and the revision that was public before."""

    last_seen: Revision
    known_from: datetime
    known_to: datetime | None


@dataclass(frozen=True, slots=True)
class Numbering:
    """The revisions to append (in order), every public state with its revision, and the event's removals."""

    appended: tuple[Revision, ...]
    numbered: tuple[NumberedState, ...]
    removals: tuple[Removal, ...] = ()


def number_states(event_id: str, logged: Sequence[Revision], states: Sequence[State], write: Write) -> Numbering:
    """Number the states (in order of `known_from`) so that they agree with the log (in storing order)."""
    log = revisions_in_force(logged)
    in_force = dict(log)
    highest = _highest_shown(logged, write.recorded_at)
    appended: list[Revision] = []
    held: Revision | None = None
    previous: Revision | None = None
    for moment in sorted({*log, *(state.known_from for state in states)}):
        event = event_at(states, moment)
        is_transition = moment in log and not _is_same(log[moment], held)
        held = log[moment] if is_transition else held
        if held is None and previous is None and event is None:
            continue  # nothing is public so far, neither now nor in the log
        if moment > write.recorded_at:
            number = _future_number(previous, event, highest)
        else:
            number = _public_number(None if is_transition else previous, held, event, highest)
            highest = max(highest, number)
        current = log.get(moment) or previous
        if not _has(current, number, event):
            current = _new(event_id, number, moment, event, write)
            if held is not None and _has(held, number, event):
                current = replace(held, known_from=moment)  # keeps `recorded_at`: nothing has changed for readers
            appended.append(current)
            in_force[moment] = current
        previous = current
    return Numbering(
        appended=tuple(appended),
        numbered=_numbered(states, in_force),
        removals=_removals([*logged, *appended]),
    )


def revisions_in_force(logged: Sequence[Revision]) -> dict[datetime, Revision]:
    """The revision that was stored last for each moment; the log is in storing order."""
    return {revision.known_from: revision for revision in logged}


def _highest_shown(logged: Sequence[Revision], now: datetime) -> int:
    """The highest number that was public by now."""
    return max((revision.number for revision in seen_revisions(logged) if revision.updated_at <= now), default=0)


def seen_revisions(logged: Sequence[Revision]) -> tuple[Revision, ...]:
    """The revisions that were public; a revision that was replaced before its time was not."""
    replaced_at: dict[datetime, datetime] = {}
    seen: list[Revision] = []
    for revision in reversed(logged):
        if revision.known_from not in replaced_at or revision.updated_at < replaced_at[revision.known_from]:
            seen.append(revision)
        replaced_at[revision.known_from] = revision.recorded_at
    return tuple(reversed(seen))


def _removals(logged: Sequence[Revision]) -> tuple[Removal, ...]:
    """The periods in which the event is not public, after it was.

    This follows what was visible from moment to moment: a merge applies to all times, but its event is removed only
    from the merge on.
    """
    removals: list[Removal] = []
    last_seen: Revision | None = None
    for moment in sorted({revision.updated_at for revision in logged}):
        seen = _seen_at(logged, moment)
        if seen is not None and removals and removals[-1].known_to is None:
            removals[-1] = replace(removals[-1], known_to=moment)
        if seen is None and last_seen is not None:
            removals.append(Removal(last_seen=last_seen, known_from=moment, known_to=None))
        last_seen = seen
    return tuple(removals)


def _seen_at(logged: Sequence[Revision], moment: datetime) -> Revision | None:
    """The revision that was public at that moment; None if the event was not public."""
    known = revisions_in_force([revision for revision in logged if revision.updated_at <= moment])
    newest = known[max(known)] if known else None
    return newest if newest is not None and newest.shown is not None else None


def _public_number(previous: Revision | None, held: Revision | None, event: Event | None, highest: int) -> int:
    """The number of a public state: that of the logged or the previous revision if it shows the same, else the next.

    `previous` is the revision before, or None if the log has a transition here: then a new number is needed here too.
    A removal takes no number.
    """
    if held is not None and _shows(held, event):
        return held.number
    if previous is not None and _shows(previous, event):
        return previous.number
    return highest if event is None else highest + 1


def _future_number(previous: Revision | None, event: Event | None, highest: int) -> int:
    """The number of a future state: above every number that was public, and above that of the state before it.

    A state that shows the same as the one before it keeps that number; a removal takes no number.
    """
    if previous is not None and _shows(previous, event):
        return previous.number
    base = max(highest, previous.number) if previous else highest
    return base if event is None else base + 1


def _new(event_id: str, number: int, known_from: datetime, event: Event | None, write: Write) -> Revision:
    return Revision(
        event_id=event_id,
        number=number,
        known_from=known_from,
        recorded_at=write.recorded_at,
        shown=event,
        cause=write.cause,
        author=write.author,
    )


def _has(revision: Revision | None, number: int, event: Event | None) -> bool:
    """True if the revision has that number and shows that event; no revision shows nothing."""
    if revision is None:
        return event is None
    return revision.number == number and _shows(revision, event)


def _is_same(revision: Revision, other: Revision | None) -> bool:
    """True if nothing changes from the other revision to this one; no revision shows nothing."""
    return revision.shown is None if other is None else _has(revision, other.number, other.shown)


def _shows(revision: Revision, event: Event | None) -> bool:
    if revision.shown is None or event is None:
        return revision.shown is event
    return shown_part(revision.shown) == shown_part(event)


def transitions_of(in_force: Mapping[datetime, Revision]) -> list[tuple[datetime, Revision]]:
    """The moments at which the number or the shown event changes, in order, with the revision that begins there."""
    transitions: list[tuple[datetime, Revision]] = []
    for moment in sorted(in_force):
        if not _is_same(in_force[moment], transitions[-1][1] if transitions else None):
            transitions.append((moment, in_force[moment]))
    return transitions


def _numbered(states: Sequence[State], in_force: Mapping[datetime, Revision]) -> tuple[NumberedState, ...]:
    """Each public state with its revision; a state during which the number changes is cut there."""
    transitions = transitions_of(in_force)
    numbered: list[NumberedState] = []
    for state in states:
        begins = [
            moment for moment, _ in transitions if state.known_from < moment and _is_before(moment, state.known_to)
        ]
        for known_from, known_to in pairwise([state.known_from, *begins, state.known_to]):
            begun = [revision for moment, revision in transitions if known_from is not None and moment <= known_from]
            if state.event is not None and known_from is not None and begun:
                part = State(known_from=known_from, known_to=known_to, event=state.event)
                numbered.append(NumberedState(state=part, revision=begun[-1]))
    return tuple(numbered)


def _is_before(moment: datetime, known_to: datetime | None) -> bool:
    return known_to is None or moment < known_to
