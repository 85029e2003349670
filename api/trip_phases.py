"""What was planned and what took place, out of the judged claims that are stored with an event (R2, R7).

stored claims -> `phases_of` -> the claims of plan and of outcome -> for each the best-ranked value, refined within its
phase (R4). The stored order is the rank, so nothing is ranked again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

import orjson

from timeline.model.catalogue.entries import Catalogue
from timeline.model.dates.event_date import EventDate
from timeline.model.vocabulary import Phase, Relation, Status, Tier
from timeline.resolve.comparison import DATES, Comparison, places

Value = TypeVar("Value")

_OUTCOME: Final = frozenset({Status.UNDER_WAY, Status.COMPLETED})
_SET_ASIDE: Final = frozenset({Relation.CORRECTED, Relation.RETRACTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseView:
    """What the reports of one phase say: notation of the days, slugs of the places, status; None is not said."""

    when: str | None
    where: tuple[str, ...] | None
    status: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phases:
    """Plan and outcome; None if no report speaks of it."""

    planned: PhaseView | None
    actual: PhaseView | None


def phases_of(claims_json: bytes, catalogue: Catalogue) -> Phases:
    """Plan and outcome of one event from its stored claims."""
    claims: list[dict[str, Any]] = orjson.loads(claims_json)
    phases = _phases_by_report(claims)
    views = {
        phase: [claim for claim in claims if phases[claim["report"]] is phase and claim["relation"] not in _SET_ASIDE]
        for phase in Phase
    }
    return Phases(planned=_view(views[Phase.PLAN], catalogue), actual=_view(views[Phase.OUTCOME], catalogue))


def _phases_by_report(claims: Sequence[Mapping[str, Any]]) -> Mapping[str, Phase]:
    """R2 for each report; a correction by the desk speaks in the phase of what it corrects."""
    outcome = {
        claim["report"]
        for claim in claims
        if claim["tier"] == Tier.RECORD or (claim["property"] == "status" and claim["value"] in _OUTCOME)
    }
    phases = {claim["report"]: Phase.OUTCOME if claim["report"] in outcome else Phase.PLAN for claim in claims}
    corrected = {claim["corrected_by"]: claim["report"] for claim in claims if claim["corrected_by"] in phases}
    return {report: phases[_first_said(report, corrected)] for report in phases}


def _first_said(report: str, corrected: Mapping[str, str]) -> str:
    """The report at the bottom of a line of corrections."""
    seen = {report}
    while report in corrected and corrected[report] not in seen:
        report = corrected[report]
        seen.add(report)
    return report


def _view(claims: Sequence[Mapping[str, Any]], catalogue: Catalogue) -> PhaseView | None:
    if not claims:
        return None
    when = _shown([claim for claim in claims if claim["property"] == "when"], EventDate.from_json, DATES)
    where = _shown([claim for claim in claims if claim["property"] == "where"], tuple, places(catalogue))
    status = next((claim["value"] for claim in claims if claim["property"] == "status"), None)
    return PhaseView(when=None if when is None else when.edtf, where=where, status=status)


def _shown(
    ranked: Sequence[Mapping[str, Any]], read: Callable[[Any], Value], comparison: Comparison[Value]
) -> Value | None:
    """The most precise value compatible with the best-ranked one; what its publisher has replaced does not refine."""
    values = [read(claim["value"]) for claim in ranked]
    if not values:
        return None
    latest: dict[str, datetime] = {}
    for claim in ranked:
        latest[claim["publisher"]] = max(latest.get(claim["publisher"], _said_at(claim)), _said_at(claim))
    refining = [
        value
        for claim, value in zip(ranked, values, strict=True)
        if _said_at(claim) == latest[claim["publisher"]]
        and (comparison.is_equal(value, values[0]) or comparison.is_compatible(value, values[0]))
    ]
    return min([values[0], *refining], key=comparison.precision)


def _said_at(claim: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(claim["published_at"])
