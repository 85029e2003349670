"""The append-only tables: reports, filings, rulings, merges, revisions. Triggers refuse UPDATE and DELETE.

Every row has `seq` (gap-free from 1 within its table), the number of its write, and `digest`: SHA-256 over its other
columns. `write_log` records who wrote when and why; `seal_log` chains the digests of each write to those before it
(`store.logs.hash_chain`). Row classes do not validate; only the modules of `store.logs` make rows of domain values.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from timeline.store.tables.columns import CodePointText, Instant, Serial


def text(**more: Any) -> Any:
    """A text column."""
    return Field(sa_type=CodePointText, **more)


def instant(**more: Any) -> Any:
    """An instant column (UTC)."""
    return Field(sa_type=Instant, **more)


class WriteRow(SQLModel, table=True):
    """One write: when, by whom, why. Numbers rise without gaps in the order of the commits."""

    __tablename__ = "write_log"

    id: int = Field(sa_type=Serial, primary_key=True, sa_column_kwargs={"autoincrement": False})
    recorded_at: datetime = instant(index=True)
    author: str = text()
    cause: str = text()


class SealRow(SQLModel, table=True):
    """The hash chain: the digest over the seal before, the write and the digests of all its rows."""

    __tablename__ = "seal_log"

    write_id: int = Field(
        sa_type=Serial, primary_key=True, foreign_key="write_log.id", sa_column_kwargs={"autoincrement": False}
    )
    digest: str = text()


class LogRow(SQLModel):
    """The columns of every log; `store.logs.write_log.append_rows` fills them."""

    seq: int = Field(default=0, sa_type=Serial, primary_key=True, sa_column_kwargs={"autoincrement": False})
    write_id: int = Field(default=0, sa_type=Serial, foreign_key="write_log.id", index=True)
    digest: str = text(default="")


class SourceRow(LogRow, table=True):
    """A source, its content written by `source_to_json`; the newest row of an id counts.

    `public_from` is null if the public may always know it.
    """

    __tablename__ = "source_log"

    id: str = text(index=True)
    content: str = text()
    public_from: datetime | None = instant(default=None)


class EntryRow(LogRow, table=True):
    """A catalogue entry, its content written by `entry_to_json`; the newest row of (kind, key) counts.

    `public_from` is null if the public may always know it.
    """

    __tablename__ = "catalogue_log"
    __table_args__ = (Index("ix_catalogue_log_kind_key", "kind", "key"),)

    kind: str = text()
    key: str = text()
    content: str = text()
    public_from: datetime | None = instant(default=None)


class ReportRow(LogRow, table=True):
    """A report. Several rows have one id if a record says again what it said before."""

    __tablename__ = "report_log"
    __table_args__ = (Index("ix_report_log_source_record", "source", "record"),)

    id: str = text(index=True)
    source: str = text()
    record: str = text()
    says: str = text()
    published_at: datetime = instant()
    recorded_at: datetime = instant()
    embargo_until: datetime | None = instant(default=None)
    private: bool = False
    withdrawn: bool = False
    attributed_to: str | None = text(default=None)
    locator: str | None = text(default=None)
    note: str | None = text(default=None)
    corrects: str | None = text(default=None)
    withdrawn_by: str | None = text(default=None)


class MentionRow(SQLModel, table=True):
    """A name that a report row mentions. It follows from the `says` of the report, so it is not in the hash chain."""

    __tablename__ = "report_mention"
    __table_args__ = (Index("ix_report_mention_kind_slug", "kind", "slug"),)

    report_seq: int = Field(
        sa_type=Serial, primary_key=True, foreign_key="report_log.seq", sa_column_kwargs={"autoincrement": False}
    )
    kind: str = text(primary_key=True)
    slug: str = text(primary_key=True)


class IdentityRow(LogRow, table=True):
    """An event's id and slug, and the record that founded it (R13). Ids and slugs are never reused (R14)."""

    __tablename__ = "event_identity"

    id: str = text(unique=True)
    slug: str = text(unique=True)
    source: str = text()
    record: str = text()


class FilingRow(LogRow, table=True):
    """This record is about that event; the newest row of (source, record) counts."""

    __tablename__ = "filing_log"
    __table_args__ = (Index("ix_filing_log_source_record", "source", "record"),)

    source: str = text()
    record: str = text()
    event_id: str = text(foreign_key="event_identity.id", index=True)


class MergeRow(LogRow, table=True):
    """An event that was merged into another one. An event can be merged only once."""

    __tablename__ = "merge_log"

    loser_id: str = text(foreign_key="event_identity.id", unique=True)
    survivor_id: str = text(foreign_key="event_identity.id", index=True)
    reason: str = text()


class RulingRow(LogRow, table=True):
    """An editor's ruling (`model.report.Ruling`)."""

    __tablename__ = "ruling_log"

    id: str = text()
    event_id: str = text(foreign_key="event_identity.id", index=True)
    property: str = text()
    report_id: str = text()
    reason: str = text()
    author: str = text()
    made_at: datetime = instant()


class RulingWithdrawalRow(LogRow, table=True):
    """An editor took a ruling back. A ruling can be taken back only once."""

    __tablename__ = "ruling_withdrawal_log"

    ruling_id: str = text(unique=True)
    reason: str = text()
    author: str = text()
    made_at: datetime = instant()


class RevisionRow(LogRow, table=True):
    """A numbered state. `shown` is written by `snapshot_of`, and null when the event is no longer public.

    The same `number` can occur twice: states that no reader has seen yet are numbered again.
    """

    __tablename__ = "revision_log"

    event_id: str = text(foreign_key="event_identity.id", index=True)
    number: int
    known_from: datetime = instant()
    recorded_at: datetime = instant()
    shown: str | None = text(default=None)
    cause: str = text()
    author: str = text()


class ChangeRow(LogRow, table=True):
    """One change of what is public; `seq` is the number of the change (`store.logs.change_log`).

    `at` is the instant from which it was public, `type` is "revised" or "removed", and `shown_digest` is SHA-256 of the
    event's JSON from then on, null if the event was removed.
    """

    __tablename__ = "change_log"
    __table_args__ = (Index("ix_change_log_event_id_seq", "event_id", "seq"),)

    event_id: str = text(foreign_key="event_identity.id")
    at: datetime = instant()
    type: str = text()
    shown_digest: str | None = text(default=None)


class AuditRow(SQLModel, table=True):
    """One accepted or refused write over HTTP, or one change of a key. `digest` also covers the row before."""

    __tablename__ = "audit_log"

    seq: int = Field(sa_type=Serial, primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = instant()
    actor: str = text()
    key_id: str | None = text(default=None, index=True)
    request_id: str | None = text(default=None)
    action: str = text()
    object: str = text()
    outcome: str = text()
    reason: str | None = text(default=None)
    write_id: int | None = Field(default=None, sa_type=Serial, foreign_key="write_log.id")
    digest: str = text()


class RenderingRow(SQLModel, table=True):
    """With which address and renderer the service began to render, and when; null if it did so from the beginning."""

    __tablename__ = "rendering_log"

    seq: int = Field(sa_type=Serial, primary_key=True, sa_column_kwargs={"autoincrement": False})
    identity: str = text()
    since: datetime | None = instant(default=None)


CHAINED_ROWS: tuple[type[LogRow], ...] = (
    SourceRow, EntryRow, ReportRow, IdentityRow, FilingRow, MergeRow, RulingRow, RevisionRow, ChangeRow,
    RulingWithdrawalRow,
)  # fmt: skip
"""The logs whose rows carry a digest, in the order in which a write is sealed."""

LATER_CHAINED_ROWS: frozenset[type[LogRow]] = frozenset({ChangeRow, RulingWithdrawalRow})
"""Logs added after the first schema: a write without a row in them is sealed as if they did not exist."""

LATER_COLUMNS: frozenset[tuple[str, str]] = frozenset(
    {("report_log", "withdrawn_by"), ("source_log", "public_from"), ("catalogue_log", "public_from")}
)
"""(table, column) added to a log after the first schema: a row without a value has the digest that it had before."""

APPEND_ONLY_LOGS: tuple[type[SQLModel], ...] = (
    WriteRow,
    SealRow,
    MentionRow,
    AuditRow,
    RenderingRow,
    *CHAINED_ROWS,
)
"""The logs that refuse UPDATE and DELETE."""
