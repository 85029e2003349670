"""Split records off an event: they are filed under an event of their own (R14).

event + ids of its reports -> their records, all rows of each -> a new identity, founded by the earliest of them ->
filed there -> both events refreshed. Nothing is rewritten, and the split holds for all times (R9). So a merge is
undone: the id that was merged away stays an alias of the survivor, because no id is ever used again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import count

from timeline import ids
from timeline.errors import EventNotFound, InvalidSplit
from timeline.model.event import Revision
from timeline.model.report import EventRecord, Report
from timeline.operations.filing.plan_filings import own_slug
from timeline.operations.record_write import record_write
from timeline.operations.work import Work
from timeline.store.logs import filing_log
from timeline.store.logs.filing_log import EventIdentity, Filing


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitResult:
    """The event that keeps its id, the new event, and the new revisions."""

    event_id: str
    split_id: str
    slug: str
    revisions: tuple[Revision, ...]


def split_event(work: Work, event: str, report_ids: Collection[str], slug: str | None = None) -> SplitResult:
    """Move the records of these reports from the event (id or slug) to a new event, under `slug` or one of its own.

    Raises EventNotFound, or InvalidSplit if a report is not filed under the event, if none would stay, or if the slug
    is taken.
    """
    event_id = filing_log.find_event_id(work.session, event)
    if event_id is None:
        raise EventNotFound(event)
    moved = _moved_reports(filing_log.load_event_records(work.session, [event_id])[event_id], report_ids)
    identity = _new_identity(work, moved, slug)
    records = sorted({report.record_key for report in moved})
    filings = [Filing(source=key.source, record=key.record, event_id=identity.id) for key in records]

    def append(write_id: int) -> tuple[str, ...]:
        filing_log.append_identities(work.session, write_id, [identity])
        filing_log.append_filings(work.session, write_id, filings)
        return (event_id, identity.id)

    revisions = record_write(work, append)
    return SplitResult(event_id=event_id, split_id=identity.id, slug=identity.slug, revisions=revisions)


def _moved_reports(record: EventRecord, report_ids: Collection[str]) -> Sequence[Report]:
    """All rows of the records that these reports belong to."""
    unknown = sorted(set(report_ids) - {report.id for report in record.reports})
    if unknown or not report_ids:
        named = f"no report {', '.join(unknown)} is filed under {record.slug!r}" if unknown else "no report is named"
        raise InvalidSplit(f"{named}; `/v1/events/{record.slug}/reports` lists its reports")
    keys = {report.record_key for report in record.reports if report.id in report_ids}
    moved = [report for report in record.reports if report.record_key in keys]
    if len(moved) == len(record.reports):
        raise InvalidSplit(f"no report of {record.slug!r} would stay; name fewer of them")
    return moved


def _new_identity(work: Work, moved: Sequence[Report], slug: str | None) -> EventIdentity:
    """The identity founded by the earliest record, under an id that was never given (R13, R14)."""
    founder = min(moved, key=lambda report: (report.public_at, *report.record_key))
    key = founder.record_key
    candidates = (ids.event_id(*key) if number == 0 else ids.split_event_id(*key, number) for number in count())
    event_id = next(one for one in candidates if not filing_log.identities(work.session, [one]))
    own = slug or own_slug(founder, event_id)
    if filing_log.find_event_id(work.session, own) is not None:
        raise InvalidSplit(f"the slug {own!r} belongs to another event; choose a new one")
    return EventIdentity(id=event_id, slug=own, source=key.source, record=key.record)
