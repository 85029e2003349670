"""Sources, reports and rulings, append-only.

Source, Report, Ruling -> `append_…` -> rows; rows -> `find_…` -> values, each report with the newest row of its source.
Nothing is compared here; `operations.filing.compare_document` decides whether a report is new.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Row, insert, select, tuple_
from sqlalchemy.orm import Session

from timeline import ids
from timeline.model.catalogue.dated import ALWAYS, without_moved
from timeline.model.catalogue.entry_json import source_from_json, source_to_json
from timeline.model.report import Correction, Decision, RecordKey, Report, Ruling
from timeline.model.says import Says
from timeline.model.source import Source
from timeline.model.vocabulary import Withdrawer
from timeline.store.logs.write_log import append_rows, chunks, columns_of
from timeline.store.tables import MentionRow, ReportRow, RulingRow, RulingWithdrawalRow, SourceRow, WriteRow, table_of

_SOURCES = table_of(SourceRow)
_WRITES = table_of(WriteRow)
_REPORTS = table_of(ReportRow)
_MENTIONS = table_of(MentionRow)
_RULINGS = table_of(RulingRow)


def append_sources(session: Session, write_id: int, sources: Sequence[Source]) -> None:
    """Append these sources; of two rows with the same id the later counts."""
    append_rows(session, write_id, [_source_row(source) for source in sources])


def find_sources(session: Session, source_ids: Iterable[str]) -> dict[str, Source]:
    """The newest row of each of these sources, by id, with its older wordings; unknown ids are left out."""
    rows: dict[str, list[Source]] = {}
    for chunk in chunks(dict.fromkeys(source_ids)):
        statement = select(_SOURCES, _WRITES.c.recorded_at).join(_WRITES, _WRITES.c.id == _SOURCES.c.write_id)
        for row in session.execute(statement.where(_SOURCES.c.id.in_(chunk)).order_by(_SOURCES.c.seq)):
            public_from = ALWAYS if row.public_from is None else row.public_from
            source = source_from_json(orjson.loads(row.content))
            dated = replace(source, public_from=public_from, was_hidden=public_from > row.recorded_at)
            rows.setdefault(row.id, []).append(dated)
    return {source_id: _newest(wordings) for source_id, wordings in rows.items()}


def append_reports(session: Session, write_id: int, reports: Sequence[Report]) -> None:
    """Append these reports in this order, and the names that they mention."""
    first = append_rows(session, write_id, [_row_of(report) for report in reports])
    mentioned = [
        {"report_seq": seq, "kind": kind, "slug": slug}
        for seq, report in enumerate(reports, start=first)
        for kind, slug in mentions(report.says)
    ]
    if mentioned:
        session.execute(insert(_MENTIONS), mentioned)


def find_reports(session: Session, records: Collection[RecordKey]) -> tuple[Report, ...]:
    """Every row of these (source id, record) pairs in storing order."""
    rows: list[Row[Any]] = []
    for chunk in chunks(dict.fromkeys(records)):
        rows += session.execute(select(_REPORTS).where(is_one_of(_REPORTS.c.source, _REPORTS.c.record, chunk)))
    return read_reports(session, sorted(rows, key=lambda row: int(row.seq)))


def find_reports_of_writes(session: Session, write_ids: Collection[int]) -> tuple[Report, ...]:
    """Every row that these writes appended, in storing order."""
    rows: list[Row[Any]] = []
    for chunk in chunks(sorted(write_ids)):
        rows += session.execute(select(_REPORTS).where(_REPORTS.c.write_id.in_(chunk)).order_by(_REPORTS.c.seq))
    return read_reports(session, rows)


def find_private_records(session: Session, write_id: int) -> frozenset[RecordKey]:
    """The records that this write made private, or filed as such."""
    statement = select(_REPORTS.c.source, _REPORTS.c.record).where(
        _REPORTS.c.write_id == write_id, _REPORTS.c.private.is_(True)
    )
    return frozenset(RecordKey(row.source, row.record) for row in session.execute(statement))


def find_secret_sources(session: Session, *, after: datetime) -> dict[int, list[Source]]:
    """The sources that are public only after that instant, by the write that appended them."""
    found: dict[int, list[Source]] = {}
    for row in session.execute(select(_SOURCES).where(_SOURCES.c.public_from > after).order_by(_SOURCES.c.seq)):
        source = replace(source_from_json(orjson.loads(row.content)), public_from=row.public_from)
        found.setdefault(row.write_id, []).append(source)
    return found


def find_record(session: Session, report_id: str) -> RecordKey | None:
    """The (source id, record) of the report with this id; None if there is none."""
    row = session.execute(select(_REPORTS.c.source, _REPORTS.c.record).where(_REPORTS.c.id == report_id)).first()
    return None if row is None else RecordKey(row.source, row.record)


def read_reports(session: Session, rows: Sequence[Row[Any]]) -> tuple[Report, ...]:
    """The reports of these rows of the report log, in the same order, each with the newest row of its source."""
    sources = find_sources(session, (row.source for row in rows))
    return tuple(_report_of(row, sources[row.source]) for row in rows)


def append_rulings(session: Session, write_id: int, rulings: Sequence[Ruling]) -> None:
    """Append these rulings."""
    append_rows(session, write_id, [_ruling_row(ruling) for ruling in rulings])


def append_ruling_withdrawal(session: Session, write_id: int, ruling_id: str, decision: Decision) -> None:
    """Append that this ruling was taken back."""
    row = RulingWithdrawalRow(
        ruling_id=ruling_id, reason=decision.reason, author=decision.author, made_at=decision.made_at
    )
    append_rows(session, write_id, [row])


def find_ruled_event(session: Session, ruling_id: str) -> str | None:
    """The id of the event on which this ruling was made; None if there is no such ruling."""
    event_id: str | None = session.execute(select(_RULINGS.c.event_id).where(_RULINGS.c.id == ruling_id)).scalar()
    return event_id


def mentions(says: Says) -> tuple[tuple[str, str], ...]:
    """The (kind, slug) pairs that a report mentions, sorted; kinds are participant, place, topic and event.

    What a report retracts (R6) and the stops of an itinerary are mentioned too.
    """
    names = {("participant", participation.who) for participation in says.participants}
    names |= {("participant", who) for who in says.retracts.participants}
    names |= {("place", place) for place in says.where or ()}
    names |= {("topic", topic) for topic in (*says.topics, *says.retracts.topics)}
    names |= {("event", key) for key in says.named_events}
    return tuple(sorted(names))


def is_one_of(
    source: ColumnElement[str], record: ColumnElement[str], records: Sequence[RecordKey]
) -> ColumnElement[bool]:
    """The condition that (source, record) is one of these pairs."""
    return tuple_(source, record).in_(records)


def _newest(wordings: Sequence[Source]) -> Source:
    """The last wording, with all of them where the public has not always known it."""
    is_plain = all(wording.public_from == ALWAYS for wording in wordings)
    return wordings[-1] if is_plain else replace(wordings[-1], wordings=without_moved(wordings))


def _source_row(source: Source) -> SourceRow:
    public_from = None if source.public_from == ALWAYS else source.public_from
    return SourceRow(id=source.id, content=_text(source_to_json(source)), public_from=public_from)


def _ruling_row(ruling: Ruling) -> RulingRow:
    columns = columns_of(ruling)
    del columns["taken_back_at"], columns["seq"]
    return RulingRow(**columns)


def _row_of(report: Report) -> ReportRow:
    corrects = report.corrects
    return ReportRow(
        id=report.id,
        source=report.source.id,
        record=report.record,
        says=_text(report.says.to_json()),
        published_at=report.published_at,
        recorded_at=report.recorded_at,
        embargo_until=report.embargo_until,
        private=report.private,
        withdrawn=report.withdrawn,
        withdrawn_by=report.withdrawn_by,
        attributed_to=report.attributed_to,
        locator=report.locator,
        note=report.note,
        corrects=None if corrects is None else _text(columns_of(corrects)),
    )


def _report_of(row: Row[Any], source: Source) -> Report:
    return Report(
        id=row.id,
        source=source,
        record=row.record,
        says=Says.from_json(orjson.loads(row.says)),
        published_at=row.published_at,
        recorded_at=row.recorded_at,
        embargo_until=row.embargo_until,
        private=row.private,
        withdrawn=row.withdrawn,
        withdrawn_by=None if row.withdrawn_by is None else Withdrawer(row.withdrawn_by),
        attributed_to=row.attributed_to,
        locator=row.locator,
        note=row.note,
        corrects=None if row.corrects is None else Correction(**orjson.loads(row.corrects)),
        write_id=row.write_id,
    )


def _text(value: object) -> str:
    return ids.canonical_bytes(value).decode()
