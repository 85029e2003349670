"""R9 to R11: the states of one event over publication time, computed from its reports alone.

reports -> drop those that were replaced under embargo or made private -> every publication time and every ruling is a
moment -> at each moment the newest row of each record speaks, unless withdrawn -> assemble -> join equal neighbours.
The publication floor (R11) adds the moment at which the event begins. There are states for future moments too; they
become the public state when their time comes, without a write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from itertools import pairwise

from timeline.model.catalogue.dated import lifts
from timeline.model.catalogue.entries import Catalogue
from timeline.model.event import Event, State, Withdrawal
from timeline.model.figures.offices import with_offices
from timeline.model.report import EventRecord, RecordKey, Report, Ruling
from timeline.model.vocabulary import Status, Tier, Withdrawer
from timeline.resolve.assembly import assemble
from timeline.resolve.moves import Days, follow

END = datetime.max.replace(tzinfo=UTC)


def states(record: EventRecord, catalogue: Catalogue) -> tuple[State, ...]:
    """The event's states in order of `known_from`, without gaps; the first one is public. Empty if none is ever public.

    If every record is withdrawn, the event shows what its records said last, with the status `withdrawn`.
    """
    rows = counting_rows(record.reports)
    decided = {at for ruling in record.rulings for at in (ruling.made_at, ruling.taken_back_at) if at is not None}
    moments = _with_lifts({report.public_at for report in rows} | decided, rows, catalogue)
    pieces: list[State] = []
    days = Days()
    for known_from, known_to in pairwise([*moments, END]):
        shown_reports = shown_reports_at(rows, known_from)
        event = _event_at(record, shown_reports.reports, catalogue, known_from) if shown_reports.reports else None
        if event is not None and shown_reports.withdrawn_with is not None:
            event = _withdrawn(event, shown_reports.withdrawn_with)
        if event is not None:
            days, event = follow(days, event, known_from, was_misread=_is_desk_withdrawal(rows, known_from))
            event = with_offices(event, catalogue.at(known_from)) if event.postponed_from else event
        pieces.extend(_above_floor(event, known_from, known_to, is_backed=_is_backed(shown_reports.reports)))
    return join_states(pieces)


def _is_desk_withdrawal(rows: Sequence[Report], moment: datetime) -> bool:
    """True if this service withdrew a record then: what it had said was misread and never so."""
    return any(row.withdrawn_by is Withdrawer.DESK and row.public_at == moment for row in rows)


def event_at_end(record: EventRecord, catalogue: Catalogue) -> Event | None:
    """The event after all that is stored has become public, without the publication floor; None without a report."""
    shown_reports = shown_reports_at(record.reports, END)
    if not shown_reports.reports:
        return None
    event = _event_at(record, shown_reports.reports, catalogue, END)
    return event if shown_reports.withdrawn_with is None else _withdrawn(event, shown_reports.withdrawn_with)


@dataclass(frozen=True, slots=True)
class ShownReports:
    """The reports that an event shows at one moment.

    `withdrawn_with` is set if all its records are withdrawn by then: the row that withdrew the last of them. Whatever
    they said, the event is `withdrawn` (R9).
    """

    reports: tuple[Report, ...]
    withdrawn_with: Report | None = None


def counting_rows(rows: Sequence[Report]) -> tuple[Report, ...]:
    """The rows of an event without those that were replaced before they were public, and without private ones.

    A record that was made private is gone for every day (R10): its private row takes all rows before it along.
    """
    hidden_until: dict[RecordKey, tuple[int, datetime]] = {}
    for row in rows:
        if row.private:
            hidden_until[row.record_key] = max(row.logged, hidden_until.get(row.record_key, row.logged))
    kept = [row for row in rows if row.record_key not in hidden_until or row.logged > hidden_until[row.record_key]]
    return tuple(row for row in kept if not is_replaced_unseen(row, kept))


def shown_reports_at(rows: Sequence[Report], moment: datetime) -> ShownReports:
    """The speaking reports of the moment; if there are none, the last public rows of the withdrawn records."""
    reports = speaking(rows, moment)
    if reports:
        return ShownReports(reports)
    last_public = _last_public_rows(rows, moment)
    return ShownReports(last_public, _last_withdrawal(last_public, rows, moment) if last_public else None)


def rulings_at(record: EventRecord, moment: datetime) -> tuple[Ruling, ...]:
    """The rulings made up to that moment and not taken back by then."""
    return tuple(ruling for ruling in record.rulings if ruling.holds_at(moment))


def speaking(reports: Sequence[Report], moment: datetime) -> tuple[Report, ...]:
    """The newest row of each (source, record) at the moment, without withdrawn and private records."""
    return tuple(report for report in _newest_rows(reports, moment) if not (report.withdrawn or report.private))


def join_states(pieces: Sequence[State]) -> tuple[State, ...]:
    """The states with equal neighbours joined and without empty ones at the beginning; the last one has no end."""
    joined: list[State] = []
    for state in pieces:
        if joined and joined[-1].event == state.event:
            joined[-1] = replace(joined[-1], known_to=state.known_to)
        elif joined or state.event is not None:
            joined.append(state)
    if joined and joined[-1].known_to == END:
        joined[-1] = replace(joined[-1], known_to=None)
    return tuple(joined)


def state_at(states: Iterable[State], moment: datetime) -> State | None:
    """The state in force at that instant; None before the first one."""
    covering = (s for s in states if s.known_from <= moment and (s.known_to is None or moment < s.known_to))
    return next(covering, None)


def is_replaced_unseen(report: Report, rows: Sequence[Report]) -> bool:
    """True if a newer row of the record was published, perhaps under its own embargo, before this row was public.

    So an embargo can be moved in both directions, and a report that is withdrawn or made private under embargo is never
    shown (R10).
    """
    return any(
        newer.record_key == report.record_key
        and report.published_at <= newer.published_at < report.public_at
        and edition(newer) > edition(report)
        for newer in rows
    )


def edition(report: Report) -> tuple[datetime, tuple[int, datetime], bool, bool, datetime, str]:
    """Sorts the rows of a record, newest last, without regard to embargoes.

    By own publication, place in the log, withdrawal, privacy, then content.
    """
    privacy = (report.withdrawn, report.private)
    return (report.published_at, report.logged, *privacy, report.public_at, report.id)


def _newest_rows(reports: Sequence[Report], moment: datetime) -> tuple[Report, ...]:
    newest: dict[RecordKey, Report] = {}
    for report in sorted(reports, key=row_order):
        if report.public_at <= moment:
            newest[report.record_key] = report
    return tuple(newest.values())


def row_order(report: Report) -> tuple[datetime, tuple[int, datetime], bool, bool, str]:
    """Sorts rows, newest last: by effective publication (R10), place in the log, withdrawal, privacy, then content."""
    return (report.public_at, report.logged, report.withdrawn, report.private, report.id)


def _event_at(record: EventRecord, reports: Sequence[Report], catalogue: Catalogue, moment: datetime) -> Event:
    """The event according to these reports and the rulings made up to the moment."""
    known = [replace(report, source=report.source.at(moment)) for report in reports]
    return assemble(record.id, record.slug, known, rulings_at(record, moment), catalogue.at(moment))


def _with_lifts(moments: set[datetime], rows: Sequence[Report], catalogue: Catalogue) -> list[datetime]:
    """The moments in order, and those at which something that the event mentions becomes public in the catalogue."""
    if not moments:
        return []
    dated = {lift for row in rows for lift in lifts(row.source.wordings)}
    dated |= catalogue.lifts_of(slug for row in rows for slug in _mentioned(row))
    return sorted(moments | {lift for lift in dated if lift > min(moments)})


def _mentioned(row: Report) -> Iterator[str]:
    for one in row.says.participants:
        yield from (who for who in (one.who, one.by, one.together_with) if who is not None)
    yield from row.says.where or ()
    yield from row.says.topics


def _is_backed(reports: Sequence[Report]) -> bool:
    """True if one of the reports lifts the publication floor (R11): not unverified, and not just a correction."""
    return any(report.source.tier is not Tier.UNVERIFIED and report.corrects is None for report in reports)


def _last_public_rows(rows: Sequence[Report], moment: datetime) -> tuple[Report, ...]:
    """What spoke just before the last withdrawal: a record that was withdrawn earlier stays silent.

    If only corrections spoke then, they correct something: the last public rows of all withdrawn records.
    """
    withdrawals = [row for row in _newest_rows(rows, moment) if row.withdrawn and not row.private]
    last = max((row.public_at for row in withdrawals), default=moment)
    spoke = _rows_before(rows, [row for row in withdrawals if row.public_at == last], moment)
    return spoke if any(row.corrects is None for row in spoke) else _rows_before(rows, withdrawals, moment)


def _rows_before(rows: Sequence[Report], withdrawals: Sequence[Report], moment: datetime) -> tuple[Report, ...]:
    """The last public row of each of these records before its withdrawal."""
    withdrawn = {row.record_key for row in withdrawals}
    spoken = [row for row in rows if row.record_key in withdrawn and row in speaking(rows, row.public_at)]
    return _newest_rows(spoken, moment)


def _last_withdrawal(last_public: Sequence[Report], rows: Sequence[Report], moment: datetime) -> Report:
    """The row that withdrew the record that was withdrawn last."""
    keys = {row.record_key for row in last_public}
    return max((row for row in _newest_rows(rows, moment) if row.record_key in keys), key=row_order)


def _withdrawn(event: Event, row: Report) -> Event:
    """The event with the status `withdrawn`, and with who withdrew it where that is known.

    No report agrees with that status, so there is no summary any more.
    """
    event = replace(event, summary=None, summaries=())
    if row.withdrawn_by is None:
        return replace(event, status=Status.WITHDRAWN)
    withdrawal = Withdrawal(by=row.withdrawn_by, reason=row.note)
    claims = (replace(claim, withdrawn_by=withdrawal.by, withdrawal_reason=withdrawal.reason) for claim in event.claims)
    return replace(event, status=Status.WITHDRAWN, withdrawal=withdrawal, claims=tuple(claims))


def _above_floor(
    event: Event | None, known_from: datetime, known_to: datetime, *, is_backed: bool
) -> tuple[State, ...]:
    """One state, or two: an event backed only by unverified reports is not public before its first day (R11)."""
    if event is None or is_backed:
        return (State(known_from=known_from, known_to=known_to, event=event),)
    lift = _start_of(event)
    if lift is None or lift >= known_to:
        return (State(known_from=known_from, known_to=known_to, event=None),)
    if lift <= known_from:
        return (State(known_from=known_from, known_to=known_to, event=event),)
    return (
        State(known_from=known_from, known_to=lift, event=None),
        State(known_from=lift, known_to=known_to, event=event),
    )


def _start_of(event: Event) -> datetime | None:
    """The instant (UTC) from which the event is no longer in the future; None without a date.

    The start of its first day, or of its last day if only that is known.
    """
    day = event.when.first_day or event.when.last_day
    return datetime.combine(day, time(), UTC) if day else None
