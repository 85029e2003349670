"""Claims: what each speaking report says about one property, ready to be ranked.

speaking reports + rulings -> `SpeakingReports` (the reports with the corrections and rulings that apply) ->
`claims_of(property)` -> ranked in `ranking`, compared in `comparison`, judged in `single`. A corrected claim (R8) is
kept, but can no longer be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Generic, TypeVar

from timeline.model.report import Correction, Report, Ruling
from timeline.model.vocabulary import CALLS_OFF, IS_OVER, Phase, Status, Tier

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Heard:
    """When a publication counts from (R3): an instant (UTC), and the day of publication."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class Claim(Generic[Value]):
    """One value that one report gives for one property, e.g. "when" or "participants.antony-blinken.presence".

    `ruling` is an editor's decision that this claim prevails (R3). `heard` is when its publication counts from (R3),
    `of_record` marks a claim of the tier `record`, or a correction of one.
    """

    property: str
    value: Value
    report: Report
    phase: Phase
    heard: Heard
    ruling: Ruling | None = None
    of_record: bool = False


@dataclass(frozen=True, slots=True)
class CorrectedBy:
    """The desk report that corrects a claim, and its reason (R8)."""

    report_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class SpeakingReports:
    """The reports that speak at one moment, in a fixed order (R1), with the rulings that apply, by property."""

    reports: tuple[Report, ...]
    rulings: Mapping[str, Ruling]
    heard: Mapping[str, Heard]

    @classmethod
    def of(cls, reports: Sequence[Report], rulings: Sequence[Ruling]) -> SpeakingReports:
        """The reports ordered by content, and the newest ruling on each property.

        A ruling for a report that does not speak (not yet, or no longer) is ignored and replaces no other (R10).
        """
        speaking_ids = {report.id for report in reports}
        counting = [ruling for ruling in rulings if ruling.report_id in speaking_ids]
        newest = {ruling.property: ruling for ruling in sorted(counting, key=lambda r: (r.seq, r.made_at, r.id))}
        ordered = sorted(reports, key=lambda report: (report.public_at, report.source.id, report.record, report.id))
        return cls(reports=tuple(ordered), rulings=newest, heard=_heard(ordered))

    def claims_of(self, name: str, read: Callable[[Report], Value | None]) -> tuple[Claim[Value], ...]:
        """Every claim on this property; `read` gives a report's value, None if the report says nothing about it."""
        ruling = self.rulings.get(name)
        values = ((report, read(report)) for report in self.reports)
        return tuple(
            Claim(
                name,
                value,
                report,
                self.phase_of(report),
                self.heard[report.id],
                ruling if ruling is not None and ruling.report_id == report.id else None,
                self._original_of(report).source.tier is Tier.RECORD,
            )
            for report, value in values
            if value is not None
        )

    def phase_of(self, report: Report) -> Phase:
        """The phase of a report (R2). A correction has the phase of the report that it corrects in the end.

        What calls off an event that an earlier report says is under way speaks of the outcome too.
        """
        original = self._original_of(report)
        if original.says.status in CALLS_OFF and self._was_under_way_before(original):
            return Phase.OUTCOME
        return original.phase

    def _was_under_way_before(self, report: Report) -> bool:
        """True if an earlier word says that the event is under way, and no publisher's last word that it is over."""
        words = self._words_up_to(report)
        last = {word.source.publisher: word for word in sorted(words, key=lambda word: self.heard[word.id].at)}
        is_over = any(word.says.status in IS_OVER for word in last.values())
        return not is_over and any(word.says.status is Status.UNDER_WAY for word in words)

    def _words_up_to(self, report: Report) -> list[Report]:
        """The other reports up to its day whose word on the status counts: no rumours, nothing corrected."""
        is_rumour = report.source.tier is Tier.UNVERIFIED
        return [
            other
            for other in self.reports
            if other is not report
            and other.says.status is not None
            and self.heard[other.id].day <= self.heard[report.id].day
            and (is_rumour or other.source.tier is not Tier.UNVERIFIED)
            and self._correction(other, "status") is None
        ]

    def _original_of(self, report: Report) -> Report:
        """The report that a correction corrects in the end; the report itself if it corrects none."""
        followed = [report]  # corrections may correct each other, which must not loop forever
        while (corrected := self._what_it_corrects(followed[-1])) is not None and corrected not in followed:
            followed.append(corrected)
        return followed[-1]

    def _what_it_corrects(self, report: Report) -> Report | None:
        """The speaking report that this one corrects, or None."""
        if report.corrects is None:
            return None
        return next((other for other in self.reports if is_record_of(report.corrects, other)), None)

    def correction_of(self, claim: Claim[Value]) -> CorrectedBy | None:
        """The correction of this claim by a speaking desk report (R8), or None."""
        return self._correction(claim.report, claim.property)

    def _correction(self, corrected: Report, name: str) -> CorrectedBy | None:
        for report in self.reports:
            corrects = report.corrects
            if corrects and is_record_of(corrects, corrected) and covers(corrects.property, name):
                return CorrectedBy(report.id, corrects.reason)
        return None


def _heard(reports: Sequence[Report]) -> Mapping[str, Heard]:
    """By report id, when each publication counts from.

    Midnight UTC stands for a publication known only by its day. It counts from the end of that day, but never after a
    report that quotes it: one whose source is tied to its own by `via`, on either side. Days are days of UTC: no
    source says where its publisher is, and catalogue entries of another write must not reorder reports.
    """
    own = {report.id: _by_itself(report) for report in reports}
    return {report.id: _not_after_quotation(report, reports, own) for report in reports}


def _by_itself(report: Report) -> Heard:
    moment = report.public_at.astimezone(UTC)
    end = datetime.combine(moment.date(), time.max, UTC)
    return Heard(end if _is_only_a_day(moment) else moment, moment.date())


def _not_after_quotation(report: Report, reports: Sequence[Report], own: Mapping[str, Heard]) -> Heard:
    heard, origin = own[report.id], report.source
    if not _is_only_a_day(report.public_at):
        return heard
    tied = (other for other in reports if other.source.via == origin.id or other.source.id == origin.via)
    quoted = [own[other.id].at for other in tied if other.public_at >= report.public_at]
    return Heard(min([heard.at, *quoted]), heard.day)


def _is_only_a_day(moment: datetime) -> bool:
    return moment.time() == time()


def is_record_of(correction: Correction, report: Report) -> bool:
    """True if the report is a row of the corrected record."""
    return (correction.source, correction.record) == report.record_key


def covers(corrected: str, name: str) -> bool:
    """True if a correction of `corrected` also corrects the property `name`, such as "participants.hamas.role".

    A correction of "participants" or "participants.hamas" does. A correction of one link corrects exactly that link,
    because a web address has dots of its own.
    """
    return name == corrected or (name.startswith(f"{corrected}.") and not corrected.startswith("links."))
