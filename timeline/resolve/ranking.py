"""R3: which claim is ranked first.

Most properties: ruling, then outcome before plan, then tier, later publication and report id. The status is a
life-cycle, so time comes before tier there: ruling, record, press and above, outcome before plan, later day, tier,
later publication and report id. An event that was called off after its beginning can be planned again, so a plan after
that counts like an outcome.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from timeline.model.vocabulary import Phase, Tier
from timeline.resolve.claims import Claim

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Rank = tuple[Any, ...]


class Criterion(StrEnum):
    """What can decide between two claims."""

    RULING = "ruling"
    RECORD = "record before everything else"
    VERIFIED = "press and above before unverified"
    OUTCOME = "outcome before plan"
    DAY = "later day of publication"
    TIER = "tier"
    TIME = "later publication"
    REPORT_ID = "report id"


def deciding_criterion(better: Claim[Any], worse: Claim[Any]) -> Criterion:
    """The first criterion in which two different claims of one property differ."""
    pairs = zip(_criteria(better), _criteria(worse), strict=True)
    return next(criterion for (criterion, one), (_, other) in pairs if one != other)


def rank(claim: Claim[Any]) -> Rank:
    """A sort key, the best claim first. Claims are never equal: a report id occurs once among speaking reports."""
    return tuple(key for _, key in _criteria(claim))


def _criteria(claim: Claim[Any]) -> tuple[tuple[Criterion, Any], ...]:
    """Each criterion with the claim's sort key, the most important one first."""
    ruling = (Criterion.RULING, claim.ruling is None)
    outcome = (Criterion.OUTCOME, claim.phase is not Phase.OUTCOME and not claim.is_reinstating)
    tier = (Criterion.TIER, -claim.report.source.tier.height)
    time = (Criterion.TIME, -(claim.heard_at - _EPOCH).total_seconds())
    report_id = (Criterion.REPORT_ID, claim.report.id)
    if claim.property != "status":
        return (ruling, outcome, tier, time, report_id)
    record = (Criterion.RECORD, not claim.of_record)
    verified = (Criterion.VERIFIED, claim.report.source.tier is Tier.UNVERIFIED)
    day = (Criterion.DAY, -claim.heard_at.date().toordinal())
    return (ruling, record, verified, outcome, day, tier, time, report_id)
