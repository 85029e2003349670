"""R9 to R11: the states of one event over publication time, worked out from its reports alone.

reports -> drop the private ones -> every publication time (and ruling) is a moment -> at each moment the newest row
of each record speaks -> assemble -> join equal neighbours. The publication floor (R11) adds the moment at which the
event's first day begins. Times in the future are states too: they come into force by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import pairwise

from timeline.model.catalogue import Catalogue
from timeline.model.event import Event, State
from timeline.model.report import EventRecord, Report
from timeline.model.vocabulary import Status, Tier
from timeline.resolve.assembly import assemble

END = datetime.max.replace(tzinfo=UTC)


def states(record: EventRecord, catalogue: Catalogue) -> tuple[State, ...]:
    """The event's states in order of `known_from`, without gaps; the first one is public. Empty if none ever is."""
    public = [report for report in record.reports if not report.private]
    moments = sorted({report.public_at for report in public} | {ruling.made_at for ruling in record.rulings})
    found: list[State] = []
    for known_from, known_to in pairwise([*moments, END]):
        event = _event_at(record, public, catalogue, known_from)
        found.extend(_above_floor(event, public, known_from, known_to))
    return join_states(found)


def speaking(reports: Sequence[Report], moment: datetime) -> tuple[Report, ...]:
    """The newest row of each (source, record) that was public at the moment, withdrawn records left out."""
    return tuple(report for report in _newest_rows(reports, moment) if not report.withdrawn)


def join_states(found: Sequence[State]) -> tuple[State, ...]:
    """States without equal neighbours and without a leading empty one; the last one stays open."""
    joined: list[State] = []
    for state in found:
        if joined and joined[-1].event == state.event:
            joined[-1] = replace(joined[-1], known_to=state.known_to)
        elif joined or state.event is not None:
            joined.append(state)
    if joined and joined[-1].known_to == END:
        joined[-1] = replace(joined[-1], known_to=None)
    return tuple(joined)


def _newest_rows(reports: Sequence[Report], moment: datetime) -> tuple[Report, ...]:
    newest: dict[tuple[str, str], Report] = {}
    for report in sorted(reports, key=_row_order):
        if report.public_at <= moment:
            newest[report.source.id, report.record] = report
    return tuple(newest.values())


def _row_order(report: Report) -> tuple[datetime, datetime, bool, str]:
    """Newest last: by publication, then by recording, a withdrawal after what it withdraws, then by content."""
    return (report.public_at, report.recorded_at, report.withdrawn, report.id)


def _event_at(record: EventRecord, public: Sequence[Report], catalogue: Catalogue, moment: datetime) -> Event | None:
    """The event at that moment; when every record is withdrawn, its last state with the status `withdrawn`."""
    rulings = [ruling for ruling in record.rulings if ruling.made_at <= moment]
    voices = speaking(public, moment)
    if voices:
        return assemble(record.id, record.slug, voices, rulings, catalogue)
    silent = _last_words(public, moment)
    if not silent:
        return None
    return replace(assemble(record.id, record.slug, silent, rulings, catalogue), status=Status.WITHDRAWN)


def _last_words(reports: Sequence[Report], moment: datetime) -> tuple[Report, ...]:
    """What each record said before it was withdrawn; what was withdrawn before its time was never said."""
    spoken = [report for report in reports if report in speaking(reports, report.public_at)]
    return _newest_rows(spoken, moment)


def _above_floor(
    event: Event | None, public: Sequence[Report], known_from: datetime, known_to: datetime
) -> tuple[State, ...]:
    """R11: while only unverified reports back a future event it is not public; its first day lifts the floor."""
    if event is None or any(source.tier is not Tier.UNVERIFIED for source in event.sources):
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
    """The instant (UTC) at which the event's first day begins; None if that day is not known."""
    return datetime.combine(event.when.first_day, time(), UTC) if event.when.first_day else None
