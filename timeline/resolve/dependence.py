"""Claims that stand or fall with another claim: a summary with its status, a reason with its presence, a day with the
word that it is postponed.

resolved main property -> `set_back` -> for each report that no longer speaks for the shown value, the relation that its
dependent claims get in `single`. They stay visible among the claims, but contradict nothing: what they depend on does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from timeline.model.dates.event_date import EventDate
from timeline.model.vocabulary import NOT_PRESENT, SET_ASIDE, Phase, Presence, Relation, Status
from timeline.resolve.claims import Claim
from timeline.resolve.single import Resolved

Value = TypeVar("Value")


def set_back(main: Resolved[Value], agrees: Callable[[Value, Value], bool]) -> Mapping[str, Relation]:
    """By report id, the relation of claims that depend on the main property, where the report gives another value.

    `agrees` takes the value of the report and the shown one. A report that says nothing of the main property is left
    out, so its claims stand.
    """
    shown = main.shown
    if shown is None:
        return {}
    others = (judged.claim for judged in main.judged if not agrees(judged.claim.value, shown.value))
    return {claim.report.id: fate(claim, shown) for claim in others}


def overtaken_days(status: Resolved[Status], days: Sequence[Claim[EventDate]]) -> Mapping[str, Relation]:
    """By report id, planned days that do not hold since a report of the same tier or a higher one postponed the event.

    They are neither shown nor refine what is, while that report speaks of days itself or once a new exact day is named.
    """
    postponing = [
        one.claim for one in status.judged if one.claim.value is Status.POSTPONED and one.relation not in SET_ASIDE
    ]
    is_postponed = status.shown is not None and status.shown.value is Status.POSTPONED

    def is_overtaken(claim: Claim[EventDate], word: Claim[Status]) -> bool:
        has_other_day = is_postponed and word.report.says.when is not None
        newer = (one for one in days if one.value.exact and _is_after(one, word) and _outranks(one, claim))
        return _is_after(word, claim) and _outranks(word, claim) and (has_other_day or any(newer))

    plans = (claim for claim in days if claim.phase is Phase.PLAN)
    return {
        claim.report.id: Relation.SUPERSEDED for claim in plans if any(is_overtaken(claim, word) for word in postponing)
    }


def _is_after(one: Claim[Any], other: Claim[Any]) -> bool:
    return one.heard.at > other.heard.at


def _outranks(one: Claim[Any], other: Claim[Any]) -> bool:
    return one.report.source.tier.height >= other.report.source.tier.height


def fate(claim: Claim[Any], shown: Claim[Any]) -> Relation:
    """The relation of a claim that the shown one sets back: a plan that the outcome replaced, or an overtaken word."""
    is_replaced_plan = claim.phase is Phase.PLAN and shown.phase is Phase.OUTCOME
    return Relation.PLANNED if is_replaced_plan else Relation.SUPERSEDED


def is_same_side(one: Presence, other: Presence) -> bool:
    """True if both tell that the participant took part, or both that they did not: one reason explains either word."""
    return (one in NOT_PRESENT) is (other in NOT_PRESENT)
