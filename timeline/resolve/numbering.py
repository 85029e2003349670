"""Revision numbers (R12): which states get a new number, and which keep the one they have.

stored revisions (in storing order) + states worked out now -> walk every moment of both -> what was public keeps its
number where it shows the same, and gets the next one where it does not -> the log in force afterwards. States that lie
in the future are numbered again at each write until they show, so that a hidden report leaves no gap (R10).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from timeline.model.event import Event, NumberedState, Revision, State
from timeline.model.event_json import shown_part
from timeline.model.write import Write
from timeline.resolve.family import event_at


@dataclass(frozen=True, slots=True)
class Removal:
    """An event that the public saw and that left its view: what was seen last, and from when (UTC) to when it is
    gone.
    """

    last_seen: Revision
    known_from: datetime
    known_to: datetime | None


@dataclass(frozen=True, slots=True)
class Numbering:
    """The revisions to append (in order), every public state with its revision, and when the event was gone."""

    appended: tuple[Revision, ...]
    numbered: tuple[NumberedState, ...]
    removals: tuple[Removal, ...] = ()


def number_states(event_id: str, logged: Sequence[Revision], states: Sequence[State], write: Write) -> Numbering:
    """Compare the log (in storing order) with what is known now (in order of `known_from`)."""
    log = in_force_of(logged)
    in_force = dict(log)
    highest = _highest_shown(logged, write.recorded_at)
    appended: list[Revision] = []
    held: Revision | None = None
    previous: Revision | None = None
    for moment in sorted({*log, *(state.known_from for state in states)}):
        event = event_at(states, moment)
        is_turn = moment in log and not _is_same(log[moment], held)
        held = log[moment] if is_turn else held
        if held is None and previous is None and event is None:
            continue  # nothing shown so far, and the log says the same
        if moment > write.recorded_at:
            number = _future_number(previous, event, highest)
        else:
            number = _public_number(None if is_turn else previous, held, event, highest)
            highest = max(highest, number)
        current = log.get(moment) or previous
        if not _has(current, number, event):
            current = _new(event_id, number, moment, event, write)
            if held is not None and _has(held, number, event):
                current = replace(held, known_from=moment)  # nobody is to take it for changed
            appended.append(current)
            in_force[moment] = current
        previous = current
    return Numbering(
        appended=tuple(appended),
        numbered=_numbered(states, in_force),
        removals=_removals([*logged, *appended]),
    )


def in_force_of(logged: Sequence[Revision]) -> dict[datetime, Revision]:
    """For each moment the revision that was stored last."""
    return {revision.known_from: revision for revision in logged}


def _highest_shown(logged: Sequence[Revision], now: datetime) -> int:
    """The highest number that anyone could have seen by now."""
    return max((revision.number for revision in seen_of(logged) if revision.updated_at <= now), default=0)


def seen_of(logged: Sequence[Revision]) -> tuple[Revision, ...]:
    """The revisions that came into force; a state replaced before its time was never seen."""
    replaced_at: dict[datetime, datetime] = {}
    found: list[Revision] = []
    for revision in reversed(logged):
        if revision.known_from not in replaced_at or revision.updated_at < replaced_at[revision.known_from]:
            found.append(revision)
        replaced_at[revision.known_from] = revision.recorded_at
    return tuple(reversed(found))


def _removals(logged: Sequence[Revision]) -> tuple[Removal, ...]:
    """When the event was gone after the public had seen it.

    This follows what could be seen from moment to moment: a merge holds for all times, but its event is gone only from
    the merge on.
    """
    found: list[Removal] = []
    last_seen: Revision | None = None
    for moment in sorted({revision.updated_at for revision in logged}):
        seen = _seen_at(logged, moment)
        if seen is not None and found and found[-1].known_to is None:
            found[-1] = replace(found[-1], known_to=moment)
        if seen is None and last_seen is not None:
            found.append(Removal(last_seen=last_seen, known_from=moment, known_to=None))
        last_seen = seen
    return tuple(found)


def _seen_at(logged: Sequence[Revision], moment: datetime) -> Revision | None:
    """The revision that anyone saw at that moment, None if the event was not public."""
    known = in_force_of([revision for revision in logged if revision.updated_at <= moment])
    newest = known[max(known)] if known else None
    return newest if newest is not None and newest.shown is not None else None


def _public_number(previous: Revision | None, held: Revision | None, event: Event | None, highest: int) -> int:
    """The number of a state that anyone can see: what the log held there if that shows the same, else the next one.

    `previous` is the revision before, unless the log turns here: where the log went on, a new number goes on too.
    Leaving the view takes no number.
    """
    if held is not None and _shows(held, event):
        return held.number
    if previous is not None and _shows(previous, event):
        return previous.number
    return highest if event is None else highest + 1


def _future_number(previous: Revision | None, event: Event | None, highest: int) -> int:
    """The number of a state that nobody has seen: above all that was seen and above the state before it.

    A change that was called off goes on with the number before it; leaving the view takes no number.
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
    """True if the revision has that number and shows that event; before the first one nothing is shown."""
    if revision is None:
        return event is None
    return revision.number == number and _shows(revision, event)


def _is_same(revision: Revision, other: Revision | None) -> bool:
    """True if nothing changes from the other to this one; before the first revision nothing is shown."""
    return revision.shown is None if other is None else _has(revision, other.number, other.shown)


def _shows(revision: Revision, event: Event | None) -> bool:
    if revision.shown is None or event is None:
        return revision.shown is event
    return shown_part(revision.shown) == shown_part(event)


def turns_of(in_force: Mapping[datetime, Revision]) -> list[tuple[datetime, Revision]]:
    """The moments at which number or shown value change, with the revision that begins there, in order."""
    turns: list[tuple[datetime, Revision]] = []
    for moment in sorted(in_force):
        if not _is_same(in_force[moment], turns[-1][1] if turns else None):
            turns.append((moment, in_force[moment]))
    return turns


def _numbered(states: Sequence[State], in_force: Mapping[datetime, Revision]) -> tuple[NumberedState, ...]:
    """Each public state with its revision; a state over which the number changes is cut there."""
    turns = turns_of(in_force)
    found: list[NumberedState] = []
    for state in states:
        begins = [moment for moment, _ in turns if state.known_from < moment and _is_before(moment, state.known_to)]
        for known_from, known_to in pairwise([state.known_from, *begins, state.known_to]):
            begun = [revision for moment, revision in turns if known_from is not None and moment <= known_from]
            if state.event is not None and known_from is not None and begun:
                part = State(known_from=known_from, known_to=known_to, event=state.event)
                found.append(NumberedState(state=part, revision=begun[-1]))
    return tuple(found)


def _is_before(moment: datetime, known_to: datetime | None) -> bool:
    return known_to is None or moment < known_to
