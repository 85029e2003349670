"""The status of an event (R3): a life-cycle, in which the order of publication decides before the tier.

claims -> those that are not corrected -> press and above, if there are any -> the last word of each publisher -> the
official record alone, if it speaks -> followed in order of publication, the tier deciding within one day -> the status
reached, refined by what was said since the last turn (R4) -> every claim with its relation (R5). An event that has
begun goes back to no plan, and one that is over is not called off: such words leave the status as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timeline.model.vocabulary import CALLS_OFF, IS_OVER, OUTCOME_STATUSES, Phase, Relation, Status, Tier
from timeline.resolve.claims import Claim, SpeakingReports
from timeline.resolve.comparison import STATUSES
from timeline.resolve.ranking import last_word_first, rank
from timeline.resolve.single import Judged, Resolved, replaced_by_own_publisher

StatusClaim = Claim[Status]


@dataclass(frozen=True, slots=True)
class _Reached:
    """The claim that gave the status last, and the one that is shown: itself, or one that refines it."""

    chosen: StatusClaim
    shown: StatusClaim


def resolve_status(speaking: SpeakingReports) -> Resolved[Status]:
    """The shown status and every claim on it with its relation, the deciding one first, then best ranked first."""
    claims = speaking.claims_of("status", lambda report: report.says.status)
    corrections = {claim.report.id: speaking.correction_of(claim) for claim in claims}
    competing = [claim for claim in claims if corrections[claim.report.id] is None]
    reached = _reach(competing)
    chosen, shown = (reached.chosen, reached.shown) if reached else (None, None)
    judged = tuple(
        Judged(claim, Relation.CORRECTED, corrected)
        if (corrected := corrections[claim.report.id])
        else Judged(claim, _relate(claim, shown, competing))
        for claim in sorted(claims, key=lambda claim: (claim is not chosen, rank(claim)))
    )
    planned, actual = (_reach([one for one in competing if one.phase is phase]) for phase in Phase)
    return Resolved(
        shown=shown,
        judged=judged,
        planned=planned.shown if planned else None,
        actual=actual.shown if actual else None,
    )


def _reach(claims: Sequence[StatusClaim]) -> _Reached | None:
    """Follow the claims to the status they lead to; a claim that an editor ruled for is shown as it stands."""
    ruled = next((claim for claim in claims if claim.ruling is not None), None)
    if ruled is not None:
        return _Reached(ruled, ruled)
    stretch: list[StatusClaim] = []
    for claim in sorted(_heard(claims), key=last_word_first, reverse=True):
        if not stretch or _can_follow(claim.value, stretch):
            stretch = [*stretch, claim] if stretch and _goes_on(stretch[-1].value, claim.value) else [claim]
    if not stretch:
        return None
    return _Reached(stretch[-1], min(reversed(stretch), key=lambda claim: STATUSES.precision(claim.value)))


def _heard(claims: Sequence[StatusClaim]) -> Sequence[StatusClaim]:
    """The claims that can decide: the last words of their publishers, and of these the record's if it speaks."""
    sound = [claim for claim in claims if claim.report.source.tier is not Tier.UNVERIFIED] or claims
    replaced = replaced_by_own_publisher(sound, across_phases=True)
    last = [claim for claim in sound if claim.report.id not in replaced]
    return [claim for claim in last if claim.of_record] or last


def _can_follow(word: Status, stretch: Sequence[StatusClaim]) -> bool:
    """True if the word can change the status: not to a plan once it has begun, nor called off once it is over."""
    if word in OUTCOME_STATUSES or word is Status.WITHDRAWN:
        return True
    if any(claim.value in IS_OVER for claim in stretch):
        return False
    return stretch[-1].value is not Status.UNDER_WAY or word in CALLS_OFF


def _goes_on(status: Status, word: Status) -> bool:
    return status is word or STATUSES.is_compatible(status, word)


def _relate(claim: StatusClaim, shown: StatusClaim | None, competing: Sequence[StatusClaim]) -> Relation:
    if shown is None or claim is shown:
        return Relation.SHOWN
    if STATUSES.is_equal(claim.value, shown.value):
        return Relation.AGREES
    replaced = replaced_by_own_publisher(competing, across_phases=True)
    if claim.report.id in replaced:
        return Relation.SUPERSEDED if claim.phase is shown.phase else _planned_or_superseded(claim, shown)
    supporters = [one for one in competing if one.value is shown.value and one.report.id not in replaced]
    if _still_stands_against(claim, shown, supporters):
        return Relation.CONTRADICTS
    if claim.phase is Phase.PLAN and shown.phase is Phase.OUTCOME:
        return Relation.PLANNED
    is_coarser = STATUSES.precision(claim.value) >= STATUSES.precision(shown.value)
    if claim.phase is shown.phase and STATUSES.is_compatible(claim.value, shown.value) and is_coarser:
        return Relation.REFINED
    return Relation.SUPERSEDED if claim.heard.at < shown.heard.at else Relation.CONTRADICTS


def _planned_or_superseded(claim: StatusClaim, shown: StatusClaim) -> Relation:
    is_replaced_plan = claim.phase is Phase.PLAN and shown.phase is Phase.OUTCOME
    return Relation.PLANNED if is_replaced_plan else Relation.SUPERSEDED


def _still_stands_against(claim: StatusClaim, shown: StatusClaim, supporters: Sequence[StatusClaim]) -> bool:
    """True if another publisher still says what the shown claim calls off, and its tier has not followed (R3)."""
    has_followed = any(
        one.report.source.tier.height >= claim.report.source.tier.height and one.heard.day > claim.heard.day
        for one in supporters
    )
    return (
        shown.value in CALLS_OFF
        and claim.value not in CALLS_OFF
        and claim.report.source.publisher != shown.report.source.publisher
        and claim.report.source.tier.height > shown.report.source.tier.height
        and not has_followed
    )
