"""Names and sources that wait for the report with which they came: they follow it as long as both are secret (R10).

names and sources that are still a secret, and offices that came with a report which is made private now -> those of the
writes in which the records of the new rows were filed before -> when their reports will be public now (never, if they
are withdrawn or private) -> stored again with that time -> the events that show them. A name that somebody else has
told meanwhile is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from timeline.model.catalogue.dated import NEVER, Dated
from timeline.model.catalogue.entries import Entry
from timeline.model.report import RecordKey, Report
from timeline.model.source import Source
from timeline.operations.index_events import affected_names
from timeline.operations.work import Work
from timeline.resolve.history import counting_rows
from timeline.store.logs import catalogue_log, filing_log, report_log

_Dated = TypeVar("_Dated", bound=Dated)


@dataclass(frozen=True, slots=True)
class _Filed:
    """A report row, and when its record will be public from that row on (NEVER: not as things stand)."""

    row: Report
    public_at: datetime


def follow_reports(work: Work, write_id: int, records: Collection[RecordKey]) -> set[str]:
    """Store names and sources again that waited for these records. Returns the ids of the events that show them.

    The rows of the write must have been appended.
    """
    secrets = catalogue_log.find_secret_entries(work.session, after=work.now)
    sources = report_log.find_secret_sources(work.session, after=work.now)
    waiting = (secrets.keys() | sources.keys()) - {write_id}
    if waiting:  # seldom: only then is it worth looking where the records were filed before
        waiting &= {row.write_id for row in report_log.find_reports(work.session, records)}
    filed = _filed_in(work, waiting)
    known = report_log.find_sources(work.session, {one.id for write in waiting for one in sources.get(write, ())})
    entries: list[Entry] = []
    wordings: list[Source] = []
    for write in sorted(waiting):
        entries += _moved(secrets.get(write, ()), filed[write], work.catalogue.held)
        wordings += _moved(sources.get(write, ()), filed[write], lambda source: known[source.id])
    entries += _offices_of_private_reports(work, write_id)
    work.append_entries(write_id, entries)
    report_log.append_sources(work.session, write_id, wordings)
    return events_showing(work, entries, wordings)


def _offices_of_private_reports(work: Work, write_id: int) -> list[Entry]:
    """The office terms that came only with reports which this write makes private: they go with them, for every day.

    Names stay, since public reports may mention them; nothing else leads to an office.
    """
    private = report_log.find_private_records(work.session, write_id)
    earlier = (
        {row.write_id for row in report_log.find_reports(work.session, private)} - {write_id} if private else set()
    )
    terms = catalogue_log.find_dated_terms(work.session, earlier)
    filed = _filed_in(work, terms.keys())
    return [moved for write in sorted(terms) for moved in _moved(terms[write], filed[write], work.catalogue.held)]


def events_showing(work: Work, entries: Iterable[Entry], sources: Iterable[Source]) -> set[str]:
    """The ids of the events that show these names or sources. The catalogue must hold the entries already."""
    mentions: dict[str, set[str]] = {"source": {source.id for source in sources}}
    for kind, slug in affected_names(entries, work.catalogue):
        mentions.setdefault(kind, set()).add(slug)
    return {
        event_id
        for kind, slugs in sorted(mentions.items())
        for event_id in filing_log.events_mentioning(work.session, kind, sorted(slugs))
    }


def _filed_in(work: Work, writes: Collection[int]) -> dict[int, list[_Filed]]:
    """The report rows that these writes appended, for each of them."""
    rows = report_log.find_reports_of_writes(work.session, writes)
    records: dict[RecordKey, list[Report]] = {}
    for row in report_log.find_reports(work.session, {row.record_key for row in rows}):
        records.setdefault(row.record_key, []).append(row)
    counting = {record: counting_rows(of_record) for record, of_record in records.items()}
    filed: dict[int, list[_Filed]] = {write: [] for write in writes}
    for row in rows:
        times = [
            one.public_at
            for one in counting[row.record_key]
            if one.write_id >= row.write_id and not (one.withdrawn or one.private)
        ]
        filed[row.write_id].append(_Filed(row, min(times, default=NEVER)))
    return filed


def _moved(
    secrets: Iterable[_Dated], filed: Sequence[_Filed], held: Callable[[_Dated], _Dated | None]
) -> Iterator[_Dated]:
    """The secrets that now have another time, with it. What has a time of its own, or was told since, is left out."""
    for secret in secrets:
        since = _public_from(secret, filed)
        newest = held(secret)
        is_newest = newest == secret and newest is not None and newest.public_from == secret.public_from
        if is_newest and since is not None and since != secret.public_from:
            yield replace(secret, public_from=since)


def _public_from(secret: Dated, filed: Sequence[_Filed]) -> datetime | None:
    """When the earliest report that came with it will be public; None if its time is its own.

    One write may hold several documents, so that only reports with the same time or a later one can have come with it;
    what came with private reports alone waits for these.
    """
    if secret.public_from == NEVER:
        return min((one.public_at for one in filed if one.row.private), default=None)
    if all(one.row.public_at != secret.public_from for one in filed):
        return None
    came_with_it = (one.public_at for one in filed if one.row.public_at >= secret.public_from and not one.row.private)
    return min(came_with_it, default=None)
