"""The shown value among rival claims, and the relation of every other claim to it (R3, R4, R5, R8).

claims -> those that are not corrected -> ranked -> the best one -> refined within its phase -> every claim related to
the shown value. The plan and the outcome are worked out in the same way, each from its own claims (R7). Every claim
is returned with its relation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from timeline.model.vocabulary import Phase, Relation
from timeline.resolve.claims import Claim, CorrectedBy, SpeakingReports
from timeline.resolve.comparison import Comparison
from timeline.resolve.ranking import rank

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Judged(Generic[Value]):
    """A claim with its relation to the shown value, and the correction if there is one."""

    claim: Claim[Value]
    relation: Relation
    corrected_by: CorrectedBy | None = None


@dataclass(frozen=True, slots=True)
class Resolved(Generic[Value]):
    """The shown claim (None if there is none) and every claim with its relation, best ranked first.

    `planned` and `actual` are what the claims of the plan and those of the outcome alone would show (R7).
    """

    shown: Claim[Value] | None
    judged: tuple[Judged[Value], ...]
    planned: Claim[Value] | None = None
    actual: Claim[Value] | None = None

    @property
    def is_contested(self) -> bool:
        """True if a claim contradicts the shown value (R5)."""
        return any(judged.relation is Relation.CONTRADICTS for judged in self.judged)


def resolve_single(
    speaking: SpeakingReports,
    claims: Sequence[Claim[Value]],
    comparison: Comparison[Value],
    set_back: Mapping[str, Relation] = MappingProxyType({}),
) -> Resolved[Value]:
    """The best-ranked claim (R3), refined (R4), and every other one with its relation (R5).

    `set_back` has, by report id, the relation of claims that cannot be shown because what they depend on is not shown
    (`resolve.dependence`); a ruling shows them all the same.
    """
    ranked = sorted(claims, key=rank)
    corrections = {claim.report.id: speaking.correction_of(claim) for claim in ranked}
    fallen = {claim.report.id: set_back[claim.report.id] for claim in ranked if _falls(claim, set_back)}
    competing = [claim for claim in ranked if corrections[claim.report.id] is None and claim.report.id not in fallen]
    superseded = replaced_by_own_publisher(competing)
    shown = best_of_phase(competing, superseded, comparison)
    judged = tuple(
        Judged(claim, Relation.CORRECTED, corrected)
        if (corrected := corrections[claim.report.id])
        else Judged(claim, fallen.get(claim.report.id) or _relate(claim, shown, superseded, comparison))
        for claim in ranked
    )
    return Resolved(
        shown=shown,
        judged=judged,
        planned=best_of_phase([claim for claim in competing if claim.phase is Phase.PLAN], superseded, comparison),
        actual=best_of_phase([claim for claim in competing if claim.phase is Phase.OUTCOME], superseded, comparison),
    )


def _falls(claim: Claim[Value], set_back: Mapping[str, Relation]) -> bool:
    return claim.ruling is None and claim.report.id in set_back


def replaced_by_own_publisher(claims: Sequence[Claim[Any]], *, across_phases: bool = False) -> frozenset[str]:
    """The ids of the reports whose publisher spoke of the property again later (R5).

    A later word counts within the same phase only, unless `across_phases` says otherwise.
    """

    def speaker(claim: Claim[Any]) -> tuple[str, Phase | None]:
        return (claim.report.source.publisher, None if across_phases else claim.phase)

    latest: dict[tuple[str, Phase | None], datetime] = {}
    for claim in claims:
        latest[speaker(claim)] = max(claim.heard.at, latest.get(speaker(claim), claim.heard.at))
    return frozenset(claim.report.id for claim in claims if claim.heard.at < latest[speaker(claim)])


def best_of_phase(
    ranked: Sequence[Claim[Value]], superseded: frozenset[str], comparison: Comparison[Value]
) -> Claim[Value] | None:
    """The most precise claim of the phase that is compatible with the best-ranked one; a ruled claim is not refined.

    A claim that its publisher has superseded refines nothing.
    """
    if not ranked:
        return None
    chosen = ranked[0]
    if chosen.ruling is not None:
        return chosen
    refining = [claim for claim in ranked if claim.report.id not in superseded and _refines(claim, chosen, comparison)]
    return min([chosen, *refining], key=lambda claim: (comparison.precision(claim.value), rank(claim)))


def _refines(claim: Claim[Value], chosen: Claim[Value], comparison: Comparison[Value]) -> bool:
    """True if the claim may be shown instead of the chosen one: it has the same phase and is compatible."""
    if claim.phase is not chosen.phase:
        return False
    return comparison.is_equal(claim.value, chosen.value) or comparison.is_compatible(claim.value, chosen.value)


def _relate(
    claim: Claim[Value], shown: Claim[Value] | None, superseded: frozenset[str], comparison: Comparison[Value]
) -> Relation:
    if shown is None or claim is shown:
        return Relation.SHOWN
    if comparison.is_equal(claim.value, shown.value):
        return Relation.AGREES
    if claim.phase is Phase.PLAN and shown.phase is Phase.OUTCOME:
        return Relation.PLANNED
    if claim.phase is shown.phase and _is_coarser(claim, shown, comparison):
        return Relation.REFINED
    if claim.report.id in superseded:
        return Relation.SUPERSEDED
    return Relation.CONTRADICTS


def _is_coarser(claim: Claim[Value], shown: Claim[Value], comparison: Comparison[Value]) -> bool:
    if not comparison.is_compatible(claim.value, shown.value):
        return False
    return bool(comparison.precision(claim.value) >= comparison.precision(shown.value))
