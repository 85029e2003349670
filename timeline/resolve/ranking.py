"""R3: which claim is ranked first: ruling, then outcome before plan, then tier, later publication and report id."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from timeline.model.vocabulary import Phase
from timeline.resolve.claims import Claim

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Rank = tuple[bool, bool, int, float, str]


class Criterion(StrEnum):
    """What can decide between two claims: the elements of `rank`, in their order."""

    RULING = "ruling"
    OUTCOME = "outcome before plan"
    TIER = "tier"
    TIME = "later publication"
    REPORT_ID = "report id"


def deciding_criterion(better: Claim[Any], worse: Claim[Any]) -> Criterion:
    """The first element of the rank in which two different claims differ."""
    pairs = zip(Criterion, rank(better), rank(worse), strict=True)
    return next(criterion for criterion, one, other in pairs if one != other)


def rank(claim: Claim[Any]) -> Rank:
    """A sort key, the best claim first. Claims are never equal: a report id occurs once among speaking reports."""
    return (
        claim.ruling is None,
        claim.phase is not Phase.OUTCOME,
        -claim.report.source.tier.height,
        -(claim.report.public_at - _EPOCH).total_seconds(),
        claim.report.id,
    )
