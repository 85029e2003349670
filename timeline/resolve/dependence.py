"""Claims that stand or fall with another claim of their report: a summary with its status, a reason with its presence.

resolved main property -> `set_back` -> for each report that no longer speaks for the shown value, the relation that its
dependent claims get in `single`. They stay visible among the claims, but contradict nothing: what they depend on does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from timeline.model.vocabulary import NOT_PRESENT, Phase, Presence, Relation
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


def fate(claim: Claim[Any], shown: Claim[Any]) -> Relation:
    """The relation of a claim that the shown one sets back: a plan that the outcome replaced, or an overtaken word."""
    is_replaced_plan = claim.phase is Phase.PLAN and shown.phase is Phase.OUTCOME
    return Relation.PLANNED if is_replaced_plan else Relation.SUPERSEDED


def is_same_side(one: Presence, other: Presence) -> bool:
    """True if both tell that the participant took part, or both that they did not: one reason explains either word."""
    return (one in NOT_PRESENT) is (other in NOT_PRESENT)
