"""R3: which claim is ranked first.

Most properties: ruling, then outcome before plan, then tier, later publication and report id. The status is a
life-cycle, so time comes before tier there: ruling, record, press and above, outcome before plan, later day, tier,
later publication and report id. `life_cycle` follows the words in this order from the last one back.
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
    """The first criterion by which the better of two claims of one property comes before the worse one.

    An event that was called off after its beginning can be planned again: then a plan comes before an outcome.
    """
    pairs = zip(_criteria(better), _criteria(worse), strict=True)
    return next((criterion for (criterion, one), (_, other) in pairs if one < other), Criterion.OUTCOME)


def rank(claim: Claim[Any]) -> Rank:
    """A sort key, the best claim first. Claims are never equal: a report id occurs once among speaking reports."""
    return tuple(key for _, key in _criteria(claim))


def last_word_first(claim: Claim[Any]) -> Rank:
    """A sort key: the later day first, of one day the higher tier, then the later publication and the report id."""
    keys = dict(_criteria(claim))
    return tuple(keys[one] for one in (Criterion.DAY, Criterion.TIER, Criterion.TIME, Criterion.REPORT_ID))


def _criteria(claim: Claim[Any]) -> tuple[tuple[Criterion, Any], ...]:
    """Each criterion with the claim's sort key, the most important one first."""
    ruling = (Criterion.RULING, claim.ruling is None)
    outcome = (Criterion.OUTCOME, claim.phase is not Phase.OUTCOME)
    tier = (Criterion.TIER, -claim.report.source.tier.height)
    time = (Criterion.TIME, -(claim.heard.at - _EPOCH).total_seconds())
    report_id = (Criterion.REPORT_ID, claim.report.id)
    if claim.property != "status":
        return (ruling, outcome, tier, time, report_id)
    record = (Criterion.RECORD, not claim.of_record)
    verified = (Criterion.VERIFIED, claim.report.source.tier is Tier.UNVERIFIED)
    day = (Criterion.DAY, -claim.heard.day.toordinal())
    return (ruling, record, verified, outcome, day, tier, time, report_id)
