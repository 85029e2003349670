"""The tag that a writer's If-Match is compared with: all that her key may know of an event, shown or not.

The public ETag of an event stands for what is shown, and a ruling or report that changes nothing of it leaves that tag
alone (R12). A second writer who has not seen the first one's ruling would replace it unawares. So a read with a key
answers with `writing_etag`: the public ETag, a full stop, and `write_tag` over the event's reports and rulings too.
If-Match compares the write tag alone, so that the tag of any JSON view serves. The ETag of a read without a key serves
too as long as it stands for all that the writer may know: rulings are told in the claims, so only what is hidden and
visible to this key is missing from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from timeline import ids
from timeline.model.report import EventRecord
from timeline.model.sight import Public
from timeline.model.stored_event import StoredEvent
from timeline.operations.rights import Rights, is_hidden
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log
from timeline.store.views.event_view import find_event


@dataclass(frozen=True, slots=True)
class Precondition:
    """What If-Match has to hold of one event: `etag`, or `public` if that serves; both without quotes.

    `etag` is None for an event that the key can not see (any more).
    """

    etag: str | None
    public: str | None = None

    def is_met_by(self, held: Collection[str]) -> bool:
        """True if one of these tags stands for the event as it is."""
        if self.public is not None and self.public in held:
            return True
        return self.etag is not None and write_tag_in(self.etag) in {write_tag_in(tag) for tag in held}


def writing_etag(etag: str, tag: str) -> str:
    """The ETag of a view of an event as a writer gets it, without quotes."""
    return f"{etag}.{tag}"


def write_tag_in(etag: str) -> str:
    """The part that If-Match compares; a tag without a full stop is one of an event that is not public."""
    return etag.rpartition(".")[2]


def write_tag(session: Session, event_id: str, *, rights: Rights, at: datetime) -> str:
    """A digest over what is shown of the event at this instant, its reports and its rulings.

    Without the right to see what is hidden only public reports, and rulings for them, go into it (R10).
    """
    shown = find_event(session, event_id, sight=Public(at))
    record = filing_log.load_event_records(session, [event_id])[event_id]
    return _digest(record, shown, rights, at)


def has_hidden_reports(session: Session, event_id: str, *, at: datetime) -> bool:
    """True if a report of the event is not public at this instant."""
    record = filing_log.load_event_records(session, [event_id])[event_id]
    return any(is_hidden(report, at) for report in record.reports)


def hidden_write_tags(session: Session, event_ids: Iterable[str], *, rights: Rights, at: datetime) -> dict[str, str]:
    """The tags of these events, which are not public; none for a writer who may not see them."""
    if not rights.sees_hidden:
        return {}
    records = filing_log.load_event_records(session, sorted(set(event_ids)))
    return {event_id: _digest(record, None, rights, at) for event_id, record in records.items()}


def _digest(record: EventRecord, shown: StoredEvent | None, rights: Rights, at: datetime) -> str:
    reports = [report for report in record.reports if rights.sees_hidden or not is_hidden(report, at)]
    seen = {report.id for report in reports}
    rows = [
        [report.id, report.public_at.isoformat(), report.recorded_at.isoformat(), report.private, report.withdrawn]
        for report in reports
    ]
    rulings = [ruling.id for ruling in record.rulings if rights.sees_hidden or ruling.report_id in seen]
    present = None if shown is None else shown.digest
    return ids.digest(ids.canonical_bytes(["write", record.id, present, rows, rulings]))[:32]
