"""The append-only logs with their triggers, and the read tables.

Written by hand. What a revision creates never changes afterwards: a later table goes into a later revision.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from timeline.store.tables.columns import CodePointText, Instant, Serial

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "write_log", "seal_log", "source_log", "catalogue_log", "report_log", "report_mention", "event_identity",
    "filing_log", "merge_log", "ruling_log", "revision_log",
)  # fmt: skip


def upgrade() -> None:
    """Create everything; SQLite and PostgreSQL get the same tables, each its own triggers."""
    _create_writes()
    _create_reports()
    _create_filings()
    _create_revisions()
    _create_event_view()
    _create_links()
    if op.get_context().dialect.name == "sqlite":
        _protect_on_sqlite()
    else:
        _protect_on_postgresql()


def _text(name: str, *more: sa.schema.SchemaItem, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, CodePointText(), *more, nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Instant(), nullable=nullable)


def _event(name: str) -> sa.Column[str]:
    return _text(name, sa.ForeignKey("event_identity.id"))


def _create_log(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("seq", Serial(), autoincrement=False, nullable=False),
        sa.Column("write_id", Serial(), sa.ForeignKey("write_log.id"), nullable=False),
        _text("digest"),
        *columns,
        sa.PrimaryKeyConstraint("seq"),
    )
    _index(name, "write_id")


def _index(table: str, *columns: str, name: str | None = None) -> None:
    op.create_index(f"ix_{table}_{name or '_'.join(columns)}", table, list(columns))


def _create_writes() -> None:
    op.create_table(
        "write_log",
        sa.Column("id", Serial(), autoincrement=False, nullable=False),
        _instant("recorded_at"),
        _text("author"),
        _text("cause"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "seal_log",
        sa.Column("write_id", Serial(), sa.ForeignKey("write_log.id"), autoincrement=False, nullable=False),
        _text("digest"),
        sa.PrimaryKeyConstraint("write_id"),
    )


def _create_reports() -> None:
    _create_log("source_log", _text("id"), _text("content"))
    _index("source_log", "id")
    _create_log("catalogue_log", _text("kind"), _text("key"), _text("content"))
    _index("catalogue_log", "kind", "key")
    _create_log(
        "report_log",
        _text("id"),
        _text("source"),
        _text("record"),
        _text("says"),
        _instant("published_at"),
        _instant("recorded_at"),
        _instant("embargo_until", nullable=True),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        _text("attributed_to", nullable=True),
        _text("locator", nullable=True),
        _text("note", nullable=True),
        _text("corrects", nullable=True),
    )
    _index("report_log", "id")
    _index("report_log", "source", "record")
    op.create_table(
        "report_mention",
        sa.Column("report_seq", Serial(), sa.ForeignKey("report_log.seq"), autoincrement=False, nullable=False),
        _text("kind"),
        _text("slug"),
        sa.PrimaryKeyConstraint("report_seq", "kind", "slug"),
    )
    _index("report_mention", "kind", "slug")


def _create_filings() -> None:
    unique = (sa.UniqueConstraint("id"), sa.UniqueConstraint("slug"))
    _create_log("event_identity", _text("id"), _text("slug"), _text("source"), _text("record"), *unique)
    _create_log("filing_log", _text("source"), _text("record"), _event("event_id"))
    _index("filing_log", "source", "record")
    _index("filing_log", "event_id")
    once = sa.UniqueConstraint("loser_id")
    _create_log("merge_log", _event("loser_id"), _event("survivor_id"), _text("reason"), once)
    _index("merge_log", "survivor_id")


def _create_revisions() -> None:
    _create_log(
        "ruling_log",
        _text("id"),
        _event("event_id"),
        _text("property"),
        _text("report_id"),
        _text("reason"),
        _text("author"),
        _instant("made_at"),
    )
    _index("ruling_log", "event_id")
    _create_log(
        "revision_log",
        _event("event_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        _instant("known_from"),
        _instant("recorded_at"),
        _text("shown", nullable=True),
        _text("cause"),
        _text("author"),
    )
    _index("revision_log", "event_id")


def _create_event_view() -> None:
    op.create_table(
        "event_view",
        _text("event_id"),
        _instant("known_from"),
        _instant("known_to", nullable=True),
        _text("slug"),
        sa.Column("revision", sa.Integer(), nullable=False),
        _instant("updated_at"),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("exact", sa.Boolean(), nullable=False),
        *(_text(name, nullable=True) for name in ("kind", "status", "title", "title_key", "part_of", "part_of_id")),
        sa.Column("contested", sa.Boolean(), nullable=False),
        sa.Column("deviated", sa.Boolean(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        _text("vevent_zones"),
        _text("digest"),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in ("json_bytes", "vevent", "claims")),
        sa.PrimaryKeyConstraint("event_id", "known_from"),
    )
    for column in ("known_from", "known_to", "slug", "last_day", "part_of_id"):
        _index("event_view", column)
    for column in ("first_day", "updated_at", "title_key"):
        _index("event_view", column, "event_id", "known_from", "known_to", name=column)


def _create_links() -> None:
    participant = (_text("who"), _text("type"), _text("role", nullable=True), _text("presence", nullable=True))
    position = sa.Column("position", sa.Integer(), nullable=False)
    _create_link("event_participant", position, *participant)
    _index("event_participant", "who", "type", name="who")
    for table, column in (("event_place", "place"), ("event_country", "country"), ("event_topic", "topic")):
        _create_link(table, _text(column))
        _index(table, column)
    _create_link("event_source", _text("source"), _text("tier"))
    _index("event_source", "source")
    _index("event_source", "tier")
    op.create_table("view_fingerprint", _text("fingerprint"), sa.PrimaryKeyConstraint("fingerprint"))


def _create_link(name: str, *columns: sa.Column[Any]) -> None:
    """A link table; its third column completes the key."""
    op.create_table(
        name,
        _text("event_id"),
        _instant("known_from"),
        *columns,
        sa.PrimaryKeyConstraint("event_id", "known_from", columns[0].name),
        sa.ForeignKeyConstraint(
            ["event_id", "known_from"], ["event_view.event_id", "event_view.known_from"], ondelete="CASCADE"
        ),
    )


def _protect_on_sqlite() -> None:
    for table in APPEND_ONLY:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _protect_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
