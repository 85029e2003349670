"""R6: participants, topics, links and parents, collected over every report that speaks.

reports -> claims for each member -> retractions and corrections remove members -> the others are shown; a participant's
role, presence and days are each resolved like a single value. Every claim is returned with its relation.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from timeline.model.dates.event_date import EventDate
from timeline.model.report import Report
from timeline.model.says import Link, Participation
from timeline.model.vocabulary import Level, Presence, Relation, Role
from timeline.resolve.claims import Claim, SpeakingReports
from timeline.resolve.comparison import ANY, DATES, ROLES, WORDING, Comparison
from timeline.resolve.dependence import is_same_side, set_back
from timeline.resolve.ranking import rank
from timeline.resolve.single import Judged, Resolved, resolve_single

_NONE: Final[Mapping[str, Relation]] = MappingProxyType({})
_FIELDS: Final = {"with": "together_with"}
"""Keys of a participant's claims that have another name in the model."""


@dataclass(frozen=True, slots=True)
class ResolvedParticipant:
    """One participant with the resolved properties; `is_shown` is False if every claim was retracted or corrected."""

    who: str
    is_shown: bool
    membership: tuple[Judged[str], ...]
    role: Resolved[Role]
    presence: Resolved[Presence]
    when: Resolved[EventDate]
    by: Resolved[str]
    together_with: Resolved[str]
    reason: Resolved[str]
    level: Resolved[Level]

    @property
    def parts(self) -> tuple[Resolved[Any], ...]:
        """Role, presence, days and what explains them, in this order."""
        return (self.role, self.presence, self.when, self.by, self.together_with, self.reason, self.level)

    @property
    def judged(self) -> tuple[Judged[Any], ...]:
        """Every claim on this participant, membership first; all are retracted if it is not shown."""
        parts = tuple(judged for part in self.parts for judged in part.judged)
        if self.is_shown:
            return (*self.membership, *parts)
        return (*self.membership, *(_set_aside(judged) for judged in parts))


@dataclass(frozen=True, slots=True)
class Members:
    """The shown members of a union in order, and every claim on it."""

    shown: tuple[str, ...]
    judged: tuple[Judged[str], ...]


def resolve_participants(speaking: SpeakingReports) -> tuple[ResolvedParticipant, ...]:
    """Every participant that any report names, ordered by slug."""
    named = {participation.who for report in speaking.reports for participation in report.says.participants}
    return tuple(_resolve_participant(speaking, who) for who in sorted(named))


def _resolve_participant(speaking: SpeakingReports, who: str) -> ResolvedParticipant:
    name = f"participants.{who}"
    members = _judge_member(speaking, name, who, _participant_names, "participants")

    def part(field: str) -> Callable[[Report], Any]:
        return lambda report: _part_of(report, who, field)

    def resolved(key: str, comparison: Comparison[Any], back: Mapping[str, Relation] = _NONE) -> Resolved[Any]:
        claims = speaking.claims_of(f"{name}.{key}", part(_FIELDS.get(key, key)))
        return resolve_single(speaking, claims, comparison, back)

    role, presence = resolved("role", ROLES), resolved("presence", ANY)
    return ResolvedParticipant(
        who=who,
        is_shown=any(judged.relation in (Relation.SHOWN, Relation.AGREES) for judged in members),
        membership=members,
        role=role,
        presence=presence,
        when=resolved("when", DATES),
        by=resolved("by", ANY, set_back(presence, operator.is_)),
        together_with=resolved("with", ANY, set_back(role, operator.is_)),
        reason=resolved("reason", WORDING, set_back(presence, is_same_side)),
        level=resolved("level", ANY),
    )


def resolve_topics(speaking: SpeakingReports) -> Members:
    """Topic slugs, in alphabetical order."""
    return _resolve_members(speaking, "topics", lambda report: report.says.topics)


def resolve_links(speaking: SpeakingReports) -> tuple[tuple[Link, ...], tuple[Judged[str], ...]]:
    """Links ordered by address, each with the best-ranked label that a report gives; and every claim."""
    members = _resolve_members(speaking, "links", lambda report: tuple(link.url for link in report.says.links))
    links = tuple(Link(url=url, label=_best_label(url, members.judged)) for url in members.shown)
    return links, members.judged


def resolve_parents(speaking: SpeakingReports) -> Members:
    """The slugs or ids of what the event is part of, in alphabetical order.

    A ruling on `part_of` as a whole, of the time when an event had one parent, leaves what its report says.
    """
    members = _resolve_members(speaking, "part_of", lambda report: report.says.part_of)
    ruling = speaking.rulings.get("part_of")
    if ruling is None:
        return members
    ruled = next(report.says.part_of for report in speaking.reports if report.id == ruling.report_id)
    judged = tuple(one if one.claim.value in ruled else _set_aside(one) for one in members.judged)
    return Members(shown=tuple(member for member in members.shown if member in ruled), judged=judged)


def _best_label(url: str, judged: Iterable[Judged[str]]) -> str | None:
    """The first label of a claim that counts; `judged` is best ranked first."""
    counting = (one.claim for one in judged if one.claim.value == url and _counts(one))
    labels = (link.label for claim in counting for link in claim.report.says.links if link.url == url)
    return next((label for label in labels if label), None)


def _resolve_members(speaking: SpeakingReports, union: str, read: Callable[[Report], Iterable[str]]) -> Members:
    names = sorted({member for report in speaking.reports for member in read(report)})
    judged = {member: _judge_member(speaking, f"{union}.{member}", member, read, union) for member in names}
    shown = tuple(member for member in names if any(_counts(claim) for claim in judged[member]))
    return Members(shown=shown, judged=tuple(claim for member in names for claim in judged[member]))


def _judge_member(
    speaking: SpeakingReports, name: str, member: str, read: Callable[[Report], Iterable[str]], union: str
) -> tuple[Judged[str], ...]:
    """Every claim that names the member: shown, agreeing, corrected (R8), retracted by a better-ranked report (R6)."""
    claims = sorted(speaking.claims_of(name, lambda report: member if member in read(report) else None), key=rank)
    retraction = _best_retraction(speaking, name, member, union)
    judged: list[Judged[str]] = []
    for claim in claims:
        correction = speaking.correction_of(claim)
        if correction is not None:
            judged.append(Judged(claim, Relation.CORRECTED, correction))
        elif retraction is not None and rank(retraction) < rank(claim):
            judged.append(Judged(claim, Relation.RETRACTED))
        else:
            is_first = not any(_counts(other) for other in judged)
            judged.append(Judged(claim, Relation.SHOWN if is_first else Relation.AGREES))
    return tuple(judged)


def _best_retraction(speaking: SpeakingReports, name: str, member: str, union: str) -> Claim[str] | None:
    retracting = speaking.claims_of(name, lambda report: member if member in _retracted(report, union) else None)
    return min(retracting, key=rank, default=None)


def _retracted(report: Report, union: str) -> tuple[str, ...]:
    retracted: tuple[str, ...] = getattr(report.says.retracts, union)
    return retracted


def _counts(judged: Judged[Any]) -> bool:
    return judged.relation in (Relation.SHOWN, Relation.AGREES)


def _participant_names(report: Report) -> tuple[str, ...]:
    return tuple(participation.who for participation in report.says.participants)


def _part_of(report: Report, who: str, field: str) -> Any:
    named: Sequence[Participation] = [
        participation for participation in report.says.participants if participation.who == who
    ]
    return getattr(named[0], field) if named else None


def _set_aside(judged: Judged[Any]) -> Judged[Any]:
    """A claim on a member that is not shown: corrected if it was corrected, else retracted."""
    return judged if judged.corrected_by else Judged(judged.claim, Relation.RETRACTED)
