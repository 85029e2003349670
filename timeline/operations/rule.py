"""An editor rules which claim prevails for one property of one event (R3).

event, property, report, reason -> the claim must exist -> ruling appended -> event settled. It counts from the time
it was made (R9); a later ruling on the same property takes its place.
"""

from __future__ import annotations

from timeline import ids
from timeline.errors import EventNotFound, InvalidRuling
from timeline.model.event import Revision
from timeline.model.report import EventRecord, Ruling
from timeline.model.sight import Insider, Sight
from timeline.operations.record_write import record_write
from timeline.operations.rights import ALL_RIGHTS, Rights
from timeline.render.settings import RenderSettings
from timeline.resolve.history import states
from timeline.resolve.numbering import Write
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log, report_log
from timeline.store.logs.catalogue_log import load_catalogue


def rule(
    session: Session,
    event: str,
    property_name: str,
    report_id: str,
    reason: str,
    *,
    settings: RenderSettings,
    write: Write,
    rights: Rights = ALL_RIGHTS,
) -> tuple[Revision, ...]:
    """Let the report's claim prevail. Raises EventNotFound, or InvalidRuling if the report makes no such claim.

    For a writer who may not see what is hidden only claims count that are public when the ruling is made.
    """
    event_id = filing_log.find_event_id(session, event)
    if event_id is None:
        raise EventNotFound(event)
    record = filing_log.load_event_records(session, [event_id])[event_id]
    _check_claim(session, record, property_name, report_id, rights.sight(write.recorded_at))
    ruling = Ruling(
        id=ids.ruling_id(event_id, property_name, report_id, reason, write.recorded_at.isoformat()),
        event_id=event_id,
        property=property_name,
        report_id=report_id,
        reason=reason,
        author=write.author,
        made_at=write.recorded_at,
    )

    def append(write_id: int) -> set[str]:
        report_log.append_rulings(session, write_id, [ruling])
        return {event_id}

    return record_write(session, write, settings, append)


def _check_claim(session: Session, record: EventRecord, property_name: str, report_id: str, sight: Sight) -> None:
    found = [
        state.event
        for state in states(record, load_catalogue(session))
        if state.event and (isinstance(sight, Insider) or state.known_from <= sight.at)
    ]
    claims = {(claim.property, claim.report_id) for event in found for claim in event.claims}
    if (property_name, report_id) not in claims:
        rivals = sorted(report for name, report in claims if name == property_name)
        hint = f"reports that do: {', '.join(rivals)}" if rivals else "no report does"
        raise InvalidRuling(f"report {report_id!r} claims no {property_name!r} of event {record.slug!r}; {hint}")
