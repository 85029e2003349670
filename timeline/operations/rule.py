"""An editor rules which claim prevails for one property of one event (R3).

event, property, report, reason -> the claim must exist -> ruling appended -> event refreshed. A ruling counts from the
time at which it was made (R9); a later ruling on the same property replaces it.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline import ids
from timeline.errors import EventNotFound, InvalidRuling
from timeline.model.event import Revision
from timeline.model.report import EventRecord, Ruling
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


def rule(work: Work, event: str, claim: RuledClaim, reason: str) -> tuple[Revision, ...]:
    """Let the report's claim prevail on the event with this id or slug.

    Raises EventNotFound, or InvalidRuling if the report makes no such claim. For a writer who cannot see what is
    hidden, only claims count that are public when the ruling is made.
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

    return record_write(work, append)


def has_rulings(session: Session, event_id: str) -> bool:
    """True if an editor ruled on the event. Its rulings end with it when it is merged into another one."""
    return bool(filing_log.load_event_records(session, [event_id])[event_id].rulings)


def _check_claim(work: Work, record: EventRecord, claim: RuledClaim) -> None:
    visible = [state.event for state in states(record, work.catalogue) if work.sight.sees(state.known_from)]
    claims = {(judged.property, judged.report_id) for event in visible if event for judged in event.claims}
    if (claim.property, claim.report_id) not in claims:
        rivals = sorted(report_id for name, report_id in claims if name == claim.property)
        hint = f"reports that do: {', '.join(rivals)}" if rivals else "no report does"
        raise InvalidRuling(f"report {claim.report_id!r} claims no {claim.property!r} of event {record.slug!r}; {hint}")
