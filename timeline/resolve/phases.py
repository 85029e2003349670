"""Plan against outcome: what each of them says (R2), and where they differ (R7).

resolved `when`, `where`, `status`, presences -> `phases_of` -> the plan and the outcome; -> `deviations_of` -> their
differences. Both use the result of `resolve_single` for each phase, where a ruling comes first (R3), so that a trip and
an event never show two plans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, TypeVar

from timeline.model.catalogue.entries import Catalogue
from timeline.model.dates.event_date import EventDate
from timeline.model.event import Deviation, Phases, PhaseView
from timeline.model.vocabulary import SET_ASIDE, STAYED_AWAY, Phase, Presence, Status
from timeline.resolve.claims import Claim
from timeline.resolve.comparison import DATES, places
from timeline.resolve.single import Judged, Resolved
from timeline.resolve.unions import ResolvedParticipant

Value = TypeVar("Value")

NO_PLACE: Final = "no place"
"""How a deviation names `where: []`: held online, for example."""

_CAME = frozenset({Presence.EXPECTED, Presence.ATTENDED})


def phases_of(
    when: Resolved[EventDate],
    where: Resolved[tuple[str, ...]],
    status: Resolved[Status],
    judged: Iterable[Judged[Any]],
) -> Phases:
    """Plan and outcome, each None if no claim on any property counts in it; `judged` are the claims on all of them."""
    counting_phases = {one.claim.phase for one in judged if one.relation not in SET_ASIDE}
    planned = _view(when.planned, where.planned, status.planned)
    actual = _view(when.actual, where.actual, status.actual)
    return Phases(
        planned=planned if Phase.PLAN in counting_phases else None,
        actual=actual if Phase.OUTCOME in counting_phases else None,
    )


def _view(
    when: Claim[EventDate] | None, where: Claim[tuple[str, ...]] | None, status: Claim[Status] | None
) -> PhaseView:
    return PhaseView(
        when=when.value.edtf if when else None,
        where=where.value if where else (),
        status=status.value if status else None,
    )


def deviations_of(
    when: Resolved[EventDate],
    where: Resolved[tuple[str, ...]],
    participants: Sequence[ResolvedParticipant],
    catalogue: Catalogue,
) -> tuple[Deviation, ...]:
    """R7: days, places and presence where plan and outcome differ, in this order."""
    deviations: list[Deviation] = []
    days = _compared(when)
    if days and _is_other_date(*days):
        deviations.append(_deviation("when", *map(_date_text, days)))
    places = _compared(where)
    if places and not _is_same_place(*places, catalogue):
        deviations.append(_deviation("where", *(_place_text(slugs, catalogue) for slugs in places)))
    return (*deviations, *_presence_deviations(participants))


def _is_other_date(planned: EventDate, actual: EventDate) -> bool:
    """True if the outcome is not compatible with the plan, or if both are exact and name other days.

    An outcome inside a vague plan refines it.
    """
    if planned.exact and actual.exact:
        return (planned.first_day, planned.last_day) != (actual.first_day, actual.last_day)
    return not DATES.is_compatible(planned, actual)


def _presence_deviations(participants: Iterable[ResolvedParticipant]) -> Iterator[Deviation]:
    """Who came although that was not planned, or did not come although it was."""
    for participant in participants:
        presences = _compared(participant.presence) if participant.is_shown else None
        if presences and presences[0] is not presences[1] and not _is_as_said(*presences):
            name = participant.presence.judged[0].claim.property
            yield _deviation(name, *map(str, presences))


def _is_as_said(planned: Presence, actual: Presence) -> bool:
    """True if who was expected came, or who was to stay away did."""
    return _CAME.issuperset((planned, actual)) or STAYED_AWAY.issuperset((planned, actual))


def _compared(resolved: Resolved[Value]) -> tuple[Value, Value] | None:
    """(planned, actual) if both are known."""
    planned, actual = resolved.planned, resolved.actual
    return (planned.value, actual.value) if planned and actual else None


def _deviation(name: str, planned: str | None, actual: str | None) -> Deviation:
    return Deviation(property=name, planned=planned, actual=actual)


def _is_same_place(planned: tuple[str, ...], actual: tuple[str, ...], catalogue: Catalogue) -> bool:
    """True if the outcome took place where it was planned, or in a part of it (R6)."""
    comparison = places(catalogue)
    return comparison.is_equal(planned, actual) or comparison.is_compatible(planned, actual)


def _date_text(when: EventDate) -> str | None:
    if when.starts_at is not None:
        ends = f"/{when.ends_at.isoformat()}" if when.ends_at else ""
        return f"{when.starts_at.isoformat()}{ends}"
    return when.edtf or when.phrase


def _place_text(slugs: Sequence[str], catalogue: Catalogue) -> str:
    return ", ".join(catalogue.place(slug).name for slug in slugs) or NO_PLACE
