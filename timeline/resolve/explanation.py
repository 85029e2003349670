"""Explains one event at one moment: for each shown value the claim that won and the rule, and why the others did not.

record + catalogue + moment -> `explain` -> `Explanation`. The reasons are read from the same judgement and ranking that
make the event (`assembly`, `ranking`, `history`); nothing is decided here. If nothing of the event is public at the
moment, the next state to become public is explained.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from timeline.model.catalogue.entries import Catalogue
from timeline.model.event import JsonValue, JudgedClaim, State
from timeline.model.report import EventRecord, Report
from timeline.model.vocabulary import SET_ASIDE, UNION_PROPERTIES, Relation, Status, Withdrawer
from timeline.resolve.assembly import judge_claims, judged_claim
from timeline.resolve.claims import Claim, SpeakingReports, covers
from timeline.resolve.history import ShownReports, counting_rows, rulings_at, shown_reports_at, state_at, states
from timeline.resolve.ranking import Criterion, deciding_criterion
from timeline.resolve.single import Judged
from timeline.resolve.texts import TEXT_PROPERTIES, language_of_report

_RIVAL = frozenset({Relation.CONTRADICTS, Relation.SUPERSEDED, Relation.PLANNED})


@dataclass(frozen=True, slots=True)
class Reason:
    """The rule that decided (docs/RULES.md), such as "R3", and one sentence about how."""

    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ExplainedClaim:
    """One claim and why it is shown or not. `reasons` is empty for the shown claim: those of the property apply."""

    claim: JudgedClaim
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ExplainedProperty:
    """One property such as "when": the shown value (None: none is shown), why, and every claim, best ranked first."""

    property: str
    shown: JsonValue
    reasons: tuple[Reason, ...]
    claims: tuple[ExplainedClaim, ...]


@dataclass(frozen=True, slots=True)
class UnheardReport:
    """A report that does not count at the explained moment, and why."""

    report: Report
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An event at `moment` (UTC). `hidden_because` is None if it is public then.

    The explained state holds from `known_from` (inclusive) to `known_to` (exclusive; None: until something changes).
    Both are None if the event is not public and nothing that is stored will make it public.
    """

    moment: datetime
    known_from: datetime | None
    known_to: datetime | None
    hidden_because: Reason | None
    properties: tuple[ExplainedProperty, ...]
    unheard: tuple[UnheardReport, ...]


def explain(record: EventRecord, catalogue: Catalogue, *, at: datetime) -> Explanation:
    """Explain what the event shows at that moment, or, if nothing counts then, what it will show first."""
    rows = counting_rows(record.reports)
    timeline = states(record, catalogue)
    present = state_at(timeline, at)
    coming = next((state for state in timeline if state.event is not None and state.known_from > at), None)
    moment = at if shown_reports_at(rows, at).reports or coming is None else coming.known_from
    shown_reports = shown_reports_at(rows, moment)
    is_public = present is not None and present.event is not None
    explained = present if is_public else coming
    return Explanation(
        moment=at,
        known_from=explained.known_from if explained else None,
        known_to=explained.known_to if explained else None,
        hidden_because=None if is_public else _hidden_because(shown_reports_at(rows, at), record, coming),
        properties=_properties(shown_reports, record, catalogue, moment),
        unheard=tuple(_unheard(record, rows, shown_reports, moment)),
    )


def _hidden_because(shown_reports: ShownReports, record: EventRecord, coming: State | None) -> Reason:
    if shown_reports.reports:
        return Reason("R11", "only unverified sources report the event, and it lies in the future")
    if coming is not None:
        return Reason("R10", f"no report of it is public before {_instant(coming.known_from)}")
    if record.reports:
        return Reason("R10", "no report of it is public: each is private, or was withdrawn before its publication")
    return Reason("R14", "no record is filed under it any more")


def _properties(
    shown_reports: ShownReports, record: EventRecord, catalogue: Catalogue, moment: datetime
) -> tuple[ExplainedProperty, ...]:
    known = [replace(report, source=report.source.at(moment)) for report in shown_reports.reports]
    speaking = SpeakingReports.of(known, rulings_at(record, moment))
    groups = groupby(judge_claims(speaking, catalogue.at(moment)), key=lambda judged: judged.claim.property)
    properties = {name: _property(name, tuple(judged)) for name, judged in groups}
    if shown_reports.withdrawn_with is not None:
        properties["status"] = _withdrawn_status(shown_reports.withdrawn_with, properties.get("status"))
    return tuple(properties.values())


def _withdrawn_status(row: Report, said: ExplainedProperty | None) -> ExplainedProperty:
    """The status of an event whose records are all withdrawn; what was said of its status remains among the claims."""
    last = Reason("R9", _withdrawal_sentence(row))
    reason = Reason("R9", "every record of the event is withdrawn; the other values are what was last said")
    return ExplainedProperty("status", Status.WITHDRAWN.value, (reason, last), said.claims if said else ())


def _withdrawal_sentence(row: Report) -> str:
    """Who took the record back, and why."""
    by = {Withdrawer.DESK: "this service withdrew it", Withdrawer.SOURCE: "its source took it back"}
    return (by[row.withdrawn_by] if row.withdrawn_by else "it was withdrawn") + (f": {row.note}" if row.note else "")


def _property(name: str, judged: Sequence[Judged[Any]]) -> ExplainedProperty:
    shown = next((one for one in judged if one.relation is Relation.SHOWN), None)
    return ExplainedProperty(
        property=name,
        shown=None if shown is None else judged_claim(shown).value,
        reasons=() if shown is None else tuple(_winning_reasons(shown, judged)),
        claims=tuple(ExplainedClaim(judged_claim(one), tuple(_losing_reasons(one, judged))) for one in judged),
    )


def _winning_reasons(shown: Judged[Any], judged: Sequence[Judged[Any]]) -> Iterator[Reason]:
    competing = [one for one in judged if one.relation not in SET_ASIDE and _is_rival_text(one.claim, shown.claim)]
    best = competing[0]
    if _is_member(shown.claim):
        naming = "1 report says" if len(competing) == 1 else f"{len(competing)} reports say"
        yield Reason("R6", f"{naming} that it belongs to the event")
        return
    if shown is not best:
        yield Reason("R4", f"it is more precise than the best-ranked claim, of {_name(best.claim)}, and compatible")
    corrects = best.claim.report.corrects
    if corrects is not None and covers(corrects.property, best.claim.property):
        yield Reason("R8", f"the desk corrects {corrects.source} / {corrects.record}: {corrects.reason}")
    yield Reason("R3", _ranking_sentence(best, competing[1:]))


def _is_rival_text(claim: Claim[Any], shown: Claim[Any]) -> bool:
    """False for a title or summary in another language than the shown one: each language is ranked by itself."""
    is_text = claim.property in TEXT_PROPERTIES
    return not is_text or language_of_report(claim.report) == language_of_report(shown.report)


def _ranking_sentence(best: Judged[Any], others: Sequence[Judged[Any]]) -> str:
    """How the best-ranked claim won against the next claim that says something else."""
    if best.claim.ruling is not None:
        return f"ruling: an editor ruled for it on {_instant(best.claim.ruling.made_at)}: {best.claim.ruling.reason}"
    rival = next((one for one in others if one.relation in _RIVAL), None)
    if rival is not None:
        return _criterion_sentence(best.claim, rival.claim)
    if others:
        return f"no claim that counts says anything else; of {len(others) + 1} it is the best ranked"
    return "it is the only claim"


def _losing_reasons(one: Judged[Any], judged: Sequence[Judged[Any]]) -> Iterator[Reason]:
    """Why the claim is not the shown one; none for the shown claim."""
    best = next((other for other in judged if other.relation not in SET_ASIDE), one)
    match one.relation:
        case Relation.SHOWN:
            return
        case Relation.AGREES if any(_is_in_another_language(one.claim, other) for other in judged):
            yield Reason("R3", "is in another language than the shown one, for readers of that language")
        case Relation.AGREES:
            yield Reason("R5", "says the same as the shown value")
        case Relation.REFINED:
            yield Reason("R4", "the shown value is compatible and more precise")
        case Relation.PLANNED:
            yield Reason("R5", "a plan, replaced by the outcome")
        case Relation.SUPERSEDED:
            yield Reason("R5", _superseded_sentence(one.claim, judged))
        case Relation.CONTRADICTS:
            yield Reason("R3", f"ranks below {_name(best.claim)}: {_criterion_sentence(best.claim, one.claim)}")
        case Relation.CORRECTED:
            corrected_by = one.corrected_by
            yield Reason("R8", f"corrected by the desk: {corrected_by.reason}" if corrected_by else "corrected")
        case Relation.RETRACTED:
            yield Reason("R6", "a better-ranked report, or a correction, takes it out of the event")


def _is_in_another_language(claim: Claim[Any], other: Judged[Any]) -> bool:
    return other.relation is Relation.SHOWN and not _is_rival_text(claim, other.claim)


def _superseded_sentence(claim: Claim[Any], judged: Sequence[Judged[Any]]) -> str:
    publisher = claim.report.source.publisher
    has_later_word = any(
        other.claim.report.source.publisher == publisher
        and (other.claim.phase is claim.phase or claim.property == "status")
        and other.claim.heard.at > claim.heard.at
        for other in judged
    )
    if has_later_word:
        return f"{publisher} reported it again later"
    if claim.property == "when":
        return "a day that was given before the event was postponed"
    return "an earlier status, replaced by a later one"


def _criterion_sentence(better: Claim[Any], worse: Claim[Any]) -> str:
    """How the better claim outranks the worse one, by the first element of the rank in which they differ."""
    match deciding_criterion(better, worse):
        case Criterion.TIER as tier:
            return f"{tier}: {better.report.source.tier} comes before {worse.report.source.tier}"
        case Criterion.DAY as day:
            return f"{day}: {better.heard.day} is later than {worse.heard.day}"
        case Criterion.TIME as time:
            return f"{time}: {_instant(better.report.public_at)} is later than {_instant(worse.report.public_at)}"
        case Criterion.REPORT_ID as report_id:
            return f"{report_id}: everything else is equal"
        case criterion:
            return str(criterion)


def _is_member(claim: Claim[Any]) -> bool:
    """True for a claim that a member belongs to a union, such as "topics.hostages" (R6)."""
    return claim.property in {f"{union}.{claim.value}" for union in UNION_PROPERTIES}


def _unheard(
    record: EventRecord, rows: Sequence[Report], shown_reports: ShownReports, moment: datetime
) -> Iterator[UnheardReport]:
    """Every row of the event that does not count at the moment, in storing order."""
    for row in record.reports:
        if row not in shown_reports.reports:
            yield UnheardReport(row, _unheard_because(row, rows, moment))


def _unheard_because(row: Report, rows: Sequence[Report], moment: datetime) -> Reason:
    if row.withdrawn:
        return Reason("R9", f"takes its record back: {_withdrawal_sentence(row)}")
    if row.private:
        return Reason("R10", "is private")
    if row not in rows:
        return Reason("R10", "was replaced or withdrawn before it was public")
    if row.public_at > moment:
        kind = "is under embargo until" if row.embargo_until is not None else "is not published before"
        return Reason("R10", f"{kind} {_instant(row.public_at)}")
    return Reason("R9", "its record was withdrawn, made private or replaced by a newer report")


def _name(claim: Claim[Any]) -> str:
    return f"{claim.report.source.id} / {claim.report.record}"


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes").replace("+00:00", "Z")
