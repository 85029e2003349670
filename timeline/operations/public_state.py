"""Works out whether a write changes anything that the public sees, so that hidden writes leave kept answers alone.

`SeenRows` compares the read rows before and after the refresh -> `note_public_write` looks at what was appended
besides: revisions, public changes, names and sources, reports that the lists of an event's reports show -> the public
number moves, or it does not (R10). In doubt it moves: an answer kept too long is worse than one dropped too early.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from timeline.model.catalogue.dated import ALWAYS
from timeline.model.event import Revision
from timeline.model.report import EventRecord, PublicReport, Report
from timeline.model.stored_event import IndexedEvent
from timeline.operations.work import Work
from timeline.resolve.public.reports import public_reports
from timeline.store.engine.sessions import Session
from timeline.store.logs import filing_log, name_times, report_log
from timeline.store.views import event_rows, public_mark


class SeenRows:
    """Replaces read rows, and finds out whether those that have been public up to `until` (UTC) changed."""

    def __init__(self, session: Session, *, until: datetime) -> None:
        """Nothing has changed yet."""
        self._session = session
        self._until = until
        self.has_changed = False

    def replace_events(self, rows_by_event: Mapping[str, Sequence[IndexedEvent]]) -> None:
        """Make these the states of these events. After the first change nothing is compared any more."""
        event_ids = sorted(rows_by_event)
        before = set() if self.has_changed else self._rows(event_ids)
        event_rows.replace_events(self._session, rows_by_event)
        self.has_changed = self.has_changed or before != self._rows(event_ids)

    def _rows(self, event_ids: Sequence[str]) -> set[tuple[object, ...]]:
        return event_rows.public_rows(self._session, event_ids, until=self._until)


def note_public_write(work: Work, write_id: int, revisions: Iterable[Revision], *, is_seen: bool) -> None:
    """Move the public number if the write changes what the public sees. `is_seen` says that it does in any case.

    Call it when everything is appended.
    """
    if name_times.schedules_names(work.session, write_id):
        lifts = name_times.find_lifts(work.session, after=work.now)
        public_mark.replace_name_lifts(work.session, lifts, after=work.now)
    until = work.horizon
    if (
        is_seen
        or any(revision.known_from <= until for revision in revisions)
        or name_times.tells_names(work.session, write_id, until=until)
        or _tells_reports(work.session, write_id, until)
    ):
        public_mark.count_public_write(work.session)


def note_rebuild(work: Work) -> None:
    """Move the public number, and find all instants again at which names become public."""
    public_mark.replace_name_lifts(work.session, name_times.find_lifts(work.session, after=ALWAYS), after=ALWAYS)
    public_mark.count_public_write(work.session)


def _tells_reports(session: Session, write_id: int, until: datetime) -> bool:
    """True if the write changes which reports are public, or under which event a public one stands."""
    reported = {row.record_key for row in report_log.find_reports_of_writes(session, [write_id])}
    filed = filing_log.records_filed_in(session, write_id)
    rows = report_log.find_reports(session, reported | filed)
    after = _public(rows, until)
    before = _public([row for row in rows if row.write_id != write_id], until)
    told = {public.report.record_key for public in set(before) ^ set(after)}
    told |= filed & {public.report.record_key for public in after}
    event_ids = set(filing_log.find_filings(session, told).values())
    return event_rows.are_seen(session, event_ids, until=until)  # the reports of other events stand nowhere


def _public(rows: Collection[Report], until: datetime) -> tuple[PublicReport, ...]:
    """The public ones of the reports, as if they spoke of one event: they are judged one record at a time."""
    return public_reports(EventRecord(id="", slug="", reports=tuple(rows)), at=until)
