"""R7: how the days of an event moved, and from which day it is postponed, followed over its states.

states without moves, in order of `known_from` -> `follow`, one after the other -> each event with `moved` (oldest
first) and `postponed_from`. A day that the desk corrected or an editor ruled out was never the plan, and a day that
another source still names is disputed, not replaced.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from timeline.model.dates.event_date import EventDate
from timeline.model.event import Event, JudgedClaim, Moved
from timeline.model.vocabulary import CANCELS_ENTRY, Relation, Status


@dataclass(frozen=True, slots=True)
class Days:
    """What is known of an event's days at one moment: the last date that stood, the last exact one, and all moves.

    `is_postponed` holds from a postponement without a new day on, also when the event is then cancelled.
    """

    last: EventDate | None = None
    last_exact: EventDate | None = None
    moved: tuple[Moved, ...] = ()
    is_postponed: bool = False


def follow(days: Days, event: Event, known_from: datetime, *, was_misread: bool = False) -> tuple[Days, Event]:
    """The days after this state, and the event with its moves; `was_misread`: what was shown before was never so."""
    days = _moved_on(days, event, known_from, is_set_right=was_misread or _is_set_right(event))
    days = replace(days, is_postponed=_is_postponed(days, event))
    return days, replace(event, moved=days.moved, postponed_from=_postponed_from(days, event))


def _moved_on(days: Days, event: Event, known_from: datetime, *, is_set_right: bool) -> Days:
    when = event.when
    if when.first_day is None or when.last_day is None or when.edtf is None:
        return days
    if days.last is None:
        return Days(last=when, last_exact=when if when.exact else None, moved=days.moved)
    if not (_is_other_day(days.last, when) or _is_put_off_to(event, days.last)):
        moved = _ending_at(days.moved, days.last, when) if when.exact else days.moved
        return Days(_firmer(days.last, when), when if when.exact else days.last_exact, moved)
    if is_set_right:
        moved = _ending_at(days.moved, days.last, when)
        return Days(last=when, last_exact=when if when.exact else days.last_exact, moved=moved)
    if _is_disputed(event, days.last) or (event.status is Status.POSTPONED and not when.exact):
        return days
    assert days.last.edtf is not None, "a date with bounds has its notation"
    moved = (*days.moved, Moved(before=days.last.edtf, after=when.edtf, known_from=known_from))
    return Days(last=when, last_exact=when if when.exact else days.last_exact, moved=moved)


def _is_other_day(before: EventDate, after: EventDate) -> bool:
    """True if the second date replaces the first one: exact days that do not lie within each other, or days apart."""
    if before.exact and after.exact:
        return not _whole_days(before).is_compatible_with(_whole_days(after))
    first, last = before.first_day, before.last_day
    assert first is not None, "only dates with both bounds are compared"
    assert last is not None, "only dates with both bounds are compared"
    return (after.last_day is not None and after.last_day < first) or (
        after.first_day is not None and after.first_day > last
    )


def _is_put_off_to(event: Event, before: EventDate) -> bool:
    """True if the event is said to be postponed to other exact days, also to some of those that were set before."""
    is_exact = before.exact and event.when.exact
    return event.status is Status.POSTPONED and is_exact and not _whole_days(before).same_days(_whole_days(event.when))


def _whole_days(when: EventDate) -> EventDate:
    """The date without its times: a meeting that begins an hour later has not moved to another day."""
    return EventDate.from_days(when.first_day, when.last_day)


def _firmer(before: EventDate, after: EventDate) -> EventDate:
    """A vague date does not replace the exact one that lies within it."""
    return before if before.exact and not after.exact else after


def _claims_on_days(event: Event) -> list[JudgedClaim]:
    return [claim for claim in event.claims if claim.property == "when"]


def _is_set_right(event: Event) -> bool:
    """True if the shown date comes from a ruling or from a correction: then what was shown before was wrong."""
    claims = _claims_on_days(event)
    shown = next((claim for claim in claims if claim.relation is Relation.SHOWN), None)
    if shown is None:
        return False
    return shown.ruling is not None or any(claim.corrected_by == shown.report_id for claim in claims)


def _is_disputed(event: Event, before: EventDate) -> bool:
    """True if another source still names the earlier day, unless the event is said to be postponed."""
    if event.status is Status.POSTPONED:
        return False
    named = (claim.value for claim in _claims_on_days(event) if claim.relation is Relation.CONTRADICTS)
    return any(isinstance(value, dict) and value.get("edtf") == before.edtf for value in named)


def _ending_at(moved: tuple[Moved, ...], wrong: EventDate, right: EventDate) -> tuple[Moved, ...]:
    """The moves with a better end where the last one led to the wrong or the vaguer date."""
    if not moved or moved[-1].after != wrong.edtf or right.edtf is None:
        return moved
    return (*moved[:-1], replace(moved[-1], after=right.edtf))


def _is_postponed(days: Days, event: Event) -> bool:
    """True if the event is postponed without a new day, or was so before it was called off without any."""
    if event.status is Status.POSTPONED:
        has_moved = bool(days.moved) and days.moved[-1].after == event.when.edtf
        return not (event.when.exact and (has_moved or _names_its_day(event)))
    return days.is_postponed and event.status in CANCELS_ENTRY and not event.when.exact


def _names_its_day(event: Event) -> bool:
    """True if the report that gives the shown day is one that postpones the event, to another hour for example."""
    shown = {claim.report_id for claim in _claims_on_days(event) if claim.relation is Relation.SHOWN}
    return any(claim.property == "status" and claim.value == event.status for claim in event.claims
               if claim.report_id in shown)  # fmt: skip


def _postponed_from(days: Days, event: Event) -> EventDate | None:
    """The last exact day of an event that is postponed without a new day, also if it is then cancelled."""
    if not days.is_postponed or days.last_exact is None:
        return None
    return EventDate.from_days(days.last_exact.first_day, days.last_exact.last_day)
