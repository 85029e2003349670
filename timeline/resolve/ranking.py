"""R3: which claim is ranked first: ruling, then outcome before plan, then tier, later publication and report id."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from timeline.model.vocabulary import Phase
from timeline.resolve.claims import Claim

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Rank = tuple[bool, bool, int, float, str]


def rank(claim: Claim[Any]) -> Rank:
    """A sort key, the best claim first. Claims are never equal: a report id occurs once among speaking reports."""
    return (
        claim.ruling is None,
        claim.phase is not Phase.OUTCOME,
        -claim.report.source.tier.height,
        -(claim.report.public_at - _EPOCH).total_seconds(),
        claim.report.id,
    )
