"""The status of an event (R3): a life-cycle, in which the latest word counts and a publisher's later word replaces its
own.

claims -> corrected ones set aside -> plans that reinstate an event marked -> own earlier words of a publisher taken out
-> ranked by time before tier (`ranking`) -> the best one, refined on its ladder by what was said since the last turn ->
every claim with its relation. Where the shown word calls off what a higher tier still says, that claim contradicts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.model.vocabulary import CALLS_OFF, OUTCOME_STATUSES, Phase, Relation, Status, Tier
from timeline.resolve.claims import Claim, SpeakingReports
from timeline.resolve.comparison import STATUSES
from timeline.resolve.ranking import rank
from timeline.resolve.single import Judged, Resolved, best_of_phase, replaced_by_own_publisher

StatusClaim = Claim[Status]


def resolve_status(speaking: SpeakingReports) -> Resolved[Status]:
    """The shown status and every claim on it with its relation, best ranked first."""
    claims = speaking.claims_of("status", lambda report: report.says.status)
    corrections = {claim.report.id: speaking.correction_of(claim) for claim in claims}
    counting = [claim for claim in claims if corrections[claim.report.id] is None]
    called_off_at = _last_end(counting)
    marked = [replace(claim, is_reinstating=_reinstates(claim, called_off_at)) for claim in claims]
    ranked = sorted(marked, key=rank)
    competing = [claim for claim in ranked if corrections[claim.report.id] is None]
    replaced = replaced_by_own_publisher(competing, across_phases=True)
    shown = _shown(competing, replaced)
    judged = tuple(
        Judged(claim, Relation.CORRECTED, corrected)
        if (corrected := corrections[claim.report.id])
        else Judged(claim, _relate(claim, shown, replaced))
        for claim in ranked
    )
    within_phase = replaced_by_own_publisher(competing)
    phases = {
        phase: best_of_phase([one for one in competing if one.phase is phase], within_phase, STATUSES)
        for phase in Phase
    }
    return Resolved(shown=shown, judged=judged, planned=phases[Phase.PLAN], actual=phases[Phase.OUTCOME])


def _last_end(counting: Sequence[StatusClaim]) -> StatusClaim | None:
    """The latest claim that called off an event under way, if nobody said since then that it goes on."""
    verified = [claim for claim in counting if claim.report.source.tier is not Tier.UNVERIFIED]
    outcomes = [claim for claim in verified if claim.phase is Phase.OUTCOME]
    latest = max(outcomes, key=lambda claim: (claim.heard_at, claim.report.source.tier.height), default=None)
    return latest if latest is not None and latest.value in CALLS_OFF - OUTCOME_STATUSES else None


def _reinstates(claim: StatusClaim, end: StatusClaim | None) -> bool:
    return end is not None and claim.phase is Phase.PLAN and claim.heard_at > end.heard_at


def _shown(competing: Sequence[StatusClaim], replaced: frozenset[str]) -> StatusClaim | None:
    """The best-ranked claim that its publisher has not replaced; refined by what was said since the last turn."""
    current = [claim for claim in competing if claim.report.id not in replaced or claim.ruling is not None]
    if not current:
        return None
    chosen = current[0]
    turns = [
        claim.heard_at
        for claim in current
        if not (STATUSES.is_equal(claim.value, chosen.value) or STATUSES.is_compatible(claim.value, chosen.value))
        and claim.heard_at <= chosen.heard_at
    ]
    is_verified = chosen.report.source.tier is not Tier.UNVERIFIED
    refining = [
        claim
        for claim in current
        if all(claim.heard_at > turn for turn in turns)
        and not (is_verified and claim.report.source.tier is Tier.UNVERIFIED)
    ]
    return best_of_phase([chosen, *(claim for claim in refining if claim is not chosen)], frozenset(), STATUSES)


def _relate(claim: StatusClaim, shown: StatusClaim | None, replaced: frozenset[str]) -> Relation:
    if shown is None or claim is shown:
        return Relation.SHOWN
    if STATUSES.is_equal(claim.value, shown.value):
        return Relation.AGREES
    if claim.report.id in replaced:
        return Relation.SUPERSEDED if claim.phase is shown.phase else _planned_or_superseded(claim, shown)
    if _still_stands_against(claim, shown):
        return Relation.CONTRADICTS
    if claim.phase is Phase.PLAN and shown.phase is Phase.OUTCOME:
        return Relation.PLANNED
    is_coarser = STATUSES.precision(claim.value) >= STATUSES.precision(shown.value)
    if claim.phase is shown.phase and STATUSES.is_compatible(claim.value, shown.value) and is_coarser:
        return Relation.REFINED
    return Relation.SUPERSEDED if claim.heard_at < shown.heard_at else Relation.CONTRADICTS


def _planned_or_superseded(claim: StatusClaim, shown: StatusClaim) -> Relation:
    is_replaced_plan = claim.phase is Phase.PLAN and shown.phase is Phase.OUTCOME
    return Relation.PLANNED if is_replaced_plan else Relation.SUPERSEDED


def _still_stands_against(claim: StatusClaim, shown: StatusClaim) -> bool:
    """True if a higher tier of another publisher still says what the shown claim calls off (R3)."""
    return (
        shown.value in CALLS_OFF
        and claim.value not in CALLS_OFF
        and claim.report.source.publisher != shown.report.source.publisher
        and claim.report.source.tier.height > shown.report.source.tier.height
    )
