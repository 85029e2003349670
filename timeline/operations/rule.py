"""An editor rules which claim prevails for one property of one event (R3), or takes such a ruling back.

event, property, report, reason -> the claim must exist -> ruling appended -> event refreshed. A ruling counts from the
time at which it was made (R9); a later ruling on the same property replaces it.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline import ids
from timeline.errors import EventNotFound, InvalidRuling, RulingNotFound
from timeline.model.event import Revision
from timeline.model.report import Decision, EventRecord, Ruling
from timeline.operations.record_write import record_write
from timeline.operations.work import Work
from timeline.resolve.history import states
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log, report_log


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledClaim:
    """The claim that is to prevail: what the report says of the property, such as "when"."""

    property: str
    report_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingMade:
    """The id of the ruling, with which it can be taken back, and the new revisions."""

    ruling_id: str
    revisions: tuple[Revision, ...]


def rule(work: Work, event: str, claim: RuledClaim, reason: str) -> RulingMade:
    """Let the report's claim prevail on the event with this id or slug.

    Raises EventNotFound, or InvalidRuling if the report makes no such claim.
    """
    event_id = filing_log.find_event_id(work.session, event)
    if event_id is None:
        raise EventNotFound(event)
    _check_claim(work, filing_log.load_event_records(work.session, [event_id])[event_id], claim)
    ruling = Ruling(
        id=ids.ruling_id(event_id, claim.property, claim.report_id, reason, work.now.isoformat()),
        event_id=event_id,
        property=claim.property,
        report_id=claim.report_id,
        reason=reason,
        author=work.write.author,
        made_at=work.now,
    )

    def append(write_id: int) -> tuple[str]:
        report_log.append_rulings(work.session, write_id, [ruling])
        return (event_id,)

    return RulingMade(ruling_id=ruling.id, revisions=record_write(work, append))


def take_back(work: Work, ruling_id: str, reason: str) -> tuple[Revision, ...]:
    """Take a ruling back: from now on it counts as if it had never been made, and an earlier one holds again.

    Nothing is written if it was taken back before. Raises RulingNotFound.
    """
    ruling = find_ruling(work, ruling_id)
    if ruling.taken_back_at is not None:
        return ()
    # A clock that stepped back must not end the ruling before it began.
    decision = Decision(reason=reason, author=work.write.author, made_at=max(work.now, ruling.made_at))

    def append(write_id: int) -> tuple[str]:
        report_log.append_ruling_withdrawal(work.session, write_id, ruling_id, decision)
        return (ruling.event_id,)

    return record_write(work, append)


def find_ruling(work: Work, ruling_id: str) -> Ruling:
    """The ruling with this id. Raises RulingNotFound."""
    event_id = report_log.find_ruled_event(work.session, ruling_id)
    if event_id is None:
        raise RulingNotFound(ruling_id)
    record = filing_log.load_event_records(work.session, [event_id])[event_id]
    return next(one for one in record.rulings if one.id == ruling_id)


def has_rulings(session: Session, event_id: str) -> bool:
    """True if an editor ruled on the event. Its rulings end with it when it is merged into another one."""
    return bool(filing_log.load_event_records(session, [event_id])[event_id].rulings)


def _check_claim(work: Work, record: EventRecord, claim: RuledClaim) -> None:
    events = (state.event for state in states(record, work.catalogue))
    claims = {(judged.property, judged.report_id) for event in events if event for judged in event.claims}
    if (claim.property, claim.report_id) not in claims:
        rivals = sorted(report_id for name, report_id in claims if name == claim.property)
        hint = f"reports that do: {', '.join(rivals)}" if rivals else "no report does"
        raise InvalidRuling(f"report {claim.report_id!r} claims no {claim.property!r} of event {record.slug!r}; {hint}")
